"""Plan days: every day anew from what the stops lack, hard to foresee, the same again from the same seed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planning.day import Day, Ground, Ways
from planning.departure import Span, allowed, begins, earliest, leaving
from planning.draws import drawn_hours, drawn_prizes
from planning.left_out import infeasible, unkept, unvisited
from planning.need import Need, need
from planning.orienteering import Orienteering, solve, timetable
from planning.plan import Plan, Route
from planning.rules import PlanRules
from planning.shift import Shift
from planning.stop import Stop
from planning.surprise import best_guess, entropy
from sop.period import on_days
from sop.problem import ProblemCode, Refused, problem
from sop.wording import one_sentence

Progress = Callable[[float, int], None]
"""Is told how many days are planned, with the part of the one that is being planned, and of how many."""

MOST_DAYS = 42
"""Days of one plan at most."""

_WHOLE = 1.0
"""Worth of a visit, in visits, from which a departure is moved to its hours."""
_USUAL, _MOST_ROUNDS = 40, 10.0


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What a person decided beforehand.

    Parameters
    ----------
    held
        Code of the team that must visit a stop on a day, by stop and day; a team that goes along with others
        on that day holds it for them all. What a team cannot keep is told as infeasible; where it is off
        duty, the stop is as free as any other.
    barred
        Stop and day on which it is not visited.
    only
        Days on which a stop makes sense at all, such as those of a market; any day for a stop that is not
        named. On each of them it should be visited.
    names
        What people call the teams, by code; of those on duty it is known.
    """

    held: Mapping[tuple[str, date], str]
    barred: frozenset[tuple[str, date]] = frozenset()
    only: Mapping[str, frozenset[date]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def keeps_out(self, stop: str, day: date) -> bool:
        """Say whether a stop is not visited on a day.

        Examples
        --------
        >>> market = Wishes(held={}, only={"TTK-1": frozenset({date(2026, 11, 24)})})
        >>> market.keeps_out("TTK-1", date(2026, 11, 24)), market.keeps_out("TTK-1", date(2026, 11, 25))
        (False, True)
        """
        return (stop, day) in self.barred or (stop in self.only and day not in self.only[stop])


NO_WISHES = Wishes(held={})


def plan_days(
    stops: Sequence[Stop],
    shifts: Sequence[Shift],
    ways: Ways,
    rules: PlanRules,
    *,
    first: date,
    days: int,
    seed: int,
    zone: ZoneInfo,
    delivered: pd.DataFrame,
    wishes: Wishes = NO_WISHES,
    issued: Sequence[Route] = (),
    around: Sequence[Route] = (),
    progress: Progress | None = None,
) -> Plan:
    """Plan patrols day after day: each day goes where most is lacking then.

    Parameters
    ----------
    stops
        Where patrols may stand, and what each should get in a week.
    shifts
        Which teams are on duty when; shifts of other days do not matter.
    ways
        Times and lengths of the ways between points.
    rules
        Rules of planning.
    first, days
        First local day, and how many (1 to 42).
    seed
        Everything that is drawn comes from it: same seed, same plan.
    zone
        Zone of the office.
    delivered
        What stops got before ``first``: ``stop day minutes`` and maybe ``visited``, as `need` takes it.
    wishes
        What a person decided beforehand.
    issued
        Routes of these days that are driven anyway, by teams that have no shift here: what they visit has
        been visited on the days after. Whether anybody else goes there on the same day, ``wishes`` say.
    around
        Routes of the days before the first and after the last, which no route beside them repeats.
    progress
        Is told after every day, and while a day's routes are searched.

    Raises
    ------
    Refused
        ``rencana.hari``, ``rencana.tanpa_titik`` or ``rencana.tanpa_regu``: there is never a silently empty
        plan.
    """
    if not 1 <= days <= MOST_DAYS:
        raise Refused(problem(ProblemCode.RENCANA_HARI, terbanyak=MOST_DAYS, hari=days))
    if not stops:
        raise Refused(problem(ProblemCode.RENCANA_TANPA_TITIK))
    calendar = [first + timedelta(days=n) for n in range(days)]
    on_duty = [one for one in shifts if one.day in set(calendar)]
    if not on_duty:
        raise Refused(problem(ProblemCode.RENCANA_TANPA_REGU, kapan=on_days(first, calendar[-1])))
    ground = Ground.of(stops, on_duty, ways)
    state = need(stops, delivered, rules, day=first)
    before = state
    routes: list[Route] = []
    sums = _Sums()
    others = [*around, *issued]
    for n, day in enumerate(calendar):
        todays = _in_turn([one for one in on_duty if one.day == day], seed)
        part = _part(progress, n, days)
        made = _one_day(ground, todays, state, rules, sums, day=day, seed=seed, zone=zone, wishes=wishes,
                        beside=[*others, *routes], tell=part) if todays else ()  # fmt: skip
        routes += sorted(made, key=lambda one: (one.shift.start, one.shift.team))
        driven = [*(one for one in issued if one.shift.day == day), *made]
        state = state.after(stops, _minutes(ground.stops, driven))
        if progress is not None:
            progress(n + 1, days)
    barred = _barred(ground.stops, on_duty, wishes)
    top = [one.id for one in sorted(stops, key=lambda one: -one.risk)[: rules.top_stops]]
    return Plan(
        first=first,
        days=days,
        seed=seed,
        params_hash=rules.digest,
        routes=tuple(routes),
        unvisited=unvisited(stops, [*issued, *routes], before, first=first, days=days, barred=barred),
        infeasible=(
            *unkept(
                stops, on_duty, routes, wishes.held, wishes.barred, calendar=calendar, names=wishes.names
            ),
            *infeasible(
                ground,
                on_duty,
                [*issued, *routes],
                before,
                first=first,
                days=days,
                barred=barred,
                due=_due(wishes, calendar),
            ),
        ),
        entropy=entropy(routes, top),
        best_guess=best_guess(routes, top),
        risk_share=sums.visited / sums.due if sums.due else 1.0,
        surprise_cost=sums.cost,
    )


@dataclass
class _Sums:
    """Points of the days so far: what was due, what was visited, and what could have been."""

    due: float = 0.0
    visited: float = 0.0
    best: float = 0.0

    @property
    def cost(self) -> float:
        return max(1 - self.visited / self.best, 0.0) if self.best else 0.0


def _one_day(
    ground: Ground,
    shifts: tuple[Shift, ...],
    state: Need,
    rules: PlanRules,
    sums: _Sums,
    *,
    day: date,
    seed: int,
    zone: ZoneInfo,
    wishes: Wishes,
    beside: Sequence[Route],
    tell: Callable[[float], None],
) -> tuple[Route, ...]:
    rng = np.random.default_rng([seed, day.toordinal()])
    prizes = state.prizes(ground.stops)
    held, barred = _wished(ground.stops, shifts, wishes, day)
    spans = allowed(shifts, _with_hours(ground, shifts, prizes, held, barred))
    plain = Day(ground=ground, day=day, shifts=shifts, leave=earliest(shifts, spans), prizes=prizes,
                held=held, barred=barred, zone=zone)  # fmt: skip
    rounds = rounds_for(rules, len(plain.offered))
    best = solve(plain.problem, seed=_small(rng), iterations=rounds,
                 progress=lambda done, of: tell(done / of / 2))  # fmt: skip
    offered = prizes[plain.offered]
    # Hours that are drawn outweigh, all together, no more points than they may cost.
    hours = drawn_hours(ground.stops, len(shifts), rules.top_stops, rng)
    surprising = replace(
        plain,
        leave=leaving(shifts, spans, late_min=rules.late_start_min, rng=rng),
        prizes=drawn_prizes(prizes, rules.noise, rng),
        favoured=hours,
        favour=rules.hours_price * float(offered.sum()) / len(hours),
    )
    orders = solve(surprising.problem, seed=_small(rng), iterations=rounds, routes=best,
                   progress=lambda done, of: tell((1 + done / of) / 2))  # fmt: skip
    sums.due += float(offered.sum())
    sums.visited += float(sum(offered[list(order)].sum() for order in orders))
    sums.best += float(sum(offered[list(order)].sum() for order in best))

    final = replace(surprising, prizes=prizes)
    driven = _driven(beside, shifts, day)
    turned = [_turned(final.problem, n, order, rng) for n, order in enumerate(orders)]
    unlike = [_unlike(final, n, order, driven) for n, order in enumerate(turned)]
    return final.routes(unlike, _reasons(ground.stops, state, rules.memory_days))


def _part(progress: Progress | None, day: int, days: int) -> Callable[[float], None]:
    """Return who is told which part of a day is planned, each once, all of it excepted."""
    told = {0.0, 1.0}

    def tell(part: float) -> None:
        if progress is not None and part not in told:
            told.add(part)
            progress(day + part, days)

    return tell


def rounds_for(rules: PlanRules, stops: int) -> int:
    """Return the rounds of a search: in proportion to the stops beyond the usual forty, ten times at most.

    Examples
    --------
    >>> [rounds_for(PlanRules(rounds=600), n) for n in (12, 40, 100, 2000)]
    [600, 600, 1500, 6000]
    """
    return round(rules.rounds * min(max(stops / _USUAL, 1.0), _MOST_ROUNDS))


def _in_turn(shifts: Sequence[Shift], seed: int) -> tuple[Shift, ...]:
    """Return a day's shifts in a drawn order: where a plan needs few, it is not always the same that go."""
    if not shifts:
        return ()
    order = np.random.default_rng([seed, shifts[0].day.toordinal(), 1]).permutation(len(shifts))
    return tuple(shifts[n] for n in order)


def _wished(
    stops: Sequence[Stop], shifts: Sequence[Shift], wishes: Wishes, day: date
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    # Of a joint patrol, a stop may be held by all its teams or by one of them.
    teams = {code: n for n, one in enumerate(shifts) for code in (one.team, *one.team.split("+"))}
    held = [teams.get(wishes.held.get((one.id, day), ""), -1) for one in stops]
    barred = [wishes.keeps_out(one.id, day) for one in stops]
    return np.array(held, dtype="int64"), np.array(barred, dtype=bool)


def _barred(stops: Sequence[Stop], shifts: Sequence[Shift], wishes: Wishes) -> frozenset[str]:
    """Return the stops that a person barred on every day on which they could be visited."""
    duty = {one.day for one in shifts}
    days = {one.id: duty & wishes.only.get(one.id, duty) for one in stops}
    return frozenset(
        one for one, them in days.items() if them and all((one, day) in wishes.barred for day in them)
    )


def _due(wishes: Wishes, calendar: Sequence[date]) -> dict[str, frozenset[date]]:
    """Return the days of the plan on which a stop makes sense that does not on all, less the barred ones."""
    return {
        stop: frozenset(day for day in calendar if not wishes.keeps_out(stop, day)) for stop in wishes.only
    }


def _with_hours(
    ground: Ground,
    shifts: Sequence[Shift],
    prizes: NDArray[np.float64],
    held: NDArray[np.int64],
    barred: NDArray[np.bool_],
) -> list[Mapping[int, Sequence[Span]]]:
    """Return for which stops a departure is moved, and when which shift would have to leave for them.

    Those that have hours of their own and must be visited today, or whose visit is worth a whole one.
    """
    must = (held >= 0) | np.array([one.required for one in ground.stops], dtype=bool)
    due = [
        n
        for n, one in enumerate(ground.stops)
        if one.windows and not barred[n] and (must[n] or prizes[n] >= _WHOLE)
    ]
    return [
        {
            crew: ground.departures(n, one, begins(ground.stops[n], one))
            for crew, one in enumerate(shifts)
            if held[n] in {-1, crew}
        }
        for n in sorted(due, key=lambda n: (not must[n], -prizes[n]))
    ]


def _turned(
    problem_: Orienteering, crew: int, order: Sequence[int], rng: np.random.Generator
) -> tuple[int, ...]:
    """Return an order or, one time in two, its reverse if that fits too and as many drawn hours are kept."""
    backwards = tuple(order)[::-1]
    turn = rng.random() < 0.5 and _in_hours(problem_, crew, backwards) >= _in_hours(problem_, crew, order)  # noqa: PLR2004 - a coin
    return backwards if turn else tuple(order)


def _in_hours(problem_: Orienteering, crew: int, order: Sequence[int]) -> int:
    """Return how many visits of an order begin in their favoured hours, -1 if it does not fit."""
    times = timetable(problem_, crew, order)
    if times is None:
        return -1
    hours = problem_.favoured
    return sum(
        stop in hours and hours[stop][0] <= arrive <= hours[stop][1]
        for stop, arrive in zip(order, times.arrive_s, strict=True)
    )


def _driven(beside: Sequence[Route], shifts: Sequence[Shift], day: date) -> set[tuple[str, ...]]:
    """Return the ways that nobody should go today: of the days beside it, and each team's last one."""
    one_day = timedelta(days=1)
    earlier = sorted((one for one in beside if one.visits and one.shift.day < day), key=_when)
    last = {one.shift.team: one for one in earlier}
    next_to = [one for one in beside if one.shift.day in {day - one_day, day + one_day}]
    own = [last[one.team] for one in shifts if one.team in last]
    return {tuple(visit.stop.id for visit in one.visits) for one in (*next_to, *own)}


def _when(route: Route) -> datetime:
    return route.start


def _unlike(final: Day, crew: int, order: tuple[int, ...], driven: set[tuple[str, ...]]) -> tuple[int, ...]:
    """Return an order that nobody else drives: backwards, else begun elsewhere, else with two stops swapped.

    The order itself if it is not driven the day before or after, or where nothing else fits.
    """
    swapped = ((*order[:n], order[n + 1], order[n], *order[n + 2 :]) for n in range(len(order) - 1))
    begun_elsewhere = (order[n:] + order[:n] for n in range(1, len(order)))
    for one in (order, order[::-1], *begun_elsewhere, *swapped):
        way = tuple(final.ground.stops[final.offered[n]].id for n in one)
        if way not in driven and timetable(final.problem, crew, one) is not None:
            return one
    return order


def _minutes(stops: Sequence[Stop], routes: Sequence[Route]) -> NDArray[np.float64]:
    got = {visit.stop.id: visit.dwell_min for route in routes for visit in route.visits}
    return np.array([got.get(one.id, 0.0) for one in stops])


def _reasons(stops: Sequence[Stop], state: Need, memory: int) -> dict[int, str]:
    return {
        n: one_sentence(one.reason, _since(int(state.since_days[n]), memory)) for n, one in enumerate(stops)
    }


def _since(days: int, memory: int) -> str:
    """Say how long before the day the visit before was, driven or planned.

    Examples
    --------
    >>> _since(1, 28), _since(5, 28)
    ('kunjungan terakhir sehari sebelumnya', 'kunjungan terakhir 5 hari sebelumnya')
    >>> _since(29, 28)
    'belum dikunjungi 28 hari terakhir'
    """
    if days > memory:
        return f"belum dikunjungi {memory} hari terakhir"
    return f"kunjungan terakhir {'sehari' if days == 1 else f'{days} hari'} sebelumnya"


def _small(rng: np.random.Generator) -> int:
    return int(rng.integers(2**31 - 1))
