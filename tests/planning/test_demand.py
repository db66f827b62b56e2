"""Demand: stops and their minutes, derived by hand on three square desa."""

from datetime import date, timedelta

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.demand import Request, demand, week_seed
from planning.rules import PlanRules
from planning.stop import Window
from sop.patrol import StopKind
from sop.wording import sentences

CODES = ("1", "2", "3")
RULES = PlanRules(comparison=0.1)


def areas(*scores):
    squares = [shapely.box(115 + n / 10, -2, 115.1 + n / 10, -1.9) for n in range(3)]
    names = {"nama": ["Satu", "Dua", "Tiga"], "score": scores, "geometry": squares}
    return pd.DataFrame(names, index=pd.Index(CODES, name="kode_desa"))


def cells(**hot):
    """Ten cells a desa, 1.1 km apart, of one incident a week each; ``hot`` names others: d1=7."""
    rows = [
        (115.005 + area / 10 + n / 100, -1.95, code, hot.get(f"{'abc'[area]}{n}", 1.0))
        for area, code in enumerate(CODES)
        for n in range(10)
    ]
    table = pd.DataFrame(rows, columns=["lon", "lat", "kode_desa", "rate_per_week"])
    return gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(table["lon"], table["lat"]), crs=4326)


def places(*at):
    table = {
        "nama": [f"Tempat {n}" for n in range(len(at))],
        "kode_desa": [CODES[int((lon - 115) * 10)] for lon in at],
        "geometry": gpd.points_from_xy(at, [-1.95] * len(at)),
    }
    return gpd.GeoDataFrame(table, index=[f"TMP-{n}" for n in range(len(at))], crs=4326)


def wanted(*, scores=(10.0, 10.0, 10.0), hot=None, at=(), minutes=600.0, rules=RULES, **more):
    more.setdefault("seed", 1)
    more.setdefault("distinguishable", True)
    return demand(areas(*scores), cells(**(hot or {})), places(*at), rules, minutes=minutes, **more)


def test_a_hot_cell_goes_to_the_place_beside_it():
    first, *rest = wanted(hot={"a3": 91.0}, at=(115.0351,))
    # 91 of the 100 expected in the first desa, whose score is a third of all
    assert (first.id, first.kind, round(first.risk, 4)) == ("TMP-0", StopKind.RAWAN, round(0.91 / 3, 4))
    assert first.reason == "Titik rawan ke-1, di sekitarnya 30,3 % perkiraan gangguan kecamatan."
    assert [(one.kode_desa, one.kind) for one in rest] == [
        ("2", StopKind.KEHADIRAN), ("3", StopKind.KEHADIRAN),
    ]  # fmt: skip


def test_a_hot_cell_without_a_place_is_a_stop_of_its_own_with_the_name_of_its_desa():
    first = wanted(hot={"a3": 91.0})[0]
    assert (first.id, first.name) == ("PTK-115.0350_-1.9500", "Petak Satu 1")


def test_a_place_takes_nothing_from_across_the_border():
    # the last cell of the first desa lies 550 m from the border, the place 60 m beyond it
    found = wanted(hot={"a9": 91.0}, at=(115.1005,), rules=PlanRules(near_m=1000))
    assert [one.id for one in found if one.kind is StopKind.RAWAN] == ["PTK-115.0950_-1.9500"]


def test_minutes_go_first_to_the_floor_then_to_intervals_then_to_risk():
    stops = wanted(hot={"a3": 91.0, "a7": 91.0}, at=(115.0351, 115.0751))
    # 600 minutes: 24 for each of the two other desa, at most 60 to compare (no such place); the two hot ones
    # have the same risk and share the rest, but nobody is visited more than daily: 84
    assert {one.name: one.target_min for one in stops} == {
        "Tempat 0": 84.0, "Tempat 1": 84.0, "Dua": 24.0, "Tiga": 24.0,
    }  # fmt: skip
    fewer = wanted(hot={"a3": 91.0, "a7": 91.0}, at=(115.0351, 115.0751), minutes=128.0)
    # 80 left: one visit in three days is 28 minutes a week for each, and half of the other 24
    assert [one.target_min for one in fewer[:2]] == pytest.approx([40.0, 40.0])


