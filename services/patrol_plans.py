"""Patrol plans: made from what is known this morning, and kept as drafts."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.score import Scores
from planning.days import MOST_DAYS, Wishes, plan_days
from planning.demand import Request, demand, week_seed
from planning.edits import Edit, edited, settled, without
from planning.patrols import Patrols
from planning.plan import Plan, Route
from planning.roster import Roster
from planning.rules import SECTION, PlanRules
from planning.shift import Shift
from planning.stop import Stop
from services.availability import roster_of
from services.kept_plans import plan_content, standing_edits
from services.office import Office
from services.office_ways import OfficeWays
from services.on_sheets import routes_on_sheets, standing_routes, unmet, untouched, without_sheet
from services.patrol_content import route_of, stop_of
from services.places import seat, standing
from services.plan_dose import minutes_before
from services.plan_notices import notices
from services.scoring import cell_outlook, origin, outlook
from services.stop_requests import requests_on
from services.stored import row_of, store_once
from sop.dictionary import PATROL_PLANS
from sop.party import Actor, Verb
from sop.patrol import PlanState
from sop.period import long_date, on_days
from sop.problem import ProblemCode, Refused, problem
from sop.wording import listed

_WEEK = 7
_EARLIEST, _AHEAD = date(2000, 1, 1), timedelta(days=730)
"""Days for which somebody may plan: those that have been, to try plans on, and two years ahead."""

Progress = Callable[[float, int], None]
"""Is told how many days are planned, with the part of the one that is being planned, and of how many."""


@dataclass(frozen=True, kw_only=True)
class Revision:
    """What makes a plan another one's successor.

    Parameters
    ----------
    base, version
        Number of the plan from which it is made, and the version that its reader saw.
    edits
        All that a person changed, settled.
    taken_over
        How many of them are from other plans.
    """

    base: str
    version: int
    edits: tuple[Edit, ...]
    taken_over: int = 0


def unheard(_done: float, _days: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, kw_only=True)
class Made:
    """A plan as it was made.

    Parameters
    ----------
    number
        Under which the draft is kept; None if it is not.
    plan
        Routes, and what was left out.
    guessed
        Whether some way is only a straight line, since no road joins its ends.
    notices
        One Indonesian sentence each: changes that lost what they were about.
    taken_over
        How many changes of these days it has from other plans.
    """

    number: str | None
    plan: Plan
    guessed: bool
    notices: tuple[str, ...] = ()
    taken_over: int = 0


def make_plan(
    office: Office,
    actor: Actor,
    *,
    first: date,
    days: int,
    at: datetime,
    seed: int | None = None,
    patrols: Patrols | None = None,
    keep: bool = True,
    revision: Revision | None = None,
    afresh: bool = False,
    progress: Progress = unheard,
) -> Made:
    """Plan patrols for some days, from everything that is known before the first of them.

    What a person changed of these days counts on, as the plan made last for each has it.

    Nothing secret draws a patrol or stands in a reason, because a plan is read by partners too: what only the
    Kasi and the Camat know, the Kasi adds as a stop of his own.

    Parameters
    ----------
    first, days
        First local day, and how many.
    at
        Now: what was entered later does not exist yet.
    seed
        From which all draws come; without one it follows from the data, so that the same morning gives the
        same plan.
    patrols
        Teams and rules; unless given the office's own, with the leave and extra duty of its teams. What is
        given is kept with the plan, and counts when it is made anew.
    keep
        Whether the plan is kept as a draft.
    revision
        The plan from which it is made, and what a person changed of it.
    afresh
        Whether teams that have a route sheet are planned all the same, to replace it. Else they are left out
        on its day but for those whose day a person changed, and nobody else goes where they go.

    Raises
    ------
    Refused
        If there is nobody to send (any more), nowhere to go, or no such number of days; ``versi.bentrok`` if
        somebody changed one of these days meanwhile.
    """
    actor.require(Verb.RENCANA_BUAT)
    if not 1 <= days <= MOST_DAYS:
        raise Refused(problem(ProblemCode.RENCANA_HARI, terbanyak=MOST_DAYS, hari=days))
    latest = at.astimezone(office.zone).date() + _AHEAD
    if not _EARLIEST <= first <= latest:
        told = [long_date(day) for day in (first, _EARLIEST, latest)]
        raise Refused(problem(ProblemCode.RENCANA_TANGGAL, hari=told[0], mulai=told[1], selesai=told[2]))
    chosen = patrols or office.patrols
    rules = chosen.rules
    known = origin(office, first if first < at.astimezone(office.zone).date() else None, at)
    scores = outlook(office, at=known, whole=False)
    seed = _seed(scores, first, days) if seed is None else seed
    calendar = [first + timedelta(days=n) for n in range(days)]
    settled_before = standing_edits(office, calendar)
    edits = settled(settled_before) if revision is None else revision.edits
    roster = _roster(office, patrols, first, days)
    duty = without(roster, edits).shifts(first, days, office.zone, seat=seat(office))
    shifts = _still_ahead(duty, rules, at)
    if duty and not shifts:
        raise Refused(problem(ProblemCode.RENCANA_JAM_LEWAT, hari=_days_of(duty)))
    on_sheets = routes_on_sheets(office, first, days)
    asked = unmet(edits, on_sheets) if revision is None else edits
    issued = () if afresh else untouched(on_sheets, asked)
    going = without_sheet(shifts, issued)
    if shifts and not going:
        raise Refused(problem(ProblemCode.RENCANA_SUDAH_TERBIT, hari=_days_of(shifts)))
    due = requests_on(office, first, days)
    stops = _stops(
        office,
        scores,
        rules,
        at=known,
        first=first,
        minutes=rules.standing * _week_minutes(office, patrols, first, days),
        requests=due.requests,
    )
    names = {one.code: one.name for one in roster.teams}
    wanted = edited(
        edits,
        stops,
        Wishes(
            held={},
            barred=due.instead
            | {(visit.stop.id, route.shift.day) for route in issued for visit in route.visits},
            only=due.only,
            names=names,
        ),
        calendar,
    )
    ways = OfficeWays(office, rules)
    plan = plan_days(
        wanted.stops,
        going,
        ways,
        rules,
        first=first,
        days=days,
        seed=seed,
        zone=office.zone,
        delivered=minutes_before(office, wanted.stops, rules, first),
        wishes=wanted.wishes,
        issued=issued,
        around=[
            route
            for day in (first - timedelta(days=1), first + timedelta(days=days))
            for route in standing_routes(office, day)
        ],
        progress=progress,
    )
    made = Made(
        number=None,
        plan=plan,
        guessed=ways.guessed,
        notices=notices(office, edits, stops, calendar, names),
        taken_over=len(edits) if revision is None else revision.taken_over,
    )
    if not keep:
        return made
    number = _keep(office, actor, made, scores, edits, settled_before, revision, patrols, at=at)
    return replace(made, number=number)


def shifts_of(
    office: Office,
    first: date,
    days: int,
    edits: Sequence[Edit],
    *,
    at: datetime,
    patrols: Patrols | None = None,
) -> list[Shift]:
    """Return the shifts of some days as a plan with these edits, made now, would have them."""
    roster = without(_roster(office, patrols, first, days), edits)
    shifts = roster.shifts(first, days, office.zone, seat=seat(office))
    return _still_ahead(shifts, (patrols or office.patrols).rules, at)


def _roster(office: Office, patrols: Patrols | None, first: date, days: int) -> Roster:
    """Return the teams that were given as they are, else the office's own with their leave and extra duty."""
    return roster_of(office, first, days) if patrols is None else patrols.roster


