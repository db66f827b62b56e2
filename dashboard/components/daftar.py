"""A list of records in which one is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

_ROW, _MOST = 36, 12
_WIDTHS = {
    "Waktu": st.column_config.TextColumn(width=118),
    "Jenis": st.column_config.TextColumn(width=110),
    "Desa": st.column_config.TextColumn(width=110),
}


def daftar(
    rows: pd.DataFrame,
    *,
    key: str,
    needed: bool = False,
    most: int = _MOST,
    widths: Mapping[str, Any] = _WIDTHS,
) -> str | None:
    """Show rows, indexed by the numbers of records, and return the number of the chosen one.

    The choice is kept by number: it stays where it is when rows come and go, and ends with its row.

    Parameters
    ----------
    needed
        Whether one is always chosen: the first as long as nobody has chosen another.
    most
        Rows that are seen without scrolling.
    widths
        How wide the columns are.
    """
    numbers = list(rows.index)
    chosen = terpilih(key)
    if needed and numbers and chosen not in numbers:
        pilih(key, chosen := numbers[0])
    wanted = [numbers.index(chosen)] if chosen in numbers else []
    if _marked(key) != wanted:
        st.session_state[key] = {"selection": {"rows": wanted, "columns": [], "cells": []}}

    def choose() -> None:
        marked = _marked(key)
        pilih(key, numbers[marked[0]] if marked else None)

    st.dataframe(
        rows,
        key=key,
        hide_index=True,
        on_select=choose,
        selection_mode="single-row",
        row_height=_ROW,
        height=_ROW * (min(len(rows), most) + 1) + 3,
        column_config=dict(widths),
    )
    return chosen if chosen in numbers else None


def pilih(key: str, number: str | None) -> None:
    """Choose a record of a list, or none."""
    st.session_state[_name(key)] = number


def terpilih(key: str) -> str | None:
    """Return the number that was chosen last, also if its row is not in the list now."""
    number: str | None = st.session_state.get(_name(key))
    return number


def _name(key: str) -> str:
    return f"{key}.terpilih"


def _marked(key: str) -> list[int]:
    state = st.session_state.get(key)
    return list(state["selection"]["rows"]) if state else []
