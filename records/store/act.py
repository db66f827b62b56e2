"""One act: what is written together, with its audit row, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import repeat
from typing import Any
from zoneinfo import ZoneInfo

import geopandas as gpd
import numpy as np
import pandas as pd
from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from records.store.columns import to_driver
from records.store.digest import digest_of_rows, row_digests
from records.store.rows import (
    CRS,
    column_kinds,
    current,
    fetch,
    plain_columns,
    plain_value,
    selected,
    setting,
    to_frame,
)
from records.store.schema import ACT, COUNTERS, DIGEST, GEOMETRY, TABLES, VERSION
from records.store.storable import check_storable
from sop.dictionary import CONFLICT_CASES, DESA, INCIDENTS, PATROL_LOGS, Frame, Kind
from sop.problem import ProblemCode, Refused, problem

OWN_TIME: Mapping[str, str] = {
    INCIDENTS.name: "waktu_kejadian",
    PATROL_LOGS.name: "berangkat",
    CONFLICT_CASES.name: "tgl_teridentifikasi",
}
"""The field from which a record takes the year in its number; the others take the year of the act."""

Progress = Callable[[int, int], None]
"""Told how many rows are written, and how many there are to write."""

_LOOKUP_CHUNK = 500
_INSERT_CHUNK = 5_000
_INPUT_TIME = "waktu_input"


@dataclass(frozen=True)
class Added:
    """What became of added rows.

    Parameters
    ----------
    ids
        New number of each stored row, by the row's index.
    duplicates
        Index of the rows which the store already knew.
    """

    ids: pd.Series[str]
    duplicates: pd.Index[Any]


class Act:
    """One act while it is being done.

    Attributes
    ----------
    details
        Extra facts for the audit row: counts, the hash of a file.
    abandoned
        Whether the act is to end without a trace.
    """

    def __init__(self, connection: Connection, number: int, at: datetime, zone: ZoneInfo) -> None:
        self.connection = connection
        self.id = number
        self.at = at
        self.zone = zone
        self.details: dict[str, Any] = {}
        self.abandoned = False
        self._digests: dict[str, list[bytes]] = {}

    def abandon(self) -> None:
        """Let the act end without a trace: a rehearsal that counts everything and stores nothing."""
        self.abandoned = True

    def add(self, frame: Frame, rows: pd.DataFrame, *, progress: Progress | None = None) -> Added:
        """Store new records; rows whose ``sidik`` the store knows are left out.

        Parameters
        ----------
        rows
            A parsed frame: the fields without number and version. ``waktu_input`` is the act's time
            where it is not given.
        progress
            Called with the rows written so far and those to be written; what it raises ends the act.

        Raises
        ------
        Refused
            With every required field that is empty; nothing of the act is stored then.
        ValueError
            If the frame has columns that are not in the dictionary, or another CRS.
        """
        known = known_rows(self.connection, frame, rows, self.at)
        rows = _timed(rows, self.at)
        duplicates, new = rows.index[known], rows[~known]
        plain = plain_columns(frame, new)
        check_storable(frame, plain, new.index)
        keys = self._numbers(frame, new)
        self._insert(frame, {**plain, frame.key: keys}, [1] * len(new), progress)
        return Added(pd.Series(keys, index=new.index, name=frame.key, dtype="str"), duplicates)

    def revise(self, frame: Frame, key: str, *, expected_version: int, changes: Mapping[str, Any]) -> int:
        """Store the next version of a record and return its number.

        Parameters
        ----------
        expected_version
            The version on which the changes were made.
        changes
            New values by field; ``geometry`` may be among them.

        Raises
        ------
        Refused
            With ``versi.bentrok`` if somebody else was first, ``rekam.tak_ada`` if there is no such
            record, ``isian.wajib`` if a required field becomes empty.
        ValueError
            If a field may not be changed.
        """
        frozen = {frame.key, "sidik", _INPUT_TIME} | ({"geometry"} if frame.geometry is None else set())
        wrong = [name for name in changes if name in frozen or name not in (*frame.names, "geometry")]
        if wrong or frame is DESA:
            raise ValueError(f"cannot change {wrong or frame.name}")
        table = TABLES[frame.name]
        latest = selected(frame).where(table.c[frame.key] == key).order_by(table.c[VERSION].desc()).limit(1)
        columns = fetch(self.connection, frame, latest)
        if not columns[VERSION]:
            raise Refused(problem(ProblemCode.REKAM_TAK_ADA, objek=frame.label, kunci=key))
        clash = problem(ProblemCode.VERSI_BENTROK, objek=f"{frame.label} {key}")
        if columns[VERSION][0] != expected_version:
            raise Refused(clash)
        empty = [frame[name] for name in changes if name != "geometry" and frame[name].required]
        new = {name: plain_value(frame, name, value) for name, value in changes.items()}
        faults = [
            problem(ProblemCode.ISIAN_WAJIB, column=f.name, isian=f.label)
            for f in empty
            if new[f.name][0] is None
        ]
        if faults:
            raise Refused(*faults)
        check_storable(frame, new, [None])
        if "geometry" in new:
            new[GEOMETRY] = new.pop("geometry")
        version = expected_version + 1
        try:
            self._insert(frame, {**columns, **new}, [version])
        except IntegrityError as error:
            raise Refused(clash) from error
        return version

    def found(self, frame: Frame, column: str, value: str) -> pd.DataFrame:
        """Return the current version of the records that have a value in a column, as the act finds them.

        Nobody else writes while an act is done: what it decides on these rows still holds when it is stored.

        Examples
        --------
        ``act.found(INCIDENTS, "id_kejadian", "KJD-2026-0001")`` is one record, or none.
        """
        query = current(frame).where(TABLES[frame.name].c[column] == value)
        return to_frame(frame, fetch(self.connection, frame, query))

    def replace_desa(self, rows: gpd.GeoDataFrame) -> None:
        """Store a new set of areas; the sets before it stay in the history.

        Parameters
        ----------
        rows
            ``kode_desa`` (column or index), ``nama``, ``jenis``, ``urutan``, ``geometry`` in EPSG:4326.
        """
        rows = rows if DESA.key in rows else rows.reset_index()
        rows = rows[[name for name in (*DESA.names, "geometry") if name in rows]]
        _check_rows(DESA, rows)
        last = self.connection.execute(select(func.max(TABLES[DESA.name].c[VERSION]))).scalar()
        plain = plain_columns(DESA, rows)
        check_storable(DESA, plain, rows.index)
        self._insert(DESA, plain, [(last or 0) + 1] * len(rows))

    def secret(self) -> bytes:
        """Return the key with which identities are hashed."""
        return bytes.fromhex(setting(self.connection, "kunci"))

    def written(self) -> dict[str, dict[str, Any]]:
        """Return, per table, how many rows this act wrote and the digest over them."""
        return {
            name: {"baris": len(digests), "sha256": digest_of_rows(digests)}
            for name, digests in self._digests.items()
        }

    def _numbers(self, frame: Frame, rows: pd.DataFrame) -> list[str]:
        """Give each row the next number of its year; a number is never given twice."""
        years = self._years(frame, rows)
        last = {year: self._last_number(frame, year) for year in sorted(set(years))}
        before = dict(last)
        numbers = []
        for year in years:
            last[year] += 1
            numbers.append(f"{frame.prefix}-{year}-{last[year]:04d}")
        for year, number in last.items():
            self._keep_number(frame, year, number, new=before[year] == 0)
        return numbers

    def _years(self, frame: Frame, rows: pd.DataFrame) -> list[int]:
        this = self.at.astimezone(self.zone).year
        own = OWN_TIME.get(frame.name)
        if own is None:
            return [this] * len(rows)
        if frame[own].kind is Kind.DATE:
            return [int(day[:4]) for day in rows[own]]
        local = pd.to_datetime(rows[own], utc=True).dt.tz_convert(self.zone)
        return [int(year) for year in local.dt.year]

    def _last_number(self, frame: Frame, year: int) -> int:
        query = select(COUNTERS.c.last).where(COUNTERS.c.prefix == frame.prefix, COUNTERS.c.year == year)
        return int(self.connection.execute(query).scalar() or 0)

    def _keep_number(self, frame: Frame, year: int, last: int, *, new: bool) -> None:
        if new:
            self.connection.execute(insert(COUNTERS).values(prefix=frame.prefix, year=year, last=last))
            return
        mine = (COUNTERS.c.prefix == frame.prefix) & (COUNTERS.c.year == year)
        self.connection.execute(update(COUNTERS).where(mine).values(last=last))

    def _insert(
        self,
        frame: Frame,
        plain: Mapping[str, Sequence[Any]],
        versions: Sequence[int],
        progress: Progress | None = None,
    ) -> None:
        """Write version rows with their digests, as plain tuples: the fast way of every driver."""
        dialect, table = self.connection.dialect, TABLES[frame.name]
        kinds = column_kinds(frame)
        names = [*kinds, VERSION, ACT, DIGEST]
        marks = ", ".join(["?" if dialect.paramstyle == "qmark" else "%s"] * len(names))
        sql = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - names of ours
        for start in range(0, len(versions), _INSERT_CHUNK):
            part = slice(start, start + _INSERT_CHUNK)
            some = list(versions[part])
            columns = {name: list(plain[name][part]) for name in kinds}
            digests = list(row_digests(frame, repeat(self.id), some, columns))
            bound = [to_driver(c, k, dialect) for c, k in zip(columns.values(), kinds.values(), strict=True)]
            rows = zip(*bound, some, [self.id] * len(some), digests, strict=True)
            self.connection.exec_driver_sql(sql, list(rows))
            self._digests.setdefault(frame.name, []).extend(digests)
            if progress is not None:
                progress(start + len(some), len(versions))


def rehearse(connection: Connection, frame: Frame, rows: pd.DataFrame, at: datetime) -> pd.Index[Any]:
    """Return the index of the rows that `Act.add` would leave out, and refuse what it would refuse."""
    known = known_rows(connection, frame, rows, at)
    new = rows[~known]
    check_storable(frame, plain_columns(frame, new), new.index)
    return rows.index[known]


def known_rows(connection: Connection, frame: Frame, rows: pd.DataFrame, at: datetime) -> pd.Series[bool]:
    """Say which rows `Act.add` would leave out: they repeat one that is stored, or one above them.

    Raises
    ------
    Refused
        With every required field that is empty, as `Act.add` would.
    """
    if frame is DESA:
        raise ValueError("desa are replaced as a set: use replace_desa")
    _check_rows(frame, _timed(rows, at), skip=frame.key)
    check_storable(frame, {"sidik": rows["sidik"].tolist()}, rows.index)
    table, marks = TABLES[frame.name], rows["sidik"].tolist()
    stored: set[str] = set()
    for start in range(0, len(marks), _LOOKUP_CHUNK):
        some = marks[start : start + _LOOKUP_CHUNK]
        query = select(table.c.sidik).where(table.c[VERSION] == 1, table.c.sidik.in_(some))
        stored.update(connection.execute(query).scalars())
    return rows["sidik"].isin(stored) | rows["sidik"].duplicated()


def _timed(rows: pd.DataFrame, at: datetime) -> pd.DataFrame:
    return rows if _INPUT_TIME in rows else rows.assign(**{_INPUT_TIME: at})


def _check_rows(frame: Frame, rows: pd.DataFrame, *, skip: str | None = None) -> None:
    """Refuse empty required fields, all at once; a wrong shape is a fault of the program."""
    unknown = set(rows.columns) - set(frame.names) - ({"geometry"} if frame.geometry else set())
    if unknown or skip in rows:
        raise ValueError(f"{frame.name} has no columns {sorted(unknown) or [skip]} to add")
    if isinstance(rows, gpd.GeoDataFrame) and rows.crs is not None and rows.crs.to_epsg() != CRS:
        raise ValueError(f"geometries must be in EPSG:{CRS}, not {rows.crs}")
    faults = [
        problem(ProblemCode.ISIAN_WAJIB, row=_row_number(row), column=field.name, isian=field.label)
        for field in frame
        if field.required and field.name != skip
        for row in (rows.index[rows[field.name].isna()] if field.name in rows else rows.index)
    ]
    if faults:
        raise Refused(*faults)


def _row_number(label: Any) -> int | None:
    return int(label) if isinstance(label, (int, np.integer)) else None
