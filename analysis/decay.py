"""Decay: what happened long ago counts less."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray


def decayed(age_weeks: NDArray[np.float64], half_life_weeks: float) -> NDArray[np.float64]:
    """Return the weight of events of some age: 1 now, a half after each half-life.

    Examples
    --------
    >>> decayed(np.array([0.0, 104.0, 208.0]), 104).tolist()
    [1.0, 0.5, 0.25]
    """
    return np.asarray(np.exp2(-age_weeks / half_life_weeks))


def decayed_weeks(history_weeks: float, half_life_weeks: float) -> float:
    """Return how many full weeks a decayed history is worth: the integral of the weights.

    Examples
    --------
    >>> round(decayed_weeks(8, 8), 3)  # 8 / ln 2 × (1 − ½)
    5.771
    """
    return half_life_weeks / math.log(2) * -math.expm1(-math.log(2) * history_weeks / half_life_weeks)
