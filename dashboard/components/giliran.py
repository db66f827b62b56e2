"""Turns of a question: what was said is kept until it is saved, then the next turn starts afresh."""

from __future__ import annotations

import streamlit as st

_LAST = "giliran_terakhir"


def begin_turn(key: str) -> None:
    """Give the question under ``key`` its turn, a number that no other one of this session has."""
    name = f"{key}.giliran"
    if name not in st.session_state:
        st.session_state[_LAST] = st.session_state.get(_LAST, 0) + 1
        st.session_state[name] = st.session_state[_LAST]


def lupakan(key: str) -> None:
    """Forget what was said under ``key``; to be called once it has been saved."""
    for name in [name for name in st.session_state if str(name).startswith(f"{key}.")]:
        del st.session_state[name]
