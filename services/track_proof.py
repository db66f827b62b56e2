"""What one track proves of the route sheet that it drove."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd

from analysis.dwell import TrackRules, length_km, proves, seen_share, swath_km2
from records.parsing.mapping import ColumnMapping
from services.driven import sheet_routes, track_sheets
from services.driven import trails as all_trails
from services.looking import local_days, within
from services.office import Office
from services.patrol_logs import may_name
from services.stored import row_of
from services.tracks import AtStop, match
from services.uploads import import_upload, receive
from sop.dictionary import PATROL_LOGS, PATROL_TRACKS
from sop.party import Actor, Verb
from sop.period import Period, long_date
from sop.problem import Problem, ProblemCode, Refused, problem

SEEN_M = 100.0
"""So far to both sides of its way a patrol is taken to have seen the ground."""

_SLACK = timedelta(hours=3)
_LONGEST = timedelta(hours=12)


@dataclass(frozen=True, kw_only=True)
class TrackProof:
    """What a stored track proves.

    Parameters
    ----------
    number, name, day
        Its number, what the phone called it, and the local day on which it was driven; None without times.
    sheet, team
        Number of the sheet that it drove and the name of the team; None if it is of no sheet.
    points, dropped, gaps
        Fixes that are left, fixes that were jumps, and pauses in which nobody knows where the patrol was.
    km, hours
        Way, and time over which its whereabouts are proven.
    sparse
        Whether that is too little of its time to say what was not delivered; the log then counts as it would
        without a track.
    seen_km2
        Ground within `SEEN_M` of the way, in km².
    seen
        Name and seen share, 0 to 1, of each desa of which it saw any ground, the most first.
    stops
        Every stop of the sheet with its proven minutes.
    """

    number: str
    name: str
    day: date | None
    sheet: str | None
    team: str | None
    points: int
    dropped: int
    gaps: int
    km: float
    hours: float
    sparse: bool
    seen_km2: float
    seen: tuple[tuple[str, float], ...]
    stops: tuple[AtStop, ...]

    @property
    def visited(self) -> int:
        """At how many stops it stood long enough."""
        return sum(one.visited for one in self.stops)


@dataclass(frozen=True, kw_only=True)
class HandedIn:
    """What became of a file of tracks.

    Parameters
    ----------
    numbers
        Numbers of the tracks that are new.
    known
        How many of them were there already.
    problems
        What a person should look at, and which tracks could not be understood.
    """

    numbers: tuple[str, ...]
    known: int
    problems: tuple[Problem, ...]


def hand_in_track(
    office: Office, actor: Actor, name: str, data: bytes, *, at: datetime, log: str | None = None
) -> HandedIn:
    """Store the tracks of a file that a phone recorded; the same file twice adds nothing.

    Parameters
    ----------
    name
        What the file is called.
    log
        Number of the log of the patrol that drove them, if it is known: one of his own, or any that he reads.
        A track that was recorded hours before or after that patrol is stored without it, and told of.

    Raises
    ------
    Refused
        If the file cannot be read; ``rekam.tak_ada`` if there is no such log for him.
    """
    actor.require(Verb.JALUR_SERAH)
    if log is not None and not may_name(office, actor, log):
        raise Refused(problem(ProblemCode.REKAM_TAK_ADA, objek=PATROL_LOGS.label, kunci=log[:40]))
    before = frozenset(office.frame(PATROL_TRACKS).index)
    upload = receive(office, actor, PATROL_TRACKS.name.removeprefix("patrol_"), name, data, at=at)
    result = import_upload(office, actor, upload, mapping=ColumnMapping(), at=at)
    rows = office.frame(PATROL_TRACKS)
    mine = office.authors(PATROL_TRACKS).reindex(rows.index) == actor.name
    new = rows.index[~rows.index.isin(before) & mine]
    strange: list[Problem] = []
    if log is not None and len(new):
        told = row_of(office.frame(PATROL_LOGS), PATROL_LOGS, log)
        fits = _at_that_time(rows.loc[new], told["berangkat"], told["kembali"])
        strange = [
            problem(ProblemCode.JALUR_LAIN_WAKTU, nomor=one, jurnal=log) for one in map(str, new[~fits])
        ]
        _tie(office, actor, rows.loc[new[fits]], log, at)
    return HandedIn(
        numbers=tuple(str(one) for one in new),
        known=result.duplicates,
        problems=(*result.rejected, *result.warnings, *strange),
    )


def track_numbers(office: Office, actor: Actor, period: Period | None) -> dict[str, str]:
    """Return the tracks of a period with words to choose by, the latest first, then those without time."""
    actor.require(Verb.JALUR_LIHAT)
    rows, driven = office.frame(PATROL_TRACKS), track_sheets(office)
    timed = rows.loc[within(rows["mulai"], period, office)].sort_values("mulai", ascending=False)
    days = local_days(timed["mulai"], office)
    words = {
        str(number): f"{long_date(day)} · {driven.get(number, 'di luar lembar rute')} · {number}"
        for number, day in days.items()
    }
    untimed = rows.index[rows["mulai"].isna()]
    return words | {str(number): f"tanpa waktu · {number}" for number in untimed}


def track_proof(office: Office, actor: Actor, number: str) -> TrackProof:
    """Return what a stored track proves, held against the sheet that it drove.

    Who does not read all tracks sees those that were handed in from the same account.

    Raises
    ------
    Refused
        ``rekam.tak_ada`` if there is no such track for this reader.
    """
    actor.require(Verb.JALUR_SERAH if actor.may(Verb.JALUR_SERAH) else Verb.JALUR_LIHAT)
    rules, rows = TrackRules(), office.frame(PATROL_TRACKS)
    if not actor.may(Verb.JALUR_LIHAT):
        rows = rows.loc[office.authors(PATROL_TRACKS).reindex(rows.index) == actor.name]
    row = row_of(rows, PATROL_TRACKS, number)
    trail = all_trails(office, rules)[number]
    sheet = track_sheets(office).get(number)
    route = None if sheet is None else sheet_routes(office).get(str(sheet))
    stops = () if route is None else match(trail, [visit.stop for visit in route.visits], rules)
    areas = office.areas()
    share = seen_share(trail, areas, SEEN_M, metric_epsg=office.profile.metric_epsg)
    share = share.loc[share > 0].sort_values(ascending=False, kind="stable")
    return TrackProof(
        number=number,
        name=row["nama"] or "",
        day=None if row["mulai"] is None else local_days(rows.loc[[number], "mulai"], office).iloc[0],
        sheet=None if route is None else str(sheet),
        team=None if route is None else route.shift.name,
        points=len(trail),
        dropped=trail.dropped,
        gaps=trail.gaps,
        km=length_km(trail, rules),
        hours=trail.hours,
        sparse=not proves(trail, _lasted_s(row["mulai"], row["selesai"]), rules),
        seen_km2=swath_km2(trail, SEEN_M),
        seen=tuple(zip(areas["nama"].reindex(share.index).map(str), share.map(float), strict=True)),
        stops=stops,
    )


def _at_that_time(tracks: pd.DataFrame, departed: datetime, back: datetime | None) -> np.ndarray:
    """Return which tracks were recorded at about the time of a patrol; one without times may have been."""
    last = departed + _LONGEST if back is None else back
    near = (tracks["mulai"] <= last + _SLACK) & (tracks["selesai"] >= departed - _SLACK)
    return (near | tracks["mulai"].isna()).to_numpy(dtype=bool)


def _tie(office: Office, actor: Actor, tracks: pd.DataFrame, log: str, at: datetime) -> None:
    if tracks.empty:
        return
    with office.store.act(actor, at, Verb.JALUR_SERAH) as act:
        act.details.update(jurnal=log, jalur=[str(one) for one in tracks.index])
        for one, version in tracks["versi"].items():
            act.revise(PATROL_TRACKS, str(one), expected_version=int(version), changes={"id_jurnal": log})


def _lasted_s(begun: datetime | None, ended: datetime | None) -> float:
    return 0.0 if begun is None or ended is None else (ended - begun).total_seconds()
