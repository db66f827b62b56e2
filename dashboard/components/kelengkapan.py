"""The strip that tells three kinds of zero apart."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from reports.maps.escape import text
from reports.words import STATE
from sop.wording import number

_SIGNS = {
    "ada_kejadian": "background:#0b3954;border:2px solid #0b3954;border-radius:50%",
    "nihil_dilaporkan": "background:#fff;border:2px solid #0b3954;border-radius:50%",
    "tidak_dipatroli": (
        "background:linear-gradient(45deg,transparent 42%,#a8450c 42% 58%,transparent 58%),"
        "linear-gradient(-45deg,transparent 42%,#a8450c 42% 58%,transparent 58%)"
    ),
    "belum_ada_laporan": "border:2px dashed #8c8578;border-radius:50%",
}
_STYLE = """<style>
.lengkap{display:grid;grid-template-columns:repeat(auto-fill,minmax(148px,1fr));gap:8px}
.lengkap .desa{border:1px solid #e2ddd3;border-radius:8px;padding:7px 11px;background:#fff}
.lengkap .desa b{font-size:.9rem}.lengkap .desa div{font-size:.78rem;color:#6b645b;line-height:1.45}
.lengkap .desa .baris{display:flex;align-items:center;gap:6px;color:#2e2a25;font-size:.85rem}
.lengkap i{flex:none;box-sizing:border-box;width:13px;height:13px}
</style>"""


def kelengkapan(rows: pd.DataFrame) -> None:
    """Show per desa what is known of the period, and when it last reported and was patrolled."""
    st.html(f'<div class="lengkap">{_STYLE}{"".join(_desa(row) for row in rows.itertuples())}</div>')


def _desa(row: Any) -> str:
    return (
        f'<div class="desa"><b>{text(row.nama)}</b>'
        f'<div class="baris">{_sign(row.keadaan)}{_words(row)}</div>{_closed(row)}'
        f"<div>Laporan {_day(row.laporan_terakhir)}</div>"
        f"<div>Patroli {_day(row.patroli_terakhir)}</div></div>"
    )


def _words(row: Any) -> str:
    return f"{number(row.n_kejadian)} kejadian" if row.n_kejadian else STATE[row.keadaan].capitalize()


def _closed(row: Any) -> str:
    return f"<div>Tertutup: {text(row.n_tertutup)}</div>" if isinstance(row.n_tertutup, str) else ""


def _sign(state: str) -> str:
    return f'<i aria-hidden="true" style="{_SIGNS[state]}"></i>'


def _day(day: date | None) -> str:
    return "belum ada" if day is None else f"{day:%d/%m/%Y}"
