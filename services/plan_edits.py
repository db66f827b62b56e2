"""Changes of a plan: stops given to a team, kept out or added, teams left out, and the rest planned anew."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import shapely

from planning.edits import Edit, settled
from planning.patrols import Patrols
from planning.stop import Stop
from services.kept_plans import KeptPlan, kept_plan, newest_plans, standing_edits
from services.office import Office
from services.on_sheets import routes_on_sheets, untouched, without_sheet
from services.patrol_plans import Made, Progress, Revision, make_plan, shifts_of, unheard
from services.places import standing
from sop.dictionary import PATROL_PLANS
from sop.party import Actor, Verb
from sop.patrol import EditKind, PlanState, StopKind
from sop.period import long_date
from sop.problem import Problem, ProblemCode, Refused, problem

_ADDED = "Ditambahkan petugas saat menyusun rencana."


@dataclass(frozen=True, kw_only=True)
class Change:
    """What a person asks of a plan.

    Parameters
    ----------
    kind
        Give a stop to a team (`EditKind.TETAP`), keep it out (`CORET`), or leave a team out (`LIBUR`).
    day
        On which day.
    team
        Code of the team; empty where a stop is kept out.
    stop
        Identity of a stop of the plan, or the number of a known place; empty where a team is left out.

    Raises
    ------
    ValueError
        If its kind wants a team or a stop and has none, or the other way round.
    """

    kind: EditKind
    day: date
    team: str = ""
    stop: str = ""

    def __post_init__(self) -> None:
        """Refuse what says half."""
        wants = (self.kind is not EditKind.CORET, self.kind is not EditKind.LIBUR)
        if wants != (bool(self.team), bool(self.stop)):
            raise ValueError(f"{self.kind.value}: needs a team, a stop, or both")


def lock(plan: KeptPlan, stop: str, day: date) -> tuple[Change, ...]:
    """Return what keeps a stop where the plan has it on a day; nothing if it is not there."""
    return tuple(
        Change(kind=EditKind.TETAP, day=day, team=_leader(route.shift.team), stop=stop)
        for route in plan.plan.routes
        if route.shift.day == day and any(visit.stop.id == stop for visit in route.visits)
    )


def move(stop: str, day: date, *, to_day: date, to_team: str) -> tuple[Change, ...]:
    """Return what gives a stop to a team on a day, and takes it from the day on which it was."""
    there = Change(kind=EditKind.TETAP, day=to_day, team=_leader(to_team), stop=stop)
    return (there,) if day == to_day else (Change(kind=EditKind.CORET, day=day, stop=stop), there)


def add(stop: str, day: date, team: str) -> tuple[Change, ...]:
    """Return what puts a stop of the plan or a known place on a team's route of a day."""
    return (Change(kind=EditKind.TETAP, day=day, team=_leader(team), stop=stop),)


def strike(stop: str, day: date) -> tuple[Change, ...]:
    """Return what keeps a stop out of a day."""
    return (Change(kind=EditKind.CORET, day=day, stop=stop),)


def leave_out(team: str, day: date) -> tuple[Change, ...]:
    """Return what leaves a team out of a day."""
    return (Change(kind=EditKind.LIBUR, day=day, team=team),)


def replan(
    office: Office,
    actor: Actor,
    number: str,
    changes: Sequence[Change],
    *,
    at: datetime,
    undone: Collection[int] = (),
    progress: Progress = unheard,
) -> Made:
    """Make a plan from another one, with what a person changed of it, and plan all the rest anew.

    It has the same seed, the changes made before and the days that are left; of a day for which another plan
    was made since, the changes of that one. It knows what is known now. What a team cannot keep is told in
    the plan as infeasible.

    Parameters
    ----------
    number
        The plan from which it is made; another plan can be made from the new one only.
    changes
        New changes; none to plan anew as it stands.
    undone
        Positions in the old plan's `KeptPlan.edits` of changes that do not count any more.

    Raises
    ------
    Refused
        If a day, a stop or a team is none of the plan's; ``versi.bentrok`` if somebody else has made
        another plan from it.
    """
    actor.require(Verb.RENCANA_BUAT)
    old = kept_plan(office, actor, number)
    if old.state is PlanState.DIGANTI:
        raise Refused(problem(ProblemCode.VERSI_BENTROK, objek=f"{PATROL_PLANS.label} {number}"))
    today = at.astimezone(office.zone).date()
    calendar = [day for day in old.days if day >= today]
    if not calendar:
        raise Refused(problem(ProblemCode.RENCANA_LEWAT, nomor=number, hari=long_date(old.days[-1])))
    newest = newest_plans(office, calendar)
    own = [day for day in calendar if newest[day].number == number]
    withdrawn = [one for n, one in enumerate(old.edits) if n in undone]
    kept = [one for n, one in enumerate(old.edits) if n not in undone and one.day in own]
    others = [one for one in standing_edits(office, set(calendar) - set(own)) if one not in withdrawn]
    stops = _known(office, calendar, old)
    new = [_edit(one, stops) for one in changes if not one.stop or one.stop in stops]
    edits = settled([*others, *kept, *new])
    faults = [*_faults(office, changes, stops, edits, calendar, at, old.patrols)]
    if faults:
        raise Refused(*faults)
    return make_plan(
        office,
        actor,
        first=calendar[0],
        days=len(calendar),
        at=at,
        seed=old.plan.seed,
        patrols=old.patrols,
        revision=Revision(
            base=number,
            version=old.version,
            edits=edits,
            taken_over=sum(one in edits and one not in old.edits for one in others),
        ),
        progress=progress,
    )


