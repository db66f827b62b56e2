"""Rencana Patroli: who goes where today, in which order and why; the week, the month, and what was asked for.

In meeting mode the page stays: a plan is drawn from nothing secret and names nobody. What people typed, names
of stops and reasons of requests, is told there without names of persons and companies, and nothing can be
changed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import streamlit as st

from dashboard.components.berkas_patroli import unduh_kalender
from dashboard.components.gaya import gaya
from dashboard.components.kosong import kosong
from dashboard.components.rapat import rapat, tera
from dashboard.components.rencana_hari import hari
from dashboard.components.rencana_papan import papan_bulan, papan_minggu, rentang_bulan
from dashboard.components.titik_permintaan import titik_permintaan
from dashboard.office import office
from dashboard.session import current_actor
from services.office import Office
from services.plan_board import board
from sop.party import Actor
from sop.period import SHORT_MONTHS, WEEKDAYS, long_date, long_month, monday_of

HARI, MINGGU, BULAN, TITIK = "Hari ini", "Minggu", "Bulan", "Titik"
_PART, _DAY, _MONTH = "rencana.bagian", "rencana.hari", "rencana.bulan"


def show() -> None:
    """Show today's answer, or the part that was chosen."""
    here, actor, now = office(), current_actor(), datetime.now(UTC)
    gaya()
    st.title("Rencana Patroli")
    meeting = rapat()
    tera(here, meeting=meeting, at=now)
    st.session_state.setdefault(_PART, HARI)
    part = st.segmented_control(
        "Bagian", [HARI, MINGGU, BULAN, TITIK], key=_PART, required=True, label_visibility="collapsed",
        wrap=True, persist_state="session",
    )  # fmt: skip
    today = now.astimezone(here.zone).date()
    if part == MINGGU:
        _week(here, actor, today, now, meeting=meeting)
    elif part == BULAN:
        _month(here, actor, today, now, meeting=meeting)
    elif part == TITIK and meeting:
        kosong("Titik permintaan tidak ditampilkan dalam mode rapat.", "Matikan mode rapat untuk membukanya.")
    elif part == TITIK:
        titik_permintaan(here, actor, at=now)
    else:
        hari(here, actor, today, at=now, meeting=meeting)


def _week(here: Office, actor: Actor, today: date, now: datetime, *, meeting: bool) -> None:
    day: date = st.session_state.setdefault(_DAY, today)
    monday = monday_of(day)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("←", key="rencana.minggu_lalu", help="Minggu sebelumnya", on_click=_go, args=(day, -7))
        st.button("→", key="rencana.minggu_depan", help="Minggu berikutnya", on_click=_go, args=(day, 7))
        st.markdown(f"**{long_date(monday)} – {long_date(monday + timedelta(days=6))}**", width="content")
    shown = board(here, actor, monday, 7, at=now, meeting=meeting)
    if shown.teams:
        papan_minggu(shown, today=today)
    if not meeting:
        unduh_kalender(here, actor, monday, monday + timedelta(days=6), at=now)
    days = [one.day for one in shown.days]
    chosen = st.segmented_control(
        "Hari",
        days,
        format_func=lambda one: f"{WEEKDAYS[one.weekday()][:3]} {one.day} {SHORT_MONTHS[one.month - 1]}",
        default=day,
        required=True,
        key=f"rencana.pilih.{monday}",
        wrap=True,
    )
    st.session_state[_DAY] = chosen
    hari(here, actor, chosen, at=now, meeting=meeting)


def _month(here: Office, actor: Actor, today: date, now: datetime, *, meeting: bool) -> None:
    month: date = st.session_state.setdefault(_MONTH, today.replace(day=1))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("←", key="rencana.bulan_lalu", help="Bulan sebelumnya", on_click=_turn, args=(month, -1))
        st.button("→", key="rencana.bulan_depan", help="Bulan berikutnya", on_click=_turn, args=(month, 1))
        st.markdown(f"**{long_month(month)}**", width="content")
        day = st.date_input(
            "Buka hari", value=None, format="DD/MM/YYYY", key="rencana.buka", width=170,
            label_visibility="collapsed", help="Buka hari ini di bagian Minggu",
        )  # fmt: skip
        st.button("Buka hari", key="rencana.buka_hari", disabled=day is None, on_click=_open, args=(day,))
    first, days = rentang_bulan(month)
    shown = board(here, actor, first, days, at=now, meeting=meeting)
    papan_bulan(shown, month, today=today)
    st.caption("Garis tegas: lembar rute sudah dibuat. Garis putus-putus: masih draf rencana.")


def _go(day: date, days: int) -> None:
    st.session_state[_DAY] = day + timedelta(days=days)


def _turn(month: date, by: int) -> None:
    middle = month.replace(day=15) + timedelta(days=30 * by)
    st.session_state[_MONTH] = middle.replace(day=1)


def _open(day: date) -> None:
    st.session_state[_DAY], st.session_state[_PART] = day, MINGGU
