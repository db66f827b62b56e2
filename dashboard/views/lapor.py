"""Lapor Cepat: what an officer sees on the spot reaches the office in a few taps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from dashboard.components.draf import ingat, isian, isian_baru
from dashboard.components.foto import simpan_foto
from dashboard.components.kosong import kosong
from dashboard.components.lapor import isi_laporan
from dashboard.components.laporan_saya import laporan_saya
from dashboard.components.rapat import rapat
from dashboard.components.teks import alasan, polos
from dashboard.components.telepon import telepon
from dashboard.office import office
from dashboard.session import current_actor
from services.attachments import Picture
from services.field_reports import number_of_form, own_reports, patrol_named
from services.incidents import Report, record_incident
from services.office import Office
from sop.dictionary import INCIDENTS
from sop.party import Actor, Verb
from sop.problem import Refused

_FORM = "lapor"


def show() -> None:
    """Show the form, or the receipt of what it has become, and one's own reports."""
    here, actor, now = office(), current_actor(), datetime.now(UTC)
    telepon()
    st.title("Lapor Cepat")
    form = isian(_FORM, actor, sent=lambda name: number_of_form(here, actor, INCIDENTS, name) is not None)
    number = number_of_form(here, actor, INCIDENTS, form)
    if number is None:
        patrol = patrol_named(here, actor, str(st.query_params.get("jurnal", "")))
        report, missing, chosen = isi_laporan(here, actor, key=form, at=now, patrol=patrol)
        if st.button("Kirim laporan", type="primary", width="stretch", key=f"{form}.kirim"):
            number = _send(here, actor, form, report, missing, chosen, at=now)
        ingat(form, actor)
    if number is not None:
        _receipt(actor, form, number)
    st.subheader("Laporan saya")
    own = own_reports(here, actor)
    # An officer's phone is looked at by nobody else.
    if actor.may(Verb.KEJADIAN_LIHAT) and rapat():
        st.caption("Laporan Anda tidak ditampilkan dalam mode rapat.")
    elif own:
        laporan_saya(own)
    else:
        kosong("Belum ada laporan dari Anda.", "Isi bagian di atas, lalu ketuk Kirim laporan.")


def _send(
    here: Office,
    actor: Actor,
    form: str,
    report: Report | None,
    missing: Sequence[str],
    chosen: list[Picture],
    *,
    at: datetime,
) -> str | None:
    """Store the report and its photos and start the page afresh; what was typed stays if that fails."""
    if report is None:
        st.warning(f"Belum diisi: {', '.join(missing)}.")
        return None
    try:
        number = record_incident(here, actor, report, at=at, form_id=form)
    except Refused as refusal:
        st.error(alasan(refusal))
        return None
    st.session_state[f"{form}.gagal"] = simpan_foto(here, actor, INCIDENTS, number, chosen, at=at)
    st.rerun()


def _receipt(actor: Actor, form: str, number: str) -> None:
    with st.container(border=True):
        st.success(f"Laporan tersimpan. Nomornya  \n**{polos(number)}**")
        for failed in st.session_state.get(f"{form}.gagal", []):
            st.warning(polos(f"Foto tidak ikut tersimpan – {failed}"))
        st.button(
            "Lapor lagi", type="primary", width="stretch", key="lapor_lagi", on_click=isian_baru,
            args=(_FORM, actor),
        )  # fmt: skip
