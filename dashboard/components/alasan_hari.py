"""Lawful reasons for days without patrol: given for the days that were missed, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from uuid import uuid4

import streamlit as st

from dashboard.components.giliran import lupakan
from dashboard.components.langkah import Langkah, kabar, langkah
from dashboard.components.teks import alasan
from reports.maps.escape import text
from services.duty import MOST_DAYS, Excuse, add_excuses, remove_excuse
from services.office import Office
from sop.party import Actor, Verb
from sop.patrol import ExcuseReason
from sop.period import SHORT_MONTHS, long_date
from sop.problem import Refused

_KEY, _PLACE = "alasan_hari", "alasan_hari.daftar"


def alasan_hari(
    office: Office, actor: Actor, missed: Sequence[date], given: Sequence[Excuse], *, at: datetime
) -> None:
    """Show the reasons that stand and, to who may, ask for those of the missed days.

    Parameters
    ----------
    missed
        Days of the month without patrol and without a reason.
    given
        Reasons of the month.
    """
    kabar(_PLACE)
    for one in given:
        # no Markdown: a text of somebody may hold links
        st.html(f"<p><b>{text(long_date(one.day))}</b> – {text(one.words)}</p>")
        if actor.may(Verb.HARI_ALASAN):
            langkah([_removal(office, actor, one, at)], key=f"{_KEY}.{one.number}", place=_PLACE)
    if actor.may(Verb.HARI_ALASAN) and missed:
        with st.expander("Catat alasan hari tanpa patroli", icon=":material/event_busy:"):
            _ask(office, actor, missed, at)


def _ask(office: Office, actor: Actor, missed: Sequence[date], at: datetime) -> None:
    st.pills(
        "Hari yang terlewat",
        list(missed),
        selection_mode="multi",
        format_func=lambda day: f"{day.day} {SHORT_MONTHS[day.month - 1]}",
        key=f"{_KEY}.hari",
        wrap=True,
        help=f"Paling banyak {MOST_DAYS} hari sekaligus.",
        persist_state="session",
    )
    st.selectbox(
        "Sebab",
        [*ExcuseReason],
        index=None,
        format_func=lambda one: one.label,
        key=f"{_KEY}.sebab",
        placeholder="Pilih sebab",
        persist_state="session",
    )
    st.text_input(
        "Uraian",
        key=f"{_KEY}.uraian",
        placeholder="Misalnya: jalan antardesa terendam",
        persist_state="session",
    )
    st.button(
        "Simpan alasan", type="primary", key=f"{_KEY}.simpan", on_click=partial(_save, office, actor, at)
    )
    if told := st.session_state.pop(f"{_KEY}.salah", None):
        st.error(told)


def _save(office: Office, actor: Actor, at: datetime) -> None:
    state = st.session_state
    days, reason = state.get(f"{_KEY}.hari") or [], state.get(f"{_KEY}.sebab")
    if reason is None:
        state[f"{_KEY}.salah"] = "Sebab wajib dipilih."
        return
    form = state.setdefault(f"{_KEY}.formulir", uuid4().hex)
    words = state.get(f"{_KEY}.uraian") or ""
    try:
        add_excuses(office, actor, days, ExcuseReason(reason), words, at=at, form_id=form)
    except Refused as refusal:
        state[f"{_KEY}.salah"] = alasan(refusal)
        return
    lupakan(_KEY)


def _removal(office: Office, actor: Actor, one: Excuse, at: datetime) -> Langkah:
    def remove(words: str, _form: str) -> None:
        remove_excuse(office, actor, one.number, expected_version=one.version, at=at, note=words)

    return Langkah(
        name="hapus",
        label="Hapus alasan",
        send="Hapus",
        asks="Mengapa alasan ini dihapus?",
        do=remove,
        done=f"Alasan {long_date(one.day)} dihapus; hari itu dihitung terlewat lagi.",
    )
