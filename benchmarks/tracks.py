"""Visits found in simulated patrol tracks of 100,000 fixes, beside movingpandas.

The fixes of a seeded patrol that drives between 40 known stops at 20 to 60 km/h and stays 8 to 20 minutes
at each, a fix about every 3 s, are written as GPX and read through the product. What a phone does is done
to them: noise of 5 to 10 m that wanders, lost fixes, wild ones, and recordings that pause for minutes.

The peer, ``movingpandas``, is no part of the product: without it its column stays empty. Put it into an
environment of its own, and run the script with that: ``python -m venv peer``, then
``peer/bin/pip install -e . movingpandas``.

Run: ``python benchmarks/tracks.py [--fixes 100000] [--seed 1]``; prints one JSON document.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import resource
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from analysis.dwell import TrackRules, Trail, cleaned, length_km, minutes_at, stays
from records.files.read import read_file
from records.parsing.context import ParseContext
from records.parsing.fixes import Fixes, unpack_fixes
from records.parsing.parse import parse_raw
from records.reference import categories
from sop.dictionary import PATROL_TRACKS

T = TypeVar("T")

BEGUN = datetime(2026, 1, 5, 1, tzinfo=UTC)
WEST, SOUTH = 115.1, -2.3
SIDE_M, STOPS, STEP_S = 20_000.0, 40, 3.0
APART_M = 400.0
"""No two stops lie closer, so that nobody stands at two."""
METRES = np.array([111_231.0, 110_577.0])
"""Metres of a degree of longitude and latitude at 2.3° south."""
LOST, WILD, PAUSES = 0.02, 0.0005, 10
MATCH_M = 75.0


class Truth(NamedTuple):
    """What was simulated: the stop of each visit, and when it began and ended."""

    stop: NDArray[np.int64]
    arrive: NDArray[np.float64]
    depart: NDArray[np.float64]


class World(NamedTuple):
    """Stops in metres from the corner, the fixes in metres with their times, and what is true of them."""

    stops: NDArray[np.float64]
    points: NDArray[np.float64]
    seconds: NDArray[np.float64]
    truth: Truth
    wild: int
    paused: NDArray[np.float64]


class Found(NamedTuple):
    """Visits found: where, in metres, from when to when."""

    points: NDArray[np.float64]
    arrive: NDArray[np.float64]
    depart: NDArray[np.float64]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fixes", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    print(json.dumps(measured(simulated(chosen.fixes, chosen.seed)), indent=1))


def measured(world: World) -> dict[str, Any]:
    """Return how well and how fast the visits of a world are found."""
    rules = TrackRules()
    with tempfile.TemporaryDirectory(prefix="tenteram-") as folder:
        file = Path(folder) / "jalur.gpx"
        file.write_text(gpx_of(world), encoding="utf-8")
        size = file.stat().st_size
        fixes, reading = timed(lambda: read(file))
    trail, cleaning = timed(lambda: cleaned(fixes.segment, fixes.lon, fixes.lat, fixes.epoch, rules))
    table = stop_table(world)
    _, matching = timed(lambda: minutes_at(trail, table, rules))
    stood, standing = timed(lambda: stays(trail, rules))
    km, measuring = timed(lambda: length_km(trail, rules))
    cpu = {
        "read": reading, "clean": cleaning, "match_to_stops": matching, "stays": standing, "km": measuring,
    }  # fmt: skip
    return {
        "fixes": len(world.points),
        "gpx_mb": round(size / 1e6, 1),
        "visits": len(world.truth.stop),
        "wild_fixes": world.wild,
        "dropped": trail.dropped,
        "gaps_made": len(world.paused),
        "gaps": trail.gaps,
        "km": round(km, 1),
        "cpu_seconds": {name: round(taken, 3) for name, taken in cpu.items()},
        "cpu_seconds_all": round(sum(cpu.values()), 2),
        "known_stops": at_known_stops(world, trail, fixes, table),
        "stays": quality(world, own_stays(trail, fixes, stood)),
        "movingpandas": beside(world, fixes),
    }


def simulated(fixes: int, seed: int) -> World:
    """Return a patrol of so many fixes."""
    rng = np.random.default_rng(seed)
    stops = scattered(rng)
    here, last = rng.uniform(0, SIDE_M, 2), -1
    ways, stood, visited = [], [], []
    clock, recorded = 0.0, 0
    # some more than are asked for: those lost and those of the pauses are taken out again
    while recorded < fixes * (1 + 2 * LOST) + PAUSES * 600 / STEP_S:
        stop = int(rng.choice(np.delete(np.arange(STOPS), last)) if last >= 0 else rng.integers(STOPS))
        speed, stay = rng.uniform(20, 60) / 3.6, rng.uniform(8, 20) * 60
        drive = float(np.hypot(*(stops[stop] - here))) / speed
        moving = np.arange(0, drive, STEP_S) / drive
        still = int(stay / STEP_S)
        ways.append(
            np.vstack([here + moving[:, None] * (stops[stop] - here), np.tile(stops[stop], (still, 1))])
        )
        begun = clock + len(moving) * STEP_S
        clock = begun + still * STEP_S
        stood.append((begun, clock))
        visited.append(stop)
        recorded += len(ways[-1])
        here, last = stops[stop], stop
    path = np.vstack(ways)
    seconds = np.arange(len(path)) * STEP_S
    noise = wander(len(path), rng)
    times = np.array(stood)
    kept = rng.random(len(path)) >= LOST
    pauses = np.sort(rng.uniform(0.05, 0.95, PAUSES)) * seconds[-1]
    for start in pauses:
        kept &= ~((seconds >= start) & (seconds < start + rng.uniform(150, 600)))
    points, seconds = (path + noise)[kept][:fixes], seconds[kept][:fixes]
    wild = rng.random(len(points)) < WILD
    points[wild] += rng.choice([-1, 1], (int(wild.sum()), 2)) * rng.uniform(
        5_000, 200_000, (int(wild.sum()), 2)
    )
    whole = times[:, 1] <= seconds[-1]
    truth = Truth(np.array(visited)[whole], times[whole, 0], times[whole, 1])
    return World(stops, points, seconds, truth, int(wild.sum()), pauses[pauses < seconds[-1]])


def scattered(rng: np.random.Generator) -> NDArray[np.float64]:
    """Return stops that lie apart from each other."""
    found: list[NDArray[np.float64]] = []
    while len(found) < STOPS:
        one = rng.uniform(0, SIDE_M, 2)
        if all(np.hypot(*(one - other)) > APART_M for other in found):
            found.append(one)
    return np.array(found)


def wander(n: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return the noise of a phone: 3 m from fix to fix, on a drift of 6 m that turns within a minute."""
    memory = np.exp(-STEP_S / 60)
    pushes = rng.normal(0, 6 * np.sqrt(1 - memory**2), (n, 2))
    drift = np.zeros((n, 2))
    for i in range(1, n):
        drift[i] = memory * drift[i - 1] + pushes[i]
    return np.asarray(drift + rng.normal(0, 3, (n, 2)))


