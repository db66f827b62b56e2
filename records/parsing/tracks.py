"""Patrol tracks: recorded fixes of GPX and KML, or plain lines without time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from records.files.contents import Format
from records.files.kml import FIX_TIMES
from records.parsing.draft import Draft
from records.parsing.fixes import Fixes, length_km, line_of, pack_fixes
from records.parsing.geometry import read_geometry
from records.parsing.identity import read_identity
from sop.patrol import TrackSource
from sop.problem import ProblemCode

_FUTURE_SLACK_S = 600.0
_STRAY_S = 31 * 86_400.0
"""A time so far from the middle of its track is of a clock that was not set yet, which is years off; a phone
that writes the patrols of some weeks into one track keeps them all."""


def parse_tracks(draft: Draft) -> None:
    """Fill the draft of a track file, one row a track.

    A bad clock never costs the shape: missing, repeated or backward times are pointed out, and times that are
    in the future, or more than a month from the others, are left out.
    """
    if draft.raw.format is Format.GPX:
        _read_recorded(draft)
    else:
        _read_lines(draft)
    for field in draft.frame:
        if field.name not in draft.columns and not field.system:
            draft.columns[field.name] = pd.Series(pd.NA, index=draft.rows, dtype="str")
    read_identity(draft, ignored=frozenset({"mulai", "selesai", "km", "jumlah_titik"}))


def _read_recorded(draft: Draft) -> None:
    table = draft.table
    epoch = _epoch(table["waktu"])
    tracks: list[tuple[str | None, Fixes]] = []
    rows: list[int] = []
    for _, part in table.assign(epoch=epoch).groupby("jalur", sort=True):
        segment = part["segmen"].to_numpy(dtype=float)
        name = part["nama"].iloc[0]
        fixes = Fixes(segment - segment[0], part["lon"].to_numpy(), part["lat"].to_numpy(),
                      part["epoch"].to_numpy())  # fmt: skip
        tracks.append((None if pd.isna(name) else str(name), fixes))
        rows.append(int(part.index[0]))
    draft.rows = pd.Index(rows, name="baris")
    _fill(draft, tracks, TrackSource.GPX)


def _read_lines(draft: Draft) -> None:
    read_geometry(draft)
    missing = draft.shapeless & draft.sound
    draft.reject(missing, ProblemCode.ISIAN_WAJIB, "geometry", isian="Garis jalur")
    names = draft.text("nama")
    times = draft.table[FIX_TIMES] if FIX_TIMES in draft.table.columns else None
    lines = draft.geometry
    tracks: list[tuple[str | None, Fixes]] = []
    for row in draft.rows:
        name = None if pd.isna(names[row]) else str(names[row])
        written = None if times is None or pd.isna(times[row]) else str(times[row]).split()
        tracks.append((name, _vertices(None if lines is None else lines[row], written)))
    source = TrackSource.GPX if times is not None else TrackSource.MANUAL
    _fill(draft, tracks, source)
    draft.columns["id_sumber"] = draft.text("id_sumber")


def _vertices(line: shapely.Geometry | None, times: list[str] | None) -> Fixes:
    if line is None:
        return Fixes(*(np.zeros(0) for _ in range(4)))
    parts = shapely.get_parts(line)
    points, number = shapely.get_coordinates(parts, return_index=True)
    epoch = np.full(len(points), np.nan)
    if times is not None and len(times) == len(points):
        epoch = _epoch(pd.Series(times, dtype="str")).to_numpy()
    return Fixes(number.astype(float), points[:, 0].copy(), points[:, 1].copy(), epoch)


def _fill(draft: Draft, tracks: list[tuple[str | None, Fixes]], source: TrackSource) -> None:
    cleaned = [(name, _judged(draft, name, number, fixes))
               for number, (name, fixes) in enumerate(tracks, start=1)]  # fmt: skip
    columns: dict[str, list[object]] = {
        "nama": [name for name, _ in cleaned],
        "sumber_jalur": [source.value] * len(cleaned),
        "titik": [pack_fixes(fixes) for _, fixes in cleaned],
        "mulai": [_stamp(fixes, np.nanmin) for _, fixes in cleaned],
        "selesai": [_stamp(fixes, np.nanmax) for _, fixes in cleaned],
        "jumlah_titik": [len(fixes) for _, fixes in cleaned],
        "km": [round(length_km(fixes), 3) if len(fixes) else None for _, fixes in cleaned],
    }
    stamp = "datetime64[ms, UTC]"
    types: dict[str, Any] = {"mulai": stamp, "selesai": stamp, "titik": "object", "jumlah_titik": "Int64"}
    types["km"] = "float64"
    for name, values in columns.items():
        kind = types.get(name, "str")
        draft.columns[name] = pd.Series(values, index=draft.rows, dtype="object").astype(kind)
    lines = np.array([line_of(fixes) if len(fixes) else None for _, fixes in cleaned], dtype=object)
    draft.geometry = gpd.GeoSeries(lines, index=draft.rows, crs=4326)


def _judged(draft: Draft, name: str | None, number: int, fixes: Fixes) -> Fixes:
    """Point out what is wrong with the clock of a track, and leave out times that cannot be."""
    epoch = fixes.epoch.copy()
    with np.errstate(invalid="ignore"):
        future = epoch > draft.context.now.timestamp() + _FUTURE_SLACK_S
    epoch[future] = np.nan
    stray = _strays(epoch)
    epoch[stray] = np.nan
    known = epoch[~np.isnan(epoch)]
    steps = np.diff(known)
    dropped = bool(future.any() or stray.any())
    faults = [
        ("tanpa waktu", len(fixes) > 0 and len(known) == 0 and not dropped),
        (f"{len(epoch) - len(known)} titik tanpa waktu", 0 < len(known) < len(epoch) and not dropped),
        (f"{int(future.sum())} waktu di masa depan dibuang", bool(future.any())),
        (f"{int(stray.sum())} waktu lebih dari sebulan dari yang lain dibuang", bool(stray.any())),
        (f"{int((steps == 0).sum())} waktu kembar", bool((steps == 0).any())),
        (f"{int((steps < 0).sum())} kali waktu mundur", bool((steps < 0).any())),
    ]
    for cause, true in faults:
        if true:
            draft.warn(ProblemCode.JALUR_WAKTU, nama=name or f"jalur {number}", sebab=cause)
    return Fixes(fixes.segment, fixes.lon, fixes.lat, epoch)


def _strays(epoch: np.ndarray) -> np.ndarray:
    """Return which times are more than a month from the middle one; of two the later is taken to be right."""
    known = np.sort(epoch[~np.isnan(epoch)])
    if not len(known):
        return np.zeros(len(epoch), dtype=bool)
    with np.errstate(invalid="ignore"):
        stray: np.ndarray = np.abs(epoch - known[len(known) // 2]) > _STRAY_S
    return stray


def _epoch(text: pd.Series) -> pd.Series:
    """Return seconds since 1970; a time without a zone is UTC, as GPX says; NaN where it is no time."""
    stamps = pd.to_datetime(text, format="ISO8601", utc=True, errors="coerce")
    seconds = stamps.astype("datetime64[ms, UTC]").astype("int64") / 1000.0
    return seconds.where(stamps.notna())


def _stamp(fixes: Fixes, choose: Callable[[np.ndarray], float]) -> pd.Timestamp | None:
    if len(fixes) == 0 or np.isnan(fixes.epoch).all():
        return None
    return pd.Timestamp(round(float(choose(fixes.epoch)) * 1000), unit="ms", tz="UTC")
