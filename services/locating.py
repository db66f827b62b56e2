"""Where something happened, however a person says it: a point, a text, or only the desa."""

from __future__ import annotations

import math
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from analysis.place import place
from records.parsing.location import Bounds, read_point, read_text
from services.office import Office
from services.placing import placed_cases, placed_points
from sop.incident import LocationPrecision, Quarantine
from sop.problem import ProblemCode, Refused, problem
from sop.wording import coordinates, number

_HALF_TURN, _QUARTER_TURN = 180, 90


@dataclass(frozen=True, kw_only=True)
class Location:
    """A place as a record keeps it, and in words.

    Parameters
    ----------
    point
        Longitude and latitude (EPSG:4326); None if only the desa is known.
    kode_desa
        Code of the desa; None if the point lies in none.
    precision
        How exactly the place is known.
    quarantine
        Why the record will wait for a person before it counts; None if it counts.
    words
        The place as it is read to a person.
    """

    point: shapely.Point | None
    kode_desa: str | None
    precision: LocationPrecision
    quarantine: Quarantine | None
    words: str


def locate_text(office: Office, text: str) -> Location:
    """Return the place that a text gives: coordinates in any usual notation, or a link of a map service.

    Raises
    ------
    Refused
        If no point can be read from it, or it is probably another than is written; see `offered`.
    """
    return locate_point(office, *read_point(text, bounds=_bounds(office)))


def offered(office: Office, text: str) -> Location | None:
    """Return the place that a doubtful text may have meant; None if there is no doubt, or no way out."""
    try:
        read = read_text(text, bounds=_bounds(office))
    except Refused:
        return None
    return None if read.meant is None else locate_point(office, *read.meant)


def locate_point(
    office: Office, lon: float, lat: float, precision: LocationPrecision = LocationPrecision.PETA
) -> Location:
    """Return the place of a point; outside every desa it will wait in quarantine.

    Raises
    ------
    Refused
        If there is no such point on the globe.
    """
    if not (
        math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= _HALF_TURN and abs(lat) <= _QUARTER_TURN
    ):
        raise Refused(problem(ProblemCode.LOKASI_MUSTAHIL, column="lokasi", lintang=lat, bujur=lon))
    point = shapely.Point(lon, lat)
    row = gpd.GeoDataFrame({"kode_desa": pd.Series([None], dtype="str")}, geometry=[point], crs=4326)
    found = placed_points(row, office.areas()).iloc[0]
    outside = pd.isna(found["kode_desa"])
    code = None if outside else str(found["kode_desa"])
    where = _outside(office, point) if code is None else _name(office, code)
    return Location(
        point=point,
        kode_desa=code,
        precision=precision,
        quarantine=Quarantine.LUAR_WILAYAH if outside else None,
        words=f"{where} · {coordinates(lon, lat)}",
    )


def locate_desa(office: Office, kode: str) -> Location:
    """Return a desa as a place: without a point, as an import keeps a row that only names its desa.

    Raises
    ------
    Refused
        If the office has no such desa.
    """
    if kode not in office.areas().index:
        raise Refused(problem(ProblemCode.DESA_TAK_DIKENAL, column="kode_desa", daftar=kode[:40]))
    return Location(
        point=None,
        kode_desa=kode,
        precision=LocationPrecision.DESA,
        quarantine=None,
        words=f"{_name(office, kode)} (hanya desa)",
    )


def location_of(
    office: Office,
    point: shapely.Point | None,
    kode: str | None,
    precision: LocationPrecision = LocationPrecision.PETA,
) -> Location | None:
    """Return the place that a record holds; None if it holds none."""
    if point is not None:
        return locate_point(office, point.x, point.y, precision)
    return None if kode is None or kode not in office.areas().index else locate_desa(office, kode)


def text_of(point: shapely.Point) -> str:
    """Return a point as text that `locate_text` reads back.

    Examples
    --------
    >>> text_of(shapely.Point(115.12345, -1.98765))
    '-1,987650, 115,123450'
    """
    return ", ".join(f"{one:.6f}".replace(".", ",") for one in (point.y, point.x))


def desa_names(office: Office) -> dict[str, str]:
    """Return the names of the office's desa by code, in the order of their names."""
    names = office.areas()["nama"].sort_values(kind="stable")
    return {str(code): str(name) for code, name in names.items()}


def shape_words(office: Office, shape: BaseGeometry) -> str:
    """Return the size of an area or a line and the desa that it touches, in words."""
    metres = gpd.GeoSeries([shape], crs=4326).to_crs(office.profile.metric_epsg).iloc[0]
    size = f"{number(metres.area / 1e4, 1)} ha" if metres.area else f"{number(metres.length / 1e3, 2)} km"
    row = gpd.GeoDataFrame({"desa": [[]]}, geometry=[shape], crs=4326)
    names = [_name(office, code) for code in placed_cases(row, office.areas())["desa"].iloc[0]]
    return f"{size} · {', '.join(names) or 'di luar wilayah'}"


def _outside(office: Office, point: shapely.Point) -> str:
    """Return where a point outside the area lies, as far as the layer of the neighbours knows."""
    around = office.neighbours().reset_index(drop=True)
    found = None if around.empty else place(gpd.GeoSeries([point], crs=4326), around).iloc[0]
    if found is None or pd.isna(found):
        return "Di luar wilayah; akan menunggu di karantina"
    unit = around.loc[int(found)]
    kecamatan = unit.get("kecamatan")
    whole = f"{unit['nama']}, Kecamatan {kecamatan}" if isinstance(kecamatan, str) else str(unit["nama"])
    return f"Di luar wilayah ({whole}); akan menunggu di karantina"


def _name(office: Office, code: str) -> str:
    return str(office.areas()["nama"][code])


def _bounds(office: Office) -> Bounds | None:
    areas = office.areas()
    if areas.empty:
        return None
    west, south, east, north = (float(one) for one in areas.to_crs(4326).total_bounds)
    return west, south, east, north