def addable(office: Office, actor: Actor, plan: KeptPlan) -> Mapping[str, str]:
    """Return the names of what can be added to a plan by identity: its own stops and the known places."""
    actor.require(Verb.RENCANA_LIHAT)
    names = {key: one.name for key, one in _known(office, plan.days, plan).items()}
    return dict(sorted(names.items(), key=lambda item: (item[1].casefold(), item[0])))


def edit_words(edit: Edit, teams: Mapping[str, str]) -> str:
    """Return a change in words.

    Parameters
    ----------
    teams
        Names of the teams by code.

    Examples
    --------
    >>> edit_words(Edit(kind=EditKind.LIBUR, day=date(2026, 11, 23), team="kec"), {"kec": "Regu Kecamatan"})
    'Regu Kecamatan tidak ikut pada 23 November 2026'
    """
    day, team = long_date(edit.day), teams.get(edit.team, f"regu {edit.team}")
    if edit.stop is None:
        return f"{team} tidak ikut pada {day}"
    if edit.kind is EditKind.CORET:
        return f"{edit.stop.name} dicoret pada {day}"
    return f"{edit.stop.name} ditetapkan untuk {team} pada {day}"


def team_names(office: Office, actor: Actor, plan: KeptPlan | None = None) -> dict[str, str]:
    """Return the names of the teams with which a plan was made by code; unless given, of the office's."""
    actor.require(Verb.RENCANA_LIHAT)
    return _names(office, None if plan is None else plan.patrols)


def open_days(office: Office, actor: Actor, plan: KeptPlan, *, at: datetime) -> tuple[date, ...]:
    """Return the days of a plan on which a team is still to go out and has no route sheet yet."""
    actor.require(Verb.RENCANA_LIHAT)
    first, days = plan.days[0], len(plan.days)
    shifts = shifts_of(office, first, days, plan.edits, at=at, patrols=plan.patrols)
    issued = untouched(routes_on_sheets(office, first, days), plan.edits)
    return tuple(sorted({one.day for one in without_sheet(shifts, issued)}))


def _names(office: Office, patrols: Patrols | None) -> dict[str, str]:
    return {one.code: one.name for one in (patrols or office.patrols).roster.teams}


def _leader(team: str) -> str:
    return team.split("+", maxsplit=1)[0]


def _known(office: Office, calendar: Sequence[date], plan: KeptPlan) -> dict[str, Stop]:
    """Return the stops that a change may name: known places, those on route sheets, and the plan's own."""
    issued = routes_on_sheets(office, calendar[0], len(calendar))
    on_sheets = {visit.stop.id: visit.stop for route in issued for visit in route.visits}
    return {**_places(office), **on_sheets, **plan.stops}


def _places(office: Office) -> dict[str, Stop]:
    """Return the known places as stops that nobody but a person puts on a plan."""
    places = standing(office)
    rows = places.loc[places["kode_desa"].notna() & places.geometry.notna()]
    points = shapely.get_coordinates(rows.geometry.to_numpy()).tolist()
    rules = office.patrols.rules
    return {
        str(row.Index): Stop(
            id=str(row.Index),
            name=str(row.nama),
            kode_desa=str(row.kode_desa),
            lon=lon,
            lat=lat,
            kind=StopKind.TAMBAHAN,
            dwell_min=rules.dwell_min,
            target_min=rules.dwell_min,
            risk=0.0,
            most_days=rules.most_days,
            reason=_ADDED,
        )
        for row, (lon, lat) in zip(rows.itertuples(), points, strict=True)
    }


def _edit(change: Change, stops: Mapping[str, Stop]) -> Edit:
    return Edit(
        kind=change.kind, day=change.day, team=change.team, stop=stops[change.stop] if change.stop else None
    )


def _faults(
    office: Office,
    changes: Sequence[Change],
    stops: Mapping[str, Stop],
    edits: Sequence[Edit],
    calendar: Sequence[date],
    at: datetime,
    patrols: Patrols | None,
) -> Iterator[Problem]:
    """Give what is wrong with the new changes, with the days and teams as all edits leave them."""
    names = _names(office, patrols)
    duty = {
        (code, shift.day)
        for shift in shifts_of(office, calendar[0], len(calendar), edits, at=at, patrols=patrols)
        for code in shift.team.split("+")
    }
    before = {
        (code, shift.day)
        for shift in shifts_of(office, calendar[0], len(calendar), (), at=at, patrols=patrols)
        for code in shift.team.split("+")
    }
    for one in changes:
        day = long_date(one.day)
        if one.day not in calendar:
            first, last = long_date(calendar[0]), long_date(calendar[-1])
            yield problem(ProblemCode.UBAH_HARI, hari=day, mulai=first, selesai=last)
        elif one.stop and one.stop not in stops:
            yield problem(ProblemCode.REKAM_TAK_ADA, objek="Titik", kunci=one.stop[:40])
        elif one.kind is EditKind.LIBUR and (one.team, one.day) not in before:
            yield problem(ProblemCode.UBAH_LIBUR, regu=names.get(one.team, one.team[:40]), hari=day)
        elif one.kind is EditKind.TETAP and (one.team, one.day) not in duty:
            yield problem(
                ProblemCode.UBAH_REGU,
                regu=names.get(one.team, one.team[:40]),
                hari=day,
                titik=stops[one.stop].name,
            )
