"""What is to be imported: the kind, then the file."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from dashboard.components.kiriman import baca, refused
from dashboard.components.teks import polos
from dashboard.components.unggah import unggah
from dashboard.session import current_actor
from services.office import Office
from services.uploads import LARGEST_MB, kinds
from sop.party import Actor

_FORMATS = "CSV, XLSX, GeoJSON, GeoPackage, Shapefile dalam zip, KML, GeoParquet"
_NEEDS = {
    "incidents": f"{_FORMATS}. Paling sedikit kolom waktu kejadian; letaknya dari bujur dan lintang, "
    "koordinat, tautan peta, atau nama desa.",
    "tracks": "GPX dari aplikasi ponsel apa pun; atau garis dari GeoJSON, KML, GeoPackage, Shapefile.",
    "logs": "CSV atau XLSX. Paling sedikit waktu berangkat atau tanggalnya; patroli nihil juga dicatat.",
    "cases": f"{_FORMATS}. Paling sedikit judul (tanpa nama orang) dan tanggal teridentifikasi.",
    "places": f"{_FORMATS}. Paling sedikit nama tempat dan letaknya.",
    "roads": "Garis jalan dari GeoJSON, KML, GeoPackage, atau Shapefile dalam zip.",
    "population": "CSV atau XLSX dengan kolom desa, tahun, dan jumlah penduduk.",
    "boundaries": "Bidang tiap desa dari GeoJSON, GeoPackage, Shapefile dalam zip, KML, atau GeoParquet. "
    "Menggantikan batas yang dipakai sekarang; yang lama tetap tersimpan sebagai riwayat.",
}


def pilih_berkas(office: Office, actor: Actor) -> None:
    """Ask for the kind and the file, and begin to read it."""
    offered = kinds(actor)
    kind = st.segmented_control(
        "Apa isi berkasnya?",
        list(offered),
        default=next(iter(offered)),
        format_func=lambda one: offered[one],
        key="impor.jenis",
        required=True,
        wrap=True,
        persist_state="session",
    )
    st.caption(_NEEDS[kind])
    file = unggah("Berkas", key="impor.berkas", largest_mb=LARGEST_MB)
    if file is not None:
        baca(office, current_actor(), kind, file, at=datetime.now(UTC))
        st.rerun()
    for problem in refused():
        st.error(polos(problem.message))
