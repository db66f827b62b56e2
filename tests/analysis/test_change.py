"""The change signal: words for a rise or fall that is more than chance."""

from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pytest

from analysis.change import change, dispersion, past_spans
from analysis.parameters import Parameters

DEFAULT = Parameters()


def words(now, before, **more):
    return change(pd.Series(now), pd.Series(before), DEFAULT, **more)["signal"].to_list()


def test_twenty_five_against_nine_is_a_rise_of_z_two_root_two():
    # √2 (5 − 3) = 2.828: p = 0.0047
    row = change(pd.Series([25]), pd.Series([9]), DEFAULT).iloc[0]
    assert row["z"] == pytest.approx(2 * 2**0.5)
    assert row["p"] == pytest.approx(0.004678, abs=1e-6)
    assert row["signal"] == "naik bermakna"
    assert words([9], [25]) == ["turun bermakna"]


def test_over_dispersion_divides_z_by_its_root():
    # 2.828 / √4 = 1.414: no signal
    row = change(pd.Series([25]), pd.Series([9]), DEFAULT, dispersion=4.0).iloc[0]
    assert row["z"] == pytest.approx(2**0.5)
    assert row["signal"] == "dalam batas wajar"


def test_a_dispersion_below_one_does_not_sharpen_the_signal():
    row = change(pd.Series([25]), pd.Series([9]), DEFAULT, dispersion=0.25).iloc[0]
    assert row["z"] == pytest.approx(2 * 2**0.5)


def test_below_ten_events_the_exact_test_speaks():
    # eight of eight on one side: 2 / 2⁸ = 0.0078; seven of eight: 2 · 9 / 256 = 0.0703
    table = change(pd.Series([8, 7]), pd.Series([0, 1]), DEFAULT)
    assert table["p"].to_list() == pytest.approx([2 / 256, 18 / 256])
    assert words([8], [0]) == ["naik bermakna"]
    assert words([7], [1]) == ["dalam batas wajar"]


def test_five_events_can_never_be_a_signal_and_six_can():
    # 2 / 2⁵ = 0.0625 > 0.05; 2 / 2⁶ = 0.03125
    assert words([5, 0, 0], [0, 5, 0]) == ["data kurang", "data kurang", "data kurang"]
    assert words([6], [0]) == ["naik bermakna"]
    assert words([0], [6]) == ["turun bermakna"]


def test_many_rows_share_the_false_alarms():
    # 6 of 6 alone is a signal (0.031); among ten even rows it is not: 0.031 · 11 = 0.34
    assert words([6], [0]) == ["naik bermakna"]
    assert words([6, *[5] * 10], [0, *[5] * 10]) == ["dalam batas wajar"] * 11


def test_rows_without_enough_data_do_not_dilute_the_others():
    assert words([6, *[0] * 10], [0, *[1] * 10])[0] == "naik bermakna"


def test_the_index_is_kept():
    index = pd.MultiIndex.from_tuples([("01", "MIR-01"), ("02", "MIR-01")])
    table = change(pd.Series([1, 2], index=index), pd.Series([3, 4], index=index), DEFAULT)
    assert table.index.equals(index)
    assert table["before"].to_list() == [3, 4]


def test_no_rows_no_signals():
    assert words([], []) == []


def test_dispersion_pools_cells_and_never_falls_below_one():
    # variances 8 and 0, means 4 and 1: 8 / 5
    assert dispersion(pd.DataFrame({"a": [2, 6], "b": [1, 1]})) == pytest.approx(1.6)
    assert dispersion(pd.DataFrame({"a": [3, 3, 3]})) == 1.0
    assert dispersion(pd.DataFrame({"a": [3]})) == 1.0
    assert dispersion(pd.DataFrame({"a": [0, 0]})) == 1.0


def test_past_spans_leave_out_a_span_that_began_before_the_records():
    times = pd.Series(pd.to_datetime(["2026-01-01", "2026-01-05", "2026-01-20", "2026-02-01"], utc=True))
    # before 29 January in spans of 10 days: [19, 29) has one, [9, 19) none, [30 Dec, 9) began too early
    found = past_spans(times, before=datetime(2026, 1, 29, tzinfo=UTC), days=10, spans=12)
    assert found.to_list() == [1, 0]
    assert past_spans(times.iloc[:0], before=datetime(2026, 1, 29, tzinfo=UTC), days=10, spans=3).empty


def test_together_rows_without_change_raise_hardly_any_alarm():
    rng = np.random.default_rng(5)
    now, before = rng.poisson(12, (2, 200, 50))
    fired = [
        change(pd.Series(a), pd.Series(b), DEFAULT)["q"].min() <= 0.05
        for a, b in zip(now, before, strict=True)
    ]
    # Nothing changed anywhere: at most 5 % of the tables may hold an alarm, ± 3 standard errors of 0.015.
    assert np.mean(fired) <= 0.10


@pytest.mark.parametrize("mean", [4, 12, 60])
def test_when_nothing_changed_false_alarms_stay_at_the_promised_share(mean):
    rng = np.random.default_rng(20261123)
    now, before = rng.poisson(mean, (2, 4000))
    # Alone, a row signals when its own p is at most 0.05.
    alarms = np.mean(change(pd.Series(now), pd.Series(before), DEFAULT)["p"] <= 0.05)
    # 0.05 ± 4 standard errors of 0.0034; the exact test may only be stricter
    assert alarms <= 0.064
    if mean == 60:
        assert alarms >= 0.036


def test_over_dispersed_counts_raise_no_more_alarms_once_the_dispersion_is_known():
    rng = np.random.default_rng(1)
    # Negative binomial with mean 40 and size 20: variance 40 + 40² / 20 = 120, thrice Poisson.
    history = rng.negative_binomial(20, 1 / 3, (200, 1))
    phi = dispersion(pd.DataFrame(history))
    assert phi == pytest.approx(3, abs=0.9)
    now, before = rng.negative_binomial(20, 1 / 3, (2, 4000))
    table = change(pd.Series(now), pd.Series(before), DEFAULT, dispersion=3.0)
    assert np.mean(table["p"] <= 0.05) == pytest.approx(0.05, abs=0.015)
    naive = np.abs(np.sqrt(2) * (np.sqrt(now) - np.sqrt(before))) > 1.96
    assert naive.mean() > 0.2


def test_the_inputs_are_not_changed():
    now, before = pd.Series([25, 1]), pd.Series([9, 1])
    copies = now.copy(), before.copy()
    change(now, before, DEFAULT)
    pd.testing.assert_series_equal(now, copies[0])
    pd.testing.assert_series_equal(before, copies[1])
