"""Nothing to show, why, and what to do next."""

from __future__ import annotations

import streamlit as st


def kosong(what: str, next_step: str) -> None:
    """Say that there is nothing to show, and the next thing to do."""
    with st.container(border=True):
        st.markdown(f"**{what}**")
        st.markdown(next_step)
