"""What a plan leaves out: stops that had to wait, and stops that no plan could serve as they should be."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from types import MappingProxyType

import numpy as np

from planning.day import Ground
from planning.departure import begins
from planning.need import Need
from planning.plan import Infeasible, Route, Unvisited
from planning.shift import Shift
from planning.stop import Stop
from sop.wording import listed, number

_BARRED = "Tidak didatangi karena dicoret dari rencana ini."


def unvisited(
    stops: Sequence[Stop],
    routes: Sequence[Route],
    before: Need,
    *,
    first: date,
    days: int,
    barred: frozenset[str] = frozenset(),
) -> tuple[Unvisited, ...]:
    """Return the stops that no route visits, with the reason, the most overdue first.

    Parameters
    ----------
    before
        What the stops lacked on the first morning.
    first, days
        Days of the plan.
    barred
        Identities of the stops that a person kept out of all of it.
    """
    seen = {visit.stop.id for route in routes for visit in route.visits}
    left = [
        (int(before.since_days[n]) + days - 1 - one.most_days, one)
        for n, one in enumerate(stops)
        if one.id not in seen
    ]
    until = first + timedelta(days=days - 1)
    return tuple(
        Unvisited(stop=one, reason=_BARRED if one.id in barred else _why_left(late, until))
        for late, one in sorted(left, key=lambda pair: -pair[0])
    )


def _why_left(late: int, until: date) -> str:
    if late >= 0:
        return "Sudah waktunya, tetapi jam tugas habis untuk titik yang lebih mendesak."
    return f"Belum waktunya sampai {until:%d-%m-%Y}."


def infeasible(
    ground: Ground,
    shifts: Sequence[Shift],
    routes: Sequence[Route],
    before: Need,
    *,
    first: date,
    days: int,
    barred: frozenset[str] = frozenset(),
    due: Mapping[str, frozenset[date]] = MappingProxyType({}),
) -> tuple[Infeasible, ...]:
    """Return the stops that cannot be served as they should, with the shifts that are missing.

    A stop that no shift reaches, alone, will not be helped by more of them. Of the others those are told that
    stay without a visit for longer than they should, once the plan is long enough to see it. Extra shifts add
    up in the order of risk: as many as the last one names serve them all. A shift holds what is left of it
    after the way out and back, and comes to no stop twice, so that they are never fewer than the visits that
    a stop lacks.

    Parameters
    ----------
    ground
        Stops and ways.
    shifts
        Of the days of the plan.
    routes, before, first, days, barred
        As of `unvisited`; what a person kept out is nobody's lack.
    due
        By stop, the days on which it should be visited, where these are not simply so many days apart.
    """
    wanted = [n for n, one in enumerate(ground.stops) if one.id not in barred]
    unmanned = [n for n in wanted if not _shifts_of(ground.stops[n], shifts, due)]
    told = [
        Infeasible(
            stop=ground.stops[n],
            reason=f"{_asked(due[ground.stops[n].id])}; pada hari itu tidak ada regu yang bertugas.",
            extra_shifts=len(due[ground.stops[n].id]),
        )
        for n in unmanned
        if due[ground.stops[n].id]
    ]
    wanted = [n for n in wanted if n not in unmanned]
    own = {n: _shifts_of(ground.stops[n], shifts, due) for n in wanted}
    far = [n for n in wanted if not _reachable(ground, n, own[n])]
    told += [
        Infeasible(stop=ground.stops[n], reason=_why_far(ground, n, own[n]), extra_shifts=0) for n in far
    ]
    longest = max(shifts, key=lambda one: one.patrol_min)
    leg = _usual_leg_min(ground)
    lacking, most, way = 0.0, 0, 0.0
    gaps = _missed(ground.stops, routes, before, first=first, days=days, due=due)
    for n in sorted((n for n in wanted if n in gaps and n not in far), key=lambda n: -ground.stops[n].risk):
        stop = ground.stops[n]
        lacking += gaps[n] * (stop.dwell_min + leg)
        most = max(most, gaps[n])
        way = max(way, sum(ground.way_min(n, longest)))
        # Of k visits, k - 1 have a neighbour's leg before them; one visit at least fits into a shift.
        held = max(longest.patrol_min - way + leg, stop.dwell_min + leg)
        extra = max(math.ceil(lacking / held), most)
        told.append(Infeasible(stop=stop, reason=_why_late(stop, due), extra_shifts=extra))
    return tuple(told)


def _shifts_of(stop: Stop, shifts: Sequence[Shift], due: Mapping[str, frozenset[date]]) -> Sequence[Shift]:
    """Return the shifts of the days on which a stop makes sense."""
    return [one for one in shifts if one.day in due[stop.id]] if stop.id in due else shifts


def _asked(days: Collection[date]) -> str:
    return f"Diminta untuk {listed([f'{day:%d-%m-%Y}' for day in sorted(days)])}"


def unkept(
    stops: Sequence[Stop],
    shifts: Sequence[Shift],
    routes: Sequence[Route],
    held: Mapping[tuple[str, date], str],
    barred: Collection[tuple[str, date]],
    *,
    calendar: Collection[date],
    names: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Infeasible, ...]:
    """Return the stops that a person gave to a team on a day, and that this team does not visit, with why.

    Parameters
    ----------
    shifts
        Of the days of the plan.
    held, barred
        As of `planning.days.Wishes`.
    calendar
        The days of the plan; what was decided for others does not matter.
    names
        What people call teams that are not on duty, by code.
    """
    known = {one.id: one for one in stops}
    names = {**names, **{one.team: one.name for one in shifts}}
    on_duty = {(code, one.day) for one in shifts for code in _teams(one)}
    kept = {
        (visit.stop.id, route.shift.day, code)
        for route in routes
        for visit in route.visits
        for code in _teams(route.shift)
    }
    told = []
    for (stop, day), code in sorted(held.items(), key=lambda item: (item[0][1], item[0][0])):
        if stop not in known or day not in calendar or (stop, day, code) in kept:
            continue
        team = f"Ditetapkan untuk {names.get(code, f'regu {code}')}"
        if (code, day) not in on_duty:
            reason = f"{team}, yang tidak bertugas pada {day:%d-%m-%Y}."
        elif (stop, day) in barred:
            reason = f"{team} pada {day:%d-%m-%Y}, tetapi pada hari itu juga dicoret."
        else:
            reason = f"{team} pada {day:%d-%m-%Y}, tetapi tidak muat dalam jam tugasnya."
        told.append(Infeasible(stop=known[stop], reason=reason, extra_shifts=0))
    return tuple(told)


def _teams(shift: Shift) -> tuple[str, ...]:
    return (shift.team, *shift.team.split("+"))


def _reachable(ground: Ground, n: int, shifts: Sequence[Shift], *, any_hour: bool = False) -> bool:
    """Say whether some shift could go to a stop and nowhere else, in its windows unless at any hour."""
    stop = ground.stops[n]
    if any_hour:
        stop = replace(stop, windows=())
    return any(ground.departures(n, one, begins(stop, one)) for one in shifts)


def _why_far(ground: Ground, n: int, shifts: Sequence[Shift]) -> str:
    if _reachable(ground, n, shifts, any_hour=True):
        return "Jam tugas regu mana pun tidak memuat singgah itu di dalam jam kunjungannya."
    row, d = len(ground.bases) + n, len(ground.bases)
    there = float((ground.seconds[:d, row] + ground.seconds[row, :d]).min()) / 60
    dwell = number(ground.stops[n].dwell_min)
    way = f"Pulang-pergi {number(there)} menit dan singgah {dwell} menit"
    return f"{way} tidak muat dalam jam tugas regu mana pun."


def _why_late(stop: Stop, due: Mapping[str, frozenset[date]]) -> str:
    if stop.id in due:
        return f"{_asked(due[stop.id])}; jam tugas yang ada tidak cukup."
    often = "setiap hari" if stop.most_days == 1 else f"tiap {stop.most_days} hari"
    return f"Seharusnya didatangi {often}; jam tugas yang ada tidak cukup."


def _usual_leg_min(ground: Ground) -> float:
    """Return the usual way to a neighbouring stop: the median over the stops of the third nearest."""
    d = len(ground.bases)
    among = np.sort(ground.seconds[d:, d:], axis=1)
    near = among[:, min(3, among.shape[1] - 1)]
    return float(np.median(near)) / 60


def _missed(
    stops: Sequence[Stop],
    routes: Sequence[Route],
    before: Need,
    *,
    first: date,
    days: int,
    due: Mapping[str, frozenset[date]],
) -> dict[int, int]:
    """Return how many visits are missing, by position of the stop, as far as these days can show it."""
    came: dict[str, list[int]] = {}
    for route in routes:
        for visit in route.visits:
            came.setdefault(visit.stop.id, []).append((route.shift.day - first).days)
    found: dict[int, int] = {}
    for n, one in enumerate(stops):
        if one.id in due:
            wanted = {(day - first).days for day in due[one.id]}
            if lacking := len(wanted - set(came.get(one.id, []))):
                found[n] = lacking
            continue
        if days < one.most_days:
            continue
        # What was late already when the plan began is no fault of its shifts: it counts as just visited.
        since = int(before.since_days[n])
        last = -since if since <= one.most_days else -1
        marks = [last, *sorted(came.get(one.id, [])), days]
        missing = sum(max(b - a - 1, 0) // one.most_days for a, b in pairwise(marks))
        if missing > 0:
            found[n] = missing
    return found
