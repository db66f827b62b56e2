"""Delivered dose: the minutes that patrols were to give, told of and proved, and the daily duty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd

from analysis.dose import Driven, DutyCalendar, duty_calendar
from analysis.dwell import TrackRules, proves
from analysis.sheet_dose import DOSE, summed
from services.driven import doses, track_sheets, trails
from services.duty import standing_excuses
from services.looking import local_days, within
from services.office import Office
from services.places import names_told
from sop.code import Code
from sop.dictionary import PATROL_LOGS, PATROL_TRACKS
from sop.party import Actor, Verb
from sop.period import Period


class By(Code):
    """By what delivered minutes are added up."""

    DESA = "desa", "Desa"
    TITIK = "titik", "Titik"
    REGU = "regu", "Regu"
    UNSUR = "unsur", "Unsur"


UNNAMED = "Unsur tidak disebut"


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """What patrols delivered in a period.

    Parameters
    ----------
    rows
        Every stop of every sheet of the period, and the patrols without a sheet, as `services.driven.doses`.
    names
        Name of each desa by its code, in the office's order.
    duty
        The days of the daily patrol that are over, from the first that is on record; None if there is none.
    untimed
        Tracks without any time: they prove no minutes, and nobody knows on which day they were driven.
    """

    rows: pd.DataFrame
    names: dict[str, str]
    duty: DutyCalendar | None
    untimed: int

    @property
    def on_sheets(self) -> pd.DataFrame:
        """The stops of the sheets alone."""
        return self.rows.loc[self.rows["lembar"].notna()]

    @property
    def off_sheets(self) -> pd.DataFrame:
        """The patrols without a sheet alone."""
        return self.rows.loc[self.rows["lembar"].isna()]

    def by(self, what: By, *, on_sheets: bool = True) -> pd.DataFrame:
        """Return the minutes added up, as `analysis.sheet_dose.summed`, by names that people read.

        Of the agencies of a joint patrol each counts whole: all of them were there.

        Parameters
        ----------
        on_sheets
            Whether those of the sheets are meant, or those of the patrols without one.
        """
        rows = self.on_sheets if on_sheets else self.off_sheets
        match what:
            case By.DESA:
                names = self._desa(rows)
            case By.TITIK:
                names = rows["nama"] + " (" + self._desa(rows).reindex(rows.index) + ")"
            case By.REGU:
                names = rows["regu"]
            case By.UNSUR:
                names = rows["unsur"].map(lambda labels: list(labels) or [UNNAMED]).explode()
        return summed(rows, names)

    def _desa(self, rows: pd.DataFrame) -> pd.Series[str]:
        """Return the name of each row's desa, in the office's order of the desa."""
        ordered = pd.Categorical(rows["kode_desa"], categories=[*self.names])
        codes = rows["kode_desa"].iloc[ordered.codes.argsort(kind="stable")]
        return codes.map(self.names).fillna(codes)


def minutes_of(rows: pd.DataFrame) -> pd.Series[float]:
    """Return the planned, told and proven minutes of some rows; NaN where nobody told, or no track is."""
    return rows[[*DOSE]].sum(min_count=1)


def delivered(
    office: Office, actor: Actor, period: Period | None, *, at: datetime, meeting: bool = False
) -> Delivered:
    """Return what patrols delivered on the days of a period.

    Parameters
    ----------
    period
        Local days; everything up to today when it is None.
    at
        Now: what is planned for later days is not owed yet.
    meeting
        Whether others look along: then there is no free text, and what looks like the name of a person or a
        company is left out of a stop's name.
    """
    actor.require(Verb.JURNAL_LIHAT)
    actor.require(Verb.JALUR_LIHAT)
    today = at.astimezone(office.zone).date()
    rows = doses(office)
    days = rows["hari"]
    kept = days <= today
    if period is not None:
        kept &= (days >= period.first) & (days < period.after)
    tracks = office.frame(PATROL_TRACKS)
    told = rows.loc[kept].reset_index(drop=True)
    if meeting:
        told = told.assign(nama=names_told(told["nama"], meeting=True), sebab="")
    return Delivered(
        rows=told,
        names={str(code): str(name) for code, name in office.areas()["nama"].items()},
        duty=_duty(office, period, today, meeting=meeting),
        untimed=int(tracks["mulai"].isna().sum()),
    )


def duty_days(
    office: Office, actor: Actor, period: Period, *, at: datetime, meeting: bool = False
) -> DutyCalendar | None:
    """Return the days of the daily duty in a period that are over; None if none of them is on record.

    Parameters
    ----------
    meeting
        Whether others look along: then of a reason only its kind is told.
    """
    actor.require(Verb.JURNAL_LIHAT)
    return _duty(office, period, at.astimezone(office.zone).date(), meeting=meeting)


def patrolled_days(office: Office) -> frozenset[date]:
    """Return to a service the local days on which somebody patrolled: by a log or by a track.

    A log of a patrol that reached none of the stops of its sheet is none.
    """
    logs, tracks = office.frame(PATROL_LOGS), office.frame(PATROL_TRACKS)
    reached = logs["id_lembar"].isna() | logs["menit_desa"].map(bool)
    timed = tracks.loc[tracks["mulai"].notna(), "mulai"]
    return frozenset({*local_days(logs.loc[reached, "berangkat"], office), *local_days(timed, office)})


def trails_by_day(office: Office, period: Period) -> dict[str, Driven]:
    """Return to a service what tracks of a period prove, by the track's number.

    A track of a sheet that proves too little of its time is left out: of its sheet counts what the log tells.
    """
    tracks = office.frame(PATROL_TRACKS)
    driven = tracks.loc[within(tracks["mulai"], period, office)]
    rules, sheets = TrackRules(), track_sheets(office)
    kept, found = trails(office, rules), {}
    ended_at = driven["selesai"].fillna(driven["mulai"])
    days = local_days(driven["mulai"], office)
    for key, day, begun, ended in zip(driven.index, days, driven["mulai"], ended_at, strict=True):
        number = str(key)
        sheet = str(sheets.get(number, ""))
        if not sheet or proves(kept[number], (ended - begun).total_seconds(), rules):
            found[number] = Driven(day=day, begun=begun, ended=ended, trail=kept[number], sheet=sheet)
    return found


def _duty(office: Office, period: Period | None, today: date, *, meeting: bool) -> DutyCalendar | None:
    """Return the calendar of the days that are over: today counts once there was a patrol."""
    patrolled = patrolled_days(office)
    excused = {one.day: one.reason.label if meeting else one.words for one in standing_excuses(office)}
    known = {*patrolled, *excused}
    if not known:
        return None
    first, last = min(known), today if today in known else today - timedelta(days=1)
    if period is not None:
        first, last = max(first, period.first), min(last, period.after - timedelta(days=1))
    return duty_calendar(patrolled, excused, first=first, last=last) if first <= last else None
