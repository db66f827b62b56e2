"""One conflict case: how it stands, what is due, what to weigh, what can be done, and what was done."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from dashboard.components.catatan import catatan
from dashboard.components.daftar_kasus import gaya_kasus, lencana
from dashboard.components.disposisi import disposisi
from dashboard.components.isian_kasus import perbaikan_kasus
from dashboard.components.langkah import kabar
from dashboard.components.langkah_kasus import kaitan, langkah_kasus, tempat
from dashboard.components.peta import bingkai
from dashboard.components.pihak import pihak
from dashboard.components.riwayat import riwayat
from dashboard.components.tautan import tautan
from dashboard.components.teks import polos
from dashboard.components.tempatnya import tempatnya
from reports.maps.base import base_map
from reports.maps.escape import text
from reports.maps.spot import spot
from services.basemap import base_of
from services.case_detail import CaseClock, CaseDetail
from services.office import Office
from sop.dictionary import CONFLICT_CASES, INCIDENTS
from sop.party import Actor, Verb

_AROUND_DEG = 0.005
"""Shown around the ground in dispute, some 500 m."""
_STYLE = """<style>
.kasus .jam{margin:10px 0 0;padding:0;list-style:none}
.kasus .jam li{border-left:4px solid #1f4e5f;background:#eef3f4;border-radius:4px;
padding:6px 12px;margin:0 0 5px}
.kasus .jam li.lewat{border-color:#a8450c;background:#fbeee6;font-weight:600}
.kasus dl{display:grid;grid-template-columns:minmax(110px,32%) 1fr;margin:8px 0 0;padding:0;font-size:.92rem}
.kasus dt,.kasus dd{border-bottom:1px solid #e2ddd3;padding:5px 6px 5px 0;margin:0;white-space:pre-line}
.kasus dt{color:#5d564e}.kasus dd{color:#2e2a25}
.kasus .tahap{font-weight:650;color:#17323d}
</style>"""


def rincian_kasus(office: Office, actor: Actor, detail: CaseDetail, *, at: datetime, meeting: bool) -> None:
    """Show one case as far as its reader may see it."""
    gaya_kasus()
    st.subheader(polos(detail.title))
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.html(f'<div class="kasus">{_standing(detail)}</div>{_STYLE}')
        catatan(detail.warnings)
        _alarm(detail)
        kabar(tempat(detail.number))
        langkah_kasus(office, actor, detail)
        st.html(f'<div class="kasus"><dl>{"".join(_fact(*fact) for fact in detail.facts)}</dl></div>')
        _incidents(detail)
        kaitan(office, actor, detail, at=at)
        _ground(office, detail)
    with right:
        if meeting or not detail.full:
            _neutral(detail, meeting=meeting)
        else:
            with tempatnya():
                pihak(office, CONFLICT_CASES, detail.number)
            disposisi(office, CONFLICT_CASES, detail.number)
            st.subheader("Riwayat")
            riwayat(detail.steps)
    if detail.values and actor.may(Verb.KASUS_UBAH):
        perbaikan_kasus(office, actor, detail, at=at)


def _standing(detail: CaseDetail) -> str:
    secret = '<span class="rahasia">Rahasia</span>' if detail.secret else ""
    following = f"<p>Berikut: {text(detail.next)}</p>" if detail.next else ""
    return (
        f'<div class="baris">{lencana(detail.level, detail.level_words)}'
        f'<span class="tahap">{text(detail.stage.label)}</span>{secret}</div>{following}'
        f'<ul class="jam">{"".join(map(_clock, detail.clocks))}</ul>'
    )


def _clock(clock: CaseClock) -> str:
    kind = "lewat" if clock.late else "jalan"
    return f'<li class="{kind}">{text(clock.duty)}: {text(clock.words)}</li>'


def _fact(name: str, value: str) -> str:
    return f"<dt>{text(name)}</dt><dd>{text(value)}</dd>"


def _alarm(detail: CaseDetail) -> None:
    if detail.alarm:
        with st.expander("Pesan untuk Camat dan Kapolsek"):
            st.caption("Salin ke WhatsApp. Pesan ini tidak memuat data pribadi.")
            st.code(detail.alarm, language=None, wrap_lines=True)


def _incidents(detail: CaseDetail) -> None:
    if detail.incidents or detail.values:
        st.markdown("**Kejadian terkait**")
    for one in detail.incidents:
        tautan(INCIDENTS.name, one.number, f"{one.number} · {polos(one.words)}")


def _ground(office: Office, detail: CaseDetail) -> None:
    if detail.shape is None:
        return
    st.markdown("**Lokasi yang disengketakan**")
    bingkai(
        base_map(base_of(office)),
        [spot(None, detail.shape.buffer(_AROUND_DEG), square=detail.shape)],
        key=f"kasus.peta.{detail.number}",
        height=320,
        on_change=lambda: None,
    )
    st.caption("Hanya tampil bagi yang menangani kasus ini.")


def _neutral(detail: CaseDetail, *, meeting: bool) -> None:
    if detail.parties:
        st.subheader("Pihak")
        for name in detail.parties:
            st.markdown(f"- {polos(name)}")
    whose = "Mode rapat menampilkan" if meeting else "Anda melihat"
    st.caption(f"{whose} ringkasan kasus ini: jenis, desa, tingkat, dan tahapnya.")
