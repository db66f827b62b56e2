"""Dwell: where a patrol really was, and for how long, by the fixes that its phone recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import Geod

from analysis.place import place
from analysis.settings import Number, faults, readable, setting
from sop.problem import Refused

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_GEOD = Geod(ellps="WGS84")
_REACH = 100
"""Runs looked back over at most for the one that a run continues; a hostile file must not cost minutes."""
_ONE_SPOT_M = 0.01
"""Stops less than this apart, in metres, are on one spot: none of them is the nearer one."""


@dataclass(frozen=True, kw_only=True)
class TrackRules:
    """When a fix, a pause and a visit count, and what is believed of a visit that no track proves.

    Of the minutes that were to be stood at a stop about half turned out to be delivered where phones were
    asked (45 planned, 24 to 26 by GPS), so told minutes count as half as long as no track says more.
    A track says more only if its fixes prove at least ``proven_share`` of the time from first to last: a
    phone that slept, or wrote a fix every few minutes, knows of no stop, and that is not the same as nothing
    having been delivered. A track that nobody has tied to a patrol is taken to be of a route sheet
    only after ``belongs_min`` at one of its stops, or with ``belongs_share`` of its hours in common.

    Raises
    ------
    Refused
        With everything that is out of its limits.

    Examples
    --------
    >>> TrackRules().radius_m
    75.0
    >>> TrackRules(radius_m=-1)
    Traceback (most recent call last):
    ...
    sop.problem.Refused: Parameter radius_m berisi “-1”, padahal harus antara 5,00 dan 1.000,00.
    """

    max_kmh: float = setting("laju_kmj", 150.0, Number(10, 1000), "Loncatan di atas", "km/jam")
    gap_s: float = setting("jeda_detik", 120.0, Number(1, 3600), "Jeda rekaman di atas", "detik")
    radius_m: float = setting("radius_m", 75.0, Number(5, 1000), "Dianggap di titik sampai", "meter")
    visited_share: float = setting(
        "bagian_dikunjungi", 0.8, Number(0.05, 1), "Dikunjungi mulai bagian menit rencana"
    )
    told_share: float = setting(
        "bagian_laporan", 0.5, Number(0, 1), "Menit yang dilaporkan tanpa jalur berarti sebesar"
    )
    proven_share: float = setting(
        "bagian_terbukti", 0.3, Number(0.01, 1), "Jalur membuktikan mulai bagian terbukti dari lamanya"
    )
    belongs_min: float = setting(
        "milik_menit", 2.0, Number(0.1, 720), "Jalur milik lembar mulai lama di satu titik", "menit"
    )
    belongs_share: float = setting(
        "milik_bagian", 0.5, Number(0.05, 1), "Jalur milik lembar mulai bagian jamnya"
    )
    dwell_min: float = setting("singgah_menit", 15.0, Number(1, 720), "Lama singgah tanpa rencana", "menit")
    stay_radius_m: float = setting("radius_diam_m", 50.0, Number(5, 1000), "Diam dalam radius", "meter")
    stay_min: float = setting("diam_menit", 5.0, Number(1, 720), "Diam paling sedikit", "menit")

    def __post_init__(self) -> None:
        """Refuse rules outside their limits, all at once."""
        values = {key: getattr(self, item.name) for key, item in readable(type(self)).items()}
        if found := faults(type(self), values, ""):
            raise Refused.of(found)


@dataclass(frozen=True, kw_only=True)
class Trail:
    """The fixes that are left after cleaning, and the time between each and the next.

    Parameters
    ----------
    lon, lat
        Degrees, in the order of recording; n fixes.
    joined
        n − 1 flags: whether the recording went on from a fix to the next.
    seconds
        n − 1 proven seconds from a fix to the next; 0 over gaps, between segments, and where a clock was
        missing, stood still or ran backwards.
    dropped
        How many fixes were jumps.
    gaps
        How many pauses of the recording were too long to say where the patrol was.
    """

    lon: Floats
    lat: Floats
    joined: Flags
    seconds: Floats
    dropped: int
    gaps: int

    def __len__(self) -> int:
        return len(self.lon)

    @property
    def hours(self) -> float:
        """Hours over which the whereabouts are proven."""
        return float(self.seconds.sum()) / 3600


def cleaned(segment: Floats, lon: Floats, lat: Floats, epoch: Floats, rules: TrackRules) -> Trail:
    """Return what can be believed of the fixes of a track.

    Parameters
    ----------
    segment
        Number of the segment of each fix; a new one begins where recording was interrupted.
    lon, lat
        Degrees.
    epoch
        Seconds since 1970; NaN where the phone wrote none. A fix whose time is missing, or not after that of
        the fix before, stays as a point: it is neither judged nor does any time count from or to it.

    Examples
    --------
    A fix every 10 s to the east; the third is 11 km off and goes alone.

    >>> lon, epoch = np.array([0, 0.0001, 0.1, 0.0003]), np.arange(4) * 10.0
    >>> trail = cleaned(np.zeros(4), lon, np.zeros(4), epoch, TrackRules())
    >>> len(trail), trail.dropped, trail.seconds.tolist()
    (3, 1, [10.0, 20.0])
    """
    sure = _on_time(epoch)
    keep = np.ones(len(lon), dtype=bool)
    keep[sure] = _plausible(lon[sure], lat[sure], _mended(epoch[sure], rules.gap_s), rules.max_kmh / 3.6)
    segment, lon, lat, epoch = (values[keep] for values in (segment, lon, lat, epoch))
    sure = sure[keep]
    between = np.diff(epoch)
    proven = sure[1:] & sure[:-1] & (between > 0)
    long = proven & (between > rules.gap_s)
    joined = np.diff(segment) == 0
    seconds = np.where(proven & ~long & joined, between, 0.0)
    return Trail(
        lon=lon,
        lat=lat,
        joined=joined,
        seconds=seconds,
        dropped=int((~keep).sum()),
        gaps=int(long.sum()),
    )


def proves(trail: Trail, lasted_s: float, rules: TrackRules) -> bool:
    """Return whether a track proves enough of its time that what it does not show did not happen.

    Parameters
    ----------
    lasted_s
        Seconds from its first to its last fix.

    Examples
    --------
    A fix every three minutes proves nothing, one a minute everything.

    >>> every = lambda s: cleaned(np.zeros(9), np.zeros(9), np.zeros(9), np.arange(9) * s, TrackRules())
    >>> proves(every(180.0), 1440.0, TrackRules()), proves(every(60.0), 480.0, TrackRules())
    (False, True)
    """
    seconds = float(trail.seconds.sum())
    return seconds > 0 and seconds >= rules.proven_share * lasted_s


def minutes_at(trail: Trail, stops: pd.DataFrame, rules: TrackRules) -> pd.DataFrame:
    """Return how long the patrol was at each stop.

    Between two fixes it is taken to go straight and evenly, so that of a step into the radius only the part
    inside counts. Where the radii of stops overlap, a moment counts at the nearest of them alone, at several
    on one spot in equal parts: a minute is proven once.

    Parameters
    ----------
    stops
        With ``lon lat dwell_min``, the planned minutes.

    Returns
    -------
    DataFrame
        On the index of ``stops``: ``minutes`` within the radius, and ``visited``, whether these are at least
        the demanded share of the planned ones.

    Examples
    --------
    >>> stops = pd.DataFrame({"lon": [0.0], "lat": [0.0], "dwell_min": [15.0]}, index=["TMP-1"])
    >>> still = cleaned(np.zeros(73), np.zeros(73), np.zeros(73), np.arange(73) * 10.0, TrackRules())
    >>> minutes_at(still, stops, TrackRules()).values.tolist()
    [[12.0, True]]
    """
    steps = np.flatnonzero(trail.seconds > 0)
    ends = np.column_stack([trail.lon[steps], trail.lat[steps], trail.lon[steps + 1], trail.lat[steps + 1]])
    low, high = np.minimum(ends[:, :2], ends[:, 2:]), np.maximum(ends[:, :2], ends[:, 2:])
    seconds = trail.seconds[steps]
    found = np.zeros(len(stops))
    places = stops[["lon", "lat"]].to_numpy(dtype=float)
    for number, middle in enumerate(places):
        scale = _metres_per_degree(middle[1])
        reach = rules.radius_m / scale
        near = np.flatnonzero(((low <= middle + reach) & (high >= middle - reach)).all(axis=1))
        first, last = (ends[near, :2] - middle) * scale, (ends[near, 2:] - middle) * scale
        apart = (places - middle) * scale
        far = np.hypot(*apart.T)
        same = far < _ONE_SPOT_M
        others = apart[~same & (far < 2 * rules.radius_m)]
        part = _part_within(first, last, rules.radius_m, others)
        found[number] = (seconds[near] * part).sum() / 60 / same.sum()
    wanted = rules.visited_share * stops["dwell_min"].to_numpy(dtype=float)
    # A clock that counts in milliseconds must not turn eighty per cent into a hair less.
    return pd.DataFrame({"minutes": found, "visited": found >= wanted - 1e-6}, index=stops.index)


def stays(trail: Trail, rules: TrackRules) -> pd.DataFrame:
    """Return where the patrol stood still, whether or not a stop was planned there.

    A stay is what lies within ``stay_radius_m`` of its median fix, for ``stay_min`` minutes at least: the
    fixes of a phone wander by some metres even when it lies still.

    Returns
    -------
    DataFrame
        One row a stay, in order: ``first last`` (positions of its fixes in the trail), ``lon lat`` (the
        median fix) and ``minutes``.

    Examples
    --------
    >>> still = cleaned(np.zeros(61), np.zeros(61), np.zeros(61), np.arange(61) * 10.0, TrackRules())
    >>> stays(still, TrackRules()).values.tolist()
    [[0.0, 60.0, 0.0, 0.0, 10.0]]
    """
    found = _stays(trail, rules)
    return pd.DataFrame(found, columns=["first", "last", "lon", "lat", "minutes"])


def length_km(trail: Trail, rules: TrackRules) -> float:
    """Return the km driven: on the ellipsoid, interruptions and the wander of standing phones left out.

    Over a gap within a segment the straight line counts, the least that was driven.

    Examples
    --------
    >>> lon = np.arange(11) * 0.001
    >>> trail = cleaned(np.zeros(11), lon, np.zeros(11), np.arange(11) * 10.0, TrackRules())
    >>> round(length_km(trail, TrackRules()), 3)
    1.113
    """
    moving = trail.joined.copy()
    for stay in _stays(trail, rules):
        moving[stay.first : stay.last] = False
    return float(_distances(trail.lon, trail.lat)[moving].sum()) / 1000


def minutes_in(trail: Trail, areas: gpd.GeoDataFrame) -> pd.Series:
    """Return the proven minutes in each area, on the index of ``areas``; each step counts at its middle.

    Examples
    --------
    >>> west_east = gpd.GeoDataFrame(index=["01", "02"],
    ...     geometry=[shapely.box(-1, -1, 0, 1), shapely.box(0, -1, 1, 1)], crs=4326)
    >>> lon = np.arange(-3, 4) * 0.001
    >>> trail = cleaned(np.zeros(7), lon, np.zeros(7), np.arange(7) * 60.0, TrackRules())
    >>> minutes_in(trail, west_east).to_list()
    [3.0, 3.0]
    """
    steps = np.flatnonzero(trail.seconds > 0)
    lon = (trail.lon[steps] + trail.lon[steps + 1]) / 2
    lat = (trail.lat[steps] + trail.lat[steps + 1]) / 2
    code = place(gpd.GeoSeries.from_xy(lon, lat, crs=4326), areas)
    minutes = pd.Series(trail.seconds[steps] / 60, index=code.index).groupby(code).sum()
    return minutes.reindex(areas.index, fill_value=0.0).rename("minutes")


def swath_km2(trail: Trail, width_m: float) -> float:
    """Return the area in km² that lies within ``width_m`` of the trail.

    Examples
    --------
    >>> trail = cleaned(np.zeros(2), np.array([0.0, 0.01]), np.zeros(2), np.array([0.0, 60.0]), TrackRules())
    >>> round(swath_km2(trail, 100.0), 3)
    0.254
    """
    if not len(trail):
        return 0.0
    points = np.column_stack([trail.lon, trail.lat])
    points = (points - points[0]) * _metres_per_degree(float(np.median(trail.lat)))
    parts = np.split(points, np.flatnonzero(~trail.joined) + 1)
    lines = [shapely.LineString(part if len(part) > 1 else np.repeat(part, 2, axis=0)) for part in parts]
    # A twentieth of the width is far below what a phone knows, and spares thousands of corners.
    buffered = shapely.buffer(shapely.simplify(lines, width_m / 20), width_m)
    return float(shapely.union_all(buffered).area) / 1e6


def seen_share(trail: Trail, areas: gpd.GeoDataFrame, width_m: float, *, metric_epsg: int) -> pd.Series:
    """Return which part of each area lies within ``width_m`` of the trail, 0 to 1, on the index of ``areas``.

    Parameters
    ----------
    metric_epsg
        A CRS in metres in which the areas are measured.

    Examples
    --------
    Along the whole lower edge of a square of about a kilometre, 100 m to both sides: a tenth lies inside.

    >>> square = gpd.GeoDataFrame(index=["01", "02"], crs=4326,
    ...     geometry=[shapely.box(115, -2, 115.009, -1.991), shapely.box(116, -2, 116.009, -1.991)])
    >>> lon = np.linspace(115, 115.009, 10)
    >>> trail = cleaned(np.zeros(10), lon, np.full(10, -2.0), np.arange(10) * 60.0, TrackRules())
    >>> seen_share(trail, square, 100.0, metric_epsg=32750).round(2).to_list()
    [0.1, 0.0]
    """
    seen = _swath(trail, width_m, metric_epsg)
    measured = areas.geometry.to_crs(metric_epsg)
    return (measured.intersection(seen).area / measured.area).rename("dilihat")


def _swath(trail: Trail, width_m: float, metric_epsg: int) -> shapely.Geometry:
    """Return the ground within ``width_m`` of the trail, in a metric CRS; none of it between recordings."""
    if not len(trail):
        return shapely.Polygon()
    points = gpd.GeoSeries.from_xy(trail.lon, trail.lat, crs=4326).to_crs(metric_epsg)
    parts = np.split(np.column_stack([points.x, points.y]), np.flatnonzero(~trail.joined) + 1)
    lines = [shapely.LineString(part if len(part) > 1 else np.repeat(part, 2, axis=0)) for part in parts]
    return shapely.union_all(shapely.buffer(shapely.simplify(lines, width_m / 20), width_m))


def _on_time(epoch: Floats) -> Flags:
    """Return which fixes have a time that comes after that of the last fix with one."""
    sure = ~np.isnan(epoch)
    known = np.flatnonzero(sure)
    sure[known[1:]] = np.diff(epoch[known]) > 0
    return sure


def _mended(epoch: Floats, unknown_s: float) -> Floats:
    """Return times that only go forward: nobody knows how long it took where the clock was put back."""
    between = np.diff(epoch)
    steps = np.where(between > 0, between, unknown_s)
    return np.concatenate([np.zeros(min(len(epoch), 1)), np.cumsum(steps)])


def _plausible(lon: Floats, lat: Floats, epoch: Floats, max_ms: float) -> Flags:
    """Return which fixes belong to the longest chain in which nobody drives faster than allowed.

    Fixes that follow each other at a possible speed form a run. A chain is made of runs, so that a wild fix,
    a run of its own, is passed over, wherever it comes, even as the first.
    """
    if len(lon) == 0:
        return np.zeros(0, dtype=bool)
    broken = _distances(lon, lat) > max_ms * np.diff(epoch)
    if not broken.any():
        return np.ones(len(lon), dtype=bool)
    begins = np.concatenate([[0], np.flatnonzero(broken) + 1])
    ends = np.concatenate([begins[1:] - 1, [len(lon) - 1]])
    size = ends - begins + 1
    total, before = size.copy(), np.full(len(size), -1)
    for run in range(1, len(size)):
        earlier = np.arange(max(0, run - _REACH), run)
        here = begins[run]
        there = ends[earlier]
        _, _, metres = _GEOD.inv(
            lon[there], lat[there], np.full(len(there), lon[here]), np.full(len(there), lat[here])
        )
        slow = metres <= max_ms * (epoch[here] - epoch[there])
        if slow.any():
            best = earlier[slow][np.argmax(total[earlier[slow]])]
            total[run] += total[best]
            before[run] = best
    keep = np.zeros(len(lon), dtype=bool)
    run = int(np.argmax(total))
    while run >= 0:
        keep[begins[run] : ends[run] + 1] = True
        run = int(before[run])
    return keep


class _Stay(NamedTuple):
    first: int
    last: int
    lon: float
    lat: float
    minutes: float


def _stays(trail: Trail, rules: TrackRules) -> list[_Stay]:
    """Return the stays, the way to and from each cut off where it leaves the radius."""
    edges = np.diff(np.concatenate([[0], _slow(trail, rules).astype(np.int8), [0]]))
    clock, found = _clock(trail), []
    for first, last in zip(np.flatnonzero(edges == 1), np.flatnonzero(edges == -1), strict=True):
        points = np.column_stack([trail.lon[first : last + 1], trail.lat[first : last + 1]])
        middle = np.median(points, axis=0)
        away = np.hypot(*((points - middle) * _metres_per_degree(middle[1])).T)
        near = first + np.flatnonzero(away <= rules.stay_radius_m)
        if len(near) and (minutes := float(clock[near[-1]] - clock[near[0]]) / 60) >= rules.stay_min - 1e-6:
            found.append(_Stay(int(near[0]), int(near[-1]), float(middle[0]), float(middle[1]), minutes))
    return found


def _slow(trail: Trail, rules: TrackRules) -> Flags:
    """Return which steps belong to a window of ``stay_min`` that fits into a square around the radius."""
    n = len(trail)
    if n < 2:  # noqa: PLR2004 - no step
        return np.zeros(0, dtype=bool)
    clock = _clock(trail)
    breaks = np.concatenate([[0], np.cumsum(trail.seconds == 0)])
    first = np.arange(n)
    last = np.searchsorted(clock, clock + rules.stay_min * 60 - 1e-6)
    whole = last < n
    first, last = first[whole], last[whole]
    whole = breaks[first] == breaks[last]
    first, last = first[whole], last[whole]
    scale = _metres_per_degree(float(np.median(trail.lat)))
    for degrees, metres in zip((trail.lon, trail.lat), scale, strict=True):
        spread = (_highest(degrees, first, last) + _highest(-degrees, first, last)) * metres
        still = spread <= 2 * rules.stay_radius_m
        first, last = first[still], last[still]
    opened = np.bincount(first, minlength=n) - np.bincount(last, minlength=n)
    return np.cumsum(opened)[:-1] > 0


def _highest(values: Floats, first: NDArray[np.int64], last: NDArray[np.int64]) -> Floats:
    """Return the highest value from ``first`` to ``last``, both included, for many ranges at once.

    Two ranges of a power of two cover any range, and the highest of those grow out of each other.
    """
    found = np.empty(len(first))
    length = last - first + 1
    level = np.frexp(length)[1] - 1
    table = values
    for power in range(int(level.max(initial=-1)) + 1):
        here = level == power
        found[here] = np.maximum(table[first[here]], table[last[here] + 1 - (1 << power)])
        table = np.maximum(table[: -(1 << power)], table[1 << power :])
    return found


def _clock(trail: Trail) -> Floats:
    """Return the proven seconds up to each fix."""
    return np.concatenate([[0.0], np.cumsum(trail.seconds)])


def _part_within(first: Floats, last: Floats, radius: float, others: Floats) -> Floats:
    """Return which part of each straight step lies within a circle and nearer to its middle than to others.

    All in metres from the middle.
    """
    way = last - first
    a = (way**2).sum(axis=1)
    b = (first * way).sum(axis=1)
    c = (first**2).sum(axis=1) - radius**2
    root = b**2 - a * c
    crossing = (a > 0) & (root > 0)
    half = np.sqrt(np.where(crossing, root, 0.0))
    safe = np.where(crossing, a, 1.0)
    enter, leave = np.clip((-b - half) / safe, 0, 1), np.clip((-b + half) / safe, 0, 1)
    inside = (a == 0) & (c <= 0)
    for other in others:
        # Nearer to the middle is the side of the line half way on which rest + t · slope is below zero.
        slope, rest = way @ other, first @ other - (other**2).sum() / 2
        meets = np.divide(-rest, slope, out=np.zeros_like(slope), where=slope != 0)
        leave = np.where(slope > 0, np.minimum(leave, meets), leave)
        enter = np.where(slope < 0, np.maximum(enter, meets), enter)
        leave = np.where((slope == 0) & (rest > 0), enter, leave)
        inside &= rest < 0
    part = np.maximum(leave - enter, 0.0)
    standing: Floats = inside.astype(np.float64)
    return np.asarray(np.where(crossing, part, standing), dtype=np.float64)


def _distances(lon: Floats, lat: Floats) -> Floats:
    """Return the metres from each fix to the next."""
    if len(lon) < 2:  # noqa: PLR2004 - no step
        return np.zeros(0)
    _, _, metres = _GEOD.inv(lon[:-1], lat[:-1], lon[1:], lat[1:])
    return np.asarray(metres)


def _metres_per_degree(lat: float) -> Floats:
    """Return the metres of a degree eastward and northward at a latitude."""
    sine = np.sin(np.radians(lat))
    bend = 1 - _GEOD.es * sine**2
    east = _GEOD.a / np.sqrt(bend) * np.cos(np.radians(lat))
    north = _GEOD.a * (1 - _GEOD.es) / bend**1.5
    metres: Floats = np.radians(np.array([east, north]))
    return metres
