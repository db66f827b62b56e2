"""Delivered dose: the minutes that patrols told of and those that their tracks prove, and the daily duty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.dose import DutyCalendar, desa_dose, duty_calendar, stop_dose
from analysis.dwell import TrackRules, Trail
from records.parsing.fixes import unpack_fixes
from services.duty import standing_excuses
from services.looking import local_days, within
from services.office import Office
from services.tracks import known_stops, stop_table, trail_of
from sop.dictionary import PATROL_LOGS, PATROL_TRACKS
from sop.party import Actor, Verb
from sop.period import Period


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """What patrols delivered in a period.

    Parameters
    ----------
    desa
        By the code of the desa, as `analysis.dose.desa_dose` returns it.
    stops
        Proven minutes by the number of the known place, one column a local day with a track.
    duty
        The days of the daily patrol.
    untimed
        Tracks without any time: they prove no minutes, and nobody knows on which day they were driven.
    """

    desa: pd.DataFrame
    stops: pd.DataFrame
    duty: DutyCalendar
    untimed: int


def delivered(
    office: Office,
    actor: Actor,
    period: Period,
    *,
    planned: pd.Series[float],
) -> Delivered:
    """Return what patrols delivered on the days of a period.

    Parameters
    ----------
    planned
        Planned minutes by the code of the desa.
    """
    actor.require(Verb.JURNAL_LIHAT)
    actor.require(Verb.JALUR_LIHAT)
    rules = TrackRules()
    logs, tracks = office.frame(PATROL_LOGS), office.frame(PATROL_TRACKS)
    logs = logs.loc[within(logs["berangkat"], period, office)]
    trails = trails_by_day(office, period)
    return Delivered(
        desa=desa_dose(planned, logs, [trail for _, trail in trails.values()], office.areas()),
        stops=stop_dose(trails, stop_table(known_stops(office, rules)), rules),
        duty=duty_calendar(
            {*(day for day, _ in trails.values()), *local_days(logs["berangkat"], office)},
            {one.day: one.words for one in standing_excuses(office)},
            first=period.first,
            last=date.fromordinal(period.after.toordinal() - 1),
        ),
        untimed=int(tracks["mulai"].isna().sum()),
    )


def trails_by_day(office: Office, period: Period) -> dict[str, tuple[date, Trail]]:
    """Return to a service what tracks of a period prove: local day and fixes, by the track's number."""
    rules, tracks = TrackRules(), office.frame(PATROL_TRACKS)
    driven = tracks.loc[within(tracks["mulai"], period, office)]
    trails = office.remember(("trails", rules), lambda: _trails(tracks, rules))
    return {str(key): (day, trails[str(key)]) for key, day in local_days(driven["mulai"], office).items()}


def _trails(tracks: pd.DataFrame, rules: TrackRules) -> dict[str, Trail]:
    return {str(key): trail_of([unpack_fixes(packed)], rules) for key, packed in tracks["titik"].items()}
