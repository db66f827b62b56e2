"""What open conflict cases may become."""

from datetime import UTC, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.conflict import open_cases, risks
from analysis.parameters import Parameters
from tests.analysis.worlds import AT, CATEGORIES, ZONE, cases

DESA = pd.Index(["01", "02", "03"])


def opened(*rows, at=AT):
    return open_cases(cases(*rows), at=at, zone=ZONE)


def risk(*rows):
    return risks(opened(*rows), DESA, CATEGORIES, Parameters())


def test_a_case_is_open_from_its_first_day_until_it_is_closed():
    case = {"since": "2026-05-01", "until": "2026-05-20", "levels": [["2026-05-01", 1]]}
    spans = {
        datetime(2026, 5, 1, tzinfo=UTC): 0,  # nothing of that day is known yet
        datetime(2026, 5, 1, 0, 1, tzinfo=UTC): 1,
        datetime(2026, 5, 20, tzinfo=UTC): 1,
        datetime(2026, 5, 20, 0, 1, tzinfo=UTC): 0,
    }
    assert {at: len(opened(case, at=at)) for at in spans} == spans


def test_a_case_closed_without_a_date_is_closed():
    assert opened({"since": "2026-05-01", "tahap": "tutup"}).empty


def test_days_are_local():
    at = datetime(2026, 4, 30, 17, 30, tzinfo=UTC)  # 1 May, 00.30 WIB
    case = cases({"since": "2026-05-01"})
    assert len(open_cases(case, at=at, zone="Asia/Pontianak")) == 1
    assert len(open_cases(case, at=at, zone="UTC")) == 0


def test_the_level_is_that_of_the_day():
    levels = [["2026-05-01", 1], ["2026-05-10", 3], ["2026-07-01", 4]]
    case = {"since": "2026-05-01", "levels": levels}
    assert opened(case)["level"].to_list() == [3]
    assert opened(case, at=datetime(2026, 5, 5, tzinfo=UTC))["level"].to_list() == [1]
    assert opened({"since": "2026-05-01", "level": 2})["level"].to_list() == [2]
    late = {"since": "2026-05-01", "levels": [["2026-08-01", 2]]}
    assert opened(late)["level"].to_list() == [2]


def test_of_two_changes_on_one_day_the_later_one_holds():
    calmed = [["2026-05-01", 1], ["2026-05-10", 3], ["2026-05-10", 1]]
    assert opened({"since": "2026-05-01", "levels": calmed})["level"].to_list() == [1]


def test_a_history_told_out_of_order_is_read_by_its_days():
    told = [["2026-05-10", 2], ["2026-05-01", 4]]
    assert opened({"since": "2026-05-01", "levels": told})["level"].to_list() == [2]
    assert opened({"since": "2026-05-01", "levels": told}, at=datetime(2026, 5, 5, tzinfo=UTC))[
        "level"
    ].to_list() == [4]


@given(
    st.lists(st.tuples(st.integers(1, 20), st.integers(0, 4)), min_size=1, max_size=8),
    st.integers(1, 21),
)
def test_the_level_at_any_time_is_the_last_change_before_it(changes, today):
    in_time = sorted(changes, key=lambda change: change[0])
    levels = [[f"2026-05-{day:02d}", level] for day, level in in_time]
    before = [level for day, level in in_time if day <= today]
    found = opened({"since": "2026-04-01", "levels": levels}, at=datetime(2026, 5, today, 12, tzinfo=UTC))[
        "level"
    ].to_list()
    assert found == [before[-1] if before else in_time[0][1]]


def test_chance_times_weight_is_split_over_the_desa_of_the_case():
    # E2: 0.10 × 29 = 2.9, over two desa
    chances, points = risk({"since": "2026-05-01", "levels": [["2026-05-01", 2]], "desa": ["01", "03"]})
    assert chances.tolist() == [0.10]
    assert points.tolist() == [[14.5, 0.0, 14.5]]
    assert (chances @ points).tolist() == pytest.approx([1.45, 0, 1.45])


def test_desa_outside_the_kecamatan_take_no_part():
    _, points = risk({"since": "2026-05-01", "desa": ["02", "99"]})
    assert points.tolist() == [[0.0, 29.0, 0.0]]
    chances, points = risk({"since": "2026-05-01", "level": 4, "desa": ["99"]})
    assert chances.tolist() == [0.0]
    assert points.sum() == 0


def test_a_category_that_is_not_scored_carries_no_risk():
    chances, points = risk({"since": "2026-05-01", "level": 4, "kode_kategori": "NOL"})
    assert chances.tolist() == [0.0]
    assert points.sum() == 0


def test_no_cases_no_risk():
    chances, points = risk()
    assert chances.shape == (0,)
    assert points.shape == (0, 3)
