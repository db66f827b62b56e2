"""The base map: desa, neighbours and kecamatan outlines on a calm ground, no tiles, no other host."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
import shapely
from folium.template import Template

from reports.maps import palette
from reports.maps.assets import SERVED, Assets
from reports.maps.escape import text
from reports.maps.shapes import bounds, collection, degrees, label_points, thinned
from reports.maps.verbatim import VerbatimMacro, script_json

ATTRIBUTION = "Batas indikatif · BIG/Kemendagri"
"""Credit of the packaged boundaries; they are not a legal determination."""
MAX_ZOOM = 18
_CONTEXT_MARGIN = 1.0
"""Context is drawn this many extents of the desa around them; nobody pans further."""
_CONTEXT_STEPS = 600
"""Context needs less detail than the desa."""


@dataclass(frozen=True)
class Base:
    """What never changes on a map, ready to be sent; make it once for each version of the boundaries.

    Parameters
    ----------
    payload
        JSON object of shapes, colours and credit, without the addresses of the assets.
    centre
        Latitude and longitude of the middle of the desa.
    """

    payload: str
    centre: tuple[float, float]


class OfflineMap(folium.Map):
    """A folium map that needs Leaflet alone: no jQuery, no Bootstrap, no icon fonts, no tiles."""

    def __init__(self, centre: tuple[float, float], assets: Assets) -> None:
        self.default_js = [("leaflet", assets.script)]
        self.default_css = [("leaflet_css", assets.style)]
        super().__init__(
            location=centre,
            tiles=None,
            zoom_start=11,
            zoom_control=False,
            attribution_control=False,
            max_zoom=MAX_ZOOM,
            zoom_snap=0.25,
            zoom_delta=0.5,
            wheel_px_per_zoom_level=120,
        )


class _Behaviour(VerbatimMacro):
    """Tenteram's own style and script, started with the base's payload."""

    _template = Template(
        """
        {% macro header(this, kwargs) %}<style>{{ this.style }}</style>{% endmacro %}
        {% macro script(this, kwargs) %}
        {{ this.code }}
        tenteram.start({{ this._parent.get_name() }}, Object.assign({{ this.payload }}, {{ this.urls }}));
        {% endmacro %}
        """
    )

    def __init__(self, payload: str, assets: Assets) -> None:
        super().__init__("Behaviour")
        self.style, self.code = _own_files()
        self.payload = payload
        self.urls = script_json({"images": assets.images})


def prepare(
    areas: gpd.GeoDataFrame,
    *,
    neighbours: gpd.GeoDataFrame | None = None,
    outlines: gpd.GeoDataFrame | None = None,
    attribution: str = ATTRIBUTION,
) -> Base:
    """Make the part of a map that never changes.

    Parameters
    ----------
    areas
        The scored desa, indexed by code, with a column ``nama``.
    neighbours
        Desa around them, with a column ``nama``; context only.
    outlines
        Outlines of the kecamatan; context only.
    attribution
        Credit and reservation, shown in the corner of every map.

    Examples
    --------
    >>> desa = gpd.GeoDataFrame({"nama": ["Bamban"]}, index=["62.01"],
    ...     geometry=[shapely.box(115.0, -2.2, 115.2, -2.0)], crs=4326)
    >>> prepare(desa).centre
    (-2.1, 115.1)
    """
    frame = bounds(areas)
    (south, west), (north, east) = frame
    payload = {
        "areas": _areas(areas),
        "neighbours": _context(neighbours, frame, named=True),
        "outlines": _context(outlines, frame, named=False),
        "bounds": frame,
        "patterns": "".join(palette.patterns()),
        "attribution": text(attribution),
        "look": _look(),
    }
    return Base(script_json(payload), (round((south + north) / 2, 5), round((west + east) / 2, 5)))


def base_map(base: Base, assets: Assets = SERVED) -> OfflineMap:
    """Return a fresh map on a prepared base; layers are added to it afterwards."""
    made = OfflineMap(base.centre, assets)
    made.add_child(_Behaviour(base.payload, assets))
    return made


def _areas(areas: gpd.GeoDataFrame) -> dict[str, Any]:
    points = label_points(areas)
    properties = [
        {"kode": str(kode), "nama": text(nama), "at": point.tolist()}
        for kode, nama, point in zip(areas.index, areas["nama"], points, strict=True)
    ]
    return collection(thinned(degrees(areas)), properties)


def _context(
    frame: gpd.GeoDataFrame | None, around: list[list[float]], *, named: bool
) -> dict[str, Any] | None:
    if frame is None or frame.empty:
        return None
    (south, west), (north, east) = around
    margin = _CONTEXT_MARGIN * max(north - south, east - west)
    window = shapely.box(west - margin, south - margin, east + margin, north + margin)
    near = degrees(frame)
    near = near.set_geometry(near.geometry.intersection(window))
    near = near[near.geom_type.isin(["Polygon", "MultiPolygon"]) & ~near.is_empty]
    if near.empty:
        return None
    near = thinned(near, steps=_CONTEXT_STEPS)
    if not named:
        return collection(near, [{}] * len(near))
    return collection(
        near,
        [
            {"nama": text(nama), "at": point.tolist()}
            for nama, point in zip(near["nama"], label_points(near), strict=True)
        ],
    )


def _look() -> dict[str, str]:
    return {
        "outline": palette.OUTLINE,
        "selected": palette.SELECTED,
        "muted": palette.MUTED,
        "neighbour": palette.NEIGHBOUR,
        "empty": palette.style_of("belum_cukup_data").fill,
        "track": palette.TRACK,
        "road": palette.ROAD,
        "place": palette.PLACE,
        "rough": palette.ROUGH,
    }


@cache
def _own_files() -> tuple[str, str]:
    folder = Path(__file__).parent
    return (
        (folder / "tenteram.css").read_text(encoding="utf-8"),
        (folder / "tenteram.js").read_text(encoding="utf-8"),
    )
