"""Quarantine on the page: what waits, and each placed on the map, given to a desa, or declared outside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from dashboard.components.daftar import daftar, pilih
from dashboard.components.kosong import kosong
from dashboard.components.lokasi import ditunjuk, lokasi, lupakan
from dashboard.components.tak_terlihat import perhatikan
from dashboard.components.teks import polos
from dashboard.session import current_actor
from reports.maps.escape import text
from services.office import Office
from services.quarantine import Held, declare_outside, held, place_record, quarantine
from sop.dictionary import FRAMES
from sop.party import Actor
from sop.problem import ProblemCode, Refused

_COLUMNS = ["Waktu", "Perihal", "Sebab", "Jenis"]
_LIST, _TOLD = "karantina.daftar", "karantina.kabar"
_STYLE = """<style>
.stHtml dl.asal{margin:0;padding:0;display:grid;grid-template-columns:max-content 1fr;gap:2px 12px;
font-size:.93rem;line-height:1.45}.asal dt{color:#5d564e}
.asal dd{margin:0;white-space:pre-line;overflow-wrap:anywhere}</style>"""


def karantina(office: Office, actor: Actor) -> None:
    """Show what waits for a person, and let it be decided one by one."""
    outside = st.toggle("Yang sudah dinyatakan di luar wilayah", key="karantina.luar")
    listed = quarantine(office, actor, outside=outside)
    if listed.empty:
        _tell()
        kosong(
            "Tidak ada yang dinyatakan di luar wilayah." if outside else "Tidak ada yang menunggu.",
            "Semua laporan dan tempat sudah mempunyai letak di dalam wilayah.",
        )
        return
    st.caption(
        "Laporan dan tempat ini tersimpan, tetapi belum dihitung: titiknya di luar wilayah, atau letaknya "
        "tidak disebut. Tunjukkan letaknya, pilih desanya, atau nyatakan di luar wilayah."
    )
    left, right = st.columns([2, 3], gap="medium")
    with left:
        chosen = daftar(listed[_COLUMNS], key=_LIST, needed=True) or str(listed.index[0])
    with right:
        _decide(office, held(office, actor, str(listed.loc[chosen, "objek"]), chosen))


def _decide(office: Office, one: Held) -> None:
    key = f"karantina.{one.number}"
    st.session_state.setdefault(f"{key}.versi", one.version)
    st.markdown(f"#### {polos(one.title)}")
    st.caption(polos(f"{FRAMES[one.objek].label} {one.number} · {one.reason.label}"))
    if one.told:
        rows = "".join(f"<dt>{text(label)}</dt><dd>{text(said)}</dd>" for label, said in one.told)
        st.html(f'<dl class="asal">{rows}</dl>{_STYLE}')
    where = lokasi(office, key=f"{key}.letak", initial=one.location)
    st.text_input(
        "Catatan",
        key=f"{key}.catatan",
        placeholder="Mengapa di situ; wajib bila dinyatakan di luar",
        persist_state="session",
    )
    _tell()
    with st.container(horizontal=True):
        st.button(
            "Simpan letaknya",
            type="primary",
            key=f"{key}.simpan",
            disabled=where is None or where.kode_desa is None,
            on_click=_place,
            args=(office, one),
        )
        st.button("Nyatakan di luar wilayah", key=f"{key}.nyatakan", on_click=_outside, args=(office, one))


def _place(office: Office, one: Held) -> None:
    # asked anew: what was typed last may have arrived together with the click
    where = ditunjuk(office, key=f"karantina.{one.number}.letak", initial=one.location)
    if where is None or where.kode_desa is None:
        pilih(_LIST, one.number)
        st.session_state[_TOLD] = (False, "Belum disimpan: tunjukkan letaknya di dalam wilayah.")
        return

    def save(version: int, note: str) -> None:
        place_record(
            office, current_actor(), one.objek, one.number, where,
            expected_version=version, at=datetime.now(UTC), note=note,
        )  # fmt: skip

    _take(one, save, f"{one.number} ditempatkan: {where.words}. Mulai sekarang ikut dihitung.")


def _outside(office: Office, one: Held) -> None:
    def save(version: int, note: str) -> None:
        declare_outside(
            office, current_actor(), one.objek, one.number,
            expected_version=version, at=datetime.now(UTC), note=note,
        )  # fmt: skip

    _take(one, save, f"{one.number} dinyatakan di luar wilayah; tetap tersimpan, tidak pernah dihitung.")


def _take(one: Held, save: Callable[[int, str], None], done: str) -> None:
    """Store a decision; when it cannot be, everything that was said stays."""
    key = f"karantina.{one.number}"
    perhatikan()
    pilih(_LIST, one.number)
    try:
        save(st.session_state[f"{key}.versi"], st.session_state.get(f"{key}.catatan") or "")
    except Refused as refusal:
        clash = any(problem.code is ProblemCode.VERSI_BENTROK for problem in refusal.problems)
        if clash:
            # The next try is made in full knowledge of what the other has done.
            st.session_state.pop(f"{key}.versi")
        told = str(refusal)
        st.session_state[_TOLD] = (False, f"{told} Periksa lagi di bawah, lalu simpan." if clash else told)
        return
    lupakan(key)
    st.session_state[_TOLD] = (True, done)


def _tell() -> None:
    """Tell how the last decision went, where the eyes are: beside the buttons."""
    good, told = st.session_state.pop(_TOLD, (True, ""))
    if told:
        (st.success if good else st.error)(polos(told))
