"""The entry form of an incident."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import streamlit as st

from dashboard.components.alamat import buka, daftar
from dashboard.components.isian_kejadian import SAID_TIME, isian, lupakan_isian
from dashboard.components.kabar import kabarkan
from dashboard.components.salah import penolakan, tandai
from services.incidents import Report, incident, record_incident
from services.office import Office
from sop.party import Actor
from sop.problem import Refused

_KEY = "kejadian.catat"
_FORM = "kejadian.formulir"


def catat_kejadian(office: Office, actor: Actor, *, at: datetime) -> None:
    """Ask for an incident and store it once; afterwards show it, or say who can."""
    form = st.session_state.setdefault(_FORM, uuid4().hex)
    st.caption("Isian bertanda \\* wajib. Isian tetap ada bila Anda membuka halaman lain.")
    said = isian(office, actor.role, key=_KEY, at=at)
    penolakan(_KEY, said)
    with st.container(horizontal=True):
        saved = st.button("Simpan laporan", key="kejadian.simpan", type="primary")
        st.button("Kosongkan", key="kejadian.kosongkan", on_click=_forget)
        st.button("Kembali ke daftar", key="kejadian.batal", type="tertiary", on_click=daftar)
    if not saved:
        return
    report = Report(**{name: value for name, value in said.items() if name != SAID_TIME})
    try:
        number = record_incident(office, actor, report, at=at, form_id=form)
    except Refused as refusal:
        tandai(_KEY, refusal, said)
        st.rerun()
    _forget()
    _show(office, actor, number, at)
    st.rerun()


def _show(office: Office, actor: Actor, number: str, at: datetime) -> None:
    """Go to the new incident, if its reporter may see it."""
    try:
        next_ = incident(office, actor, number, at=at).next
    except Refused:
        kabarkan(f"{number} tersimpan. Isinya tertutup bagi peran Anda; Kasi Trantib menindaklanjutinya.")
        daftar()
        return
    kabarkan(f"{number} tersimpan. {next_}")
    buka(number)


def _forget() -> None:
    lupakan_isian(_KEY)
    st.session_state.pop(_FORM, None)
