"""What changed since its reader last looked."""

from __future__ import annotations

import streamlit as st

from dashboard.components.tautan import tautan
from dashboard.components.teks import polos
from services.looks import Change, Changes

_FIRST = 6


def perubahan(found: Changes) -> None:
    """Show the changes, the most important first; the later ones folded."""
    with st.container(gap="xsmall"):
        for change in found.lines[:_FIRST]:
            _line(change)
    rest = found.lines[_FIRST:]
    if rest:
        with st.expander(f"{len(rest)} perubahan lain"):
            for change in rest:
                _line(change)


def _line(change: Change) -> None:
    if change.frame and change.number:
        tautan(change.frame, change.number, polos(change.text))
    else:
        st.markdown(polos(change.text))
