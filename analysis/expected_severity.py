"""Expected severity: how heavy an incident of a desa is likely to be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_STEP = 0.1
"""Grain of severities in the draws, poin."""


@dataclass(frozen=True, kw_only=True)
class SeverityMix:
    """Category mix and impact of each desa, shrunk to the kecamatan's.

    Parameters
    ----------
    severity
        Expected weight of one incident, poin, per desa.
    ahead
        Expected weight × calendar factor of the week ahead, per desa.
    u
        Expected calendar factor of the week ahead, per desa.
    spread
        Variance of the posterior of ``ahead``, per desa.
    grades, chances
        Weights that an incident can have, and how likely each is in the week ahead:
        shapes (grades,) and (desa, grades).
    """

    severity: NDArray[np.float64]
    ahead: NDArray[np.float64]
    u: NDArray[np.float64]
    spread: NDArray[np.float64]
    grades: NDArray[np.float64]
    chances: NDArray[np.float64]


def severity_mix(
    desa: NDArray[np.int64],
    severity: NDArray[np.float64],
    u_ahead: NDArray[np.float64],
    weight: NDArray[np.float64],
    n_areas: int,
    *,
    prior_severity: float,
    prior_u: float,
    shrink: float,
) -> SeverityMix:
    """Return the mix of severities of each desa.

    Each mean is ``(Σ w x + k X) / (Σ w + k)``: the desa's own incidents, and ``shrink`` incidents
    like the kecamatan's, whose own mean has ``shrink`` incidents like the prior.

    Parameters
    ----------
    desa, severity, u_ahead, weight
        Of each scored incident: its desa's position, weight in poin, calendar factor ahead, and
        how much it counts.

    Examples
    --------
    >>> mix = severity_mix(np.array([0, 0]), np.array([20.0, 20.0]), np.ones(2), np.ones(2), 2,
    ...     prior_severity=8.0, prior_u=1.0, shrink=2.0)
    >>> mix.severity.tolist()  # kecamatan: (40 + 16) / 4 = 14; desa: (40 + 28) / 4
    [17.0, 14.0]
    """
    own = np.bincount(desa, weight, minlength=n_areas)
    total = weight.sum()

    def shrunk(values: NDArray[np.float64], prior: float) -> NDArray[np.float64]:
        everywhere = ((weight * values).sum() + shrink * prior) / (total + shrink)
        here = np.bincount(desa, weight * values, minlength=n_areas)
        return np.asarray((here + shrink * everywhere) / (own + shrink))

    ahead = shrunk(severity * u_ahead, prior_severity * prior_u)
    square = shrunk((severity * u_ahead) ** 2, (prior_severity * prior_u) ** 2)
    # The step is exact for the packaged weights; it keeps the table small for any others.
    grain = np.rint(np.append(severity, prior_severity) / _STEP).astype("int64")
    steps, kind = np.unique(grain, return_inverse=True)
    tilted = weight * u_ahead
    everywhere = np.bincount(kind, np.append(tilted, shrink * prior_u), minlength=len(steps))
    flat = np.bincount(desa * len(steps) + kind[:-1], tilted, minlength=n_areas * len(steps))
    table = flat.reshape(n_areas, len(steps)) + shrink * everywhere / (total + shrink)
    return SeverityMix(
        severity=shrunk(severity, prior_severity),
        ahead=ahead,
        u=shrunk(u_ahead, prior_u),
        spread=np.maximum(square - ahead**2, 0.0) / (own + shrink + 1),
        grades=steps * _STEP,
        chances=table / table.sum(axis=1, keepdims=True),
    )
