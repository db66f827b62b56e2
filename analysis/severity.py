"""Severity: how heavy one incident weighs."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

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
    category = incidents["kode_kategori"].map(table).astype("float64").fillna(table.get(UNCLASSIFIED, 0.0))
    verified = incidents["status_verifikasi"].map(factor).astype("float64").fillna(0.0)
    return (category * incidents["dampak_aktual"] * verified).fillna(0.0).rename("bobot")


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
