"""Orienteering: which stops to visit in which order, so that the prizes add up to the most.

A team orienteering problem (Chao, Golden and Wasil 1996) with dwell, windows and several start points,
solved by the iterated local search of PyVRP (Wouda, Lan and Kool 2024).
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyvrp
import pyvrp.search
from numpy.typing import NDArray
from pyvrp.exceptions import PenaltyBoundWarning

_POINTS = 10_000
"""Prizes are whole numbers to the engine, and outweigh the seconds that it saves."""
_SETTINGS = pyvrp.SolveParams(
    neighbourhood=pyvrp.search.NeighbourhoodParams(num_neighbours=20),
    perturbation=pyvrp.search.PerturbationParams(max_perturbations=50),
)
"""20 neighbours instead of PyVRP's 50 allow more than twice the iterations; up to 50 perturbations instead of
25 lead out of valleys. What that brings: docs/figures.md. Penalties for being late above PyVRP's
made routes worse."""
_FREE = -1
_TELL_EVERY = 100


@dataclass(frozen=True, kw_only=True)
class Crew:
    """One route to be filled.

    Parameters
    ----------
    start, end
        Rows of the travel matrix from which it leaves and to which it returns.
    earliest_s, latest_s
        Seconds from the problem's zero; the whole route lies between.
    """

    start: int
    end: int
    earliest_s: int
    latest_s: int


@dataclass(frozen=True, kw_only=True)
class Orienteering:
    """A problem: n stops, some crews, d places from which these start.

    Parameters
    ----------
    prizes
        Points for a visit of each stop, 0 or more; shape (n,).
    service_s
        Seconds of dwell; shape (n,).
    windows
        Per stop, spans of seconds from zero; the visit lies whole in one of them. Empty: at any time.
    required
        Stops to visit before all others; shape (n,). What cannot be is left out all the same.
    held
        Crew that must visit a stop, −1 for any; shape (n,). A held stop is required.
    crews
        The routes.
    travel_s
        Seconds between all places, the d start points first; shape (d + n, d + n), may be asymmetric.
    favoured
        Span of seconds in which the visit of a stop had better begin, by position of the stop.
    favour
        Points that such a visit is worth beyond its prize.
    """

    prizes: NDArray[np.float64]
    service_s: NDArray[np.int64]
    windows: tuple[tuple[tuple[int, int], ...], ...]
    required: NDArray[np.bool_]
    held: NDArray[np.int64]
    crews: tuple[Crew, ...]
    travel_s: NDArray[np.int64]
    favoured: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    favour: float = 0.0

    @property
    def n(self) -> int:
        """Number of stops."""
        return len(self.prizes)

    @property
    def d(self) -> int:
        """Number of places from which crews start."""
        return len(self.travel_s) - self.n


@dataclass(frozen=True, kw_only=True)
class Timetable:
    """When a route is where; seconds from the problem's zero.

    Parameters
    ----------
    start_s, end_s
        When it leaves and is back.
    arrive_s, depart_s
        Begin and end of each visit; waiting for a window comes before the arrival.
    travel_s
        Seconds on the way.
    """

    start_s: int
    end_s: int
    arrive_s: tuple[int, ...]
    depart_s: tuple[int, ...]
    travel_s: int


def solve(
    problem: Orienteering,
    *,
    seed: int,
    iterations: int | None = None,
    seconds: float | None = None,
    routes: Sequence[Sequence[int]] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[tuple[int, ...], ...]:
    """Return good routes: per crew, positions of its stops in order. They always fit.

    Parameters
    ----------
    seed, iterations
        The same two give the same routes.
    seconds
        Process CPU time to search; with it the routes depend on the machine. Of both, what ends first counts.
    routes
        From which the search starts, per crew; a route that does not fit is left empty.
    progress
        Told iterations done and in all, every 100; in all is 0 where only time ends the search.

    Raises
    ------
    ValueError
        Without iterations and seconds.
    """
    if iterations is None and seconds is None:
        raise ValueError("give iterations or seconds")
    if not problem.crews or not problem.n:
        return tuple(() for _ in problem.crews)
    model = _Model(problem)
    stop = _Stop(iterations, seconds, progress)
    start = None if routes is None else model.solution(routes)
    with warnings.catch_warnings():
        # Where a required stop does not fit, PyVRP says at length that it struggles; the plan says it itself.
        warnings.simplefilter("ignore", PenaltyBoundWarning)
        found = pyvrp.solve(
            model.data, stop, seed=seed, collect_stats=False, params=_SETTINGS, initial_solution=start
        )
    return tuple(_fitting(problem, n, order) for n, order in enumerate(model.orders(found.best)))


class _Stop:
    """Ends the search after so many iterations or so much CPU time, and tells how far it is."""

    def __init__(
        self, iterations: int | None, seconds: float | None, progress: Callable[[int, int], None] | None
    ) -> None:
        self._iterations, self._progress, self._done = iterations, progress, 0
        self._until = None if seconds is None else time.process_time() + seconds

    def __call__(self, best_cost: int) -> bool:
        """Say whether to stop, whatever the cost; asked once before each iteration."""
        del best_cost
        done, self._done = self._done, self._done + 1
        if self._progress is not None and done % _TELL_EVERY == 0:
            self._progress(done, self._iterations or 0)
        over = self._iterations is not None and done >= self._iterations
        return over or (self._until is not None and time.process_time() >= self._until)


def timetable(
    problem: Orienteering, crew: int, order: Sequence[int], *, leave_s: int | None = None
) -> Timetable | None:
    """Return the earliest times of a route, None if it does not fit.

    It leaves at ``leave_s`` or, without one, as late as it can without arriving later at its first stop.

    Examples
    --------
    >>> line = Orienteering(prizes=np.ones(1), service_s=np.array([600]), windows=(((1000, 2000),),),
    ...     required=np.zeros(1, dtype=bool), held=np.array([-1]),
    ...     crews=(Crew(start=0, end=0, earliest_s=0, latest_s=2000),),
    ...     travel_s=np.array([[0, 300], [300, 0]]))
    >>> told = timetable(line, 0, [0])
    >>> told.start_s, told.arrive_s, told.depart_s, told.end_s
    (700, (1000,), (1600,), 1900)
    """
    own, travelled = problem.crews[crew], 0
    now, here = own.earliest_s if leave_s is None else leave_s, own.start
    if now < own.earliest_s:
        return None
    arrive: list[int] = []
    depart: list[int] = []
    for stop in order:
        if problem.held[stop] not in {_FREE, crew}:
            return None
        leg = int(problem.travel_s[here, problem.d + stop])
        begin = _begin(problem, stop, now + leg)
        if begin is None:
            return None
        arrive.append(begin)
        now = begin + int(problem.service_s[stop])
        depart.append(now)
        here, travelled = problem.d + stop, travelled + leg
    home = int(problem.travel_s[here, own.end])
    if now + home > own.latest_s:
        return None
    first = int(problem.travel_s[own.start, problem.d + order[0]]) if len(order) else 0
    start = leave_s if leave_s is not None else arrive[0] - first if arrive else own.earliest_s
    return Timetable(
        start_s=start,
        end_s=now + home,
        arrive_s=tuple(arrive),
        depart_s=tuple(depart),
        travel_s=travelled + home,
    )


def _begin(problem: Orienteering, stop: int, ready: int) -> int | None:
    """Return when a visit can begin, None if no window is left."""
    if not problem.windows[stop]:
        return ready
    service = int(problem.service_s[stop])
    open_ = [
        max(ready, first) for first, last in problem.windows[stop] if max(ready, first) + service <= last
    ]
    return min(open_, default=None)


def _fitting(problem: Orienteering, crew: int, order: Sequence[int]) -> tuple[int, ...]:
    """Return an order without what does not fit, least prizes first; the engine's mostly fit as they are."""
    left = list(order)
    while left and timetable(problem, crew, left) is None:
        worth = [(bool(problem.required[n]), float(problem.prizes[n]), n) for n in left]
        left.remove(min(worth)[2])
    return tuple(left)


