"""Plans of days: they keep every rule, go where most is lacking, and never pretend."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest

from planning.days import MOST_DAYS, Wishes
from planning.rules import PlanRules
from planning.stop import Window
from planning.team import Joint
from sop.problem import ProblemCode, Refused
from tests.planning.checker import violations
from tests.planning.worlds import MONDAY, QUICK, ZONE, order, plan, seconds, shifts, stop, team

ROW = tuple(stop(f"S{n}", 0.01 * (n % 6), lat=-2.0 + 0.01 * (n // 6)) for n in range(24))


@pytest.mark.parametrize("seed", range(4))
def test_a_week_of_three_teams_breaks_no_rule(seed):
    on_duty = shifts(
        team("a"), team("b", 22, 2, longest_min=180.0), team("c", 8, 11),
        joints=(Joint(teams=("a", "b"), weekdays=frozenset({5})),),
    )  # fmt: skip
    market = stop("PASAR", 0.02, windows=(Window(first_min=9 * 60, last_min=10 * 60),), required=True)
    made = plan([market, *ROW], on_duty, days=7, seed=seed)
    assert violations(made, on_duty, seconds) == []
    assert {route.shift.team for route in made.routes} == {"a", "b", "c", "a+b"}
    visits = [visit for route in made.routes for visit in route.visits if visit.stop is market]
    assert {visit.arrive.astimezone(ZONE).hour for visit in visits} == {9}


def test_the_same_seed_gives_the_same_plan_and_another_seed_another():
    on_duty = shifts(team("a", longest_min=120.0))
    one, again, other = (plan(ROW, on_duty, days=3, seed=seed) for seed in (7, 7, 8))
    assert one == again
    assert [order(route) for route in one.routes] != [order(route) for route in other.routes]


def test_every_day_goes_where_the_days_before_did_not():
    on_duty = shifts(team("a", 20, 21))
    made = plan([stop(f"S{n}", 0.01) for n in range(8)], on_duty, days=2)
    monday, tuesday = (set(order(route)) for route in made.routes)
    assert monday
    assert not monday & tuesday


def test_what_a_track_has_proven_can_wait():
    stops, on_duty = [stop("LAMA"), stop("BARU")], shifts(team("a", 20, 21, longest_min=20.0))
    proven = pd.DataFrame({"stop": ["BARU"], "day": [MONDAY - timedelta(days=1)], "minutes": [12.0]})
    made = plan(stops, on_duty, delivered=proven, rules=PlanRules(rounds=60, noise=0.0))
    assert order(made.routes[0]) == ["LAMA"]
    assert made.routes[0].visits[0].reason == "Alasan LAMA; belum dikunjungi 28 hari terakhir."
    assert [one.stop.id for one in made.unvisited] == ["BARU"]
    assert made.unvisited[0].reason == "Belum waktunya sampai 23-11-2026."


def test_what_a_person_holds_stays_and_what_he_bars_goes():
    on_duty = shifts(team("a"), team("b"))
    wishes = Wishes(held={("S1", MONDAY): "b", ("S2", MONDAY): "a"}, barred=frozenset({("S3", MONDAY)}))
    made = plan(ROW[:8], on_duty, wishes=wishes)
    by_team = {route.shift.team: order(route) for route in made.routes}
    assert "S1" in by_team["b"]
    assert "S2" in by_team["a"]
    assert not any("S3" in ids for ids in by_team.values())
    locked = {visit.stop.id for route in made.routes for visit in route.visits if visit.locked}
    assert locked == {"S1", "S2"}


def test_a_patrol_leaves_at_a_drawn_minute_and_is_no_shorter_for_it():
    on_duty = shifts(team("a", 20, 23, longest_min=120.0))
    made = plan(ROW, on_duty, days=7)
    late = {(route.start - route.shift.start).total_seconds() / 60 for route in made.routes}
    assert len(late) > 3
    assert max(late) < 60
    assert all(route.end - route.start <= timedelta(minutes=120) for route in made.routes)
    fixed = plan(ROW, shifts(team("a")), days=7)
    assert {route.start - route.shift.start for route in fixed.routes} == {timedelta(0)}


def test_a_stop_that_no_shift_reaches_and_shifts_that_lack_are_named():
    # 3 hours at 30 km/h: 100 km with its bends is 3,3 hours one way
    far = stop("JAUH", 0.9, risk=0.9)
    made = plan([far, *(stop(f"S{n}") for n in range(3))], shifts(team("a", 20, 23)), days=7)
    assert [(one.stop.id, one.extra_shifts) for one in made.infeasible] == [("JAUH", 0)]
    assert "tidak muat dalam jam tugas regu mana pun" in made.infeasible[0].reason
    # one shift of 20 minutes a week and three stops of 12: two are missed, which two more hours would serve
    short = shifts(team("a", 20, 21, weekdays=frozenset({0}), longest_min=20.0))
    poor = plan([stop(f"S{n}") for n in range(3)], short, days=7)
    assert sorted(one.extra_shifts for one in poor.infeasible) == [1, 2]


def test_a_stop_whose_hours_no_shift_meets_is_named_and_no_further_shift_promised():
    early = stop("PASAR", windows=(Window(first_min=8 * 60, last_min=9 * 60),), most_days=1, required=True)
    brief = stop("SEBENTAR", windows=(Window(first_min=20 * 60 + 30, last_min=20 * 60 + 40),), most_days=1)
    made = plan([early, brief], shifts(team("a")), days=2)
    assert [(one.stop.id, one.extra_shifts) for one in made.infeasible] == [("PASAR", 0), ("SEBENTAR", 0)]
    assert made.infeasible[0].reason == (
        "Jam tugas regu mana pun tidak memuat singgah itu di dalam jam kunjungannya."
    )
    assert {one.stop.id for one in made.unvisited} == {"PASAR", "SEBENTAR"}


def test_a_window_after_midnight_is_met_by_the_shift_of_the_evening_before():
    small_hours = stop("DINI", windows=(Window(first_min=0, last_min=60),), most_days=1)
    made = plan([small_hours], shifts(team("a", 22, 2), days=1))
    assert made.infeasible == ()
    assert made.routes[0].visits[0].arrive.astimezone(ZONE).date() == MONDAY + timedelta(days=1)


def test_hours_over_midnight_are_one_span_of_the_night_on_which_they_begin():
    # a market from 22.00 to 2.00; a shift from 23.35 to 0.20 stands 35 minutes there, across midnight
    night = stop(
        "MALAM", windows=(Window(first_min=22 * 60, last_min=26 * 60),), dwell_min=35.0, required=True
    )
    (evening,) = shifts(team("a", 23, 1), days=1)
    evening = replace(
        evening, start=evening.start + timedelta(minutes=35), end=evening.end - timedelta(minutes=40)
    )
    (visit,) = plan([night], [evening]).routes[0].visits
    arrive, depart = visit.arrive.astimezone(ZONE), visit.depart.astimezone(ZONE)
    assert (arrive.date(), depart.date()) == (MONDAY, MONDAY + timedelta(days=1))
    # who is on duty in the small hours of Monday alone is there in Sunday's market, not in Monday's
    early = plan([night], shifts(team("a", 0, 2), days=1))
    assert [one.stop.id for one in early.infeasible] == ["MALAM"]


@pytest.mark.parametrize(("first", "last"), [(60, 60), (120, 60), (60, 1501), (1500, 2881), (-1, 10)])
def test_hours_that_are_none_or_last_longer_than_a_day_are_refused(first, last):
    with pytest.raises(Refused) as refused:
        Window(first_min=first, last_min=last)
    assert [one.code for one in refused.value.problems] == [ProblemCode.RENCANA_JENDELA]


def test_as_many_shifts_lack_as_visits_since_no_shift_comes_to_a_stop_twice():
    # asked for daily, on duty on Monday only: six days lack, though one shift would hold six visits
    monday = shifts(team("a", weekdays=frozenset({0})))
    made = plan([stop("TIAP HARI", most_days=1)], monday, days=7)
    assert [(one.stop.id, one.extra_shifts) for one in made.infeasible] == [("TIAP HARI", 6)]


def test_what_a_person_kept_out_is_said_to_be_kept_out_and_no_lack_of_shifts():
    wishes = Wishes(held={}, barred=frozenset({("S", MONDAY)}))
    made = plan([stop("S", most_days=1)], shifts(team("a"), days=1), wishes=wishes)
    assert [order(route) for route in made.routes] == [[]]
    assert [one.reason for one in made.unvisited] == ["Tidak didatangi karena dicoret dari rencana ini."]
    assert made.infeasible == ()
    # on Tuesday it may be visited, and is
    assert plan([stop("S")], shifts(team("a")), days=2, wishes=wishes).unvisited == ()


def test_a_market_is_visited_on_its_days_alone_and_lacks_on_no_other():
    tuesday, sunday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=6)
    market = stop("PASAR", most_days=1, required=True)
    on_duty = shifts(team("a", weekdays=frozenset(range(6))))
    made = plan([market, *ROW[:3]], on_duty, days=7, wishes=Wishes(held={}, only={"PASAR": {tuesday}}))
    assert [route.shift.day for route in made.routes if "PASAR" in order(route)] == [tuesday]
    assert made.infeasible == ()
    # on Sunday nobody is on duty; on both days one visit of two can be made
    for days, told, extra in (
        ({sunday}, "29-11-2026; pada hari itu tidak ada regu yang bertugas.", 1),
        ({tuesday, sunday}, "24-11-2026 dan 29-11-2026; jam tugas yang ada tidak cukup.", 1),
    ):
        made = plan([market, *ROW[:3]], on_duty, days=7, wishes=Wishes(held={}, only={"PASAR": days}))
        assert [(one.stop.id, one.reason, one.extra_shifts) for one in made.infeasible] == [
            ("PASAR", f"Diminta untuk {told}", extra)
        ]


def test_a_market_that_is_barred_on_its_day_is_said_to_be_barred():
    tuesday = MONDAY + timedelta(days=1)
    wishes = Wishes(held={}, barred=frozenset({("PASAR", tuesday)}), only={"PASAR": frozenset({tuesday})})
    made = plan([stop("PASAR", most_days=1, required=True)], shifts(team("a")), days=7, wishes=wishes)
    assert [one.reason for one in made.unvisited] == ["Tidak didatangi karena dicoret dari rencana ini."]
    assert made.infeasible == ()


def test_a_stop_held_by_a_team_goes_with_it_into_its_joint_patrol():
    on_duty = shifts(
        team("a"), team("b"), team("c"), joints=(Joint(teams=("a", "b"), weekdays=frozenset({0})),), days=1
    )
    for code in ("a", "b", "a+b"):
        made = plan(ROW[:4], on_duty, wishes=Wishes(held={("S1", MONDAY): code, ("S2", MONDAY): "c"}))
        by_team = {route.shift.team: order(route) for route in made.routes}
        assert "S1" in by_team["a+b"]
        assert "S2" in by_team["c"]


def test_a_hold_that_its_team_cannot_keep_is_told_and_the_stop_is_as_free_as_any_other():
    monday, tuesday = MONDAY, MONDAY + timedelta(days=1)
    on_duty = shifts(team("a"), team("b", weekdays=frozenset({0})), days=2)
    wishes = Wishes(held={("S1", tuesday): "b", ("S2", tuesday): "x", ("S3", monday): "b"})
    made = plan(ROW[:4], on_duty, days=2, wishes=wishes)
    assert [(one.stop.id, one.reason, one.extra_shifts) for one in made.infeasible] == [
        ("S1", "Ditetapkan untuk Regu b, yang tidak bertugas pada 24-11-2026.", 0),
        ("S2", "Ditetapkan untuk regu x, yang tidak bertugas pada 24-11-2026.", 0),
    ]
    # on a day on which nobody is on duty at all
    nobody = plan(ROW[:1], shifts(team("a", weekdays=frozenset({0}))), days=2,
                  wishes=Wishes(held={("S0", tuesday): "a"}))  # fmt: skip
    assert nobody.infeasible[0].reason == "Ditetapkan untuk Regu a, yang tidak bertugas pada 24-11-2026."


def test_a_hold_that_does_not_fit_or_is_barred_as_well_is_told():
    # 25 minutes there and back and 12 of standing, twice over opposite ways: 40 minutes hold one of them
    on_duty = shifts(team("a", 20, 21, longest_min=40.0), days=1)
    both = [stop("TIMUR", 0.04), stop("BARAT", -0.04), stop("DICORET", 0.001)]
    wishes = Wishes(
        held={("TIMUR", MONDAY): "a", ("BARAT", MONDAY): "a", ("DICORET", MONDAY): "a"},
        barred=frozenset({("DICORET", MONDAY)}),
    )
    made = plan(both, on_duty, wishes=wishes)
    (went,) = order(made.routes[0])
    told = {one.stop.id: one.reason for one in made.infeasible}
    assert told == {
        ({"TIMUR", "BARAT"} - {went}).pop(): (
            "Ditetapkan untuk Regu a pada 23-11-2026, tetapi tidak muat dalam jam tugasnya."
        ),
        "DICORET": "Ditetapkan untuk Regu a pada 23-11-2026, tetapi pada hari itu juga dicoret.",
    }


def test_shifts_that_lack_are_counted_with_the_way_from_the_base():
    # 40 minutes hold 25 of way and one visit of 12, not three, though all stops lie at one point
    on_duty = shifts(team("a", 20, 21, weekdays=frozenset({0}), longest_min=40.0))
    made = plan([stop(f"S{n}", 0.04) for n in range(4)], on_duty, days=7)
    assert sorted(one.extra_shifts for one in made.infeasible) == [1, 2, 3]


@pytest.mark.parametrize("seed", range(3))
def test_what_the_camat_asks_for_is_visited_on_the_first_day_though_all_else_is_worth_more(seed):
    # 25 minutes there and back and 12 of standing: 40 minutes hold it only if nobody else is visited
    order_ = stop("PERINTAH", 0.04, required=True, risk=0.0, target_min=0.0)
    on_duty = shifts(team("a", 20, 21, longest_min=40.0))
    made = plan([*(stop(f"S{n}", 0.001, most_days=1) for n in range(3)), order_], on_duty, seed=seed)
    assert "PERINTAH" in order(made.routes[0])
    without = plan([*(stop(f"S{n}", 0.001, most_days=1) for n in range(3)),
                    stop("PERINTAH", 0.04, risk=0.0, target_min=0.0)], on_duty, seed=seed)  # fmt: skip
    assert "PERINTAH" not in order(without.routes[0])


@pytest.mark.parametrize("teams", ["a", "ab"])
def test_no_route_is_driven_that_somebody_drove_the_day_before(teams):
    # three stops in a row, which every order visits in time
    few = [stop(f"S{n}", 0.001 * n) for n in range(1, 4)]
    made = plan(few, shifts(*(team(code) for code in teams), days=14), days=14)
    ways = {(route.shift.day, tuple(order(route))) for route in made.routes if len(route.visits) > 1}
    assert len(ways) >= 14
    assert not [(day, way) for day, way in ways if (day - timedelta(days=1), way) in ways]


@pytest.mark.parametrize("seed", range(3))
def test_no_route_is_driven_that_stands_in_another_plan_for_the_day_before_or_after(seed):
    few, on_duty = [stop(f"S{n}", 0.001 * n) for n in range(1, 4)], shifts(team("a"))
    tuesday = MONDAY + timedelta(days=1)
    (alone,) = plan(few, on_duty, first=tuesday, seed=seed).routes
    for day in (MONDAY, tuesday + timedelta(days=1)):
        # another team may stand there: the way is the same
        beside = replace(alone, shift=replace(alone.shift, day=day, team="b"))
        (route,) = plan(few, on_duty, first=tuesday, seed=seed, around=[beside]).routes
        assert order(route) != order(alone)
        assert set(order(route)) == set(order(alone))


def test_no_route_repeats_a_sheet_of_another_team_within_the_plan():
    few, on_duty = [stop(f"S{n}", 0.001 * n) for n in range(1, 4)], shifts(team("a"))
    tuesday = MONDAY + timedelta(days=1)
    evening = [one for one in on_duty if one.day == tuesday]

    def after(sheet):
        """Return Tuesday's route when a sheet stands for Monday, and such a sheet that goes the same way."""
        (route,) = plan(few, evening, days=2, issued=[sheet]).routes
        return route, replace(route, shift=replace(route.shift, day=MONDAY, team="b"))

    (monday,) = plan(few, on_duty).routes
    tuesdays, same = after(replace(monday, shift=replace(monday.shift, team="b")))
    again, _ = after(same)
    assert set(order(again)) == set(order(tuesdays))
    assert order(again) != order(tuesdays)


