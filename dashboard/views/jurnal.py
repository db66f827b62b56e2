"""Jurnal Patroli: who went where, when, and what was found; a nihil patrol is told as what it is."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from dashboard.components.draf import ingat, isian, isian_baru
from dashboard.components.foto import foto
from dashboard.components.gaya import gaya
from dashboard.components.jurnal import isi_jurnal, peringatan
from dashboard.components.jurnal_daftar import daftar_jurnal, jurnal_saya
from dashboard.components.jurnal_rinci import rincian_jurnal
from dashboard.components.rapat import rapat, tera
from dashboard.components.tautan import temuan
from dashboard.components.teks import alasan, polos
from dashboard.components.telepon import telepon
from dashboard.components.tutup import tutup_patroli
from dashboard.office import office
from dashboard.session import current_actor
from services.field_reports import number_of_form
from services.office import Office
from services.patrol_log_list import own_logs
from services.patrol_logs import log_warnings, record_log, report_of
from sop.dictionary import PATROL_LOGS
from sop.party import Actor, Verb
from sop.problem import Refused

_FORM = "jurnal"


def show() -> None:
    """Show the logs of a period, one of them in full, and the form for a new one."""
    here, actor, now = office(), current_actor(), datetime.now(UTC)
    (gaya if actor.may(Verb.JURNAL_LIHAT) else telepon)()
    st.title("Jurnal Patroli")
    meeting = actor.may(Verb.JURNAL_LIHAT) and rapat()
    tera(here, meeting=meeting, at=now)
    if actor.may(Verb.JURNAL_CATAT) and not meeting:
        if tutup_patroli(here, actor, at=now):
            return
        _new(here, actor, now)
    if not actor.may(Verb.JURNAL_LIHAT):
        jurnal_saya(own_logs(here, actor))
        return
    chosen = daftar_jurnal(here, actor, at=now, meeting=meeting)
    if chosen is not None:
        try:
            rincian_jurnal(here, actor, chosen, at=now, meeting=meeting)
        except Refused as refusal:
            st.warning(alasan(refusal))


def _new(here: Office, actor: Actor, now: datetime) -> None:
    form = isian(_FORM, actor, sent=lambda name: number_of_form(here, actor, PATROL_LOGS, name) is not None)
    number = number_of_form(here, actor, PATROL_LOGS, form)
    with st.expander("Isi jurnal", icon=":material/edit_note:", expanded=not actor.may(Verb.JURNAL_LIHAT)):
        if number is not None:
            _receipt(here, actor, number)
            return
        report = isi_jurnal(here, key=form, at=now)
        may_save = peringatan(log_warnings(here, report), key=form)
        if st.button("Simpan jurnal", type="primary", key=f"{form}.simpan", disabled=not may_save):
            try:
                record_log(here, actor, report, at=now, form_id=form)
            except Refused as refusal:
                st.error(alasan(refusal))
            else:
                st.rerun()
    ingat(form, actor)


def _receipt(here: Office, actor: Actor, number: str) -> None:
    st.success(f"Jurnal tersimpan dengan nomor **{polos(number)}**; patrolinya tercatat sudah dilaporkan.")
    if not report_of(here, actor, number).nihil:
        temuan(number)
    foto(here, actor, PATROL_LOGS, number, key=f"foto.{number}", at=datetime.now(UTC))
    st.button("Isi jurnal lain", key="jurnal_lagi", on_click=isian_baru, args=(_FORM, actor))
