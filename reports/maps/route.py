"""The layer of a patrol route: where it leaves from, its stops by number and time, and their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import folium
import geopandas as gpd
import shapely

from reports.maps.escape import text
from reports.maps.layers import Shapes
from reports.maps.shapes import collection
from reports.maps.spot import Frame

ORDER_NOT_ROAD = "Garis putus-putus menunjukkan urutan, bukan jalan."
"""What has to be said beside a map with this layer."""

_LEAST_DEG = 0.008
"""Shown around the outermost stops, some 900 m."""


@dataclass(frozen=True, kw_only=True)
class MapStop:
    """A stop as the map shows it.

    Parameters
    ----------
    lon, lat
        Where, degrees WGS84.
    number
        Its place in the order, from 1.
    time
        When the patrol arrives, in words.
    name, reason
        What people call it, and why the patrol goes there.
    locked
        Whether a person put it there.
    """

    lon: float
    lat: float
    number: int
    time: str
    name: str
    reason: str
    locked: bool = False


def route(stops: Sequence[MapStop], base: tuple[float, float], base_name: str) -> folium.FeatureGroup:
    """Return the layer of a route, framed.

    Parameters
    ----------
    stops
        In order.
    base
        Lon and lat from which the patrol leaves and to which it returns.
    base_name
        What people call that place.
    """
    group = folium.FeatureGroup(name="Rute", control=False)
    points = [(one.lon, one.lat) for one in stops]
    line = gpd.GeoDataFrame(geometry=[shapely.LineString([base, *points, base])], crs=4326)
    where = gpd.GeoDataFrame(geometry=[shapely.Point(one) for one in points], crs=4326)
    start = gpd.GeoDataFrame(geometry=[shapely.Point(base)], crs=4326)
    west, south, east, north = shapely.LineString([base, *points, base]).buffer(_LEAST_DEG).bounds
    group.add_child(Frame([[south, west], [north, east]]))
    group.add_child(Shapes(collection(line, [{}]), "rute"))
    group.add_child(Shapes(collection(start, [{"tip": f"<b>{text(base_name)}</b>"}]), "pangkalan"))
    group.add_child(Shapes(collection(where, [_told(one) for one in stops]), "singgah"))
    return group


def _told(one: MapStop) -> dict[str, object]:
    return {
        "urut": one.number,
        "jam": text(one.time),
        "kunci": one.locked,
        "tip": f"<b>{one.number}. {text(one.name)}</b><br>{text(one.time)}<br>{text(one.reason)}",
    }
