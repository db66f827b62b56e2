"""Trend: whether a desa is above, at or below what is usual for it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from analysis.parameters import Trend as Rules
from sop.code import Code


class Trend(Code):
    """Word for a desa against its own year."""

    DI_ATAS = "di_atas", "di atas biasanya"
    SEPERTI = "seperti", "seperti biasanya"
    DI_BAWAH = "di_bawah", "di bawah biasanya"


def trend(
    desa: NDArray[np.int64],
    age_weeks: NDArray[np.float64],
    n_areas: int,
    history_weeks: float,
    rules: Rules,
) -> list[Trend]:
    """Compare each desa's latest weeks with the rest of its own usual weeks.

    Of all its incidents in the usual weeks, the latest weeks should hold their part of the time;
    a number so high or low that chance gives it with less than the tail's probability is a trend.
    With less than half of the usual weeks on record everything is as usual.

    Parameters
    ----------
    desa, age_weeks
        Position and age of each reported incident. Leave out what patrols found: a busy patrol
        would make a desa look worse.
    rules
        Latest and usual weeks, and the probability of a tail.

    Examples
    --------
    >>> ages = np.array([0.5, 1.5, 2.5, 3.5, 20.0])  # four in 4 weeks, one in the 48 before
    >>> [word.value for word in trend(np.zeros(5, dtype=int), ages, 2, 52.0, Rules())]
    ['di_atas', 'seperti']
    """
    span = min(float(rules.usual_weeks), history_weeks)
    if span < rules.usual_weeks / 2:
        return [Trend.SEPERTI] * n_areas
    usual = np.bincount(desa[age_weeks <= span], minlength=n_areas)
    latest = np.bincount(desa[age_weeks <= rules.recent_weeks], minlength=n_areas)
    part = rules.recent_weeks / span
    above = binom.sf(latest - 1, usual, part) <= rules.tail
    below = binom.cdf(latest, usual, part) <= rules.tail
    return [
        Trend.DI_ATAS if up else Trend.DI_BAWAH if down else Trend.SEPERTI
        for up, down in zip(above, below, strict=True)
    ]
