"""The checker finds each kind of fault, and none in a sound plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from planning.plan import Plan, Route, Visit
from planning.shift import Shift
from planning.stop import Stop, Window
from sop.patrol import PatrolElement, StopKind
from tests.planning.checker import violations

EIGHT = datetime(2026, 3, 2, 8, tzinfo=UTC)
SHIFT = Shift(
    team="A",
    name="Regu A",
    day=date(2026, 3, 2),
    start=EIGHT,
    end=EIGHT + timedelta(hours=1),
    lon=115.0,
    lat=-2.0,
    elements=(PatrolElement.KECAMATAN,),
)
SHORT = replace(SHIFT, longest_min=40.0)
MARKET = Stop(
    id="TMP-1",
    name="Pasar",
    kode_desa="62.13.02.1001",
    lon=115.1,
    lat=-2.0,
    kind=StopKind.RAWAN,
    dwell_min=15,
    target_min=45,
    risk=0.1,
    most_days=3,
    reason="Titik rawan.",
    windows=(Window(first_min=490, last_min=510),),
)


def ten_minutes(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return 600 s between any two places."""
    return 0 if a == b else 600


def route(arrive: int = 10, depart: int = 25, start: int = 0, end: int = 35, shift: Shift = SHIFT) -> Route:
    """Return a route to the market; minutes after eight."""
    at = [EIGHT + timedelta(minutes=m) for m in (start, end, arrive, depart)]
    visit = Visit(stop=MARKET, arrive=at[2], depart=at[3], prize=1.0, reason="Titik rawan.")
    return Route(shift=shift, start=at[0], end=at[1], distance_km=1, travel_min=20, visits=(visit,))


def plan(*routes: Route) -> Plan:
    """Return a plan of one day."""
    return Plan(
        first=SHIFT.day,
        days=1,
        seed=1,
        params_hash="",
        routes=routes,
        unvisited=(),
        infeasible=(),
        entropy=None,
        best_guess=None,
        risk_share=1.0,
        surprise_cost=0.0,
    )


def test_a_sound_plan_has_no_violations() -> None:
    assert violations(plan(route()), [SHIFT], ten_minutes) == []


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        (route(start=-1), "A 2026-03-02: leaves before the shift"),
        (route(end=61), "A 2026-03-02: is back after the shift"),
        (route(arrive=11, depart=25), "A 2026-03-02: stands too short at TMP-1"),
        (route(start=1), "A 2026-03-02: reaches TMP-1 too soon"),
        (route(end=34), "A 2026-03-02: is back too soon"),
        (route(arrive=16, depart=31, end=41), "A 2026-03-02: visits TMP-1 outside its windows"),
        (route(end=45, shift=SHORT), "A 2026-03-02: lasts too long"),
        (route(shift=replace(SHIFT, team="B")), "B 2026-03-02: there is no such shift"),
    ],
)
def test_each_fault_of_a_route_is_told_alone(bad: Route, fault: str) -> None:
    assert violations(plan(bad), [SHIFT, SHORT], ten_minutes) == [fault]


def test_a_stop_twice_on_a_day_and_a_team_on_two_routes_are_told() -> None:
    """The joint team A+B drives while A is on its own route."""
    joint = replace(SHIFT, team="A+B")
    assert violations(plan(route(), route(shift=joint)), [SHIFT, joint], ten_minutes) == [
        "TMP-1 is visited twice on 2026-03-02",
        "A is on two routes at 2026-03-02 08:00:00+00:00",
    ]
