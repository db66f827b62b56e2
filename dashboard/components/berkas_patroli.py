"""The papers of a patrol to be taken along: made when somebody presses, not on every run of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from functools import partial

import streamlit as st

from services.office import Office
from services.patrol_orders import PatrolOrder
from services.patrol_papers import (
    MEDIA_TYPES,
    ORDER_KINDS,
    PaperKind,
    calendar_file_name,
    day_file_name,
    order_file_name,
    order_paper,
    sheet_file_name,
    sheet_links,
    sheet_message,
    sheet_paper,
    sheets_calendar,
    sheets_paper,
)
from services.patrol_sheets import PatrolSheet, sheet_list
from services.scrubbing import Made
from sop.party import Actor
from sop.patrol import PatrolState
from sop.period import long_date

_LABELS = {
    PaperKind.PDF: "Cetak (PDF)",
    PaperKind.DOCX: "Ubah di Word",
    PaperKind.GPX: "Peta ponsel (GPX)",
    PaperKind.ICS: "Kalender (.ics)",
}
_ICONS = {
    PaperKind.PDF: ":material/print:",
    PaperKind.DOCX: ":material/edit_document:",
    PaperKind.GPX: ":material/route:",
    PaperKind.ICS: ":material/event:",
}
_MARKS = {
    "draf-": "Belum berlaku: berkasnya bertanda DRAF sampai terbit dan SPT-nya bernomor.",
    "batal-": "Sudah dibatalkan: berkasnya bertanda BATAL.",
}


def unduh_lembar(office: Office, actor: Actor, sheet: PatrolSheet, *, at: datetime) -> None:
    """Offer a route sheet: on paper, for phone and calendar, for WhatsApp and for Google Maps."""
    number = sheet.number
    st.markdown("**Cetak dan bagikan**")
    _buttons(
        f"berkas.{number}",
        PaperKind,
        lambda kind: sheet_paper(office, actor, number, kind, at=datetime.now(UTC)),
        lambda kind: sheet_file_name(office, sheet, kind),
    )
    _validity(sheet_file_name(office, sheet, PaperKind.PDF))
    with st.expander("Salin untuk WhatsApp", icon=":material/content_copy:"):
        st.code(sheet_message(office, actor, number, at=at), language=None, wrap_lines=True)
        st.caption("Tanpa nama petugas. Tekan tanda salin di kanan atas, lalu tempel di WhatsApp.")
    links = sheet_links(office, actor, number, at=at)
    if links:
        with st.expander("Buka di Google Maps", icon=":material/map:"):
            with st.container(horizontal=True):
                for part, link in enumerate(links, start=1):
                    name = f"Bagian {part} dari {len(links)}" if len(links) > 1 else "Buka rute"
                    st.link_button(name, link, icon=":material/open_in_new:")
            st.caption("Perlu internet di ponsel. Jalan dipilih Google; titik dan urutannya dari lembar ini.")


def unduh_spt(office: Office, actor: Actor, order: PatrolOrder) -> None:
    """Offer an order on paper."""
    number = order.number
    st.markdown("**Cetak**")
    _buttons(
        f"berkas.{number}",
        ORDER_KINDS,
        lambda kind: order_paper(office, actor, number, kind, at=datetime.now(UTC)),
        lambda kind: order_file_name(office, order, kind),
    )
    _validity(order_file_name(office, order, PaperKind.PDF))


def unduh_hari(office: Office, actor: Actor, day: date, *, at: datetime) -> None:
    """Offer all sheets of a day as one file to print, if there are some."""
    listed = sheet_list(office, actor, day, day, at=at)
    if all(one.state is PatrolState.BATAL for one in listed):
        return
    _button(
        f"berkas.hari.{day}",
        f"Cetak lembar rute {long_date(day)}",
        PaperKind.PDF,
        lambda: sheets_paper(office, actor, day, at=datetime.now(UTC)),
        day_file_name(office, day),
    )


def unduh_kalender(office: Office, actor: Actor, first: date, last: date, *, at: datetime) -> None:
    """Offer the patrols of some days as one calendar, if there are some."""
    if not sheet_list(office, actor, first, last, at=at):
        return
    _button(
        f"berkas.kalender.{first}.{last}",
        "Kalender patroli (.ics)",
        PaperKind.ICS,
        lambda: sheets_calendar(office, actor, first, last, at=datetime.now(UTC)),
        calendar_file_name(office, first, last),
    )


def _buttons(
    key: str,
    kinds: Iterable[PaperKind],
    make: Callable[[PaperKind], Made],
    name: Callable[[PaperKind], str],
) -> None:
    with st.container(horizontal=True):
        for kind in kinds:
            _button(f"{key}.{kind.value}", _LABELS[kind], kind, partial(make, kind), name(kind))


def _button(key: str, label: str, kind: PaperKind, make: Callable[[], Made], name: str) -> None:
    # The gate asks for the login again before Streamlit runs what makes the file.
    st.download_button(
        label,
        lambda: make().content,
        file_name=name,
        mime=MEDIA_TYPES[kind],
        key=key,
        icon=_ICONS[kind],
        on_click="ignore",
    )


def _validity(name: str) -> None:
    """Say whether the paper holds, as its name says."""
    bare = name.removeprefix("contoh-")
    said = next((told for mark, told in _MARKS.items() if bare.startswith(mark)), None)
    if said:
        st.caption(said)
