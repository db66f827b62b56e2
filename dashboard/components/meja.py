"""What waits for its reader: for the Camat to decide, for the Kasi to carry out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from dashboard.components.disposisi import ajukan
from dashboard.components.keputusan import keputusan
from dashboard.components.langkah import ikuti, kabar, langkah
from dashboard.session import current_actor
from services.decisions import WAITING, Decision, decisions
from services.office import Office
from sop.party import Actor, Verb

_PLACE, _BEGIN = "meja", "mulai"


@st.fragment
def meja(office: Office) -> None:
    """Show requests and orders that wait, with what their reader can do; nothing to other roles."""
    actor, now = current_actor(), datetime.now(UTC)
    if not actor.may(Verb.KEPUTUSAN_LIHAT):
        return
    found = decisions(office, actor, states=WAITING)
    requests = [one for one in found if not one.is_order]
    orders = [one for one in found if one.is_order]
    kabar(_PLACE)
    if actor.may(Verb.KEPUTUSAN_PUTUS):
        _open(office, actor, "Perlu keputusan", requests, now)
        _folded(office, actor, "Disposisi yang belum dilaporkan", orders, now)
    else:
        if actor.may(Verb.DISPOSISI_LAKSANA):
            _open(office, actor, "Disposisi untuk dilaksanakan", orders, now)
        else:
            _folded(office, actor, "Disposisi yang belum dilaporkan", orders, now)
        _folded(office, actor, "Menunggu keputusan Camat", requests, now)
    ikuti(_PLACE)


@st.fragment
def mulai(office: Office) -> None:
    """Offer what a reader can begin without a record: the Camat an order, the Kasi a question."""
    actor = current_actor()
    steps = ajukan(office, actor) if actor.may(Verb.KEPUTUSAN_LIHAT) else []
    if steps:
        kabar(_BEGIN)
        langkah(steps, key=_BEGIN, place=_BEGIN)
        ikuti(_BEGIN)


def _open(office: Office, actor: Actor, title: str, found: Sequence[Decision], now: datetime) -> None:
    if found:
        st.subheader(f"{title} ({len(found)})")
    for one in found:
        keputusan(office, actor, one, at=now, place=_PLACE)


def _folded(office: Office, actor: Actor, title: str, found: Sequence[Decision], now: datetime) -> None:
    if not found:
        return
    with st.expander(f"{title} ({len(found)})"):
        for one in found:
            keputusan(office, actor, one, at=now, place=_PLACE)
