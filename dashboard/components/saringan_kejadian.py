"""The filters of the list of incidents, kept while one looks at an incident and comes back."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard.components.periode import periode
from services.incidents import IncidentFilters
from services.locating import desa_names
from services.office import Office
from services.vulnerability import category_groups
from sop.incident import StatusWord

_PAGE, _LAST = "kejadian.halaman", "kejadian.saringan"


def saringan_kejadian(office: Office, today: date) -> IncidentFilters:
    """Ask which incidents are listed; a changed filter begins at the first page again."""
    with st.container(horizontal=True, vertical_alignment="center"):
        words = st.pills(
            "Keadaan",
            [*StatusWord],
            selection_mode="multi",
            format_func=lambda word: word.label,
            key="kejadian.keadaan",
            label_visibility="collapsed",
            wrap=True,
            persist_state="session",
        )
        overdue = st.toggle("Hanya yang terlambat", key="kejadian.terlambat", persist_state="session")
        period = periode(today, key="periode_kejadian", default="Semua")
    with st.container(horizontal=True):
        names, groups = desa_names(office), category_groups(office)
        desa = st.selectbox(
            "Desa",
            list(names),
            index=None,
            format_func=lambda code: names.get(code, code),
            key="kejadian.desa",
            placeholder="Semua desa",
            label_visibility="collapsed",
            width=190,
            persist_state="session",
        )
        group = st.selectbox(
            "Kelompok kategori",
            list(groups),
            index=None,
            key="kejadian.kelompok",
            placeholder="Semua kategori",
            label_visibility="collapsed",
            width=260,
            persist_state="session",
        )
        search = st.text_input(
            "Cari",
            key="kejadian.cari",
            placeholder="Cari nomor atau patokan",
            label_visibility="collapsed",
            width=260,
            persist_state="session",
        )
    chosen = IncidentFilters(
        period=period,
        words=frozenset(words),
        kode_desa=desa,
        categories=groups.get(group) if group else None,
        overdue=overdue,
        search=search or "",
    )
    if st.session_state.get(_LAST) != chosen:
        st.session_state[_LAST], st.session_state[_PAGE] = chosen, 1
    return chosen


def halaman_kejadian() -> int:
    """Return the page of the list that is shown."""
    return int(st.session_state.get(_PAGE, 1))


def balik(page: int) -> None:
    """Turn to a page of the list."""
    st.session_state[_PAGE] = page
