"""Riwayat tindakan: the audit trail, filtered and paged."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import streamlit as st

from dashboard.components.kosong import kosong
from dashboard.components.periode import periode
from dashboard.components.riwayat import riwayat
from dashboard.components.teks import terbedakan
from services.office import Office
from services.trail import acts, choices
from sop.party import Actor
from sop.wording import number

_PAGE, _LAST = "riwayat.halaman", "riwayat.saringan"


def riwayat_tindakan(office: Office, actor: Actor) -> None:
    """Show who did what when; nothing in it names a person beside a record."""
    today = datetime.now(UTC).astimezone(office.zone).date()
    known = choices(office, actor)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        person = _choose("Pelaku", known.people, "riwayat.pelaku", "Semua orang")
        verb = _choose("Tindakan", known.verbs, "riwayat.tindakan", "Semua tindakan")
        record = st.text_input(
            "Nomor rekam",
            key="riwayat.nomor",
            placeholder="misalnya KJD-2026-0001",
            max_chars=40,
            width=220,
            persist_state="session",
        )
    period = periode(today, key="riwayat.periode", default="Semua")
    asked = (person, verb, period, record)
    if st.session_state.get(_LAST) != asked:
        st.session_state[_LAST], st.session_state[_PAGE] = asked, 1
    page = int(st.session_state.get(_PAGE, 1))
    found = acts(office, actor, person=person, verb=verb, period=period, record=record or "", page=page)
    if not found.steps:
        kosong("Tidak ada tindakan yang cocok.", "Longgarkan saringannya.")
        return
    riwayat(found.steps)
    _pages(page, found.pages, found.total)


def _choose(label: str, words: Mapping[str, str], key: str, everything: str) -> str | None:
    told = terbedakan(words)
    chosen: str | None = st.selectbox(
        label,
        list(told),
        index=None,
        format_func=lambda one: told.get(one, one),
        key=key,
        placeholder=everything,
        width=260,
        persist_state="session",
    )
    return chosen


def _pages(page: int, pages: int, total: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{number(total)} tindakan. Halaman {page} dari {number(pages)}.")
        if page > 1:
            st.button("Lebih baru", key="riwayat.mundur", on_click=_turn, args=(page - 1,))
        if page < pages:
            st.button("Lebih lama", key="riwayat.maju", on_click=_turn, args=(page + 1,))


def _turn(page: int) -> None:
    st.session_state[_PAGE] = page
