"""The roster: which team is on duty when, alone or together with others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from planning.shift import Shift
from planning.team import Joint, Team
from sop.patrol import PatrolElement
from sop.wording import listed

_DAY_MIN = 24 * 60


@dataclass(frozen=True, kw_only=True)
class Roster:
    """All teams of an office and when they go together.

    Examples
    --------
    >>> night = Team(code="kec", name="Regu Kecamatan", elements=(PatrolElement.KECAMATAN,),
    ...     weekdays=frozenset({0}), start_min=20 * 60, end_min=30)
    >>> one, = Roster(teams=(night,)).shifts(date(2026, 11, 23), 7, ZoneInfo("Asia/Pontianak"),
    ...     seat=(115.1, -2.0))
    >>> one.day.isoformat(), one.minutes
    ('2026-11-23', 270.0)
    """

    teams: tuple[Team, ...]
    joints: tuple[Joint, ...] = ()

    def shifts(self, first: date, days: int, zone: ZoneInfo, *, seat: tuple[float, float]) -> list[Shift]:
        """Return the shifts of some days, by day and hour.

        A team that goes along with another has no shift of its own on that day; where teams that should go
        together are not all on duty or have no hours in common, each goes alone.

        Parameters
        ----------
        first, days
            First local day, and how many.
        zone
            Zone of the office, in which the hours are told.
        seat
            Lon and lat from which teams leave that have no base of their own.
        """
        found: list[Shift] = []
        for day in (first + timedelta(days=n) for n in range(days)):
            alone = {one.code: _shift(one, day, zone, seat) for one in self.teams if one.on_duty(day)}
            for joint in self.joints:
                together = _together(joint, day, alone)
                if together is not None:
                    for code in joint.teams:
                        del alone[code]
                    found.append(together)
            found += alone.values()
        return sorted(found, key=lambda one: (one.day, one.start, one.team))


def _shift(team: Team, day: date, zone: ZoneInfo, seat: tuple[float, float]) -> Shift:
    lon, lat = team.base or seat
    length = (team.end_min - team.start_min) % _DAY_MIN or _DAY_MIN
    start = datetime(day.year, day.month, day.day, team.start_min // 60, team.start_min % 60, tzinfo=zone)
    return Shift(
        team=team.code,
        name=team.name,
        day=day,
        start=start,
        end=start + timedelta(minutes=length),
        lon=lon,
        lat=lat,
        elements=team.elements,
        longest_min=team.longest_min,
    )


def _together(joint: Joint, day: date, alone: Mapping[str, Shift]) -> Shift | None:
    members = [alone[code] for code in joint.teams if code in alone]
    if day.weekday() not in joint.weekdays or len(members) < len(joint.teams):
        return None
    start, end = max(one.start for one in members), min(one.end for one in members)
    if end <= start:
        return None
    leader = members[0]
    return Shift(
        team="+".join(joint.teams),
        name=f"Gabungan {listed([one.name for one in members])}",
        day=day,
        start=start,
        end=end,
        lon=leader.lon,
        lat=leader.lat,
        elements=tuple(one for one in PatrolElement if any(one in member.elements for member in members)),
        longest_min=min((one.patrol_min for one in members), default=None),
    )
