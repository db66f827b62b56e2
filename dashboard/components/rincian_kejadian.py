"""One incident: how it stands, what to do next, the facts, the map, and what became of it."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from dashboard.components.alamat import buka
from dashboard.components.ekspor import salin_pesan
from dashboard.components.kosong import kosong
from dashboard.components.langkah import kabar
from dashboard.components.langkah_kejadian import langkah_kejadian, mirip, tempat
from dashboard.components.perbaikan_kejadian import perbaikan_kejadian
from dashboard.components.peta import bingkai
from dashboard.components.riwayat import riwayat
from dashboard.components.sisipan_kejadian import sisipan_kejadian
from dashboard.components.tautan import tautan
from dashboard.components.teks import polos
from dashboard.components.tempatnya import tempatnya
from reports.maps.base import base_map
from reports.maps.escape import text
from reports.maps.spot import spot
from services.basemap import base_of
from services.incidents import Clock, IncidentDetail, history
from services.office import Office
from sop.dictionary import CONFLICT_CASES
from sop.party import Actor, Verb

_STYLE = """<style>
.kejadian{line-height:1.5;overflow-wrap:anywhere}
.kejadian .keadaan{display:flex;flex-wrap:wrap;gap:6px 10px;align-items:center;margin:0 0 6px}
.kejadian .kata{font-weight:700;border-radius:8px;padding:1px 10px;background:#1f4e5f;color:#fff}
.kejadian .tingkat{border:1px solid #8c8578;border-radius:8px;padding:0 9px;color:#3b352d}
.kejadian .jam{margin:0;padding:0;list-style:none}
.kejadian .jam li{border-left:4px solid #1f4e5f;background:#eef3f4;border-radius:4px;
padding:6px 12px;margin:0 0 5px}
.kejadian .jam li.lewat{border-color:#a8450c;background:#fbeee6;font-weight:600}
.kejadian .uraian{white-space:pre-line;margin:4px 0 0}
.kejadian dl{display:grid;grid-template-columns:minmax(100px,34%) 1fr;margin:0;padding:0;font-size:.92rem}
.kejadian dt,.kejadian dd{border-bottom:1px solid #e2ddd3;padding:5px 6px 5px 0;margin:0}
.kejadian dt{color:#5d564e}
</style>"""


def rincian_kejadian(
    office: Office, actor: Actor, detail: IncidentDetail, *, at: datetime, meeting: bool
) -> None:
    """Show one incident."""
    st.subheader(polos(detail.title))
    with tempatnya():
        kabar(tempat(detail.number))
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.html(f'<div class="kejadian">{_standing(detail)}</div>{_STYLE}')
        with tempatnya():
            langkah_kejadian(office, detail)
        with tempatnya():
            if detail.story:
                st.markdown("**Kronologi**")
                st.html(f'<div class="kejadian"><p class="uraian">{text(detail.story)}</p></div>')
            mirip(office, detail)
            _related(detail)
        if actor.may(Verb.DATA_EKSPOR) and not meeting:
            salin_pesan(office, detail.number)
        sisipan_kejadian(office, detail, at=at, meeting=meeting)
        if steps := history(office, actor, detail.number, meeting=meeting):
            st.subheader("Riwayat")
            riwayat(steps)
    with right:
        bingkai(
            base_map(base_of(office)),
            [spot(detail.point, detail.area, square=detail.square)],
            key=f"kejadian.peta.{detail.number}",
            height=340,
            on_change=lambda: None,
        )
        if detail.sight.label:
            st.caption(f"Letak: {detail.sight.label}.")
        st.html(f'<div class="kejadian"><dl>{"".join(_fact(*fact) for fact in detail.facts)}</dl></div>')
    if detail.may_correct:
        perbaikan_kejadian(office, actor, detail, at=at)


def tak_ditemukan(number: str) -> None:
    """Say that there is no such incident, or none for these eyes."""
    kosong(
        f"{number} tidak ditemukan.",
        "Periksa nomornya, atau kembali ke daftar. Kejadian yang tertutup bagi peran Anda juga tidak tampil.",
    )


def _standing(detail: IncidentDetail) -> str:
    grave = f'<span class="tingkat">{text(detail.severity)}</span>' if detail.severity else ""
    return (
        f'<div class="keadaan"><span class="kata">{text(detail.word.label)}</span>'
        f"<span>{text(detail.state.label)}</span>{grave}</div>"
        f'<ul class="jam">{"".join(map(_clock, detail.clocks))}</ul>'
    )


def _clock(clock: Clock) -> str:
    return f'<li class="{"lewat" if clock.late else "jalan"}">{text(clock.words)}</li>'


def _fact(name: str, value: str) -> str:
    return f"<dt>{text(name)}</dt><dd>{text(value)}</dd>"


def _related(detail: IncidentDetail) -> None:
    if detail.case:
        tautan(CONFLICT_CASES.name, detail.case, f"Kasus konflik {polos(detail.case)}")
    for number, how in detail.related:
        st.button(
            f"{how.capitalize()} {number}",
            key=f"kejadian.terkait.{detail.number}.{number}",
            type="tertiary",
            on_click=buka,
            args=(number,),
        )
