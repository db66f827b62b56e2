"""Compare the store with its own audit trail, and name what does not match."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Dialect, exists, select
from sqlalchemy.exc import DBAPIError

from records.store import audit
from records.store.columns import from_driver
from records.store.digest import digest_of_rows, row_digests
from records.store.rows import column_kinds
from records.store.schema import ACT, DIGEST, FID, TABLES, VERSION, metadata
from records.store.store import Store
from sop.dictionary import FRAMES, Frame, Kind
from sop.problem import Problem, ProblemCode, problem

_CHUNK = 20_000
_SHOWN = 20
"""Broken references that are named at most."""


def verify(store: Store) -> list[Problem]:
    """Return everything in the store that does not match its audit trail, empty if all is well.

    Named are: damaged pages, edited audit rows, breaks of their chain, edited version rows, and acts of
    which rows were added or removed outside the program.
    """
    try:
        with store.reading() as connection:
            return [*page_problems(connection), *chain_problems(connection), *row_problems(connection)]
    except (DBAPIError, sqlite3.Error) as error:
        return [problem(ProblemCode.DATA_RUSAK_ISI, sebab=error)]


def page_problems(connection: Connection) -> list[Problem]:
    """Return what the database itself finds wrong with its pages and references.

    A server looks at its pages by itself, at each read, if it was made with checksums.
    """
    causes = _orphans(connection)
    if connection.dialect.name == "sqlite":
        found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check(20)")]
        causes = [said for said in found if said != "ok"] + causes
    return [problem(ProblemCode.DATA_RUSAK_ISI, sebab=cause) for cause in causes]


def _orphans(connection: Connection) -> list[str]:
    """Return, as causes, some of the rows that refer to what is not there."""
    if connection.dialect.name == "sqlite":
        rows = [f"{row[0]} {row[1]}" for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]
    else:
        rows = [
            f"{table.name} {row[0]}"
            for table in metadata.sorted_tables
            for key in table.foreign_keys
            for row in connection.execute(
                select(*table.primary_key)
                .where(key.parent.is_not(None), ~exists().where(key.column == key.parent))
                .limit(_SHOWN)
            )
        ]
    return [f"rujukan putus: {row}" for row in rows[:_SHOWN]]


def chain_problems(connection: Connection) -> list[Problem]:
    """Return the audit rows that were edited, and the places where the chain is broken."""
    problems, number, previous = [], 0, audit.ORIGIN
    for entry, stored in audit.entries(connection):
        if entry.hash != stored:
            problems.append(problem(ProblemCode.AUDIT_DIUBAH, nomor=entry.id))
        if entry.id != number + 1 or entry.previous != previous:
            problems.append(problem(ProblemCode.AUDIT_PUTUS, nomor=entry.id))
        number, previous = entry.id, stored
    return problems


def row_problems(connection: Connection) -> list[Problem]:
    """Return the version rows, or else the acts, of which the digests do not match."""
    return [p for frame in FRAMES.values() for p in _frame_problems(connection, frame)]


def _frame_problems(connection: Connection, frame: Frame) -> Iterator[Problem]:
    claimed = {
        entry.id: entry.written[frame.name]
        for entry, _ in audit.entries(connection)
        if isinstance(entry.written.get(frame.name), dict)
    }
    found: dict[int, list[bytes]] = {}
    for act, key, version, stored, computed in _digests(connection, frame):
        found.setdefault(act, []).append(computed)
        if stored != computed:
            yield problem(ProblemCode.BARIS_DIUBAH, objek=frame.label, kunci=key, versi=version)
    for act in sorted({*claimed, *found}):
        said, rows = claimed.get(act, {}), found.get(act, [])
        count = said.get("baris", 0)
        if count != len(rows) or (rows and said.get("sha256") != digest_of_rows(rows)):
            yield problem(
                ProblemCode.BARIS_TAK_COCOK,
                nomor=act,
                objek=frame.label,
                tercatat=count,
                ada=len(rows),
            )


def _digests(connection: Connection, frame: Frame) -> Iterator[tuple[int, str, int, bytes, bytes]]:
    """Yield act, key, version, stored digest and computed digest of every row, in order of writing."""
    kinds = column_kinds(frame)
    table = TABLES[frame.name]
    names = [FID, *kinds, VERSION, ACT, DIGEST]
    sql = str(select(*(table.c[n] for n in names)).order_by(table.c[FID]).compile(dialect=connection.dialect))
    cursor = connection.exec_driver_sql(sql).cursor
    while cursor is not None and (rows := cursor.fetchmany(_CHUNK)):
        _, *columns, versions, acts, stored = zip(*rows, strict=True)
        plain = {
            name: _plain(column, kind, connection.dialect)
            for (name, kind), column in zip(kinds.items(), columns, strict=True)
        }
        computed = row_digests(frame, acts, versions, plain)
        for version, act, digest, key, found in zip(
            versions, acts, stored, plain[frame.key], computed, strict=True
        ):
            yield act, str(key), version, bytes(digest), found


def _plain(column: Sequence[Any], kind: Kind | None, dialect: Dialect) -> Sequence[Any]:
    """Turn driver values into plain ones; a value that somebody made unreadable stays as it is."""
    try:
        return from_driver(column, kind, dialect)
    except (IndexError, TypeError, ValueError, AttributeError):
        return list(column) if len(column) == 1 else [_plain([value], kind, dialect)[0] for value in column]
