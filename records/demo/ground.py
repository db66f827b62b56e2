"""The ground on which the demo plays: areas, their shares, invented places, and points among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from sop.patrol import PlaceKind

_METRES_PER_DEGREE = 111_320.0
_PLACES = 12
_CORE = 0.25
_THIN_SHARE = 0.015
_LADDER = 0.85

_KINDS: tuple[PlaceKind, ...] = (
    PlaceKind.KANTOR, PlaceKind.SIMPANG, PlaceKind.SEKOLAH, PlaceKind.POS, PlaceKind.SIMPANG,
    PlaceKind.JEMBATAN, PlaceKind.SEKOLAH, PlaceKind.PASAR, PlaceKind.SIMPANG, PlaceKind.PASAR,
    PlaceKind.POS, PlaceKind.KESEHATAN,
)  # fmt: skip


@dataclass(frozen=True)
class Spot:
    """An invented place.

    Parameters
    ----------
    name, kind
        Invented name (always with the word *Contoh*) and kind.
    area
        Position of its area in ``Ground.codes``.
    lon, lat
        Degrees, EPSG:4326.
    """

    name: str
    kind: PlaceKind
    area: int
    lon: float
    lat: float


@dataclass(frozen=True)
class Ground:
    """Areas with what the demo needs to know of them.

    Parameters
    ----------
    codes, names
        Code and name of each area, in the order given.
    shapes
        Polygons, EPSG:4326.
    shares
        Share of all incidents of each area; adds up to 1.
    thin
        Positions of the areas with hardly any incident (the smallest ones).
    unpatrolled
        Position of the area that nobody patrols in the last two months, or -1.
    spots
        Invented places, at least one an area.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    shapes: tuple[shapely.Geometry, ...]
    shares: NDArray[np.float64]
    thin: tuple[int, ...]
    unpatrolled: int
    spots: tuple[Spot, ...]

    def spots_of(self, area: int) -> list[Spot]:
        """Return the places of one area."""
        return [spot for spot in self.spots if spot.area == area]


