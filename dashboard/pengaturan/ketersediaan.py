"""Leave and extra duty of teams, people and vehicles."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import streamlit as st

from dashboard.components.daftar import daftar, pilih
from dashboard.components.kosong import kosong
from dashboard.components.teks import polos, terbedakan
from dashboard.session import current_actor
from services.availability import (
    AWAY,
    EXTRA,
    Absence,
    add_availability,
    availability_table,
    remove_availability,
    subjects,
)
from services.office import Office
from sop.party import Actor, Verb
from sop.problem import Refused

_LIST, _TOLD, _FORM = "ketersediaan.daftar", "ketersediaan.kabar", "ketersediaan.isian"
_COLUMNS = {"siapa": "Siapa", "apa": "Apa", "mulai": "Mulai", "selesai": "Sampai", "alasan": "Alasan"}
_WIDTHS = {
    "Siapa": st.column_config.TextColumn(width=240),
    "Apa": st.column_config.TextColumn(width=180),
    "Mulai": st.column_config.TextColumn(width=140),
    "Sampai": st.column_config.TextColumn(width=140),
}


def ketersediaan(office: Office, actor: Actor) -> None:
    """Show who is away or on extra duty; those who may, enter it and take it back."""
    good, told = st.session_state.pop(_TOLD, (True, ""))
    if told:
        (st.success if good else st.error)(polos(told))
    if actor.may(Verb.PERSONEL_UBAH):
        _form(office, actor)
    st.subheader("Yang sudah dicatat")
    today = datetime.now(UTC).astimezone(office.zone).date()
    over = st.toggle("Termasuk yang sudah lewat", key="ketersediaan.lewat")
    found = availability_table(office, actor, since=None if over else today)
    if found.empty:
        kosong("Tidak ada cuti atau tugas tambahan.", "Semua regu bertugas menurut jadwalnya.")
        return
    chosen = daftar(found[list(_COLUMNS)].rename(columns=_COLUMNS), key=_LIST, widths=_WIDTHS)
    if chosen is None or not actor.may(Verb.PERSONEL_UBAH):
        return
    version = int(found["versi"][chosen])
    if st.button("Hapus catatan yang dipilih", key="ketersediaan.hapus"):
        _remove(office, chosen, version)


def _form(office: Office, actor: Actor) -> None:
    names = terbedakan(subjects(office, actor))
    today = datetime.now(UTC).astimezone(office.zone).date()
    st.session_state.setdefault(f"{_FORM}.formulir", uuid4().hex)
    st.session_state.setdefault(f"{_FORM}.apa", AWAY)
    st.session_state.setdefault(f"{_FORM}.mulai", today + timedelta(days=1))
    st.session_state.setdefault(f"{_FORM}.selesai", today + timedelta(days=1))
    if st.session_state.get(f"{_FORM}.siapa") not in names:
        st.session_state[f"{_FORM}.siapa"] = None
    with st.container(border=True):
        left, right = st.columns(2)
        with left:
            who = st.selectbox(
                "Siapa",
                list(names),
                index=None,
                format_func=lambda one: names.get(one, one),
                key=f"{_FORM}.siapa",
                placeholder="Regu, personel, atau kendaraan",
                persist_state="session",
            )
        with right:
            what = st.segmented_control(
                "Apa", [AWAY, EXTRA], key=f"{_FORM}.apa", required=True, wrap=True, persist_state="session"
            )
        first, last, why = st.columns([1, 1, 2])
        with first:
            begins = st.date_input(
                "Mulai",
                key=f"{_FORM}.mulai",
                format="DD/MM/YYYY",
                on_change=_follow,
                persist_state="session",
            )
        with last:
            ends = st.date_input(
                "Sampai dengan", key=f"{_FORM}.selesai", format="DD/MM/YYYY", persist_state="session"
            )
        with why:
            reason = st.text_input(
                "Alasan",
                key=f"{_FORM}.alasan",
                max_chars=200,
                placeholder="Misalnya cuti tahunan, servis, pengamanan pasar malam",
                persist_state="session",
            )
        st.caption(
            "Tugas tambahan untuk regu berarti bertugas di luar hari tetapnya, dengan jam yang sama. Bila "
            "dua catatan bertentangan, yang terakhir dicatat yang berlaku."
        )
        said = Absence(subjek=who or "", mulai=begins, selesai=ends, ada=what == EXTRA, alasan=reason)
        if st.button("Simpan", type="primary", key="ketersediaan.simpan"):
            _save(office, said, names.get(said.subjek, ""))


def _follow() -> None:
    """Let the last day not lie before a first day that was moved."""
    first, last = (st.session_state.get(f"{_FORM}.{name}") for name in ("mulai", "selesai"))
    if first and last and last < first:
        st.session_state[f"{_FORM}.selesai"] = first


def _save(office: Office, said: Absence, name: str) -> None:
    form = st.session_state[f"{_FORM}.formulir"]
    try:
        add_availability(office, current_actor(), said, form_id=form, at=datetime.now(UTC))
    except Refused as refusal:
        st.session_state[_TOLD] = (False, "\n".join(one.message for one in refusal.problems))
    else:
        st.session_state[_TOLD] = (True, f"{name}: {EXTRA if said.ada else AWAY} dicatat.")
        for part in ("formulir", "siapa", "alasan"):
            st.session_state.pop(f"{_FORM}.{part}", None)
    st.rerun()


def _remove(office: Office, number: str, version: int) -> None:
    try:
        remove_availability(office, current_actor(), number, expected_version=version, at=datetime.now(UTC))
    except Refused as refusal:
        st.session_state[_TOLD] = (False, str(refusal))
    else:
        st.session_state[_TOLD] = (True, "Catatan dihapus; riwayatnya tetap ada.")
    pilih(_LIST, None)
    st.rerun()
