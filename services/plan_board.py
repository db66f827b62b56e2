"""What the page of patrol plans shows: who goes when, by day, week and month, and in one sentence.

A route is the newest plan's, until a sheet is issued from it: then it is the sheet's, whatever was planned
since. Nothing here names a person, and no plan is drawn from what is secret, so that a room may look along;
only what people typed is left out there, for it could name somebody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from planning.plan import Infeasible, Route, Unvisited, Visit
from planning.stop import Stop
from services.clashes import Clash, clashes
from services.kept_plans import KeptPlan, newest_plans
from services.office import Office
from services.patrol_sheets import PatrolSheet, sheet_list
from sop.party import Actor, Verb
from sop.patrol import PatrolState, StopKind
from sop.period import WEEKDAYS, long_date
from sop.scrub import scrubbed
from sop.wording import number

_PARTS = ((4, "Dini hari"), (11, "Pagi"), (15, "Siang"), (18, "Sore"), (24, "Malam"))
"""Up to which hour a part of the day lasts, and what it is called."""
_TYPED = frozenset({StopKind.PERINTAH, StopKind.RAPAT, StopKind.AGENDA})
_WAITING = frozenset({PatrolState.DIAJUKAN, PatrolState.DISETUJUI})


@dataclass(frozen=True, kw_only=True)
class BoardRoute:
    """A route of one team on one day.

    Parameters
    ----------
    route
        Team, hours, stops.
    desa
        Names of the desa in which it stands, in order.
    plan
        Number of the plan from which it comes.
    sheet
        The sheet, if there is one.
    state
        Where it stands, in words.
    outdated
        Whether the newest plan has another route than the sheet.
    pending
        Number of a sheet that waits to replace this one; None for most.
    """

    route: Route
    desa: tuple[str, ...]
    plan: str
    sheet: PatrolSheet | None
    state: str
    outdated: bool = False
    pending: str | None = None

    @property
    def team(self) -> str:
        """Code of the team; of a joint patrol, all codes joined by ``+``."""
        return self.route.shift.team

    @property
    def hours(self) -> str:
        """When it leaves and is back, in words."""
        return f"{self.route.start:%H.%M}–{self.route.end:%H.%M}"

    @property
    def summary(self) -> str:
        """Hours, stops, desa and length, in words."""
        stops, desa = len(self.route.visits), len(self.desa)
        if not stops:
            return "tidak ada titik yang muat dalam jam tugas ini"
        km = number(self.route.distance_km)
        return f"pukul {self.hours}: {stops} titik di {desa} desa, {km} km"


@dataclass(frozen=True, kw_only=True)
class DayBoard:
    """One day.

    Parameters
    ----------
    day
        Which.
    plan
        The newest plan that covers it; None if there is none.
    routes
        By hour, then team.
    infeasible, unvisited
        What its plan could not do, and what it left out otherwise.
    clashes
        What does not fit together on the day.
    """

    day: date
    plan: KeptPlan | None
    routes: tuple[BoardRoute, ...]
    infeasible: tuple[Infeasible, ...]
    unvisited: tuple[Unvisited, ...]
    clashes: tuple[Clash, ...]

    @property
    def driven(self) -> tuple[BoardRoute, ...]:
        """The routes that have stops."""
        return tuple(one for one in self.routes if one.route.visits)

    def sentences(self, today: date) -> tuple[tuple[str, BoardRoute | None], ...]:
        """Return what happens on the day: a sentence for each route, with it; one sentence if there is none.

        Examples
        --------
        >>> DayBoard(day=date(2026, 11, 25), plan=None, routes=(), infeasible=(), unvisited=(),
        ...     clashes=()).sentences(date(2026, 11, 25))
        (('Hari ini belum ada rencana patroli.', None),)
        """
        if self.driven:
            return tuple(
                (f"{_when(one, self.day, today)} {one.route.shift.name} {one.summary}.", one)
                for one in self.driven
            )
        when = "Hari ini" if self.day == today else _named(self.day, today)
        if self.routes:
            return ((f"{when} tidak ada titik yang muat dalam jam tugas regu mana pun.", None),)
        lacks = "belum ada rencana patroli" if self.plan is None else "tidak ada regu yang bertugas"
        return ((f"{when} {lacks}.", None),)


@dataclass(frozen=True, kw_only=True)
class Board:
    """Some days.

    Parameters
    ----------
    days
        One after the other.
    teams
        Names of the teams that go on any of them, by code, in the order of the roster; a joint patrol is a
        team of its own.
    """

    days: tuple[DayBoard, ...]
    teams: Mapping[str, str]


def board(
    office: Office, actor: Actor, first: date, days: int, *, at: datetime, meeting: bool = False
) -> Board:
    """Return the routes of some days.

    Parameters
    ----------
    meeting
        Whether others look along: then nothing that a person typed is told as it stands.
    """
    actor.require(Verb.RENCANA_LIHAT)
    calendar = [first + timedelta(days=n) for n in range(days)]
    plans = newest_plans(office, calendar)
    sheets = sheet_list(office, actor, calendar[0], calendar[-1], at=at)
    told = clashes(office, actor, first, days)
    names = {str(code): str(name) for code, name in office.areas()["nama"].items()}
    found = []
    for day in calendar:
        here = _Day(
            day=day,
            plan=plans.get(day),
            sheets=[one for one in sheets if one.day == day and one.state is not PatrolState.BATAL],
            names=names,
            at=at,
        )
        one = here.board([] if meeting else [clash for clash in told if clash.day == day])
        found.append(_for_room(one) if meeting else one)
    return Board(days=tuple(found), teams=_teams(office, found))


def day_board(office: Office, actor: Actor, day: date, *, at: datetime, meeting: bool = False) -> DayBoard:
    """Return the routes of one day; as `board`."""
    return board(office, actor, day, 1, at=at, meeting=meeting).days[0]


def _named(day: date, today: date) -> str:
    if day == today + timedelta(days=1):
        return "Besok"
    return f"{WEEKDAYS[day.weekday()]}, {long_date(day)}"


def _when(one: BoardRoute, day: date, today: date) -> str:
    part = next(name for until, name in _PARTS if one.route.start.hour < until)
    if day == today:
        return f"{part} ini"
    return f"{_named(day, today)}, {part.lower()}:"


@dataclass(frozen=True, kw_only=True)
class _Day:
    """Everything that is known of one day."""

    day: date
    plan: KeptPlan | None
    sheets: Sequence[PatrolSheet]
    names: Mapping[str, str]
    at: datetime

    def board(self, told: Iterable[Clash]) -> DayBoard:
        planned = (
            [] if self.plan is None else [one for one in self.plan.plan.routes if one.shift.day == self.day]
        )
        going = self._going()
        taken = {code for one in going for code in one.team.split("+")}
        routes = [self._of_sheet(one, planned) for one in going]
        number_ = "" if self.plan is None else self.plan.number
        free = (one for one in planned if not taken.intersection(one.shift.team.split("+")))
        routes += [self._of_plan(one, number_) for one in free]
        plan = None if self.plan is None else self.plan.plan
        return DayBoard(
            day=self.day,
            plan=self.plan,
            routes=tuple(sorted(routes, key=lambda one: (one.route.start, one.team))),
            infeasible=() if plan is None else plan.infeasible,
            unvisited=() if plan is None else plan.unvisited,
            clashes=tuple(told),
        )

    def _going(self) -> list[PatrolSheet]:
        """Return one sheet for each team: what is issued, and what waits only where nothing is."""
        found: list[PatrolSheet] = []
        for one in sorted(self.sheets, key=lambda one: (one.state in _WAITING, one.number)):
            taken = {code for other in found for code in other.team.split("+")}
            if not taken.intersection(one.team.split("+")):
                found.append(one)
        return found

    def _of_sheet(self, one: PatrolSheet, planned: Sequence[Route]) -> BoardRoute:
        newer = [route for route in planned if route.shift.team == one.team and route.visits]
        return BoardRoute(
            route=one.route,
            desa=self._desa(one.route),
            plan=one.plan,
            sheet=one,
            state=one.status(self.at),
            outdated=bool(newer) and _way(newer[0]) != _way(one.route),
            pending=next((other.number for other in self.sheets if other.replaces == one.number), None),
        )

    def _of_plan(self, route: Route, plan: str) -> BoardRoute:
        return BoardRoute(
            route=route,
            desa=self._desa(route),
            plan=plan,
            sheet=None,
            state="Draf" if route.visits else "Tanpa titik",
        )

    def _desa(self, route: Route) -> tuple[str, ...]:
        codes = dict.fromkeys(visit.stop.kode_desa for visit in route.visits)
        return tuple(self.names.get(code, code) for code in codes)


def _way(route: Route) -> list[tuple[str, datetime]]:
    return [(visit.stop.id, visit.arrive) for visit in route.visits]


def _teams(office: Office, days: Iterable[DayBoard]) -> dict[str, str]:
    order = [one.code for one in office.patrols.roster.teams]
    names = {route.team: route.route.shift.name for day in days for route in day.routes}

    def place(team: str) -> tuple[int, int, str]:
        codes = team.split("+")
        return len(codes), order.index(codes[0]) if codes[0] in order else len(order), team

    return {team: names[team] for team in sorted(names, key=place)}


def _for_room(one: DayBoard) -> DayBoard:
    return replace(
        one,
        routes=tuple(replace(route, route=told_route(route.route)) for route in one.routes),
        infeasible=tuple(replace(left, stop=_stop(left.stop)) for left in one.infeasible),
        unvisited=tuple(replace(left, stop=_stop(left.stop)) for left in one.unvisited),
    )


def told_route(route: Route) -> Route:
    """Return a route as a room may see it: what people typed into it without persons and companies."""
    return replace(route, visits=tuple(map(_told, route.visits)))


def _told(visit: Visit) -> Visit:
    typed = visit.stop.kind in _TYPED
    return replace(
        visit, stop=_stop(visit.stop), reason=f"{visit.stop.kind.label}." if typed else visit.reason
    )


def _stop(stop: Stop) -> Stop:
    scrub = partial(scrubbed, companies=True)
    typed = stop.kind in _TYPED
    return replace(stop, name=scrub(stop.name), reason=f"{stop.kind.label}." if typed else stop.reason)
