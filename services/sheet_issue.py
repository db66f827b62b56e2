"""Issuing route sheets: what goes out at once, what waits for the Camat, and what takes a sheet's place.

A route of a plan is the draft. Under a standing order (`services.patrol_orders`) the Kasi issues it at once;
a joint patrol, one outside the standing order, and one that replaces a sheet wait for the Camat first. What a
sheet says is never changed: another sheet replaces it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from planning.plan import Route
from records.store.act import Act
from reports.patrol.order import INVITED, Crew
from services.availability import crew_of
from services.office import Office
from services.patrol_content import crew_content, fingerprint, route_content
from services.patrol_orders import NOTE, REPLACEABLE, PatrolOrder, ask, order_row, standing, usual_order
from services.patrol_plans import kept_routes
from services.patrol_sheets import OPEN, PatrolSheet, current_sheet, over, sheets, today_of
from services.stored import row_of, store_once
from services.typed import form_mark, said_reason
from sop.dictionary import PATROL_ORDERS, PATROL_PLANS, PATROL_SHEETS
from sop.party import Actor, Verb
from sop.patrol import OrderKind, PatrolKind, PatrolState, PlanState
from sop.period import long_date
from sop.problem import Problem, ProblemCode, Refused, problem
from sop.wording import lowered

_AHEAD = OPEN | {PatrolState.DIAJUKAN, PatrolState.DISETUJUI}
_KINDS = {PatrolKind.GABUNGAN: OrderKind.GABUNGAN}


@dataclass(frozen=True, kw_only=True)
class Issued:
    """What became of the routes of a day.

    Parameters
    ----------
    issued
        Numbers of the sheets that can be printed and driven now.
    waiting
        Numbers of those that wait for the Camat.
    """

    issued: tuple[str, ...]
    waiting: tuple[str, ...]


def issue_day(
    office: Office,
    actor: Actor,
    plan: str,
    day: date,
    *,
    teams: Collection[str] | None = None,
    reason: str = "",
    at: datetime,
    form_id: str,
) -> Issued:
    """Issue the routes of one day of a plan, all or none of them.

    What may go under a standing order is issued; for all else an order of its own is put before the Camat: a
    joint patrol, one outside the order, and whatever follows a sheet that held on that day.

    Parameters
    ----------
    teams
        Codes of the teams whose routes are taken; all that have stops by default.
    reason
        Why, for what the Camat has to approve.
    form_id
        Name of the form that was sent; the same one again changes nothing and gives the same numbers.

    Raises
    ------
    Refused
        If the day has passed, the plan has no such route, or a team has a sheet already.
    """
    actor.require(Verb.LEMBAR_TERBIT)
    said = said_reason(reason)
    _refuse_replaced(office, plan)
    routes = [
        one
        for one in kept_routes(office, actor, plan)
        if one.shift.day == day and one.visits and (teams is None or one.shift.team in teams)
    ]
    ahead = [one for one in routes if not over(one, at)]
    if day < today_of(office, at) and (not ahead or (teams is not None and len(ahead) < len(routes))):
        raise Refused(problem(ProblemCode.LEMBAR_LAMPAU, hari=long_date(day)))
    routes = ahead
    past = {one.shift.team: _past(office, one) for one in routes}
    marks = {
        # a form that was sent again after its sheet was cancelled asks for a new one
        team: form_mark(
            PATROL_SHEETS, actor, f"{form_id} {team} {len(before)}" if before else f"{form_id} {team}"
        )
        for team, before in past.items()
    }
    missing = set(teams or ()) - set(marks)
    if missing or not routes:
        raise Refused(_no_route(plan, day, missing))
    issued, waiting = [], []
    with office.store.act(actor, at, Verb.LEMBAR_TERBIT, said) as act:
        _refuse_clash(act, day, marks)
        for route in routes:
            mark = marks[route.shift.team]
            under = standing(office, day, route.shift.team)
            before = [one for one in past[route.shift.team] if one.held]
            if _kind(route, _crew(office, route)) is PatrolKind.HARIAN and under is not None and not before:
                row = _row(office, plan, route, PatrolState.TERBIT, order=under.number)
                issued.append(_store(act, row, mark))
            else:
                old = before[-1] if before and before[-1].state is PatrolState.BATAL else None
                waiting.append(_wait(office, act, actor, plan, route, said, mark=mark, replaces=old))
        act.details.update(rencana=plan, hari=day.isoformat(), terbit=len(issued), menunggu=len(waiting))
    return Issued(issued=tuple(issued), waiting=tuple(waiting))


def change_sheet(
    office: Office,
    actor: Actor,
    number: str,
    plan: str,
    *,
    reason: str,
    expected_version: int,
    at: datetime,
    form_id: str,
) -> str:
    """Ask the Camat to replace a sheet by the route that another plan has for its team and day.

    Returns
    -------
    str
        Number of the new sheet; the old one holds until the Camat approves.

    Raises
    ------
    Refused
        If no reason is given, the patrol has left or is over, its day has passed, another change waits, the
        plan has no other route for it, or somebody was first.
    """
    actor.require(Verb.LEMBAR_TERBIT)
    said = said_reason(reason, required=True)
    found = current_sheet(office, number, expected_version)
    mark = form_mark(PATROL_SHEETS, actor, form_id)
    if found.state not in REPLACEABLE:
        raise Refused(
            problem(ProblemCode.LEMBAR_DITOLAK, nomor=number, sebab=f"berstatus {lowered(found.state.label)}")
        )
    routes = [
        one
        for one in kept_routes(office, actor, plan)
        if (one.shift.day, one.shift.team) == (found.day, found.team) and one.visits
    ]
    if not routes:
        raise Refused(_no_route(plan, found.day, {found.team}))
    _refuse_past(routes[0], at)
    if route_content(routes[0]) == route_content(found.route):
        raise Refused(
            problem(ProblemCode.LEMBAR_DITOLAK, nomor=number, sebab="rute rencana itu sama dengan lembarnya")
        )
    with office.store.act(actor, at, Verb.LEMBAR_TERBIT, said) as act:
        _refuse_clash(act, found.day, {found.team: mark}, but=number)
        new = _wait(office, act, actor, plan, routes[0], said, mark=mark, replaces=found)
        act.details.update(rencana=plan, menggantikan=number)
    return new


def replacements(office: Office, actor: Actor, number: str) -> dict[str, str]:
    """Return the newer plans with another route for a sheet's team and day: words by number, newest first.

    Raises
    ------
    Refused
        ``rekam.tak_ada`` if there is no such sheet.
    """
    actor.require(Verb.LEMBAR_TERBIT)
    found = current_sheet(office, number)
    made = office.frame(PATROL_PLANS)["waktu_input"]
    newer = made.loc[(made >= made.get(found.plan, made.min())) & (made.index != found.plan)]
    words = {}
    for plan in newer.sort_values(ascending=False).index:
        for route in kept_routes(office, actor, str(plan)):
            same = (route.shift.day, route.shift.team) == (found.day, found.team)
            if same and route.visits and route_content(route) != route_content(found.route):
                hours = f"{route.start:%H.%M}–{route.end:%H.%M}"
                words[str(plan)] = f"{plan}: {len(route.visits)} titik, pukul {hours}"
    return words


def issue_sheet(
    office: Office, actor: Actor, number: str, *, expected_version: int, at: datetime, note: str = ""
) -> int:
    """Issue a sheet that the Camat has approved, and return its version.

    Raises
    ------
    Refused
        If the Camat has not approved it, its day has passed, its team has another sheet by now, or somebody
        was first.
    """
    actor.require(Verb.LEMBAR_TERBIT)
    said = said_reason(note, label=NOTE)
    found = current_sheet(office, number, expected_version)
    if found.state is PatrolState.DIAJUKAN:
        raise Refused(problem(ProblemCode.LEMBAR_TANPA_SPT, nomor=number))
    if found.state is not PatrolState.DISETUJUI:
        raise Refused(problem(ProblemCode.SPT_LANGKAH, nomor=number, status=lowered(found.state.label)))
    _refuse_past(found.route, at)
    with office.store.act(actor, at, Verb.LEMBAR_TERBIT, said) as act:
        _refuse_clash(act, found.day, {found.team: ""}, but=number)
        act.details.update(nomor=number, ke=PatrolState.TERBIT.value)
        changes = {"status": PatrolState.TERBIT.value}
        return act.revise(PATROL_SHEETS, number, expected_version=expected_version, changes=changes)


def _kind(route: Route, crew: Crew) -> PatrolKind:
    """Return the kind of a patrol: with another team, or with those whom nobody here orders, it is joint."""
    along = {*route.shift.elements, *(one.element for one in crew.personnel)}
    joint = "+" in route.shift.team or bool(INVITED & along)
    return PatrolKind.GABUNGAN if joint else PatrolKind.HARIAN


def _usual_reason(kind: OrderKind) -> str:
    """Return why the Camat is asked, where nobody has said it."""
    if kind is OrderKind.GABUNGAN:
        return "Patroli gabungan menurut jadwal regu."
    if kind is OrderKind.PERUBAHAN:
        return "Lembar yang semula sudah disetujui diganti."
    return "Di luar SPT bulanan yang berlaku."


def _past(office: Office, route: Route) -> list[PatrolSheet]:
    """Return the sheets that a route's teams had on its day and that nobody drives any more, by number."""
    teams, day = set(route.shift.team.split("+")), route.shift.day
    return [
        one
        for one in sheets(office)
        if one.day == day and teams.intersection(one.team.split("+")) and one.state not in _AHEAD
    ]


