"""One patrol log in full: what it says, its findings, photos, correction and history."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from dashboard.components.bentrok import lanjutkan
from dashboard.components.foto import foto
from dashboard.components.giliran import lupakan
from dashboard.components.jurnal import disentuh, isi_jurnal, muat_yang_tetap, peringatan
from dashboard.components.riwayat import riwayat
from dashboard.components.tautan import tautan, temuan
from dashboard.components.teks import alasan, polos
from reports.maps.escape import text
from services.office import Office
from services.patrol_log_list import LogDetail, log_detail, log_history
from services.patrol_logs import correct_log, log_warnings, report_of
from services.patrol_report import PatrolReport
from sop.dictionary import INCIDENTS, PATROL_LOGS
from sop.party import Actor, Verb
from sop.problem import ProblemCode, Refused

_STYLE = """<style>
.jurnal{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:0;padding:0;font-size:.95rem}
.jurnal dt{color:#5f584f;margin:0;padding:0}.jurnal dd{margin:0;overflow-wrap:anywhere;white-space:pre-line}
@media(max-width:560px){.jurnal{grid-template-columns:1fr}.jurnal dd{margin:0 0 6px}}
</style>"""


def rincian_jurnal(office: Office, actor: Actor, number: str, *, at: datetime, meeting: bool) -> None:
    """Show one log; in a meeting only where, when and what came of it.

    Parameters
    ----------
    at
        Now.
    meeting
        Whether others look along.
    """
    detail = log_detail(office, actor, number, at=at, meeting=meeting)
    st.subheader(polos(number))
    rows = "".join(f"<dt>{text(heading)}</dt><dd>{text(words)}</dd>" for heading, words in detail.lines)
    st.html(f'<dl class="jurnal">{rows}</dl>{_STYLE}')
    if meeting:
        return
    for found, words in detail.findings:
        tautan(INCIDENTS.name, found, polos(f"{found} – {words}"))
    if not detail.nihil and actor.may(Verb.KEJADIAN_CATAT):
        temuan(number)
    foto(office, actor, PATROL_LOGS, number, key=f"foto.{number}", at=at)
    if actor.may(Verb.JURNAL_UBAH):
        with st.expander("Koreksi jurnal", icon=":material/edit:"):
            _correct(office, actor, detail, at=at)
    with st.expander("Riwayat", icon=":material/history:"):
        riwayat(log_history(office, actor, number))


def _correct(office: Office, actor: Actor, detail: LogDetail, *, at: datetime) -> None:
    """Ask for corrections, pinned to the version on which they began; what was typed stays."""
    key = f"koreksi.{detail.number}"
    stands = report_of(office, actor, detail.number)
    version, base = st.session_state.setdefault(f"{key}.semula", (detail.version, stands))
    if version != detail.version and not disentuh(office, key=key, at=at, initial=base):
        _take_up(office, key, detail.version, stands, base, at=at)
        version, base = detail.version, stands
    report = isi_jurnal(office, key=key, at=at, initial=base)
    reason = st.text_input("Alasan koreksi", key=f"{key}.isi.alasan", persist_state="session")
    may_save = peringatan(log_warnings(office, report, number=detail.number), key=key)
    goes_on = version != detail.version and lanjutkan(f"{PATROL_LOGS.label} {detail.number}", key=key)
    with st.container(horizontal=True):
        saved = st.button("Simpan koreksi", type="primary", key=f"{key}.simpan", disabled=not may_save)
        if disentuh(office, key=key, at=at, initial=base):
            st.button("Buang isian saya", key=f"{key}.muat", on_click=lupakan, args=(key,))
    if goes_on:
        _take_up(office, key, detail.version, stands, base, at=at)
        st.rerun()
    if not saved:
        return
    try:
        correct_log(office, actor, detail.number, report, reason=reason, expected_version=version, at=at)
    except Refused as refusal:
        if any(one.code is ProblemCode.VERSI_BENTROK for one in refusal.problems):
            st.rerun()
        st.error(alasan(refusal))
        return
    lupakan(key)
    st.rerun()


def _take_up(
    office: Office, key: str, version: int, stands: PatrolReport, base: PatrolReport, *, at: datetime
) -> None:
    """Show what stands now in every field that was left alone, and keep the others as they were typed."""
    muat_yang_tetap(office, key=key, at=at, initial=base)
    st.session_state[f"{key}.semula"] = version, stands
