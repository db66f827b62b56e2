"""Tracks of phones: at which stops a patrol stood, and for how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from analysis.dwell import TrackRules, Trail, cleaned, length_km, minutes_at
from analysis.place import place
from planning.stop import Stop
from records.files.read import read_file
from records.parsing.fixes import Fixes, unpack_fixes
from records.parsing.parse import parse_raw
from services.importing import context
from services.office import Office
from services.places import standing
from sop.dictionary import PATROL_TRACKS
from sop.party import Actor, Verb
from sop.patrol import StopKind
from sop.problem import Problem, ProblemCode, Refused, problem
from sop.wording import number

_WEEK_DAYS = 7


@dataclass(frozen=True, kw_only=True)
class AtStop:
    """How long a patrol was at a stop.

    Parameters
    ----------
    stop
        The stop.
    minutes
        Proven minutes within its radius.
    visited
        Whether these are enough of its planned ones.
    """

    stop: Stop
    minutes: float
    visited: bool


@dataclass(frozen=True, kw_only=True)
class TrackReport:
    """What a track proves.

    Parameters
    ----------
    points, dropped, gaps
        Fixes that are left; fixes that were jumps; pauses in which nobody knows where the patrol was.
    stops
        The stops at which it was, in the order of the stops.
    km, hours
        Way and proven time.
    warnings
        What a person should look at.
    """

    points: int
    dropped: int
    gaps: int
    stops: tuple[AtStop, ...]
    km: float
    hours: float
    warnings: tuple[Problem, ...]


def examine_track(
    office: Office,
    actor: Actor,
    path: Path,
    *,
    at: datetime,
    rules: TrackRules | None = None,
    stops: Sequence[Stop] | None = None,
) -> TrackReport:
    """Return what a track file proves of visits; nothing is stored.

    The tracks of one file count as parts of one patrol.

    Parameters
    ----------
    at
        The time of the question; a fix cannot have been recorded later.
    rules
        When a fix and a visit count; the usual ones otherwise.
    stops
        Those of a plan, all of which are told of; without them, the known places at which the patrol was.

    Raises
    ------
    Refused
        If the file cannot be read, or a track in it cannot be understood.
    """
    actor.require(Verb.JALUR_LIHAT)
    rules = rules or TrackRules()
    parsed = parse_raw(read_file(path), PATROL_TRACKS, context(office, at))
    if parsed.rejected:
        raise Refused(*parsed.rejected)
    trail = trail_of([unpack_fixes(packed) for packed in parsed.frame["titik"]], rules)
    found = match(trail, known_stops(office, rules) if stops is None else stops, rules)
    return TrackReport(
        points=len(trail),
        dropped=trail.dropped,
        gaps=trail.gaps,
        stops=found if stops is not None else tuple(one for one in found if one.minutes > 0),
        km=length_km(trail, rules),
        hours=trail.hours,
        warnings=(*parsed.warnings, *_outside(trail, office.areas())),
    )


def trail_of(tracks: Sequence[Fixes], rules: TrackRules) -> Trail:
    """Return what can be believed of some tracks, one after the other."""
    begins = np.cumsum([0, *(fixes.segment.max() + 1 if len(fixes) else 0 for fixes in tracks)])
    segment = [fixes.segment + begin for fixes, begin in zip(tracks, begins, strict=False)]
    return cleaned(
        np.concatenate([np.zeros(0), *segment]),
        np.concatenate([np.zeros(0), *(fixes.lon for fixes in tracks)]),
        np.concatenate([np.zeros(0), *(fixes.lat for fixes in tracks)]),
        np.concatenate([np.zeros(0), *(fixes.epoch for fixes in tracks)]),
        rules,
    )


def match(trail: Trail, stops: Sequence[Stop], rules: TrackRules) -> tuple[AtStop, ...]:
    """Return how long a patrol was at each stop, in the order of the stops."""
    found = minutes_at(trail, stop_table(stops), rules)
    return tuple(
        AtStop(stop=stop, minutes=float(minutes), visited=bool(visited))
        for stop, minutes, visited in zip(stops, found["minutes"], found["visited"], strict=True)
    )


def stop_table(stops: Sequence[Stop]) -> pd.DataFrame:
    """Return stops as the analysis takes them, indexed by identity."""
    return pd.DataFrame(
        [(stop.lon, stop.lat, stop.dwell_min) for stop in stops],
        index=[stop.id for stop in stops],
        columns=["lon", "lat", "dwell_min"],
        dtype="float64",
    )


def known_stops(office: Office, rules: TrackRules) -> tuple[Stop, ...]:
    """Return the known places of the kecamatan as stops, for a patrol without a plan."""
    places = standing(office)
    places = places.loc[places["kode_desa"].notna() & places.geometry.notna()]
    points = places.geometry
    return tuple(
        Stop(
            id=str(key),
            name=name,
            kode_desa=desa,
            lon=lon,
            lat=lat,
            kind=StopKind.PEMBANDING,
            dwell_min=rules.dwell_min,
            target_min=0.0,
            risk=0.0,
            most_days=_WEEK_DAYS,
            reason="Tempat yang dikenal.",
        )
        for key, name, desa, lon, lat in zip(
            places.index, places["nama"], places["kode_desa"], points.x, points.y, strict=True
        )
    )


def track_document(report: TrackReport) -> dict[str, Any]:
    """Return a report as other programs read it."""
    return {
        "points": report.points,
        "dropped": report.dropped,
        "gaps": report.gaps,
        "stops": [
            {"id": one.stop.id, "minutes": round(one.minutes, 2), "visited": one.visited}
            for one in report.stops
        ],
        "km": round(report.km, 3),
        "hours": round(report.hours, 3),
    }


def _outside(trail: Trail, areas: gpd.GeoDataFrame) -> list[Problem]:
    points = gpd.GeoSeries.from_xy(trail.lon, trail.lat, crs=4326)
    outside = int(place(points, areas).isna().sum())
    if not outside:
        return []
    return [problem(ProblemCode.JALUR_LUAR, jumlah=number(outside), semua=number(len(trail)))]