def _wait(
    office: Office,
    act: Act,
    actor: Actor,
    plan: str,
    route: Route,
    reason: str,
    *,
    mark: str,
    replaces: PatrolSheet | None = None,
) -> str:
    """Within an act, store a sheet that waits for the Camat, with the order that is put for it."""
    day, team, usual = route.shift.day, route.shift.team, usual_order(office, route.shift.day)
    crew = _crew(office, route)
    kind = OrderKind.PERUBAHAN if replaces else _KINDS.get(_kind(route, crew), OrderKind.INSIDENTIL)
    reason = reason or _usual_reason(kind)
    order = order_row(
        kind, day, day, team.split("+"), usual.basis, usual.purpose,
        reason=reason, crew=crew, state=PatrolState.DIAJUKAN,
    )  # fmt: skip
    number, _ = store_once(act, PATROL_ORDERS, pd.DataFrame([{**order, "sidik": mark}]))
    row = _row(office, plan, route, PatrolState.DIAJUKAN, order=number, replaces=replaces, crew=crew)
    sheet = _store(act, {**row, "alasan": reason}, mark)
    put = PatrolOrder(
        number=number, version=1, kind=kind, state=PatrolState.DIAJUKAN, first=day, last=day,
        teams=(route.shift.name,), basis=usual.basis, purpose=usual.purpose, reason=reason, crew=crew,
        approved_by=None, approved_at=None, signing=None, letter=None, letter_day=None,
    )  # fmt: skip
    ask(act, actor, put, reason, sheets=(sheet,), mark=mark)
    return sheet


