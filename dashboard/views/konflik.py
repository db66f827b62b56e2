"""Konflik Sosial: what is open, how grave it is, what is late, and each case from first sign to closing."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from dashboard.components.alamat import catat, daftar, nomor, sedang_mencatat
from dashboard.components.daftar_kasus import daftar_kasus
from dashboard.components.gaya import gaya
from dashboard.components.isian_kasus import catat_kasus
from dashboard.components.kabar import kabar_halaman
from dashboard.components.kosong import kosong
from dashboard.components.rapat import rapat, tera
from dashboard.components.rincian_kasus import rincian_kasus
from dashboard.components.teks import polos
from dashboard.components.tempatnya import tempatnya
from dashboard.office import office
from dashboard.session import current_actor
from services.case_detail import case_detail
from services.case_list import case_list
from sop.party import Verb
from sop.problem import Refused


def show() -> None:
    """Show the list, one case, or the entry form, as the address says."""
    gaya()
    number = nomor()
    if number is not None:
        _one(number)
    elif sedang_mencatat() and current_actor().may(Verb.KASUS_CATAT):
        _entry()
    else:
        _list()


def _list() -> None:
    here, actor, now = office(), current_actor(), datetime.now(UTC)
    st.title("Konflik Sosial")
    kabar_halaman()
    with st.container(horizontal=True, vertical_alignment="center"):
        if actor.may(Verb.KASUS_CATAT):
            st.button("Catat kasus", key="kasus.baru", type="primary", on_click=catat)
        meeting = rapat()
    tera(here, meeting=meeting, at=now)
    found = case_list(here, actor, at=now, meeting=meeting)
    st.markdown(f"### {polos(found.sentence)}")
    if not found.open and not found.closed:
        kosong(
            "Belum ada kasus konflik yang tercatat.",
            "Catat begitu ada tanda pertama: keluhan, surat, klaim, atau patok. Tingkat E0 pun dicatat.",
        )
    daftar_kasus(found.open, ended=found.closed)


def _one(number: str) -> None:
    here, actor, now = office(), current_actor(), datetime.now(UTC)
    st.title(f"Kasus {polos(number)}")
    with tempatnya():
        kabar_halaman()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Kembali ke daftar", key="kasus.kembali", icon=":material/arrow_back:", on_click=daftar)
        meeting = rapat()
    with tempatnya():
        tera(here, meeting=meeting, at=now)
    try:
        detail = case_detail(here, actor, number, at=now, meeting=meeting)
    except Refused as refusal:
        kosong(
            polos(str(refusal)),
            "Periksa nomornya, atau kembali ke daftar. Kasus yang tertutup bagi Anda juga tidak tampil.",
        )
        return
    rincian_kasus(here, actor, detail, at=now, meeting=meeting)


def _entry() -> None:
    st.title("Catat kasus konflik")
    catat_kasus(office(), current_actor(), at=datetime.now(UTC))
