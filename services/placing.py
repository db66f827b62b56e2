"""Where records lie: the desa of each, and what must wait for a person because it lies in none."""

from __future__ import annotations

from typing import cast

import geopandas as gpd
import pandas as pd

from analysis.place import place
from sop.dictionary import CONFLICT_CASES, INCIDENTS, PLACES, Frame
from sop.incident import Quarantine
from sop.problem import Problem, ProblemCode, problem


def placed(frame: Frame, rows: pd.DataFrame, areas: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return parsed rows with the desa of each; rows of frames that have no place are left alone."""
    if frame in (INCIDENTS, PLACES):
        return placed_points(cast("gpd.GeoDataFrame", rows), areas)
    if frame is CONFLICT_CASES:
        return placed_cases(cast("gpd.GeoDataFrame", rows), areas)
    return rows


def doubts(
    frame: Frame, parsed: pd.DataFrame, placed: pd.DataFrame, areas: gpd.GeoDataFrame
) -> list[Problem]:
    """Return what a person should look at: a point in another desa than the one named, a case in none.

    The point is believed, but either can be wrong.
    """
    if frame is CONFLICT_CASES:
        nowhere = placed.index[placed["desa"].map(len).eq(0)]
        return [problem(ProblemCode.KASUS_TANPA_DESA, row=int(row), column="desa") for row in nowhere]
    if frame not in (INCIDENTS, PLACES):
        return []
    named, found = parsed["kode_desa"], placed["kode_desa"]
    names = areas["nama"]
    return [
        problem(
            ProblemCode.DESA_TAK_COCOK,
            row=int(row),
            column="kode_desa",
            value=names[named[row]],
            letak=names[found[row]],
            tertulis=names[named[row]],
        )
        for row in parsed.index[named.notna() & found.notna() & (named != found)]
    ]


def placed_points(rows: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return points with ``kode_desa`` and, where there is none, the reason in ``karantina``.

    A point decides; a row without one keeps the desa that it names.
    """
    has_point = rows.geometry.notna()
    found = place(rows.geometry, areas)
    code = found.where(has_point, rows["kode_desa"]).astype("str")
    reason = pd.Series(None, index=rows.index, dtype="str")
    reason = reason.mask(has_point & code.isna(), Quarantine.LUAR_WILAYAH.value)
    reason = reason.mask(~has_point & code.isna(), Quarantine.TANPA_LOKASI.value)
    return rows.assign(kode_desa=code, karantina=reason)


def placed_cases(rows: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return cases with their desa: those they name, else those that their shape touches."""
    unnamed = rows["desa"].map(len).eq(0) & rows.geometry.notna()
    pairs = gpd.sjoin(rows.loc[unnamed, [rows.geometry.name]], areas[["geometry"]], predicate="intersects")
    touched = pairs.groupby(level=0)[str(areas.index.name)].agg(sorted)
    found = rows.index.isin(touched.index)
    return rows.assign(desa=touched.reindex(rows.index).where(found, rows["desa"]))
