"""Who looks at this page, asked again on every run of it."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from dashboard.components.teks import polos
from dashboard.headers import COOKIE
from dashboard.office import office
from services.accounts import actor_of
from sop.party import Actor

_FAREWELL = "pamit"


def farewell(told: str) -> None:
    """Say this instead of a warning when the login of this page turns out to be over."""
    st.session_state[_FAREWELL] = told


def current_actor() -> Actor:
    """Return who is logged in; end this run of the page if nobody is (any more).

    The cookie is the one that the open websocket came with, so a logout elsewhere counts here at
    once: its token opens nothing any more.
    """
    token = st.context.cookies.get(COOKIE)
    actor = actor_of(office(), token, at=datetime.now(UTC)) if token else None
    if actor is None:
        if told := st.session_state.get(_FAREWELL):
            st.success(polos(told))
        else:
            st.warning("Sesi Anda sudah berakhir.")
        st.html('<p><a href="/masuk" target="_self">Masuk kembali</a></p>')
        st.stop()
    return actor
