"""Discovery: what patrols find, made free of where and how long they went."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.shrinkage import fit_rate


def corrected(findings: NDArray[np.float64], minutes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the findings each desa would show had all been patrolled alike.

    ``m̄ · (f + a) / (m + a / r̄)``: findings f per patrol minutes m, shrunk to the pooled rate r̄
    with a fitted shape a, times the mean minutes per desa m̄. A desa never visited gets the mean.

    Parameters
    ----------
    findings, minutes
        Findings, and patrol minutes behind them, per desa; both decayed alike.

    Returns
    -------
    ndarray
        On the scale of the findings; zeros when nothing was found or no minutes are known.

    Examples
    --------
    Twice the patrols find twice as much in the same place: no difference between the two.

    >>> corrected(np.array([20.0, 10.0]), np.array([1200.0, 600.0])).round(6).tolist()
    [15.0, 15.0]
    """
    if findings.sum() <= 0 or minutes.sum() <= 0:
        return np.zeros(len(findings))
    pooled = findings.sum() / minutes.sum()
    a = fit_rate(findings, pooled * minutes)
    return np.asarray(minutes.mean() * (findings + a) / (minutes + a / pooled))
