"""The way from one page to a record on another, without losing what was typed on the way."""

from __future__ import annotations

import streamlit as st

from dashboard.components.teks import polos
from dashboard.menu import LAPOR, MENU, Page, start_of
from dashboard.session import current_actor
from sop.dictionary import CONFLICT_CASES, DECISIONS, INCIDENTS, PATROL_LOGS, PATROL_ORDERS, PATROL_SHEETS

_PAGES = {
    INCIDENTS.name: "kejadian",
    CONFLICT_CASES.name: "konflik",
    DECISIONS.name: "situasi",
    PATROL_LOGS.name: "jurnal-patroli",
    PATROL_ORDERS.name: "surat-tugas",
    PATROL_SHEETS.name: "surat-tugas",
}
_PARAMETER = "nomor"


def tautan(frame: str, number: str, label: str) -> None:
    """Link to a record; a plain word where no page shows records of its kind.

    Parameters
    ----------
    frame
        Name of the frame.
    label
        Words of the link, escaped for Markdown.
    """
    page = _page(frame)
    if page is None:
        st.markdown(label)
        return
    st.page_link(_entry(page), label=label, query_params={_PARAMETER: number})


def ke_halaman(page: Page, label: str) -> None:
    """Link to a page of the menu."""
    st.page_link(_entry(page), label=label)


def temuan(log: str) -> None:
    """Link to the report of what was found on a patrol.

    Parameters
    ----------
    log
        Number of the patrol log.
    """
    st.page_link(
        _entry(LAPOR),
        label=f"Catat temuan pada {polos(log)}",
        icon=LAPOR.icon,
        query_params={"jurnal": log},
    )


def _page(frame: str) -> Page | None:
    return next((page for page in MENU if page.url_path == _PAGES.get(frame)), None)


def _entry(page: Page) -> st.Page:
    """Return the page as Streamlit knows it: by its address alone."""
    return st.Page(
        lambda: None, title=page.title, url_path=page.url_path, default=page is start_of(current_actor())
    )
