"""Draws: possible weeks ahead, for the intervals, ranks and classes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.expected_severity import SeverityMix
from analysis.forecast import AreaForecast

_MOST = 1_000_000
"""Most numbers in one table of draws; thousands of areas get fewer draws each."""
_MANY = 40
"""From this many incidents on, their summed weight is drawn as a normal variate."""


@dataclass(frozen=True, kw_only=True)
class Draws:
    """Drawn together: one row is one possible state of the world.

    Parameters
    ----------
    mean
        Mean score of each desa given what is not known exactly, poin; shape (draws, desa).
    rate
        Expected incidents of each desa, calendar included; shape (draws, desa).
    counts
        Incidents that happen; shape (draws, desa).
    points
        Poin that come of them, and of the conflicts that escalate; shape (draws, desa).
    """

    mean: NDArray[np.float64]
    rate: NDArray[np.float64]
    counts: NDArray[np.int64]
    points: NDArray[np.float64]


def draw(
    rng: np.random.Generator,
    count: int,
    forecast: AreaForecast,
    mix: SeverityMix,
    chances: NDArray[np.float64],
    case_points: NDArray[np.float64],
    *,
    size_cap: float,
) -> Draws:
    """Draw weeks ahead.

    The kecamatan's level errs for all desa together (gamma of size ``size_cap``), the shares for
    each alone (gamma of its decayed count plus a). The sum over the desa of one row is therefore a
    possible kecamatan total, which sums of limits are not.

    Parameters
    ----------
    rng, count
        Source of randomness, and how many draws are wanted.
    chances, case_points
        From `analysis.conflict.risks`.
    """
    n_areas = len(forecast.share)
    n = max(200, min(count, _MOST // n_areas))
    together = rng.gamma(size_cap, 1 / size_cap, (n, 1))
    trust = forecast.counts + forecast.a
    rate = together * rng.gamma(trust, forecast.expected / trust, (n, n_areas))
    spread = np.maximum(mix.spread, 1e-12)
    heavy = rng.gamma(mix.ahead**2 / spread, spread / mix.ahead, (n, n_areas))
    escalated = rng.random((n, len(chances))) < chances
    counts = rng.poisson(rate * mix.u)
    return Draws(
        mean=rate * heavy + chances @ case_points,
        rate=rate * mix.u,
        counts=counts,
        points=_summed_weights(rng, counts, mix) + escalated @ case_points,
    )


def _summed_weights(
    rng: np.random.Generator, counts: NDArray[np.int64], mix: SeverityMix
) -> NDArray[np.float64]:
    """Draw the summed weight of so many incidents of each desa."""
    n_areas = counts.shape[1]
    mean = mix.chances @ mix.grades
    spread = mix.chances @ mix.grades**2 - mean**2
    normal = rng.standard_normal(counts.shape)
    many = np.maximum(counts * mean + normal * np.sqrt(counts * np.maximum(spread, 0.0)), 0.0)
    # One ladder of cumulated chances for all desa: desa d stands on the steps between d and d + 1.
    ladder = np.cumsum(mix.chances, axis=1)
    ladder = (ladder / ladder[:, -1:] + np.arange(n_areas)[:, None]).ravel()
    few = np.where(counts < _MANY, counts, 0).ravel()
    cell = np.repeat(np.arange(few.size), few)
    place = cell % n_areas + rng.random(len(cell))
    kind = np.minimum(np.searchsorted(ladder, place, side="right"), ladder.size - 1) % len(mix.grades)
    each = np.bincount(cell, mix.grades[kind], minlength=few.size).reshape(counts.shape)
    return np.where(counts < _MANY, each, many)
