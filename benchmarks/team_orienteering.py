"""Team orienteering: points that the patrol's routing engine collects in a given CPU time.

Reads instances in the format of Chao, Golden and Wasil (1996): lines ``n N``, ``m M``, ``tmax T``, then
``x y score``, the start first and the end last. They are public, but no part of the product; without a
file, three made-up ones are taken. Lengths are Euclidean, rounded up to a thousandth, so that no route is
longer than it may be; every route is measured again in floats.

Run: ``python benchmarks/team_orienteering.py [FILE...] --seconds 5 --seed 1 [--best FILE] [--json]``;
``--best`` names a JSON object of best known values by file name. Prints a table with PyVRP as it comes beside
it, or one JSON document.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyvrp
from numpy.typing import NDArray

from planning.orienteering import Crew, Orienteering, solve

_UNITS = 1_000
"""Whole numbers that the engine counts for a unit of length."""

_MADE = ((2, 60.0), (3, 50.0), (4, 45.0))
"""Teams and longest way of the made-up instances."""


@dataclass(frozen=True, kw_only=True)
class Instance:
    """Points with scores, the start first and the end last; so many teams, so long a way."""

    at: NDArray[np.float64]
    scores: NDArray[np.float64]
    teams: int
    longest: float

    @classmethod
    def read(cls, path: Path) -> Instance:
        """Return what a file holds."""
        _, teams, longest, *points = (line.split() for line in path.read_text().splitlines() if line.strip())
        table = np.array(points, dtype="float64")
        return cls(at=table[:, :2], scores=table[:, 2], teams=int(teams[1]), longest=float(longest[1]))

    @classmethod
    def made(cls, seed: int, teams: int, longest: float) -> Instance:
        """Return a hundred points drawn evenly, with scores of 2 to 39."""
        draw = np.random.default_rng(seed)
        at, scores = draw.random((100, 2)) * [36, 40], draw.integers(2, 40, 100).astype("float64")
        at[-1], scores[[0, -1]] = at[0] + [10, 5], 0
        return cls(at=at.round(3), scores=scores, teams=teams, longest=longest)

    @property
    def metres(self) -> NDArray[np.float64]:
        """Distances of all points."""
        return np.asarray(np.hypot(*(self.at[:, None] - self.at[None]).transpose(2, 0, 1)))

    @property
    def problem(self) -> Orienteering:
        """The product's problem: start and end are its two depots."""
        order = np.r_[0, len(self.at) - 1, 1 : len(self.at) - 1]
        n, crew = len(self.at) - 2, Crew(start=0, end=1, earliest_s=0, latest_s=int(self.longest * _UNITS))
        return Orienteering(
            prizes=self.scores[1:-1],
            service_s=np.zeros(n, dtype="int64"),
            windows=((),) * n,
            required=np.zeros(n, dtype="bool"),
            held=np.full(n, -1),
            crews=(crew,) * self.teams,
            travel_s=np.ceil(self.metres[np.ix_(order, order)] * _UNITS).astype("int64"),
        )

    def score(self, routes: Sequence[Sequence[int]]) -> float:
        """Return the points of routes, which are refused if one is too long or a point is visited twice."""
        inner = [point for route in routes for point in route[1:-1]]
        if len(inner) != len(set(inner)) or len(routes) > self.teams:
            raise ValueError("a point twice, or too many routes")
        if any(self.metres[route[:-1], route[1:]].sum() > self.longest for route in map(list, routes)):
            raise ValueError("a route is too long")
        return float(self.scores[inner].sum())


def ours(instance: Instance, seconds: float, seed: int) -> list[list[int]]:
    """Return the product's routes, by lines of the file."""
    found = solve(instance.problem, seed=seed, seconds=seconds)
    return [[0, *(stop + 1 for stop in order), len(instance.at) - 1] for order in found]


def peer(instance: Instance, seconds: float, seed: int) -> list[list[int]]:
    """Return the routes of PyVRP with its own settings, where distance is the cost."""
    last = len(instance.at) - 1
    whole = np.ceil(instance.metres * _UNITS).astype("int64")
    data = pyvrp.ProblemData(
        locations=[pyvrp.Location(x, y) for x, y in instance.at.tolist()],
        clients=[
            pyvrp.Client(k, prize=round(score * 10_000), required=False)
            for k, score in enumerate(instance.scores.tolist())
            if 0 < k < last
        ],
        depots=[pyvrp.Depot(0), pyvrp.Depot(last)],
        vehicle_types=[
            pyvrp.VehicleType(
                instance.teams, start_depot=0, end_depot=1, max_distance=int(instance.longest * _UNITS)
            )
        ],
        distance_matrices=[whole],
        duration_matrices=[np.zeros_like(whole)],
    )
    until = time.process_time() + seconds
    result = pyvrp.solve(data, lambda _cost: time.process_time() >= until, seed=seed, collect_stats=False)
    if not result.best.is_feasible():
        return []
    return [[0, *(one.idx + 1 for one in route if one.is_client()), last] for route in result.best.routes()]


def main() -> None:
    """Measure each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--best", type=Path)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    best = json.loads(given.best.read_text()) if given.best else {}
    told, below = {}, []
    if not given.json:
        print(f"{'file':<16}{'ours':>8}{'PyVRP':>8}{'best':>8}{'gap %':>8}{'its %':>8}")
    cases = {str(path): Instance.read(path) for path in given.files} or {
        f"made-{n}": Instance.made(n, teams, longest) for n, (teams, longest) in enumerate(_MADE)
    }
    for name, instance in cases.items():
        began = time.process_time()
        routes = ours(instance, given.seconds, given.seed)
        cpu, score = time.process_time() - began, instance.score(routes)
        told[name] = {"score": score, "routes": routes, "cpu_seconds": round(cpu, 3)}
        if not given.json:
            other, known = (
                instance.score(peer(instance, given.seconds, given.seed)),
                best.get(Path(name).name),
            )
            below += [[100 * (1 - one / known) for one in (score, other)]] if known else []
            gaps = "".join(f"{one:>8.2f}" for one in below[-1]) if known else ""
            print(f"{Path(name).name:<16}{score:>8.0f}{other:>8.0f}{known or '-':>8}{gaps}")
    if below:
        print(f"{'mean gap %':<40}" + "".join(f"{one:>8.2f}" for one in np.mean(below, axis=0)))
    if given.json:
        print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
