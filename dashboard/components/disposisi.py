"""Decisions and dispositions on one record, for its own page."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from dashboard.components.keputusan import keputusan
from dashboard.components.langkah import Langkah, ikuti, kabar, langkah
from dashboard.session import current_actor
from services.decisions import decisions, give_disposition, request_decision
from services.office import Office
from sop.decision import DecisionKind
from sop.dictionary import Frame
from sop.party import Actor, Verb
from sop.wording import headline


@st.fragment
def disposisi(office: Office, frame: Frame, number: str) -> None:
    """Show what was asked and ordered on a record; the Camat orders, the Kasi asks and reports.

    Nothing is shown to roles that may not see it.
    """
    actor, now, place = current_actor(), datetime.now(UTC), f"disposisi.{number}"
    if not actor.may(Verb.KEPUTUSAN_LIHAT):
        return
    st.subheader("Disposisi dan keputusan")
    kabar(place)
    found = decisions(office, actor, frame=frame, number=number)
    if not found:
        st.caption("Belum ada disposisi atau permintaan keputusan.")
    for one in found:
        keputusan(office, actor, one, at=now, place=place, link=False)
    langkah(tuple(ajukan(office, actor, frame, number)), key=place, place=place)
    ikuti(place)


def ajukan(
    office: Office, actor: Actor, frame: Frame | None = None, number: str | None = None
) -> list[Langkah]:
    """Return what a role can begin: the Camat an order, the Kasi a question, on a record or in general."""

    def order(text: str, form: str) -> None:
        give_disposition(office, current_actor(), frame, number, text, at=datetime.now(UTC), form_id=form)

    def ask(text: str, form: str) -> None:
        about = f"Mohon arahan atas {frame.label.lower()} {number}" if frame else headline(text)
        request_decision(
            office, current_actor(),
            kind=DecisionKind.ARAHAN, subject=about, text="" if about == text.strip() else text,
            at=datetime.now(UTC), frame=frame, number=number, form_id=form,
        )  # fmt: skip

    steps = []
    if actor.may(Verb.DISPOSISI_BERI):
        steps.append(
            Langkah(
                name="beri",
                label="Beri disposisi" if frame else "Beri disposisi umum",
                send="Kirim disposisi",
                asks="Isi disposisi kepada Kasi",
                do=order,
                done="Disposisi dikirim kepada Kasi.",
            )
        )
    if actor.may(Verb.KEPUTUSAN_AJUKAN):
        steps.append(
            Langkah(
                name="ajukan",
                label="Minta keputusan Camat",
                send="Kirim permintaan",
                asks="Apa yang perlu diputuskan Camat, dan mengapa",
                do=ask,
                done="Permintaan dikirim kepada Camat.",
            )
        )
    return steps
