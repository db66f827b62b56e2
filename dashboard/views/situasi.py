"""Situasi: the Camat's two minutes."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from dashboard.components.catatan import catatan
from dashboard.components.gaya import gaya
from dashboard.components.kelengkapan import kelengkapan
from dashboard.components.kosong import kosong
from dashboard.components.kpi import kpi
from dashboard.components.meja import meja, mulai
from dashboard.components.peringkat import peringkat
from dashboard.components.periode import periode
from dashboard.components.perubahan import perubahan
from dashboard.components.peta import peta
from dashboard.components.pilihan import selected
from dashboard.components.rapat import rapat, tera
from dashboard.components.tabel import tabel
from dashboard.components.teks import polos
from dashboard.components.tempatnya import tempatnya
from dashboard.components.tenggat import tenggat
from dashboard.office import office
from dashboard.session import current_actor
from reports.maps.layers import painted
from reports.maps.legend import legend
from services.basemap import base_of, breaks_of
from services.desk import Desk, desk
from services.situation import situation


def show() -> None:
    """Show what waits, what changed, where to look first, and how complete the picture is."""
    here, actor, now = office(), current_actor(), datetime.now(UTC)
    gaya()
    st.title("Situasi")
    with st.container(horizontal=True, vertical_alignment="center"):
        period, meeting = periode(now.astimezone(here.zone).date()), rapat()
    with tempatnya():
        tera(here, meeting=meeting, at=now)
    result = situation(here, actor, at=now, period=period, meeting=meeting)
    st.markdown(f"### {polos(result.sentence)}")
    if not meeting:
        meja(here)
    waiting = desk(here, actor, at=now, meeting=meeting)
    with tempatnya():
        _desk(waiting)
    if not meeting:
        mulai(here)
    kpi(result.cards)
    catatan((*waiting.health, *result.notices))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        peta(base_of(here), [painted(result.areas, selected=selected())], key="peta_situasi")
        st.html(legend(breaks_of(here), points=result.points))
    with right:
        tabel(peringkat(result.areas), key="tabel_situasi")
        st.caption(
            f"Keyakinan: ▰▰▰ tinggi, ▰▰▱ sedang, ▰▱▱ rendah. {polos(result.class_note)} {result.basis}"
        )
    if result.n_incidents == 0:
        kosong("Belum ada kejadian pada periode ini.", "Pilih periode yang lebih panjang.")
    st.subheader("Kelengkapan laporan")
    kelengkapan(result.completeness)


def _desk(found: Desk) -> None:
    """Show what is late beside what changed; where there is neither, one calm line."""
    changed = found.changes is not None and bool(found.changes.lines)
    parts = st.columns(2, gap="medium") if found.overdue.lines and changed else [st.container()] * 2
    if found.overdue.lines:
        with parts[0]:
            st.subheader(found.late_title)
            tenggat(found.overdue)
    if found.changes is not None and changed:
        with parts[1]:
            st.subheader("Sejak terakhir Anda lihat")
            st.caption(found.changes.since)
            perubahan(found.changes)
    if found.calm:
        st.caption(polos(found.calm))
