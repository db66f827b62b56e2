"""A shift: one team, one day, one span of hours, one place from which it leaves and to which it returns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sop.patrol import PatrolElement


@dataclass(frozen=True, kw_only=True)
class Shift:
    """When and from where a team can drive.

    Parameters
    ----------
    team
        Code of the team; of a joint patrol, the codes of all teams joined by ``+``.
    name
        What people call the team.
    day
        Local calendar day on which it begins.
    start, end
        Aware instants; a patrol leaves at or after the first and is back by the last. Of a joint patrol, the
        hours that all its teams have in common.
    lon, lat
        Where it leaves and returns, degrees WGS84.
    elements
        Agencies that go along.
    longest_min
        Minutes that a patrol lasts at most, so that nobody knows when within the hours it drives; None for
        the whole shift.

    Raises
    ------
    ValueError
        If it ends before it begins: whoever makes shifts checks that first.
    """

    team: str
    name: str
    day: date
    start: datetime
    end: datetime
    lon: float
    lat: float
    elements: tuple[PatrolElement, ...]
    longest_min: float | None = None

    def __post_init__(self) -> None:
        """Refuse a shift without hours."""
        if self.end <= self.start:
            raise ValueError(f"{self.team} {self.day}: a shift must end after it begins")

    @property
    def minutes(self) -> float:
        """Length in minutes."""
        return (self.end - self.start).total_seconds() / 60

    @property
    def patrol_min(self) -> float:
        """Minutes that a patrol in this shift lasts at most."""
        return self.minutes if self.longest_min is None else min(self.longest_min, self.minutes)
