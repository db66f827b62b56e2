"""Evidence: what the score looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from sop.category import Category


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Records as they stand, shared and never changed.

    Parameters
    ----------
    incidents
        Incidents by ``id_kejadian``, with the columns of `sop.dictionary.INCIDENTS`.
    logs
        Patrol logs by ``id_jurnal``.
    cases
        Conflict cases by ``id_kasus``.
    areas
        The scored desa by ``kode_desa``, with ``nama``.
    categories
        The master table of categories by code.
    """

    incidents: gpd.GeoDataFrame
    logs: pd.DataFrame
    cases: pd.DataFrame
    areas: gpd.GeoDataFrame
    categories: Mapping[str, Category]
