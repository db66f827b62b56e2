"""Share: which part of the kecamatan's incidents each desa takes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def share(counts: NDArray[np.float64], a: float) -> NDArray[np.float64]:
    """Return each area's share: its count plus ``a``, over the sum of these.

    Parameters
    ----------
    counts
        Decayed counts per area, 0 and up.
    a
        Pseudo-count per area, above 0; see `analysis.shrinkage.fit_even`.

    Returns
    -------
    ndarray
        Shares above 0 that add up to 1.

    Examples
    --------
    >>> share(np.array([6.0, 1.0, 0.0]), 1.0).tolist()
    [0.7, 0.2, 0.1]
    """
    return np.asarray((counts + a) / (counts.sum() + len(counts) * a))
