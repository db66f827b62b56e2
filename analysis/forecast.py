"""Forecast: expected incidents of each desa in the coming week, share × level."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import nbinom

from analysis.decay import decayed
from analysis.discovery import corrected
from analysis.level import WeeklyPrior, finding_level, level
from analysis.parameters import Parameters
from analysis.share import share
from analysis.shrinkage import fit_even


@dataclass(frozen=True, kw_only=True)
class AreaForecast:
    """What is expected of each desa on an ordinary day of the calendar.

    Parameters
    ----------
    share
        Shares of the desa; they add up to 1.
    level
        Incidents a week in the whole kecamatan.
    counts
        Decayed counts behind the shares, findings corrected for patrol minutes.
    a
        Pseudo-count given to each desa.
    size
        Size of the negative binomial of each desa's weekly count.
    weight
        What each scored incident contributes to its desa's count; sums to ``counts`` but for desa
        whose findings are only inferred.
    """

    share: NDArray[np.float64]
    level: float
    counts: NDArray[np.float64]
    a: float
    size: NDArray[np.float64]
    weight: NDArray[np.float64]

    @property
    def expected(self) -> NDArray[np.float64]:
        """Expected number of incidents a week, per desa."""
        return self.share * self.level


def forecast(
    counted: pd.DataFrame, went: pd.DataFrame, n_areas: int, history_weeks: float, parameters: Parameters
) -> AreaForecast:
    """Return the area forecast "share × level".

    Parameters
    ----------
    counted
        Scored incidents from `analysis.counting.scored`, without those set apart.
    went
        Visits with known minutes: ``desa`` (position in the areas), ``age_weeks``, ``menit``.
    n_areas
        Number of desa, at least 1.
    history_weeks
        How long records have been kept.
    """
    rules = parameters.forecast
    desa = counted["desa"].to_numpy()
    age, once = counted["age_weeks"].to_numpy(), 1.0 / counted["u"].to_numpy()
    found = counted["finding"].to_numpy()
    weight = once * decayed(age, rules.share_half_life_weeks)
    log_age, minutes = went["age_weeks"].to_numpy(), went["menit"].to_numpy()

    findings = _sums(desa[found], weight[found], n_areas)
    patrolled = _sums(
        went["desa"].to_numpy(), minutes * decayed(log_age, rules.share_half_life_weeks), n_areas
    )
    fair = corrected(findings, patrolled)
    weight = np.where(found, weight * (fair / np.where(findings > 0, findings, 1.0))[desa], weight)
    counts = _sums(desa[~found], weight[~found], n_areas) + fair

    now = level(age[~found], once[~found], history_weeks, rules, WeeklyPrior.of(parameters.prior))
    now += finding_level(age[found], once[found], log_age, minutes, history_weeks, rules)
    a = fit_even(counts)
    return AreaForecast(
        share=share(counts, a),
        level=now,
        counts=counts,
        a=a,
        size=np.minimum(counts + a, rules.size_cap),
        weight=weight,
    )


def interval(
    expected: NDArray[np.float64], size: NDArray[np.float64], probability: float = 0.8
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the central predictive interval of negative-binomial counts.

    Examples
    --------
    >>> low, high = interval(np.array([0.1, 9.0]), np.array([60.0, 60.0]))
    >>> low.tolist(), high.tolist()
    ([0, 5], [0, 13])
    """
    tail = (1 - probability) / 2
    p = size / (size + expected)
    return nbinom.ppf(tail, size, p).astype("int64"), nbinom.ppf(1 - tail, size, p).astype("int64")


def chance_of_any(expected: NDArray[np.float64], size: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probability of at least one event of a negative-binomial count.

    Examples
    --------
    >>> chance_of_any(np.array([1.0]), np.array([1.0])).tolist()  # 1 − 1 / (1 + 1)
    [0.5]
    """
    return np.asarray(-np.expm1(-size * np.log1p(expected / size)))


def _sums(position: NDArray[np.int64], values: NDArray[np.float64], n: int) -> NDArray[np.float64]:
    return np.asarray(np.bincount(position, values, minlength=n), dtype=np.float64)
