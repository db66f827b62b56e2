"""Patrol plans: quality at our size, coverage and surprise over six weeks, and how time grows with stops.

The worlds are made up from a seed: stops in a square of 13 km, risk falling off as in small towns, teams that
patrol for four hours within five.

- ``same``: three teams with the same hours (19.00 to 24.00), the hardest case for surprise;
- ``apart``: three teams with hours of their own (7.00, 14.00 and 19.00);
- ``one``: one team alone, the hardest case for coverage.

In the part ``daily`` the same six weeks are planned one day at a time, as an office does every morning: each
plan has a seed of its own, knows what was driven, and stands beside the plan of the day before.

The peer of the plans is a patrol that goes by score alone: every day the riskiest stops that fit. All times
are CPU seconds of the process.

Run: ``python benchmarks/patrol_week.py [--part PART...] [--seeds 5] [--reference 60] [--json]``; parts are
``week``, ``reference``, ``six_weeks``, ``daily``, ``growth`` and ``large``, all of them by default. It prints
medians and the range over the seeds or, with ``--json``, one JSON document of every run.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from planning.day import Day, Ground
from planning.days import plan_days, rounds_for
from planning.need import need
from planning.orienteering import solve
from planning.plan import Plan, Route
from planning.roster import Roster
from planning.rules import PlanRules
from planning.shift import Shift
from planning.stop import Stop
from planning.surprise import best_guess, entropy
from planning.team import Team
from planning.travel import straight
from sop.patrol import PatrolElement, StopKind

ZONE = ZoneInfo("Asia/Pontianak")
FIRST = date(2026, 11, 23)
SEAT = (115.06, -2.06)
WAYS = partial(straight, kmh=30)
NOTHING = pd.DataFrame({"stop": [], "day": [], "minutes": []})
RULES = PlanRules()
WORLDS = {"same": (19, 19, 19), "apart": (7, 14, 19), "one": (19,)}
"""Hours at which the teams' duty begins."""
DAYS = 42

Row = dict[str, Any]


def main() -> None:
    """Measure and print."""
    parts = {
        "week": _week,
        "reference": _reference,
        "six_weeks": _six_weeks,
        "daily": _daily,
        "growth": _growth,
        "large": _large,
    }
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", nargs="*", choices=list(parts), default=list(parts))
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--reference", type=float, default=60.0, help="CPU seconds of the reference")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    told = {
        part: [row for seed in range(given.seeds) for row in parts[part](seed, given.reference)]
        for part in given.part
    }
    if given.json:
        print(json.dumps(told, indent=1))
        return
    for part, rows in told.items():
        for case in dict.fromkeys(str(row["case"]) for row in rows):
            print(f"{part} · {case}")
            for line in _summary([row for row in rows if row["case"] == case]):
                print(f"  {line}")


def _summary(rows: Sequence[Row]) -> Iterator[str]:
    """Give each figure's median and range over the seeds."""
    for key in rows[0]:
        if key not in {"case", "seed"}:
            values = sorted(float(row[key]) for row in rows)
            middle = statistics.median(values)
            yield f"{key:<28}{middle:>10.4g}   ({values[0]:.4g} to {values[-1]:.4g}, {len(values)} seeds)"


def town(seed: int, n: int = 40) -> tuple[Stop, ...]:
    """Return n stops; the first ten should be visited every third day."""
    rng = np.random.default_rng(seed)
    risk = np.sort(rng.gamma(0.6, 1, n))[::-1]
    risk /= risk.sum()
    least = np.where(np.arange(n) < RULES.top_stops, RULES.top_days, RULES.most_days)
    target = RULES.dwell_min * 7 / least + 400 * risk
    at = np.array([115.0, -2.12]) + rng.uniform(0, 0.12, (n, 2))
    return tuple(
        Stop(
            id=f"S{k}", name=f"S{k}", kode_desa="1", lon=lon, lat=lat, kind=StopKind.RAWAN,
            dwell_min=RULES.dwell_min, target_min=float(min(target[k], RULES.dwell_min * 7)),
            risk=float(risk[k]), most_days=int(least[k]), reason="",
        )
        for k, (lon, lat) in enumerate(at.tolist())
    )  # fmt: skip


