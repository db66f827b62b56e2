"""Where one record lies: its point, or the square it lies in, and enough around it to know the place."""

from __future__ import annotations

import folium
import geopandas as gpd
import shapely
from folium.template import Template
from shapely.geometry.base import BaseGeometry

from reports.maps.layers import Shapes
from reports.maps.shapes import collection
from reports.maps.verbatim import VerbatimMacro, script_json

_AROUND_DEG = 0.012
"""Shown on each side of a point, some 1.3 km."""


class Frame(VerbatimMacro):
    """The view of the map, set once."""

    _template = Template("{% macro script(this, kwargs) %}tenteram.frame({{ this.bounds }});{% endmacro %}")

    def __init__(self, bounds: list[list[float]] | None) -> None:
        super().__init__("Frame")
        self.bounds = script_json(bounds)


def spot(
    point: shapely.Point | None, area: BaseGeometry | None, *, square: BaseGeometry | None = None
) -> folium.FeatureGroup:
    """Return the layer of one record.

    Parameters
    ----------
    point
        Longitude and latitude; None if only the desa is known.
    area
        The desa, which is framed where there is no point; None frames everything.
    square
        Drawn instead of the point where it may be known only roughly.
    """
    group = folium.FeatureGroup(name="Letak", control=False)
    shape = square or point
    if shape is not None:
        frame = gpd.GeoDataFrame(geometry=[shape], crs=4326)
        group.add_child(Shapes(collection(frame, [{}]), "kejadian"))
    group.add_child(Frame(_bounds(point, area)))
    return group


def _bounds(point: shapely.Point | None, area: BaseGeometry | None) -> list[list[float]] | None:
    if point is not None:
        west, south, east, north = point.buffer(_AROUND_DEG).bounds
    elif area is not None:
        west, south, east, north = area.bounds
    else:
        return None
    return [[south, west], [north, east]]
