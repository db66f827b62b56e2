"""Draws: what makes a plan hard to foresee; all of it comes from the generator that one gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from planning.day import Part
from planning.stop import Stop

_GUMBEL_MEAN = 0.5772156649
_PARTS = 3
"""Into so many parts a patrol is divided to draw hours: of fewer the middle of a route stays where it is."""


def drawn_prizes(prizes: NDArray[np.float64], noise: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return the prizes with noise, so that nobody can tell from the needs alone who is visited.

    Parameters
    ----------
    prizes
        Worth of each stop, shape (stops,).
    noise
        Strength, 0 or more; 0 changes nothing.
    """
    return prizes * np.exp(noise * (rng.gumbel(size=len(prizes)) - _GUMBEL_MEAN))


def drawn_hours(
    stops: Sequence[Stop], shifts: int, most: int, rng: np.random.Generator
) -> Mapping[int, Part]:
    """Draw for the riskiest stops which shift should come, and in which third of its patrol.

    Parameters
    ----------
    stops
        All of them.
    shifts
        Number of shifts of the day, 1 or more.
    most
        For how many stops.

    Examples
    --------
    >>> from sop.patrol import StopKind
    >>> stop = Stop(id="A", name="A", kode_desa="1", lon=0, lat=0, kind=StopKind.RAWAN, dwell_min=12,
    ...     target_min=28, risk=1, most_days=3, reason="")
    >>> ((place, (shift, first, last)),) = drawn_hours([stop], 1, 10, np.random.default_rng(1)).items()
    >>> place, shift, round(last - first, 3)
    (0, 0, 0.333)
    """
    risk = np.array([one.risk for one in stops])
    top = np.argsort(-risk, kind="stable")[:most]
    who, part = rng.integers(shifts, size=len(top)), rng.integers(_PARTS, size=len(top))
    return {
        int(n): (int(crew), int(third) / _PARTS, (int(third) + 1) / _PARTS)
        for n, crew, third in zip(top, who, part, strict=True)
    }
