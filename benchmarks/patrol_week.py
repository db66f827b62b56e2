"""Patrol plans: quality at our size, coverage and surprise over six weeks, and how time grows with stops.

The world is made up from a seed: stops in a square of 13 km, risk falling off as in small towns, three teams
of four hours in the same evening hours (19.00-24.00, leaving at a drawn minute), which is the hardest case
for surprise.

Run: ``python benchmarks/patrol_week.py [--seeds 3] [--reference 60]``; prints one JSON document. The peer of
the plans is a patrol that goes by score alone: every day the riskiest stops that fit.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from planning.day import Day, Ground
from planning.days import plan_days
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


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--reference", type=float, default=60.0, help="CPU seconds of the reference")
    given = parser.parse_args()
    print(
        json.dumps(
            {
                "week": [_week(seed) for seed in range(given.seeds)],
                "reference": [_against(seed, given.reference) for seed in range(given.seeds)],
                "six_weeks": [_six_weeks(seed) for seed in range(given.seeds)],
                "growth": [_growth(n) for n in (40, 500, 2000)],
            },
            indent=1,
        )
    )


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


def evenings(days: int, *, teams: str = "abc") -> list[Shift]:
    """Return the shifts of some teams with the same hours."""
    made = [
        Team(code=code, name=code, elements=(PatrolElement.KECAMATAN,), weekdays=frozenset(range(7)),
             start_min=19 * 60, end_min=0, longest_min=240)
        for code in teams
    ]  # fmt: skip
    return Roster(teams=tuple(made)).shifts(FIRST, days, ZONE, seat=SEAT)


def planned(seed: int, days: int, rules: PlanRules = RULES) -> Plan:
    """Return a plan of the town."""
    return plan_days(
        town(seed),
        evenings(days),
        WAYS,
        rules,
        first=FIRST,
        days=days,
        seed=seed,
        zone=ZONE,
        delivered=NOTHING,
    )


def _week(seed: int) -> dict[str, Any]:
    begun = time.process_time()
    plan = planned(seed, 7)
    return {"cpu_seconds": round(time.process_time() - begun, 2), "visits": _visits(plan.routes)}


def _against(seed: int, seconds: float) -> dict[str, float]:
    """Return the points of one day after 1 CPU second as a share of those after many."""
    stops, shifts = town(seed), evenings(1)
    ground = Ground.of(stops, shifts, WAYS)
    prizes = need(stops, NOTHING, RULES, day=FIRST).prizes(stops)
    # A morning on which not everything is late alike, as after some weeks of patrols.
    prizes = prizes * np.random.default_rng(seed).uniform(0.2, 1, len(stops))
    day = Day(
        ground=ground, day=FIRST, shifts=tuple(shifts), leave=tuple(one.start for one in shifts),
        prizes=prizes,
        held=np.full(len(stops), -1), barred=np.zeros(len(stops), dtype=bool), zone=ZONE,
    )  # fmt: skip
    found = {limit: solve(day.problem, seed=seed, seconds=limit) for limit in (1.0, seconds)}
    points = {
        limit: sum(float(prizes[list(order)].sum()) for order in orders) for limit, orders in found.items()
    }
    return {"share_after_1_s": round(points[1.0] / points[seconds], 5)}


def _six_weeks(seed: int) -> dict[str, Any]:
    plan = planned(seed, 42)
    plain = planned(seed, 42, replace(RULES, noise=0.0, late_start_min=0.0))
    top = [one.id for one in town(seed)[: RULES.top_stops]]
    gaps = _gaps(plan.routes)
    by_score = _by_score(seed)
    work = dict.fromkeys("abc", 0.0)
    for route in plan.routes:
        work[route.shift.team] += (route.end - route.start).total_seconds() / 3600
    return {
        "longest_gap_top": max(gaps.get(one, 42) for one in top),
        "longest_gap_others": max(gaps.get(one.id, 42) for one in town(seed)[RULES.top_stops :]),
        "never_visited": sum(one.id not in gaps for one in town(seed)),
        "never_visited_by_score_alone": by_score,
        "entropy": round(plan.entropy or 0, 3),
        "entropy_without_draws": round(entropy(plain.routes, top) or 0, 3),
        "best_guess": round(plan.best_guess or 0, 3),
        "best_guess_without_draws": round(best_guess(plain.routes, top) or 0, 3),
        "surprise_cost": round(plan.surprise_cost, 4),
        "risk_share": round(plan.risk_share, 3),
        "hours_apart": round(max(work.values()) - min(work.values()), 2),
    }


def _by_score(seed: int) -> int:
    """Return how many stops six weeks by score alone never visit: each day is the same day."""
    stops, shifts = town(seed), evenings(1)
    day = Day(
        ground=Ground.of(stops, shifts, WAYS), day=FIRST, shifts=tuple(shifts),
        leave=tuple(one.start for one in shifts), prizes=len(stops) * np.array([one.risk for one in stops]),
        held=np.full(len(stops), -1), barred=np.zeros(len(stops), dtype=bool), zone=ZONE,
    )  # fmt: skip
    return len(stops) - sum(map(len, solve(day.problem, seed=seed, iterations=RULES.rounds)))


def _gaps(routes: Sequence[Route]) -> dict[str, int]:
    """Return the longest time in days between two visits of each stop, once it was visited first."""
    came: dict[str, list[int]] = {}
    for route in routes:
        for visit in route.visits:
            came.setdefault(visit.stop.id, []).append((route.shift.day - FIRST).days)
    return {stop: int(np.diff(np.unique([*days, 41])).max(initial=0)) for stop, days in came.items()}


def _growth(n: int) -> dict[str, Any]:
    stops, shifts = town(0, n), evenings(1)
    times = []
    for seed in range(3):
        begun = time.process_time()
        plan_days(stops, shifts, WAYS, RULES, first=FIRST, days=1, seed=seed, zone=ZONE, delivered=NOTHING)
        times.append(time.process_time() - begun)
    return {"stops": n, "cpu_seconds_a_day": round(statistics.median(times), 2)}


def _visits(routes: Sequence[Route]) -> int:
    return sum(len(route.visits) for route in routes)


if __name__ == "__main__":
    main()
