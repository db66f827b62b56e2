"""Share × level: the forecast of the desa, by hand."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.discovery import corrected
from analysis.expected_severity import severity_mix
from analysis.forecast import chance_of_any, forecast, interval
from analysis.level import WEEKS_A_MONTH, WeeklyPrior, finding_level, level
from analysis.parameters import Forecast, Parameters, Prior
from analysis.share import share
from analysis.shrinkage import fit_even

RULES = Forecast()
COUNTS = st.lists(st.integers(0, 200), min_size=1, max_size=30)


def counted(*rows):
    """Rows (desa, age in weeks, finding)."""
    table = pd.DataFrame(rows, columns=["desa", "age_weeks", "finding"])
    types = {"desa": "int64", "age_weeks": "float64", "finding": "bool"}
    return table.astype(types).assign(u=1.0)


def went(*rows):
    table = pd.DataFrame(rows, columns=["desa", "age_weeks", "menit"])
    return table.astype({"desa": "int64", "age_weeks": "float64", "menit": "float64"})


def test_the_share_of_a_desa_is_its_count_and_a_over_all():
    assert share(np.array([7.0, 2.0, 0.0]), 0.5).tolist() == pytest.approx(
        [7.5 / 10.5, 2.5 / 10.5, 0.5 / 10.5]
    )


@given(COUNTS, st.floats(0.01, 100))
def test_shares_are_above_zero_and_add_up_to_one(counts, a):
    found = share(np.array(counts, dtype=float), a)
    assert (found > 0).all()
    assert found.sum() == pytest.approx(1)


@given(COUNTS, st.data())
def test_one_more_incident_never_lowers_the_share_of_its_desa(counts, data):
    before = np.array(counts, dtype=float)
    desa = data.draw(st.integers(0, len(counts) - 1))
    after = before + np.eye(len(counts))[desa]
    fixed = share(after, 1.0)[desa] - share(before, 1.0)[desa]
    fitted = share(after, fit_even(after))[desa] - share(before, fit_even(before))[desa]
    assert fixed >= -1e-12
    assert fitted >= -1e-12


@given(COUNTS.filter(lambda c: len(c) > 1))
def test_the_order_of_the_desa_plays_no_part_in_the_fit(counts):
    values = np.array(counts, dtype=float)
    assert fit_even(values[::-1]) == pytest.approx(fit_even(values), rel=0.08)


def test_without_data_or_with_one_desa_the_hyperprior_speaks():
    assert fit_even(np.zeros(7)) == pytest.approx(1)
    assert fit_even(np.array([50.0])) == pytest.approx(1)


def test_the_prior_of_the_level_has_the_published_limits():
    rng = np.random.default_rng(3)
    prior = WeeklyPrior.of(Prior())
    months = rng.gamma(prior.events, 1 / prior.weeks, 200_000) * WEEKS_A_MONTH
    assert np.quantile(months, [0.1, 0.9]) == pytest.approx([5, 30], rel=0.02)


def test_the_level_is_the_recent_mean_drawn_to_the_two_year_mean():
    # One incident 8 weeks ago (weight ½) in a history of 8 weeks; two-year mean (1 + 2) / (8 + 4) = ¼.
    weeks = 8 / math.log(2) / 2
    expected = (0.5 + 4 * 0.25) / (weeks + 4)
    assert level(np.array([8.0]), np.ones(1), 8.0, RULES, WeeklyPrior(2.0, 4.0)) == pytest.approx(expected)


def test_incidents_older_than_two_years_are_forgotten_by_the_mean():
    prior = WeeklyPrior(1.0, 1.0)
    recent = level(np.array([100.0]), np.ones(1), 200.0, RULES, prior)
    old = level(np.array([110.0]), np.ones(1), 200.0, RULES, prior)
    # The means are (1 + 1) / 105 and (0 + 1) / 105, and each weighs 4 weeks.
    decayed = 0.5 ** (100 / 8) - 0.5 ** (110 / 8)
    assert recent - old == pytest.approx((decayed + 4 / 105) / (8 / math.log(2) + 4))


def test_a_steady_stream_keeps_its_level():
    ages = np.arange(0.25, 104, 0.5)  # two a week
    assert level(ages, np.ones(len(ages)), 104.0, RULES, WeeklyPrior(2.0, 1.0)) == pytest.approx(2, rel=0.01)


def test_calendar_factors_divide_the_past():
    ages = np.arange(0.25, 104, 0.5)
    halved = level(ages, np.full(len(ages), 0.5), 104.0, RULES, WeeklyPrior(1.0, 1.0))
    assert halved == pytest.approx(1, rel=0.01)


def test_the_level_of_findings_does_not_rise_with_the_patrols():
    # One finding per 30 minutes; ten patrols in each of the last 2 weeks, one in each before.
    log_age = np.concatenate([np.arange(2, 52) + 0.5, np.repeat([0.5, 1.5], 10)])
    minutes = np.full(len(log_age), 30.0)
    found = finding_level(log_age, np.ones(len(log_age)), log_age, minutes, 52.0, RULES)
    assert found == pytest.approx(70 / 52)


def test_findings_without_minutes_have_no_level():
    nothing = np.array([])
    assert finding_level(nothing, nothing, nothing, nothing, 10.0, RULES) == 0
    assert finding_level(nothing, nothing, nothing, nothing, 0.0, RULES) == 0


def test_findings_follow_the_rate_per_minute_not_the_patrols():
    fair = corrected(np.array([30.0, 10.0]), np.array([900.0, 300.0]))
    assert fair.tolist() == pytest.approx([20, 20])


def test_a_desa_never_visited_gets_the_mean_of_the_others():
    # a cancels where m and f are zero: m̄ a / (a / r̄) = m̄ r̄ = 20 · 0.05
    fair = corrected(np.array([2.0, 1.0, 0.0]), np.array([40.0, 20.0, 0.0]))
    assert fair[2] == pytest.approx(20 * 3 / 60)


def test_more_findings_per_minute_mean_more():
    fair = corrected(np.array([30.0, 5.0]), np.array([300.0, 300.0]))
    assert fair[0] > fair[1]
    assert corrected(np.zeros(2), np.array([10.0, 0.0])).tolist() == [0, 0]
    assert corrected(np.ones(2), np.zeros(2)).tolist() == [0, 0]


def test_a_forecast_is_share_times_level():
    table = counted((0, 0.0, False), (0, 104.0, False), (1, 208.0, False))
    made = forecast(table, went(), 3, 208.0, Parameters())
    assert made.counts.tolist() == pytest.approx([1.5, 0.25, 0])
    assert made.weight.tolist() == pytest.approx([1, 0.5, 0.25])
    assert made.share.tolist() == pytest.approx(share(made.counts, made.a).tolist())
    assert made.expected.sum() == pytest.approx(made.level)
    assert made.size.tolist() == pytest.approx((made.counts + made.a).tolist())


def test_the_size_of_the_spread_is_capped():
    table = counted(*[(0, 0.1, False)] * 500)
    assert forecast(table, went(), 2, 10.0, Parameters()).size.tolist()[0] == 60


def test_findings_enter_the_count_corrected_and_their_weights_with_them():
    table = counted(*[(0, 1.0, True)] * 4, (1, 1.0, True))
    made = forecast(table, went((0, 1.0, 400), (1, 1.0, 100)), 2, 2.0, Parameters())
    # Four times the minutes, four times the findings: alike.
    assert made.counts[0] == pytest.approx(made.counts[1])
    assert np.bincount(table["desa"], made.weight) == pytest.approx(made.counts)


@given(st.lists(st.tuples(st.integers(0, 4), st.floats(0, 300)), max_size=40))
def test_reports_are_conserved_in_the_decayed_counts(rows):
    table = counted(*((desa, age, False) for desa, age in rows))
    made = forecast(table, went(), 5, 300.0, Parameters())
    assert made.counts.sum() == pytest.approx(sum(0.5 ** (age / 104) for _, age in rows))


def test_the_negative_binomial_of_size_one_is_geometric():
    # mean 1: P(0) = ½, P(≤ 1) = ¾, P(≤ 2) = 0.875, P(≤ 3) = 0.9375
    assert chance_of_any(np.array([1.0]), np.array([1.0]))[0] == pytest.approx(0.5)
    low, high = interval(np.array([1.0]), np.array([1.0]))
    assert (low[0], high[0]) == (0, 3)


def test_the_mix_is_drawn_to_the_kecamatan_and_the_kecamatan_to_the_prior():
    mix = severity_mix(
        np.array([0, 0, 1]),
        np.array([20.0, 20.0, 5.0]),
        np.ones(3),
        np.array([1.0, 1.0, 2.0]),
        3,
        prior_severity=10.0,
        prior_u=1.0,
        shrink=4.0,
    )
    everywhere = (40 + 10 + 40) / 8
    assert mix.severity.tolist() == pytest.approx(
        [(40 + 4 * everywhere) / 6, (10 + 4 * everywhere) / 6, everywhere]
    )
    assert mix.ahead.tolist() == pytest.approx(mix.severity.tolist())
    assert mix.u.tolist() == [1, 1, 1]
    assert mix.chances.sum(axis=1).tolist() == pytest.approx([1, 1, 1])
    assert (mix.chances @ mix.grades).tolist() == pytest.approx(mix.severity.tolist())


def test_the_calendar_of_the_week_ahead_enters_mix_and_number():
    mix = severity_mix(
        np.array([0, 0]),
        np.array([20.0, 10.0]),
        np.array([3.0, 1.0]),
        np.ones(2),
        1,
        prior_severity=15.0,
        prior_u=1.0,
        shrink=1.0,
    )
    # Twice shrunk towards the prior: k X with X = (Σ + prior) / 3, then (Σ + X) / 3.
    once = lambda own, prior: (own + (own + prior) / 3) / 3  # noqa: E731 - the formula, once
    assert mix.severity[0] == pytest.approx(once(30, 15))
    assert mix.u[0] == pytest.approx(once(4, 1))
    assert mix.ahead[0] == pytest.approx(once(70, 15))
    # What happens next is drawn from the tilted mix: number × its mean weight = ahead.
    assert mix.u[0] * (mix.chances @ mix.grades)[0] == pytest.approx(mix.ahead[0])
