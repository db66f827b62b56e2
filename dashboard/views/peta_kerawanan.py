"""Peta Kerawanan: where, what, and why there."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from dashboard.components.ekspor import unduh_peta
from dashboard.components.gaya import gaya
from dashboard.components.kosong import kosong
from dashboard.components.periode import periode
from dashboard.components.peta import peta
from dashboard.components.pilihan import selected
from dashboard.components.rapat import rapat, tera
from dashboard.components.rincian import rincian
from dashboard.components.saringan import kelompok, lapisan
from dashboard.office import office
from dashboard.session import current_actor
from reports.maps.legend import legend
from reports.maps.vulnerability import groups
from services.basemap import base_of, breaks_of
from services.exporting import MapChoice
from services.vulnerability import area_detail, vulnerability_map
from sop.party import Verb


def show() -> None:
    """Show the desa by class with what happened there, and one desa in detail."""
    here, actor, now = office(), current_actor(), datetime.now(UTC)
    gaya()
    st.title("Peta Kerawanan")
    with st.container(horizontal=True, vertical_alignment="center"):
        period = periode(now.astimezone(here.zone).date(), key="periode_peta")
        (kinds, chosen), meeting = kelompok(here), rapat(joint=True)
    tera(here, meeting=meeting, at=now, full=True)
    result = vulnerability_map(here, actor, at=now, period=period, categories=chosen, meeting=meeting)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        shown = lapisan(actor)
        peta(
            base_of(here), groups(result, shown=shown, selected=selected()), key="peta_kerawanan", height=540
        )
        st.caption(result.caption)
        st.html(legend(breaks_of(here), shown, points=result.points))
        if actor.may(Verb.DATA_EKSPOR):
            unduh_peta(
                here, MapChoice(period=period, categories=chosen, kinds=kinds, layers=tuple(sorted(shown)))
            )
    with right:
        kode = selected()
        if kode in result.areas.index:
            rincian(area_detail(here, actor, str(kode), at=now, period=period, meeting=meeting))
        else:
            kosong("Belum ada desa yang dipilih.", "Klik sebuah desa di peta untuk melihat rinciannya.")
