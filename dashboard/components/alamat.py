"""Where a page of records stands: list, entry form, or one record; told by its address.

So the back button, a reload and a link from elsewhere lead where they should.
"""

from __future__ import annotations

import re

import streamlit as st

_NUMBER, _ENTRY = "nomor", "catat"
_LONGEST = 40


def nomor() -> str | None:
    """Return the number of the record that the address names, without signs that no number has.

    Anybody can send a link with any words in it; they must not be read as ours.
    """
    said = st.query_params.get(_NUMBER)
    return re.sub(r"[^A-Za-z0-9-]", "", said)[:_LONGEST] or "?" if said else None


def sedang_mencatat() -> bool:
    """Say whether the address is that of the entry form."""
    return _ENTRY in st.query_params


def buka(number: str) -> None:
    """Go to one record."""
    st.query_params.from_dict({_NUMBER: number})


def catat() -> None:
    """Go to the entry form."""
    st.query_params.from_dict({_ENTRY: "ya"})


def daftar() -> None:
    """Go to the list."""
    st.query_params.clear()