def gpx_of(world: World) -> str:
    """Return the recording as a phone writes it."""
    degrees = world.points / METRES + np.array([WEST, SOUTH])
    rows = [
        f'<trkpt lat="{lat:.7f}" lon="{lon:.7f}"><ele>21.5</ele>'
        f"<time>{(BEGUN + timedelta(seconds=float(second))).strftime('%Y-%m-%dT%H:%M:%SZ')}</time></trkpt>"
        for (lon, lat), second in zip(degrees, world.seconds, strict=True)
    ]
    head = '<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><name>Patroli</name><trkseg>'
    return head + "\n".join(rows) + "</trkseg></trk></gpx>"


def read(file: Path) -> Fixes:
    """Return the fixes of a file, read and parsed as an import does."""
    context = ParseContext(
        zone="Asia/Pontianak",
        areas={},
        categories=categories(),
        now=BEGUN + timedelta(days=365),
        defaults={},
        aliases={},
        bounds=(WEST, SOUTH, WEST + 1, SOUTH + 1),
    )
    parsed = parse_raw(read_file(file), PATROL_TRACKS, context)
    return unpack_fixes(parsed.frame["titik"].iloc[0])


def stop_table(world: World) -> pd.DataFrame:
    """Return the stops as the analysis takes them."""
    degrees = world.stops / METRES + np.array([WEST, SOUTH])
    return pd.DataFrame({"lon": degrees[:, 0], "lat": degrees[:, 1], "dwell_min": 8.0})


