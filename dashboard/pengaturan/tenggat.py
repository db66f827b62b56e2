"""Tenggat: hours for each duty and severity, holidays, and who is told when a duty slips."""

from __future__ import annotations

from datetime import UTC, date, datetime

import streamlit as st

from dashboard.pengaturan.rancangan import Rancangan
from dashboard.pengaturan.usulan import ajukan, menunggu, riwayat_pengaturan
from services.office import Office
from services.setting_tables import limit_table
from services.setting_words import HOLIDAYS, TOLD_LABELS, limit_values
from services.settings import changes
from sop.category import Severity
from sop.deadline import LONGEST_H, Duty
from sop.party import Actor, Verb
from sop.period import long_date
from sop.setting import Sheet

_PLACE = "pengaturan.tenggat"
_SHEETS = frozenset({Sheet.ATURAN})
_DRAFT = Rancangan("tenggat")
_ROW = 36
_MOST_TIMES = 100.0


def tenggat(office: Office, actor: Actor) -> None:
    """Show the time limits and the calendar; the Kasi drafts a proposal, the Camat decides on it."""
    now, may_draft = datetime.now(UTC), actor.may(Verb.PENGATURAN_UBAH)
    st.caption(
        "Standar internal, dapat diubah: SOP hanya mengatakan “segera”. Untuk kategori berat dan kritis, "
        "laporan patroli, dan laporan ke kabupaten, jam berjalan siang-malam; selain itu hanya pada hari "
        "kerja."
    )
    menunggu(office, actor, _SHEETS, place=_PLACE, at=now)
    current = limit_values(office.limits)
    st.subheader("Batas waktu")
    _hours(office, current, may_draft=may_draft)
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("Hari libur")
        _holidays(current[HOLIDAYS], may_draft=may_draft)
    with right:
        st.subheader("Pemberitahuan")
        _escalation(current, may_draft=may_draft)
    st.subheader("Akibatnya")
    ajukan(office, actor, changes(office.settings, _DRAFT.isi), _DRAFT, _SHEETS, place=_PLACE, at=now)
    riwayat_pengaturan(office, actor, _SHEETS)


def _hours(office: Office, current: dict[str, float], *, may_draft: bool) -> None:
    table = limit_table(office)
    codes, chosen = list(table.index), _DRAFT.kunci("pekerjaan")

    def picked() -> None:
        rows = st.session_state[_DRAFT.kunci("tabel")]["selection"]["rows"]
        if rows:
            st.session_state[chosen] = codes[rows[0]]

    st.dataframe(
        table,
        key=_DRAFT.kunci("tabel"),
        hide_index=True,
        on_select=picked,
        selection_mode="single-row",
        row_height=_ROW,
        height=_ROW * (len(table) + 1) + 3,
    )
    names = {duty.value: duty.label for duty in Duty}
    code = st.selectbox(
        "Ubah batas waktu" if may_draft else "Rincian batas waktu",
        codes,
        index=None,
        format_func=lambda one: names[one],
        key=chosen,
        placeholder="Pilih di tabel, atau ketik sebagian namanya",
        persist_state="session",
    )
    if code is None:
        return
    with st.container(border=True):
        for severity, place in zip(Severity, st.columns(len(Severity)), strict=True):
            key = f"tenggat.{code}.{severity}"
            with place:
                typed = st.number_input(
                    f"{severity.label} (jam)",
                    0.0,
                    float(LONGEST_H),
                    step=1.0,
                    format="%g",
                    key=_DRAFT.mulai(Sheet.ATURAN, key, current[key]),
                    disabled=not may_draft,
                )
            _DRAFT.catat(Sheet.ATURAN, key, current[key], typed)


def _holidays(current: list[str], *, may_draft: bool) -> None:
    st.caption("Selain Sabtu dan Minggu; isi menurut SKB tahun berjalan.")
    days = list(_DRAFT.terbaru(Sheet.ATURAN, HOLIDAYS, current))

    def take(typed: list[str]) -> None:
        _DRAFT.catat(Sheet.ATURAN, HOLIDAYS, current, sorted(set(typed)))

    def add() -> None:
        day = st.session_state.get(_DRAFT.kunci("hari"))
        if isinstance(day, date):
            take([*days, day.isoformat()])

    if not days:
        st.markdown("Belum ada hari libur yang dicatat.")
    for day in days:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(long_date(date.fromisoformat(day)))
            if may_draft:
                st.button(
                    "Hapus",
                    key=_DRAFT.kunci("hapus", day),
                    type="tertiary",
                    on_click=take,
                    args=([one for one in days if one != day],),
                )
    if may_draft:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.date_input("Tanggal", value=None, key=_DRAFT.kunci("hari"), format="DD/MM/YYYY")
            st.button("Tambah hari libur", key=_DRAFT.kunci("tambah"), on_click=add)


def _escalation(current: dict[str, float], *, may_draft: bool) -> None:
    st.caption("Setelah sekian kali tenggat, siapa yang diberi tahu: 0,5 berarti separuh waktunya habis.")
    for who, label in TOLD_LABELS.items():
        key = f"eskalasi.{who}"
        typed = st.number_input(
            f"{label} (kali tenggat)",
            0.0,
            _MOST_TIMES,
            step=0.1,
            format="%g",
            key=_DRAFT.mulai(Sheet.ATURAN, key, current[key]),
            disabled=not may_draft,
        )
        _DRAFT.catat(Sheet.ATURAN, key, current[key], typed)
