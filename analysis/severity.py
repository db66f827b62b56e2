"""Severity: how heavy one incident weighs."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.parameters import Parameters
from sop.category import UNCLASSIFIED, Category
from sop.incident import Verification


def weights(incidents: pd.DataFrame, categories: Mapping[str, Category], parameters: Parameters) -> pd.Series:
    """Return the weight of each incident: category × score factor × impact × verification.

    Parameters
    ----------
    incidents
        With ``kode_kategori``, ``dampak_aktual`` and ``status_verifikasi``.
    categories
        Master table; a code that it does not know weighs as unclassified.

    Returns
    -------
    Series
        Poin, 0 and up, on the index of ``incidents``; 0 is never scored.

    Examples
    --------
    >>> from sop.category import Visibility
    >>> race = Category(code="JLN-04", group="", name="", safety=3, escalation=2, impact=0, lead="",
    ...     support="", perda="", visibility=Visibility.UMUM, geometry="ruas", score_factor=1.0)
    >>> seen = pd.DataFrame({"kode_kategori": ["JLN-04"], "dampak_aktual": [1.5],
    ...     "status_verifikasi": ["belum"]})
    >>> weights(seen, {"JLN-04": race}, Parameters()).to_list()  # 19 × 1.5 × 0.5
    [14.25]
    """
    rules = parameters.counting
    table = category_weights(categories, parameters)
    factor = {
        Verification.BELUM.value: rules.unverified,
        Verification.TERVERIFIKASI.value: rules.verified,
        Verification.TIDAK_TERBUKTI.value: rules.disproved,
    }
    weight = (
        looked_up(incidents["kode_kategori"], table, table.get(UNCLASSIFIED, 0.0))
        * looked_up(incidents["status_verifikasi"], factor, 0.0)
        * incidents["dampak_aktual"].fillna(0.0).to_numpy(dtype="float64")
    )
    return pd.Series(weight, index=incidents.index, name="bobot")


def looked_up(keys: pd.Series, table: Mapping[str, float], otherwise: float) -> NDArray[np.float64]:
    """Return each key's number, looking every distinct key up once."""
    kind, distinct = pd.factorize(keys)
    numbers = np.array([*(table.get(key, otherwise) for key in distinct), otherwise], dtype=np.float64)
    return np.asarray(numbers[kind])


def category_weights(categories: Mapping[str, Category], parameters: Parameters) -> dict[str, float]:
    """Return the weight of each category times its score factor; 0 for those left out by name."""
    base = parameters.weights
    return {
        code: 0.0
        if code in parameters.counting.left_out
        else c.score_factor
        * (base.base + base.safety * c.safety + base.escalation * c.escalation + base.impact * c.impact)
        for code, c in categories.items()
    }
