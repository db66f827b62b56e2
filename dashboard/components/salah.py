"""Forms that tell what was wrong beside the field, for as long as it holds the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard.components.teks import polos
from sop.problem import ProblemCode, Refused


def mulai_isian(key: str, values: Mapping[str, Any]) -> None:
    """Put values into the fields, unless somebody has been here before."""
    for name, value in values.items():
        st.session_state.setdefault(f"{key}.{name}", value)


def tandai(key: str, refusal: Refused, said: Mapping[str, Any]) -> None:
    """Remember what was wrong with which field, to be told beside it as long as it holds the same."""
    st.session_state[f"{key}.salah"] = [
        (str(one.column), one.message, said.get(str(one.column)))
        for one in refusal.problems
        # the form itself tells, for as long as it is so
        if one.code is not ProblemCode.VERSI_BENTROK
    ]


def penolakan(key: str, said: Mapping[str, Any]) -> None:
    """Say why the form was not saved, as far as it has not been mended."""
    told = [message for name, message, value in kesalahan(key) if said.get(name) == value]
    if told:
        st.error("Belum disimpan.\n\n" + "\n".join(f"- {polos(one)}" for one in told))


def salah(key: str, name: str, value: Any) -> None:
    """Say beside a field what was wrong with it, as long as it holds the same."""
    for wrong, message, was in kesalahan(key):
        if wrong == name and was == value:
            st.markdown(f":red[{polos(message)}]")


def kesalahan(key: str) -> list[tuple[str, str, Any]]:
    """Return field, sentence and the value that was refused, of the last try to save."""
    found: list[tuple[str, str, Any]] = st.session_state.get(f"{key}.salah", [])
    return found