def _row(
    office: Office,
    plan: str,
    route: Route,
    state: PatrolState,
    *,
    order: str,
    replaces: PatrolSheet | None = None,
    crew: Crew | None = None,
) -> dict[str, Any]:
    crew = _crew(office, route) if crew is None else crew
    kept = {
        "rute": route_content(route),
        "regu": crew_content(crew),
        "benih": int(office.frame(PATROL_PLANS)["benih"][plan]),
    }
    return {
        "id_rencana": plan,
        "id_spt": order,
        "tanggal": route.shift.day.isoformat(),
        "regu": route.shift.team,
        "nama_regu": route.shift.name,
        "jenis": _kind(route, crew).value,
        "mulai": route.start,
        "selesai": route.end,
        "isi": kept,
        "sidik_isi": fingerprint(kept),
        "status": state.value,
        "menggantikan": None if replaces is None else replaces.number,
    }


def _store(act: Act, row: Mapping[str, Any], mark: str) -> str:
    return store_once(act, PATROL_SHEETS, pd.DataFrame([{**row, "sidik": mark}]))[0]


def _crew(office: Office, route: Route) -> Crew:
    return crew_of(office, route.shift.team.split("+"), route.shift.day)


def _refuse_replaced(office: Office, plan: str) -> None:
    """Refuse a plan that another one has taken the place of: nobody saw its routes last."""
    row = row_of(office.frame(PATROL_PLANS), PATROL_PLANS, plan)
    if row["status"] == PlanState.DIGANTI:
        raise Refused(problem(ProblemCode.RENCANA_DIGANTI, nomor=plan))


def _refuse_clash(act: Act, day: date, marks: Mapping[str, str], *, but: str = "") -> None:
    """Refuse teams that have another sheet to drive on the day, alone or with others.

    What the same form made before is no other sheet; after a patrol that is over a team may go again.
    """
    rows = act.found(PATROL_SHEETS, "tanggal", day.isoformat()).drop(index=[but], errors="ignore")
    rows = rows.loc[rows["status"].isin(list(_AHEAD)) & ~rows["sidik"].isin(list(marks.values()))]
    going = {code for team in marks for code in team.split("+")}
    found = [
        problem(
            ProblemCode.LEMBAR_SUDAH,
            regu=row["nama_regu"],
            nomor=number,
            status=lowered(PatrolState(row["status"]).label),
            hari=long_date(day),
        )
        for number, row in zip(rows.index, rows.to_dict("records"), strict=True)
        if going.intersection(row["regu"].split("+"))
    ]
    if found:
        raise Refused.of(found)


def _no_route(plan: str, day: date, teams: Collection[str]) -> Problem:
    said = f" untuk regu {', '.join(sorted(teams))}" if teams else ""
    return problem(ProblemCode.LEMBAR_TANPA_RUTE, rencana=plan, hari=long_date(day), regu=said)


def _refuse_past(route: Route, at: datetime) -> None:
    if over(route, at):
        raise Refused(problem(ProblemCode.LEMBAR_LAMPAU, hari=long_date(route.shift.day)))
