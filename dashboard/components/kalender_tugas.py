"""The month of the daily duty: patrolled, excused, missed; each day in words too, not by colour alone."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Mapping
from datetime import date

import pandas as pd
import streamlit as st

from analysis.dose import Duty
from reports.maps.escape import text
from sop.period import WEEKDAYS, long_date

_STYLE = """<style>
.tugas{border-collapse:separate;border-spacing:4px;table-layout:fixed;width:100%;max-width:560px}
.tugas th{font-size:.78rem;color:#5f584f;font-weight:600;text-align:center;padding:2px 0}
.tugas td{height:52px;border-radius:6px;text-align:center;vertical-align:middle;font-size:.95rem;padding:2px}
.tugas td b{display:block;font-size:.95rem}.tugas td small{font-size:.68rem;display:block;line-height:1.1}
.tugas .kosong{background:transparent;color:#6b655b}
.tugas .dipatroli{background:#cfe3ea;color:#12343f}
.tugas .beralasan{background:#f4ead0;color:#4a3a10;border:1px dashed #9a7b2c}
.tugas .terlewat{background:#fff;color:#7a1f10;border:2px solid #a8350c}
@media(max-width:560px){.tugas{border-spacing:2px}.tugas td{height:46px}.tugas td small{font-size:.6rem}}
</style>"""
_SHORT = {
    Duty.DIPATROLI: "✓ patroli",
    Duty.BERALASAN: "– alasan",
    Duty.TERLEWAT: "✕ lewat",
}


def kalender_tugas(days: pd.DataFrame, month: date) -> None:
    """Show the days of a month; those that are not over, or not on record, are blank.

    Parameters
    ----------
    days
        As in `analysis.dose.DutyCalendar`.
    month
        Any day of the month.
    """
    head = "".join(f'<th scope="col">{name[:3]}</th>' for name in WEEKDAYS)
    weeks = Calendar().monthdatescalendar(month.year, month.month)
    told = {
        day: (Duty(state), reason)
        for day, state, reason in zip(days.index, days["keadaan"], days["alasan"], strict=True)
    }
    rows = "".join(f"<tr>{''.join(_day(told, day, month) for day in week)}</tr>" for week in weeks)
    st.html(f'<table class="tugas"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{_STYLE}')


def _day(told: Mapping[date, tuple[Duty, str]], day: date, month: date) -> str:
    if day.month != month.month:
        return "<td></td>"
    if day not in told:
        return f'<td class="kosong"><b>{day.day}</b></td>'
    state, reason = told[day]
    said = f"{long_date(day)}: {state.label}" + (f" ({reason})" if reason else "")
    mark = f"<b>{day.day}</b><small>{_SHORT[state]}</small>"
    return f'<td class="{state.value}" title="{text(said)}">{mark}</td>'
