"""Kesehatan: one sentence in green, yellow or red, and what stands behind it."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import streamlit as st

from dashboard.components.teks import polos
from dashboard.session import current_actor
from reports.maps.escape import text
from services.health import Finding, Health, Level, health
from services.locating import desa_names
from services.office import Office
from services.setting_outside import OutsideEdit, put_back
from services.setting_words import sentence
from services.settings import APPROVED_BY_CAMAT, propose
from sop.party import Actor, Verb
from sop.problem import Refused

_TOLD, _LOOK = "pengaturan.kesehatan.kabar", "pengaturan.kesehatan.kali"
_STYLE = """<style>
.sehat{list-style:none;margin:0!important;padding:0!important;font-size:.94rem}
.sehat li{margin:0!important;display:grid;grid-template-columns:150px 150px 1fr;gap:10px;
border-bottom:1px solid #e2ddd3;padding:7px 4px;overflow-wrap:anywhere}
.sehat b{font-weight:600}
.sehat .baik{color:#1c5f3a}.sehat .perhatian{color:#7a5200}.sehat .masalah{color:#8c1d18;font-weight:650}
@media(max-width:640px){.sehat li{grid-template-columns:1fr;gap:1px}}
</style>"""
_SIGNS = {Level.BAIK: "●", Level.PERHATIAN: "▲", Level.MASALAH: "■"}


def kesehatan(office: Office, actor: Actor) -> None:
    """Show how the office PC is, and put back what was edited outside the program."""
    if told := st.session_state.pop(_TOLD, None):
        (st.success if told[0] else st.error)(polos(told[1]))
    with st.spinner("Memeriksa …"):
        found = health(office, actor, at=datetime.now(UTC), look=st.session_state.get(_LOOK, 0))
    _answer(found)
    st.button("Periksa lagi", key="kesehatan.lagi", on_click=_look_again)
    st.html(f'{_STYLE}<ul class="sehat">{"".join(map(_line, found.findings))}</ul>')
    for edit in found.edits:
        _edit(office, actor, edit)


def _answer(found: Health) -> None:
    show = {Level.BAIK: st.success, Level.PERHATIAN: st.warning, Level.MASALAH: st.error}
    show[found.level](polos(found.sentence))


def _line(one: Finding) -> str:
    sign = f'<span class="{one.level}">{_SIGNS[one.level]} {text(one.level.label)}</span>'
    return f"<li><b>{text(one.name.capitalize())}</b>{sign}<span>{text(one.detail)}</span></li>"


def _edit(office: Office, actor: Actor, edit: OutsideEdit) -> None:
    with st.container(border=True):
        st.markdown(f"**{polos(edit.sheet.label)} diubah di luar aplikasi**")
        names = desa_names(office)
        told = [sentence(change, names) for change in edit.changes] or [one.message for one in edit.problems]
        st.markdown("\n".join(f"- {polos(one)}" for one in told))
        st.caption("Berkas yang diubah tetap disimpan di ruang kerja dengan nama lain.")
        if not actor.may(Verb.PENGATURAN_KEMBALIKAN):
            return
        with st.container(horizontal=True):
            st.button(
                "Kembalikan ke yang tercatat",
                key=f"kesehatan.kembali.{edit.sheet}",
                on_click=_put_back,
                args=(office, edit, False),
            )
            if edit.changes and edit.sheet in APPROVED_BY_CAMAT:
                st.button(
                    "Kembalikan, lalu ajukan ke Camat",
                    key=f"kesehatan.ajukan.{edit.sheet}",
                    on_click=_put_back,
                    args=(office, edit, True),
                )


def _put_back(office: Office, edit: OutsideEdit, and_ask: bool) -> None:
    actor, now = current_actor(), datetime.now(UTC)
    try:
        undone = put_back(office, actor, edit.sheet, at=now)
        told = f"{edit.sheet.label} dikembalikan."
        if and_ask:
            reason = "Perubahan ini semula ditulis langsung di berkas."
            asked = propose(office, actor, undone, reason=reason, at=now, form_id=uuid4().hex)
            told = f"{told} Usulan {asked} diajukan kepada Camat."
    except Refused as refused:
        st.session_state[_TOLD] = (False, str(refused))
        return
    st.session_state[_TOLD] = (True, told)


def _look_again() -> None:
    st.session_state[_LOOK] = st.session_state.get(_LOOK, 0) + 1
