"""Tempat: markets, junctions, schools, posts, as marks on every map."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from dashboard.components.daftar import daftar, pilih, terpilih
from dashboard.components.gaya import gaya
from dashboard.components.kosong import kosong
from dashboard.components.peta import bingkai
from dashboard.components.rapat import rapat, tera
from dashboard.components.tempat import BARU, buka, kabar, tempat, terbuka
from dashboard.office import office
from dashboard.session import current_actor
from reports.maps.base import base_map
from reports.maps.layers import places, roads
from services.basemap import base_of, drawn_places, drawn_roads
from services.office import Office
from services.places import place_table
from sop.party import Actor, Verb

_LIST, _MAP = "tempat.daftar", "tempat.peta"
_ALL = "Semua jenis"
_COLUMNS = {"nama": "Nama", "desa": "Desa", "jenis": "Jenis", "keterangan": "Keterangan"}


def show() -> None:
    """Show the places on a map and in a list; those who may, add, correct and remove them alone."""
    here, actor = office(), current_actor()
    gaya()
    st.title("Tempat")
    opened, meeting, now = terbuka(), rapat(), datetime.now(UTC)
    tera(here, meeting=meeting, at=now)
    if opened is not None and actor.may(Verb.TEMPAT_UBAH) and not meeting:
        tempat(here, actor, opened)
    else:
        kabar()
        _list(here, actor, meeting=meeting)


def _list(here: Office, actor: Actor, *, meeting: bool) -> None:
    found = place_table(here, actor, meeting=meeting)
    chosen = terpilih(_LIST)
    with st.container(horizontal=True, vertical_alignment="center"):
        kinds = [_ALL, *sorted(found["jenis"].unique())]
        kind = st.selectbox("Jenis", kinds, key="tempat.jenis", label_visibility="collapsed", width=240)
        if actor.may(Verb.TEMPAT_CATAT) and not meeting:
            st.button("Tambah tempat", type="primary", on_click=buka, args=(BARU,), key="tempat.tambah")
        if actor.may(Verb.TEMPAT_UBAH) and chosen in found.index and not meeting:
            st.button("Ubah atau hapus", on_click=buka, args=(chosen,), key="tempat.ubah")
    rows = found if kind == _ALL else found.loc[found["jenis"] == kind]
    if rows.empty:
        kosong(
            "Belum ada tempat yang dicatat.",
            "Tambah di sini satu per satu, atau impor daftarnya di halaman Impor.",
        )
    drawn = drawn_places(here, meeting=meeting)
    left, right = st.columns([4, 3], gap="medium")
    with left:
        shown = places(drawn.loc[drawn.index.isin(rows.index)], pickable=True, chosen=chosen)
        bingkai(
            base_map(base_of(here)),
            [roads(drawn_roads(here)), shown],
            key=_MAP,
            height=540,
            on_change=lambda: pilih(_LIST, (st.session_state.get(_MAP) or {}).get("nomor")),
        )
    with right:
        if len(rows):
            told = [name for name in _COLUMNS if name != "keterangan" or rows[name].any()]
            daftar(rows[told].rename(columns=_COLUMNS), key=_LIST)
            st.caption("Pilih satu tempat di daftar atau di peta.")
