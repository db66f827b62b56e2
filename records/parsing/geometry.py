"""Shapes of rows: from two columns, from text, or from the file itself; never guessed in silence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.compute as pc
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from records.files.read import RawFile
from records.parsing.angles import read_angle
from records.parsing.draft import Draft
from records.parsing.location import read_text
from records.parsing.mapping import ColumnMapping
from records.parsing.numbers import numbers
from records.parsing.text import arrow, text_series
from sop.problem import Problem, ProblemCode, Refused, problem

_NEAR_DEGREES = 1.0
"""A swapped pair counts as near the areas within about 110 km of their bounds."""

_PAIR = r"^(?P<lat>[+-]?\d{1,3}(?:[.,]\d+)?)°?\s*(?:[;\s]|,\s|,)\s*(?P<lon>[+-]?\d{1,3}(?:[.,]\d+)?)°?$"
_NOTATED = r"[^\d.,+\-−\s]|\d\s+\d"
"""What is more than a plain number: minutes, seconds, a hemisphere."""
_LONGEST = 200
_TOLD = frozenset(
    {ProblemCode.LOKASI_TAUTAN_PENDEK, ProblemCode.LOKASI_TAUTAN_KOSONG, ProblemCode.LOKASI_TANPA_ZONA,
     ProblemCode.LOKASI_BEBERAPA}
)  # fmt: skip
"""Reasons that say more than that a cell is no pair of numbers."""
_EASTING = (100_000, 900_000)
_NORTHING = 10_000_000
_HALF_TURN = 180
_QUARTER_TURN = 90
_KINDS = {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "LinearRing"}
_ALLOWED = {
    "titik": (_KINDS | {"GeometryCollection"}, "titik, garis, atau bidang"),
    "garis": ({"LineString", "MultiLineString", "LinearRing"}, "garis"),
    "bidang": (_KINDS, "titik, garis, atau bidang"),
}


def read_geometry(draft: Draft) -> None:
    """Fill the draft's geometry in degrees; rows with an impossible place are rejected with the way out.

    Raises
    ------
    Refused
        If the file's shapes have no coordinate system and the mapping names none.
    """
    if draft.raw.shapes is not None:
        shapes = _shapes_of_file(draft)
    elif draft.has("lon") and draft.has("lat"):
        shapes = _from_columns(draft)
    elif draft.has("koordinat"):
        shapes = _from_pairs(draft)
    elif draft.has("wkt"):
        shapes = _from_wkt(draft)
    else:
        draft.geometry = gpd.GeoSeries(index=draft.rows, crs=4326)
        return
    kind = draft.frame.geometry or "titik"
    shapes = _of_kind(draft, shapes, kind)
    draft.geometry = gpd.GeoSeries(_checked(draft, shapes), index=draft.rows, crs=4326)


def utm_code(lon: float, lat: float) -> str:
    """Return the EPSG code of the UTM zone of a place.

    Examples
    --------
    >>> utm_code(115.1, -2.0)
    'EPSG:32750'
    """
    return f"EPSG:{(32700 if lat < 0 else 32600) + int((lon + 180) // 6) + 1}"


def in_degrees(raw: RawFile, mapping: ColumnMapping, suggestion: str = "EPSG:32750") -> Any:
    """Return the shapes of a file in EPSG:4326, longitude first.

    Raises
    ------
    Refused
        If neither file nor mapping names the coordinate system.
    """
    named = mapping.crs or raw.crs
    if not named:
        raise Refused(problem(ProblemCode.BERKAS_TANPA_CRS, berkas=raw.name, usul=suggestion))
    return _transformed(_swapped(raw.shapes, mapping), known_crs(named, raw.name, suggestion))


def known_crs(named: str, file: str, suggestion: str = "EPSG:32750") -> CRS:
    """Return a coordinate system by its name.

    Raises
    ------
    Refused
        If there is no such system, or it is a local one that nobody can place on the globe.
    """
    try:
        crs = CRS.from_user_input(named)
        Transformer.from_crs(crs, 4326, always_xy=True)
    except (CRSError, ProjError) as error:
        raise Refused(problem(ProblemCode.BERKAS_TANPA_CRS, berkas=file, usul=suggestion)) from error
    return crs


def _shapes_of_file(draft: Draft) -> Any:
    return in_degrees(draft.raw, draft.mapping, _suggestion(draft))


def _from_columns(draft: Draft) -> Any:
    lon, bad_lon = _degrees(draft, "lon")
    lat, bad_lat = _degrees(draft, "lat")
    half = lon.isna() != lat.isna()
    bad = bad_lon | bad_lat | half
    shown = draft.text("lat").fillna("") + ", " + draft.text("lon").fillna("")
    return _points(draft, lon.mask(bad), lat.mask(bad), bad, shown)


def _degrees(draft: Draft, name: str) -> tuple[pd.Series, pd.Series]:
    cells = draft.typed(name)
    found, bad = numbers(cells, decimal=draft.mapping.decimal, fraction=True)
    if not isinstance(cells.dtype, pd.StringDtype) or not _system(draft).is_geographic:
        return found, bad
    notated = cells[text_series(arrow(cells), cells.index).str.contains(_NOTATED, na=False)]
    angles = [(row, read_angle(cell[:_LONGEST])) for row, cell in notated.items()]
    degrees = {row: one.degrees for row, one in angles if one is not None and abs(one.degrees) <= _HALF_TURN}
    written = pd.Series(degrees, dtype="float64").reindex(cells.index)
    return found.where(written.isna(), written), bad & written.isna()


def _from_pairs(draft: Draft) -> Any:
    text = draft.text("koordinat")
    parts = pc.extract_regex(arrow(text), _PAIR)
    lat, lon = (
        numbers(
            pd.Series(pd.array(pc.struct_field(parts, name), dtype="str"), index=draft.rows), fraction=True
        )[0]
        for name in ("lat", "lon")
    )
    bad = text.notna() & (lat.isna() | lon.isna())
    if not draft.mapping.swap and _system(draft).is_geographic:
        read = _read_texts(draft, text[bad])
        lat, lon = (one.fillna(read[name]) for name, one in (("lat", lat), ("lon", lon)))
        bad &= lat.isna() | lon.isna()
    return _points(draft, lon.mask(bad), lat.mask(bad), bad, text)


def _read_texts(draft: Draft, text: pd.Series) -> pd.DataFrame:
    """Return the points of cells in any other notation or with a link; the row of the others is told why."""
    points: dict[Any, tuple[float, float]] = {}
    for row, cell in text.items():
        try:
            read = read_text(cell, bounds=draft.context.bounds)
        except Refused as refusal:
            told = refusal.problems[0]
            if told.code in _TOLD:
                draft.reject_row(replace(told, row=int(str(row)), column="koordinat", value=cell[:_LONGEST]))
        else:
            points[row] = (read.lat, read.lon)
    found = pd.DataFrame.from_dict(points, orient="index", columns=["lat", "lon"], dtype="float64")
    return found.reindex(draft.rows)


def _system(draft: Draft) -> CRS:
    return CRS.from_user_input(draft.mapping.crs or 4326)


def _from_wkt(draft: Draft) -> Any:
    text = draft.text("wkt")
    body = text.str.replace(r"^SRID=\d+;", "", regex=True)
    shapes = shapely.force_2d(
        shapely.from_wkt(body.astype(object).where(body.notna(), None).to_numpy(), on_invalid="ignore")
    )
    bad = text.notna() & pd.Series(shapely.is_missing(shapes), index=draft.rows)
    draft.reject(bad, ProblemCode.GEOMETRI_TAK_SAH, "wkt", text, harus="teks WKT yang sah")
    return _transformed(_swapped(shapes, draft.mapping), _system(draft))


def _points(draft: Draft, lon: pd.Series, lat: pd.Series, bad: pd.Series, shown: pd.Series) -> Any:
    draft.reject(bad, ProblemCode.KOORDINAT_TAK_SAH, "lon", shown)
    x, y = lon.to_numpy(dtype=float), lat.to_numpy(dtype=float)
    given = ~np.isnan(x) & ~np.isnan(y)
    shapes = np.full(len(x), None, dtype=object)
    shapes[given] = shapely.points(x[given], y[given])
    return _transformed(_swapped(shapes, draft.mapping), _system(draft))


def _swapped(shapes: Any, mapping: ColumnMapping) -> Any:
    if not mapping.swap:
        return shapes
    return shapely.transform(shapes, lambda xy: xy[:, ::-1])


def _transformed(shapes: Any, crs: CRS) -> Any:
    if crs.equals(CRS.from_epsg(4326), ignore_axis_order=True):
        return shapes
    transformer = Transformer.from_crs(crs, 4326, always_xy=True)
    return shapely.transform(
        shapes, lambda xy: np.column_stack(transformer.transform(xy[:, 0], xy[:, 1], errcheck=False))
    )


def _of_kind(draft: Draft, shapes: Any, kind: str) -> Any:
    """Keep the shapes that a frame can hold; a place of a line or an area is a point inside it."""
    names = pd.Series(
        [None if one is None else one.geom_type for one in shapes], index=draft.rows, dtype="str"
    )
    empty = pd.Series(shapely.is_empty(shapes), index=draft.rows)
    allowed, words = _ALLOWED[kind]
    bad = names.notna() & ~names.isin(allowed) & ~empty
    draft.reject(bad, ProblemCode.GEOMETRI_TAK_SAH, "geometry", names, harus=words)
    shapes = np.where(bad | empty, None, shapes)
    if kind == "titik":
        other = names.notna() & (names != "Point") & ~bad & ~empty
        if other.any():
            draft.warn(ProblemCode.TITIK_WAKIL, jumlah=int(other.sum()))
            shapes = np.where(other, shapely.point_on_surface(shapes), shapes)
    return shapes


def _checked(draft: Draft, shapes: Any) -> Any:
    """Reject places that cannot be: metres taken for degrees, swapped pairs, off the globe."""
    bounds = shapely.bounds(shapes)
    west, south, east, north = bounds.T
    with np.errstate(invalid="ignore"):
        given = ~np.isnan(west)
        x, y = np.abs(bounds[:, [0, 2]]).max(axis=1), np.abs(bounds[:, [1, 3]]).max(axis=1)
        beyond = given & ((x > _HALF_TURN) | (y > _QUARTER_TURN))
        metres = beyond & (_metric(west, south) | _metric(south, west))
        swapped = np.zeros(len(given), dtype=bool)
        area = draft.context.bounds
        if area is not None:
            swapped = given & ~_near(west, south, east, north, area) & _near(south, west, north, east, area)
    infinite = ~shapely.is_missing(shapes) & ~given
    faulty = beyond | swapped
    pairs = [f"{y:.8g}, {x:.8g}" for x, y in zip(west[faulty], south[faulty], strict=True)]
    shown = pd.Series(pairs, index=draft.rows[faulty], dtype="str").reindex(draft.rows).fillna("")
    for mask, code, details in (
        (metres & ~swapped, ProblemCode.KOORDINAT_METER, {"usul": _suggestion(draft)}),
        (swapped, ProblemCode.KOORDINAT_TERTUKAR, {}),
        ((beyond & ~metres & ~swapped) | infinite, ProblemCode.KOORDINAT_TAK_SAH, {}),
    ):
        draft.reject(pd.Series(mask, index=draft.rows), code, "geometry", shown, **details)
    return np.where(faulty | infinite, None, shapes)


def off_the_globe(shapes: Any, suggestion: str = "EPSG:32750") -> Problem | None:
    """Return what is wrong when shapes lie off the globe, and the way out; None if they are on it.

    Examples
    --------
    >>> off_the_globe(shapely.points([[-2.1, 115.3]])).code.value
    'koordinat.tertukar'
    >>> off_the_globe(shapely.points([[308000, 9761000]])).code.value
    'koordinat.meter'
    """
    bounds = shapely.bounds(shapes)
    x, y = np.abs(bounds[:, [0, 2]]).max(axis=1), np.abs(bounds[:, [1, 3]]).max(axis=1)
    beyond = (x > _HALF_TURN) | (y > _QUARTER_TURN)
    if not beyond.any():
        return None
    west, south = bounds[beyond][0, :2]
    shown = f"{south:.8g}, {west:.8g}"
    if _metric(west, south) or _metric(south, west):
        return problem(ProblemCode.KOORDINAT_METER, nilai=shown, usul=suggestion)
    swapped = bool(((x <= _QUARTER_TURN) & (y <= _HALF_TURN))[beyond].all())
    code = ProblemCode.KOORDINAT_TERTUKAR if swapped else ProblemCode.KOORDINAT_TAK_SAH
    return problem(code, nilai=shown)


def _metric(east: Any, north: Any) -> Any:
    """Say which pairs look like eastings and northings of a UTM zone."""
    return (east >= _EASTING[0]) & (east <= _EASTING[1]) & (np.abs(north) > _HALF_TURN) & (north <= _NORTHING)


def _near(west: Any, south: Any, east: Any, north: Any, area: tuple[float, float, float, float]) -> Any:
    return (
        (west >= area[0] - _NEAR_DEGREES)
        & (south >= area[1] - _NEAR_DEGREES)
        & (east <= area[2] + _NEAR_DEGREES)
        & (north <= area[3] + _NEAR_DEGREES)
    )


def _suggestion(draft: Draft) -> str:
    if draft.context.bounds is None:
        return "EPSG:32750"
    west, south, east, north = draft.context.bounds
    return utm_code((west + east) / 2, (south + north) / 2)
