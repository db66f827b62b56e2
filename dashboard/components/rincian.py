"""One desa: its parts in words and numbers, its incidents, its cases."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.components.kosong import kosong
from reports.maps.escape import text
from services.vulnerability import AreaDetail

_STYLE = """<style>
.rinci h4{margin:0 0 4px;font-size:1.25rem;color:#17323d}
.rinci ul{margin:0 0 10px;padding-left:1.1rem;line-height:1.45;font-size:.95rem}
.rinci table{border-collapse:collapse;width:100%;font-size:.88rem;margin-bottom:4px}
.rinci td{border-bottom:1px solid #e2ddd3;padding:4px 6px;vertical-align:top}
.rinci td.angka{text-align:right;font-variant-numeric:tabular-nums;font-weight:600;white-space:nowrap}
.rinci td.arti{color:#6b645b}.rinci tr:last-child td{border-bottom:0;font-weight:600}
.rinci p{margin:4px 0;font-size:.9rem}
</style>"""
_ROW, _MOST_HEIGHT = 36, 330


def rincian(detail: AreaDetail) -> None:
    """Show what is behind the value of a desa."""
    told = "".join(f"<li>{text(sentence)}</li>" for sentence in detail.sentences)
    st.html(
        f'<div class="rinci"><h4>{text(detail.nama)}</h4><ul>{told}</ul>{_parts(detail.parts)}</div>{_STYLE}'
    )
    st.markdown("**Kejadian pada periode ini**")
    if detail.incidents.empty:
        kosong("Tidak ada kejadian untuk ditampilkan.", "Pilih periode yang lebih panjang.")
    else:
        height = min(_ROW * (len(detail.incidents) + 1) + 3, _MOST_HEIGHT)
        st.dataframe(detail.incidents, hide_index=True, row_height=_ROW, height=height)
    if len(detail.cases):
        st.html(f'<div class="rinci"><b>Kasus konflik terbuka</b>{_cases(detail.cases)}</div>')


def _parts(parts: pd.DataFrame) -> str:
    if parts.empty:
        return ""
    rows = "".join(
        f'<tr><td>{text(part)}</td><td class="angka">{text(points)}</td>'
        f'<td class="arti">{text(why)}</td></tr>'
        for part, points, why in parts.itertuples(index=False)
    )
    return f"<table>{rows}</table>"


def _cases(cases: pd.DataFrame) -> str:
    return "".join(
        f"<p>◆ {text(about)}<br><span>{text(level)} · {text(stage)} · {text(number)}</span></p>"
        for number, about, level, stage in cases.itertuples(index=False)
    )
