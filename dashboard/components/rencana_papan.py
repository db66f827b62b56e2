"""The board: who goes when, a row for each team and a column for each day; a month as a calendar."""

from __future__ import annotations

import calendar
from datetime import date

import streamlit as st

from reports.maps.escape import text
from services.plan_board import Board, BoardRoute, DayBoard
from sop.period import SHORT_MONTHS, WEEKDAYS
from sop.wording import number

_STYLE = """<style>
.papan-wadah{overflow-x:auto;border:1px solid #ddd7cb;border-radius:8px;background:#fff}
table.papan{border-collapse:collapse;width:100%;min-width:760px;font-size:.86rem;margin:0}
.papan th,.papan td{border:1px solid #e8e3d9;padding:.4rem .5rem;vertical-align:top;text-align:left}
.papan thead th{background:#f3f1ec;font-weight:650;white-space:nowrap}
.papan tbody th{font-weight:650;background:#faf8f4;min-width:8.5rem}
.papan .kini{background:#e6eef1}
.papan td b{display:block;font-variant-numeric:tabular-nums}
.papan td span,.bulan span{display:block;color:#5f584f;font-size:.8rem;line-height:1.35}
.papan .sah,.bulan .sah{border-left:4px solid #0b3954}
.papan .draf,.bulan .draf{border-left:4px dashed #a59d90}
.papan em,.bulan em{font-style:normal;font-size:.76rem;font-weight:600;color:#17323d}
.bulan{display:grid;grid-template-columns:repeat(7,minmax(0,1fr));gap:4px;font-size:.82rem}
.bulan div{border:1px solid #e2ddd3;border-radius:6px;min-height:74px;padding:4px 6px;background:#fff;
overflow-wrap:anywhere}
.bulan div.luar{background:#f6f4ef;color:#a59d90}.bulan div.kini{outline:2px solid #0b3954}
.bulan p{font-size:.82rem;margin:2px 0 0;padding-left:5px;line-height:1.3}
.bulan strong{font-size:.8rem;font-weight:650;color:#5f584f;text-align:center}
@media (max-width:560px){.bulan div{min-height:0}.bulan .luar,.bulan strong{display:none}
.bulan .sepi,.papan .sepi{display:none}
table.papan{min-width:0}
.bulan{grid-template-columns:1fr}.bulan div::before{content:attr(data-hari) " ";font-weight:650}}
</style>"""


def papan_minggu(board: Board, *, today: date) -> None:
    """Show a week: a row for each team, a column for each day."""
    head = "".join(
        f'<th scope="col" class="{_kinds(one, today)}">'
        f"{WEEKDAYS[one.day.weekday()][:3]} {one.day.day} {SHORT_MONTHS[one.day.month - 1]}</th>"
        for one in board.days
    )
    rows = "".join(
        f'<tr><th scope="row">{text(name)}</th>' + "".join(_field(one, team) for one in board.days) + "</tr>"
        for team, name in board.teams.items()
    )
    st.html(
        f'<div class="papan-wadah" tabindex="0" role="region" aria-label="Papan minggu">'
        f'<table class="papan"><thead><tr><th scope="col">Regu</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>{_STYLE}"
    )


def papan_bulan(board: Board, month: date, *, today: date) -> None:
    """Show whole weeks around a month as a calendar."""
    head = "".join(f"<strong>{name[:3]}</strong>" for name in WEEKDAYS)
    cells = "".join(_day(one, month, today) for one in board.days)
    st.html(f'<div class="bulan" role="list">{head}{cells}</div>{_STYLE}')


def rentang_bulan(month: date) -> tuple[date, int]:
    """Return the Monday from which a month's calendar begins, and of how many days it is.

    Examples
    --------
    >>> rentang_bulan(date(2026, 11, 1))
    (datetime.date(2026, 10, 26), 42)
    """
    weeks = calendar.Calendar().monthdatescalendar(month.year, month.month)
    return weeks[0][0], 7 * len(weeks)


def _of(day: DayBoard, team: str) -> BoardRoute | None:
    return next((one for one in day.routes if one.team == team), None)


def _field(day: DayBoard, team: str) -> str:
    one = _of(day, team)
    mark = "sepi" if not day.routes else "" if one is None else _mark(one)
    return f'<td class="{mark}">{_cell(one)}</td>'


def _mark(one: BoardRoute) -> str:
    return "draf" if one.sheet is None else "sah"


def _kinds(one: DayBoard, today: date) -> str:
    return " ".join(["kini"] * (one.day == today) + ["sepi"] * (not one.routes))


def _cell(one: BoardRoute | None) -> str:
    if one is None:
        return '<span aria-label="tidak bertugas">–</span>'
    if not one.route.visits:
        return "<span>tanpa titik</span>"
    km = number(one.route.distance_km)
    return (
        f"<b>{one.hours}</b><span>{len(one.route.visits)} titik · {km} km</span>"
        f"<span>{text(', '.join(one.desa))}</span><em>{text(one.state)}</em>"
    )


def _day(one: DayBoard, month: date, today: date) -> str:
    kinds = f"{'luar ' if one.day.month != month.month else ''}{_kinds(one, today)}"
    routes = "".join(
        f'<p class="{_mark(route)}">{text(route.route.shift.name)}<span>{route.hours} · '
        f"{len(route.route.visits)} titik</span><em>{text(route.state)}</em></p>"
        for route in one.driven
    )
    return (
        f'<div role="listitem" class="{kinds}" data-hari="{WEEKDAYS[one.day.weekday()]}">'
        f"{one.day.day}{routes}</div>"
    )
