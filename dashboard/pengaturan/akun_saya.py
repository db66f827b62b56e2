"""Akun saya: who is logged in here, and another password for oneself."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from dashboard.components.teks import polos
from dashboard.headers import COOKIE
from dashboard.session import current_actor
from services.account_keeping import change_own_password
from services.accounts import display_name
from services.office import Office
from sop.party import Actor
from sop.problem import Refused

_TOLD = "pengaturan.akun_saya.kabar"
_FIELDS = ("lama", "baru", "ulang")


def akun_saya(office: Office, actor: Actor) -> None:
    """Show one's own account, and let its password be changed."""
    if told := st.session_state.pop(_TOLD, None):
        (st.success if told[0] else st.error)(polos(told[1]))
    st.markdown(f"**{polos(display_name(office, actor))}** · {polos(actor.name)} · {polos(actor.role.label)}")
    st.subheader("Ganti kata sandi")
    with st.container(border=True, width=460):
        st.text_input("Kata sandi sekarang", type="password", key="akun_saya.lama")
        st.text_input(
            "Kata sandi baru",
            type="password",
            key="akun_saya.baru",
            help="Paling sedikit 10 karakter. Beberapa kata biasa lebih baik daripada satu kata rumit.",
        )
        st.text_input("Ulangi kata sandi baru", type="password", key="akun_saya.ulang")
        st.button("Ganti kata sandi", key="akun_saya.ganti", type="primary", on_click=_change, args=(office,))
    st.caption("Sesudah diganti, Anda tetap masuk di sini; di tempat lain akun ini langsung keluar.")


def _change(office: Office) -> None:
    old, new, again = (st.session_state.get(f"akun_saya.{field}") or "" for field in _FIELDS)
    if new != again:
        st.session_state[_TOLD] = (False, "Kata sandi baru dan ulangannya tidak sama.")
        return
    token = st.context.cookies.get(COOKIE) or ""
    try:
        change_own_password(office, current_actor(), old, new, token=token, at=datetime.now(UTC))
    except Refused as refused:
        st.session_state[_TOLD] = (False, str(refused))
        return
    for field in _FIELDS:
        st.session_state[f"akun_saya.{field}"] = ""
    st.session_state[_TOLD] = (True, "Kata sandi Anda diganti.")
