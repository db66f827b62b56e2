"""Edits: what a person changed of a plan, as wishes for a new one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planning.days import Wishes
from planning.roster import Roster
from planning.stop import Stop
from sop.patrol import EditKind

_NEVER_DUE = 366
"""Days within which a stop is due that is on the plan only because somebody put it there."""


@dataclass(frozen=True, kw_only=True)
class Edit:
    """One change of a plan.

    Parameters
    ----------
    kind
        Whether a stop is given to a team, kept out, or a team left out.
    day
        On which day.
    team
        Code of the team that must visit the stop, or that is left out; of a joint patrol the code of its
        leading team. Empty where a stop is kept out.
    stop
        The stop; None where a team is left out.
    """

    kind: EditKind
    day: date
    team: str = ""
    stop: Stop | None = None

    @property
    def about(self) -> tuple[str, str, date]:
        """What the edit decides: of two about the same, the later counts."""
        return ("", self.team, self.day) if self.stop is None else (self.stop.id, "", self.day)


@dataclass(frozen=True, kw_only=True)
class Edited:
    """A problem with the edits in it.

    Parameters
    ----------
    stops
        All stops, with those that are there only because somebody put them on the plan.
    wishes
        What is held and what is barred.
    """

    stops: tuple[Stop, ...]
    wishes: Wishes


def settled(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return the edits that count, in the order in which they were made: a later one replaces one before.

    Examples
    --------
    >>> monday = date(2026, 11, 23)
    >>> off, on = (Edit(kind=EditKind.LIBUR, day=monday, team=team) for team in ("a", "b"))
    >>> [one.team for one in settled([off, on, off])]
    ['b', 'a']
    """
    last = {one.about: n for n, one in enumerate(edits)}
    return tuple(one for n, one in enumerate(edits) if last[one.about] == n)


def edited(
    edits: Sequence[Edit], stops: Sequence[Stop], wishes: Wishes, calendar: Collection[date]
) -> Edited:
    """Return stops and wishes with what a person changed.

    Parameters
    ----------
    edits
        Settled.
    stops
        Those that demand gives.
    wishes
        Those of the stops that were asked for.
    calendar
        The days of the plan; edits of other days do not matter.
    """
    known = {one.id for one in stops}
    counts = [one for one in edits if one.day in calendar]
    held = {
        (one.stop.id, one.day): one.team
        for one in counts
        if one.stop is not None and one.kind is EditKind.TETAP
    }
    barred = {(one.stop.id, one.day) for one in counts if one.stop is not None and one.kind is EditKind.CORET}
    added = {
        one.stop.id: replace(one.stop, required=False, most_days=_NEVER_DUE)
        for one in counts
        if one.stop is not None and (one.stop.id, one.day) in held and one.stop.id not in known
    }
    barred |= {(stop, day) for stop in added for day in calendar if (stop, day) not in held}
    # Who gives a market to a team on another day wants it there.
    only = {stop: days | {day for (one, day) in held if one == stop} for stop, days in wishes.only.items()}
    return Edited(
        stops=(*stops, *added.values()),
        wishes=Wishes(
            held={**wishes.held, **held},
            barred=frozenset((wishes.barred - held.keys()) | barred),
            only={stop: frozenset(days) for stop, days in only.items()},
            names=wishes.names,
        ),
    )


def without(roster: Roster, edits: Sequence[Edit]) -> Roster:
    """Return a roster in which the teams that were left out are not on duty.

    Examples
    --------
    >>> from planning.team import Team
    >>> monday = date(2026, 11, 23)
    >>> team = Team(code="a", name="A", elements=(), weekdays=frozenset({0}), start_min=0, end_min=60)
    >>> left = without(Roster(teams=(team,)), [Edit(kind=EditKind.LIBUR, day=monday, team="a")])
    >>> left.teams[0].on_duty(monday)
    False
    """
    off: dict[str, set[date]] = {}
    for one in edits:
        if one.kind is EditKind.LIBUR:
            off.setdefault(one.team, set()).add(one.day)
    teams = tuple(replace(one, off=one.off | off.get(one.code, set())) for one in roster.teams)
    return replace(roster, teams=teams)
