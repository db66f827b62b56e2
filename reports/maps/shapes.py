"""Frames as light GeoJSON: reprojected, thinned to what a screen can show, five decimals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import mapping

DECIMALS = 5
"""Decimals of a degree that are sent: about one metre."""
SCREEN_STEPS = 6000
"""Steps over the longest side to which a coverage is thinned: under a pixel, also zoomed in twice."""


def collection(frame: gpd.GeoDataFrame, properties: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return a FeatureCollection of a frame's geometries, each with its properties.

    Rows without a geometry are left out.

    Parameters
    ----------
    frame
        Geometries; any CRS, EPSG:4326 when none is set.
    properties
        One mapping per row; their texts must be escaped already.

    Examples
    --------
    >>> point = gpd.GeoDataFrame(geometry=gpd.points_from_xy([115.123456], [-2.2]), crs=4326)
    >>> collection(point, [{"n": 3}])["features"][0]["geometry"]
    {'type': 'Point', 'coordinates': (115.12346, -2.2)}
    """
    shapes = rounded(degrees(frame).geometry.to_numpy())
    features = [
        {"type": "Feature", "id": str(i), "properties": dict(row), "geometry": mapping(shape)}
        for i, (row, shape) in enumerate(zip(properties, shapes, strict=True))
        if shape is not None and not shape.is_empty
    ]
    return {"type": "FeatureCollection", "features": features}


def thinned(frame: gpd.GeoDataFrame, *, steps: int = SCREEN_STEPS) -> gpd.GeoDataFrame:
    """Return polygons simplified as a coverage, so that shared borders stay shared.

    Examples
    --------
    >>> squares = gpd.GeoDataFrame(geometry=[shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)], crs=4326)
    >>> bool(shapely.coverage_is_valid(thinned(squares).geometry.to_numpy()))
    True
    """
    if frame.empty:
        return frame
    west, south, east, north = frame.total_bounds
    tolerance = max(east - west, north - south) / steps
    simple = shapely.coverage_simplify(frame.geometry.to_numpy(), tolerance)
    return frame.set_geometry(gpd.GeoSeries(simple, index=frame.index, crs=frame.crs))


def rounded(shapes: NDArray[Any]) -> NDArray[Any]:
    """Return geometries with their coordinates rounded to `DECIMALS`."""
    thin: NDArray[Any] = shapely.transform(shapely.force_2d(shapes), lambda xy: np.round(xy, DECIMALS))
    return thin


def degrees(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the frame in EPSG:4326."""
    return frame if frame.crs is None or frame.crs.to_epsg() == 4326 else frame.to_crs(4326)  # noqa: PLR2004


def bounds(frame: gpd.GeoDataFrame) -> list[list[float]]:
    """Return ``[[south, west], [north, east]]`` as Leaflet wants it.

    Examples
    --------
    >>> bounds(gpd.GeoDataFrame(geometry=[shapely.box(115.0, -2.3, 115.2, -2.1)], crs=4326))
    [[-2.3, 115.0], [-2.1, 115.2]]
    """
    west, south, east, north = (round(float(v), DECIMALS) for v in degrees(frame).total_bounds)
    return [[south, west], [north, east]]


def label_points(frame: gpd.GeoDataFrame) -> NDArray[Any]:
    """Return one point per polygon, as far from its border as can be: where its label stands."""
    polygons = degrees(frame).geometry.to_numpy()
    largest = [max(shapely.get_parts(p), key=lambda part: part.area) for p in polygons]
    circles = shapely.maximum_inscribed_circle(np.array(largest), tolerance=1e-4)
    return np.round(shapely.get_coordinates(shapely.get_point(circles, 0)), DECIMALS)
