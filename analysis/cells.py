"""Cells: where within the desa incidents are to be expected."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from scipy.ndimage import gaussian_filter

from analysis.counting import history_weeks, scored
from analysis.evidence import Evidence
from analysis.grid import Grid, grid
from analysis.level import WeeklyPrior
from analysis.parameters import Cells, Parameters
from analysis.shrinkage import rate_likelihood
from sop.incident import LocationPrecision

_SHAPES = np.exp(np.linspace(-3, 3, 25))
"""Candidates for the shape a."""
_TRUNCATE = 4.0
_WGS84 = 4326


def cells(
    evidence: Evidence,
    parameters: Parameters,
    *,
    at: datetime,
    zone: str,
    metric_epsg: int,
    top: int | None = None,
) -> gpd.GeoDataFrame:
    """Return the cells of the areas, ranked by expected incidents a week.

    Only incidents that are scored, whose point is their own and whose visibility allows a cell
    count. What patrols found is left out: nobody knows for how long they stood in which cell.

    Parameters
    ----------
    evidence
        As for `analysis.score.score`; not changed.
    at, zone
        Everything before this instant is used; zone of the office.
    metric_epsg
        CRS in metres in which the cells are laid out.
    top
        Return only so many; ``share`` is that of all cells nevertheless.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, best first: ``rank``, ``lon lat`` (centre), ``kode_desa``, ``n`` (incidents so far),
        ``rate_per_week``, ``share`` (of the sum over all cells), and the square.

    Raises
    ------
    Refused
        If the region holds too many cells of this size.
    """
    rules = parameters.cells
    to_metres, to_degrees = _transformers(metric_epsg)
    areas = evidence.areas.geometry
    lattice = _lattice(tuple(areas.to_wkb()), tuple(areas.index), areas.crs, metric_epsg, rules.size_m)
    at_cell = lattice.cell_of(_points(evidence, parameters, at, zone, to_metres))
    n = np.bincount(at_cell[at_cell >= 0], minlength=lattice.inside.size).reshape(lattice.inside.shape)
    n = np.where(lattice.inside, n, 0)
    rate = cell_rates(
        n, lattice.inside, history_weeks(evidence, at=at), rules, WeeklyPrior.of(parameters.prior)
    )

    chosen = np.flatnonzero(lattice.inside)
    order = chosen[np.argsort(-rate.ravel()[chosen], kind="stable")][:top]
    lon, lat = to_degrees.transform(*(lattice.corner_of(order) + rules.size_m / 2).T)
    codes = np.asarray(evidence.areas.index, dtype="object")[lattice.area.ravel()[order]]
    table = {
        "rank": np.arange(1, len(order) + 1),
        "lon": lon,
        "lat": lat,
        "kode_desa": pd.Series(codes, dtype="str"),
        "n": n.ravel()[order],
        "rate_per_week": rate.ravel()[order],
        "share": rate.ravel()[order] / rate.sum(),
    }
    return gpd.GeoDataFrame(table, geometry=_squares(lattice, order, to_degrees), crs=_WGS84)


def cell_rates(
    n: NDArray[np.int64], inside: NDArray[np.bool_], weeks: float, rules: Cells, prior: WeeklyPrior
) -> NDArray[np.float64]:
    """Return the expected incidents a week of each cell: ``(a + n) / (a / m + T)``.

    The prior mean m of a cell is a kernel density plus a small even part. How far the kernel
    reaches and how much it weighs (a) is what makes the count of each cell most likely, judged by
    all *other* cells, so that no cell vouches for itself.

    Parameters
    ----------
    n
        Incidents so far per cell; shape (rows, columns).
    inside
        Which cells there are; same shape. Others have rate 0.
    weeks
        Weeks T on record.
    rules
        Cell size, bandwidths and the even part.
    prior
        Prior of the weekly total.

    Examples
    --------
    >>> row = np.array([[0, 3, 0, 0, 0]])
    >>> rate = cell_rates(row, np.ones((1, 5), dtype=bool), 10.0, Cells(), WeeklyPrior(1.0, 1.0))
    >>> bool(rate[0, 1] > rate[0, 2] > rate[0, 3] > rate[0, 4] > 0)
    True
    """
    total = (n.sum() + prior.events) / (weeks + prior.weeks)
    counts = n[inside].astype("float64")
    sigmas = [bandwidth / rules.size_m for bandwidth in rules.bandwidths_m]
    likelihoods = np.empty((len(sigmas), len(_SHAPES)))
    for row, sigma in enumerate(sigmas):
        expected = weeks * total * _density(n, inside, sigma, rules.even, own=False)[inside]
        likelihoods[row] = rate_likelihood(counts, expected, _SHAPES) - np.log(_SHAPES) ** 2 / 2
    reach, shape = np.unravel_index(np.argmax(likelihoods), likelihoods.shape)
    a, m = _SHAPES[shape], total * _density(n, inside, sigmas[reach], rules.even, own=True)[inside]
    rate = np.zeros(n.shape)
    rate[inside] = (a + counts) / (a / m + weeks)
    return rate


def _density(
    n: NDArray[np.int64], inside: NDArray[np.bool_], sigma: float, even: float, *, own: bool
) -> NDArray[np.float64]:
    """Return where incidents concentrate, with or without each cell's own; adds up to 1."""

    def spread(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(gaussian_filter(values, sigma, mode="constant", truncate=_TRUNCATE))

    left_out = 0.0 if own else _own_weight(sigma)
    near = np.maximum(spread(n.astype("float64")) - left_out * n, 0.0)
    # Beyond the border nothing is recorded: divide by the part of the kernel that lies inside.
    room = np.maximum(spread(inside.astype("float64")) - left_out, 0.05)
    density = np.where(inside, near / room, 0.0)
    flat = inside / inside.sum()
    if density.sum() <= 0:
        return np.asarray(flat)
    return np.asarray((1 - even) * density / density.sum() + even * flat)


def _own_weight(sigma: float) -> float:
    """Return the weight that the kernel gives to the cell in its middle."""
    reach = int(_TRUNCATE * sigma + 0.5)
    line = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    return float((line[reach] / line.sum()) ** 2)


def _points(
    evidence: Evidence, parameters: Parameters, at: datetime, zone: str, to_metres: Transformer
) -> NDArray[np.float64]:
    """Return the points in metres of the incidents that may be put into a cell."""
    counted = scored(evidence, parameters, at=at, zone=zone)
    names = ["presisi_lokasi", "visibilitas", "geometry"]
    reported = evidence.incidents[names].loc[counted.index[~counted["finding"]]]
    placed = reported["presisi_lokasi"].ne(LocationPrecision.DESA.value) & reported["visibilitas"].isin(
        parameters.cells.visibilities
    )
    shapes = np.asarray(reported.geometry.array)[placed.to_numpy()]
    degrees = shapely.get_coordinates(shapes[~(shapely.is_missing(shapes) | shapely.is_empty(shapes))])
    metres = np.stack(to_metres.transform(degrees[:, 0], degrees[:, 1]), axis=1)
    return np.asarray(metres[np.isfinite(metres).all(axis=1)])


def _squares(lattice: Grid, order: NDArray[np.int64], to_degrees: Transformer) -> NDArray[np.object_]:
    ring = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]) * lattice.size_m
    corners = (lattice.corner_of(order)[:, None, :] + ring).reshape(-1, 2)
    lon, lat = to_degrees.transform(corners[:, 0], corners[:, 1])
    return np.asarray(shapely.polygons(np.stack([lon, lat], axis=1).reshape(-1, 5, 2)))


@lru_cache(maxsize=4)
def _lattice(shapes: tuple[bytes, ...], codes: tuple[str, ...], crs: CRS, epsg: int, size_m: int) -> Grid:
    """Return the grid over areas; they hardly ever change, and the grid with them."""
    areas = gpd.GeoSeries.from_wkb(list(shapes), index=list(codes), crs=crs)
    return grid(gpd.GeoDataFrame(geometry=areas.to_crs(epsg)), size_m)


@lru_cache(maxsize=8)
def _transformers(epsg: int) -> tuple[Transformer, Transformer]:
    """Return the ways from degrees to metres and back; making one costs more than using it."""
    return (
        Transformer.from_crs(_WGS84, epsg, always_xy=True),
        Transformer.from_crs(epsg, _WGS84, always_xy=True),
    )