def test_known_places_that_are_not_hot_are_compared_as_far_as_the_rule_allows():
    stops = wanted(hot={"a3": 91.0}, at=(115.0351, 115.0051, 115.0151, 115.0251), minutes=240.0)
    compared = [one for one in stops if one.kind is StopKind.PEMBANDING]
    # a tenth of 240 minutes is two visits of 12
    assert len(compared) == 2
    assert {one.target_min for one in compared} == {12.0}
    others = {
        tuple(one.id for one in wanted(hot={"a3": 91.0}, at=(115.0351, 115.0051, 115.0151, 115.0251),
                                       minutes=240.0, seed=seed) if one.kind is StopKind.PEMBANDING)
        for seed in range(8)
    }  # fmt: skip
    assert len(others) > 1


def test_plans_of_every_single_day_compare_no_more_places_in_a_week_than_one_plan_of_it():
    monday, weeks = date(2026, 11, 23), ([], [])
    at = tuple(115.0051 + n / 100 for n in range(30))
    for n in range(14):
        # every day another cell has become hot
        day = monday + timedelta(days=n)
        stops = wanted(hot={"a3": 91.0, f"b{n % 7}": 50.0}, at=at, minutes=480.0, seed=week_seed(day))
        weeks[n // 7].append({one.id for one in stops if one.kind is StopKind.PEMBANDING})
    for days in weeks:
        # a tenth of 480 minutes is four visits of 12; a place that became hot makes room for one other a day
        assert {len(one) for one in days} == {4}
        often = [one for one in set.union(*days) if sum(one in day for day in days) >= 5]
        assert len(often) >= 3
        assert len(set.union(*days)) <= 6
    assert set.union(*weeks[0]) != set.union(*weeks[1])


def test_where_nothing_stands_out_every_known_place_and_every_desa_gets_its_turn():
    stops = wanted(at=(115.0351, 115.0551), distinguishable=False)
    assert {one.kind for one in stops} == {StopKind.KEHADIRAN}
    assert {one.kode_desa for one in stops} == set(CODES)
    assert len({one.target_min for one in stops}) == 1


def test_desa_that_cannot_be_told_apart_are_said_to_take_turns():
    first = wanted(hot={"a3": 91.0}, distinguishable=False)[0]
    assert first.reason == "Titik rawan yang digilir, karena antardesa belum dapat dibedakan."


@pytest.mark.parametrize("distinguishable", [True, False])
@pytest.mark.parametrize("hot", [{"a3": 91.0, "b2": 40.0}, None])
def test_every_kind_of_stop_has_one_short_sentence_for_its_reason(distinguishable, hot):
    stops = wanted(hot=hot, at=(115.0351, 115.075, 115.15, 115.25, 115.29), distinguishable=distinguishable)
    kinds = {one.kind for one in stops}
    rest = {StopKind.RAWAN, StopKind.PEMBANDING} if hot else set()
    assert kinds == {StopKind.KEHADIRAN, *rest}
    for one in stops:
        assert [*sentences(one.reason)] == [one.reason.removesuffix(".")]
        assert len(one.reason) <= 100


def test_a_desa_without_a_hot_spot_says_so_and_an_office_without_any_says_that():
    some, none = wanted(hot={"a3": 91.0}, at=(115.15,)), wanted(at=(115.0351, 115.15))
    said = {one.kode_desa: one.reason for one in some if one.kind is StopKind.KEHADIRAN}
    assert said["2"] == "Mewakili Dua yang belum punya titik rawan, supaya tiap desa didatangi."
    assert {one.reason for one in none} == {
        "Belum ada titik yang menonjol, jadi semua desa dan tempat digilir."
    }


def test_what_is_asked_for_comes_first_and_must_be_visited():
    order = Request(
        id="PRT-1", name="Simpang", kode_desa="2", lon=115.15, lat=-1.95, kind=StopKind.PERINTAH,
        reason="Perintah Camat: jaga simpang.", dwell_min=30,
    )  # fmt: skip
    first = wanted(hot={"a3": 91.0}, requests=[order])[0]
    assert (first.id, first.required, first.dwell_min, first.most_days) == ("PRT-1", True, 30, 1)


def asked(reason, *, dwell=None, windows=(), kind=StopKind.RAPAT):
    return Request(
        id="TMP-0", name="Pasar", kode_desa="1", lon=115.0351, lat=-1.95, kind=kind, reason=reason,
        dwell_min=dwell, windows=tuple(Window(first_min=a * 60, last_min=b * 60) for a, b in windows),
    )  # fmt: skip


def test_two_who_ask_for_one_place_get_one_stop_that_serves_both_and_says_so():
    stops = wanted(
        hot={"a3": 91.0},
        at=(115.0351,),
        requests=[
            asked("Rapat 3 November.", windows=((6, 10),)),
            asked("Perintah Camat.", dwell=30, windows=((8, 12), (15, 16)), kind=StopKind.PERINTAH),
            asked("Rapat 3 November."),
        ],
    )
    one = stops[0]
    assert [stop.id for stop in stops].count("TMP-0") == 1
    assert one.reason == "Rapat 3 November; Perintah Camat."
    assert (one.kind, one.dwell_min, one.target_min) == (StopKind.PERINTAH, 30, 210)
    # one is free from 6 to 10, the other from 8 to 12 and from 15 to 16: both from 8 to 10
    assert one.windows == (Window(first_min=480, last_min=600),)


def test_where_two_who_ask_have_no_hour_in_common_the_stop_may_be_visited_in_the_hours_of_either():
    one = wanted(requests=[asked("Pagi.", windows=((6, 8),)), asked("Sore.", windows=((16, 18),))])[0]
    assert [(window.first_min, window.last_min) for window in one.windows] == [(360, 480), (960, 1080)]
    # two hours in common, but the longer of the two visits takes three
    long = wanted(requests=[asked("A.", windows=((6, 10),)), asked("B.", dwell=180, windows=((8, 12),))])[0]
    assert [(window.first_min, window.last_min) for window in long.windows] == [(360, 600), (480, 720)]


def test_hours_in_common_are_found_on_both_sides_of_midnight():
    whole, small = asked("Malam.", windows=((22, 26),)), asked("Dini.", windows=((1, 4),))
    for pair in ([whole, small], [small, whole]):
        assert wanted(requests=pair)[0].windows == (Window(first_min=25 * 60, last_min=26 * 60),)


def test_scores_of_zero_and_no_cells_still_send_somebody_everywhere():
    assert {one.kode_desa for one in wanted(scores=(0.0, 0.0, 0.0))} == set(CODES)
    none = demand(areas(1.0, 1.0, 1.0), cells().iloc[:0], places(), RULES, minutes=100, seed=1,
                  distinguishable=False)  # fmt: skip
    assert {one.id for one in none} == {"DESA-1", "DESA-2", "DESA-3"}


def test_of_two_places_at_one_point_the_same_takes_the_cell_in_whatever_order_they_come():
    twins = places(115.0351, 115.0351)
    for known in (twins, twins.iloc[::-1]):
        found = demand(areas(1.0, 1.0, 1.0), cells(a3=91.0), known, RULES, minutes=100, seed=1,
                       distinguishable=True)  # fmt: skip
        assert found[0].id == "TMP-0"


def test_a_place_without_a_point_is_no_stop_and_takes_nothing():
    known = places(115.0351, 115.0551)
    known = known.set_geometry(gpd.GeoSeries([None, known.geometry.iloc[1]], index=known.index, crs=4326))
    found = demand(areas(1.0, 1.0, 1.0), cells(a3=91.0), known, RULES, minutes=200, seed=1,
                   distinguishable=True)  # fmt: skip
    assert [one.id for one in found if one.kind is StopKind.RAWAN] == ["PTK-115.0350_-1.9500"]
    assert "TMP-0" not in {one.id for one in found}


def test_a_score_that_is_unknown_counts_as_none_and_its_desa_is_still_visited():
    found = wanted(scores=(float("nan"), 1.0, 1.0), hot={"b3": 91.0})
    # half of what is known lies in the second desa, 91 of its 100 in the cell
    assert [(one.kode_desa, one.risk) for one in found] == [
        ("2", pytest.approx(0.455)), ("1", 0.0), ("3", 0.0),
    ]  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(5)), st.integers(0, 9), st.floats(1, 500))
def test_the_order_of_places_is_irrelevant_and_risk_is_never_more_than_whole(order, cell, rate):
    known = places(115.0051, 115.0351, 115.1351, 115.2551, 115.2951)
    hot = cells(**{f"a{cell}": rate})
    given_ = {"minutes": 300.0, "seed": 3, "distinguishable": True}
    one = demand(areas(5.0, 9.0, 1.0), hot, known, RULES, **given_)
    other = demand(areas(5.0, 9.0, 1.0), hot, known.iloc[list(order)], RULES, **given_)
    assert set(one) == set(other)
    assert sum(stop.risk for stop in one) <= 1 + 1e-9
