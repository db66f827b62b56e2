"""The fields of an incident as a form: five that everybody fills, the others folded away.

Not for use inside ``st.form``: what is doubtful is pointed out while one types.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import streamlit as st

from dashboard.components.lokasi import lokasi, lupakan
from dashboard.components.salah import kesalahan, mulai_isian, salah
from dashboard.components.teks import polos
from services.incidents import time_said, warnings
from services.locating import Location
from services.office import Office
from sop.category import Visibility
from sop.dictionary import INCIDENTS
from sop.incident import IMPACTS, SOURCES, Origin, TimePrecision, source_words
from sop.party import Role
from sop.period import ZONE_NAMES, zone_word

SAID_TIME = "waktu_isian"
"""Beside the fields: what the fields of the time hold, to see whether anybody changed them."""

_CLOCKED = (TimePrecision.TEPAT, TimePrecision.SEKITAR_1_JAM)
_COUNTS = ("jumlah_terlibat", "korban_luka", "korban_jiwa")
_AMOUNTS = ("kerugian_rp", "luas_ha")
_LINES = ("patokan", "dusun_rt", "pasal", "id_jurnal")
_HINTS = {
    "kronologi": "Apa yang terjadi, siapa yang melapor (tanpa nama), apa yang sudah dilakukan.",
    "patokan": "Misalnya: simpang tiga dekat pasar.",
    "id_jurnal": "Nomor jurnal, misalnya JRN-2026-0120.",
    "visibilitas": "Siapa yang boleh melihatnya. Kosong: menurut kategori.",
}
_OUTSIDE = frozenset({Role.POLSEK, Role.KORAMIL, Role.SATPOL_PP})


def isian(
    office: Office, role: Role, *, key: str, at: datetime, place: Location | None = None
) -> dict[str, Any]:
    """Ask for an incident and return what was said so far: fields of a `services.incidents.Report`.

    Beside them stands `SAID_TIME`.

    What was said is kept under ``key`` through failed saves and other pages, until `lupakan_isian`.

    Parameters
    ----------
    key
        Name of this form.
    place
        The place that stands already, in a correction.
    """
    said: dict[str, Any] = {}
    left, right = st.columns([1, 1], gap="large")
    with left:
        said["kode_kategori"] = _category(office, key)
        said |= _time(office, key, at)
        said["asal"] = _choice("asal", key, [*Origin])
        said["kronologi"] = _story(key)
        for doubt in warnings({"kronologi": said["kronologi"]}, at=at):
            st.warning(polos(doubt.message))
    with right:
        st.markdown("**Lokasi** \\*")
        said["location"] = lokasi(office, key=f"{key}.lokasi", initial=place)
        salah(key, "location", said["location"])
    with st.expander("Rincian tambahan", expanded=any(name in _MORE for name, *_ in kesalahan(key))):
        said |= _more(role, key)
    return said


_MORE = (*_COUNTS, *_AMOUNTS, *_LINES, "sumber", "dampak_aktual", "visibilitas")


def lupakan_isian(key: str) -> None:
    """Forget what was said under a key, once it has been saved."""
    lupakan(key)


def _category(office: Office, key: str) -> str | None:
    names = {code: f"{code} · {category.name}" for code, category in office.categories.items()}
    code = st.selectbox(
        "Kategori *",
        list(names),
        index=None,
        format_func=lambda one: names.get(one, one),
        key=f"{key}.kode_kategori",
        placeholder="Ketik sebagian namanya, misalnya balap",
        persist_state="session",
    )
    salah(key, "kode_kategori", code)
    return code


def _time(office: Office, key: str, at: datetime) -> dict[str, Any]:
    now = at.astimezone(office.zone)
    word = zone_word(now)
    mulai_isian(
        key,
        {
            "tanggal": now.date(),
            "jam": now.time().replace(second=0, microsecond=0),
            "presisi_waktu": TimePrecision.TEPAT,
            "zona_waktu_asli": word if word in ZONE_NAMES else "WIB",
        },
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        day = st.date_input(
            "Tanggal kejadian *", key=f"{key}.tanggal", format="DD/MM/YYYY", width=138,
            min_value=date(1945, 8, 17), max_value=now.date(), persist_state="session",
        )  # fmt: skip
        precision = _precision(key)
        clock = None
        if precision in _CLOCKED:
            clock = st.time_input("Jam", key=f"{key}.jam", step=60, width=92, persist_state="session")
        zone = st.selectbox(
            "Zona", list(ZONE_NAMES), key=f"{key}.zona_waktu_asli", width=88, persist_state="session",
            help="Zona waktu pelapor. Di perbatasan, jam ponsel mudah tertukar antara WIB dan WITA.",
        )  # fmt: skip
    said = {
        "presisi_waktu": precision,
        "zona_waktu_asli": zone,
        "waktu_kejadian": time_said(day, clock, precision, zone, at=at),
        SAID_TIME: (day, clock, precision, zone),
    }
    salah(key, "waktu_kejadian", said["waktu_kejadian"])
    for doubt in warnings(said, at=at):
        st.warning(polos(doubt.message))
    return said


def _precision(key: str) -> TimePrecision:
    chosen = st.selectbox(
        "Ketepatan waktu",
        [*TimePrecision],
        format_func=lambda one: one.label,
        key=f"{key}.presisi_waktu",
        width=130,
        persist_state="session",
    )
    return TimePrecision(chosen)


def _story(key: str) -> str:
    told = st.text_area(
        "Kronologi *",
        key=f"{key}.kronologi",
        height=150,
        max_chars=20_000,
        placeholder=_HINTS["kronologi"],
        persist_state="session",
    )
    salah(key, "kronologi", told or "")
    return told or ""


def _more(role: Role, key: str) -> dict[str, Any]:
    said: dict[str, Any] = {}
    columns = st.columns(3, gap="medium")
    with columns[0]:
        for name in ("patokan", "dusun_rt"):
            said[name] = _line(name, key)
        said["sumber"] = st.selectbox(
            INCIDENTS["sumber"].label,
            list(SOURCES),
            index=None,
            key=f"{key}.sumber",
            format_func=source_words,
            placeholder="Pilih, atau ketik yang lain",
            accept_new_options=True,
            persist_state="session",
        )
        salah(key, "sumber", said["sumber"])
    with columns[1]:
        for name in _COUNTS:
            said[name] = _number(name, key, step=1)
        for name in _AMOUNTS:
            said[name] = _number(name, key, step=1_000.0 if name == "kerugian_rp" else 0.1)
    with columns[2]:
        mulai_isian(key, {"dampak_aktual": 1.0})
        said["dampak_aktual"] = st.selectbox(
            INCIDENTS["dampak_aktual"].label,
            list(IMPACTS),
            format_func=lambda one: IMPACTS.get(one, str(one)),
            key=f"{key}.dampak_aktual",
            persist_state="session",
        )
        if role not in _OUTSIDE:
            said["visibilitas"] = _choice("visibilitas", key, [*Visibility], required=False)
            for name in ("pasal", "id_jurnal"):
                said[name] = _line(name, key)
    return said


def _line(name: str, key: str) -> str | None:
    told = st.text_input(
        INCIDENTS[name].label, key=f"{key}.{name}", help=_HINTS.get(name), persist_state="session"
    )
    salah(key, name, told or None)
    return told or None


def _number(name: str, key: str, *, step: float) -> float | int | None:
    value = st.number_input(
        INCIDENTS[name].label,
        min_value=type(step)(0),
        value=None,
        step=step,
        key=f"{key}.{name}",
        placeholder="Tidak diketahui",
        persist_state="session",
    )
    salah(key, name, value)
    return value


def _choice(name: str, key: str, codes: list[Any], *, required: bool = True) -> Any:
    chosen = st.selectbox(
        INCIDENTS[name].label + (" *" if required else ""),
        codes,
        index=None,
        format_func=lambda one: one.label,
        key=f"{key}.{name}",
        placeholder="Pilih" if required else "Menurut kategori",
        help=_HINTS.get(name),
        persist_state="session",
    )
    salah(key, name, chosen)
    return chosen
