"""The tables, built from the data dictionary; the same for SQLite (a GeoPackage) and PostgreSQL.

A frame is one append-only table: a correction is a new row with the next version. Triggers forbid to
change or delete such rows, and the audit trail. There is no ``gpkg_ogr_contents`` on purpose: a stale
one makes readers lose rows.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeEngine

from records.store.geometry import Geometry
from records.store.geopackage import make_geopackage
from records.store.time import Instant
from sop.dictionary import DESA, FRAMES, Frame, Kind

metadata = MetaData()

FID, VERSION, GEOMETRY, ACT, DIGEST = "fid", "versi", "geom", "act_id", "sidik_baris"
"""Columns that every version table has beside those of its frame (geometry only where there is one)."""

_TYPES: dict[Kind, TypeEngine[Any]] = {
    Kind.TEXT: Text(),
    Kind.CODE: Text(),
    Kind.DATE: Text(),
    Kind.JSON: Text(),
    Kind.TIME: Instant(),
    Kind.INTEGER: Integer(),
    Kind.NUMBER: Double(),
    Kind.FLAG: Boolean(),
    Kind.BYTES: LargeBinary(),
}

AUDIT = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("written", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False, unique=True),
)
"""One row an act. ``written`` says per table how many rows it wrote and the digest over them."""


def _act() -> Column[int]:
    key = ForeignKey("audit.id", deferrable=True, initially="DEFERRED")
    return Column(ACT, Integer, key, nullable=False, index=True)


def shape_of(frame: Frame) -> str | None:
    """Return the geometry type that a frame's table declares, None if it has no geometry."""
    if frame.geometry is None:
        return None
    return "POINT" if frame.geometry == "titik" else "GEOMETRY"


def _version_table(frame: Frame) -> Table:
    columns = [Column(f.name, _TYPES[f.kind], nullable=not f.required) for f in frame]
    if frame.geometry:
        columns.append(Column(GEOMETRY, Geometry(shape_of(frame) or "GEOMETRY")))
    table = Table(
        frame.name,
        metadata,
        Column(FID, Integer, primary_key=True),
        *columns,
        Column(VERSION, Integer, nullable=False),
        _act(),
        Column(DIGEST, LargeBinary, nullable=False),
        UniqueConstraint(frame.key, VERSION),
    )
    if frame is not DESA:
        first = text(f"{VERSION} = 1")
        Index(
            f"ix_{frame.name}_sidik",
            "sidik",
            unique=True,
            sqlite_where=first,
            postgresql_where=first,
            _table=table,
        )
    return table


TABLES: dict[str, Table] = {frame.name: _version_table(frame) for frame in FRAMES.values()}
"""The version table of each frame, by the frame's name."""

META = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

COUNTERS = Table(
    "counters",
    metadata,
    Column("prefix", Text, primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)
"""Last number given out per prefix and year; numbers are never given twice."""

PARTIES = Table(
    "parties",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("frame", Text, nullable=False),
    Column("key", Text, nullable=False, index=True),
    Column("peran", Text, nullable=False),
    Column("nama", Text, nullable=False),
    Column("nik", Text),
    Column("hp", Text),
    Column("alamat", Text),
    Column("umur", Integer),
    Column("anak", Boolean, nullable=False),
    _act(),
    Column("jenis", Text),
    Column("posisi", Text),
    Column("kepentingan", Text),
    Column("jumlah_massa", Integer),
    sqlite_autoincrement=True,
)
"""Identities of persons: the one table of records from which a logged act may delete."""

ACCOUNTS = Table(
    "accounts",
    metadata,
    Column("username", Text, primary_key=True),
    Column("nama", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
)

SESSIONS = Table(
    "sessions",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("username", Text, ForeignKey("accounts.username"), nullable=False, index=True),
    Column("created_at", Instant, nullable=False),
    Column("last_seen", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
)

LOGIN_TRIES = Table(
    "login_tries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_hash", Text, nullable=False, index=True),
    Column("address_hash", Text, nullable=False, index=True),
    Column("at", Instant, nullable=False, index=True),
)
"""Failed tries to log in, so that guessing stays limited across restarts."""

LOOKS = Table(
    "looks",
    metadata,
    Column("username", Text, ForeignKey("accounts.username"), primary_key=True),
    Column("page", Text, primary_key=True),
    Column("seen_at", Instant, nullable=False),
    Column("before_at", Instant),
)
"""When an account last looked at a page, and the visit before that: no act, no audit row."""

APPEND_ONLY: tuple[Table, ...] = (AUDIT, *TABLES.values())


def guard_name(table: str) -> str:
    """Return the name of the trigger which guards a table on PostgreSQL."""
    return f"{table}_only_grows"


def append_only_sql(table: str, dialect: str) -> list[str]:
    """Return the statements that forbid to change or delete rows of a table.

    Examples
    --------
    >>> append_only_sql("audit", "sqlite")[0]
    "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit only grows'); END"
    """
    if dialect == "postgresql":
        function = (
            "CREATE OR REPLACE FUNCTION tenteram_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% only grows', TG_TABLE_NAME USING ERRCODE = '23000'; END $$"
        )
        trigger = (
            f"CREATE TRIGGER {guard_name(table)} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION tenteram_only_grows()"
        )
        return [function, trigger]
    return [
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
        for act in ("UPDATE", "DELETE")
    ]


def create_all(connection: Connection) -> None:
    """Create every table and guard in an empty database; on SQLite also what makes it a GeoPackage."""
    metadata.create_all(connection)
    for table in APPEND_ONLY:
        for statement in append_only_sql(table.name, connection.dialect.name):
            connection.execute(text(statement))
    if connection.dialect.name == "sqlite":
        make_geopackage(connection, {frame.name: shape_of(frame) for frame in FRAMES.values()})
