"""What was driven: the tracks of phones held against the route sheets, and both against what logs tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Any, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from analysis.dwell import TrackRules, Trail, minutes_at, minutes_in, proves
from analysis.patrol import visits
from analysis.sheet_dose import believed, driven_sheets, sheet_dose
from planning.plan import Route
from records.parsing.fixes import unpack_fixes
from services.looking import local_days
from services.office import Office
from services.patrol_content import route_of
from services.tracks import stop_table, trail_of
from sop.dictionary import PATROL_LOGS, PATROL_SHEETS, PATROL_TRACKS
from sop.patrol import PatrolState, elements
from sop.period import day_start

DRIVEN = frozenset({PatrolState.TERBIT, PatrolState.BERJALAN, PatrolState.SELESAI, PatrolState.TERVERIFIKASI})
"""States in which what a sheet says is to be done, or has been."""

OUTSIDE = "Di luar lembar rute"
_LATE = timedelta(hours=3)
_SPAN = ("begun", "ended")
_TOLD = ["lembar", "titik", "didatangi", "menit", "sebab"]
_PROVEN = ["jalur", "lembar", "titik", "menit", "mulai", "selesai"]
_DOSE = ["planned", "told", "told_visit", "verified", "proven_visit"]
_NAMES = ["lembar", "hari", "regu", "unsur", "kode_desa", "titik", "nama", "sebab"]


class _Sheet(NamedTuple):
    number: str
    digest: str
    route: Route


class _Ground(NamedTuple):
    areas: gpd.GeoDataFrame
    mark: str


class _Track(NamedTuple):
    number: str
    mark: str
    begun: pd.Timestamp
    ended: pd.Timestamp
    packed: bytes


def doses(office: Office) -> pd.DataFrame:
    """Return to a service every stop of every sheet that was issued, and the patrols without a sheet.

    Returns
    -------
    DataFrame
        ``lembar hari regu unsur`` (labels) ``kode_desa titik nama`` and ``sebab`` (why it was missed, may be
        empty), then minutes and visits as `analysis.sheet_dose.sheet_dose` has them. A patrol without a sheet
        has one row a desa: ``lembar`` and ``planned`` are missing, and its minutes are those in the desa,
        the way included, since nobody knows of stops.
    """
    return office.remember("doses", lambda: _doses(office))


def believed_logs(office: Office) -> pd.DataFrame:
    """Return to a service the patrol logs with the minutes that are believed of each desa.

    What a track proves counts whole, what a log alone tells as `TrackRules.told_share` says. That share is
    the same for all of them, so that as long as nobody hands in tracks no desa gains on another. A desa to
    which a track proves that nobody went is not among the minutes of its log any more.
    """
    return office.remember("believed_logs", lambda: _believed_logs(office))


def track_sheets(office: Office) -> pd.Series[str]:
    """Return to a service of which sheet each track is, by its number; a track of none is left out."""
    return office.remember("track_sheets", lambda: _track_sheets(office))


def sheet_routes(office: Office) -> dict[str, Route]:
    """Return to a service the routes of the sheets that were issued, by their numbers."""
    return {one.number: one.route for one in _sheets(office)}


def trails(office: Office, rules: TrackRules) -> dict[str, Trail]:
    """Return to a service what can be believed of each track."""
    tracks = office.frame(PATROL_TRACKS)
    return office.remember(
        ("trails", rules),
        lambda: {str(key): _trail(packed, rules) for key, packed in tracks["titik"].items()},
    )


def _doses(office: Office) -> pd.DataFrame:
    rules = TrackRules()
    planned, told = _planned(office), _told(office)
    dose = sheet_dose(planned, told, _proven(office, rules), rules)
    reasons = told.drop_duplicates(["lembar", "titik"], keep="last").set_index(["lembar", "titik"])["sebab"]
    key = pd.MultiIndex.from_frame(planned[["lembar", "titik"]])
    sheets = planned.assign(sebab=reasons.reindex(key).fillna("").to_numpy()).join(dose)
    parts = [sheets, _outside_logs(office), _outside_tracks(office, rules)]
    kept = [part[[*_NAMES, *_DOSE]] for part in parts if len(part)]
    empty = sheets[[*_NAMES, *_DOSE]]
    return pd.concat(kept, ignore_index=True) if kept else empty


def _planned(office: Office) -> pd.DataFrame:
    columns = ["lembar", "hari", "regu", "unsur", "kode_desa", "titik", "nama", "menit"]
    rows = [
        (
            sheet.number,
            sheet.route.shift.day,
            sheet.route.shift.name,
            tuple(one.label for one in sheet.route.shift.elements),
            visit.stop.kode_desa,
            visit.stop.id,
            visit.stop.name,
            visit.dwell_min,
        )
        for sheet in _sheets(office)
        for visit in sheet.route.visits
    ]
    return pd.DataFrame(rows, columns=columns).astype({"menit": "float64"})


def _told(office: Office) -> pd.DataFrame:
    """Return what logs tell of the stops of their sheets."""
    logs = office.frame(PATROL_LOGS)
    logs = logs.loc[logs["id_lembar"].notna()]
    rows = [
        (sheet, one["id"], bool(one["didatangi"]), one["menit"] or 0.0, one["alasan"] or "")
        for sheet, stops in zip(logs["id_lembar"], logs["titik"], strict=True)
        for one in (stops if isinstance(stops, list) else [])
    ]
    return pd.DataFrame(rows, columns=_TOLD).astype({"menit": "float64"})


def _sheets(office: Office) -> tuple[_Sheet, ...]:
    return office.remember("driven_sheets", lambda: tuple(_read_sheets(office)))


def _read_sheets(office: Office) -> Iterator[_Sheet]:
    rows = office.frame(PATROL_SHEETS)
    rows = rows.loc[rows["status"].isin(DRIVEN)]
    for number, digest, kept in zip(rows.index, rows["sidik_isi"], rows["isi"], strict=True):
        yield _Sheet(str(number), digest, route_of(kept["rute"], office.zone))


def _tracks(office: Office) -> tuple[_Track, ...]:
    """Return the tracks of which it is known when they were driven."""
    rows = office.frame(PATROL_TRACKS)
    rows = rows.loc[rows["mulai"].notna()]
    columns = (rows.index, rows["sidik"], rows["mulai"], rows["selesai"].fillna(rows["mulai"]), rows["titik"])
    return tuple(_Track(*cells) for cells in zip(*columns, strict=True))


def _track_sheets(office: Office) -> pd.Series[str]:
    rules = TrackRules()
    known = _tracks(office)
    begun, ended = (pd.DatetimeIndex([getattr(one, name) for one in known], tz="UTC") for name in _SPAN)
    candidates = []
    for sheet in _sheets(office):
        first, last = _window(sheet.route, office)
        for place in np.flatnonzero((begun < last) & (ended >= first)):
            track = known[place]
            stood = _at(office, track, sheet, rules).values()
            longest, common = max(stood, default=0.0), _shared(track, sheet)
            candidates.append((track.number, sheet.number, sum(stood), longest, common))
    table = pd.DataFrame(candidates, columns=["jalur", "lembar", "menit", "terlama", "bersama"])
    tracks, logs = office.frame(PATROL_TRACKS), office.frame(PATROL_LOGS)
    said = tracks["id_jurnal"].map(logs["id_lembar"]).dropna()
    return driven_sheets(table, {str(track): str(sheet) for track, sheet in said.items()}, rules)


def _proven(office: Office, rules: TrackRules) -> pd.DataFrame:
    driven, sheets = track_sheets(office), {one.number: one for one in _sheets(office)}
    rows = [
        (track.number, sheet.number, stop, minutes, track.begun, track.ended)
        for track in _tracks(office)
        if (sheet := sheets.get(str(driven.get(track.number)))) is not None and _proves(office, track, rules)
        for stop, minutes in _at(office, track, sheet, rules).items()
    ]
    table = pd.DataFrame(rows, columns=_PROVEN)
    times = {"mulai": "datetime64[ms, UTC]", "selesai": "datetime64[ms, UTC]"}
    return table.astype({"menit": "float64", **times})


def _outside_logs(office: Office) -> pd.DataFrame:
    """Return a row for each desa of each log that tells of no sheet."""
    logs = office.frame(PATROL_LOGS)
    logs = logs.loc[logs["id_lembar"].isna()]
    went = visits(logs)
    named = {
        log: tuple(one.label for one in elements(text)) for log, text in logs["unsur"].fillna("").items()
    }
    return _outside(went["kode_desa"], went["id_jurnal"].map(named)).assign(
        hari=local_days(went["berangkat"], office), told=went["menit"].to_numpy()
    )


def _outside_tracks(office: Office, rules: TrackRules) -> pd.DataFrame:
    """Return a row for each desa through which a track of no sheet went."""
    driven, ground = track_sheets(office), _ground(office)
    rows = [
        (desa, track.begun, minutes)
        for track in _tracks(office)
        if track.number not in driven.index
        for desa, minutes in _in(office, track, ground, rules).items()
    ]
    went = pd.DataFrame(rows, columns=["kode_desa", "mulai", "menit"])
    went = went.astype({"mulai": "datetime64[ms, UTC]", "menit": "float64"})
    return _outside(went["kode_desa"], pd.Series([()] * len(went))).assign(
        hari=local_days(went["mulai"], office), verified=went["menit"].to_numpy()
    )


def _outside(codes: pd.Series, agencies: pd.Series) -> pd.DataFrame:
    rows = pd.DataFrame({"kode_desa": codes, "unsur": agencies})
    nothing = dict.fromkeys(_DOSE, float("nan"))
    return rows.assign(lembar=None, regu=OUTSIDE, titik=None, nama=OUTSIDE, sebab="", **nothing)


def _believed_logs(office: Office) -> pd.DataFrame:
    rules, logs = TrackRules(), office.frame(PATROL_LOGS)
    known = doses(office)
    minutes = known.assign(menit=believed(known, rules)).loc[lambda rows: rows["lembar"].notna()]
    by_sheet = {
        str(sheet): _above_zero(rows.groupby("kode_desa")["menit"].sum())
        for sheet, rows in minutes.groupby("lembar")
    }
    tracked = _tracked_logs(office, rules)
    told = [
        by_sheet[sheet]
        if sheet in by_sheet
        else tracked[log]
        if log in tracked
        else _discounted(desa, rules.told_share)
        for log, sheet, desa in zip(logs.index, logs["id_lembar"], logs["menit_desa"], strict=True)
    ]
    return logs.assign(menit_desa=pd.Series(told, index=logs.index, dtype="object"))


def _tracked_logs(office: Office, rules: TrackRules) -> dict[str, dict[str, float]]:
    """Return the proven minutes of each desa for the logs to which somebody has tied a track."""
    tied, ground = office.frame(PATROL_TRACKS)["id_jurnal"].dropna(), _ground(office)
    found: dict[str, dict[str, float]] = {}
    for track in _tracks(office):
        if track.number not in tied.index or not _proves(office, track, rules):
            continue
        desa = found.setdefault(str(tied[track.number]), {})
        for code, minutes in _in(office, track, ground, rules).items():
            # Two phones on one patrol prove it once.
            desa[code] = max(desa.get(code, 0.0), minutes)
    return found


def _above_zero(minutes: pd.Series) -> dict[str, float]:
    return {str(code): float(value) for code, value in minutes.items() if value > 0}


def _discounted(desa: Any, share: float) -> Any:
    if not isinstance(desa, dict):
        return desa
    return {code: None if minutes is None else minutes * share for code, minutes in desa.items()}


def _window(route: Route, office: Office) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return when a track of a sheet can have been driven: on its day, or while it went on after midnight."""
    day, zone = route.shift.day, office.zone
    last = max(day_start(day + timedelta(days=1), zone), route.end + _LATE)
    return pd.Timestamp(day_start(day, zone)), pd.Timestamp(last)


