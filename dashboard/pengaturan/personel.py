"""People and vehicles of the teams: a list, and the form of one of them.

The form is pinned to the version on which it began, as that of a place is (`dashboard.components.tempat`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import streamlit as st

from dashboard.components.bentrok import lanjutkan
from dashboard.components.daftar import daftar, terpilih
from dashboard.components.giliran import lupakan
from dashboard.components.kosong import kosong
from dashboard.components.riwayat import riwayat
from dashboard.components.teks import polos
from dashboard.session import current_actor
from services.office import Office
from services.patrol_members import (
    Member,
    Stored,
    add_member,
    correct_member,
    member_history,
    member_table,
    remove_member,
    stored_member,
    team_names,
)
from sop.dictionary import PATROL_MEMBERS
from sop.party import Actor, Verb
from sop.patrol import MemberKind, PatrolElement
from sop.problem import ProblemCode, Refused

_LIST, _OPEN, _TOLD = "personel.daftar", "personel.terbuka", "personel.kabar"
_NEW = "baru"
_COLUMNS = {
    "nama": "Nama", "regu": "Regu", "jenis": "Jenis", "unsur": "Unsur", "jabatan": "Jabatan",
    "nomor": "NIP/NRP atau pelat",
}  # fmt: skip
_WIDTHS = {
    "Nama": st.column_config.TextColumn(width=200),
    "Regu": st.column_config.TextColumn(width=200),
    "Jenis": st.column_config.TextColumn(width=90),
    "Unsur": st.column_config.TextColumn(width=100),
}
_EMPTY = Member(jenis=MemberKind.ORANG, nama="", unsur=PatrolElement.KECAMATAN)
_LETTERS = 120
_FIELDS = tuple(Member.__dataclass_fields__)


def personel(office: Office, actor: Actor) -> None:
    """Show people and vehicles; those who may, add, correct and remove them."""
    opened = st.session_state.get(_OPEN)
    if opened is not None and actor.may(Verb.PERSONEL_UBAH):
        _form(office, actor, opened)
        return
    _tell()
    found = member_table(office, actor)
    chosen = terpilih(_LIST)
    if actor.may(Verb.PERSONEL_UBAH):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                "Tambah personel atau kendaraan",
                type="primary",
                key="personel.tambah",
                on_click=_open,
                args=(_NEW,),
            )
            if chosen in found.index:
                st.button("Ubah atau hapus", key="personel.ubah", on_click=_open, args=(chosen,))
    if found.empty:
        kosong(
            "Belum ada personel atau kendaraan yang dicatat.",
            "Tambah di sini, supaya Surat Perintah Tugas dan lembar rute terisi namanya.",
        )
        return
    daftar(found[list(_COLUMNS)].rename(columns=_COLUMNS), key=_LIST, widths=_WIDTHS)
    if actor.may(Verb.PERSONEL_UBAH):
        st.caption("Pilih satu baris untuk mengubah atau menghapusnya.")


def _open(number: str) -> None:
    st.session_state[_OPEN] = number


def _close() -> None:
    number = st.session_state.pop(_OPEN, None)
    lupakan(_key(number))


def _key(number: str | None) -> str:
    return f"personel.{number}"


def _tell() -> None:
    good, told = st.session_state.pop(_TOLD, (True, ""))
    if told:
        (st.success if good else st.error)(polos(told))


def _form(office: Office, actor: Actor, number: str) -> None:
    try:
        stored = None if number == _NEW else stored_member(office, actor, number)
    except Refused as refusal:
        st.error(polos(str(refusal)))
        st.button("← Kembali ke daftar", key="personel.kembali", on_click=_close, type="tertiary")
        return
    key = _key(number)
    base = _begin(key, stored)
    st.button("← Kembali ke daftar", key="personel.kembali", on_click=_close, type="tertiary")
    st.subheader("Personel atau kendaraan baru" if stored is None else polos(stored.member.nama))
    with st.container(border=True):
        said = _fields(office, key)
        goes_on = False
        if stored is not None and base is not None:
            st.text_input(
                "Alasan", key=f"{key}.alasan", placeholder="Wajib bila dihapus", persist_state="session"
            )
            if stored.version != base.version:
                goes_on = said == base.member or lanjutkan(f"{PATROL_MEMBERS.label} {number}", key=key)
        _steps(office, base, said, key)
    if stored is not None:
        with st.expander("Riwayat"):
            riwayat(member_history(office, actor, number))
        if goes_on and base is not None:
            _take_up(stored, base, said, key)
            st.rerun()


def _begin(key: str, stored: Stored | None) -> Stored | None:
    """Put what is stored into the fields, unless somebody has been here; return what they began with."""
    member = _EMPTY if stored is None else stored.member
    st.session_state.setdefault(f"{key}.formulir", uuid4().hex)
    for name in _FIELDS:
        st.session_state.setdefault(f"{key}.{name}", getattr(member, name))
    base: Stored | None = st.session_state.setdefault(f"{key}.semula", stored)
    return base


def _fields(office: Office, key: str) -> Member:
    """Ask for everything, and return what is said now."""
    kind = st.segmented_control(
        "Jenis",
        list(MemberKind),
        format_func=lambda one: one.label,
        key=f"{key}.jenis",
        required=True,
        persist_state="session",
    )
    person = kind is not MemberKind.KENDARAAN
    left, right = st.columns(2)
    with left:
        _text("Nama dengan gelar" if person else "Nama kendaraan", f"{key}.nama")
        _text("NIP atau NRP" if person else "Nomor polisi", f"{key}.nomor")
    with right:
        st.selectbox(
            "Unsur",
            list(PatrolElement),
            format_func=lambda one: one.label,
            key=f"{key}.unsur",
            persist_state="session",
        )
        _team(office, key)
    if person:
        with left:
            _text("Pangkat/golongan", f"{key}.pangkat")
        with right:
            _text("Jabatan", f"{key}.jabatan")
        st.checkbox("Memimpin regu ini", key=f"{key}.pimpinan", persist_state="session")
    return Member(**{name: st.session_state[f"{key}.{name}"] for name in _FIELDS})


def _text(label: str, key: str) -> None:
    st.text_input(label, key=key, max_chars=_LETTERS, persist_state="session")


def _team(office: Office, key: str) -> None:
    teams = team_names(office)
    known = ["", *teams]
    if st.session_state[f"{key}.regu"] not in known:
        known.append(st.session_state[f"{key}.regu"])
    st.selectbox(
        "Regu",
        known,
        format_func=lambda code: teams.get(code, f"{code} (sudah tidak ada)") if code else "Tanpa regu",
        key=f"{key}.regu",
        help="Yang membantu dua regu dicatat dua kali, sekali di tiap regu.",
        persist_state="session",
    )


def _steps(office: Office, base: Stored | None, said: Member, key: str) -> None:
    _tell()
    with st.container(horizontal=True):
        # asked within the run, after the fields: what was typed last counts too
        saved = st.button("Simpan", type="primary", key=f"{key}.simpan")
        removed = base is not None and st.button("Hapus dari daftar", key=f"{key}.hapus")
    note = st.session_state.get(f"{key}.alasan") or ""
    if saved and base is None:
        form = st.session_state[f"{key}.formulir"]
        _take(
            lambda at: add_member(office, current_actor(), said, form_id=form, at=at),
            f"{said.nama} disimpan.",
        )
    elif saved and base is not None:
        _take(
            lambda at: correct_member(
                office, current_actor(), base.number, said,
                expected_version=base.version, at=at, note=note,
            ),
            f"{said.nama} disimpan.",
        )  # fmt: skip
    elif removed and base is not None:
        _take(
            lambda at: remove_member(
                office, current_actor(), base.number, expected_version=base.version, at=at, note=note
            ),
            f"{base.member.nama} dihapus dari daftar; riwayatnya tetap ada.",
        )


def _take_up(stored: Stored, base: Stored, said: Member, key: str) -> None:
    """Show what stands now in every field that was left alone, and keep the others as they were typed."""
    for name in _FIELDS:
        if getattr(said, name) == getattr(base.member, name):
            st.session_state.pop(f"{key}.{name}", None)
    st.session_state[f"{key}.semula"] = stored


def _take(step: Callable[[datetime], object], done: str) -> None:
    """Do a step and draw the page anew; when it cannot be done, everything that was typed stays."""
    try:
        step(datetime.now(UTC))
    except Refused as refusal:
        # that somebody was faster the form itself tells, for as long as it is so
        told = [one.message for one in refusal.problems if one.code is not ProblemCode.VERSI_BENTROK]
        st.session_state[_TOLD] = (False, "\n".join(told))
    else:
        st.session_state[_TOLD] = (True, done)
        _close()
    st.rerun()
