"""Refresh of scores and cells, and placing of points, beside plain pandas and geopandas.

Synthetic incidents of three years on the packaged boundaries, at 1,000 and 100,000; wall time,
median of several runs. The peer of score and cells is one ``groupby`` that counts incidents per
desa and category; that of ``place`` is ``geopandas.sjoin`` of the same points. Beside the wall time
stands the processor time, which a busy machine disturbs less.

Run: ``python benchmarks/score.py [--runs 9]``; prints one JSON document.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd

from analysis.cells import cells
from analysis.evidence import Evidence
from analysis.parameters import Parameters
from analysis.place import place
from analysis.score import score
from records.reference import BENUA_LIMA_BOUNDARIES, categories

AT = datetime(2026, 11, 23, tzinfo=UTC)
ZONE, EPSG = "Asia/Pontianak", 32750
WEEKS = 156
PATROLS = 468


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    result = {f"{n:_}_incidents".replace("_", "", 1): refresh(n, runs) for n in (1_000, 100_000)}
    print(json.dumps({**result, "place_100000_points": placing(runs)}, indent=1))


def refresh(n: int, runs: int) -> dict[str, Any]:
    """Return the times of a refresh at some number of incidents."""
    world, parameters = synthetic(n), Parameters()
    times = {
        "score": median(runs, lambda: score(world, parameters, at=AT, zone=ZONE)),
        "cells": median(runs, lambda: cells(world, parameters, at=AT, zone=ZONE, metric_epsg=EPSG)),
        "groupby_count": median(runs, lambda: world.incidents.groupby(["kode_desa", "kode_kategori"]).size()),
    }
    whole = times["score"].wall + times["cells"].wall
    return {
        "seconds": {name: round(taken.wall, 4) for name, taken in times.items()},
        "cpu_seconds": {name: round(taken.cpu, 4) for name, taken in times.items()},
        "score_and_cells": round(whole, 4),
        "score_and_cells_cpu": round(times["score"].cpu + times["cells"].cpu, 4),
        "times_the_peer": round(whole / times["groupby_count"].wall, 1),
    }


def placing(runs: int) -> dict[str, Any]:
    """Return the time to place 100,000 points on the seven desa."""
    areas = boundaries()
    points = gpd.GeoDataFrame(geometry=scattered(areas, 100_000))
    times = {
        "place": median(runs, lambda: place(points.geometry, areas)),
        "sjoin": median(runs, lambda: gpd.sjoin(points, areas[["geometry"]], predicate="intersects")),
    }
    return {
        "seconds": {name: round(taken.wall, 4) for name, taken in times.items()},
        "cpu_seconds": {name: round(taken.cpu, 4) for name, taken in times.items()},
        "times_the_peer": round(times["place"].wall / times["sjoin"].wall, 2),
    }


class Taken(NamedTuple):
    """Median seconds by the clock and by the processor."""

    wall: float
    cpu: float


def median(runs: int, measured: Callable[[], object]) -> Taken:
    """Return the median times of some runs, after one that does not count."""
    measured()
    walls, cpus = [], []
    for _ in range(runs):
        wall, cpu = time.perf_counter(), time.process_time()
        measured()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return Taken(statistics.median(walls), statistics.median(cpus))


def boundaries() -> gpd.GeoDataFrame:
    """Return the packaged desa."""
    shapes = gpd.read_file(BENUA_LIMA_BOUNDARIES).set_index("kode_kemendagri")
    return gpd.GeoDataFrame(shapes[["nama", "geometry"]]).rename_axis("kode_desa")


def scattered(areas: gpd.GeoDataFrame, n: int) -> gpd.GeoSeries:
    """Return points all over the rectangle around the areas."""
    rng = np.random.default_rng(1)
    west, south, east, north = areas.total_bounds
    return gpd.GeoSeries.from_xy(rng.uniform(west, east, n), rng.uniform(south, north, n), crs=areas.crs)


def synthetic(n: int) -> Evidence:
    """Return three years of incidents with patrol logs and a few cases."""
    rng = np.random.default_rng(2)
    areas, kinds = boundaries(), categories()
    points = scattered(areas, 5 * n)
    desa = place(points, areas)
    inside = np.flatnonzero(desa.notna())[:n]
    begun = pd.Timestamp(AT) - pd.Timedelta(weeks=WEEKS)

    def chosen(*values: str | None) -> pd.Series:
        return pd.Series(rng.choice(np.array(values, dtype=object), n), dtype="str")

    table = pd.DataFrame(
        {
            "waktu_kejadian": (begun + pd.to_timedelta(rng.uniform(0, 7 * WEEKS, n), unit="D")).as_unit("ms"),
            "kode_kategori": chosen(*kinds),
            "kode_desa": desa.iloc[inside].to_numpy(),
            "presisi_lokasi": chosen("gps", "peta", "patokan", "centroid_desa"),
            "asal": chosen("laporan_warga", "laporan_warga", "temuan_patroli"),
            "dampak_aktual": rng.choice([0.5, 1.0, 1.5, 2.0], n),
            "status": chosen("selesai", "tutup", "duplikat"),
            "status_verifikasi": chosen("terverifikasi", "belum"),
            "visibilitas": chosen("umum", "terbatas"),
            "id_kasus": chosen(None),
            "id_jurnal": chosen(None),
            "berulang_dari": chosen(None),
            "karantina": chosen(None),
        }
    )
    table.index = pd.Index([f"KJD-{i:07d}" for i in range(n)], name="id_kejadian", dtype="str")
    incidents = gpd.GeoDataFrame(table, geometry=points.iloc[inside].to_numpy(), crs=areas.crs)
    return Evidence(
        incidents=incidents,
        logs=_logs(areas, begun, rng),
        cases=_cases(areas),
        areas=areas,
        categories=kinds,
    )


def _logs(areas: gpd.GeoDataFrame, begun: pd.Timestamp, rng: np.random.Generator) -> pd.DataFrame:
    left = (begun + pd.to_timedelta(np.arange(PATROLS) * 7 * WEEKS / PATROLS, unit="D")).as_unit("ms")
    visited = [dict.fromkeys(rng.choice(areas.index, 3, replace=False), 30.0) for _ in range(PATROLS)]
    table = pd.DataFrame({"berangkat": left, "kembali": left + pd.Timedelta(hours=2), "menit_desa": visited})
    return table.assign(nihil=True).set_index(pd.Index([f"JRN-{i:04d}" for i in range(PATROLS)]))


def _cases(areas: gpd.GeoDataFrame) -> pd.DataFrame:
    case = {
        "kode_kategori": "LHN-02",
        "tgl_teridentifikasi": "2026-10-01",
        "tgl_tutup": None,
        "tahap": "mediasi",
        "tingkat_eskalasi": 2,
        "riwayat_eskalasi": [["2026-10-01", 2]],
    }
    rows = [{**case, "desa": [code]} for code in areas.index[:5]]
    return pd.DataFrame(rows, index=pd.Index([f"KFL-{i}" for i in range(5)]))


if __name__ == "__main__":
    main()