def duty(world: str, days: int) -> list[Shift]:
    """Return the shifts of a world's teams."""
    made = [
        Team(code=f"t{n}", name=f"t{n}", elements=(PatrolElement.KECAMATAN,), weekdays=frozenset(range(7)),
             start_min=start * 60, end_min=(start + 5) % 24 * 60, longest_min=240)
        for n, start in enumerate(WORLDS[world])
    ]  # fmt: skip
    return Roster(teams=tuple(made)).shifts(FIRST, days, ZONE, seat=SEAT)


def planned(seed: int, world: str, days: int, rules: PlanRules = RULES) -> Plan:
    """Return a plan of the town."""
    return plan_days(
        town(seed), duty(world, days), WAYS, rules,
        first=FIRST, days=days, seed=seed, zone=ZONE, delivered=NOTHING,
    )  # fmt: skip


def one_day(seed: int, world: str, n: int = 40) -> Day:
    """Return a day on which not everything is late alike, as after some weeks of patrols."""
    stops, shifts = town(seed, n), duty(world, 1)
    prizes = need(stops, NOTHING, RULES, day=FIRST).prizes(stops)
    return Day(
        ground=Ground.of(stops, shifts, WAYS), day=FIRST, shifts=tuple(shifts),
        leave=tuple(one.start for one in shifts),
        prizes=prizes * np.random.default_rng(seed).uniform(0.2, 1, len(stops)),
        held=np.full(len(stops), -1), barred=np.zeros(len(stops), dtype=bool), zone=ZONE,
    )  # fmt: skip


def _week(seed: int, _reference_s: float) -> Iterator[Row]:
    for world in WORLDS:
        begun = time.process_time()
        plan = planned(seed, world, 7)
        used = time.process_time() - begun
        same = plan == planned(seed, world, 7)
        yield {"case": world, "seed": seed, "cpu_seconds": round(used, 2), "visits": _visits(plan.routes),
               "same_again": same}  # fmt: skip


def _reference(seed: int, reference_s: float) -> Iterator[Row]:
    for world in ("same", "one"):
        yield _gap(seed, world, 40, reference_s)


def _large(seed: int, reference_s: float) -> Iterator[Row]:
    for n in (500, 2000):
        yield _gap(seed, "same", n, reference_s)


def _gap(seed: int, world: str, n: int, reference_s: float) -> Row:
    """Return how many % a day's points stay below the best found in the run, and the time they took."""
    day = one_day(seed, world, n)
    begun = time.process_time()
    ours = solve(day.problem, seed=seed, iterations=rounds_for(RULES, n))
    used = time.process_time() - begun
    points = [
        sum(float(day.prizes[list(order)].sum()) for order in orders)
        for orders in (
            ours,
            solve(day.problem, seed=seed, seconds=1.0),
            solve(day.problem, seed=seed + 1000, seconds=reference_s),
        )
    ]
    below = [round(100 * (1 - one / max(points)), 3) for one in points]
    return {
        "case": f"{n} stops, {world}",
        "seed": seed,
        "below_% (our rounds)": below[0],
        "cpu_seconds of our rounds": round(used, 2),
        "below_% (1 s)": below[1],
        "below_% (reference)": below[2],
    }


def _six_weeks(seed: int, _reference_s: float) -> Iterator[Row]:
    for world in WORLDS:
        yield _six_weeks_of(seed, world)


def _six_weeks_of(seed: int, world: str) -> Row:
    plan = planned(seed, world, DAYS)
    plain = planned(seed, world, DAYS, replace(RULES, noise=0.0, late_start_min=0.0, hours_price=0.0))
    stops = town(seed)
    top = [one.id for one in stops[: RULES.top_stops]]
    gaps, alone = _gaps(plan.routes), _by_score(seed, world)
    work = dict.fromkeys((route.shift.team for route in plan.routes), 0.0)
    for route in plan.routes:
        work[route.shift.team] += (route.end - route.start).total_seconds() / 3600
    return {
        "case": world,
        "seed": seed,
        "longest_gap_top": max(gaps.get(one, DAYS) for one in top),
        "longest_gap_others": max(gaps.get(one.id, DAYS) for one in stops[RULES.top_stops :]),
        "stops_told_infeasible": len(plan.infeasible),
        "never_visited": sum(one.id not in gaps for one in stops),
        "never_visited_by_score_alone": len(stops) - len(alone),
        "risk_met_a_day": round(_risk_met(plan.routes), 3),
        "risk_met_by_score_alone": round(sum(stops[n].risk for n in alone), 3),
        "entropy": round(plan.entropy or 0, 3),
        "entropy_without_draws": round(entropy(plain.routes, top) or 0, 3),
        "best_guess": round(plan.best_guess or 0, 3),
        "best_guess_without_draws": round(best_guess(plain.routes, top) or 0, 3),
        "points_lost_%": round(100 * plan.surprise_cost, 2),
        "risk_lost_%": round(100 * (1 - _risk_met(plan.routes) / _risk_met(plain.routes)), 2),
        "routes_repeated_next_day": _repeated(plan.routes),
        "hours_apart": round(max(work.values()) - min(work.values()), 2),
        "hours_a_team": round(statistics.mean(work.values()), 1),
    }


