"""What a plan leaves out: stops that had to wait, and stops that no plan could serve as they should be."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from planning.day import Ground
from planning.need import Need
from planning.plan import Infeasible, Route, Unvisited
from planning.shift import Shift
from planning.stop import Stop
from sop.wording import number

_DAY_S = 24 * 3600
_HOUR_MIN = 60


def unvisited(
    stops: Sequence[Stop], routes: Sequence[Route], before: Need, *, first: date, days: int
) -> tuple[Unvisited, ...]:
    """Return the stops that no route visits, with the reason, the most overdue first.

    Parameters
    ----------
    before
        What the stops lacked on the first morning.
    first, days
        Days of the plan.
    """
    seen = {visit.stop.id for route in routes for visit in route.visits}
    left = [
        (int(before.since_days[n]) + days - 1 - one.most_days, one)
        for n, one in enumerate(stops)
        if one.id not in seen
    ]
    until = first + timedelta(days=days - 1)
    return tuple(
        Unvisited(stop=one, reason=_why_left(late, until))
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
) -> tuple[Infeasible, ...]:
    """Return the stops that cannot be served as they should, with the shifts that are missing.

    A stop that no shift reaches, alone, will not be helped by more of them. Of the others those are told that
    stay without a visit for longer than they should, once the plan is long enough to see it. Extra shifts add
    up in the order of risk: as many as the last one names serve them all.

    Parameters
    ----------
    ground
        Stops and ways.
    shifts
        Of the days of the plan.
    routes, before, first, days
        As of `unvisited`.
    """
    far = [n for n, one in enumerate(ground.stops) if not _reachable(ground, n, one, shifts)]
    told = [Infeasible(stop=ground.stops[n], reason=_why_far(ground, n), extra_shifts=0) for n in far]
    longest = max(one.patrol_min for one in shifts)
    leg = _usual_leg_min(ground)
    lacking = 0.0
    gaps = _missed(ground.stops, routes, before, first=first, days=days)
    for n in sorted((n for n in gaps if n not in far), key=lambda n: -ground.stops[n].risk):
        stop = ground.stops[n]
        lacking += gaps[n] * (stop.dwell_min + leg)
        told.append(Infeasible(stop=stop, reason=_why_late(stop), extra_shifts=math.ceil(lacking / longest)))
    return tuple(told)


def _reachable(ground: Ground, n: int, stop: Stop, shifts: Sequence[Shift]) -> bool:
    """Say whether some shift could go to a stop and nowhere else; its windows are the plan's own matter."""
    row = len(ground.bases) + n
    for one in shifts:
        base = ground.bases.index((one.lon, one.lat))
        way = int(ground.seconds[base, row]) + int(ground.seconds[row, base])
        if way + 60 * stop.dwell_min <= 60 * one.patrol_min:
            return True
    return False


def _why_far(ground: Ground, n: int) -> str:
    row, d = len(ground.bases) + n, len(ground.bases)
    there = float((ground.seconds[:d, row] + ground.seconds[row, :d]).min()) / 60
    dwell = number(ground.stops[n].dwell_min)
    way = f"Pulang-pergi {number(there)} menit dan singgah {dwell} menit"
    return f"{way} tidak muat dalam jam tugas regu mana pun."


def _why_late(stop: Stop) -> str:
    return f"Seharusnya didatangi tiap {stop.most_days} hari; jam tugas yang ada tidak cukup."


def _usual_leg_min(ground: Ground) -> float:
    """Return the usual way to a neighbouring stop: the median over the stops of the third nearest."""
    d = len(ground.bases)
    among = np.sort(ground.seconds[d:, d:], axis=1)
    near = among[:, min(3, among.shape[1] - 1)]
    return float(np.median(near)) / 60


def _missed(
    stops: Sequence[Stop], routes: Sequence[Route], before: Need, *, first: date, days: int
) -> dict[int, int]:
    """Return how many visits are missing, by position of the stop, as far as these days can show it."""
    came: dict[str, list[int]] = {}
    for route in routes:
        for visit in route.visits:
            came.setdefault(visit.stop.id, []).append((route.shift.day - first).days)
    found: dict[int, int] = {}
    for n, one in enumerate(stops):
        if days < one.most_days:
            continue
        # What was late already when the plan began counts from then on only.
        last = -min(int(before.since_days[n]), one.most_days)
        marks = [last, *sorted(came.get(one.id, [])), days]
        missing = sum(max(b - a - 1, 0) // one.most_days for a, b in pairwise(marks))
        if missing > 0:
            found[n] = missing
    return found
