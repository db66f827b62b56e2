"""Minutes planned, told and proven, as bars with their figures beside them."""

from __future__ import annotations

from math import isnan

import numpy as np
import pandas as pd
import streamlit as st

from analysis.sheet_dose import DOSE
from reports.maps.escape import text
from services.delivered_words import told_minutes

_STYLE = """<style>
.dosis{width:100%;border-collapse:collapse;font-size:.93rem}
.dosis th,.dosis td{padding:7px 8px;border-bottom:1px solid #e2ddd3;text-align:left;vertical-align:middle}
.dosis td.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.dosis thead th{font-size:.8rem;color:#5f584f;font-weight:600}.dosis thead th.n{text-align:right}
.dosis tbody th{font-weight:600;overflow-wrap:anywhere;max-width:22rem}
.dosis small{color:#5f584f;display:block}
.dosis .b{width:34%}.dosis .b i{display:block;height:7px;margin:2px 0;border-radius:2px;min-width:2px}
.dosis .b .r{background:#fff;border:1px solid #6b7f88;box-sizing:border-box}
.dosis .b .l{background:repeating-linear-gradient(45deg,#d9a441 0 4px,#f1dca9 4px 7px)}
.dosis .b .t{background:#1f4e5f}
.dosis-kunci{display:flex;flex-wrap:wrap;gap:4px 18px;font-size:.85rem;color:#3c3a36;margin:0 0 6px}
.dosis-kunci i{display:inline-block;width:22px;height:9px;margin-right:6px;border-radius:2px}
.dosis-kunci .r{border:1px solid #6b7f88}.dosis-kunci .t{background:#1f4e5f}
.dosis-kunci .l{background:repeating-linear-gradient(45deg,#d9a441 0 4px,#f1dca9 4px 7px)}
@media(max-width:640px){.dosis .b{display:none}.dosis{font-size:.86rem}.dosis th,.dosis td{padding:7px 4px}}
</style>"""
_KEY = (
    '<div class="dosis-kunci"><span><i class="r"></i>Direncanakan</span>'
    '<span><i class="l"></i>Dilaporkan</span><span><i class="t"></i>Terbukti dari jalur</span></div>'
)
_UNTOLD, _UNPROVEN = "belum dilaporkan", "tanpa jalur"


def dosis(table: pd.DataFrame, heading: str, *, planned: bool = True) -> None:
    """Show minutes by some name: planned, told, proven, and of how many visits each.

    Parameters
    ----------
    table
        As `services.delivered.Delivered.by` returns it.
    heading
        By what the minutes are added up.
    planned
        Whether there is a plan beside which they stand.
    """
    most = float(np.nan_to_num(table[[*DOSE]].to_numpy(dtype="float64")).max(initial=1.0))
    columns = ("Rencana", "Dilaporkan", "Terbukti")[0 if planned else 1 :]
    head = "".join(f'<th scope="col" class="n">{one}</th>' for one in columns)
    rows = "".join(_row(str(name), row, most, planned=planned) for name, row in table.iterrows())
    st.html(
        f'{_KEY if planned else ""}<table class="dosis"><thead><tr><th scope="col">{text(heading)}</th>{head}'
        f'<th scope="col" class="b">Menit</th></tr></thead><tbody>{rows}</tbody></table>{_STYLE}'
    )


def _row(name: str, row: pd.Series, most: float, *, planned: bool) -> str:
    visits = int(row["visits"])
    cells = (
        *([_cell(row["planned"], "", f"{visits} kunjungan")] if planned else []),
        _cell(row["told"], _UNTOLD, _part(row["told_visits"], row["untold"], visits, _UNTOLD)),
        _cell(row["verified"], _UNPROVEN, _part(row["proven_visits"], row["untracked"], visits, _UNPROVEN)),
    )
    bars = "".join(
        f'<i class="{kind}" style="width:{100 * row[column] / most:.1f}%"></i>'
        for kind, column in (("r", "planned"), ("l", "told"), ("t", "verified"))
        if not isnan(row[column])
    )
    drawn = f'<td class="b" aria-hidden="true">{bars}</td>'
    return f'<tr><th scope="row">{text(name)}</th>{"".join(cells)}{drawn}</tr>'


def _cell(minutes: float, missing: str, counted: str) -> str:
    words = told_minutes(minutes, missing)
    if isnan(minutes):
        return f'<td class="n"><small>{text(words)}</small></td>'
    return f'<td class="n">{text(words)}<small>{text(counted)}</small></td>'


def _part(done: float, unknown: float, visits: int, missing: str) -> str:
    """Return how many visits were done of those of which something is known, and of how many nothing is."""
    known = visits - int(unknown)
    words = [f"{int(done)} dari {known} kunjungan"] if known else []
    return ", ".join([*words, f"{int(unknown)} {missing}"] if unknown else words)
