"""KML: placemarks with their data and shapes; links to other files are not followed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import shapely

from records.files.contents import Contents, Format, Request, of_table
from records.files.features import feature_table
from records.files.xml import elements, local, text_of
from sop.problem import ProblemCode, Refused, problem

FIX_TIMES = "waktu_titik"
"""Property with the times of a recorded track (``gx:Track``), one a vertex, separated by blanks."""

_SHAPES = ("Point", "LineString", "LinearRing", "Polygon", "MultiGeometry", "Track", "MultiTrack")


def read(request: Request) -> Contents:
    """Read the placemarks of a KML file.

    Raises
    ------
    Refused
        If the document is damaged, declares a DTD, or holds no shape at all.
    """
    path = request.path
    properties: list[dict[str, Any]] = []
    shapes: list[bytes | None] = []
    for event, element in elements(path):
        if event == "end" and local(element) == "Placemark":
            data, shape = _placemark(path, element, len(properties) + 1)
            properties.append(data)
            shapes.append(None if shape is None else bytes(shapely.to_wkb(shape)))
            element.clear()
    if not any(shapes):
        raise Refused(
            problem(ProblemCode.BERKAS_BUKAN_ISINYA, berkas=path.name, harus="titik, garis, atau bidang")
        )
    return of_table(Format.KML, feature_table(properties, shapes), crs="EPSG:4326")


def _placemark(path: Path, placemark: Element, number: int) -> tuple[dict[str, Any], shapely.Geometry | None]:
    data: dict[str, Any] = {}
    shape = None
    for child in placemark:
        name = local(child)
        if name in {"name", "description", "address"}:
            data[name] = text_of(child)
        elif name in {"TimeStamp", "TimeSpan"}:
            data.update({local(one): text_of(one) for one in child})
        elif name == "ExtendedData":
            data.update(_extended(child))
        elif name in _SHAPES:
            try:
                shape = _shape(child)
            except (ValueError, IndexError, shapely.GEOSException) as error:
                raise Refused(
                    problem(
                        ProblemCode.BERKAS_TAK_TERBACA,
                        berkas=path.name,
                        sebab=f"koordinat tanda ke-{number} rusak",
                    )
                ) from error
            times = [text_of(one) for one in child.iter() if local(one) == "when"]
            if name == "Track" and times and all(times):
                data[FIX_TIMES] = " ".join(time for time in times if time)
    return data, shape


def _extended(element: Element) -> dict[str, str | None]:
    data: dict[str, str | None] = {}
    for one in element.iter():
        if local(one) == "SimpleData":
            data[one.get("name", "")] = text_of(one)
        elif local(one) == "Data":
            data[one.get("name", "")] = next((text_of(v) for v in one if local(v) == "value"), None)
    return data


def _shape(element: Element) -> shapely.Geometry:
    simple: dict[str, Callable[[Element], shapely.Geometry]] = {
        "Point": lambda one: shapely.Point(_coordinates(one)[0]),
        "LineString": lambda one: shapely.LineString(_coordinates(one)),
        "LinearRing": lambda one: shapely.LineString(_coordinates(one)),
        "Track": lambda one: shapely.LineString([_pair(c, None) for c in one if local(c) == "coord"]),
        "Polygon": _polygon,
    }
    if local(element) in simple:
        return simple[local(element)](element)
    parts: Any = [_shape(child) for child in element if local(child) in _SHAPES]
    kinds = {part.geom_type for part in parts}
    if kinds == {"Polygon"}:
        return shapely.MultiPolygon(parts)
    if kinds == {"LineString"}:
        return shapely.MultiLineString(parts)
    return shapely.GeometryCollection(parts)


def _polygon(element: Element) -> shapely.Polygon:
    outer: list[tuple[float, float]] = []
    inner: list[list[tuple[float, float]]] = []
    for boundary in element:
        if local(boundary) == "outerBoundaryIs":
            outer = _coordinates(boundary)
        elif local(boundary) == "innerBoundaryIs":
            inner.append(_coordinates(boundary))
    return shapely.Polygon(outer, inner)


def _coordinates(element: Element) -> list[tuple[float, float]]:
    found = next((one for one in element.iter() if local(one) == "coordinates"), None)
    if found is None:
        raise ValueError
    return [_pair_of(piece, ",") for piece in (found.text or "").split()]


def _pair(element: Element, separator: str | None) -> tuple[float, float]:
    return _pair_of(element.text or "", separator)


def _pair_of(text: str, separator: str | None) -> tuple[float, float]:
    parts = text.split(separator)
    return float(parts[0]), float(parts[1])
