"""Proposals to change settings: those that wait for the Camat, and the way to make one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import uuid4

import streamlit as st

from dashboard.components.akibat import akibat
from dashboard.components.keputusan import keputusan
from dashboard.components.langkah import kabar
from dashboard.components.riwayat import riwayat
from dashboard.components.teks import polos
from dashboard.pengaturan.rancangan import Rancangan
from dashboard.session import current_actor
from services.decisions import WAITING, decisions
from services.office import Office
from services.setting_words import sentence
from services.settings import propose, proposed
from services.trail import setting_steps
from sop.decision import DecisionKind
from sop.party import Actor, Verb
from sop.problem import Refused
from sop.setting import Change, Sheet


def menunggu(office: Office, actor: Actor, sheets: frozenset[Sheet], *, place: str, at: datetime) -> None:
    """Show the proposals on some sheets that wait, with what the reader can do about them."""
    kabar(place)
    if not actor.may(Verb.KEPUTUSAN_LIHAT):
        return
    for one in decisions(office, actor, states=WAITING):
        if one.kind is DecisionKind.PENGATURAN and _touches(one.content, sheets):
            keputusan(office, actor, one, at=at, place=place)


def ajukan(
    office: Office,
    actor: Actor,
    wanted: Sequence[Change],
    draft: Rancangan,
    sheets: frozenset[Sheet],
    *,
    place: str,
    at: datetime,
) -> None:
    """Show what a draft would do, and let the Kasi propose it with a reason.

    Parameters
    ----------
    sheets
        The sheets that the form is about.
    """
    if not wanted:
        if actor.may(Verb.PENGATURAN_UBAH):
            st.caption("Belum ada yang diubah. Ubah angkanya, lalu lihat akibatnya di sini sebelum diajukan.")
        akibat(office, actor, (), sheets, at=at)
        return
    with st.container(border=True):
        st.markdown(f"**Rancangan usulan ({len(wanted)})**")
        st.markdown("\n".join(f"- {polos(sentence(change))}" for change in wanted))
        sound = akibat(office, actor, wanted, sheets, at=at)
        reason = st.text_area(
            "Alasan",
            key=draft.kunci("alasan"),
            placeholder="Mengapa angka ini perlu berubah",
            max_chars=1000,
            persist_state="session",
        )
        st.session_state.setdefault(draft.kunci("formulir"), uuid4().hex)
        with st.container(horizontal=True):
            # asked within the run, after the fields: what was typed last counts too
            if st.button("Ajukan ke Camat", key=draft.kunci("ajukan"), type="primary", disabled=not sound):
                _send(office, tuple(wanted), draft, place)
            st.button("Batalkan rancangan", key=draft.kunci("batal"), on_click=draft.lupakan)
    if not reason:
        st.caption("Alasan wajib diisi; Camat membacanya saat memutuskan.")


def riwayat_pengaturan(office: Office, actor: Actor, sheets: frozenset[Sheet]) -> None:
    """Show who changed these settings when, why, and from what."""
    with st.expander("Riwayat perubahan"):
        steps = setting_steps(office, actor, sheets)
        if steps:
            riwayat(steps)
        else:
            st.caption("Belum pernah diubah sejak kantor ini disiapkan.")


def _send(office: Office, wanted: tuple[Change, ...], draft: Rancangan, place: str) -> None:
    reason = st.session_state.get(draft.kunci("alasan")) or ""
    form = st.session_state.get(draft.kunci("formulir")) or uuid4().hex
    told = f"{place}.kabar"
    try:
        number = propose(office, current_actor(), wanted, reason=reason, at=datetime.now(UTC), form_id=form)
    except Refused as refused:
        st.session_state[told] = [(str(refused), "")]
    else:
        draft.lupakan()
        st.session_state[told] = [(f"Usulan {number} diajukan kepada Camat.", None)]
    st.rerun()


def _touches(content: object, sheets: frozenset[Sheet]) -> bool:
    try:
        changes = proposed(content if isinstance(content, dict) else {})
    except Refused:
        return True
    return any(change.sheet in sheets for change in changes)
