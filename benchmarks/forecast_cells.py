"""Forecast of cells: share of next week's events in the best-ranked 10 % of the area.

Gamma-Poisson cells with a kernel prior, as the product ranks them, beside plain counts and plain
kernel densities: weekly rolling origins, 250 m cells over the study area, the cell of an event
outside it opened too, ties broken alike.

Run: ``python benchmarks/forecast_cells.py DATA``; DATA holds the public incident files.
Prints one JSON document.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from incident_cases import CASES, WEEK, Case, origins, paired, read, study_area
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from analysis.cells import cell_rates
from analysis.grid import grid
from analysis.level import WeeklyPrior
from analysis.parameters import Parameters

PARAMETERS = Parameters()
PRIOR = WeeklyPrior.of(PARAMETERS.prior)
PART = 0.1
Rank = Callable[[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_], float], NDArray[np.float64]]
"""Score of each cell from counts of all history and of 28 days, the study area, and weeks on record."""


def gamma_poisson(
    n: NDArray[np.int64], _recent: NDArray[np.int64], inside: NDArray[np.bool_], weeks: float
) -> NDArray[np.float64]:
    """Rank as the product does."""
    return cell_rates(n, inside, weeks, PARAMETERS.cells, PRIOR)


def kernel(metres: float) -> Rank:
    """Rank by a Gaussian kernel density."""
    sigma = metres / PARAMETERS.cells.size_m
    return lambda n, _recent, _inside, _weeks: gaussian_filter(n.astype("float64"), sigma, mode="constant")


METHODS: dict[str, Rank] = {
    "gamma_poisson_cells": gamma_poisson,
    "all_history_counts": lambda n, _recent, _inside, _weeks: n.astype("float64"),
    "last_28_days": lambda _n, recent, _inside, _weeks: recent.astype("float64"),
    "kernel_250_m": kernel(250),
    "kernel_500_m": kernel(500),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    given = parser.parse_args()
    print(json.dumps({case.name: measured(case, given.data) for case in CASES}, indent=1))


def measured(case: Case, folder: Path) -> dict[str, Any]:
    """Return the hit rates of one case."""
    events = read(case, folder)
    shapes = [*study_area(case, folder).geometry, shapely.multipoints(events.xy)]
    lattice = grid(gpd.GeoDataFrame(geometry=shapes, crs=case.epsg), PARAMETERS.cells.size_m)
    cell, inside = lattice.cell_of(events.xy), lattice.inside
    chosen = np.flatnonzero(inside)
    tie = np.random.default_rng(0).permutation(len(chosen))
    best = int(PART * len(chosen))

    hits: dict[str, list[int]] = {name: [] for name in METHODS}
    happened = []
    for origin in origins(case):
        past = events.day < origin
        ahead = (events.day >= origin) & (events.day < origin + WEEK)
        n = np.bincount(cell[past], minlength=inside.size).reshape(inside.shape)
        recent = np.bincount(cell[past & (events.day >= origin - 28)], minlength=inside.size).reshape(
            inside.shape
        )
        happened.append(int(ahead.sum()))
        for name, method in METHODS.items():
            score = method(n, recent, inside, (origin - events.start) / WEEK).ravel()[chosen]
            top = chosen[np.lexsort((tie, -score))[:best]]
            hits[name].append(int(np.isin(cell[ahead], top).sum()))
    total = sum(happened)
    weekly = pd.DataFrame(hits)
    return {
        "cells": len(chosen),
        "events": total,
        "hit_rate": {name: round(int(values.sum()) / total, 4) for name, values in weekly.items()},
        "gain_on_counts_in_events_a_week": paired(
            (weekly["gamma_poisson_cells"] - weekly["all_history_counts"]).to_numpy(dtype="float64")
        ),
    }


if __name__ == "__main__":
    main()