class _Model:
    """The problem in the engine's words: one vehicle type a crew, one client a stop and window.

    A stop with favoured hours has clients for these as well, worth more.
    """

    def __init__(self, problem: Orienteering) -> None:
        self._problem = problem
        self._stop_of: list[int] = []
        clients: list[pyvrp.Client] = []
        groups: list[pyvrp.ClientGroup] = []
        prizes, favour = self._prizes(), round(problem.favour * _POINTS)
        for stop in range(problem.n):
            windows = self._windows(stop)
            better = self._better(stop, windows)
            windows = [*better, *windows]
            group = len(groups) if len(windows) > 1 else None
            if group is not None:
                members = range(len(clients), len(clients) + len(windows))
                groups.append(pyvrp.ClientGroup(list(members), required=False))
            for place, (first, last) in enumerate(windows):
                self._stop_of.append(stop)
                clients.append(
                    pyvrp.Client(
                        location=problem.d + stop,
                        service_duration=int(problem.service_s[stop]),
                        tw_early=first,
                        tw_late=last,
                        prize=int(prizes[stop]) + (favour if place < len(better) else 0),
                        required=False,
                        group=group,
                    )
                )
        # PyVRP's stubs call them ndarray[int], which no array is.
        matrices: list[Any] = [*self._matrices()]
        self.data = pyvrp.ProblemData(
            locations=[pyvrp.Location(0, 0) for _ in range(problem.d + problem.n)],
            clients=clients,
            depots=[pyvrp.Depot(location=row) for row in range(problem.d)],
            vehicle_types=[self._vehicle(n, len(matrices)) for n in range(len(problem.crews))],
            distance_matrices=matrices,
            duration_matrices=matrices,
            groups=groups,
        )

    def _prizes(self) -> NDArray[np.int64]:
        """Return whole prizes; one stop that must be visited outweighs all that need not."""
        prizes = np.rint(self._problem.prizes * _POINTS).astype("int64")
        must = self._problem.required | (self._problem.held != _FREE)
        return np.asarray(prizes + np.where(must, prizes.sum() + 1, 0))

    def _windows(self, stop: int) -> list[tuple[int, int]]:
        """Return spans in which a visit can begin."""
        problem, service = self._problem, int(self._problem.service_s[stop])
        if not problem.windows[stop]:
            return [(0, max(one.latest_s for one in problem.crews))]
        found = [(max(first, 0), last - service) for first, last in problem.windows[stop]]
        return [one for one in found if one[0] <= one[1]]

    def _better(self, stop: int, windows: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return the favoured part of the spans in which a visit can begin."""
        if stop not in self._problem.favoured:
            return []
        first, last = self._problem.favoured[stop]
        return [(max(a, first), min(b, last)) for a, b in windows if max(a, first) <= min(b, last)]

    def _matrices(self) -> list[NDArray[np.int64]]:
        """Return travel times; where stops are held, one for each crew, with those of others too far."""
        problem = self._problem
        if (problem.held == _FREE).all():
            return [problem.travel_s]
        never = 2 * max(one.latest_s for one in problem.crews) + 1
        made = []
        for crew in range(len(problem.crews)):
            own = problem.travel_s.copy()
            others = problem.d + np.flatnonzero((problem.held != _FREE) & (problem.held != crew))
            own[:, others] = own[others, :] = never
            own[others, others] = 0
            made.append(own)
        return made

    def _vehicle(self, crew: int, profiles: int) -> pyvrp.VehicleType:
        one = self._problem.crews[crew]
        return pyvrp.VehicleType(
            start_depot=one.start,
            end_depot=one.end,
            tw_early=one.earliest_s,
            tw_late=one.latest_s,
            unit_distance_cost=0,
            unit_duration_cost=1,
            profile=crew if profiles > 1 else 0,
        )

    def solution(self, routes: Sequence[Sequence[int]]) -> pyvrp.Solution:
        """Return routes as the engine's, each stop in the first of its windows that the route meets."""
        made = []
        for crew, order in enumerate(routes):
            times = timetable(self._problem, crew, order)
            if order and times is not None:
                visits = [
                    pyvrp.Activity(pyvrp.ActivityType.CLIENT, self._client(stop, begin))
                    for stop, begin in zip(order, times.arrive_s, strict=True)
                ]
                made.append(pyvrp.Route(self.data, visits, crew))
        return pyvrp.Solution(self.data, made)

    def _client(self, stop: int, begin: int) -> int:
        clients = self.data.clients()
        of_stop = [n for n, one in enumerate(self._stop_of) if one == stop]
        fitting = [n for n in of_stop if clients[n].tw_early <= begin <= clients[n].tw_late]
        return (fitting or of_stop)[0]

    def orders(self, solution: pyvrp.Solution) -> list[tuple[int, ...]]:
        """Return the stops of each crew, in order."""
        found: list[tuple[int, ...]] = [()] * len(self._problem.crews)
        for route in solution.routes():
            found[route.vehicle_type()] = tuple(self._stop_of[one.idx] for one in route if one.is_client())
        return found