def at_known_stops(world: World, trail: Trail, fixes: Fixes, stops: pd.DataFrame) -> dict[str, Any]:
    """Return how far the minutes at each visited stop are from those stood there.

    What the product does with a plan: the stop is known, and a visit is found when 80 % of its dwell lies
    within 75 m. Visits in which the recording pauses are left out, for there nobody can know.
    """
    rules, kept = TrackRules(), kept_times(trail, fixes)
    errors, found = [], 0
    whole = [visit for visit in zip(*world.truth, strict=True) if not paused(world, visit[1], visit[2])]
    for stop, arrive, depart in whole:
        around = (kept[:-1] >= arrive - 60) & (kept[1:] <= depart + 60)
        visit = replace(trail, seconds=np.where(around, trail.seconds, 0.0))
        planned = stops.iloc[[stop]].assign(dwell_min=(depart - arrive) / 60)
        minutes, visited = minutes_at(visit, planned, rules).iloc[0]
        found += int(visited)
        errors.append(abs(minutes * 60 - (depart - arrive)))
    return {
        "visits": len(whole),
        "found": found,
        "recall": round(found / len(whole), 4),
        "median_dwell_error_s": round(statistics.median(map(float, errors)), 1),
        "dwell_error_s_90": round(float(np.quantile(errors, 0.9)), 1),
    }


def paused(world: World, arrive: float, depart: float) -> bool:
    """Return whether the recording paused during a visit; no pause is longer than 600 s."""
    return bool(((world.paused > arrive - 600) & (world.paused < depart)).any())


def own_stays(trail: Trail, fixes: Fixes, stood: pd.DataFrame) -> Found:
    """Return the stays with their times; those of dropped fixes are told apart by their places."""
    kept = kept_times(trail, fixes)
    middle = stood[["lon", "lat"]].to_numpy(dtype=float)
    first, last = stood["first"].to_numpy(dtype=int), stood["last"].to_numpy(dtype=int)
    return Found((middle - [WEST, SOUTH]) * METRES, kept[first], kept[last])


def kept_times(trail: Trail, fixes: Fixes) -> NDArray[np.float64]:
    """Return the seconds from the start of each fix that was kept."""
    found, at = np.zeros(len(trail)), 0
    for lon, lat, epoch in zip(fixes.lon, fixes.lat, fixes.epoch, strict=True):
        if at < len(trail) and lon == trail.lon[at] and lat == trail.lat[at]:
            found[at] = epoch - BEGUN.timestamp()
            at += 1
    return found


def quality(world: World, found: Found) -> dict[str, Any]:
    """Return the part of the visits that was found, and the error of their minutes.

    A visit is found if a stay lies within 75 m of its stop and overlaps it. Its dwell is from the first
    such stay to the last, compared with that simulated, but for visits in which the recording pauses.
    """
    errors, missed = [], 0
    for stop, arrive, depart in zip(*world.truth, strict=True):
        near = np.hypot(*(found.points - world.stops[stop]).T) <= MATCH_M
        here = near & (found.arrive < depart) & (found.depart > arrive)
        if not here.any():
            missed += 1
        elif not paused(world, arrive, depart):
            dwell = found.depart[here].max() - found.arrive[here].min()
            errors.append(abs(dwell - (depart - arrive)))
    n = len(world.truth.stop)
    return {
        "found": n - missed,
        "recall": round((n - missed) / n, 4),
        "stays": len(found.arrive),
        "median_dwell_error_s": round(statistics.median(map(float, errors)), 1),
        "dwell_error_s_90": round(float(np.quantile(errors, 0.9)), 1),
    }


def beside(world: World, fixes: Fixes) -> dict[str, Any] | None:
    """Return the same of movingpandas: its outliers removed, its stops detected; None without it."""
    if importlib.util.find_spec("movingpandas") is None:
        return None
    peer = importlib.import_module("movingpandas")
    times = pd.to_datetime(fixes.epoch, unit="s")
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(fixes.lon, fixes.lat), index=times, crs=4326)

    def detected() -> Any:
        whole = peer.Trajectory(points, traj_id=1)
        clean = peer.OutlierCleaner(whole).clean(v_max=150, units=("km", "h"))
        return peer.TrajectoryStopDetector(clean).get_stop_points(
            max_diameter=100, min_duration=timedelta(minutes=5)
        )

    stood, cpu = timed(detected)
    middle = shapely.get_coordinates(stood.geometry.to_numpy())
    begun = pd.Timestamp(BEGUN).tz_localize(None)
    arrive, depart = (
        (pd.to_datetime(stood[name]) - begun).dt.total_seconds().to_numpy()
        for name in ("start_time", "end_time")
    )
    result = quality(world, Found((middle - [WEST, SOUTH]) * METRES, arrive, depart))
    return {**result, "cpu_seconds_without_reading": round(cpu, 2)}


def timed(asked: Callable[[], T]) -> tuple[T, float]:
    """Return an answer, and the processor seconds that it took here and in processes of its own."""
    before = _cpu()
    answer = asked()
    return answer, _cpu() - before


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
