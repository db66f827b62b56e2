"""Place: which desa a point lies in."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely import STRtree


def place(points: gpd.GeoSeries, areas: gpd.GeoDataFrame) -> pd.Series:
    """Return the code of the area in which each point lies.

    A point on a shared border belongs to exactly one of the areas: the one with the lowest code,
    whatever the order of the rows.

    Parameters
    ----------
    points
        Points; a missing or empty one lies nowhere.
    areas
        Polygons indexed by code; the points are brought into their CRS when it differs.

    Returns
    -------
    Series
        On the index of ``points``: the code, missing outside every area.

    Examples
    --------
    >>> from shapely import Point, box
    >>> west_east = gpd.GeoDataFrame(index=["01", "02"], geometry=[box(0, 0, 1, 1), box(1, 0, 2, 1)])
    >>> place(gpd.GeoSeries([Point(0.5, 0.5), Point(1, 0.5), Point(3, 3)]), west_east).to_list()
    ['01', '01', nan]
    """
    if points.crs is not None and areas.crs is not None and points.crs != areas.crs:
        points = points.to_crs(areas.crs)
    ordered = areas.geometry.sort_index()
    # The points form the tree and each polygon asks it: a polygon is prepared once, not per point.
    area, point = STRtree(np.asarray(points.array)).query(np.asarray(ordered.array), predicate="intersects")
    first = np.full(len(points), len(ordered))
    np.minimum.at(first, point, area)
    codes = np.array([*ordered.index, None], dtype=object)
    return pd.Series(codes[first], index=points.index, dtype="str", name="kode_desa")
