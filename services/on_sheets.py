"""What route sheets settle already: teams that have one, and stops that somebody goes to under one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from planning.edits import Edit
from planning.plan import Route
from planning.shift import Shift
from services.driven import doses
from services.kept_plans import newest_plans
from services.office import Office
from services.patrol_content import route_of
from sop.dictionary import PATROL_SHEETS
from sop.patrol import PatrolState

_CLOSED = frozenset({PatrolState.SELESAI, PatrolState.TERVERIFIKASI})
_SETTLED = _CLOSED | {
    PatrolState.DIAJUKAN,
    PatrolState.DISETUJUI,
    PatrolState.TERBIT,
    PatrolState.BERJALAN,
}


def routes_on_sheets(office: Office, first: date, days: int) -> tuple[Route, ...]:
    """Return to a service the routes of some days that are on a sheet, waiting, to be driven or driven.

    Of a patrol that is over only the stops at which somebody was, as far as log or track say so: where nobody
    came, somebody else may still go.
    """
    calendar = {(first + timedelta(days=n)).isoformat() for n in range(days)}
    rows = office.frame(PATROL_SHEETS).sort_index()
    rows = rows.loc[rows["tanggal"].isin(calendar) & rows["status"].isin([one.value for one in _SETTLED])]
    if not len(rows):
        return ()
    dose = doses(office)
    came = dose.loc[dose["proven_visit"].fillna(dose["told_visit"]) > 0]
    been = set(zip(came["lembar"], came["titik"], strict=True))
    found = []
    for number, row in zip(rows.index, rows.to_dict("records"), strict=True):
        route = route_of(row["isi"]["rute"], office.zone)
        if PatrolState(row["status"]) in _CLOSED:
            visits = tuple(one for one in route.visits if (number, one.stop.id) in been)
            route = replace(route, visits=visits)
        found.append(route)
    return tuple(found)


def standing_routes(office: Office, day: date) -> list[Route]:
    """Return to a service what stands for a day: routes on sheets, and the plan's of teams without one."""
    on_sheets = routes_on_sheets(office, day, 1)
    planned = [
        route
        for kept in newest_plans(office, [day]).values()
        for route in kept.plan.routes
        if route.shift.day == day
    ]
    free = {id(one) for one in without_sheet([route.shift for route in planned], on_sheets)}
    return [*on_sheets, *(route for route in planned if id(route.shift) in free)]


def untouched(routes: Iterable[Route], edits: Sequence[Edit]) -> list[Route]:
    """Return the routes on sheets of which no edit changes a stop or gives their team one on that day.

    What a person changes of a team's day is planned anew: its sheet is to be replaced.
    """
    return [
        route
        for route in routes
        if not any(
            one.stop is not None
            and one.day == route.shift.day
            and (
                one.team in route.shift.team.split("+")
                or (not one.team and any(visit.stop.id == one.stop.id for visit in route.visits))
            )
            for one in edits
        )
    ]


def unmet(edits: Sequence[Edit], routes: Sequence[Route]) -> list[Edit]:
    """Return the edits without those that give a team a stop which its sheet of the day has already."""
    on_sheets = {
        (code, route.shift.day, visit.stop.id)
        for route in routes
        for code in route.shift.team.split("+")
        for visit in route.visits
    }
    return [one for one in edits if one.stop is None or (one.team, one.day, one.stop.id) not in on_sheets]


def without_sheet(shifts: Iterable[Shift], routes: Iterable[Route]) -> list[Shift]:
    """Return the shifts of the teams that have no sheet on the day, alone or with others."""
    gone = {(code, one.shift.day) for one in routes for code in one.shift.team.split("+")}
    return [one for one in shifts if not any((code, one.day) in gone for code in one.team.split("+"))]