def ground(areas: gpd.GeoDataFrame, rng: np.random.Generator) -> Ground:
    """Lay out shares and places over any set of areas.

    The two smallest areas (of at least six) become thin spots. Places lie in the quarter of each area
    that is nearest to the middle of all areas, so that a big empty hinterland stays empty.

    Parameters
    ----------
    areas
        Polygons in EPSG:4326 with a column ``nama`` and the code as index or as column ``kode_desa``.
    rng
        Source of randomness.
    """
    codes = areas["kode_desa"] if "kode_desa" in areas.columns else areas.index.to_series()
    names = tuple(str(name) for name in areas["nama"])
    shapes = tuple(areas.geometry.make_valid())
    sizes = shapely.area(np.array(shapes))
    thin = tuple(int(i) for i in np.argsort(sizes, kind="stable")[: min(2, len(shapes) // 3)])
    lively = [i for i in range(len(shapes)) if i not in thin]
    shares = np.full(len(shapes), _THIN_SHARE)
    ladder = _LADDER ** np.arange(len(lively)) * np.exp(rng.normal(0, 0.25, len(lively)))
    shares[lively] = ladder / ladder.sum() * (1 - _THIN_SHARE * len(thin))
    return Ground(
        codes=tuple(str(code) for code in codes),
        names=names,
        shapes=shapes,
        shares=shares,
        thin=thin,
        unpatrolled=lively[-1] if len(shapes) > 1 else -1,
        spots=_spots(names, shapes, shares, lively, rng),
    )


def _spots(
    names: Sequence[str],
    shapes: Sequence[shapely.Geometry],
    shares: NDArray[np.float64],
    lively: Sequence[int],
    rng: np.random.Generator,
) -> tuple[Spot, ...]:
    """Invent places: one an area, then more for the busier areas."""
    extra = max(_PLACES - len(shapes), 3)
    order = sorted(lively, key=lambda i: -shares[i])
    owners = [*range(len(shapes)), *(order[i % len(order)] for i in range(extra))]
    middle = np.median(
        [(p.x, p.y) for p in (shapely.point_on_surface(shape) for shape in shapes)],
        axis=0,
    )
    spots: list[Spot] = []
    taken: set[str] = set()
    for number, area in enumerate(owners):
        kind = _KINDS[number % len(_KINDS)]
        name = f"{kind.label} Contoh {names[area]}"
        while name in taken:
            name += " II" if not name.endswith(" II") else "I"
        taken.add(name)
        lon, lat = _core_point(shapes[area], middle, rng)
        spots.append(Spot(name, kind, area, lon, lat))
    return tuple(spots)


def _core_point(
    shape: shapely.Geometry, middle: NDArray[np.float64], rng: np.random.Generator
) -> tuple[float, float]:
    """Return a point of an area that is not far from the middle of all of them."""
    points = scattered(shape, 60, rng)
    away = np.hypot(points[:, 0] - middle[0], points[:, 1] - middle[1])
    near = points[away <= away.min() + _CORE * (away.max() - away.min())]
    lon, lat = near[rng.integers(len(near))].round(6)
    return float(lon), float(lat)


def scattered(shape: shapely.Geometry, n: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return ``n`` points spread evenly over a polygon, as an array of (lon, lat)."""
    west, south, east, north = shapely.bounds(shape)
    shapely.prepare(shape)
    found = np.empty((0, 2))
    while len(found) < n:
        tries = rng.uniform((west, south), (east, north), (8 * n, 2))
        found = np.vstack([found, tries[shapely.contains_xy(shape, tries[:, 0], tries[:, 1])]])
    return found[:n]


def shifted(
    lon: float | NDArray[np.float64],
    lat: float | NDArray[np.float64],
    east_m: float | NDArray[np.float64],
    north_m: float | NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Move points by metres, on a sphere flat enough for a few kilometres.

    Examples
    --------
    >>> lon, lat = shifted(115.0, 0.0, 111_320.0, 0.0)
    >>> float(lon), float(lat)
    (116.0, 0.0)
    """
    scale = _METRES_PER_DEGREE * np.cos(np.radians(lat))
    return np.asarray(lon + east_m / scale), np.asarray(lat + north_m / _METRES_PER_DEGREE)


def distance_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the distance between two (lon, lat) points in metres, flat.

    Examples
    --------
    >>> round(distance_m((115.0, 0.0), (115.01, 0.0)))
    1113
    """
    east = (b[0] - a[0]) * np.cos(np.radians((a[1] + b[1]) / 2))
    return float(np.hypot(east, b[1] - a[1]) * _METRES_PER_DEGREE)


def clustered(
    where: Ground, area: int, kinds: Sequence[str], rng: np.random.Generator
) -> tuple[float, float, Spot]:
    """Return a point near one of an area's places, or on the way to the next place, inside the area.

    Parameters
    ----------
    where, area
        Ground, and position of the area in it.
    kinds
        Kinds of place that attract it.
    rng
        Source of randomness.
    """
    own = where.spots_of(area)
    pull = np.array([4.0 if spot.kind.value in kinds else 1.0 for spot in own])
    spot = own[int(rng.choice(len(own), p=pull / pull.sum()))]
    shape = where.shapes[area]
    for _ in range(12):
        start = (spot.lon, spot.lat)
        if rng.random() < 0.35:  # noqa: PLR2004 - along the way to another place
            other = where.spots[int(rng.integers(len(where.spots)))]
            along = rng.uniform(0, 0.6)
            start = (
                spot.lon + along * (other.lon - spot.lon),
                spot.lat + along * (other.lat - spot.lat),
            )
        away = rng.exponential(140.0)
        turn = rng.uniform(0, 2 * np.pi)
        lon, lat = shifted(start[0], start[1], away * np.cos(turn), away * np.sin(turn))
        if shapely.contains_xy(shape, float(lon), float(lat)):
            return round(float(lon), 6), round(float(lat), 6), spot
    return spot.lon, spot.lat, spot


def open_land(
    where: Ground, area: int, lon: float, lat: float, rng: np.random.Generator
) -> tuple[float, float]:
    """Move a point up to two kilometres out of the settlement, staying inside the area."""
    for _ in range(8):
        east, north = rng.normal(0, 900.0, 2)
        new_lon, new_lat = shifted(lon, lat, east, north)
        if shapely.contains_xy(where.shapes[area], float(new_lon), float(new_lat)):
            return round(float(new_lon), 6), round(float(new_lat), 6)
    return lon, lat
