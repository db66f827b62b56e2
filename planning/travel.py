"""Travel: seconds and metres between places, in a straight line or over a network of roads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod, Transformer
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import KDTree

_EARTH = Geod(ellps="WGS84")
_M_S_PER_KMH = 1 / 3.6
DETOUR = 1.4
"""Length of a way beside the straight line, where no roads are known."""

_STEP_M = 100.0
"""Roads get a vertex at least so often, so that the nearest vertex is about as near as the road."""


@dataclass(frozen=True, kw_only=True)
class Travel:
    """Ways between n places.

    Parameters
    ----------
    seconds, metres
        From each place (row) to each (column); shape (n, n).
    guessed
        Pairs, the smaller position first, that no road joins: their way is the straight line's.
    """

    seconds: NDArray[np.int64]
    metres: NDArray[np.float64]
    guessed: tuple[tuple[int, int], ...] = ()


def straight(points: Sequence[tuple[float, float]], *, kmh: float, detour: float = DETOUR) -> Travel:
    """Return ways along the geodesic, lengthened by a factor because ways bend.

    Parameters
    ----------
    points
        Longitude and latitude, degrees WGS84.
    kmh
        Speed, above 0.
    detour
        Factor on the straight line, 1 or more.

    Examples
    --------
    >>> straight([(115.0, 0.0), (115.01, 0.0)], kmh=36, detour=1).seconds.tolist()
    [[0, 112], [112, 0]]
    """
    at = np.asarray(points, dtype="float64").reshape(-1, 2)
    a, b = (one.ravel() for one in np.indices((len(at), len(at))))
    metres = _EARTH.inv(at[a, 0], at[a, 1], at[b, 0], at[b, 1])[2].reshape(len(at), len(at)) * detour
    return Travel(seconds=_whole(metres / (kmh * _M_S_PER_KMH)), metres=metres)


class Roads:
    """A network of roads that can be driven both ways; made once, asked often.

    Parameters
    ----------
    lines
        LineStrings or MultiLineStrings in a metric CRS; column ``kecepatan_kmj`` (km/h) may be missing.
        Roads meet where they share a vertex, to the metre.
    default_kmh
        Speed where a road has none, above 0.
    """

    def __init__(self, lines: gpd.GeoDataFrame, *, default_kmh: float) -> None:
        self._project = Transformer.from_crs("EPSG:4326", lines.crs, always_xy=True)
        kmh = np.full(len(lines), default_kmh, dtype="float64")
        if "kecepatan_kmj" in lines:
            given = lines["kecepatan_kmj"].to_numpy(dtype="float64", na_value=np.nan)
            kmh = np.where(given > 0, given, default_kmh)
        parts, road = shapely.get_parts(lines.geometry.to_numpy(), return_index=True)
        at, part = shapely.get_coordinates(shapely.segmentize(parts, _STEP_M), return_index=True)
        _, first, node = np.unique(
            np.rint(at).astype("int64"), axis=0, return_index=True, return_inverse=True
        )
        joined = np.flatnonzero((part[1:] == part[:-1]) & (node[1:] != node[:-1]))
        a, b = node[joined], node[joined + 1]
        metres = np.hypot(*(at[joined + 1] - at[joined]).T)
        seconds = metres / (kmh[road[part[joined]]] * _M_S_PER_KMH)
        self._tree = KDTree(at[first]) if len(first) else None
        self._n = len(first)
        # Both ways, of parallel edges the quickest; csr_array would add them up.
        keys = np.concatenate([a * self._n + b, b * self._n + a])
        twice = np.tile(seconds, 2)
        order = np.lexsort((twice, keys))
        self._keys, one = np.unique(keys[order], return_index=True)
        kept = order[one]
        self._metres = np.tile(metres, 2)[kept]
        ends = np.divmod(self._keys, self._n) if self._n else (self._keys, self._keys)
        self._graph = csr_array((twice[kept], ends), shape=(self._n, self._n))

    def travel(
        self, points: Sequence[tuple[float, float]], *, straight_kmh: float, detour: float = DETOUR
    ) -> Travel:
        """Return ways over the roads; from a place to the nearest vertex of a road, the straight line.

        Parameters
        ----------
        points
            Longitude and latitude, degrees WGS84.
        straight_kmh
            Speed off the roads, and between places that no road joins, above 0.
        detour
            Factor on a straight line between places that no road joins.
        """
        guess = straight(points, kmh=straight_kmh, detour=detour)
        n = len(guess.metres)
        if self._tree is None or not n:
            return Travel(seconds=guess.seconds, metres=guess.metres, guessed=_pairs(np.ones((n, n), bool)))
        lon, lat = np.asarray(points, dtype="float64").T
        walk, near = self._tree.query(np.column_stack(self._project.transform(lon, lat)))
        sources, back = np.unique(near, return_inverse=True)
        seconds, before = dijkstra(self._graph, indices=sources, return_predecessors=True)
        metres = self._lengths(before, sources)
        on_road = seconds[np.ix_(back, near)]
        off_road = walk[:, None] + walk[None, :]
        cut = ~np.isfinite(on_road)
        found = np.where(cut, 0, on_road) + off_road / (straight_kmh * _M_S_PER_KMH)
        length = metres[np.ix_(back, back)] + off_road
        np.fill_diagonal(found, 0)
        np.fill_diagonal(length, 0)
        return Travel(
            seconds=np.where(cut, guess.seconds, _whole(found)),
            metres=np.where(cut, guess.metres, length),
            guessed=_pairs(cut),
        )

    def _lengths(self, before: NDArray[np.int32], ends: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the metres of the quickest ways between ends, all walked back together a step at a time."""
        tree, place = np.indices((len(ends), len(ends))).reshape(2, -1)
        metres, node = np.zeros(len(tree)), ends[place]
        left = np.flatnonzero(before[tree, node] >= 0)
        while len(left):
            previous = before[tree[left], node[left]].astype("int64")
            metres[left] += self._steps(previous, node[left])
            node[left] = previous
            left = left[before[tree[left], previous] >= 0]
        return metres.reshape(len(ends), len(ends))

    def _steps(self, a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the metres of edges, found by their place in the sorted list of all."""
        return np.asarray(self._metres[np.searchsorted(self._keys, a * self._n + b)])


def _pairs(cut: NDArray[np.bool_]) -> tuple[tuple[int, int], ...]:
    """Return the pairs above the diagonal that are set."""
    return tuple((int(a), int(b)) for a, b in np.argwhere(np.triu(cut, 1)))


def _whole(seconds: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return whole seconds, rounded up: a plan may be early, not late."""
    return np.ceil(np.round(seconds, 6)).astype("int64")
