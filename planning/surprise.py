"""Surprise: how hard it is to guess when a patrol comes by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from planning.plan import Route

FEWEST = 14
"""Visits under which nothing is said."""

_SLOTS = 5
_HOUR_MIN = 60.0
_DAY_MIN = 24 * 60.0


def entropy(routes: Sequence[Route], stops: Sequence[str]) -> float | None:
    """Return how evenly the visits of a stop spread over five parts of the hours of duty, 0 to 1.

    Entropy of the parts in which its visits begin, with the correction of Miller and Madow for few visits,
    divided by ln 5; the mean over the stops, weighed by visits. The hours of duty run from the earliest to
    the latest hour of the day at which any of the routes' shifts begins or ends.

    Parameters
    ----------
    routes
        Of several days.
    stops
        Identities of the stops that count.

    Returns
    -------
    float or None
        None under 14 visits of these stops.
    """
    times = _times(routes, stops)
    if sum(map(len, times)) < FEWEST:
        return None
    first, last = _duty(routes)
    told, weights = [], []
    for minutes in times:
        part = np.clip((minutes - first) / (last - first) * _SLOTS, 0, _SLOTS - 1).astype("int64")
        counts = np.bincount(part, minlength=_SLOTS)
        share = counts[counts > 0] / counts.sum()
        plain = -float((share * np.log(share)).sum())
        told.append(min(plain + (len(share) - 1) / (2 * counts.sum()), np.log(_SLOTS)))
        weights.append(len(minutes))
    return float(np.average(told, weights=weights) / np.log(_SLOTS))


def best_guess(routes: Sequence[Route], stops: Sequence[str]) -> float | None:
    """Return the share of a stop's visits that begin in its most visited 60 minutes of the day, 0 to 1.

    The mean over the stops, weighed by visits; None under 14 visits.
    """
    times = _times(routes, stops)
    if sum(map(len, times)) < FEWEST:
        return None
    best = [
        max(int(((minutes >= one) & (minutes < one + _HOUR_MIN)).sum()) for one in minutes)
        for minutes in times
    ]
    return sum(best) / sum(map(len, times))


def _times(routes: Sequence[Route], stops: Sequence[str]) -> list[NDArray[np.float64]]:
    """Return the minutes after midnight of its shift's day at which the visits of each stop begin."""
    found: dict[str, list[float]] = {stop: [] for stop in stops}
    for route in routes:
        for visit in route.visits:
            if visit.stop.id in found:
                found[visit.stop.id].append(_minute(visit.arrive, route))
    return [np.array(minutes) for minutes in found.values() if minutes]


def _duty(routes: Sequence[Route]) -> tuple[float, float]:
    return (
        min(_minute(route.shift.start, route) for route in routes),
        max(_minute(route.shift.end, route) for route in routes),
    )


def _minute(when: datetime, route: Route) -> float:
    local = when.astimezone(route.shift.start.tzinfo)
    days = (local.date() - route.shift.day).days
    return days * _DAY_MIN + local.hour * 60 + local.minute + local.second / 60
