"""The strip that tells three kinds of zero apart."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from reports.maps.escape import text
from reports.words import STATE
from sop.period import long_date
from sop.wording import number

_SIGNS = {
    "ada_kejadian": '<circle cx="8" cy="8" r="6" fill="#0b3954"/>',
    "nihil_dilaporkan": '<circle cx="8" cy="8" r="5.2" fill="#fff" stroke="#0b3954" stroke-width="1.8"/>',
    "tidak_dipatroli": '<path d="M3.5 3.5l9 9M12.5 3.5l-9 9" stroke="#a8450c" stroke-width="2.2"/>',
    "belum_ada_laporan": (
        '<circle cx="8" cy="8" r="5.2" fill="none" stroke="#8c8578" stroke-width="1.6" '
        'stroke-dasharray="2.4 2.4"/>'
    ),
}
_STYLE = """<style>
.lengkap{display:flex;flex-wrap:wrap;gap:8px}
.lengkap .desa{border:1px solid #e2ddd3;border-radius:8px;padding:7px 11px;background:#fff;
min-width:168px;flex:1}
.lengkap .desa b{font-size:.9rem}.lengkap .desa div{font-size:.8rem;color:#6b645b;line-height:1.4}
.lengkap .baris{display:flex;align-items:center;gap:6px;color:#2e2a25!important}
</style>"""


def kelengkapan(rows: pd.DataFrame) -> None:
    """Show per desa what is known of the period, and when it last reported and was patrolled."""
    st.html(f'<div class="lengkap">{_STYLE}{"".join(_desa(row) for row in rows.itertuples())}</div>')


def _desa(row: Any) -> str:
    return (
        f'<div class="desa"><b>{text(row.nama)}</b>'
        f'<div class="baris">{_sign(row.keadaan)}{_words(row)}</div>'
        f"<div>Laporan terakhir: {_day(row.laporan_terakhir)}</div>"
        f"<div>Patroli terakhir: {_day(row.patroli_terakhir)}</div></div>"
    )


def _words(row: Any) -> str:
    told = f"{number(row.n_kejadian)} kejadian" if row.n_kejadian else STATE[row.keadaan].capitalize()
    return f"{told} (+ {text(row.n_tertutup)} tertutup)" if isinstance(row.n_tertutup, str) else told


def _sign(state: str) -> str:
    return f'<svg width="16" height="16" aria-hidden="true">{_SIGNS[state]}</svg>'


def _day(day: date | None) -> str:
    return "belum ada" if day is None else long_date(day)
