"""Impor: a file becomes records; what lies in no desa is placed by hand."""

from __future__ import annotations

import streamlit as st

from dashboard.components.gaya import gaya
from dashboard.components.hasil_impor import hasil_impor, hasil_periksa
from dashboard.components.karantina import karantina
from dashboard.components.kiriman import Kiriman, berjalan, kiriman, lepaskan
from dashboard.components.pemetaan import pemetaan
from dashboard.components.pilih_berkas import pilih_berkas
from dashboard.components.rapat import tertutup
from dashboard.components.teks import polos
from dashboard.components.tugas import kemajuan
from dashboard.office import office
from dashboard.session import current_actor
from services.office import Office
from services.quarantine import quarantine
from services.uploads import kinds
from sop.party import Actor
from sop.wording import number

BERKAS, KARANTINA = "Berkas", "Karantina"
_PART = "impor.bagian"


def show() -> None:
    """Take a file in, step by step; or show what waits in quarantine."""
    here, actor = office(), current_actor()
    gaya()
    st.title("Impor")
    task = berjalan()
    # Before anything else, so that who may not import is refused, in a meeting too.
    waiting = len(quarantine(here, actor))
    if tertutup():
        return
    if _part(waiting) == KARANTINA:
        karantina(here, actor)
    elif task is not None:
        kemajuan(task)
    elif (one := kiriman()) is not None:
        _file(here, actor, one)
    else:
        pilih_berkas(here, actor)


def _part(waiting: int) -> str:
    st.session_state.setdefault(_PART, BERKAS)
    part = st.segmented_control(
        "Bagian",
        (BERKAS, KARANTINA),
        format_func=lambda name: f"{name} ({number(waiting)})" if name == KARANTINA else name,
        key=_PART,
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    return part or BERKAS


def _to_quarantine() -> None:
    st.session_state[_PART] = KARANTINA


def _file(here: Office, actor: Actor, one: Kiriman) -> None:
    upload = one.upload
    with st.container(horizontal=True, vertical_alignment="center"):
        kind = kinds(actor).get(upload.kind, "").lower()
        st.markdown(f"**{polos(upload.name)}** · {number(upload.rows)} baris · dibaca sebagai {kind}")
        if one.result is None:
            st.button("Ganti berkas", on_click=lepaskan, key="impor.ganti")
    if one.result is not None:
        hasil_impor(one, one.result, to_quarantine=_to_quarantine)
    else:
        pemetaan(here, one)
        hasil_periksa(here, one)
