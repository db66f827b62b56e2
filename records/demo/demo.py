"""Three years in an invented kecamatan, on any areas, always the same for the same seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from records.demo.cases import cases, register
from records.demo.events import Event, events
from records.demo.ground import Ground, ground
from records.demo.incidents import Scene, reports
from records.demo.patrols import MARK, Patrol, journal, patrols
from records.demo.shape import parsed, parsed_shapes
from records.demo.tracks import record, track
from sop.category import Category
from sop.dictionary import CONFLICT_CASES, INCIDENTS, PATROL_LOGS, PATROL_TRACKS, PLACES
from sop.period import ZONE_NAMES, day_start

_TRACKED_SHARE = 0.15


@dataclass(frozen=True)
class DemoData:
    """Frames of the demo, each in the form of a parsed file (no key, no ``waktu_input``).

    Records refer to each other by ``id_sumber``: ``incidents.id_jurnal``, ``patrol_tracks.id_jurnal``
    (``demo-jrn-…``), ``incidents.id_kasus`` (``demo-kfl-…``) and ``incidents.berulang_dari``
    (``demo-kjd-…``, always an earlier row that repeats nothing itself). Whoever stores them adds logs and
    cases first, then puts the stored identities in the place of these references. Only incidents known by
    their desa alone carry ``kode_desa``; all others are placed by their point, like an import.
    """

    incidents: gpd.GeoDataFrame
    patrol_logs: pd.DataFrame
    patrol_tracks: gpd.GeoDataFrame
    conflict_cases: gpd.GeoDataFrame
    places: gpd.GeoDataFrame


def demo_frames(
    areas: gpd.GeoDataFrame,
    *,
    seed: int,
    until: date,
    months: int = 36,
    categories: Mapping[str, Category],
    zone: str = "Asia/Pontianak",
) -> DemoData:
    """Invent incidents, patrols, tracks, conflict cases and places on the given areas.

    Parameters
    ----------
    areas
        Polygons in EPSG:4326 with a column ``nama`` and the code as index or as column ``kode_desa``.
    seed
        The same seed, areas, dates and categories give the same frames.
    until
        Last local day with data; every time lies before its end. A caller that stores the frames
        during a day passes the day before.
    months
        Number of calendar months, the last being that of ``until``; at least 1.
    categories
        Master table by code.
    zone
        IANA zone of the office.

    Returns
    -------
    DemoData
        About 14 incidents a month (5 to 30), more in some seasons; patrols on 4 to 6 days a week, 15 % of
        them with a track; eight conflict cases at most. Every free text begins with ``[DATA CONTOH]``.

    Examples
    --------
    >>> import shapely
    >>> from sop.category import Visibility
    >>> race = Category(code="JLN-04", group="Jalan", name="Balap liar", safety=3, escalation=2,
    ...     impact=0, lead="Polsek", support="", perda="", visibility=Visibility.UMUM,
    ...     geometry="ruas", score_factor=1.0)
    >>> square = gpd.GeoDataFrame({"nama": ["Satu"]}, index=["62.01"],
    ...     geometry=[shapely.box(115, -2.1, 115.1, -2)], crs="EPSG:4326")
    >>> made = demo_frames(square, seed=1, until=date(2026, 3, 31), months=3, categories={"JLN-04": race})
    >>> 15 <= len(made.incidents) <= 90, made.incidents["kode_kategori"].unique().tolist()
    (True, ['JLN-04'])
    """
    office_zone = ZoneInfo(zone)
    days = _days(until, months)
    where = ground(areas, _stream(seed, 0))
    rounds = patrols(where, days, office_zone, _stream(seed, 1))
    conflicts = cases(where, days, categories, _stream(seed, 2))
    happened = events(where, days, categories, conflicts, rounds, _stream(seed, 3))
    scene = Scene(
        where, categories, office_zone, _zone_word(zone), day_start(until + timedelta(days=1), office_zone)
    )
    return DemoData(
        incidents=parsed_shapes(INCIDENTS, reports(happened, scene, _stream(seed, 4), _stream(seed, 7))),
        patrol_logs=parsed(PATROL_LOGS, _journals(rounds, happened, scene, _stream(seed, 5))),
        patrol_tracks=parsed_shapes(PATROL_TRACKS, _tracks(rounds, where, _stream(seed, 6))),
        conflict_cases=parsed_shapes(
            CONFLICT_CASES, [register(case, where, categories) for case in conflicts]
        ),
        places=parsed_shapes(PLACES, _places(where)),
    )


def _stream(seed: int, part: int) -> np.random.Generator:
    """Return a generator of its own for each part, so that a change in one leaves the others alone."""
    return np.random.default_rng([seed, part])


def _days(until: date, months: int) -> list[date]:
    count = until.year * 12 + until.month - months
    first = date(count // 12, count % 12 + 1, 1)
    return [first + timedelta(days=i) for i in range((until - first).days + 1)]


def _zone_word(zone: str) -> str:
    return next((word for word, name in ZONE_NAMES.items() if name == zone), zone)


def _journals(
    rounds: list[Patrol], happened: list[Event], scene: Scene, rng: np.random.Generator
) -> list[dict[str, Any]]:
    found = Counter(event.patrol.reference for event in happened if event.patrol)
    rows = [journal(patrol, scene.where, found[patrol.reference], rng) for patrol in rounds]
    return [row | {"waktu_laporan": min(row["waktu_laporan"], scene.end)} for row in rows]


def _tracks(rounds: list[Patrol], where: Ground, rng: np.random.Generator) -> list[dict[str, Any]]:
    return [record(p, track(p, where, rng)) for p in rounds if rng.random() < _TRACKED_SHARE]


def _places(where: Ground) -> list[dict[str, Any]]:
    return [
        {
            "id_sumber": f"demo-tmp-{number:03d}",
            "nama": spot.name,
            "jenis": spot.kind.value,
            "keterangan": f"{MARK} Tempat rekaan.",
            "geometry": shapely.Point(spot.lon, spot.lat),
        }
        for number, spot in enumerate(where.spots, start=1)
    ]
