"""Pelaksanaan Patroli: what was planned, told and proven, and whether there was a patrol every day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import streamlit as st

from analysis.dose import Duty
from dashboard.components.alasan_hari import alasan_hari
from dashboard.components.dosis import dosis
from dashboard.components.gaya import gaya
from dashboard.components.jalur import jalur
from dashboard.components.kalender_tugas import kalender_tugas
from dashboard.components.kosong import kosong
from dashboard.components.periode import periode
from dashboard.components.rapat import rapat, tera
from dashboard.components.teks import polos
from dashboard.office import office
from dashboard.session import current_actor
from services.delivered import By, delivered, duty_days
from services.delivered_words import doubts, duty_lines, outside_sentence, sentence
from services.duty import excuses
from services.office import Office
from sop.party import Actor
from sop.period import Period, long_month

_KEY = "periode_pelaksanaan"


def show() -> None:
    """Show the minutes of a period, the month of the daily duty, and the tracks."""
    here, actor, now = office(), current_actor(), datetime.now(UTC)
    gaya()
    st.title("Pelaksanaan Patroli")
    meeting = rapat()
    tera(here, meeting=meeting, at=now)
    today = now.astimezone(here.zone).date()
    period = periode(today, key=_KEY, default="Minggu ini")
    found = delivered(here, actor, period, at=now, meeting=meeting)
    st.subheader(polos(sentence(found, st.session_state[_KEY])))
    if found.rows.empty:
        kosong(
            "Belum ada patroli dalam periode ini.",
            "Terbitkan lembar rute di Rencana Patroli, atau isi Jurnal Patroli.",
        )
    for doubt in doubts(found):
        st.info(polos(doubt), icon=":material/compare_arrows:")
    if len(found.on_sheets):
        what = st.segmented_control(
            "Menurut", [*By], default=By.DESA, format_func=lambda one: one.label, key="dosis_menurut",
            required=True, wrap=True, persist_state="session",
        )  # fmt: skip
        dosis(found.by(By(what)), By(what).label)
        st.caption(
            "Terbukti berarti jalur GPS berada di titik itu. “Tanpa jalur” bukan nol: tidak ada yang "
            "diserahkan. Pada patroli gabungan, menit dihitung untuk setiap unsur. Rencana berikutnya "
            "memakai menit yang terbukti; tanpa jalur, separuh dari yang dilaporkan."
        )
    if len(found.off_sheets):
        with st.expander(polos(outside_sentence(found)), icon=":material/directions_walk:"):
            dosis(found.by(By.DESA, on_sheets=False), "Desa", planned=False)
            st.caption("Menit di desa menurut jurnal atau jalur, perjalanan termasuk.")
    _duty(here, actor, today, now, meeting=meeting)
    if not meeting:
        st.header("Jalur")
        jalur(here, actor, period, at=now)


def _duty(here: Office, actor: Actor, today: date, now: datetime, *, meeting: bool) -> None:
    """Show the month of the daily duty, its reasons, and the form for a missed day."""
    st.header("Kewajiban patroli harian")
    months = _months(today)
    month = st.selectbox("Bulan", months, format_func=long_month, key="bulan_tugas", width=230)
    period = Period(month, (month + timedelta(days=31)).replace(day=1))
    duty = duty_days(here, actor, period, at=now, meeting=meeting)
    if duty is None:
        kosong("Bulan ini belum ada catatan patroli.", "Kalender dimulai pada patroli pertama yang tercatat.")
        return
    kalender_tugas(duty.days, month)
    for line in duty_lines(duty):
        st.caption(polos(line))
    if not meeting:
        missed = duty.days.index[duty.days["keadaan"] == Duty.TERLEWAT.value]
        alasan_hari(here, actor, list(missed), excuses(here, actor, period), at=now)


def _months(today: date) -> list[date]:
    """Return the first days of this month and of the eleven before it."""
    months = [today.replace(day=1)]
    while len(months) < 12:  # noqa: PLR2004 - a year
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return months
