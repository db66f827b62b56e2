"""The form of one place: its name, kind, remarks and where it is; saved, or taken off with a reason.

The form is pinned to the version on which it began. If somebody else was faster, it says so, and goes on
from the newer version only when its reader has said so; what he left alone is then as the other left it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import streamlit as st

from dashboard.components.bentrok import lanjutkan
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
from sop.dictionary import PLACES
from sop.party import Actor
from sop.patrol import PlaceKind
from sop.problem import ProblemCode, Refused

_FIELDS = ("nama", "jenis", "keterangan")
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
    base = _begin(key, stored)
    st.button("← Kembali ke daftar", key="tempat.kembali", on_click=_close, args=(number,), type="tertiary")
    st.subheader("Tempat baru" if stored is None else polos(f"{stored.place.nama} ({number})"))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        known = None if base is None else base.place.location
        where = lokasi(office, key=f"{key}.letak", initial=known, height=460)
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
        goes_on = stored is not None and base is not None and _goes_on(stored, base, said, key)
        _steps(office, base, said, key)
    if stored is not None:
        with st.expander("Riwayat"):
            riwayat(place_history(office, actor, number))
    if goes_on and stored is not None and base is not None:
        _take_up(stored, key, _changed(base.place, said))
        st.rerun()


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


def _begin(key: str, stored: Stored | None) -> Stored | None:
    """Put what is stored into the fields, unless somebody has been here; return what they began with."""
    st.session_state.setdefault(f"{key}.formulir", uuid4().hex)
    st.session_state.setdefault(f"{key}.nama", "" if stored is None else stored.place.nama)
    st.session_state.setdefault(f"{key}.jenis", PlaceKind.PASAR if stored is None else stored.place.jenis)
    st.session_state.setdefault(f"{key}.keterangan", "" if stored is None else stored.place.keterangan)
    base: Stored | None = st.session_state.setdefault(f"{key}.semula", stored)
    return base


def _goes_on(stored: Stored, base: Stored, said: Place, key: str) -> bool:
    """Return whether the form is to go on from a newer version; where nothing was typed, it just does."""
    if stored.version == base.version:
        return False
    return not _changed(base.place, said) or lanjutkan(f"{PLACES.label} {stored.number}", key=key)


def _changed(before: Place, said: Place) -> frozenset[str]:
    """Return the fields that say something else than before."""
    changed = {name for name in _FIELDS if getattr(said, name) != getattr(before, name)}
    spots = [None if one is None else (one.point, one.kode_desa) for one in (before.location, said.location)]
    return frozenset(changed | ({"letak"} if spots[0] != spots[1] else set()))


def _take_up(stored: Stored, key: str, changed: frozenset[str]) -> None:
    """Show what stands now in every field that was left alone, and keep the others as they were typed."""
    for name in _FIELDS:
        if name not in changed:
            st.session_state.pop(f"{key}.{name}", None)
    if "letak" not in changed:
        lupakan(f"{key}.letak")
    st.session_state[f"{key}.semula"] = stored


def _save(office: Office, stored: Stored | None, said: Place, key: str) -> None:
    def save() -> None:
        actor, now = current_actor(), datetime.now(UTC)
        if stored is None:
            add_place(office, actor, said, form_id=st.session_state[f"{key}.formulir"], at=now)
        else:
            correct_place(
                office, actor, stored.number, said,
                expected_version=stored.version, at=now,
                note=st.session_state.get(f"{key}.alasan") or "",
            )  # fmt: skip

    _take(save, f"{said.nama.strip()} disimpan.", key)


def _remove(office: Office, stored: Stored, key: str) -> None:
    def remove() -> None:
        remove_place(
            office, current_actor(), stored.number,
            expected_version=stored.version, at=datetime.now(UTC),
            note=st.session_state.get(f"{key}.alasan") or "",
        )  # fmt: skip

    _take(remove, f"{stored.place.nama} dihapus dari daftar dan peta; riwayatnya tetap ada.", key)


def _take(step: Callable[[], None], done: str, key: str) -> None:
    """Do a step and draw the page anew; when it cannot be done, everything that was typed stays."""
    try:
        step()
    except Refused as refusal:
        # that somebody was faster the form itself tells, for as long as it is so
        told = [one.message for one in refusal.problems if one.code is not ProblemCode.VERSI_BENTROK]
        st.session_state[_TOLD] = (False, "\n".join(told))
    else:
        st.session_state[_TOLD] = (True, done)
        _close(key.removeprefix("tempat."))
    st.rerun()


def _close(number: str) -> None:
    lupakan(_key(number))
    st.session_state.pop(_OPEN, None)


def _key(number: str) -> str:
    return f"tempat.{number}"
