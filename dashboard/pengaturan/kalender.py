"""The calendar of exposure factors: per month, and per dated event."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.pengaturan.rancangan import Rancangan
from services.setting_fields import Field
from sop.period import SHORT_MONTHS


def bulan(draft: Rancangan, field: Field, current: Any, disabled: bool) -> None:
    """Ask for the factors of each month, a row for a category or a group."""
    st.markdown("Faktor per bulan")
    name, start = draft.mulai_tabel(field.sheet, field.key, current)
    rows = pd.DataFrame(
        [[code, *factors] for code, factors in start.items()], columns=["Kategori", *SHORT_MONTHS]
    ).astype({"Kategori": "str", **dict.fromkeys(SHORT_MONTHS, "float64")})
    edited = st.data_editor(
        rows,
        key=name,
        num_rows="fixed" if disabled else "dynamic",
        disabled=disabled,
        hide_index=True,
        column_config={
            "Kategori": st.column_config.TextColumn(
                help="Kode kategori, awalan kelompok seperti KAR, atau semua", width=90
            ),
            **{
                month: st.column_config.NumberColumn(
                    min_value=0.05, max_value=20.0, step=0.1, default=1.0, width=48
                )
                for month in SHORT_MONTHS
            },
        },
    )
    typed = {
        str(row["Kategori"]).strip(): [_factor(row[month]) for month in SHORT_MONTHS]
        for row in edited.to_dict("records")
        if isinstance(row["Kategori"], str) and row["Kategori"].strip()
    }
    draft.catat(field.sheet, field.key, current, typed)


def peristiwa(draft: Rancangan, field: Field, current: Any, disabled: bool) -> None:
    """Ask for dated events that multiply the exposure of some categories."""
    st.markdown("Hari besar dan peristiwa")
    name, start = draft.mulai_tabel(field.sheet, field.key, current)
    rows = pd.DataFrame(
        {
            "Nama": pd.Series([one["nama"] for one in start], dtype="str"),
            "Mulai": pd.Series([_date(one["mulai"]) for one in start], dtype="object"),
            "Sampai": pd.Series([_date(one["sampai"]) for one in start], dtype="object"),
            "Kategori": pd.Series([", ".join(one["kategori"]) for one in start], dtype="str"),
            "Faktor": pd.Series([one["faktor"] for one in start], dtype="float64"),
        }
    )
    edited = st.data_editor(
        rows,
        key=name,
        num_rows="fixed" if disabled else "dynamic",
        disabled=disabled,
        hide_index=True,
        column_config={
            "Nama": st.column_config.TextColumn(width=150),
            "Mulai": st.column_config.DateColumn(format="DD/MM/YYYY"),
            "Sampai": st.column_config.DateColumn(format="DD/MM/YYYY"),
            "Kategori": st.column_config.TextColumn(
                help="Kode atau awalan kelompok, dipisah koma; kosong berarti semua", width=130
            ),
            "Faktor": st.column_config.NumberColumn(min_value=0.05, max_value=20.0, step=0.1, default=1.0),
        },
    )
    typed = [
        {
            "nama": _said(row["Nama"]),
            "mulai": _day(row["Mulai"]),
            "sampai": _day(row["Sampai"]),
            "kategori": [part.strip() for part in _said(row["Kategori"]).split(",") if part.strip()],
            "faktor": 1.0 if pd.isna(row["Faktor"]) else float(row["Faktor"]),
        }
        for row in edited.to_dict("records")
        if _said(row["Nama"])
    ]
    draft.catat(field.sheet, field.key, current, typed)


def _said(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _day(value: Any) -> str:
    return value.isoformat()[:10] if hasattr(value, "isoformat") and not pd.isna(value) else ""


def _date(said: str) -> date | None:
    """Return a day as its cell holds it; one that is not said yet is none."""
    return date.fromisoformat(said) if said else None


def _factor(said: Any) -> float:
    return 1.0 if pd.isna(said) else float(said)
