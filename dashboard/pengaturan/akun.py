"""Akun: who may come in, in which role; passwords are shown once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components.teks import polos
from dashboard.session import current_actor
from services.account_keeping import KnownAccount, change_account, enable_account, known_accounts
from services.accounts import add_account, disable_account, set_password
from services.office import Office
from services.passwords import new_password
from sop.party import ACCOUNT_ROLES, Actor
from sop.problem import Refused

_TOLD, _PASSWORD = "pengaturan.akun.kabar", "pengaturan.akun.sandi"
_MADE, _TYPED = "Buatkan", "Ketik sendiri"
_ROW, _MOST_HEIGHT = 36, 420
_ROLES = {role: role.label for role in ACCOUNT_ROLES}


def akun(office: Office, actor: Actor) -> None:
    """List the accounts and offer what the Kasi can do with each."""
    _tell()
    found = known_accounts(office, actor)
    chosen = _list(office, found)
    if chosen is not None:
        _one(office, actor, chosen)
    with st.expander("Tambah akun", expanded=len(found) <= 1):
        _add(office)


def _list(office: Office, found: Sequence[KnownAccount]) -> KnownAccount | None:
    table = pd.DataFrame(
        [
            {
                "Nama pengguna": one.username,
                "Nama": one.name,
                "Peran": one.role.label,
                "Keadaan": "nonaktif" if one.disabled else "aktif",
                "Terakhir masuk": "belum pernah"
                if one.last_login is None
                else f"{one.last_login.astimezone(office.zone):%d/%m/%Y %H.%M}",
            }
            for one in found
        ]
    )
    names = [one.username for one in found]

    def picked() -> None:
        rows = st.session_state["akun.tabel"]["selection"]["rows"]
        if rows:
            st.session_state["akun.pilih"] = names[rows[0]]

    st.dataframe(
        table,
        key="akun.tabel",
        hide_index=True,
        on_select=picked,
        selection_mode="single-row",
        row_height=_ROW,
        height=min(_ROW * (len(found) + 1) + 3, _MOST_HEIGHT),
    )
    if st.session_state.get("akun.pilih") not in names:
        st.session_state["akun.pilih"] = None
    name = st.selectbox(
        "Kelola akun", names, index=None, key="akun.pilih", placeholder="Pilih di tabel atau di sini"
    )
    return next((one for one in found if one.username == name), None)


def _one(office: Office, actor: Actor, one: KnownAccount) -> None:
    key = f"akun.{one.username}"
    with st.container(border=True):
        st.markdown(f"**{polos(one.name)}** · {polos(one.username)}")
        if one.username == actor.name:
            st.caption("Ini akun Anda sendiri.")
        left, right = st.columns(2, gap="large")
        with left:
            name = st.text_input("Nama", value=one.name, key=f"{key}.nama", max_chars=100)
            role = st.selectbox(
                "Peran",
                list(_ROLES),
                index=list(_ROLES).index(one.role),
                format_func=lambda role: _ROLES[role],
                key=f"{key}.peran",
            )
            _button(
                "Simpan nama dan peran",
                key=f"{key}.simpan",
                do=lambda: change_account(
                    office, current_actor(), one.username, name=name, role=role, at=datetime.now(UTC)
                ),
                done=f"Akun {one.username} diubah.",
            )
        with right:
            password = _password(f"{key}.sandi")
            _button(
                "Beri kata sandi baru",
                key=f"{key}.ganti",
                do=lambda: set_password(
                    office, current_actor(), one.username, password, at=datetime.now(UTC)
                ),
                done=f"Kata sandi {one.username} diganti; akun ini harus masuk lagi.",
                show=(one.username, password),
            )
            if one.disabled:
                _button(
                    "Aktifkan akun",
                    key=f"{key}.aktif",
                    do=lambda: enable_account(office, current_actor(), one.username, at=datetime.now(UTC)),
                    done=f"Akun {one.username} aktif lagi.",
                )
            else:
                _button(
                    "Nonaktifkan akun",
                    key=f"{key}.nonaktif",
                    do=lambda: disable_account(office, current_actor(), one.username, at=datetime.now(UTC)),
                    done=f"Akun {one.username} dinonaktifkan dan langsung keluar.",
                )


def _add(office: Office) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        username = st.text_input(
            "Nama pengguna",
            key="akun.baru.pengguna",
            max_chars=40,
            help="3–40 huruf kecil, angka, atau . _ - ; dipakai untuk masuk.",
            persist_state="session",
        )
        name = st.text_input(
            "Nama yang ditampilkan", key="akun.baru.nama", max_chars=100, persist_state="session"
        )
    with right:
        role = st.selectbox(
            "Peran akun baru",
            list(_ROLES),
            index=None,
            format_func=lambda role: _ROLES[role],
            key="akun.baru.peran",
            placeholder="Pilih peran",
            persist_state="session",
        )
        password = _password("akun.baru.sandi")

    def add() -> None:
        if role is not None:
            at = datetime.now(UTC)
            add_account(office, current_actor(), username, role, password, name=name, at=at)
            for field in ("pengguna", "nama", "peran"):
                st.session_state.pop(f"akun.baru.{field}", None)

    _button(
        "Buat akun",
        key="akun.baru.buat",
        do=add,
        done=f"Akun {username} dibuat.",
        show=(username, password),
        disabled=role is None,
        main=True,
    )


def _password(key: str) -> str:
    way = st.segmented_control("Kata sandi", (_MADE, _TYPED), key=f"{key}.cara", default=_MADE, required=True)
    if way == _TYPED:
        return st.text_input(
            "Kata sandi baru", type="password", key=f"{key}.isi", help="Paling sedikit 10 karakter."
        )
    made: str = st.session_state.setdefault(f"{key}.dibuat", new_password())
    return made


def _button(
    label: str,
    *,
    key: str,
    do: Callable[[], Any],
    done: str,
    show: tuple[str, str] | None = None,
    disabled: bool = False,
    main: bool = False,
) -> None:
    # asked within the run, after the fields: what was typed last counts too
    if not st.button(label, key=key, disabled=disabled, type="primary" if main else "secondary"):
        return
    try:
        do()
    except Refused as refused:
        st.session_state[_TOLD] = (False, str(refused))
    else:
        st.session_state[_TOLD] = (True, done)
        if show is not None:
            st.session_state[_PASSWORD] = show
            _forget_passwords()
    st.rerun()


def _forget_passwords() -> None:
    for name in [one for one in st.session_state if str(one).startswith("akun.")]:
        if str(name).endswith((".dibuat", ".isi")):
            del st.session_state[name]


def _tell() -> None:
    if told := st.session_state.pop(_TOLD, None):
        (st.success if told[0] else st.error)(polos(told[1]))
    if shown := st.session_state.pop(_PASSWORD, None):
        username, password = shown
        st.warning(f"Kata sandi untuk {polos(username)}. Catat sekarang; tidak akan ditampilkan lagi.")
        st.code(password, language=None)
