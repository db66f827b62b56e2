"""Stops that somebody asked for: the list, and the form for a new one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import shapely
import streamlit as st

from dashboard.components.kosong import kosong
from dashboard.components.langkah import Langkah, langkah
from dashboard.components.langkah import kabar as kabar_langkah
from dashboard.components.lokasi import lokasi, lupakan
from dashboard.components.rencana_susun import kabar, kabarkan
from dashboard.components.salah import penolakan, tandai
from dashboard.components.teks import polos, terbedakan
from dashboard.session import current_actor
from planning.stop import Window
from reports.maps.escape import text
from services.locating import Location, locate_point
from services.office import Office
from services.places import place_table
from services.stop_requests import (
    ASKED_BY,
    Asked,
    StopRequest,
    add_request,
    remove_request,
    request_list,
)
from sop.party import Actor, Verb
from sop.patrol import StopKind
from sop.period import WEEKDAYS
from sop.problem import Refused
from sop.wording import number

_KEY, _PLACE = "titik.baru", "titik.daftar"
_DAY_MIN = 24 * 60
_KNOWN, _OTHER = "Tempat yang sudah dicatat", "Letak lain"
_ABOUT = {
    StopKind.PERINTAH: "Perintah Camat",
    StopKind.RAPAT: "Permintaan rapat",
    StopKind.AGENDA: "Hari pasar atau kegiatan",
}


def titik_permintaan(office: Office, actor: Actor, *, at: datetime) -> None:
    """Show what is asked for, and the form for more."""
    st.markdown(
        "Titik yang diminta Camat atau rapat, hari pasar, dan kegiatan. Rencana yang disusun sesudahnya "
        "**wajib** mendatanginya pada hari dan jamnya."
    )
    kabar()
    kabar_langkah(_PLACE)
    asked = request_list(office, actor, at=at)
    if not asked:
        kosong("Belum ada titik permintaan.", "Tambahkan di bawah bila Camat atau rapat memintanya.")
    for one in asked:
        _one(office, actor, one)
    if actor.may(Verb.TITIK_MINTA):
        with st.expander("Tambah titik permintaan", icon=":material/add_location:", expanded=not asked):
            _form(office, actor, at.astimezone(office.zone).date())


def _one(office: Office, actor: Actor, one: Asked) -> None:
    said = one.request
    dwell = "" if said.dwell_min is None else f" · singgah {number(said.dwell_min)} menit"
    with st.container(border=True):
        st.html(
            f"<div style='overflow-wrap:anywhere'><b>{text(said.name)}</b> · {text(one.desa)} · "
            f"{said.kind.label}<br>{text(one.when + dwell)}<br><small>{text(said.reason)}</small></div>"
        )
        if actor.may(Verb.TITIK_MINTA):
            step = Langkah(
                name="hapus",
                label="Hapus",
                send="Hapus titik ini",
                asks="Alasan",
                do=lambda note, _form, one=one: remove_request(
                    office, current_actor(), one.number,
                    expected_version=one.version, at=datetime.now(UTC), note=note,
                ),
                done=f"{said.name} dihapus dari permintaan; riwayatnya tetap ada.",
            )  # fmt: skip
            langkah([step], key=f"titik.{one.number}", place=_PLACE)


def _form(office: Office, actor: Actor, today: date) -> None:
    form = st.session_state.setdefault(f"{_KEY}.formulir", uuid4().hex)
    key = f"{_KEY}.{form}"
    kind = st.segmented_control(
        "Siapa yang meminta", list(ASKED_BY), format_func=lambda one: _ABOUT.get(one, str(one)),
        default=StopKind.PERINTAH, required=True, key=f"{key}.jenis", wrap=True, persist_state="session",
    )  # fmt: skip
    where, usual = _where(office, actor, key)
    name = st.text_input(
        "Nama titik", key=f"{key}.nama", max_chars=80, persist_state="session", placeholder=usual or None
    )
    reason = st.text_input(
        "Alasan", key=f"{key}.alasan", max_chars=200, persist_state="session",
        placeholder="Satu kalimat: siapa meminta dan untuk apa",
    )  # fmt: skip
    with st.container(horizontal=True):
        first = st.date_input(
            "Mulai", value=today, format="DD/MM/YYYY", key=f"{key}.mulai", width=160, persist_state="session"
        )
        last = st.date_input(
            "Sampai", value=today + timedelta(days=6), format="DD/MM/YYYY", key=f"{key}.selesai", width=160,
            persist_state="session",
        )  # fmt: skip
    weekdays = st.pills(
        "Hari (kosongkan untuk setiap hari)", list(range(7)), selection_mode="multi",
        format_func=lambda n: WEEKDAYS[int(n)], key=f"{key}.hari", wrap=True, persist_state="session",
    )  # fmt: skip
    windows = _hours(key)
    dwell = st.number_input(
        "Lama singgah (menit)", min_value=3, max_value=240, value=None, step=1, key=f"{key}.menit",
        placeholder="seperti biasa", width=220, persist_state="session",
    )  # fmt: skip
    said = {"nama": name or usual, "alasan": reason, "lokasi": where, "jenis": kind,
            "selesai": last, "hari": tuple(weekdays), "menit": dwell, "jam": windows}  # fmt: skip
    penolakan(key, said)
    if st.button("Simpan titik", type="primary", key=f"{key}.simpan"):
        _save(office, form, key, said, _request(said, first))


def _where(office: Office, actor: Actor, key: str) -> tuple[Location | None, str]:
    """Ask where, and return the place with its name if it is a known one."""
    table = place_table(office, actor)
    table = table.loc[table.geometry.notna()]
    ways = [_KNOWN, _OTHER] if len(table) else [_OTHER]
    way = st.segmented_control(
        "Letak", ways, default=ways[0], required=True, key=f"{key}.cara", wrap=True, persist_state="session"
    )
    if way == _OTHER:
        return lokasi(office, key=f"{key}.letak"), ""
    names = terbedakan({str(row.Index): f"{row.nama} ({row.desa})" for row in table.itertuples()})
    chosen = st.selectbox(
        "Tempat", list(names), index=None, format_func=lambda one: names.get(one, one),
        placeholder="Pilih atau ketik namanya", key=f"{key}.tempat", persist_state="session",
    )  # fmt: skip
    row = table.loc[table.index == chosen]
    if row.empty:
        return None, ""
    lon, lat = shapely.get_coordinates(row.geometry.to_numpy())[0].tolist()
    return locate_point(office, lon, lat), str(row["nama"].iloc[0])


def _hours(key: str) -> tuple[Window, ...]:
    with st.container(horizontal=True):
        opens: time | None = st.time_input(
            "Dari jam", value=None, step=900, key=f"{key}.dari", width=150, persist_state="session"
        )
        closes: time | None = st.time_input(
            "Sampai jam", value=None, step=900, key=f"{key}.sampai", width=150, persist_state="session"
        )
    if opens is None and closes is None:
        st.caption("Jam kosong: kapan saja dalam jam tugas regu.")
        return ()
    first = 0 if opens is None else 60 * opens.hour + opens.minute
    last = _DAY_MIN if closes is None else 60 * closes.hour + closes.minute
    if last == first:
        st.warning("Jam sampai sama dengan jam dari; jamnya tidak dipakai.")
        return ()
    window = Window(first_min=first, last_min=last if last > first else last + _DAY_MIN)
    if window.last_min > _DAY_MIN:
        st.caption(f"Pukul {window} melewati tengah malam dan ikut hari patroli saat jamnya mulai.")
    return (window,)


def _request(said: Mapping[str, Any], first: date) -> StopRequest:
    return StopRequest(
        name=said["nama"],
        location=said["lokasi"],
        kind=StopKind(said["jenis"]),
        reason=said["alasan"],
        dwell_min=None if said["menit"] is None else float(said["menit"]),
        windows=said["jam"],
        first=first,
        last=said["selesai"],
        weekdays=frozenset(said["hari"]),
    )


def _save(office: Office, form: str, key: str, said: Mapping[str, Any], request: StopRequest) -> None:
    try:
        add_request(office, current_actor(), request, form_id=form, at=datetime.now(UTC))
    except Refused as refusal:
        tandai(key, refusal, said)
    else:
        kabarkan(polos(f"{request.name} disimpan. Susun ulang rencana supaya titik ini ikut."))
        lupakan(f"{key}.letak")
        st.session_state.pop(f"{_KEY}.formulir", None)
    st.rerun()
