"""The ranked table of desa, linked with the map."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.components.pilihan import select, selected

_ROW_HEIGHT = 38
_COLUMNS = {
    "Urutan": st.column_config.TextColumn(
        width=58, help="Kisaran peringkat: 1–3 berarti mungkin 1, 2, atau 3."
    ),
    "Desa": st.column_config.TextColumn(width=98),
    "Poin": st.column_config.TextColumn(
        width=46, alignment="right", help="Perkiraan poin gangguan dalam tujuh hari ke depan."
    ),
    "Kelas": st.column_config.TextColumn(width=94),
    "Keyakinan": st.column_config.TextColumn(width=76),
}


def tabel(rows: pd.DataFrame, *, key: str) -> None:
    """Show a table, indexed by desa code, in which one row can be selected.

    The selection is the page's: a click on the map marks the row here, and the reverse.
    """
    codes = list(rows.index)
    position = codes.index(selected()) if selected() in codes else None
    wanted = [] if position is None else [position]
    if _marked(key) != wanted:
        st.session_state[key] = {"selection": {"rows": wanted, "columns": [], "cells": []}}

    def chosen() -> None:
        marked = _marked(key)
        select(codes[marked[0]] if marked else None)

    st.dataframe(
        rows,
        key=key,
        hide_index=True,
        on_select=chosen,
        selection_mode="single-row",
        column_config=_COLUMNS,
        row_height=_ROW_HEIGHT,
        height=_ROW_HEIGHT * (min(len(rows), 12) + 1) + 2,
    )


def _marked(key: str) -> list[int]:
    state = st.session_state.get(key)
    return list(state["selection"]["rows"]) if state else []
