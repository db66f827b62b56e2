"""One's own reports, each with where it stands in one word."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from reports.maps.escape import text
from services.field_reports import OwnReport
from sop.incident import StatusWord
from sop.wording import number

_COLOURS = {
    StatusWord.MENUNGGU: "background:#fbf0da;color:#5b3b00",
    StatusWord.DIPROSES: "background:#dfeaf0;color:#0b3954",
    StatusWord.SELESAI: "background:#e4efe2;color:#1f4d1a",
}
_STYLE = """<style>
ul.laporan-saya{list-style:none;margin:0;padding:0}
ul.laporan-saya li{margin:0;border-bottom:1px solid #e2ddd3;padding:9px 0;
display:flex;gap:10px;align-items:baseline}
.laporan-saya div{flex:1;min-width:0;overflow-wrap:anywhere}
.laporan-saya b{display:block;font-size:.98rem}.laporan-saya span{font-size:.85rem;color:#5f584f}
.laporan-saya i{font-style:normal;font-size:.82rem;font-weight:600;border-radius:8px;padding:1px 9px}
</style>"""


def laporan_saya(reports: Sequence[OwnReport]) -> None:
    """Show the reports, the latest first."""
    st.html(f'<ul class="laporan-saya">{"".join(map(_one, reports))}</ul>{_STYLE}')


def _one(report: OwnReport) -> str:
    photos = f" · {number(report.photos)} foto" if report.photos else ""
    return (
        f"<li><div><b>{text(report.what)}</b><span>{text(report.number)} · {text(report.when)} · "
        f"{text(report.where)}{photos}</span></div>"
        f'<i style="{_COLOURS[report.status]}">{text(report.status.label)}</i></li>'
    )
