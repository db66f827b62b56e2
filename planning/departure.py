"""Departure: at which minute of its hours a patrol leaves, so that what has hours of its own can be met."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import numpy as np

from planning.shift import Shift
from planning.stop import Stop

Span = tuple[float, float]
"""Minutes after the begin of a shift, both ends included."""

_DAY_MIN = 24 * 60


def allowed(
    shifts: Sequence[Shift], wanted: Sequence[Mapping[int, Sequence[Span]]]
) -> tuple[tuple[Span, ...], ...]:
    """Return when each shift may leave, so that as much of what is wanted as possible can be met.

    Parameters
    ----------
    shifts
        Of one day.
    wanted
        The weightiest first: for each stop that has hours, the spans of departure at which a shift meets
        them, by position of the shift. A stop is met by the shift that has to give up least for it, beside
        what it meets already; one that nobody can meet any more changes nothing.

    Returns
    -------
    tuple
        Per shift one span or more; the whole of its spare minutes where nothing is wanted of it.
    """
    spans: list[tuple[Span, ...]] = [((0.0, one.minutes - one.patrol_min),) for one in shifts]
    for stop in wanted:
        left = {n: both for n, good in stop.items() if (both := _common(spans[n], good))}
        if left:
            n = min(left, key=lambda n: _minutes(spans[n]) - _minutes(left[n]))
            spans[n] = left[n]
    return tuple(spans)


def leaving(
    shifts: Sequence[Shift],
    spans: Sequence[Sequence[Span]],
    *,
    late_min: float,
    rng: np.random.Generator,
) -> tuple[datetime, ...]:
    """Draw the minute at which each shift leaves: within so many minutes of its begin where that is allowed.

    Where it is not, it is drawn from the first minutes that are allowed, as many of them.

    Parameters
    ----------
    spans
        As `allowed` gives them.
    late_min
        Minutes from which it is drawn, 0 or more; no patrol becomes shorter by it.
    """
    found = []
    for shift, own in zip(shifts, spans, strict=True):
        first, last = min(own)
        drawn = math.floor(rng.uniform(first, min(first + late_min, last)))
        found.append(shift.start + timedelta(minutes=max(drawn, min(math.ceil(first), last))))
    return tuple(found)


def earliest(shifts: Sequence[Shift], spans: Sequence[Sequence[Span]]) -> tuple[datetime, ...]:
    """Return the first minute at which each shift may leave."""
    return tuple(
        shift.start + timedelta(minutes=min(own)[0]) for shift, own in zip(shifts, spans, strict=True)
    )


def meeting(
    shift: Shift, begins: Sequence[Span], *, there: float, back: float, dwell: float
) -> tuple[Span, ...]:
    """Return the departures at which a patrol could go to a stop, and nowhere else, within its hours.

    Parameters
    ----------
    begins
        When a visit may begin, in minutes after the shift does; a span that ends before it begins is none.
    there, back, dwell
        Minutes of the way from the base, of the way back and of standing.

    Examples
    --------
    A patrol of two hours between 8 and 20; a visit of 15 minutes may begin from 17.00 to 17.45:

    >>> from datetime import UTC, date, datetime
    >>> shift = Shift(team="a", name="A", day=date(2026, 11, 23), start=datetime(2026, 11, 23, 8, tzinfo=UTC),
    ...     end=datetime(2026, 11, 23, 20, tzinfo=UTC), lon=115, lat=-2, elements=(), longest_min=120)
    >>> meeting(shift, [(540, 585)], there=10, back=10, dwell=15)
    ((445, 575),)
    """
    patrol, spare = shift.patrol_min, shift.minutes - shift.patrol_min
    if there + dwell + back > patrol:
        return ()
    # Of the departure d it is asked that d + there and the begin of the hours leave time for the way back.
    spans = (
        (max(first + dwell + back - patrol, 0), min(last - there, spare))
        for first, last in begins
        if first <= last
    )
    return tuple((first, last) for first, last in spans if first <= last)


def begins(stop: Stop, shift: Shift) -> list[Span]:
    """Return when a visit may begin, as spans of minutes after the shift does, of its day and the next."""
    if not stop.windows:
        return [(0.0, shift.minutes)]
    midnight = datetime(shift.day.year, shift.day.month, shift.day.day, tzinfo=shift.start.tzinfo)
    zero = (shift.start - midnight).total_seconds() / 60
    return [
        (one.first_min + night - zero, one.last_min + night - zero - stop.dwell_min)
        for one in stop.windows
        for night in (0, _DAY_MIN)
    ]


def _common(ones: Sequence[Span], others: Sequence[Span]) -> tuple[Span, ...]:
    spans: list[Span] = [(max(a[0], b[0]), min(a[1], b[1])) for a in ones for b in others]
    return tuple(sorted({one for one in spans if one[0] <= one[1]}))


def _minutes(spans: Sequence[Span]) -> float:
    return sum(last - first for first, last in spans)