def _days_of(shifts: Sequence[Shift]) -> str:
    return listed([long_date(day) for day in sorted({one.day for one in shifts})])


def _still_ahead(shifts: Sequence[Shift], rules: PlanRules, at: datetime) -> list[Shift]:
    """Return the shifts in which somebody can still go, those under way from now on.

    A shift that has no time left for a single visit is over.
    """
    least = timedelta(minutes=2 * rules.dwell_min)
    soon = (at + timedelta(minutes=5)).replace(second=0, microsecond=0)
    return [
        one if at < one.start else replace(one, start=soon.astimezone(one.start.tzinfo))
        for one in shifts
        if at < one.start or soon + least <= one.end
    ]


def read_patrols(office: Office, path: Path) -> Patrols:
    """Read teams, and rules if it has them, from a file like the office's own ``patroli.toml``.

    Raises
    ------
    Refused
        If it cannot be read, or with everything that is wrong in it.
    """
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused(problem(ProblemCode.BERKAS_TAK_TERBACA, berkas=path, sebab=error)) from error
    return Patrols.from_mapping({SECTION: office.patrols.rules.to_mapping(), **said}, source=path.name)


def kept_stops(office: Office, actor: Actor, number: str) -> tuple[Stop, ...]:
    """Return the stops of a kept plan, each once, in the order in which they are first visited.

    Raises
    ------
    Refused
        ``rekam.tak_ada`` if there is no such plan.
    """
    actor.require(Verb.RENCANA_LIHAT)
    row = row_of(office.frame(PATROL_PLANS), PATROL_PLANS, number)
    return tuple(stop_of(one) for one in row["isi"]["titik"])


def kept_routes(office: Office, actor: Actor, number: str) -> tuple[Route, ...]:
    """Return the routes of a kept plan, by day and hour.

    Raises
    ------
    Refused
        ``rekam.tak_ada`` if there is no such plan.
    """
    actor.require(Verb.RENCANA_LIHAT)
    row = row_of(office.frame(PATROL_PLANS), PATROL_PLANS, number)
    return tuple(route_of(one, office.zone) for one in row["isi"]["rute"])


