"""A patrol plan in words, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from planning.plan import Infeasible, Plan, Route, Unvisited
from services.patrol_plans import Made
from sop.period import long_date
from sop.wording import listed, number


def plan_lines(made: Made, names: Mapping[str, str]) -> Iterator[str]:
    """Give the lines of a plan: every route with its stops, what was left out, and at what price.

    Parameters
    ----------
    names
        Names of the desa by code.
    """
    plan = made.plan
    kept = f"Rencana {made.number} (draf)" if made.number else "Rencana tidak disimpan"
    yield f"{kept} · benih {plan.seed}"
    for route in plan.routes:
        yield from _route_lines(route, names)
    yield from _left_out(plan)
    yield from made.notices
    if made.taken_over:
        yield taken_over(made)
    yield (
        f"Kebutuhan yang terlayani {number(100 * plan.risk_share, 1)} %; "
        f"harga jam dan titik yang diundi {number(100 * plan.surprise_cost, 1)} %."
    )
    if made.guessed:
        yield "Waktu tempuh ditaksir dari garis lurus; rawa dan sungai tidak diperhitungkan."


def taken_over(made: Made) -> str:
    """Return in words how many changes a plan has from other plans of its days.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> taken_over(SimpleNamespace(taken_over=2))
    '2 perubahan dari rencana sebelumnya untuk hari yang sama tetap berlaku.'
    """
    return f"{number(made.taken_over)} perubahan dari rencana sebelumnya untuk hari yang sama tetap berlaku."


def _route_lines(route: Route, names: Mapping[str, str]) -> Iterator[str]:
    yield ""
    yield (
        f"{long_date(route.shift.day)} · {route.shift.name} · {route.start:%H.%M}–{route.end:%H.%M} · "
        f"{number(route.distance_km, 1)} km"
    )
    for n, visit in enumerate(route.visits, start=1):
        yield (
            f"{n:>3}. {visit.arrive:%H.%M}–{visit.depart:%H.%M}  {visit.stop.name} "
            f"({names[visit.stop.kode_desa]}): {visit.reason}"
        )
    if not route.visits:
        yield "     Tidak ada titik yang muat dalam jam tugas ini."


def _left_out(plan: Plan) -> Iterator[str]:
    yield ""
    for reason, group in groupby(sorted(plan.infeasible, key=_why), key=_why):
        told = list(group)
        shifts = max(one.extra_shifts for one in told)
        more = f" Perlu {shifts} giliran tambahan." if shifts else ""
        yield f"Tidak tercapai: {reason}{more} ({listed([one.stop.name for one in told])})"
    short = {told.stop.id for told in plan.infeasible}
    left = sorted((one for one in plan.unvisited if one.stop.id not in short), key=_why)
    for reason, group_left in groupby(left, key=_why):
        yield f"Tidak didatangi: {reason} ({listed([one.stop.name for one in group_left])})"


def _why(one: Infeasible | Unvisited) -> str:
    return one.reason