def _shared(track: _Track, sheet: _Sheet) -> float:
    """Return which part of the hours of a sheet a track lasted."""
    route = sheet.route
    first, last = max(track.begun, route.start), min(track.ended, route.end)
    return max((last - first) / (route.end - route.start), 0.0) if route.end > route.start else 0.0


def _at(office: Office, track: _Track, sheet: _Sheet, rules: TrackRules) -> dict[str, float]:
    """Return the minutes of a track at each stop of a sheet."""

    def found() -> dict[str, float]:
        stops = stop_table([visit.stop for visit in sheet.route.visits])
        minutes = minutes_at(_trail(track.packed, rules), stops, rules)["minutes"]
        return dict(zip(map(str, minutes.index), map(float, minutes), strict=True))

    return office.recall(("at", track.mark, sheet.digest, rules), found)


def _proves(office: Office, track: _Track, rules: TrackRules) -> bool:
    lasted = (track.ended - track.begun).total_seconds()
    return office.recall(
        ("proves", track.mark, rules), lambda: proves(_trail(track.packed, rules), lasted, rules)
    )


def _ground(office: Office) -> _Ground:
    areas = office.areas()
    mark = sha256(b"".join(shapely.to_wkb(areas.geometry)) + repr([*areas.index]).encode())
    return _Ground(areas, mark.hexdigest())


def _in(office: Office, track: _Track, ground: _Ground, rules: TrackRules) -> dict[str, float]:
    """Return the minutes of a track in each desa in which it has any."""
    return office.recall(
        ("in", track.mark, ground.mark, rules),
        lambda: _above_zero(minutes_in(_trail(track.packed, rules), ground.areas)),
    )


def _trail(packed: bytes, rules: TrackRules) -> Trail:
    return trail_of([unpack_fixes(packed)], rules)
