"""Departures: moved for what has hours of its own, drawn where nothing has."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest

from planning.days import Wishes
from planning.departure import allowed, begins, leaving
from planning.rules import PlanRules
from planning.stop import Window
from tests.planning.checker import violations
from tests.planning.worlds import MONDAY, ZONE, order, plan, seconds, shifts, stop, team

DAYTIME = shifts(team("a", 8, 20, longest_min=120.0), days=1)
TWO = shifts(team("a", 8, 20, longest_min=120.0), team("b", 8, 20, longest_min=120.0), days=1)


def hours(first, last):
    return (Window(first_min=first * 60, last_min=last * 60),)


def clock(made, name):
    """The hour at which a stop is visited, None if it is not."""
    found = [visit.arrive for route in made.routes for visit in route.visits if visit.stop.id == name]
    return found[0].astimezone(ZONE).hour if found else None


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("must", [{"required": True}, {"most_days": 1}])
def test_a_short_patrol_in_a_long_shift_leaves_so_late_that_it_meets_late_hours(seed, must):
    late = stop("SORE", windows=hours(17, 18), **must)
    made = plan([late, *(stop(f"S{n}", 0.01 * n) for n in range(6))], DAYTIME, seed=seed)
    assert clock(made, "SORE") == 17
    assert violations(made, DAYTIME, seconds) == []
    assert made.infeasible == ()


def test_what_is_not_due_moves_no_departure():
    # it got all of its 24 minutes of debt yesterday, and more
    yesterday = pd.DataFrame({"stop": ["SORE"], "day": [MONDAY - timedelta(days=1)], "minutes": [36.0]})
    made = plan([stop("SORE", windows=hours(17, 18)), stop("S")], DAYTIME, delivered=yesterday)
    assert clock(made, "SORE") is None
    assert made.routes[0].start < made.routes[0].shift.start + timedelta(minutes=60)


def test_of_hours_that_one_patrol_cannot_both_meet_the_required_ones_are_met_and_two_patrols_meet_both():
    stops = [
        stop("PAGI", windows=hours(9, 10), most_days=1, target_min=84.0),
        stop("SORE", windows=hours(17, 18), required=True),
    ]
    alone = plan(stops, DAYTIME)
    assert (clock(alone, "PAGI"), clock(alone, "SORE")) == (None, 17)
    both = plan(stops, TWO)
    assert (clock(both, "PAGI"), clock(both, "SORE")) == (9, 17)


def test_the_team_that_holds_a_stop_is_the_one_that_leaves_for_it():
    late = stop("SORE", windows=hours(17, 18))
    for code in "ab":
        made = plan([late, stop("S")], TWO, wishes=Wishes(held={("SORE", MONDAY): code}))
        (route,) = [one for one in made.routes if "SORE" in order(one)]
        assert route.shift.team == code
        other = next(one for one in made.routes if one is not route)
        assert other.start < other.shift.start + timedelta(minutes=60)


def test_a_stop_takes_the_shift_that_gives_up_least_and_what_cannot_be_met_changes_nothing():
    free = ((0.0, 600.0),)
    assert allowed(TWO, []) == (free, free)
    # the second can meet it at any departure, the first only in its last hundred minutes
    assert allowed(TWO, [{0: [(500.0, 600.0)], 1: [(0.0, 600.0)]}]) == (free, free)
    morning, evening = {0: [(0.0, 60.0)], 1: [(0.0, 60.0)]}, {0: [(500.0, 600.0)], 1: [(500.0, 600.0)]}
    spans = allowed(TWO, [morning, evening, {0: [(300.0, 310.0)], 1: [(300.0, 310.0)]}])
    assert sorted(spans) == [((0.0, 60.0),), ((500.0, 600.0),)]


def test_a_minute_is_drawn_within_the_first_that_are_allowed_and_never_outside():
    rng = np.random.default_rng(1)
    drawn = [leaving(DAYTIME, [[(445.5, 575.0)]], late_min=30.0, rng=rng)[0] for _ in range(200)]
    late = sorted({(one - DAYTIME[0].start).total_seconds() / 60 for one in drawn})
    assert late == [float(n) for n in range(446, 476)]
    exact = leaving(DAYTIME, [[(445.5, 445.5)]], late_min=30.0, rng=rng)[0]
    assert exact - DAYTIME[0].start == timedelta(minutes=445.5)


def test_hours_after_midnight_belong_to_the_shift_of_the_evening_before():
    (night,) = shifts(team("a", 22, 4), days=1)
    # 0.30 to 1.00 with twelve minutes of dwell: 150 to 168 minutes after 22.00
    small_hours = stop("DINI", windows=(Window(first_min=30, last_min=60),))
    assert (150.0, 168.0) in begins(small_hours, night)


def test_drawn_hours_spread_the_visits_and_cost_no_more_than_their_price():
    row = [stop(f"S{n}", 0.004 * n, risk=0.5 - n / 100) for n in range(1, 9)]
    on_duty = shifts(team("a", 19, 0, longest_min=240.0), days=14)
    rules = PlanRules(rounds=60, noise=0.0, late_start_min=0.0)
    with_hours = plan(row, on_duty, days=14, rules=rules)
    without = plan(row, on_duty, days=14, rules=replace(rules, hours_price=0.0))
    assert with_hours.surprise_cost <= 0.01
    assert with_hours.entropy > without.entropy
    assert with_hours.best_guess < without.best_guess
