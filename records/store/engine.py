"""Connections: how each database is opened, locked for writing, and what its errors mean to a person."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from sop.problem import Problem, ProblemCode, Refused, problem

WAIT_S = 60.0
"""Longest wait for another writer, in seconds."""

_WRITER_KEY = 7_310_252
"""Key of the advisory lock which orders writers on PostgreSQL."""


def file_of(url: str) -> Path | None:
    """Return the file of a SQLite URL, None for a server.

    Examples
    --------
    >>> file_of("sqlite:////srv/tenteram/store.gpkg").as_posix()
    '/srv/tenteram/store.gpkg'
    """
    parsed = make_url(url)
    return Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None


def url_of(path: Path) -> str:
    """Return the SQLite URL of a file.

    Examples
    --------
    >>> url_of(Path("/srv/tenteram/store.gpkg"))
    'sqlite:////srv/tenteram/store.gpkg'
    """
    return URL.create("sqlite", database=str(path.resolve())).render_as_string()


def make_engine(url: str) -> Engine:
    """Return an engine whose transactions begin explicitly; nothing is opened yet."""
    if make_url(url).get_backend_name() != "sqlite":
        # Positional parameters, so that bulk rows travel as plain tuples on every database.
        return create_engine(url, paramstyle="format")
    engine = create_engine(
        url,
        poolclass=QueuePool,
        max_overflow=50,
        connect_args={"check_same_thread": False, "timeout": WAIT_S},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # the driver must not begin or commit behind our back
    for pragma in (
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",
        "secure_delete=ON",
        "cache_size=-32000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # DEFERRED loses read-then-write races: the upgrade to a write lock fails when somebody else wrote.
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


class WriterLock:
    """Lets one writer at a time through: among threads, then among processes on the same file."""

    def __init__(self, path: Path | None) -> None:
        self._threads = threading.Lock()
        self._processes = (
            None
            if path is None
            else FileLock(
                path.with_name(path.name + ".lock"),
                thread_local=False,
                poll_interval=0.005,
                preserve_lock_file=True,
            )
        )

    @contextmanager
    def hold(self, wait_s: float = WAIT_S) -> Iterator[None]:
        """Hold the lock.

        Raises
        ------
        Refused
            With ``data.sibuk`` after ``wait_s`` seconds.
        """
        if not self._threads.acquire(timeout=wait_s):
            raise Refused(problem(ProblemCode.DATA_SIBUK))
        try:
            if self._processes is None:
                yield
                return
            try:
                self._processes.acquire(timeout=wait_s)
            except Timeout:
                raise Refused(problem(ProblemCode.DATA_SIBUK)) from None
            try:
                yield
            finally:
                self._processes.release()
        finally:
            self._threads.release()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection inside one write transaction; commit at the end, roll back on any error.

    Raises
    ------
    Refused
        If the disk is full, the database is busy, or it cannot be written.
    """
    try:
        with engine.connect().execution_options(write=True) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_KEY})")
            yield connection
    except DBAPIError as error:
        known = write_problem(error)
        if known is None:
            raise
        raise Refused(known) from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection inside one read transaction: everything read in it is of one moment."""
    with engine.connect() as connection, connection.begin():
        yield connection


def write_problem(error: Exception) -> Problem | None:
    """Return what a failed write means to a person, None if it is a fault of the program."""
    said = str(error.orig if isinstance(error, DBAPIError) else error).lower()
    if "disk is full" in said or "no space left" in said:
        return problem(ProblemCode.DISK_PENUH)
    if "database is locked" in said:
        return problem(ProblemCode.DATA_SIBUK)
    if any(words in said for words in ("disk i/o error", "readonly database", "unable to open")):
        return problem(ProblemCode.DATA_TAK_TERSIMPAN, sebab=said)
    return None
