"""Delivered dose: what tracks prove at each stop day by day, and the days of the daily duty."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd

from analysis.dwell import TrackRules, Trail, minutes_at
from analysis.sheet_dose import counted_once
from sop.code import Code

_PROVEN = ["jalur", "lembar", "titik", "menit", "mulai", "selesai"]


class Duty(Code):
    """What became of the daily patrol on one day."""

    DIPATROLI = "dipatroli", "Dipatroli"
    BERALASAN = "beralasan", "Tidak dipatroli, dengan alasan"
    TERLEWAT = "terlewat", "Terlewat"


@dataclass(frozen=True, kw_only=True)
class DutyCalendar:
    """The daily patrol over some days.

    Parameters
    ----------
    days
        On the days: ``keadaan`` (values of `Duty`) and ``alasan`` (empty where the day was no excused one).
    current, longest
        Days patrolled in a row, up to the last day, and at most. An excused day neither adds nor breaks.
    share
        Patrolled days among those that were not excused; NaN if all were.
    """

    days: pd.DataFrame
    current: int
    longest: int
    share: float


@dataclass(frozen=True, kw_only=True)
class Driven:
    """A track that was driven.

    Parameters
    ----------
    day
        Its local day.
    begun, ended
        Its first and its last time.
    trail
        Its believable fixes.
    sheet
        Number of the route sheet that it drove; empty if it drove none.
    """

    day: date
    begun: datetime
    ended: datetime
    trail: Trail
    sheet: str = ""


def stop_dose(tracks: Mapping[str, Driven], stops: pd.DataFrame, rules: TrackRules) -> pd.DataFrame:
    """Return the proven minutes of each stop on each day.

    Parameters
    ----------
    tracks
        By the number of the track.
    stops
        As for `analysis.dwell.minutes_at`.

    Returns
    -------
    DataFrame
        On the index of ``stops``, one column a day in order. Two phones on one patrol prove it once, as in
        `analysis.sheet_dose.counted_once`; two teams at a stop, each with a sheet of its own, are two visits.

    Examples
    --------
    >>> from analysis.dwell import cleaned
    >>> still = cleaned(np.zeros(7), np.zeros(7), np.zeros(7), np.arange(7) * 60.0, TrackRules())
    >>> stops = pd.DataFrame({"lon": [0.0], "lat": [0.0], "dwell_min": [15.0]}, index=["TMP-1"])
    >>> day, noon = date(2026, 6, 1), datetime(2026, 6, 1, 12)
    >>> phone = Driven(day=day, begun=noon, ended=noon + timedelta(minutes=6), trail=still, sheet="RUT-1")
    >>> stop_dose({"TRK-1": phone, "TRK-2": phone}, stops, TrackRules()).loc["TMP-1", day]
    np.float64(6.0)
    """
    days = sorted({one.day for one in tracks.values()})
    dose = pd.DataFrame(0.0, index=stops.index, columns=pd.Index(days, dtype="object"))
    for day in days if len(stops) else ():
        rows = [
            (number, one.sheet, stop, minutes, one.begun, one.ended)
            for number, one in tracks.items()
            if one.day == day
            for stop, minutes in minutes_at(one.trail, stops, rules)["minutes"].items()
        ]
        proven = counted_once(pd.DataFrame(rows, columns=_PROVEN))
        dose[day] = proven.groupby(level="titik").sum().reindex(stops.index).fillna(0.0)
    return dose


def duty_calendar(
    patrolled: Collection[date], excused: Mapping[date, str], *, first: date, last: date
) -> DutyCalendar:
    """Return the days of the daily duty, and how often in a row it was done.

    Parameters
    ----------
    patrolled
        Local days with a patrol log or a track.
    excused
        Day → lawful reason why there was no patrol. A patrol on such a day counts as one.
    first, last
        First and last local day, both included.

    Examples
    --------
    >>> day = [date(2026, 6, n) for n in range(1, 7)]
    >>> duty = duty_calendar({day[0], day[1], day[3], day[5]}, {day[2]: "Banjir"}, first=day[0], last=day[5])
    >>> duty.days["keadaan"].to_list()
    ['dipatroli', 'dipatroli', 'beralasan', 'dipatroli', 'terlewat', 'dipatroli']
    >>> duty.current, duty.longest, duty.share
    (1, 3, 0.8)
    """
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    states = [_state(day, patrolled, excused) for day in days]
    reasons = [
        excused[day] if state is Duty.BERALASAN else "" for day, state in zip(days, states, strict=True)
    ]
    current = longest = 0
    for state in states:
        current = {Duty.DIPATROLI: current + 1, Duty.BERALASAN: current, Duty.TERLEWAT: 0}[state]
        longest = max(longest, current)
    done, owed = states.count(Duty.DIPATROLI), len(states) - states.count(Duty.BERALASAN)
    table = pd.DataFrame(
        {"keadaan": [state.value for state in states], "alasan": reasons},
        index=pd.Index(days, dtype="object", name="hari"),
        dtype="str",
    )
    return DutyCalendar(days=table, current=current, longest=longest, share=done / owed if owed else np.nan)


def gaps(days: pd.DataFrame) -> tuple[tuple[date, date], ...]:
    """Return the first and the last day of each row of missed days, in order.

    An excused day within a row of missed ones neither adds to it nor ends it.

    Parameters
    ----------
    days
        As in `DutyCalendar`.

    Examples
    --------
    >>> day = [date(2026, 6, n) for n in range(1, 7)]
    >>> duty = duty_calendar({day[0], day[4]}, {day[2]: "Banjir"}, first=day[0], last=day[5])
    >>> [(first.day, last.day) for first, last in gaps(duty.days)]
    [(2, 4), (6, 6)]
    """
    owed = days.loc[days["keadaan"] != Duty.BERALASAN.value, "keadaan"]
    missed = owed == Duty.TERLEWAT.value
    row = (missed != missed.shift()).cumsum()
    return tuple((some.index[0], some.index[-1]) for _, some in owed[missed].groupby(row[missed], sort=False))


def _state(day: date, patrolled: Collection[date], excused: Mapping[date, str]) -> Duty:
    if day in patrolled:
        return Duty.DIPATROLI
    return Duty.BERALASAN if day in excused else Duty.TERLEWAT
