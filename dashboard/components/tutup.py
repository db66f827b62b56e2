"""Closing a patrol on a phone: what became of each stop of its route sheet, then the log."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import streamlit as st

from dashboard.components.draf import ingat, isian, isian_baru
from dashboard.components.foto import foto
from dashboard.components.jalur import serahkan_jalur
from dashboard.components.jurnal import isi_jurnal, peringatan
from dashboard.components.tautan import temuan
from dashboard.components.teks import alasan, polos
from dashboard.components.titik_lembar import semua_didatangi, tanya_titik
from services.closing import sheets_to_close, usual_report
from services.field_reports import number_of_form
from services.locating import desa_names
from services.office import Office
from services.patrol_logs import log_warnings, record_log, report_of
from services.patrol_report import Closure, with_stops
from services.patrol_sheets import OPEN, PatrolSheet, one_sheet, start_sheet
from sop.dictionary import PATROL_LOGS
from sop.party import Actor
from sop.patrol import PatrolState
from sop.period import WEEKDAYS
from sop.problem import Refused

_SHEET, _TOLD = "lembar", "tutup.kabar"


def tutup_patroli(office: Office, actor: Actor, *, at: datetime) -> bool:
    """Offer the patrols that wait to be closed, or show the one that is being closed; say whether one is.

    Parameters
    ----------
    at
        Now.
    """
    chosen = str(st.query_params.get(_SHEET, ""))
    if not chosen:
        _offer(office, actor, at)
        return False
    try:
        sheet = one_sheet(office, actor, chosen, at=at)
    except Refused as refusal:
        st.warning(alasan(refusal))
        st.button("Kembali", key="tutup.kembali", on_click=_choose, args=(None,))
        return True
    _close(office, actor, sheet, at)
    return True


def _offer(office: Office, actor: Actor, at: datetime) -> None:
    """Show a card for each patrol that is to be driven, with a button to begin and one to close it."""
    if told := st.session_state.pop(_TOLD, None):
        st.error(polos(told))
    today = at.astimezone(office.zone).date()
    for sheet in sheets_to_close(office, actor, at=at):
        route, key = sheet.route, f"tutup.{sheet.number}"
        day = "Hari ini" if sheet.day == today else WEEKDAYS[sheet.day.weekday()]
        with st.container(border=True):
            st.markdown(f"**{polos(sheet.team_name)}** · {polos(sheet.status(at))}")
            when = f"{day} {route.start:%H.%M}–{route.end:%H.%M} · {sheet.number}"
            if sheet.departed is not None:
                when += f" · berangkat {sheet.departed:%H.%M}"
            st.caption(polos(when))
            if sheet.state is PatrolState.TERBIT and not sheet.over(at):
                begin = partial(_start, office, actor, sheet.number, at)
                st.button("Mulai patroli", key=f"{key}.mulai", on_click=begin, width="stretch")
            st.button(
                f"Tutup patroli {polos(sheet.team_name)}, {len(route.visits)} titik",
                type="primary",
                key=f"{key}.tutup",
                on_click=_choose,
                args=(sheet.number,),
                width="stretch",
            )


def _close(office: Office, actor: Actor, sheet: PatrolSheet, at: datetime) -> None:
    def sent(name: str) -> bool:
        return number_of_form(office, actor, PATROL_LOGS, name) is not None

    form = isian(_kind(sheet.number), actor, sent=sent)
    st.subheader(f"Tutup patroli {polos(sheet.team_name)}")
    done = number_of_form(office, actor, PATROL_LOGS, form)
    if done is not None:
        _receipt(office, actor, sheet, done, at)
        return
    if sheet.state not in OPEN:
        by = f" dengan jurnal **{polos(sheet.log)}**" if sheet.log else ""
        st.warning(
            f"Patroli ini berstatus {polos(sheet.state.label.lower())}{by}, jadi tidak dapat ditutup lagi. "
            "Yang sudah Anda isi masih ada di bawah."
        )
    _ask(office, actor, sheet, form, at)
    ingat(form, actor)


def _ask(office: Office, actor: Actor, sheet: PatrolSheet, form: str, at: datetime) -> None:
    route = sheet.route
    hours = f"{route.start:%H.%M}–{route.end:%H.%M}"
    st.caption(f"Rencana {hours}, {len(route.visits)} titik. Jalur GPS tidak wajib.")
    names = desa_names(office)
    above = st.container()
    results = tanya_titik(route.visits, names, key=form)
    left = sum(one.visited is None for one in results)
    if left:
        above.button(
            "Semua didatangi sesuai rencana" if left == len(results) else f"{left} titik lain didatangi",
            key=f"{form}.semua",
            width="stretch",
            on_click=semua_didatangi,
            args=(form, [visit.stop.id for visit in route.visits]),
        )
    st.markdown("##### Waktu dan hasil")
    report = isi_jurnal(office, key=form, at=at, initial=usual_report(sheet, at=at), places=False)
    closure = Closure(sheet=sheet.number, stops=results)
    may_save = peringatan(log_warnings(office, with_stops(report, closure, route)), key=form)
    with st.container(horizontal=True):
        saved = st.button(
            "Simpan dan tutup patroli",
            type="primary",
            key=f"{form}.simpan",
            disabled=not may_save or sheet.state not in OPEN,
        )
        st.button("Kembali", key="tutup.kembali", on_click=_leave, args=(form, actor))
    if not saved:
        return
    try:
        record_log(office, actor, report, at=at, form_id=form, closure=closure)
    except Refused as refusal:
        st.error(alasan(refusal))
    else:
        st.rerun()


def _receipt(office: Office, actor: Actor, sheet: PatrolSheet, log: str, at: datetime) -> None:
    st.success(
        f"Patroli {polos(sheet.team_name)} ditutup dengan jurnal **{polos(log)}**; laporannya sudah tercatat."
    )
    if not report_of(office, actor, log).nihil:
        temuan(log)
    foto(office, actor, PATROL_LOGS, log, key=f"foto.{log}", at=at)
    with st.expander("Serahkan jalur GPS (boleh menyusul)", icon=":material/route:"):
        serahkan_jalur(office, actor, key=f"jalur.{sheet.number}", log=log, at=at)
    st.button("Selesai", key="tutup.selesai", type="primary", on_click=_finish, args=(sheet.number, actor))


def _start(office: Office, actor: Actor, number: str, at: datetime) -> None:
    """Begin a patrol; the second of two quick taps, or of two phones, finds it begun."""
    try:
        sheet = one_sheet(office, actor, number, at=at)
        if sheet.state is PatrolState.TERBIT:
            start_sheet(office, actor, number, expected_version=sheet.version, at=at)
    except Refused as refusal:
        st.session_state[_TOLD] = str(refusal)


def _choose(number: str | None) -> None:
    """Turn to a patrol, or back to all of them; what was typed of the one that is left waits."""
    st.query_params.pop("isian", None)
    if number is None:
        st.query_params.pop(_SHEET, None)
    else:
        st.query_params[_SHEET] = number


def _leave(form: str, actor: Actor) -> None:
    ingat(form, actor)
    _choose(None)


def _finish(number: str, actor: Actor) -> None:
    isian_baru(_kind(number), actor)
    _choose(None)


def _kind(number: str) -> str:
    """Return the kind of the form of a sheet: each has its own draft."""
    return f"tutup.{number}"
