"""Plans as they are kept: everything that a page or another plan needs to take them up again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from planning.edits import Edit
from planning.patrols import Patrols
from planning.plan import Infeasible, Plan, Unvisited
from planning.stop import Stop
from services.office import Office
from services.patrol_content import route_content, route_of, stop_content, stop_of
from services.stored import row_of
from sop.dictionary import PATROL_PLANS
from sop.party import Actor, Verb
from sop.patrol import EditKind, PlanState


@dataclass(frozen=True, kw_only=True)
class KeptPlan:
    """A plan as it stands in the store.

    Parameters
    ----------
    number, version
        Its number, and the version on which another plan is based.
    state
        Whether another plan was made from it.
    plan
        Routes, and what was left out.
    guessed
        Whether some way is only a straight line.
    edits
        What a person changed of it, in the order in which it was made.
    base
        Number of the plan from which it was made; None for most.
    made_at
        When.
    patrols
        Teams and rules with which it was made, where these are not the office's own.
    notices
        One Indonesian sentence each: changes that lost what they were about.
    """

    number: str
    version: int
    state: PlanState
    plan: Plan
    guessed: bool
    edits: tuple[Edit, ...]
    base: str | None
    made_at: datetime
    patrols: Patrols | None = None
    notices: tuple[str, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """Its days."""
        return tuple(self.plan.first + timedelta(days=n) for n in range(self.plan.days))

    @property
    def stops(self) -> dict[str, Stop]:
        """All its stops by identity, visited or not."""
        visited = [visit.stop for route in self.plan.routes for visit in route.visits]
        return {one.id: one for one in (*visited, *_left_out(self.plan))}


def kept_plan(office: Office, actor: Actor, number: str) -> KeptPlan:
    """Return a kept plan.

    Raises
    ------
    Refused
        ``rekam.tak_ada`` if there is no such plan.
    """
    actor.require(Verb.RENCANA_LIHAT)
    return _remembered(office, number)


def newest_plans(office: Office, days: Iterable[date]) -> dict[date, KeptPlan]:
    """Return to a service, for each of some days, the plan made last that covers it."""
    wanted = set(days)
    rows = office.frame(PATROL_PLANS).sort_index().sort_values("waktu_input", kind="stable")
    found: dict[date, KeptPlan] = {}
    for number in rows.index[::-1]:
        first = date.fromisoformat(rows.loc[number, "tanggal"])
        span = {first + timedelta(days=n) for n in range(int(rows.loc[number, "hari"]))}
        if here := wanted & span - found.keys():
            found |= dict.fromkeys(here, _remembered(office, str(number)))
    return found


def standing_edits(office: Office, days: Iterable[date]) -> tuple[Edit, ...]:
    """Return to a service what a person changed of some days, as the plan made last for each has it."""
    plans = newest_plans(office, days)
    return tuple(edit for day in sorted(plans) for edit in plans[day].edits if edit.day == day)


def _remembered(office: Office, number: str) -> KeptPlan:
    rows = office.frame(PATROL_PLANS)
    return office.remember(
        ("kept_plan", number), lambda: _kept(office, number, row_of(rows, PATROL_PLANS, number))
    )


def _left_out(plan: Plan) -> tuple[Stop, ...]:
    return (*(one.stop for one in plan.unvisited), *(one.stop for one in plan.infeasible))


def plan_content(
    plan: Plan,
    *,
    guessed: bool,
    edits: Sequence[Edit],
    base: str | None,
    patrols: Patrols | None = None,
    notices: Sequence[str] = (),
) -> dict[str, Any]:
    """Return what is kept of a plan beside the document that other programs read."""
    visited = {visit.stop.id: visit.stop for route in plan.routes for visit in route.visits}
    others = {one.id: one for one in _left_out(plan)}
    return {
        "rute": [route_content(one) for one in plan.routes],
        "titik": [stop_content(one) for one in visited.values()],
        "titik_lain": [stop_content(one) for key, one in others.items() if key not in visited],
        "biaya_undian": plan.surprise_cost,
        "ditaksir": guessed,
        "perubahan": [_edit_content(one) for one in edits],
        "dari": base,
        "catatan": list(notices),
        "patroli": None if patrols is None else patrols.to_mapping(),
    }


def _kept(office: Office, number: str, row: Mapping[str, Any]) -> KeptPlan:
    kept = row["isi"]
    stops = {one["id"]: stop_of(one) for one in (*kept["titik"], *kept["titik_lain"])}
    plan = Plan(
        first=date.fromisoformat(row["tanggal"]),
        days=int(row["hari"]),
        seed=int(row["benih"]),
        params_hash=row["sidik_aturan"],
        routes=tuple(route_of(one, office.zone) for one in kept["rute"]),
        unvisited=tuple(Unvisited(stop=stops[one["id"]], reason=one["reason"]) for one in kept["unvisited"]),
        infeasible=tuple(
            Infeasible(stop=stops[one["id"]], reason=one["reason"], extra_shifts=one["extra_shifts"])
            for one in kept["infeasible"]
        ),
        entropy=kept["entropy"],
        best_guess=kept["best_guess"],
        risk_share=kept["risk_share"],
        surprise_cost=kept["biaya_undian"],
    )
    return KeptPlan(
        number=number,
        version=int(row["versi"]),
        state=PlanState(row["status"]),
        plan=plan,
        guessed=kept["ditaksir"],
        edits=tuple(_edit_of(one) for one in kept["perubahan"]),
        base=kept["dari"],
        made_at=row["waktu_input"].to_pydatetime().astimezone(office.zone),
        patrols=Patrols.from_mapping(kept["patroli"], source=number) if kept.get("patroli") else None,
        notices=tuple(kept.get("catatan", ())),
    )


def _edit_content(edit: Edit) -> dict[str, Any]:
    return {
        "apa": edit.kind.value,
        "hari": edit.day.isoformat(),
        "regu": edit.team,
        "titik": None if edit.stop is None else stop_content(edit.stop),
    }


def _edit_of(kept: Mapping[str, Any]) -> Edit:
    return Edit(
        kind=EditKind(kept["apa"]),
        day=date.fromisoformat(kept["hari"]),
        team=kept["regu"],
        stop=None if kept["titik"] is None else stop_of(kept["titik"]),
    )
