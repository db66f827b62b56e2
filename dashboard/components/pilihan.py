"""The desa that is selected, shared by map, table and panel of every page."""

from __future__ import annotations

import streamlit as st

_KEY = "desa_terpilih"


def selected() -> str | None:
    """Return the code of the selected desa, if there is one."""
    return st.session_state.get(_KEY)


def select(kode: str | None) -> None:
    """Select a desa, or none."""
    st.session_state[_KEY] = kode