def test_what_was_late_before_the_plan_began_is_no_lack_of_its_shifts():
    # never visited, each of the first three evenings holds one of them, and each should come once a week
    made = plan([stop(f"S{n}") for n in range(3)], shifts(team("a", 20, 21, longest_min=20.0)), days=7)
    assert {len(route.visits) for route in made.routes} == {1}
    assert made.infeasible == ()


def test_every_refusal_says_what_is_missing():
    on_duty = shifts(team("a"))
    for code, ask in {
        ProblemCode.RENCANA_TANPA_TITIK: lambda: plan([], on_duty),
        ProblemCode.RENCANA_TANPA_REGU: lambda: plan(ROW, on_duty, first=date(2027, 1, 1)),
        ProblemCode.RENCANA_HARI: lambda: plan(ROW, on_duty, days=MOST_DAYS + 1),
    }.items():
        with pytest.raises(Refused) as refused:
            ask()
        assert [one.code for one in refused.value.problems] == [code]


def test_progress_is_told_after_every_day_and_while_a_day_is_searched():
    told = []
    rules = PlanRules(rounds=400)
    plan(
        ROW[:4], shifts(team("a")), days=2, rules=rules, progress=lambda done, days: told.append((done, days))
    )
    # a day is searched twice in 400 rounds, of which every hundredth is told
    eighths = [part / 8 for part in range(1, 8)]
    assert told == [(day + part, 2) for day in (0, 1) for part in (*eighths, 1)]


def test_what_is_told_of_the_whole_lies_between_nothing_and_everything():
    made = plan(ROW, shifts(team("a")), days=7, rules=QUICK)
    assert 0 < made.risk_share < 1
    assert 0 <= made.surprise_cost < 0.2
    assert 0 <= made.entropy <= 1
    assert 0 < made.best_guess <= 1
    assert plan(ROW, shifts(team("a", 20, 21))).entropy is None
