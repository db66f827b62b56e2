"""Shrinkage: how far counts of areas are to be trusted against their common mean."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

_LOG_A = np.linspace(-5.25, 5.25, 151)
"""Candidates for ``log a``, 0.07 apart: far finer than any data can tell."""


def fit_even(counts: NDArray[np.float64]) -> float:
    """Return ``a``, the pseudo-count given to each area so that shares shrink towards equal ones.

    The mode of the Dirichlet-multinomial likelihood times a lognormal(0, 1) hyperprior; without
    data, or with one area, it is that of the hyperprior alone: 1. Large where areas are alike.

    Parameters
    ----------
    counts
        Counts of the areas, decayed ones too; shape (areas,).

    Examples
    --------
    >>> alike, unlike = np.array([300.0, 310.0, 290.0]), np.array([900.0, 0.0, 0.0])
    >>> fit_even(alike) > fit_even(np.zeros(3)) > fit_even(unlike)
    True
    """
    a = np.exp(_LOG_A)[:, None]
    seen = counts[counts > 0]
    total = counts.sum()
    likelihood = (gammaln(seen + a) - gammaln(a)).sum(axis=1)
    whole = len(counts) * a[:, 0]
    likelihood += gammaln(whole) - gammaln(whole + total)
    return _mode(likelihood)


def fit_rate(counts: NDArray[np.float64], expected: NDArray[np.float64]) -> float:
    """Return ``a``, the shape of the gamma spread of rates around a common one.

    The mode of the negative-binomial likelihood (counts with mean ``expected``) times a
    lognormal(0, 1) hyperprior.

    Examples
    --------
    >>> alike, unlike = np.array([30.0, 30.0, 30.0]), np.array([90.0, 0.0, 0.0])
    >>> fit_rate(alike, alike) > fit_rate(unlike, alike)
    True
    """
    return _mode(rate_likelihood(counts, expected, np.exp(_LOG_A)))


def rate_likelihood(
    counts: NDArray[np.float64], expected: NDArray[np.float64], shapes: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the negative-binomial log-likelihood for each shape, up to a constant.

    Where the expectation is zero, counts say nothing of the shape and are passed over.
    """
    a = shapes[:, None]
    silent = expected[(counts == 0) & (expected > 0)]
    spoken = (counts > 0) & (expected > 0)
    n, mean = counts[spoken], expected[spoken]
    zero = -(a * np.log1p(silent / a)).sum(axis=1)
    more = gammaln(n + a) - gammaln(a) - a * np.log1p(mean / a) + n * np.log(mean / (a + mean))
    return np.asarray(zero + more.sum(axis=1))


def _mode(likelihood: NDArray[np.float64]) -> float:
    return float(np.exp(_LOG_A[np.argmax(likelihood - _LOG_A**2 / 2)]))
