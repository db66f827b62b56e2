"""The one filter of time: quick periods."""

from __future__ import annotations

from datetime import date

import streamlit as st

from sop.period import QUICK_PERIODS, Period, quick_period


def periode(today: date, *, key: str = "periode", default: str = "Bulan ini") -> Period | None:
    """Return the chosen period up to and including ``today``; None means everything."""
    name = st.segmented_control(
        "Periode",
        QUICK_PERIODS,
        default=default,
        key=key,
        required=True,
        label_visibility="collapsed",
        wrap=True,
        persist_state="session",
    )
    return quick_period(name or default, today)
