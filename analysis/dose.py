"""Delivered dose: what patrols were to give, said they gave, and proved; and the days of the duty."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import geopandas as gpd
import numpy as np
import pandas as pd

from analysis.dwell import TrackRules, Trail, minutes_at, minutes_in
from analysis.patrol import visits
from sop.code import Code


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


def stop_dose(
    trails: Mapping[str, tuple[date, Trail]], stops: pd.DataFrame, rules: TrackRules
) -> pd.DataFrame:
    """Return the proven minutes of each stop on each day.

    Parameters
    ----------
    trails
        By the number of the track: its local day, and its believable fixes.
    stops
        As for `analysis.dwell.minutes_at`.

    Returns
    -------
    DataFrame
        On the index of ``stops``, one column a day in order. Tracks of one day add up: two teams at a stop
        are two visits.

    Examples
    --------
    >>> from analysis.dwell import cleaned
    >>> still = cleaned(np.zeros(7), np.zeros(7), np.zeros(7), np.arange(7) * 60.0, TrackRules())
    >>> stops = pd.DataFrame({"lon": [0.0], "lat": [0.0], "dwell_min": [15.0]}, index=["TMP-1"])
    >>> day = date(2026, 6, 1)
    >>> stop_dose({"TRK-1": (day, still), "TRK-2": (day, still)}, stops, TrackRules()).loc["TMP-1", day]
    np.float64(12.0)
    """
    days = sorted({day for day, _ in trails.values()})
    dose = pd.DataFrame(0.0, index=stops.index, columns=pd.Index(days, dtype="object"))
    for day, trail in trails.values():
        dose[day] += minutes_at(trail, stops, rules)["minutes"]
    return dose


def desa_dose(
    planned: pd.Series, logs: pd.DataFrame, trails: Collection[Trail], areas: gpd.GeoDataFrame
) -> pd.DataFrame:
    """Return the patrol minutes of each desa: those planned, those told, and those proven.

    Parameters
    ----------
    planned
        Planned minutes by the code of the desa.
    logs
        Patrol logs with ``berangkat kembali menit_desa``.
    trails
        The believable fixes of each track.
    areas
        Polygons of the desa, indexed by code.

    Returns
    -------
    DataFrame
        On the index of ``areas``: ``planned``; ``delivered`` as the logs tell; ``untold`` (visits whose log
        tells no minutes, so that ``delivered`` may be too low); ``verified`` by the tracks.

    Examples
    --------
    >>> from shapely import box
    >>> from analysis.dwell import cleaned
    >>> halves = [box(-1, -1, 0, 1), box(0, -1, 1, 1)]
    >>> west_east = gpd.GeoDataFrame(index=["01", "02"], geometry=halves, crs=4326)
    >>> at = pd.Timestamp("2026-06-01", tz="UTC")
    >>> logs = pd.DataFrame({"berangkat": [at], "kembali": [at], "menit_desa": [{"01": 30, "02": None}]})
    >>> still = cleaned(np.zeros(7), np.full(7, 0.5), np.zeros(7), np.arange(7) * 60.0, TrackRules())
    >>> desa_dose(pd.Series({"01": 45.0}), logs, [still], west_east).values.tolist()
    [[45.0, 30.0, 0.0, 0.0], [0.0, 0.0, 1.0, 6.0]]
    """
    told = visits(logs).groupby("kode_desa")["menit"]
    proven = [minutes_in(trail, areas) for trail in trails]
    columns = {
        "planned": planned.reindex(areas.index).fillna(0.0),
        "delivered": told.sum().reindex(areas.index, fill_value=0.0),
        "untold": (told.size() - told.count()).reindex(areas.index, fill_value=0),
        "verified": sum(proven, pd.Series(0.0, index=areas.index)),
    }
    return pd.DataFrame(columns, index=areas.index)


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


def _state(day: date, patrolled: Collection[date], excused: Mapping[date, str]) -> Duty:
    if day in patrolled:
        return Duty.DIPATROLI
    return Duty.BERALASAN if day in excused else Duty.TERLEWAT
