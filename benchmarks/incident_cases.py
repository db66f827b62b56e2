"""The public cases on which forecasts are measured: which file, which areas, which origins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from shapely import STRtree

WEEK = 7


@dataclass(frozen=True)
class Case:
    """One data set: file, areas (a file, or a column of the incidents), UTM zone, first and last origin."""

    name: str
    file: str
    areas: str | None
    column: str | None
    epsg: int
    first: str
    last: str
    borough: str | None = None


CASES = (
    Case("memphis", "memphis_robberies_2019", "memphis_precincts", None, 32616, "2019-07-01", "2019-12-24"),
    Case(
        "portland_auto_theft",
        "portland_auto_theft_2012_2017",
        "portland_police_districts",
        None,
        32610,
        "2016-01-04",
        "2017-05-22",
    ),
    Case(
        "portland_burglary",
        "portland_burglary_2012_2017",
        "portland_police_districts",
        None,
        32610,
        "2016-01-04",
        "2017-05-22",
    ),
    *(
        Case(
            borough.lower(),
            f"nyc_shootings_{borough.lower()}",
            "nyc_boroughs",
            "precinct",
            32618,
            "2017-01-02",
            "2019-12-23",
            borough,
        )
        for borough in ("Bronx", "Brooklyn", "Manhattan")
    ),
    Case("chicago_burglary", "chicago_be_2016", None, None, 32616, "2016-07-04", "2016-12-19"),
)


@dataclass(frozen=True)
class Events:
    """Events of a case: day number (with fraction), metric points, area number where there are areas."""

    day: NDArray[np.float64]
    xy: NDArray[np.float64]
    area: NDArray[np.int64]
    n_areas: int

    @property
    def start(self) -> float:
        """The first day on record."""
        return float(np.floor(self.day.min()))


def read(case: Case, folder: Path) -> Events:
    """Read a case; every event belongs to its column's area, else to the nearest polygon."""
    table = pd.read_parquet(folder / f"{case.file}.parquet")
    points = gpd.GeoSeries.from_xy(table["lon"], table["lat"], crs=4326).to_crs(case.epsg)
    area, count = np.zeros(len(table), dtype="int64"), 1
    if case.column:
        area, names = pd.factorize(table[case.column], sort=True)
        count = len(names)
    elif case.areas:
        shapes = study_area(case, folder).geometry
        point, nearest = STRtree(shapes.to_numpy()).query_nearest(points.to_numpy(), all_matches=False)
        area[point], count = nearest, len(shapes)
    day = table["date"].to_numpy("datetime64[s]").astype("float64") / 86400
    return Events(day, np.stack([points.x, points.y], axis=1), area, count)


def study_area(case: Case, folder: Path) -> gpd.GeoDataFrame:
    """Return the polygons of the study area in metres, repaired."""
    if case.areas is None:
        table = pd.read_parquet(folder / f"{case.file}.parquet")
        points = gpd.GeoSeries.from_xy(table["lon"], table["lat"], crs=4326).to_crs(case.epsg)
        return gpd.GeoDataFrame(geometry=[points.buffer(500).union_all()], crs=case.epsg)
    shapes = gpd.read_file(folder / f"{case.areas}.geojson").to_crs(case.epsg)
    if case.borough:
        shapes = shapes.loc[shapes["BoroName"] == case.borough]
    return gpd.GeoDataFrame(geometry=shapes.geometry.make_valid(), crs=case.epsg)


def origins(case: Case) -> Iterator[float]:
    """Yield the day number of every weekly origin."""
    first, last = (
        np.datetime64(day).astype("datetime64[D]").astype(float) for day in (case.first, case.last)
    )
    yield from np.arange(first, last + 1, WEEK)


def paired(gains: NDArray[np.float64]) -> dict[str, float]:
    """Return the mean of weekly differences and its standard error over weeks."""
    return {
        "mean": round(float(gains.mean()), 4),
        "standard_error": round(float(gains.std(ddof=1) / np.sqrt(len(gains))), 4),
    }
