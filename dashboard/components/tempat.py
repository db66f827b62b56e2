"""The form of one place: its name, kind, remarks and where it is; saved, or taken off with a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import streamlit as st

from dashboard.components.lokasi import lokasi, lupakan
from dashboard.components.riwayat import riwayat
from dashboard.components.teks import polos
from dashboard.session import current_actor
from services.office import Office
from services.places import (
    Place,
    Stored,
    add_place,
    correct_place,
    place_history,
    remove_place,
    stored_place,
)
from sop.party import Actor
from sop.patrol import PlaceKind
from sop.problem import ProblemCode, Refused

BARU = "baru"
"""Stands for a place that has no number yet."""

_OPEN, _TOLD = "tempat.terbuka", "tempat.kabar"


def buka(number: str) -> None:
    """Open the form of a place, or of a new one."""
    st.session_state[_OPEN] = number


def terbuka() -> str | None:
    """Return the number of the place whose form is open."""
    return st.session_state.get(_OPEN)


def kabar() -> None:
    """Tell how the last step went."""
    good, told = st.session_state.pop(_TOLD, (True, ""))
    if told:
        (st.success if good else st.error)(polos(told))


def tempat(office: Office, actor: Actor, number: str) -> None:
    """Show the form of a place, or of a new one."""
    try:
        stored = None if number == BARU else stored_place(office, actor, number)
    except Refused as refusal:
        st.error(polos(str(refusal)))
        st.button("Kembali ke daftar", key="tempat.kembali", on_click=_close, args=(number,))
        return
    key = _key(number)
    _begin(key, stored)
    st.button("← Kembali ke daftar", key="tempat.kembali", on_click=_close, args=(number,), type="tertiary")
    st.subheader("Tempat baru" if stored is None else polos(f"{stored.place.nama} ({number})"))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        where = lokasi(
            office, key=f"{key}.letak", initial=None if stored is None else stored.place.location, height=460
        )
    with right:
        st.text_input("Nama tempat", key=f"{key}.nama", max_chars=200, persist_state="session")
        st.selectbox(
            "Jenis tempat",
            list(PlaceKind),
            format_func=lambda kind: kind.label,
            key=f"{key}.jenis",
            persist_state="session",
        )
        st.text_area(
            "Keterangan",
            key=f"{key}.keterangan",
            placeholder="Misalnya hari pasar: Selasa dan Jumat",
            persist_state="session",
        )
        said = Place(
            nama=st.session_state[f"{key}.nama"],
            jenis=st.session_state[f"{key}.jenis"],
            keterangan=st.session_state[f"{key}.keterangan"],
            location=where,
        )
        if stored is not None:
            st.text_input(
                "Alasan", key=f"{key}.alasan", placeholder="Wajib bila dihapus", persist_state="session"
            )
        _steps(office, stored, said, key)
    if stored is not None:
        with st.expander("Riwayat"):
            riwayat(place_history(office, actor, number))


def _steps(office: Office, stored: Stored | None, said: Place, key: str) -> None:
    kabar()
    with st.container(horizontal=True):
        # asked within the run, after the fields: what was typed last counts too
        saved = st.button("Simpan", type="primary", key=f"{key}.simpan")
        removed = stored is not None and st.button("Hapus tempat ini", key=f"{key}.hapus")
    if saved:
        _save(office, stored, said, key)
    elif removed and stored is not None:
        _remove(office, stored, key)


def _begin(key: str, stored: Stored | None) -> None:
    """Put what is stored into the fields, unless somebody has been here before."""
    st.session_state.setdefault(f"{key}.formulir", uuid4().hex)
    st.session_state.setdefault(f"{key}.nama", "" if stored is None else stored.place.nama)
    st.session_state.setdefault(f"{key}.jenis", PlaceKind.PASAR if stored is None else stored.place.jenis)
    st.session_state.setdefault(f"{key}.keterangan", "" if stored is None else stored.place.keterangan)
    if stored is not None:
        st.session_state.setdefault(f"{key}.versi", stored.version)


def _save(office: Office, stored: Stored | None, said: Place, key: str) -> None:
    def save() -> None:
        actor, now = current_actor(), datetime.now(UTC)
        if stored is None:
            add_place(office, actor, said, form_id=st.session_state[f"{key}.formulir"], at=now)
        else:
            correct_place(
                office, actor, stored.number, said,
                expected_version=st.session_state[f"{key}.versi"], at=now,
                note=st.session_state.get(f"{key}.alasan") or "",
            )  # fmt: skip

    _take(save, f"{said.nama.strip()} disimpan.", stored, key)


def _remove(office: Office, stored: Stored, key: str) -> None:
    def remove() -> None:
        remove_place(
            office, current_actor(), stored.number,
            expected_version=st.session_state[f"{key}.versi"], at=datetime.now(UTC),
            note=st.session_state.get(f"{key}.alasan") or "",
        )  # fmt: skip

    _take(remove, f"{stored.place.nama} dihapus dari daftar dan peta; riwayatnya tetap ada.", stored, key)


def _take(step: Callable[[], None], done: str, stored: Stored | None, key: str) -> None:
    """Do a step and draw the page anew; when it cannot be done, everything that was typed stays."""
    try:
        step()
    except Refused as refusal:
        told = str(refusal)
        if stored is not None and any(one.code is ProblemCode.VERSI_BENTROK for one in refusal.problems):
            # The next try is made in full knowledge of what the other has done: it stands in the history.
            st.session_state.pop(f"{key}.versi", None)
            told += " Lihat perubahannya di Riwayat di bawah; menyimpan lagi memakai isian Anda."
        st.session_state[_TOLD] = (False, told)
    else:
        st.session_state[_TOLD] = (True, done)
        _close(key.removeprefix("tempat."))
    st.rerun()


def _close(number: str) -> None:
    lupakan(_key(number))
    st.session_state.pop(_OPEN, None)


def _key(number: str) -> str:
    return f"tempat.{number}"
