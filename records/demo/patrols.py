"""Synthetic patrols: journals of four to six days a week, and the route each one took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from records.demo.ground import Ground, Spot, distance_m
from sop.patrol import PatrolKind

MARK = "[DATA CONTOH]"
"""Begins every free text of the demo."""

_DETOUR = 1.3
_KMH = 35.0
_LONGEST_TRAVEL_MIN = 60.0
_UNPATROLLED_DAYS = 62
_SATURDAY = 5
_DRY_MONTHS = frozenset({7, 8, 9, 10})
_WET_MONTHS = frozenset({11, 12, 1, 2, 3})
_NEAR_BASE_WEIGHT = 0.5


@dataclass(frozen=True)
class Visit:
    """A stop of a patrol: the place, and minutes spent there."""

    spot: Spot
    minutes: float


@dataclass(frozen=True)
class Patrol:
    """One patrol as it was walked and driven.

    Parameters
    ----------
    number, day
        Its number in the demo, from 1, and the local calendar day.
    kind, joint
        Kind, and whether other agencies came along.
    start, end
        Instants in UTC.
    visits
        Stops in order.
    travel_minutes, km
        Time and length of the ways between them, out from the first place and back.
    crew
        Number of people.
    noted
        Whether the minutes per area were written down.
    late_hours
        Hours from the return until the journal was handed in.
    """

    number: int
    day: date
    kind: PatrolKind
    joint: bool
    start: datetime
    end: datetime
    visits: tuple[Visit, ...]
    travel_minutes: float
    km: float
    crew: int
    noted: bool
    late_hours: float

    @property
    def reference(self) -> str:
        """Its ``id_sumber``, by which other records of the demo refer to it."""
        return f"demo-jrn-{self.number:04d}"

    def minutes_by_area(self, where: Ground) -> dict[str, float | None]:
        """Return minutes per area code; None where the journal does not say."""
        minutes: dict[str, float | None] = {}
        for visit in self.visits:
            code = where.codes[visit.spot.area]
            minutes[code] = round((minutes.get(code) or 0) + visit.minutes, 1) if self.noted else None
        return minutes


def patrols(where: Ground, days: list[date], zone: ZoneInfo, rng: np.random.Generator) -> list[Patrol]:
    """Return the patrols of the given days, in order of time; none in the area left out lately."""
    made: list[Patrol] = []
    weekly: set[date] = set()
    for position, day in enumerate(days):
        if position == 0 or day.weekday() == 0:
            rest = len(days) - position
            span = min(7 - day.weekday(), rest)
            # Four to six of seven days; Saturday nights weigh more, Sundays less.
            weight = np.array(
                [{5: 1.5, 6: 0.4}.get((day.weekday() + i) % 7, 1.0) for i in range(span)], dtype=float
            )
            n = min(int(rng.integers(4, 7)), span)
            chosen = rng.choice(span, n, replace=False, p=weight / weight.sum())
            weekly = {day + timedelta(days=int(i)) for i in chosen}
        if day in weekly:
            lately = (days[-1] - day).days < _UNPATROLLED_DAYS
            made.append(_patrol(len(made) + 1, where, day, zone, lately, rng))
    return made


def _patrol(
    number: int, where: Ground, day: date, zone: ZoneInfo, lately: bool, rng: np.random.Generator
) -> Patrol:
    joint = bool(rng.random() < (0.35 if day.weekday() == _SATURDAY else 0.1))
    visits = _visits(where, lately, rng)
    stops = [where.spots[0], *(visit.spot for visit in visits), where.spots[0]]
    way_m = sum(distance_m((a.lon, a.lat), (b.lon, b.lat)) for a, b in pairwise(stops))
    km = way_m * _DETOUR / 1000
    travel = min(km / _KMH * 60, _LONGEST_TRAVEL_MIN)
    total = timedelta(seconds=round(60 * (travel + sum(visit.minutes for visit in visits))))
    start = (_departure(day, zone, joint, rng)).astimezone(UTC)
    # A patrol that began on the last day is over on the last day.
    start = min(start, datetime(day.year, day.month, day.day, 23, 45, tzinfo=zone).astimezone(UTC) - total)
    return Patrol(
        number=number,
        day=day,
        kind=_kind(day, joint, rng),
        joint=joint,
        start=start,
        end=start + total,
        visits=visits,
        travel_minutes=travel,
        km=round(km, 1),
        crew=int(rng.integers(5, 10) if joint else rng.integers(2, 5)),
        noted=bool(rng.random() > 0.05),  # noqa: PLR2004 - one journal in twenty has no minutes
        late_hours=float(rng.exponential(7.0)),
    )


def _visits(where: Ground, lately: bool, rng: np.random.Generator) -> tuple[Visit, ...]:
    """Choose two to four places; minutes of 10 to 45 each."""
    areas = np.array([spot.area for spot in where.spots])
    weight = _NEAR_BASE_WEIGHT / len(areas) + where.shares[areas]
    if lately:
        weight = np.where(areas == where.unpatrolled, 0.0, weight)
    n = min(int(rng.integers(2, 5)), int((weight > 0).sum()))
    chosen = rng.choice(len(areas), n, replace=False, p=weight / weight.sum())
    minutes = rng.uniform(38, 92) * rng.dirichlet(np.full(n, 6.0))
    return tuple(Visit(where.spots[int(i)], round(float(m), 1)) for i, m in zip(chosen, minutes, strict=True))


def _departure(day: date, zone: ZoneInfo, joint: bool, rng: np.random.Generator) -> datetime:
    hours = (20.5, 21.0, 19.5) if joint or day.weekday() == _SATURDAY else (8.5, 9.0, 15.5, 20.0)
    start = datetime(day.year, day.month, day.day, tzinfo=zone)
    return start + timedelta(
        minutes=round(float(rng.choice(hours)) * 60 + int(rng.integers(-20, 21))),
        seconds=int(rng.integers(60)),
    )


def _kind(day: date, joint: bool, rng: np.random.Generator) -> PatrolKind:
    if joint:
        return PatrolKind.GABUNGAN
    draw = rng.random()
    if day.month in _DRY_MONTHS and draw < 0.2:  # noqa: PLR2004
        return PatrolKind.CEK_HOTSPOT
    if draw > 0.95:  # noqa: PLR2004
        return PatrolKind.INSIDENTIL
    return PatrolKind.PENGAMANAN if draw > 0.92 else PatrolKind.HARIAN  # noqa: PLR2004


def journal(patrol: Patrol, where: Ground, findings: int, rng: np.random.Generator) -> dict[str, Any]:
    """Return the journal of a patrol as one row of ``patrol_logs``.

    Parameters
    ----------
    patrol, where
        The patrol and its ground.
    findings
        Number of incidents that it found.
    rng
        Source of randomness.
    """
    wet = patrol.start.month in _WET_MONTHS
    result = f"{findings} temuan dicatat sebagai kejadian." if findings else "Hasil nihil."
    names = ", ".join(dict.fromkeys(visit.spot.name for visit in patrol.visits))
    return {
        "id_sumber": patrol.reference,
        "jenis": patrol.kind.value,
        "berangkat": patrol.start,
        "kembali": patrol.end,
        "menit_desa": patrol.minutes_by_area(where),
        "personel": patrol.crew,
        "unsur": "Kecamatan, Polsek, Koramil" if patrol.joint else "Kecamatan",
        "nihil": findings == 0,
        "uraian": f"{MARK} Patroli {patrol.kind.label.lower()} di {names}. {result}",
        "cuaca": str(
            rng.choice(["hujan", "mendung", "cerah"], p=[0.4, 0.3, 0.3] if wet else [0.1, 0.2, 0.7])
        ),
        "hambatan": f"{MARK} Jalan licin." if wet and rng.random() < 0.08 else None,  # noqa: PLR2004
        "km": patrol.km,
        "waktu_laporan": patrol.end + timedelta(minutes=round(60 * patrol.late_hours)),
    }