def plan_document(made: Made) -> dict[str, Any]:
    """Return a plan as other programs read it."""
    plan = made.plan
    return {
        "id": made.number,
        "date": plan.first.isoformat(),
        "days": plan.days,
        "seed": plan.seed,
        "params_hash": plan.params_hash,
        "routes": [_route_document(one) for one in plan.routes],
        "unvisited": [{"id": one.stop.id, "reason": one.reason} for one in plan.unvisited],
        "infeasible": [
            {"id": one.stop.id, "reason": one.reason, "extra_shifts": one.extra_shifts}
            for one in plan.infeasible
        ],
        "entropy": plan.entropy,
        "best_guess": plan.best_guess,
        "risk_share": plan.risk_share,
    }


def _route_document(route: Route) -> dict[str, Any]:
    return {
        "date": route.shift.day.isoformat(),
        "team": route.shift.team,
        "start": route.start.isoformat(),
        "end": route.end.isoformat(),
        "distance_km": round(route.distance_km, 3),
        "travel_min": round(route.travel_min, 2),
        "stops": [
            {
                "id": visit.stop.id,
                "lon": visit.stop.lon,
                "lat": visit.stop.lat,
                "arrive": visit.arrive.isoformat(),
                "depart": visit.depart.isoformat(),
                "dwell_min": visit.dwell_min,
                "prize": round(visit.prize, 4),
                "reason": visit.reason,
            }
            for visit in route.visits
        ],
    }


def _seed(scores: Scores, first: date, days: int) -> int:
    text = f"{scores.data_hash} {first} {days}"
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) % 2**31


def _stops(
    office: Office,
    scores: Scores,
    rules: PlanRules,
    *,
    at: datetime,
    first: date,
    minutes: float,
    requests: Sequence[Request],
) -> tuple[Stop, ...]:
    """Return the stops of a plan: those of its week, whichever of its days are planned."""
    places = standing(office)
    return demand(
        scores.areas.assign(geometry=office.areas().geometry),
        cell_outlook(office, at=at),
        places.loc[places["kode_desa"].notna() & places.geometry.notna()],
        rules,
        minutes=minutes,
        seed=week_seed(first),
        distinguishable=scores.distinguishable,
        requests=requests,
    )


def _week_minutes(office: Office, patrols: Patrols | None, first: date, days: int) -> float:
    """Return the minutes of patrol in an average one of the weeks, Monday to Sunday, that a plan touches.

    Whole weeks: a day on which all teams are on duty says nothing of how much can be done in seven.
    """
    monday = first - timedelta(days=first.weekday())
    weeks = -(-((first - monday).days + days) // _WEEK)
    roster = _roster(office, patrols, monday, weeks * _WEEK)
    shifts = roster.shifts(monday, weeks * _WEEK, office.zone, seat=seat(office))
    return sum(one.patrol_min for one in shifts) / weeks


def _keep(
    office: Office,
    actor: Actor,
    made: Made,
    scores: Scores,
    edits: Sequence[Edit],
    settled_before: Sequence[Edit],
    revision: Revision | None,
    patrols: Patrols | None,
    *,
    at: datetime,
) -> str:
    plan = made.plan
    base = None if revision is None else revision.base
    kept = {
        **plan_document(made),
        **plan_content(
            plan, guessed=made.guessed, edits=edits, base=base, patrols=patrols, notices=made.notices
        ),
    }
    text = f"{actor.name} {at.isoformat()} {plan.seed} {plan.first} {plan.days} {base}"
    mark = hashlib.sha256(text.encode())
    row = pd.DataFrame(
        {
            "sidik": [mark.hexdigest()],
            "tanggal": [plan.first.isoformat()],
            "hari": [plan.days],
            "benih": [plan.seed],
            "sidik_aturan": [plan.params_hash],
            "sidik_data": [scores.data_hash],
            "status": [PlanState.DRAF.value],
            "isi": [kept],
        }
    )
    with office.store.act(actor, at, Verb.RENCANA_BUAT) as act:
        number, new = store_once(act, PATROL_PLANS, row)
        if new:
            act.details.update(nomor=number, benih=plan.seed, hari=plan.days)
        if new and revision is not None:
            # Of two who change one plan, the second learns that there is another by now.
            act.revise(
                PATROL_PLANS,
                revision.base,
                expected_version=revision.version,
                changes={"status": PlanState.DIGANTI.value},
            )
        calendar = [plan.first + timedelta(days=n) for n in range(plan.days)]
        if new and standing_edits(office, calendar) != settled_before:
            # What somebody changed while this one was planned would be lost.
            days = f"{PATROL_PLANS.label} {on_days(calendar[0], calendar[-1])}"
            raise Refused(problem(ProblemCode.VERSI_BENTROK, objek=days))
    return number
