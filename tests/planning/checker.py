"""What is wrong with a plan, found without the code that made it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from planning.plan import Plan, Route
from planning.shift import Shift

_ROUNDING_S = 1.0
"""A leg may be so much shorter than it should: instants are rounded to seconds."""
Seconds = Callable[[tuple[float, float], tuple[float, float]], float]
"""Travel time in seconds between two places, longitude and latitude."""


def violations(plan: Plan, shifts: Sequence[Shift], travel: Seconds) -> list[str]:
    """Return one sentence for each rule that the plan breaks.

    Parameters
    ----------
    plan
        What to check.
    shifts
        When and from where teams can drive; a route of any other shift is a violation.
    travel
        Seconds between two places.
    """
    found = [fault for route in plan.routes for fault in _of_route(route, shifts, travel)]
    seen = set()
    for route in plan.routes:
        for visit in route.visits:
            key = (route.shift.day, visit.stop.id)
            if key in seen:
                found.append(f"{visit.stop.id} is visited twice on {route.shift.day}")
            seen.add(key)
    ordered = sorted(
        (team, route.start, route.end) for route in plan.routes for team in route.shift.team.split("+")
    )
    for (team, _, end), (other, start, _) in pairwise(ordered):
        if team == other and start < end:
            found.append(f"{team} is on two routes at {start}")
    return found


def _of_route(route: Route, shifts: Sequence[Shift], travel: Seconds) -> list[str]:
    """Return what is wrong within one route."""
    name, shift = f"{route.shift.team} {route.shift.day}", route.shift
    found = []
    if shift not in shifts:
        found.append(f"{name}: there is no such shift")
    if route.start < shift.start:
        found.append(f"{name}: leaves before the shift")
    if route.end > shift.end:
        found.append(f"{name}: is back after the shift")
    if shift.longest_min is not None and route.end - route.start > timedelta(minutes=shift.longest_min):
        found.append(f"{name}: lasts too long")
    here, free = (shift.lon, shift.lat), route.start
    for visit in route.visits:
        stop, there = visit.stop, (visit.stop.lon, visit.stop.lat)
        if (visit.arrive - free).total_seconds() < travel(here, there) - _ROUNDING_S:
            found.append(f"{name}: reaches {stop.id} too soon")
        if (visit.depart - visit.arrive).total_seconds() < stop.dwell_min * 60:
            found.append(f"{name}: stands too short at {stop.id}")
        spans = [(_clock(shift, one.first_min), _clock(shift, one.last_min)) for one in stop.windows]
        if spans and not any(
            first + days <= visit.arrive and visit.depart <= last + days
            for first, last in spans
            for days in (timedelta(0), timedelta(days=1))
        ):
            found.append(f"{name}: visits {stop.id} outside its windows")
        here, free = there, visit.depart
    if (route.end - free).total_seconds() < travel(here, (shift.lon, shift.lat)) - _ROUNDING_S:
        found.append(f"{name}: is back too soon")
    return found


def _clock(shift: Shift, minute: int) -> datetime:
    """Return the instant so many minutes after midnight of the shift's day."""
    midnight = datetime.combine(shift.day, datetime.min.time(), tzinfo=shift.start.tzinfo)
    return midnight + timedelta(minutes=minute)
