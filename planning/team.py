"""Teams: who patrols, from where, at which hours of which days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sop.patrol import PatrolElement


@dataclass(frozen=True, kw_only=True)
class Team:
    """A team and its hours.

    Parameters
    ----------
    code, name
        Short code, and what people call it.
    elements
        Agencies in it.
    weekdays
        On which days it is on duty, Monday 0 to Sunday 6.
    start_min, end_min
        Its hours in minutes after midnight; an end at or before the start means the next morning.
    base
        Lon and lat from which it leaves; None for the seat of the office.
    longest_min
        Minutes that a patrol lasts at most; None for all its hours.
    off
        Days on which it is not on duty although the weekday says so.
    extra
        Days on which it is on duty although the weekday does not say so.
    """

    code: str
    name: str
    elements: tuple[PatrolElement, ...]
    weekdays: frozenset[int]
    start_min: int
    end_min: int
    base: tuple[float, float] | None = None
    longest_min: float | None = None
    off: frozenset[date] = frozenset()
    extra: frozenset[date] = frozenset()

    def on_duty(self, day: date) -> bool:
        """Say whether the team is on duty on a day."""
        return day not in self.off and (day in self.extra or day.weekday() in self.weekdays)


@dataclass(frozen=True, kw_only=True)
class Joint:
    """Teams that patrol together on some days: one route in the hours that they have in common.

    Parameters
    ----------
    teams
        Codes of the teams, the leading one first.
    weekdays
        On which days, Monday 0 to Sunday 6.
    """

    teams: tuple[str, ...]
    weekdays: frozenset[int]
