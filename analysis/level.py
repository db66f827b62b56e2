"""Level: how many incidents a week the kecamatan has at present."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.stats import gamma

from analysis.decay import decayed, decayed_weeks
from analysis.parameters import Forecast, Prior

WEEKS_A_MONTH = 365.25 / 12 / 7


@dataclass(frozen=True)
class WeeklyPrior:
    """Gamma prior of the weekly number of incidents: ``events`` seen in ``weeks``.

    Its 10 % and 90 % points are the published limits of an unknown kecamatan.

    Examples
    --------
    >>> prior = WeeklyPrior.of(Prior())
    >>> round(prior.events / prior.weeks * WEEKS_A_MONTH, 1)  # mean per month
    16.1
    """

    events: float
    weeks: float

    @classmethod
    @cache
    def of(cls, prior: Prior) -> WeeklyPrior:
        """Return the gamma whose 10 % and 90 % points are the prior's monthly limits."""
        ratio = prior.month_high / prior.month_low
        shape = brentq(lambda k: gamma.ppf(0.9, k) / gamma.ppf(0.1, k) - ratio, 0.2, 200)
        return cls(float(shape), float(gamma.ppf(0.1, shape) / prior.month_low * WEEKS_A_MONTH))


def level(
    age_weeks: NDArray[np.float64],
    counts: NDArray[np.float64],
    history_weeks: float,
    forecast: Forecast,
    prior: WeeklyPrior,
) -> float:
    """Return the expected weekly number of reported incidents of the whole kecamatan.

    The decayed weekly mean (short half-life), shrunk to the mean of the last two years with the
    weight of a few weeks: ``(Σ w n + k μ) / (Σ w + k)``. The prior stands in the two-year mean.

    Parameters
    ----------
    age_weeks, counts
        Age of each incident, and what it counts (1 over its calendar factor).
    history_weeks
        How long records have been kept, 0 and up.

    Examples
    --------
    >>> nothing = np.array([])
    >>> round(level(nothing, nothing, 0.0, Forecast(), WeeklyPrior(3.0, 1.5)), 6)
    2.0
    """
    span = min(forecast.mean_weeks, history_weeks)
    mean = (counts[age_weeks <= span].sum() + prior.events) / (span + prior.weeks)
    now = (counts * decayed(age_weeks, forecast.level_half_life_weeks)).sum()
    weeks = decayed_weeks(history_weeks, forecast.level_half_life_weeks)
    return _shrunk(now, weeks, mean, forecast, otherwise=mean)


def finding_level(
    age_weeks: NDArray[np.float64],
    counts: NDArray[np.float64],
    log_age_weeks: NDArray[np.float64],
    minutes: NDArray[np.float64],
    history_weeks: float,
    forecast: Forecast,
) -> float:
    """Return the expected weekly number of patrol findings at the usual patrol effort.

    As `level`, but time is measured in usual weeks of patrol: twice the patrols in a week are two
    weeks, so that a busy month of patrols is not taken for a bad month.

    Parameters
    ----------
    age_weeks, counts
        Age of each finding whose minutes are known, and what it counts.
    log_age_weeks, minutes
        Age and minutes of every visit with known minutes.

    Examples
    --------
    One finding per 60 minutes, in weeks of 60, 60 and 600 minutes: the level per minute never moved.

    >>> age = np.repeat([0.5, 1.5, 2.5], [10, 1, 1])
    >>> round(finding_level(age, np.ones(12), np.array([0.5, 1.5, 2.5]), np.array([600.0, 60, 60]), 3.0,
    ...     Forecast()), 6)  # 12 findings in 3 weeks
    4.0
    """
    span = min(forecast.mean_weeks, history_weeks)
    usual = minutes[log_age_weeks <= span].sum() / span if span > 0 else 0.0
    if usual <= 0:
        return 0.0
    mean = counts[age_weeks <= span].sum() / span
    now = (counts * decayed(age_weeks, forecast.level_half_life_weeks)).sum()
    weeks = (minutes * decayed(log_age_weeks, forecast.level_half_life_weeks)).sum() / usual
    return _shrunk(now, weeks, mean, forecast, otherwise=mean)


def _shrunk(now: float, weeks: float, mean: float, forecast: Forecast, *, otherwise: float) -> float:
    weight = weeks + forecast.level_shrink_weeks
    return float((now + forecast.level_shrink_weeks * mean) / weight) if weight > 0 else float(otherwise)
