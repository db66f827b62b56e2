"""Need: what a visit of each stop is worth on a day, from what it got and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planning.rules import PlanRules
from planning.stop import Stop

_WEEK = 7
_LEAST = 0.05
_SOON, _LATE, _LATEST = 2.0, 6.0, 3.0
"""Visits that being due tomorrow, and being due, weigh; being late at most so many intervals counts."""


@dataclass(frozen=True)
class Need:
    """What every stop lacks on the morning of a day.

    Parameters
    ----------
    debt_min
        Minutes that it should have got and did not, negative where it got more; shape (stops,).
    since_days
        Days since its last visit, 1 for yesterday; as long as anybody remembers where there was none.
    """

    debt_min: NDArray[np.float64]
    since_days: NDArray[np.int64]

    def after(
        self, stops: Sequence[Stop], minutes: NDArray[np.float64], visited: NDArray[np.bool_] | None = None
    ) -> Need:
        """Return the need of the next morning.

        Parameters
        ----------
        minutes
            What each stop got today, shape (stops,).
        visited
            Whether that was a visit: who only drives past pays off a little of the debt, and the stop stays
            as overdue as it was. Of the shape of ``minutes``; unless given, whatever got some.

        Examples
        --------
        >>> from sop.patrol import StopKind
        >>> stop = Stop(id="A", name="A", kode_desa="1", lon=0, lat=0, kind=StopKind.RAWAN, dwell_min=12,
        ...     target_min=28, risk=1, most_days=3, reason="")
        >>> need = Need(np.array([8.0]), np.array([2])).after([stop], np.array([12.0]))
        >>> need.debt_min.tolist(), need.since_days.tolist()
        ([0.0], [1])
        """
        target = np.array([one.target_min for one in stops])
        dwell = np.array([one.dwell_min for one in stops])
        debt = self.debt_min + target / _WEEK - minutes
        # Nobody catches up on what was missed months ago, and nobody saves up for a holiday.
        debt = np.clip(debt, -dwell, np.maximum(target, 2 * dwell))
        came = minutes > 0 if visited is None else visited
        return Need(debt, np.where(came, 1, self.since_days + 1))

    def prizes(self, stops: Sequence[Stop]) -> NDArray[np.float64]:
        """Return what a visit of each stop is worth today, in visits; shape (stops,), above 0.

        The minutes that are owed, and more the longer it has been beyond the longest interval. Among those
        that are due, the riskier weighs more, up to twice: where everything is late, as in an office that
        begins, patrols go to the hotspots first.
        """
        dwell = np.array([one.dwell_min for one in stops])
        longest = np.array([one.most_days for one in stops])
        over = np.clip((self.since_days - longest) / longest, 0, _LATEST)
        risk = np.array([one.risk for one in stops])
        share = risk / max(risk.max(initial=0.0), np.finfo(float).tiny)
        late = np.where(self.since_days >= longest, _LATE * (1 + over) * (1 + share), 0.0)
        soon = np.where(self.since_days == longest - 1, _SOON, 0.0)
        return np.asarray(np.maximum(self.debt_min / dwell, _LEAST) + late + soon)


def need(stops: Sequence[Stop], delivered: pd.DataFrame, rules: PlanRules, *, day: date) -> Need:
    """Return the need on the morning of a day, from the visits of the days before.

    Parameters
    ----------
    stops
        Whose.
    delivered
        ``stop`` (id), ``day`` (local date), ``minutes`` and, where not all minutes are of a visit,
        ``visited``; others' stops do not matter.
    rules
        For how long visits are remembered.
    day
        The day that begins.
    """
    place = {one.id: n for n, one in enumerate(stops)}
    first = day - timedelta(days=rules.memory_days)
    got = np.zeros((rules.memory_days, len(stops)))
    came = np.zeros(got.shape, dtype=bool)
    visited = delivered.get("visited", delivered["minutes"] > 0)
    rows = zip(delivered["stop"], delivered["day"], delivered["minutes"], visited, strict=True)
    for stop, when, minutes, visit in rows:
        if stop in place and first <= when < day:
            at = (when - first).days, place[stop]
            got[at] += minutes
            came[at] |= bool(visit)
    state = Need(np.zeros(len(stops)), np.ones(len(stops), dtype="int64"))
    for minutes, visits in zip(got, came, strict=True):
        state = state.after(stops, minutes, visits)
    return state
