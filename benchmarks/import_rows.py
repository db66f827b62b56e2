"""Rows a second of an import: a CSV of incidents read, checked, placed and stored.

Beside it, in the same run and on the same file, what bare libraries need for less: ``pandas.read_csv``,
points from the columns, and ``geopandas.sjoin`` with the areas, nothing checked and nothing kept.

Run: ``python benchmarks/import_rows.py [--rows 100000] [--repeat 5]``; prints one JSON document.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from records.parsing.parse import ParseContext, parse_file
from records.reference import categories
from services.importing import import_file
from services.office import Office
from services.setup import initialise
from sop.dictionary import INCIDENTS
from sop.party import Actor, Role

BOUNDARIES = Path(__file__).parents[1] / "data" / "desa_boundaries" / "benua_lima.geojson"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
ACTOR = Actor("cli:benchmark", Role.LOKAL)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--repeat", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = write_rows(folder / "kejadian.csv", given.rows)
        areas = gpd.read_file(BOUNDARIES)
        timed = {
            "bare_read_csv_sjoin": seconds(lambda: bare(file, areas), given.repeat),
            "parse_file": seconds(lambda: parsed_rows(file, areas, given.rows), given.repeat),
            "import_file": full_import(folder, file, given.rows, given.repeat),
        }
    median = {name: statistics.median(times) for name, times in timed.items()}
    result = {
        "rows": given.rows,
        "seconds": {name: [round(one, 3) for one in times] for name, times in timed.items()},
        "median_seconds": {name: round(one, 3) for name, one in median.items()},
        "rows_per_second": {name: round(given.rows / one) for name, one in median.items()},
        "ratio_to_bare": {
            name: round(one / median["bare_read_csv_sjoin"], 2) for name, one in median.items()
        },
        "python": platform.python_version(),
        "machine": platform.machine(),
    }
    print(json.dumps(result, indent=1))


def write_rows(file: Path, rows: int) -> Path:
    """Write incidents around the areas: all different, some outside."""
    rng = np.random.default_rng(1)
    west, south, east, north = gpd.read_file(BOUNDARIES).total_bounds
    seconds_ago = rng.integers(0, 3 * 365 * 86_400, rows)
    pd.DataFrame(
        {
            "tanggal": pd.Timestamp(2026, 11, 22) - pd.to_timedelta(seconds_ago, unit="s"),
            "bujur": rng.uniform(west, east, rows).round(6),
            "lintang": rng.uniform(south, north, rows).round(6),
            "kategori": rng.choice(list(categories()), rows),
            "kronologi": [f"Uraian kejadian, nomor {number}" for number in range(rows)],
        }
    ).to_csv(file, index=False)
    return file


def seconds(work: Callable[[], object], repeat: int) -> list[float]:
    """Time some work again and again."""
    times = []
    for _ in range(repeat):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return times


def bare(file: Path, areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Do the least that two libraries can do."""
    table = pd.read_csv(file, parse_dates=["tanggal"])
    points = gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(table["bujur"], table["lintang"]), crs=4326)
    return gpd.sjoin(points, areas[["kode_kemendagri", "geometry"]], how="left", predicate="within")


def parsed_rows(file: Path, areas: gpd.GeoDataFrame, rows: int) -> None:
    """Read and check the file, its process of its own included."""
    west, south, east, north = map(float, areas.total_bounds)
    context = ParseContext(
        zone="Asia/Pontianak",
        areas=dict(zip(areas["kode_kemendagri"], areas["nama"], strict=True)),
        categories=categories(),
        now=NOW,
        bounds=(west, south, east, north),
    )
    parsed = parse_file(file, INCIDENTS, context)
    if len(parsed.frame) != rows:
        raise SystemExit(f"{len(parsed.frame)} of {rows} rows accepted")


def full_import(folder: Path, file: Path, rows: int, repeat: int) -> list[float]:
    """Import into a fresh office each time: parsed, placed, stored with its audit row."""
    times = []
    for number in range(repeat):
        home = folder / f"kantor-{number}"
        initialise(home, ACTOR, at=NOW)
        office = Office.open(home)
        try:
            began = time.perf_counter()
            result = import_file(office, ACTOR, "incidents", file, at=NOW)
            times.append(time.perf_counter() - began)
        finally:
            office.close()
        if result.accepted + result.quarantined != rows:
            raise SystemExit(f"{result.accepted} + {result.quarantined} of {rows} rows stored")
    return times


if __name__ == "__main__":
    main()
