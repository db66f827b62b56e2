"""The list of incidents, the most urgent first; a click opens one."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.components.alamat import buka
from dashboard.components.kosong import kosong
from dashboard.components.saringan_kejadian import balik
from services.incidents import IncidentList
from sop.wording import number

_KEY = "kejadian.daftar"
_ROW, _MOST_HEIGHT = 36, 640
_LATE = "color:#a8450c;font-weight:600"
_COLUMNS = {
    "Nomor": st.column_config.TextColumn(width=118),
    "Keadaan": st.column_config.TextColumn(width=84),
    "Status": st.column_config.TextColumn(width=100),
    "Tenggat": st.column_config.TextColumn(width=132, help="Tenggat pekerjaan yang paling mendesak."),
    "Kejadian": st.column_config.TextColumn(width=270),
    "Tingkat": st.column_config.TextColumn(width=70),
    "Desa": st.column_config.TextColumn(width=112),
    "Waktu": st.column_config.TextColumn(width=160),
    "Patokan": st.column_config.TextColumn(width=210),
}


def daftar_kejadian(found: IncidentList) -> None:
    """Show one page of the list, or why there is none."""
    if found.table.empty:
        kosong(
            "Tidak ada kejadian yang cocok dengan saringan ini.",
            "Longgarkan saringannya: pilih periode *Semua* dan kosongkan pencarian.",
        )
        return
    numbers = list(found.table.index)

    def opened() -> None:
        cells = st.session_state[_KEY]["selection"]["cells"]
        if cells:
            buka(numbers[cells[0][0]])

    st.dataframe(
        found.table.style.apply(lambda column: _marks(column, found.late), subset=["Tenggat"]),
        key=_KEY,
        hide_index=True,
        on_select=opened,
        selection_mode="single-cell",
        column_config=_COLUMNS,
        row_height=_ROW,
        height=min(_ROW * (len(numbers) + 1) + 3, _MOST_HEIGHT),
    )
    _pages(found)


def _marks(column: pd.Series, late: pd.Series) -> list[str]:
    return [_LATE if is_late else "" for is_late in late.reindex(column.index)]


def _pages(found: IncidentList) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            f"{number(found.total)} kejadian. Klik barisnya untuk membuka."
            + (f" Halaman {found.page} dari {number(found.pages)}." if found.pages > 1 else "")
        )
        if found.page > 1:
            st.button("Sebelumnya", key="kejadian.mundur", on_click=balik, args=(found.page - 1,))
        if found.page < found.pages:
            st.button("Berikutnya", key="kejadian.maju", on_click=balik, args=(found.page + 1,))
