"""Size and making time of a map's layers, beside raw points, at growing numbers of incidents.

``python benchmarks/map_bytes.py [1000 10000 100000]`` prints one JSON document: the layers as the app
sends them (cells, at most as many as a screen can use), the same incidents as one GeoJSON of points,
and the whole map as a file that opens anywhere.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from reports.maps.base import prepare
from reports.maps.layers import Shapes, cells
from reports.maps.shapes import collection
from reports.maps.standalone import standalone
from services.vulnerability import MOST_CELLS

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "data" / "desa_boundaries"
EPSG, CELL_M = 32750, 250


def main() -> None:
    """Measure, and print the figures as JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    areas = gpd.read_file(FOLDER / "benua_lima.geojson").set_index("kode_kemendagri")
    start = time.perf_counter()
    base = prepare(
        areas,
        neighbours=gpd.read_file(FOLDER / "tetangga.geojson"),
        outlines=gpd.read_file(FOLDER / "kecamatan_barito_timur.geojson"),
    )
    figures: dict[str, object] = {"base_kb": kb(base.payload), "base_ms": ms(start)}
    for size in options.parse_args().sizes:
        points = incidents(areas, size)
        start = time.perf_counter()
        group = cells(squares(points))
        layer = next(iter(group._children.values()))  # noqa: SLF001 - folium has no public way in
        cells_ms = ms(start)
        start = time.perf_counter()
        raw = Shapes(collection(points, [{}] * len(points)), "tempat")
        raw_ms = ms(start)
        start = time.perf_counter()
        page = standalone(base, [group], title="Peta")
        figures[str(size)] = {
            "cells_ms": cells_ms,
            "cells_kb": kb(layer.payload),
            "raw_points_ms": raw_ms,
            "raw_points_kb": kb(raw.payload),
            "standalone_ms": ms(start),
            "standalone_kb": round(len(page) / 1024),
        }
    print(json.dumps(figures, indent=2))


def incidents(areas: gpd.GeoDataFrame, size: int) -> gpd.GeoDataFrame:
    """Return incidents around twelve spots in every desa, from a fixed seed."""
    rng = np.random.default_rng(7)
    spots = areas.geometry.sample_points(12, rng=7).get_coordinates().to_numpy()
    xy = spots[rng.integers(len(spots), size=size)] + rng.normal(0, 0.004, (size, 2))
    return gpd.GeoDataFrame(geometry=gpd.points_from_xy(*xy.T), crs=4326)


def squares(points: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Count points in squares, the fullest first."""
    corner = np.floor(points.to_crs(EPSG).get_coordinates().to_numpy() / CELL_M).astype("int64")
    found, n = np.unique(corner, axis=0, return_counts=True)
    fullest = np.argsort(-n)[:MOST_CELLS]
    west, south = (found[fullest] * CELL_M).T
    boxes = gpd.GeoSeries(shapely.box(west, south, west + CELL_M, south + CELL_M), crs=EPSG).to_crs(4326)
    return gpd.GeoDataFrame({"n": n[fullest], "label": "Petak", "kode_desa": ""}, geometry=boxes)


def kb(payload: str) -> int:
    """Return the size of a text in KiB."""
    return round(len(payload.encode()) / 1024)


def ms(start: float) -> int:
    """Return the milliseconds since ``start``."""
    return round((time.perf_counter() - start) * 1000)


if __name__ == "__main__":
    main()
