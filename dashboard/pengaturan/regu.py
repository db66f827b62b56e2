"""Regu dan personel: who can be sent, who is away, and the teams with their hours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from dashboard.components.tidak_cocok import tidak_cocok
from dashboard.pengaturan.jam_regu import jam_regu
from dashboard.pengaturan.ketersediaan import ketersediaan
from dashboard.pengaturan.personel import personel
from services.clashes import clashes
from services.office import Office
from sop.party import Actor, Verb

_AHEAD = 14
_PARTS: dict[str, tuple[Verb, Callable[[Office, Actor], None]]] = {
    "Personel dan kendaraan": (Verb.PERSONEL_LIHAT, personel),
    "Cuti dan tugas tambahan": (Verb.PERSONEL_LIHAT, ketersediaan),
    "Regu dan aturan rencana": (Verb.PENGATURAN_LIHAT, jam_regu),
}
_FIRST = next(iter(_PARTS))


def regu(office: Office, actor: Actor) -> None:
    """Show people, their days and the teams, and what does not fit in the two weeks ahead."""
    today = datetime.now(UTC).astimezone(office.zone).date()
    above = st.container()
    mine = [name for name, (verb, _) in _PARTS.items() if actor.may(verb)]
    chosen = st.pills(
        "Bagian regu",
        mine,
        default=_FIRST,
        key="regu.bagian",
        required=True,
        label_visibility="collapsed",
        wrap=True,
        persist_state="session",
    )
    _PARTS[chosen or _FIRST][1](office, actor)
    with above:
        st.caption(
            "Siapa yang dapat dikirim berpatroli. Rencana, Surat Perintah Tugas, dan lembar rute mengambil "
            "nama dari sini. Personel Polri dan TNI diundang lewat instansinya, tidak diperintah."
        )
        # asked last, so that what was saved in this run counts
        tidak_cocok(clashes(office, actor, today, _AHEAD))
