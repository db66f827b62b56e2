"""Write the small sample files of ``data/``: the demo as an office would have typed it.

``python -m records.demo.samples [FOLDER]`` writes them anew, always the same.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import geopandas as gpd
import shapely

from records.demo.demo import DemoData, demo_frames
from records.demo.sample_files import (
    write_csv,
    write_geojson,
    write_geopackage,
    write_kml,
    write_shapefile_zip,
    write_xlsx,
)
from records.demo.sample_rows import case_rows, incident_rows, log_rows, place_rows
from records.demo.sample_tracks import write_gpx
from records.reference import BENUA_LIMA_BOUNDARIES, DATA, categories

SEED = 2026
"""Seed of the sample files."""
UNTIL = date(2026, 10, 31)
"""Last day of the sample files."""

_INCIDENT_MONTHS = 3
_TRACKS = 3


def main(folder: Path = DATA) -> None:
    """Write every sample file below ``folder``, which has the shape of ``data/``."""
    made, areas = sample_data()
    write_incidents(made, areas, folder / "incidents")
    write_patrols(made, areas, folder / "patrol_tracks")
    write_cases(made, areas, folder / "conflict_cases")


def sample_data() -> tuple[DemoData, gpd.GeoDataFrame]:
    """Return the demo of the samples on the packaged boundaries, and these boundaries."""
    shapes = gpd.read_file(BENUA_LIMA_BOUNDARIES)
    areas = shapes.rename(columns={"kode_kemendagri": "kode_desa"}).set_index("kode_desa")
    return demo_frames(areas, seed=SEED, until=UNTIL, categories=categories()), areas


def write_incidents(made: DemoData, areas: gpd.GeoDataFrame, folder: Path) -> None:
    """Write the incidents of the last three months, and those outside, in every format; and the places."""
    folder.mkdir(parents=True, exist_ok=True)
    begin = UNTIL.year * 12 + UNTIL.month - _INCIDENT_MONTHS
    local = made.incidents["waktu_kejadian"].dt.tz_convert("Asia/Pontianak")
    recent = (local.dt.year * 12 + local.dt.month) > begin
    outside = made.incidents.geometry.notna() & ~made.incidents.intersects(areas.union_all())
    chosen = made.incidents.loc[recent | outside]
    rows = incident_rows(chosen, areas["nama"])
    write_csv(rows, folder / "kejadian_contoh.csv", separator=",", decimal=".")
    write_csv(rows, folder / "kejadian_contoh_titik_koma.csv", separator=";", decimal=",")
    write_xlsx(rows, folder / "kejadian_contoh.xlsx", sheet="Kejadian")
    pointed = chosen.geometry.notna()
    shaped = gpd.GeoDataFrame(
        rows.loc[pointed].drop(columns=["Bujur", "Lintang"]), geometry=chosen.geometry.loc[pointed]
    )
    write_geojson(shaped, folder / "kejadian_contoh.geojson")
    write_geopackage(shaped, folder / "kejadian_contoh.gpkg", layer="kejadian", day=UNTIL)
    write_shapefile_zip(shaped, folder / "kejadian_contoh_shapefile.zip", layer="kejadian", day=UNTIL)
    write_kml(shaped, folder / "kejadian_contoh.kml")
    write_csv(place_rows(made.places), folder / "tempat_contoh.csv", separator=",", decimal=".")


def write_patrols(made: DemoData, areas: gpd.GeoDataFrame, folder: Path) -> None:
    """Write the journals of the last month and three of its tracks as different apps would."""
    folder.mkdir(parents=True, exist_ok=True)
    local = made.patrol_logs["berangkat"].dt.tz_convert("Asia/Pontianak")
    month = made.patrol_logs.loc[(local.dt.year == UNTIL.year) & (local.dt.month == UNTIL.month)]
    write_csv(log_rows(month, areas["nama"]), folder / "jurnal_contoh.csv", separator=",", decimal=",")
    for number, row in enumerate(made.patrol_tracks.tail(_TRACKS).to_dict("records")):
        write_gpx(row, folder, style=number)


def write_cases(made: DemoData, areas: gpd.GeoDataFrame, folder: Path) -> None:
    """Write the register of conflict cases as a table, and with the ground in dispute."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = case_rows(made.conflict_cases, areas["nama"])
    write_csv(rows, folder / "kasus_contoh.csv", separator=",", decimal=".")
    shaped = gpd.GeoDataFrame(rows, geometry=shapely.set_precision(made.conflict_cases.geometry, 1e-6))
    write_geojson(shaped.set_crs("EPSG:4326"), folder / "kasus_contoh.geojson")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
