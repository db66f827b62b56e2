"""What was just done on a page, told once, wherever the page then stands."""

from __future__ import annotations

import streamlit as st

from dashboard.components.teks import polos

_KEY = "halaman.kabar"


def kabarkan(told: str) -> None:
    """Keep a sentence for the next run of the page."""
    st.session_state[_KEY] = told


def kabar_halaman() -> None:
    """Tell what was kept, once."""
    if told := st.session_state.pop(_KEY, ""):
        st.success(polos(told))
