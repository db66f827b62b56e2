"""GeoJSON, read as what it says it is: JSON of features, nothing that points elsewhere."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import shapely

from records.files.contents import Contents, Format, Request, of_table
from records.files.detect import foreign
from records.files.features import feature_table
from sop.problem import ProblemCode, Refused, problem

_GEOMETRIES = {
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
    "GeometryCollection",
}


def read(request: Request) -> Contents:
    """Read a feature collection, a feature or a bare geometry.

    A feature whose shape cannot be built is listed and left out.

    Raises
    ------
    Refused
        If the text is not JSON (with the line) or not GeoJSON.
    """
    path = request.path
    document = _document(path)
    kind = document.get("type") if isinstance(document, dict) else None
    if kind == "FeatureCollection" and isinstance(document.get("features"), list):
        features = document["features"]
    elif kind == "Feature":
        features = [document]
    elif kind in _GEOMETRIES:
        features = [{"type": "Feature", "properties": {}, "geometry": document}]
    else:
        raise foreign(path.name, "JSON lain, bukan GeoJSON")
    if not features:
        raise Refused(problem(ProblemCode.BERKAS_KOSONG, berkas=path.name))
    contents = of_table(Format.GEOJSON, feature_table([], []), crs=_crs(document))
    properties: list[dict[str, Any]] = []
    shapes: list[bytes | None] = []
    faulty: list[int] = []
    for number, feature in enumerate(features, start=1):
        try:
            shapes.append(_wkb(feature.get("geometry")))
            properties.append(_properties(feature))
        except (AttributeError, KeyError, TypeError, ValueError, IndexError, RecursionError,
                shapely.GEOSException):  # fmt: skip
            del shapes[len(properties) :]
            shapes.append(None)
            properties.append({})
            faulty.append(number)
            contents.rejected.append(
                problem(
                    ProblemCode.GEOMETRI_TAK_SAH,
                    row=number,
                    nilai="pada unsur ini",
                    harus="bentuk GeoJSON yang sah",
                )
            )
    table = feature_table(properties, shapes)
    if faulty:
        table = table.filter([number + 1 not in faulty for number in range(len(properties))])
    contents.schema, contents.batches, contents.total = table.schema, table.to_batches(), table.num_rows
    return contents


def _document(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes(), parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        cause = f"GeoJSON rusak atau terpotong pada baris {error.lineno}"
    except RecursionError:
        cause = "GeoJSON bersarang terlalu dalam"
    except (UnicodeDecodeError, ValueError):
        cause = "GeoJSON memuat huruf atau bilangan yang tidak sah"
    raise Refused(problem(ProblemCode.BERKAS_TAK_TERBACA, berkas=path.name, sebab=cause))


def _no_constant(word: str) -> float:
    raise ValueError(word)


def _properties(feature: dict[str, Any]) -> dict[str, Any]:
    properties = dict(feature.get("properties") or {})
    if "id" in feature and "id" not in properties:
        properties["id"] = feature["id"]
    return properties


def _wkb(geometry: dict[str, Any] | None) -> bytes | None:
    if geometry is None:
        return None
    if geometry["type"] == "Point":
        if not geometry["coordinates"]:
            return None
        lon, lat = (float(value) for value in geometry["coordinates"][:2])
        if not (math.isfinite(lon) and math.isfinite(lat)):
            raise ValueError
        return bytes(shapely.to_wkb(shapely.Point(lon, lat)))
    shape = shapely.geometry.shape(geometry)
    return None if shape.is_empty else bytes(shapely.to_wkb(shapely.force_2d(shape)))


def _crs(document: dict[str, Any]) -> str:
    """Return the named system of older files; GeoJSON without one is WGS 84 by definition."""
    named = document.get("crs")
    if isinstance(named, dict) and isinstance(named.get("properties"), dict):
        name = str(named["properties"].get("name") or "")
        if name and "CRS84" not in name:
            return name
    return "EPSG:4326"
