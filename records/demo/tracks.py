"""Synthetic tracks: what a phone in the patrol car would have recorded."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from records.demo.ground import Ground, shifted
from records.demo.patrols import MARK, Patrol

_NOISE_M = 4.0
_MEMORY = 0.9
_BEND_M = 120.0


@dataclass(frozen=True)
class Track:
    """Fixes of one patrol.

    Parameters
    ----------
    segment, lon, lat, epoch
        Segment number from 0, degrees, and seconds since 1970, one per fix.
    """

    segment: NDArray[np.float64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    epoch: NDArray[np.float64]

    def packed(self) -> bytes:
        """Return the fixes as the store keeps them (column ``titik``)."""
        rows = np.column_stack([self.segment, self.lon, self.lat, self.epoch])
        return zlib.compress(rows.astype("<f8").tobytes(), 6)

    def line(self) -> shapely.MultiLineString:
        """Return the line of each segment."""
        points = np.column_stack([self.lon, self.lat])
        parts = [points[self.segment == number] for number in np.unique(self.segment)]
        return shapely.MultiLineString([part for part in parts if len(part) > 1])


def track(patrol: Patrol, where: Ground, rng: np.random.Generator) -> Track:
    """Follow a patrol from the first place of the ground, stop by stop, and back.

    Fixes come every 5, 10 or 15 seconds give or take one; half of the tracks have a gap of 3 to 8
    minutes, after which the phone begins a new segment.
    """
    clock, lon, lat = _path(patrol, where, rng)
    total = clock[-1]
    step = float(rng.choice([5.0, 10.0, 15.0]))
    seconds = np.arange(0, total, step)
    seconds = np.unique(np.clip(seconds + rng.integers(-1, 2, len(seconds)), 0, total))
    segment = np.zeros(len(seconds))
    if rng.random() < 0.5 and total > 1800:  # noqa: PLR2004 - half of those above 30 minutes
        begin = rng.uniform(0.2, 0.7) * total
        end = begin + rng.uniform(180, 480)
        segment = (seconds >= end).astype(float)
        kept = (seconds < begin) | (seconds >= end)
        seconds, segment = seconds[kept], segment[kept]
    east, north = (_wander(len(seconds), rng) for _ in range(2))
    fix_lon, fix_lat = shifted(np.interp(seconds, clock, lon), np.interp(seconds, clock, lat), east, north)
    return Track(segment, fix_lon.round(7), fix_lat.round(7), np.floor(patrol.start.timestamp()) + seconds)


def _path(
    patrol: Patrol, where: Ground, rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return corner points of the way as seconds, lon and lat; each leg bends once."""
    stops = [where.spots[0], *(visit.spot for visit in patrol.visits), where.spots[0]]
    dwell = [0.0, *(visit.minutes * 60 for visit in patrol.visits), 0.0]
    corners: list[tuple[float, float]] = [(stops[0].lon, stops[0].lat)]
    stay: list[float] = [0.0]
    for here, there, seconds in zip(stops, stops[1:], dwell[1:], strict=False):
        bend = rng.normal(0, _BEND_M, 2)
        lon, lat = shifted((here.lon + there.lon) / 2, (here.lat + there.lat) / 2, bend[0], bend[1])
        corners += [(float(lon), float(lat)), (there.lon, there.lat)]
        stay += [0.0, seconds]
    points = np.array(corners)
    scale = np.array([np.cos(np.radians(points[0, 1])), 1.0])
    length = np.hypot(*(np.diff(points, axis=0) * scale).T)
    travel = length / max(length.sum(), 1e-12) * patrol.travel_minutes * 60
    clock, way = [0.0], [points[0]]
    for moving, resting, point in zip(travel, stay[1:], points[1:], strict=True):
        for seconds in (moving, resting):
            if seconds > 0:
                clock.append(clock[-1] + seconds)
                way.append(point)
    track_lon, track_lat = np.array(way).T
    return np.array(clock), track_lon, track_lat


def _wander(n: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return the error of a phone's position in metres: slow to change, about 4 m wide."""
    fresh = rng.normal(0, _NOISE_M * np.sqrt(1 - _MEMORY**2), n)
    error = np.empty(n)
    last = 0.0
    for i in range(n):
        last = _MEMORY * last + fresh[i]
        error[i] = last
    return error


def record(patrol: Patrol, made: Track) -> dict[str, Any]:
    """Return a track as one row of ``patrol_tracks``, with its line as ``geometry``."""
    return {
        "id_sumber": f"demo-trk-{patrol.number:04d}",
        "nama": f"{MARK} Jalur {patrol.reference}",
        "id_jurnal": patrol.reference,
        "mulai": datetime.fromtimestamp(made.epoch[0], UTC),
        "selesai": datetime.fromtimestamp(made.epoch[-1], UTC),
        "sumber_jalur": "gpx",
        "jumlah_titik": len(made.epoch),
        "km": patrol.km,
        "titik": made.packed(),
        "geometry": made.line(),
    }
