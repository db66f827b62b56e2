"""One patrol log in full: what it says, its findings, photos, correction and history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from dashboard.components.bentrok import lanjutkan
from dashboard.components.foto import foto
from dashboard.components.giliran import lupakan
from dashboard.components.jurnal import disentuh, isi_jurnal, muat_yang_tetap, peringatan
from dashboard.components.riwayat import riwayat
from dashboard.components.tautan import tautan, temuan
from dashboard.components.teks import alasan, polos
from dashboard.components.titik_lembar import muat_titik_yang_tetap, tanya_titik, titik_disentuh
from reports.maps.escape import text
from services.locating import desa_names
from services.office import Office
from services.patrol_log_list import LogDetail, log_detail, log_history
from services.patrol_logs import closure_of, correct_log, log_warnings, report_of
from services.patrol_report import Closure, PatrolReport, StopResult
from services.patrol_sheets import one_sheet
from sop.dictionary import INCIDENTS, PATROL_LOGS
from sop.party import Actor, Verb
from sop.problem import ProblemCode, Refused


@dataclass(frozen=True)
class _Stand:
    """A log as it stood when its correction began."""

    version: int
    report: PatrolReport
    closure: Closure | None

    @property
    def results(self) -> tuple[StopResult, ...]:
        return () if self.closure is None else self.closure.stops


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
    stands = _Stand(
        detail.version,
        report_of(office, actor, detail.number),
        closure_of(office, actor, detail.number),
    )
    base: _Stand = st.session_state.setdefault(f"{key}.semula", stands)
    if base.version != detail.version and not _touched(office, key, base, at):
        _take_up(office, key, stands, base, at=at)
        base = stands
    stops = _stops(office, actor, key, base, at)
    report = isi_jurnal(office, key=key, at=at, initial=base.report, places=stops is None)
    reason = st.text_input("Alasan koreksi", key=f"{key}.isi.alasan", persist_state="session")
    may_save = peringatan(log_warnings(office, report, number=detail.number), key=key)
    goes_on = base.version != detail.version and lanjutkan(f"{PATROL_LOGS.label} {detail.number}", key=key)
    with st.container(horizontal=True):
        saved = st.button("Simpan koreksi", type="primary", key=f"{key}.simpan", disabled=not may_save)
        if _touched(office, key, base, at):
            st.button("Buang isian saya", key=f"{key}.muat", on_click=lupakan, args=(key,))
    if goes_on:
        _take_up(office, key, stands, base, at=at)
        st.rerun()
    if not saved:
        return
    try:
        correct_log(
            office, actor, detail.number, report,
            reason=reason, expected_version=base.version, at=at, stops=stops,
        )  # fmt: skip
    except Refused as refusal:
        if any(one.code is ProblemCode.VERSI_BENTROK for one in refusal.problems):
            st.rerun()
        st.error(alasan(refusal))
        return
    lupakan(key)
    st.rerun()


def _stops(
    office: Office, actor: Actor, key: str, base: _Stand, at: datetime
) -> tuple[StopResult, ...] | None:
    """Ask what became of the stops of the sheet that a log closed; None where it closed none."""
    if base.closure is None:
        return None
    route = one_sheet(office, actor, base.closure.sheet, at=at).route
    return tanya_titik(route.visits, desa_names(office), key=key, initial=base.closure.stops)


def _touched(office: Office, key: str, base: _Stand, at: datetime) -> frozenset[str]:
    return disentuh(office, key=key, at=at, initial=base.report) | titik_disentuh(key, base.results)


def _take_up(office: Office, key: str, stands: _Stand, base: _Stand, *, at: datetime) -> None:
    """Show what stands now in every field that was left alone, and keep the others as they were typed."""
    muat_yang_tetap(office, key=key, at=at, initial=base.report)
    muat_titik_yang_tetap(key, base.results)
    st.session_state[f"{key}.semula"] = stands
