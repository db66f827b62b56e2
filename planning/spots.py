"""Spots: the points that could be stops, each with the risk around it."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import Geod

from planning.rules import PlanRules

_GEOD = Geod(ellps="WGS84")


def spots(
    areas: pd.DataFrame, cells: gpd.GeoDataFrame, places: gpd.GeoDataFrame, rules: PlanRules
) -> pd.DataFrame:
    """Return every point that could be a stop, the riskiest first.

    Every cell's expected disturbances go to the nearest known place of its desa that is near enough, else to
    a stop of its own in the cell.

    Parameters
    ----------
    areas, cells, places, rules
        As of `planning.demand.demand`.

    Returns
    -------
    DataFrame
        By identity: ``nama kode_desa lon lat``; ``tempat``, whether it is a known place; ``n`` cells that go
        to it and their ``risk`` (share of the kecamatan's expected points); ``lift``, how many times the
        risk of as many average cells that is.
    """
    has_point = places.geometry.notna() & ~places.geometry.is_empty
    # Sorted, so that of two places at one point the same is the nearest in whatever order they come.
    inside = places.loc[places["kode_desa"].isin(areas.index) & has_point].sort_index()
    lonlat = shapely.get_coordinates(np.asarray(inside.geometry.array))
    known = pd.DataFrame(
        {
            "nama": inside["nama"].to_numpy(),
            "kode_desa": inside["kode_desa"].to_numpy(),
            "lon": lonlat[:, 0],
            "lat": lonlat[:, 1],
            "tempat": True,
        },
        index=pd.Index(inside.index, dtype="object"),
    )
    share = _cell_risk(areas, cells)
    at = _nearest(cells, known, rules.near_m)
    risk = np.bincount(at[at >= 0], share[at >= 0], minlength=len(known))
    n = np.bincount(at[at >= 0], minlength=len(known))
    left = np.flatnonzero(at < 0)
    best = left[np.argsort(-share[left], kind="stable")][: 4 * rules.most_stops]
    lone = _apart(cells.iloc[best], share[best], rules.near_m, rules.most_stops)
    found = pd.concat([known.assign(risk=risk, n=n), lone]) if len(lone) else known.assign(risk=risk, n=n)
    found = found.assign(lift=found["risk"] * len(cells) / found["n"].clip(lower=1))
    return found.sort_index().sort_values("risk", ascending=False, kind="stable")


def _cell_risk(areas: pd.DataFrame, cells: gpd.GeoDataFrame) -> NDArray[np.float64]:
    """Return the share of the kecamatan's expected points that lies in each cell; adds up to 1."""
    score = areas["score"].clip(lower=0)
    weight = cells["kode_desa"].map(score / max(float(score.sum()), 1e-12)).astype("float64").fillna(0.0)
    per_desa = cells.groupby("kode_desa")["rate_per_week"].transform("sum")
    share = weight * cells["rate_per_week"] / per_desa.where(per_desa > 0, 1.0)
    return share.to_numpy(dtype="float64")


def _nearest(cells: gpd.GeoDataFrame, known: pd.DataFrame, near_m: float) -> NDArray[np.int64]:
    """Return for each cell the position of the nearest known place of the same desa, −1 if none is near."""
    found = np.full(len(cells), -1, dtype="int64")
    if not len(known):
        return found
    lon, lat = cells["lon"].to_numpy(), cells["lat"].to_numpy()
    tree = shapely.STRtree(np.asarray(shapely.points(lon, lat)))
    reach = near_m / 100_000  # degrees that hold the distance nearly everywhere; measured exactly below
    places = shapely.points(known["lon"].to_numpy(), known["lat"].to_numpy())
    place, cell = tree.query(places, predicate="dwithin", distance=reach * _stretch(lat))
    *_, metres = _GEOD.inv(
        known["lon"].to_numpy()[place], known["lat"].to_numpy()[place], lon[cell], lat[cell]
    )
    same = known["kode_desa"].to_numpy()[place] == cells["kode_desa"].to_numpy()[cell]
    good = (np.asarray(metres) <= near_m) & same
    order = np.lexsort((place[good], np.asarray(metres)[good]))[::-1]
    found[cell[good][order]] = place[good][order]
    return found


def _stretch(lat: NDArray[np.float64]) -> float:
    """Return by how much a metre is more degrees of longitude than at the equator."""
    return 1 / max(float(np.cos(np.radians(np.abs(lat).max(initial=0.0)))), 0.05)


def _apart(cells: gpd.GeoDataFrame, share: NDArray[np.float64], near_m: float, most: int) -> pd.DataFrame:
    """Return stops in cells that no place is near to; cells near a riskier one go along with it."""
    lon, lat = cells["lon"].to_numpy(), cells["lat"].to_numpy()
    desa = cells["kode_desa"].to_numpy()
    kept: list[int] = []
    risk: list[float] = []
    n: list[int] = []
    for here in range(len(cells)):
        if kept:
            *_, metres = _GEOD.inv(
                np.full(len(kept), lon[here]), np.full(len(kept), lat[here]), lon[kept], lat[kept]
            )
            near = [
                n for n, far in enumerate(np.asarray(metres)) if far <= near_m and desa[kept[n]] == desa[here]
            ]
            if near:
                risk[near[0]] += float(share[here])
                n[near[0]] += 1
                continue
        if len(kept) < most:
            kept.append(here)
            risk.append(float(share[here]))
            n.append(1)
    return pd.DataFrame(
        {
            "nama": "",
            "kode_desa": desa[kept],
            "lon": lon[kept],
            "lat": lat[kept],
            "tempat": False,
            "risk": risk,
            "n": n,
        },
        index=pd.Index([cell_id(lon[n], lat[n]) for n in kept], dtype="object"),
    )


def cell_id(lon: float, lat: float) -> str:
    """Return the identity of a stop in a cell: the same centre, the same identity.

    Examples
    --------
    >>> cell_id(115.12345, -2.05)
    'PTK-115.1235_-2.0500'
    """
    return f"PTK-{lon:.4f}_{lat:.4f}"
