"""Tracks of a few fixes, at the equator where a thousandth of a degree of longitude is 111.32 m."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import box

from analysis.dwell import (
    TrackRules,
    cleaned,
    length_km,
    minutes_at,
    minutes_in,
    stays,
    swath_km2,
)
from sop.problem import Refused

RULES = TrackRules()
METRE = 1 / 111_319.49079327358
"""Degrees of longitude of a metre at the equator: 2π · 6,378,137 m round the earth."""


def track(metres, seconds=None, *, segment=None, rules=RULES):
    """Return the trail of fixes eastward along the equator, one every 10 s."""
    lon = np.asarray(metres, dtype=float) * METRE
    epoch = np.arange(len(lon)) * 10.0 if seconds is None else np.asarray(seconds, dtype=float)
    segment = np.zeros(len(lon)) if segment is None else np.asarray(segment, dtype=float)
    return cleaned(segment, lon, np.zeros(len(lon)), epoch, rules)


def stops(*metres, dwell=10.0):
    index = [f"TMP-{number}" for number in range(len(metres))]
    return pd.DataFrame(
        {"lon": np.array(metres, dtype=float) * METRE, "lat": 0.0, "dwell_min": dwell}, index=index
    )


def minutes(trail, *metres):
    return minutes_at(trail, stops(*metres), RULES)["minutes"].to_list()


def test_only_the_part_of_a_step_inside_the_radius_counts():
    # 100 m each 10 s, past a stop at 250 m: from 175 to 325 m, 150 m at 10 m/s, 15 s
    assert minutes(track(range(0, 600, 100)), 250) == pytest.approx([15 / 60])


def test_a_stop_beside_the_road_gets_the_time_of_the_chord():
    # 45 m beside the road half of the chord is √(75² − 45²) = 60 m: 120 m at 10 m/s
    beside = stops(250).assign(lat=45 / 110_574.3)
    assert minutes_at(track(range(0, 600, 100)), beside, RULES)["minutes"].to_list() == pytest.approx(
        [12 / 60], abs=1e-5
    )


def test_a_stop_is_visited_from_eighty_per_cent_of_its_planned_minutes():
    still = track(np.zeros(49))  # 48 steps of 10 s: 8 minutes
    assert minutes_at(still, stops(0, dwell=10.0), RULES)["visited"].to_list() == [True]
    assert minutes_at(still, stops(0, dwell=10.1), RULES)["visited"].to_list() == [False]


def test_a_gap_is_counted_and_is_no_dwell():
    trail = track([0, 0, 0, 0], [0, 60, 181, 301])  # 121 s is a gap, 120 s is none
    assert (trail.gaps, minutes(trail, 0)) == (1, [3.0])


def test_an_interruption_of_the_recording_is_no_dwell_and_no_way():
    trail = track([0, 0, 1000, 1000], [0, 60, 120, 180], segment=[0, 0, 1, 1])
    assert (minutes(trail, 0, 1000), length_km(trail, RULES), trail.gaps) == ([1.0, 1.0], 0.0, 0)


@pytest.mark.parametrize("wild", [0, 3, 7])
def test_a_wild_fix_goes_alone_wherever_it_comes(wild):
    metres = np.arange(8) * 100.0
    metres[wild] += 50_000
    trail = track(metres)
    assert (trail.dropped, len(trail)) == (1, 7)


def test_two_wild_fixes_close_to_each_other_take_nobody_along():
    assert track([0, 100, 90_000, 90_010, 400, 500, 600]).lon / METRE == pytest.approx(
        [0, 100, 400, 500, 600]
    )


def test_driving_at_the_limit_is_no_jump():
    # 150 km/h is 416.67 m in 10 s
    assert track([0, 416, 832]).dropped == 0
    assert track([0, 418, 836]).dropped == 2


@pytest.mark.parametrize(
    ("times", "proven"),
    [
        ([np.nan] * 6, 0),
        ([0, 10, np.nan, 30, 40, 50], 30),  # to and from the third nothing counts
        ([0, 10, 10, 30, 40, 50], 30),
        ([0, 10, 5, 30, 40, 50], 30),
        ([0, 10, 3000, 30, 40, 50], 20),  # nor from a clock that had been ahead
        ([50, 40, 30, 20, 10, 0], 0),
    ],
)
def test_a_bad_clock_costs_its_minutes_and_not_the_shape(times, proven):
    trail = track([0, 10, 20, 30, 40, 50], times)
    assert (len(trail), trail.dropped, trail.seconds.sum()) == (6, 0, proven)
    assert length_km(trail, RULES) == pytest.approx(0.05)


def test_a_wild_fix_in_a_track_whose_clock_was_put_back_costs_only_itself():
    trail = track([0, 100, 200, 60_000, 300, 400, 500], [5000, 5010, 5020, 5030, 40, 50, 60])
    assert (trail.lon / METRE).round().tolist() == [0, 100, 200, 300, 400, 500]


def test_where_the_patrol_stood_is_found_without_a_plan():
    # arrives at 500 m, wanders 8 m to and fro for 6 minutes, drives on
    wander = 500 + 4 * (-1.0) ** np.arange(37)
    trail = track([*range(0, 500, 100), *wander, *range(600, 1100, 100)])
    found = stays(trail, RULES)
    assert len(found) == 1
    assert found.loc[0, "lon"] / METRE == pytest.approx(500, abs=5)
    assert found.loc[0, "minutes"] == pytest.approx(6, abs=0.2)


def test_a_slow_walk_is_no_stay():
    # 3 km/h: 250 m in 5 minutes
    assert stays(track(np.arange(100) * 8.33), RULES).empty


def test_the_wander_of_a_standing_phone_is_no_way():
    wander = 500 + 4 * (-1.0) ** np.arange(61)
    assert length_km(track(wander), RULES) == 0.0
    # 504 m to the first fix of the stay, 96 m from its last to 600 m, and 400 m more
    drive = [*range(0, 500, 100), *wander, *range(600, 1100, 100)]
    assert length_km(track(drive), RULES) == pytest.approx(1.0)


def test_minutes_of_each_desa_add_up_to_those_that_lie_in_one():
    areas = gpd.GeoDataFrame(
        {"geometry": [box(-1, -1, 250 * METRE, 1), box(250 * METRE, -1, 450 * METRE, 1), box(5, 5, 6, 6)]},
        index=["01", "02", "03"],
        crs=4326,
    )
    # steps of 100 m: middles at 50, 150 | 250 (on the border: the lower code), 350 | 450 …
    trail = track(range(0, 601, 100), np.arange(7) * 60)
    assert minutes_in(trail, areas).to_dict() == {"01": 3.0, "02": 2.0, "03": 0.0}


def test_a_swath_is_as_wide_as_asked_on_both_sides():
    # 1 km × 200 m and a circle of 100 m; the circle is drawn with corners
    assert swath_km2(track([0, 300, 600, 1000]), 100) == pytest.approx(0.2 + np.pi * 0.01, rel=2e-3)
    assert swath_km2(track([]), 100) == 0.0


def test_nothing_and_a_single_fix_have_no_minutes():
    for metres in ([], [0]):
        trail = track(metres)
        assert (trail.hours, length_km(trail, RULES), minutes(trail, 0)) == (0.0, 0.0, [0.0])
        assert stays(trail, RULES).empty


def test_what_it_is_given_comes_back_as_it_was():
    given = [np.zeros(5), np.array([0, 1, 900, 3, 4.0]), np.zeros(5), np.arange(5) * 10.0]
    before = [values.copy() for values in given]
    cleaned(*given, RULES)
    assert all((values == kept).all() for values, kept in zip(given, before, strict=True))


def test_rules_out_of_their_limits_are_refused_all_at_once():
    with pytest.raises(Refused) as refused:
        TrackRules(gap_s=0, visited_share=2)
    assert [p.column for p in refused.value.problems] == ["jeda_detik", "bagian_dikunjungi"]


drives = st.lists(st.integers(0, 300), min_size=3, max_size=40).map(np.cumsum)
"""Metres from the start, every 10 s, never above 108 km/h."""


@given(drives, st.integers(-(10**8), 10**8))
def test_the_same_drive_at_another_time_has_the_same_minutes(metres, shift):
    later = track(metres, np.arange(len(metres)) * 10.0 + shift)
    assert minutes(later, 0, 700) == minutes(track(metres), 0, 700)


@given(drives, st.data())
def test_a_drive_cut_in_two_has_the_same_minutes(metres, data):
    cut = data.draw(st.integers(1, len(metres) - 2))
    first, second = track(metres[: cut + 1]), track(metres[cut:])
    both = np.add(minutes(first, 0, 700), minutes(second, 0, 700))
    assert both == pytest.approx(minutes(track(metres), 0, 700))


@given(drives, st.data())
def test_a_wild_fix_between_two_others_of_a_stand_changes_no_minutes(metres, data):
    at = data.draw(st.integers(1, len(metres) - 1))
    times = np.arange(len(metres)) * 10.0
    wild = track(np.insert(metres, at, 10**6), np.insert(times, at, times[at] - 5))
    assert wild.dropped == 1
    assert minutes(wild, 0, 700) == minutes(track(metres), 0, 700)


@given(drives)
def test_nobody_is_at_a_stop_for_longer_than_under_way(metres):
    trail = track(metres)
    assert max(minutes(trail, 0, 700, 1500)) <= trail.hours * 60 + 1e-9


def test_ninety_wild_fixes_in_a_row_that_agree_with_nobody_are_passed_over():
    wild = 10**5 * np.arange(1, 91)
    trail = track([*range(0, 500, 100), *wild, *range(500, 1000, 100)])
    assert (trail.dropped, trail.gaps) == (90, 1)
    assert (trail.lon / METRE).round().tolist() == list(range(0, 1000, 100))


def test_a_stay_near_two_stops_is_proven_once_and_at_the_nearer_one():
    # 60 steps of 10 s on the spot of the first; the second is 40 m off, well within 75 m.
    assert minutes_at(track([0] * 61), stops(0, 40), RULES)["minutes"].to_list() == [10.0, 0.0]


def test_a_drive_past_two_near_stops_changes_over_half_way():
    # From −100 m to 140 m in 240 s, 1 m/s: the first from −75 m to the middle at 20 m, the second to 115 m.
    past = track([-100, 0, 70, 140], [0, 100, 170, 240])
    assert minutes_at(past, stops(0, 40), RULES)["minutes"].to_list() == pytest.approx(
        [95 / 60, 95 / 60], abs=1e-3
    )


def test_stops_on_one_spot_share_a_stay():
    assert minutes_at(track([0] * 61), stops(0, 0), RULES)["minutes"].to_list() == [5.0, 5.0]
