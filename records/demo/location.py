"""Where an incident of the demo is said to have happened, and how well that is known."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from records.demo.events import SATELLITE, Event
from records.demo.ground import Ground, clustered, open_land, scattered, shifted
from records.demo.patrols import MARK
from records.demo.patterns import pattern_of
from sop.category import Category, Visibility
from sop.incident import LocationPrecision

_OUTSIDE, _ON_BORDER, _MISMATCHED = 4, 4, 2
_AREA_ONLY = frozenset({"desa", "dusun"})
_SECRET_TEXT = f"{MARK} Laporan dicatat dan diteruskan kepada instansi yang berwenang."


def location(event: Event, category: Category, where: Ground, rng: np.random.Generator) -> dict[str, Any]:
    """Return point, landmark, precision and the name of the area as reported."""
    name = where.names[event.area]
    dusun = f"RT {int(rng.integers(1, 9)):02d}" if rng.random() < 0.4 else None  # noqa: PLR2004
    text = name if rng.random() < 0.85 else None  # noqa: PLR2004 - some reports name no desa
    area_only = category.geometry in _AREA_ONLY and not event.patrol and rng.random() < 0.6  # noqa: PLR2004
    if area_only or (not event.patrol and rng.random() < 0.03):  # noqa: PLR2004
        return {
            "kode_desa": where.codes[event.area],
            "desa_teks": name,
            "dusun_rt": dusun,
            "presisi_lokasi": LocationPrecision.DESA.value,
            "kronologi": _narrative(event, category, f"wilayah {name}"),
            "geometry": None,
        }
    pattern = pattern_of(event.code)
    lon, lat, spot = clustered(where, event.area, pattern.kinds, rng)
    near = f"dekat {spot.name}"
    if event.case and shapely.contains(where.shapes[event.area], event.case.shape):
        lon, lat = (float(v) for v in scattered(event.case.shape, 1, rng)[0].round(6))
        near = "lokasi kasus terkait"
    elif pattern.spread:
        lon, lat = open_land(where, event.area, lon, lat, rng)
    if event.code == SATELLITE:
        precision = LocationPrecision.GPS
    else:
        precisions = (LocationPrecision.GPS, LocationPrecision.PETA, LocationPrecision.PATOKAN)
        odds = (0.85, 0.1, 0.05) if event.patrol else (0.42, 0.3, 0.28)
        precision = precisions[int(rng.choice(3, p=odds))]
    if precision is LocationPrecision.PATOKAN and not (event.case or pattern.spread):
        lon, lat = spot.lon, spot.lat
    return {
        "desa_teks": text,
        "dusun_rt": dusun,
        "patokan": near,
        "presisi_lokasi": precision.value,
        "kronologi": _narrative(event, category, near),
        "geometry": shapely.Point(lon, lat),
    }


def _narrative(event: Event, category: Category, near: str) -> str:
    if category.visibility is Visibility.RAHASIA:
        return _SECRET_TEXT
    subject = category.name.split(" (")[0].rstrip(".")
    how = "Temuan patroli" if event.patrol else "Laporan"
    return f"{MARK} {how}: {subject}, {near}. Dicatat dan ditindaklanjuti sesuai prosedur."


def odd_places(rows: list[dict[str, Any]], where: Ground, rng: np.random.Generator) -> None:
    """Put a few points just outside, a few exactly on a border, and name a few wrong areas."""
    pointed = [
        row
        for row in rows
        if row["geometry"] is not None and not row.get("id_kasus") and not row.get("id_jurnal")
    ]
    need = _OUTSIDE + _ON_BORDER + _MISMATCHED
    odd = [pointed[int(i)] for i in rng.permutation(len(pointed))[:need]]
    whole = shapely.union_all(np.array(where.shapes))
    for row in odd[:_OUTSIDE]:
        row["geometry"] = _outside(whole, rng)
        row["presisi_lokasi"] = LocationPrecision.PETA.value
    corners = _shared_corners(where)
    for row in odd[_OUTSIDE : _OUTSIDE + _ON_BORDER]:
        if len(corners):
            row["geometry"] = shapely.Point(corners[int(rng.integers(len(corners)))])
            row["desa_teks"] = None
            row["presisi_lokasi"] = LocationPrecision.PETA.value
    for row in odd[_OUTSIDE + _ON_BORDER :]:
        others = [name for name in where.names if name != row["desa_teks"]]
        if others:
            row["desa_teks"] = others[int(rng.integers(len(others)))]


def _outside(whole: shapely.Geometry, rng: np.random.Generator) -> shapely.Point:
    """Return a point 200 to 600 m outside all areas."""
    middle = shapely.centroid(whole)
    ring = shapely.get_coordinates(shapely.get_exterior_ring(_largest(whole)))
    while True:
        lon, lat = ring[int(rng.integers(len(ring)))]
        turn = np.arctan2(lat - middle.y, lon - middle.x) + rng.normal(0, 0.3)
        away = rng.uniform(200, 600)
        x, y = shifted(float(lon), float(lat), away * np.cos(turn), away * np.sin(turn))
        if not shapely.intersects_xy(whole, float(x), float(y)):
            return shapely.Point(round(float(x), 6), round(float(y), 6))


def _largest(whole: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(whole)
    biggest: shapely.Geometry = parts[int(np.argmax(shapely.area(parts)))]
    return biggest


def _shared_corners(where: Ground) -> NDArray[np.float64]:
    """Return corner points that two or more areas have in common: exactly on a border."""
    corners = [np.unique(shapely.get_coordinates(shape), axis=0) for shape in where.shapes]
    unique, count = np.unique(np.vstack(corners), axis=0, return_counts=True)
    return np.asarray(unique[count > 1])
