"""What happened in the demo, and when: counts, categories, areas, cases and findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from records.demo.cases import Case
from records.demo.ground import Ground
from records.demo.patrols import Patrol
from records.demo.patterns import intensity
from sop.category import Category, Visibility

MEAN_PER_MONTH = 14.0
"""Incidents a month in an average month of the demo."""
FEWEST, MOST = 5, 30
"""Limits of a full month."""
SATELLITE = "KAR-02"
"""Category that only satellites report."""

_MONTH_SHAPE = 12.0
_AREA_SHAPE = 6.0
_FINDING_SHARE = 0.22


@dataclass(frozen=True)
class Event:
    """One incident before it is written down.

    Parameters
    ----------
    code, area
        Category, and position of its area.
    day
        Local calendar day.
    case, patrol
        Conflict case that it belongs to; patrol that found it.
    """

    code: str
    area: int
    day: date
    case: Case | None = None
    patrol: Patrol | None = None


def events(
    where: Ground,
    days: Sequence[date],
    categories: Mapping[str, Category],
    cases: Sequence[Case],
    patrols: Sequence[Patrol],
    rng: np.random.Generator,
) -> list[Event]:
    """Draw what happened, in order of day.

    Counts of a month are Poisson with a gamma-distributed mean (over-dispersed), kept within 5 and 30
    (in proportion in a month that is cut off); areas deviate from their share by another gamma draw.
    """
    rate = intensity(days, categories)
    rate *= MEAN_PER_MONTH * 12 / 365.25 * len(days) / rate.sum()
    codes = list(categories)
    months = np.array([day.year * 12 + day.month for day in days])
    drawn: list[Event] = []
    for month in np.unique(months):
        (rows,) = np.nonzero(months == month)
        block = rate[rows]
        whole = len(rows) / _days_in_month(days[rows[0]])
        mean = block.sum() * rng.gamma(_MONTH_SHAPE, 1 / _MONTH_SHAPE)
        n = int(np.clip(rng.poisson(mean), round(FEWEST * whole), int(MOST * whole)))
        cells = rng.choice(block.size, n, p=block.ravel() / block.sum())
        shares = where.shares * rng.gamma(_AREA_SHAPE, 1 / _AREA_SHAPE, len(where.shares))
        chosen = rng.choice(len(shares), n, p=shares / shares.sum())
        for cell, area in zip(cells, chosen, strict=True):
            row, column = divmod(int(cell), block.shape[1])
            drawn.append(Event(codes[column], int(area), days[int(rows[row])]))
    drawn.sort(key=lambda event: event.day)
    return _found_by(_linked(drawn, cases, rng), categories, patrols, rng)


def _days_in_month(day: date) -> int:
    first = day.replace(day=1)
    return ((first + timedelta(days=32)).replace(day=1) - first).days


def _linked(drawn: list[Event], cases: Sequence[Case], rng: np.random.Generator) -> list[Event]:
    """Turn two to four incidents in the life of each case into incidents of that case."""
    made = list(drawn)
    for case in cases:
        last = case.closed or date.max
        free = [i for i, e in enumerate(made) if e.case is None and case.identified <= e.day <= last]
        for i in rng.permutation(free)[: int(rng.integers(2, 5))]:
            area = case.areas[int(rng.integers(len(case.areas)))]
            made[int(i)] = replace(made[int(i)], code=case.story.code, area=area, case=case)
    return made


def _found_by(
    drawn: list[Event],
    categories: Mapping[str, Category],
    patrols: Sequence[Patrol],
    rng: np.random.Generator,
) -> list[Event]:
    """Let patrols find a share of the visible incidents in areas that they visited that day or the next."""
    visits: dict[tuple[date, int], Patrol] = {}
    for patrol in patrols:
        for visit in patrol.visits:
            visits[patrol.day, visit.spot.area] = patrol
    made: list[Event] = []
    for event in drawn:
        hidden = categories[event.code].visibility is Visibility.RAHASIA or event.code == SATELLITE
        found = None
        if not hidden and event.case is None and rng.random() < _FINDING_SHARE:
            tries = (visits.get((event.day + timedelta(days=ahead), event.area)) for ahead in (0, 1, 2))
            # A patrol finds what happens in the same month: counts of months stay as drawn.
            found = next((p for p in tries if p and p.day.month == event.day.month), None)
        made.append(replace(event, patrol=found, day=found.day) if found else event)
    return made
