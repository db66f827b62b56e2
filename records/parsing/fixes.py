"""Fixes of a track, packed small for the store and unpacked for whoever follows them."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod

_COLUMNS = 4
_GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True)
class Fixes:
    """Fixes of one track in the order in which they were recorded.

    Parameters
    ----------
    segment
        Number of the segment from 0; a new one begins where recording was interrupted.
    lon, lat
        Degrees.
    epoch
        Seconds since 1970 UTC; NaN where the phone wrote no time.
    """

    segment: NDArray[np.float64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    epoch: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.lon)


def pack_fixes(fixes: Fixes) -> bytes:
    """Return fixes as the store keeps them: zlib over little-endian float64 rows.

    Examples
    --------
    >>> one = Fixes(*(np.array([value]) for value in (0.0, 115.1, -2.0, np.nan)))
    >>> unpack_fixes(pack_fixes(one)).lon.tolist()
    [115.1]
    """
    rows = np.column_stack([fixes.segment, fixes.lon, fixes.lat, fixes.epoch])
    return zlib.compress(rows.astype("<f8").tobytes(), 6)


def unpack_fixes(packed: bytes) -> Fixes:
    """Return the fixes of `pack_fixes`."""
    rows = np.frombuffer(zlib.decompress(packed), dtype="<f8").reshape(-1, _COLUMNS)
    return Fixes(*(np.ascontiguousarray(column) for column in rows.T))


def line_of(fixes: Fixes) -> shapely.MultiLineString | shapely.LineString:
    """Return the line of every segment; a segment of one fix stands still on its place.

    Examples
    --------
    >>> one = Fixes(*(np.array([value]) for value in (0.0, 115.1, -2.0, np.nan)))
    >>> line_of(one).wkt
    'LINESTRING (115.1 -2, 115.1 -2)'
    """
    points = np.column_stack([fixes.lon, fixes.lat])
    parts = [points[fixes.segment == number] for number in np.unique(fixes.segment)]
    lines = [shapely.LineString(part if len(part) > 1 else np.repeat(part, 2, axis=0)) for part in parts]
    return lines[0] if len(lines) == 1 else shapely.MultiLineString(lines)


def length_km(fixes: Fixes) -> float:
    """Return the length on the ellipsoid in km, gaps between segments left out.

    Examples
    --------
    >>> degree = Fixes(np.zeros(2), np.array([0.0, 1.0]), np.zeros(2), np.zeros(2))
    >>> round(length_km(degree), 2)
    111.32
    """
    total = 0.0
    for number in np.unique(fixes.segment):
        here = fixes.segment == number
        total += _GEOD.line_length(fixes.lon[here], fixes.lat[here])
    return total / 1000
