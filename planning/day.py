"""One day's problem: stops, shifts and travel times as the engine knows them, and its routes as people do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from planning.departure import Span, meeting
from planning.orienteering import Crew, Orienteering, timetable
from planning.plan import Route, Visit
from planning.shift import Shift
from planning.stop import Stop
from planning.travel import Travel

_WORTH = 10.0
"""A visit against the engine's seconds: the least that a visit can be worth is more than the way to it, so
that nobody goes home early."""

Ways = Callable[[Sequence[tuple[float, float]]], Travel]
"""Takes lon and lat of points and returns the ways between all of them."""

Part = tuple[int, float, float]
"""Position of a shift, and begin and end of a part of its patrol as shares of its length."""


@dataclass(frozen=True, kw_only=True)
class Ground:
    """Stops and start points with the ways between them: the same for all days of a plan.

    Parameters
    ----------
    stops
        In the order that positions count.
    bases
        Lon and lat of the start points.
    seconds, metres
        Between all points, bases first; shape (bases + stops, bases + stops).
    """

    stops: tuple[Stop, ...]
    bases: tuple[tuple[float, float], ...]
    seconds: NDArray[np.int64]
    metres: NDArray[np.float64]

    @classmethod
    def of(cls, stops: Sequence[Stop], shifts: Sequence[Shift], ways: Ways) -> Ground:
        """Measure the ways between all stops and the start points of the shifts."""
        bases = tuple(dict.fromkeys((one.lon, one.lat) for one in shifts))
        points = [*bases, *((one.lon, one.lat) for one in stops)]
        travel = ways(points)
        return cls(stops=tuple(stops), bases=bases, seconds=travel.seconds, metres=travel.metres)

    def way_min(self, n: int, shift: Shift) -> tuple[float, float]:
        """Return the minutes from the start point of a shift to a stop, by its position, and back."""
        base, row = self.bases.index((shift.lon, shift.lat)), len(self.bases) + n
        return float(self.seconds[base, row]) / 60, float(self.seconds[row, base]) / 60

    def departures(self, n: int, shift: Shift, begins: Sequence[Span]) -> tuple[Span, ...]:
        """Return when a shift may leave that goes to one stop alone, whose visit may begin in some spans."""
        there, back = self.way_min(n, shift)
        return meeting(shift, begins, there=there, back=back, dwell=self.stops[n].dwell_min)


@dataclass(frozen=True, kw_only=True)
class Day:
    """The problem of one day.

    Parameters
    ----------
    ground
        Stops and ways.
    day
        Local calendar day.
    shifts
        Of that day.
    leave
        Instant at which each shift leaves; at or after its start.
    prizes
        Worth of each stop, shape (stops,).
    held
        Position of the shift that must visit a stop, −1 for any, shape (stops,).
    barred
        Which stops are not visited on this day, shape (stops,).
    zone
        Zone of the office.
    favoured
        Hours in which visits of some stops should begin if it costs little: per position of the stop, a
        shift's position and a part of its patrol, both ends as shares of its length.
    favour
        Worth of a visit in its favoured hours beyond its prize.
    """

    ground: Ground
    day: date
    shifts: tuple[Shift, ...]
    leave: tuple[datetime, ...]
    prizes: NDArray[np.float64]
    held: NDArray[np.int64]
    barred: NDArray[np.bool_]
    zone: ZoneInfo
    favoured: Mapping[int, Part] = field(default_factory=dict)
    favour: float = 0.0

    @cached_property
    def offered(self) -> NDArray[np.int64]:
        """Positions of the stops that this day's problem has."""
        return np.flatnonzero(~self.barred)

    @cached_property
    def problem(self) -> Orienteering:
        """The problem as the engine takes it; its stops are those that are offered."""
        stops = [self.ground.stops[n] for n in self.offered]
        d = len(self.ground.bases)
        rows = np.concatenate([np.arange(d), d + self.offered])
        return Orienteering(
            prizes=_WORTH * self.prizes[self.offered],
            service_s=np.array([round(60 * one.dwell_min) for one in stops], dtype="int64"),
            windows=tuple(self._windows(one) for one in stops),
            required=np.array([one.required for one in stops], dtype=bool),
            held=self.held[self.offered],
            crews=tuple(self._crew(one, leave) for one, leave in zip(self.shifts, self.leave, strict=True)),
            travel_s=self.ground.seconds[np.ix_(rows, rows)],
            favoured={
                place: self._span(*self.favoured[int(n)])
                for place, n in enumerate(self.offered)
                if int(n) in self.favoured
            },
            favour=_WORTH * self.favour,
        )

    def _span(self, crew: int, first: float, last: float) -> tuple[int, int]:
        """Return a part of a shift's patrol in seconds."""
        own = self._crew(self.shifts[crew], self.leave[crew])
        length = own.latest_s - own.earliest_s
        return own.earliest_s + round(first * length), own.earliest_s + round(last * length)

    @cached_property
    def _zero(self) -> datetime:
        return min(one.start for one in self.shifts)

    def _crew(self, shift: Shift, leave: datetime) -> Crew:
        base = self.ground.bases.index((shift.lon, shift.lat))
        back = min(leave + timedelta(minutes=shift.patrol_min), shift.end)
        return Crew(start=base, end=base, earliest_s=self._s(leave), latest_s=self._s(back))

    def _windows(self, stop: Stop) -> tuple[tuple[int, int], ...]:
        """Return the windows of this day, and of the next morning for shifts that run past midnight."""
        midnights = (datetime(d.year, d.month, d.day, tzinfo=self.zone) for d in self._dates)
        return tuple(
            (
                self._s(night + timedelta(minutes=one.first_min)),
                self._s(night + timedelta(minutes=one.last_min)),
            )
            for night in midnights
            for one in stop.windows
        )

    @property
    def _dates(self) -> tuple[date, date]:
        return self.day, self.day + timedelta(days=1)

    def _s(self, when: datetime) -> int:
        return round((when - self._zero).total_seconds())

    def routes(self, orders: Sequence[Sequence[int]], reasons: Mapping[int, str]) -> tuple[Route, ...]:
        """Return the routes of some orders of stops.

        Parameters
        ----------
        orders
            Per shift, positions of the offered stops.
        reasons
            Sentence by position of the stop.
        """
        return tuple(self._route(n, order, reasons) for n, order in enumerate(orders))

    def _route(self, crew: int, order: Sequence[int], reasons: Mapping[int, str]) -> Route:
        shift, leave = self.shifts[crew], self.leave[crew]
        if not order:
            return Route(shift=shift, start=leave, end=leave, distance_km=0.0, travel_min=0.0, visits=())
        times = timetable(self.problem, crew, order)
        if times is None:
            raise ValueError(f"{shift.team} {self.day}: the order does not fit")
        base = self.ground.bases.index((shift.lon, shift.lat))
        at = [int(self.offered[n]) for n in order]
        rows = [base, *(len(self.ground.bases) + n for n in at), base]
        visits = tuple(
            Visit(
                stop=self.ground.stops[n],
                arrive=self._at(arrive),
                depart=self._at(depart),
                prize=float(self.prizes[n]),
                reason=reasons[n],
                locked=bool(self.held[n] >= 0),
            )
            for n, arrive, depart in zip(at, times.arrive_s, times.depart_s, strict=True)
        )
        return Route(
            shift=shift,
            start=self._at(times.start_s),
            end=self._at(times.end_s),
            distance_km=float(self.ground.metres[rows[:-1], rows[1:]].sum()) / 1000,
            travel_min=times.travel_s / 60,
            visits=visits,
        )

    def _at(self, seconds: int) -> datetime:
        return (self._zero + timedelta(seconds=seconds)).astimezone(self.zone)
