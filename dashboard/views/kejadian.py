"""Kejadian: what waits, what is late, and each incident from report to closure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st

from dashboard.components.alamat import catat, daftar, nomor, sedang_mencatat
from dashboard.components.catat_kejadian import catat_kejadian
from dashboard.components.daftar_kejadian import daftar_kejadian
from dashboard.components.ekspor import unduh_daftar
from dashboard.components.gaya import gaya
from dashboard.components.kabar import kabar_halaman
from dashboard.components.kosong import kosong
from dashboard.components.rapat import rapat, tera
from dashboard.components.rincian_kejadian import rincian_kejadian, tak_ditemukan
from dashboard.components.saringan_kejadian import halaman_kejadian, saringan_kejadian
from dashboard.components.teks import polos
from dashboard.components.tempatnya import tempatnya
from dashboard.office import office
from dashboard.session import current_actor
from services.incidents import incident, incident_list
from sop.party import Verb
from sop.problem import Refused


def show() -> None:
    """Show the list, one incident, or the entry form, as the address says."""
    gaya()
    number = nomor()
    if number is not None:
        _one(number)
    elif sedang_mencatat() and current_actor().may(Verb.KEJADIAN_CATAT):
        _entry()
    else:
        _list()


def _list() -> None:
    here, actor, now = office(), current_actor(), datetime.now(UTC)
    st.title("Kejadian")
    kabar_halaman()
    with st.container(horizontal=True, vertical_alignment="center"):
        if actor.may(Verb.KEJADIAN_CATAT):
            st.button("Catat kejadian", key="kejadian.baru", type="primary", on_click=catat)
        meeting = rapat()
    tera(here, meeting=meeting, at=now)
    answer = st.empty()
    chosen = saringan_kejadian(here, now.astimezone(here.zone).date())
    found = incident_list(
        here, actor, at=now, filters=replace(chosen, page=halaman_kejadian()), meeting=meeting
    )
    answer.markdown(f"### {polos(found.sentence)}")
    if found.closed:
        st.caption(polos(found.closed))
    if found.none_at_all:
        kosong("Belum ada kejadian yang tercatat.", "Catat kejadian pertama dengan tombol di atas.")
    else:
        with tempatnya():
            daftar_kejadian(found)
        if actor.may(Verb.DATA_EKSPOR):
            unduh_daftar(here, chosen, meeting=meeting)


def _one(number: str) -> None:
    here, actor, now = office(), current_actor(), datetime.now(UTC)
    st.title(f"Kejadian {polos(number)}")
    with tempatnya():
        kabar_halaman()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Kembali ke daftar", key="kejadian.kembali", icon=":material/arrow_back:", on_click=daftar)
        meeting = rapat()
    with tempatnya():
        tera(here, meeting=meeting, at=now)
    try:
        detail = incident(here, actor, number, at=now, meeting=meeting)
    except Refused:
        tak_ditemukan(number)
        return
    rincian_kejadian(here, actor, detail, at=now, meeting=meeting)


def _entry() -> None:
    st.title("Catat kejadian")
    catat_kejadian(office(), current_actor(), at=datetime.now(UTC))
