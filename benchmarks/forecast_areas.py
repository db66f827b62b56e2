"""Forecast of areas: share × level beside plain counts, on public data; and how soon it may speak.

Mean log score of next week's count per area (lower is better) and the share of randomised PIT
values in the middle 80 %, over weekly rolling origins. With ``--cold``: the same data thinned to
30-200 incidents a year, with 4-104 weeks of history: how much of what can be known of the shares
is known after so many incidents; this sets the rule of *belum cukup data*.

Run: ``python benchmarks/forecast_areas.py DATA [--cold]``; DATA holds the public incident files.
Prints one JSON document.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from incident_cases import CASES, WEEK, Case, Events, origins, paired, read
from numpy.typing import NDArray
from scipy.stats import nbinom

from analysis.forecast import AreaForecast, forecast
from analysis.parameters import Parameters

PARAMETERS = Parameters()
NO_PATROLS = pd.DataFrame({"desa": [], "age_weeks": [], "menit": []}).astype({"desa": "int64"})
Spread = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Mean and size of a negative binomial, per area."""

HALF_OF_80 = 0.4
COLD_CASES = ("memphis", "bronx", "brooklyn", "manhattan")
COLD_RATES = (30, 60, 120, 200)
COLD_WEEKS = (4, 8, 13, 26, 39, 52, 104)
COLD_BINS = (0, 5, 10, 15, 20, 30, 50, 100, 200, 1000)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--cold", action="store_true")
    parser.add_argument("--repeats", type=int, default=60)
    given = parser.parse_args()
    result = cold(given.data, given.repeats) if given.cold else warm(given.data)
    print(json.dumps(result, indent=1))


def warm(folder: Path) -> dict[str, Any]:
    """Compare the methods on every case that has areas."""
    return {
        case.name: measured(case, read(case, folder))
        for case in CASES
        if (case.areas and not case.borough) or case.column
    }


def measured(case: Case, events: Events) -> dict[str, Any]:
    """Return log scores and calibration of one case."""
    rng = np.random.default_rng(1)
    losses: dict[str, list[NDArray[np.float64]]] = {name: [] for name in METHODS}
    middle = []
    for origin in origins(case):
        ahead = (events.day >= origin) & (events.day < origin + WEEK)
        seen = np.bincount(events.area[ahead], minlength=events.n_areas)
        for name, method in METHODS.items():
            mean, size = method(events, origin)
            spread = nbinom(size, size / (size + mean))
            losses[name].append(-spread.logpmf(seen))
            if name == "share_x_level":
                pit = spread.cdf(seen - 1) + rng.random(len(seen)) * spread.pmf(seen)
                middle.append((np.abs(pit - 0.5) < HALF_OF_80).mean())
    weekly = {name: np.array(values).mean(axis=1) for name, values in losses.items()}
    return {
        "areas": events.n_areas,
        "weeks": len(middle),
        "log_score": {name: round(float(values.mean()), 4) for name, values in weekly.items()},
        "gain_on_last_52_weeks": paired(weekly["last_52_weeks"] - weekly["share_x_level"]),
        "pit_80": paired(np.array(middle)),
    }


def share_x_level(events: Events, origin: float) -> Spread:
    """Forecast as the product does."""
    made = _forecast(events.area, events.day, events.n_areas, origin, events.start)
    return made.expected, made.size


def _forecast(
    area: NDArray[np.int64], day: NDArray[np.float64], n_areas: int, origin: float, start: float
) -> AreaForecast:
    past = day < origin
    table = pd.DataFrame({"desa": area[past], "age_weeks": (origin - day[past]) / WEEK})
    return forecast(
        table.assign(u=1.0, finding=False), NO_PATROLS, n_areas, (origin - start) / WEEK, PARAMETERS
    )


def last(weeks: float) -> Callable[[Events, float], Spread]:
    """Return the forecast from each area's count in the last weeks, plus a half."""

    def method(events: Events, origin: float) -> Spread:
        span = min(weeks, (origin - events.start) / WEEK)
        recent = (events.day < origin) & (events.day >= origin - span * WEEK)
        counts = np.bincount(events.area[recent], minlength=events.n_areas) + 0.5
        return counts / span, counts

    return method


def pooled(events: Events, origin: float) -> Spread:
    """Forecast the same for all areas, from all history."""
    _, counts = last(np.inf)(events, origin)
    total = counts.sum()
    span = (origin - events.start) / WEEK
    return np.full(events.n_areas, total / span / events.n_areas), np.full(events.n_areas, total)


METHODS: dict[str, Callable[[Events, float], Spread]] = {
    "share_x_level": share_x_level,
    "last_4_weeks": last(4),
    "last_52_weeks": last(52),
    "all_history": last(np.inf),
    "pooled": pooled,
}


def cold(folder: Path, repeats: int) -> dict[str, Any]:
    """Return how much is known of the shares after few incidents."""
    rng = np.random.default_rng(7)
    rows: list[dict[str, Any]] = []
    for case in CASES:
        if case.name in COLD_CASES:
            events = read(case, folder)
            for rate in COLD_RATES:
                for _ in range(repeats):
                    rows += _thinned(case.name, events, rate, rng)
    table = pd.DataFrame(rows)
    table["incidents"] = pd.cut(table["n"], COLD_BINS, right=False)
    return {"all": _gains(table)} | {name: _gains(part) for name, part in table.groupby("case")}


def _thinned(name: str, events: Events, rate: int, rng: np.random.Generator) -> list[dict[str, Any]]:
    years = (events.day.max() - events.start) / 365.25
    kept = rng.random(len(events.day)) < rate / (len(events.day) / years)
    day, area = events.day[kept], events.area[kept]
    latest = events.day.max() - (max(COLD_WEEKS) + 13) * WEEK
    start = rng.uniform(events.start, latest) if latest > events.start else events.start
    known = np.bincount(events.area, minlength=events.n_areas) + 0.5
    rows = []
    for weeks in COLD_WEEKS:
        origin = start + weeks * WEEK
        after = np.bincount(area[(day >= origin) & (day < origin + 13 * WEEK)], minlength=events.n_areas)
        if origin + 13 * WEEK > events.day.max() or not after.sum():
            continue
        since = day >= start
        made = _forecast(area[since], day[since], events.n_areas, origin, start)
        rows.append(
            {
                "case": name,
                "n": int((since & (day < origin)).sum()),
                "gain": float(after @ np.log(made.share * events.n_areas)),
                "possible": float(after @ np.log(known / known.sum() * events.n_areas)),
                "events": int(after.sum()),
            }
        )
    return rows


def _gains(table: pd.DataFrame) -> dict[str, Any]:
    """Return, per number of incidents on record, the gain over equal shares as part of the possible one."""
    grouped = table.groupby("incidents", observed=True)
    sums = grouped[["gain", "possible", "events"]].sum()
    return {
        str(interval): {
            "runs": int(grouped.size()[interval]),
            "gain_per_event": round(float(row["gain"] / row["events"]), 4),
            "part_of_possible": round(float(row["gain"] / row["possible"]), 3),
            "worse_than_equal_shares": round(float((grouped.get_group(interval)["gain"] < 0).mean()), 3),
        }
        for interval, row in sums.iterrows()
    }


if __name__ == "__main__":
    main()
