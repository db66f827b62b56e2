"""How a file is read: each column with its first values and what it is taken for, and the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from dashboard.components.catatan import catatan
from dashboard.components.kiriman import Kiriman, baca
from dashboard.components.teks import polos
from dashboard.components.unggah import Berkas, unggah
from dashboard.session import current_actor
from services.importing import BOUNDARIES
from services.office import Office
from services.preview import Column, assigned, mapping_from, utm_zones
from services.questions import ASKED
from sop.problem import Refused

_ABREAST = 3
_MOST_SHOWN = 60
_MAPPING_MB = 1
_UNUSED = "– tidak dipakai –"
_PLACE = "impor-kolom"
_STYLE = f"""<style>
.st-key-{_PLACE} .stSelectbox label{{display:block;width:100%}}
.st-key-{_PLACE} .stSelectbox label :not(strong){{max-width:100%;overflow:hidden;text-overflow:ellipsis;
white-space:nowrap}}
</style>"""
_ORDERS = {
    "": "Otomatis",
    "dmy": "Hari/bulan/tahun",
    "mdy": "Bulan/hari/tahun",
    "ymd": "Tahun/bulan/hari",
}
_ZONES = {"": "Zona kantor", "WIB": "WIB", "WITA": "WITA", "WIT": "WIT"}
_DECIMALS = {"": "Otomatis", ",": "Koma", ".": "Titik"}


def pemetaan(office: Office, one: Kiriman) -> None:
    """Show how a file would be read, and let everything about it be changed."""
    _layers(office, one)
    for problem in one.shown.problems:
        if problem.code not in ASKED:
            st.warning(polos(problem.message))
    catatan([*([one.told] if one.told else []), *(note.message for note in one.shown.notes)])
    if one.shown.columns:
        st.subheader("Kolom di berkas, dan dipakai sebagai apa")
        _columns(office, one)
        if one.shown.unused:
            st.caption(f"Tidak dipakai: {polos(', '.join(one.shown.unused))}.")
    else:
        st.caption("Berkas rekaman jalur: tidak ada kolom yang perlu dipilih.")
    with st.expander("Cara membaca: tanggal, zona waktu, koordinat, angka"):
        _settings(office, one)
    if one.shown.columns:
        with st.expander("Pakai pemetaan yang pernah disimpan"):
            _saved(office, one)


def _layers(office: Office, one: Kiriman) -> None:
    layers, data = one.upload.layers, one.upload.data
    if len(layers) < 2 or data is None:  # noqa: PLR2004 - nothing to choose from
        return
    key = f"impor.lapis.{one.turn}"

    def read_again() -> None:
        file = Berkas(one.upload.name, data)
        chosen = st.session_state[key]
        baca(office, current_actor(), one.upload.kind, file, at=datetime.now(UTC), layer=chosen)

    st.selectbox("Lembar atau lapisan", layers, key=key, on_change=read_again)


def _columns(office: Office, one: Kiriman) -> None:
    shown = one.shown.columns
    if len(shown) > _MOST_SHOWN and not st.toggle(f"Tampilkan semua {len(shown)} kolom", key="impor.semua"):
        shown = shown[:_MOST_SHOWN]
    st.html(_STYLE)
    with st.container(key=_PLACE):
        for start in range(0, len(shown), _ABREAST):
            for place, column in zip(st.columns(_ABREAST), shown[start : start + _ABREAST], strict=False):
                with place:
                    _column(office, one, column)


def _column(office: Office, one: Kiriman, column: Column) -> None:
    fields = one.shown.fields
    options = ["", *fields]
    key = f"impor.kolom.{one.turn}.{column.name}"
    samples = " · ".join(column.samples) or "kosong"

    def choose() -> None:
        mapping = assigned(one.shown, column.name, st.session_state[key] or None)
        one.read_as(office, current_actor(), mapping, at=datetime.now(UTC))

    st.selectbox(
        f"**{polos(column.name)}** :gray[{polos(samples)}]",
        options,
        index=options.index(column.field) if column.field and column.field in fields else 0,
        format_func=lambda name: fields.get(name, _UNUSED),
        key=key,
        on_change=choose,
    )


def _settings(office: Office, one: Kiriman) -> None:
    mapping = one.shown.mapping
    systems = {"": "Menurut berkas, atau derajat", "EPSG:4326": "Derajat (WGS 84)", **utm_zones(office)}
    left, right = st.columns(2)
    with right:
        _setting(office, one, "Sistem koordinat", "crs", systems)
    if one.upload.kind != BOUNDARIES:
        with left:
            _setting(office, one, "Urutan tanggal", "date_format", _ORDERS)
            _setting(office, one, "Zona waktu", "zone", _ZONES)
        with right:
            _setting(office, one, "Tanda desimal", "decimal", _DECIMALS)
    key = f"impor.tukar.{one.turn}"
    st.toggle(
        "Tukar bujur dan lintang",
        value=mapping.swap,
        key=key,
        on_change=lambda: _change(office, one, swap=st.session_state[key]),
    )


def _setting(office: Office, one: Kiriman, label: str, name: str, words: Mapping[str, str]) -> None:
    value: str = getattr(one.shown.mapping, name)
    options = [*words] if value in words else [*words, value]
    key = f"impor.{name}.{one.turn}"
    st.selectbox(
        label,
        options,
        index=options.index(value),
        format_func=lambda option: words.get(option, option),
        key=key,
        on_change=lambda: _change(office, one, **{name: st.session_state[key]}),
    )


def _change(office: Office, one: Kiriman, **setting: Any) -> None:
    one.read_as(office, current_actor(), replace(one.shown.mapping, **setting), at=datetime.now(UTC))


def _saved(office: Office, one: Kiriman) -> None:
    file = unggah("Berkas pemetaan (TOML)", key="impor.toml", largest_mb=_MAPPING_MB)
    if file is None:
        return
    try:
        mapping, absent = mapping_from(file.name, file.data, one.shown)
    except Refused as refusal:
        st.error(polos(str(refusal)))
        return
    one.read_as(office, current_actor(), mapping, at=datetime.now(UTC))
    one.turn += 1
    one.told = f"Kolom pemetaan yang tidak ada di berkas ini: {', '.join(absent)}." if absent else ""
    st.rerun()