def _daily(seed: int, _reference_s: float) -> Iterator[Row]:
    for world in WORLDS:
        yield _daily_of(seed, world)


def _daily_of(seed: int, world: str) -> Row:
    stops, shifts = town(seed), duty(world, DAYS)
    routes: list[Route] = []
    cost = []
    for n in range(DAYS):
        plan = plan_days(
            stops, shifts, WAYS, RULES,
            first=FIRST + timedelta(days=n), days=1, seed=1000 * seed + n, zone=ZONE,
            delivered=_driven(routes), around=routes,
        )  # fmt: skip
        routes += plan.routes
        cost.append(plan.surprise_cost)
    top = [one.id for one in stops[: RULES.top_stops]]
    gaps = _gaps(routes)
    return {
        "case": world,
        "seed": seed,
        "longest_gap_top": max(gaps.get(one, DAYS) for one in top),
        "longest_gap_others": max(gaps.get(one.id, DAYS) for one in stops[RULES.top_stops :]),
        "never_visited": sum(one.id not in gaps for one in stops),
        "risk_met_a_day": round(_risk_met(routes), 3),
        "entropy": round(entropy(routes, top) or 0, 3),
        "best_guess": round(best_guess(routes, top) or 0, 3),
        "points_lost_%": round(100 * statistics.mean(cost), 2),
        "routes_repeated_next_day": _repeated(routes),
    }


def _driven(routes: Sequence[Route]) -> pd.DataFrame:
    """Return visits as plans take them."""
    rows = [(visit.stop.id, route.shift.day, visit.dwell_min) for route in routes for visit in route.visits]
    return pd.DataFrame(rows, columns=["stop", "day", "minutes"])


def _by_score(seed: int, world: str) -> list[int]:
    """Return the stops that six weeks by score alone visit: each day is the same day."""
    day = one_day(seed, world)
    riskiest = np.array([len(day.prizes) * one.risk for one in day.ground.stops])
    return [
        n
        for order in solve(replace(day, prizes=riskiest).problem, seed=seed, iterations=RULES.rounds)
        for n in order
    ]


def _gaps(routes: Sequence[Route]) -> dict[str, int]:
    """Return the most days from one visit of a stop to the next; the plan's ends count as visits."""
    came: dict[str, set[int]] = {}
    for route in routes:
        for visit in route.visits:
            came.setdefault(visit.stop.id, set()).add((route.shift.day - FIRST).days)
    return {stop: int(np.diff([-1, *sorted(days), DAYS]).max()) for stop, days in came.items()}


def _risk_met(routes: Sequence[Route]) -> float:
    """Return the share of the risk at whose stops somebody is on an average day."""
    return sum(visit.stop.risk for route in routes for visit in route.visits) / DAYS


def _repeated(routes: Sequence[Route]) -> int:
    """Return how many routes somebody drove already the day before."""
    ways = {(route.shift.day, tuple(visit.stop.id for visit in route.visits)) for route in routes}
    return sum((day - timedelta(days=1), way) in ways for day, way in ways if way)


def _growth(seed: int, _reference_s: float) -> Iterator[Row]:
    for n in (40, 125, 500, 2000):
        begun = time.process_time()
        plan_days(town(seed, n), duty("same", 1), WAYS, RULES, first=FIRST, days=1, seed=seed, zone=ZONE,
                  delivered=NOTHING)  # fmt: skip
        yield {"case": f"{n} stops", "seed": seed, "cpu_seconds_a_day": round(time.process_time() - begun, 2)}


def _visits(routes: Sequence[Route]) -> int:
    return sum(len(route.visits) for route in routes)


if __name__ == "__main__":
    main()
