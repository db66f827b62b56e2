"""Copies of a whole store from one database into another, of either kind, proven equal.

Every table goes over as it is, also what only the store itself knows: settings, accounts, and the
numbers given out. The digests of `contents` are over plain values: the same for the same content,
whatever database holds it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Boolean, ColumnElement, Connection, LargeBinary, Table, Text, func, select, text

from records.store.columns import from_driver, to_driver
from records.store.geometry import Geometry
from records.store.schema import APPEND_ONLY, guard_name, metadata
from records.store.time import Instant
from sop.dictionary import Kind

_CHUNK = 5_000
"""Rows that are in memory at a time."""

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=bytes.hex)
_KINDS = ((Instant, Kind.TIME), (Geometry, None), (Boolean, Kind.FLAG), (LargeBinary, Kind.BYTES))


def replace_contents(source: Connection, target: Connection) -> None:
    """Put everything of one store in the place of everything in another, and prove that it is equal.

    The target's own rows are deleted in the caller's transaction: whoever reads meanwhile sees all of
    the old or, later, all of the new. What guards them on a server is off in that transaction only.

    Raises
    ------
    ValueError
        If what arrived is not what was sent; the caller must not commit then.
    """
    tables = metadata.sorted_tables
    _guard(target, on=False)
    for table in reversed(tables):
        target.execute(table.delete())
    sent = {}
    for table in tables:
        tally = _Tally()
        for columns in _chunks(source, table):
            tally.add(columns)
            _insert(target, table, columns)
        _go_on_after(target, table, _last_number(source, table))
        sent[table.name] = tally.said()
    _guard(target, on=True)
    arrived = contents(target)
    if wrong := [name for name in sent if sent[name] != arrived[name]]:
        raise ValueError(f"not equal: {', '.join(wrong)}")


def contents(connection: Connection) -> dict[str, str]:
    """Return, per table, the number of rows and SHA-256 over them."""
    found = {}
    for table in metadata.sorted_tables:
        tally = _Tally()
        for columns in _chunks(connection, table):
            tally.add(columns)
        found[table.name] = tally.said()
    return found


class _Tally:
    """Counts rows and digests them as they pass."""

    def __init__(self) -> None:
        self._rows, self._digest = 0, hashlib.sha256()

    def add(self, columns: Mapping[str, Sequence[Any]]) -> None:
        for row in zip(*columns.values(), strict=True):
            self._rows += 1
            self._digest.update(_JSON.encode(row).encode())

    def said(self) -> str:
        return f"{self._rows} {self._digest.hexdigest()}"


def _guard(connection: Connection, *, on: bool) -> None:
    """Guard what only grows, or let it be emptied; in a file that was just made there is nothing to guard."""
    if connection.dialect.name == "postgresql":
        # References are looked at now: a table with checks to come cannot be altered.
        connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        for table in APPEND_ONLY:
            do = "ENABLE" if on else "DISABLE"
            connection.execute(text(f"ALTER TABLE {table.name} {do} TRIGGER {guard_name(table.name)}"))


def _chunks(connection: Connection, table: Table) -> Iterator[dict[str, Sequence[Any]]]:
    """Yield the plain columns of a table, some rows at a time, in the same order in every database."""
    order = [_in_bytes(connection, column) for column in table.primary_key]
    query = str(select(table).order_by(*order).compile(dialect=connection.dialect))
    kinds = {column.name: _kind(column.type) for column in table.columns}
    result = connection.exec_driver_sql(query, execution_options={"stream_results": True})
    for rows in result.partitions(_CHUNK):
        yield {
            name: from_driver(values, kind, connection.dialect)
            for (name, kind), values in zip(kinds.items(), zip(*rows, strict=True), strict=True)
        }


def _in_bytes(connection: Connection, column: Any) -> ColumnElement[Any]:
    # A file sorts text by its bytes, a server as its language does.
    is_text = isinstance(column.type, Text) and connection.dialect.name == "postgresql"
    return cast("ColumnElement[Any]", column.collate("C") if is_text else column)


def _insert(connection: Connection, table: Table, columns: Mapping[str, Sequence[Any]]) -> None:
    dialect = connection.dialect
    bound = [to_driver(list(columns[c.name]), _kind(c.type), dialect) for c in table.columns]
    quoted = [dialect.identifier_preparer.quote(name) for name in columns]
    into = f"{dialect.identifier_preparer.quote(table.name)} ({', '.join(quoted)})"
    if dialect.name == "postgresql":
        driver = cast("Any", connection.connection.driver_connection)
        with driver.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
            for row in zip(*bound, strict=True):
                copy.write_row(row)
        return
    marks = ", ".join("?" * len(quoted))
    connection.exec_driver_sql(f"INSERT INTO {into} VALUES ({marks})", list(zip(*bound, strict=True)))  # noqa: S608 - names of ours


def _kind(of: Any) -> Kind | None:
    """Return the kind under which a column is turned; text stands for all that needs no turning."""
    return next((kind for known, kind in _KINDS if isinstance(of, known)), Kind.TEXT)


def _last_number(connection: Connection, table: Table) -> int:
    """Return the last number that a table gave to a row, also to one that was deleted; 0 if it gives none."""
    column = table.autoincrement_column
    if column is None:
        return 0
    if connection.dialect.name == "postgresql":
        given = select(text("CASE WHEN is_called THEN last_value ELSE 0 END")).select_from(
            text(_sequence(table))
        )
    elif table.dialect_options["sqlite"]["autoincrement"]:
        given = select(text("seq")).select_from(text("sqlite_sequence")).where(text(f"name = '{table.name}'"))
    else:
        given = select(func.max(column))
    highest = connection.execute(select(func.max(column))).scalar()
    return max(int(connection.execute(given).scalar() or 0), int(highest or 0))


def _go_on_after(connection: Connection, table: Table, last: int) -> None:
    """Let a table number its rows on from the last number given."""
    if table.autoincrement_column is None:
        return
    if connection.dialect.name == "postgresql":
        # Unlike setval() it is undone with the transaction.
        connection.execute(text(f"ALTER SEQUENCE {_sequence(table)} RESTART WITH {last + 1}"))
    elif table.dialect_options["sqlite"]["autoincrement"]:
        connection.execute(text(f"DELETE FROM sqlite_sequence WHERE name = '{table.name}'"))  # noqa: S608
        connection.execute(text(f"INSERT INTO sqlite_sequence VALUES ('{table.name}', {last})"))  # noqa: S608


def _sequence(table: Table) -> str:
    return f"{table.name}_{cast('Any', table.autoincrement_column).name}_seq"
