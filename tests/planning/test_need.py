"""Need: what stops lack, by hand over a few days; and how hard a patrol is to guess."""

from datetime import datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from planning.need import Need, need
from planning.plan import Route, Visit
from planning.rules import PlanRules
from planning.surprise import best_guess, entropy
from tests.planning.worlds import MONDAY, ZONE, shifts, stop, team


def test_a_stop_that_gets_what_it_should_lacks_nothing():
    daily = stop("A", target_min=84.0, most_days=1)
    days = [MONDAY - timedelta(days=n) for n in range(1, 8)]
    told = pd.DataFrame({"stop": "A", "day": days, "minutes": 12.0})
    state = need([daily], told, PlanRules(memory_days=7), day=MONDAY)
    assert state.debt_min.tolist() == pytest.approx([0.0])
    assert state.since_days.tolist() == [1]


def test_debts_grow_by_the_day_and_nobody_owes_more_than_a_week_or_two_visits():
    never = [stop("A", target_min=84.0), stop("B", target_min=7.0)]
    state = need(never, pd.DataFrame({"stop": [], "day": [], "minutes": []}), PlanRules(), day=MONDAY)
    assert state.debt_min.tolist() == pytest.approx([84.0, 24.0])
    assert state.since_days.tolist() == [29, 29]


def test_visits_of_today_and_of_strangers_do_not_count():
    told = pd.DataFrame({"stop": ["A", "Z"], "day": [MONDAY, MONDAY - timedelta(days=1)], "minutes": 12.0})
    empty = told.iloc[:0]
    one = [stop("A")]
    assert (
        need(one, told, PlanRules(), day=MONDAY).debt_min
        == need(one, empty, PlanRules(), day=MONDAY).debt_min
    )


def test_who_only_drives_past_pays_a_little_and_leaves_the_stop_overdue():
    days = [MONDAY - timedelta(days=n) for n in (10, 1, 1)]
    told = pd.DataFrame(
        {"stop": "A", "day": days, "minutes": [12.0, 0.5, 0.5], "visited": [True, False, False]}
    )
    one = [stop("A", target_min=7.0)]
    state = need(one, told, PlanRules(memory_days=10), day=MONDAY)
    # ten days of one minute each are due, 12 minutes were got ten days ago (saved: 11) and one yesterday
    assert state.debt_min.tolist() == pytest.approx([10 - 12 - 1])
    assert state.since_days.tolist() == [10]
    visited = need(one, told.assign(visited=[True, False, True]), PlanRules(memory_days=10), day=MONDAY)
    assert visited.since_days.tolist() == [1]


def test_what_is_late_outweighs_what_is_owed():
    stops = [stop("A", most_days=7, risk=0.0), stop("B", most_days=3, risk=0.0)]
    prizes = Need(np.array([24.0, 6.0]), np.array([2, 3])).prizes(stops)
    # A: 24 of 12 minutes; B: half a visit owed, and 6 visits for being due
    assert prizes.tolist() == pytest.approx([2.0, 6.5])
    # due tomorrow: 2 visits more; six days over an interval of three: 6 × (1 + 2)
    assert Need(np.array([12.0, 0.0]), np.array([6, 9])).prizes(stops).tolist() == pytest.approx([3.0, 18.05])


def test_where_all_is_late_the_riskier_comes_first_at_up_to_twice_the_weight():
    stops = [stop("A", risk=0.2), stop("B", risk=0.05), stop("C", risk=0.0)]
    never = Need(np.zeros(3), np.full(3, 29)).prizes(stops)
    # 29 days are more than three intervals of seven over the first: 6 × (1 + 3), times 2, 1.25 and 1
    assert never.tolist() == pytest.approx([48.05, 30.05, 24.05])
    # risk weighs nothing on what is not due yet
    assert Need(np.zeros(3), np.full(3, 2)).prizes(stops).tolist() == pytest.approx([0.05] * 3)


def route(day, *starts):
    """A route of one shift from 20.00 to 25.00 that visits stop A at some minutes after 20.00."""
    (shift,) = [one for one in shifts(team("a", 20, 1), days=60) if one.day == day]
    visits = tuple(
        Visit(stop=stop("A"), arrive=shift.start + timedelta(minutes=at),
              depart=shift.start + timedelta(minutes=at + 12), prize=1.0, reason="")
        for at in starts
    )  # fmt: skip
    return Route(shift=shift, start=shift.start, end=shift.end, distance_km=1, travel_min=1, visits=visits)


def routes(*starts):
    return [route(MONDAY + timedelta(days=n), at) for n, at in enumerate(starts)]


def test_a_patrol_that_always_comes_at_eight_is_certain():
    always = routes(*[0] * 20)
    assert (entropy(always, ["A"]), best_guess(always, ["A"])) == (0.0, 1.0)


def test_a_patrol_that_comes_in_every_part_alike_cannot_be_guessed():
    even = routes(*[10, 70, 130, 190, 250] * 4)
    # 5 parts of an hour each; the correction for few visits reaches the most there is
    assert (entropy(even, ["A"]), best_guess(even, ["A"])) == (1.0, 0.2)


def test_two_parts_alike_have_the_entropy_of_a_coin_and_its_correction():
    coin = routes(*[10, 250] * 10)
    assert entropy(coin, ["A"]) == pytest.approx((np.log(2) + 1 / 40) / np.log(5))
    assert best_guess(coin, ["A"]) == 0.5


def test_too_few_visits_and_other_stops_say_nothing():
    few = routes(*[0] * 13)
    assert (entropy(few, ["A"]), best_guess(few, ["A"])) == (None, None)
    assert entropy(routes(*[0] * 20), ["B"]) is None


def test_a_visit_after_midnight_belongs_to_the_evening_before():
    late = routes(*[270] * 14)
    assert late[0].visits[0].arrive.astimezone(ZONE) == datetime(2026, 11, 24, 0, 30, tzinfo=ZONE)
    assert entropy(late, ["A"]) == 0.0
