"""Reports that may tell of the same event: same category, near in place and in time."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from sop.problem import ProblemCode, Refused, problem

_DAY_S = 86_400


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """How near two reports must be to be held against each other.

    Parameters
    ----------
    radius_m
        Farthest distance, in metres.
    days
        Longest time between the events, in days.
    most
        Suggestions at most.
    """

    radius_m: float = 250.0
    days: float = 30.0
    most: int = 5

    def __post_init__(self) -> None:
        """Refuse limits that find nothing, or everything."""
        for name in ("radius_m", "days", "most"):
            value = getattr(self, name)
            if not 0 < value < np.inf:
                raise Refused(
                    problem(ProblemCode.PARAMETER_TAK_SAH, kunci=name, nilai=value, harus="lebih dari 0")
                )


def alike(incidents: gpd.GeoDataFrame, number: str, likeness: Likeness) -> pd.DataFrame:
    """Return the incidents that may be the same as one of them, the nearest first.

    Parameters
    ----------
    incidents
        With ``kode_kategori``, ``waktu_kejadian`` and a point in metres, missing where only the desa is
        known; indexed by number. ``number`` is among them.

    Returns
    -------
    DataFrame
        Indexed by number: ``distance_m``, and ``days`` by which it was earlier (negative: later).

    Examples
    --------
    >>> days = pd.to_datetime(["2026-11-20", "2026-11-22", "2026-11-22"], utc=True)
    >>> frame = gpd.GeoDataFrame({"kode_kategori": "JLN-04", "waktu_kejadian": days},
    ...     index=["A", "B", "C"], geometry=gpd.points_from_xy([0, 30, 9000], [0, 40, 0]), crs=32750)
    >>> alike(frame, "B", Likeness()).to_dict("index")
    {'A': {'distance_m': 50.0, 'days': 2.0}}
    """
    one = incidents.loc[number]
    point = incidents.geometry[number]
    days = (one["waktu_kejadian"] - incidents["waktu_kejadian"]).dt.total_seconds() / _DAY_S
    near_in_time = (incidents["kode_kategori"] == one["kode_kategori"]) & (days.abs() <= likeness.days)
    others = incidents.loc[near_in_time & (incidents.index != number) & incidents.geometry.notna()]
    if point is None or others.empty:
        return pd.DataFrame({"distance_m": pd.Series(dtype="float64"), "days": pd.Series(dtype="float64")})
    found = pd.DataFrame({"distance_m": others.geometry.distance(point), "days": days[others.index]})
    found = found.loc[found["distance_m"] <= likeness.radius_m]
    order = pd.DataFrame({"m": found["distance_m"], "d": found["days"].abs(), "n": found.index})
    return found.loc[order.sort_values(["m", "d", "n"]).index].head(likeness.most)
