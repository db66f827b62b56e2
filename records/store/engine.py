"""Connections: how each database is opened, read, and locked for writing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import psycopg
from filelock import FileLock, Timeout
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft
from sqlalchemy.pool import QueuePool

from records.store.faults import database_problem
from sop.problem import ProblemCode, Refused, problem

WAIT_S = 60.0
"""Longest wait for another writer, in seconds."""

_OF_DATABASE = (DBAPIError, psycopg.Error, UnicodeEncodeError)
"""What a failed statement raises; bare driver errors come from bulk copies."""

_WRITER_KEY = 7_310_252
"""Key of the advisory lock which orders writers on PostgreSQL."""


_SERVER = "postgresql+psycopg"
_CONNECTIONS = 20
"""Most connections of one program to a server, which has a hundred for everybody."""
_PATIENCE = {
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
}
"""How soon a server that is gone is noticed; the address may say otherwise."""


def parsed(url: str) -> URL:
    """Return the address of a database; ``postgresql:`` and ``postgres:`` mean our driver.

    Raises
    ------
    Refused
        With ``server.alamat_tak_sah`` if it is no address of a database that we know.

    Examples
    --------
    >>> parsed("postgresql://trantib@server/kantor").drivername
    'postgresql+psycopg'
    """
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise Refused(problem(ProblemCode.SERVER_ALAMAT_TAK_SAH)) from error
    if address.drivername in ("postgres", "postgresql", _SERVER) and address.database:
        return address.set(drivername=_SERVER)
    if address.drivername in ("sqlite", "sqlite+pysqlite") and address.database:
        return address
    raise Refused(problem(ProblemCode.SERVER_ALAMAT_TAK_SAH))


def file_of(url: str) -> Path | None:
    """Return the file of a SQLite URL, None for a server.

    Examples
    --------
    >>> file_of("sqlite:////srv/tenteram/store.gpkg").as_posix()
    '/srv/tenteram/store.gpkg'
    """
    address = parsed(url)
    return None if address.drivername == _SERVER else Path(address.database or "")


def url_of(path: Path) -> str:
    """Return the SQLite URL of a file.

    Examples
    --------
    >>> url_of(Path("/srv/tenteram/store.gpkg"))
    'sqlite:////srv/tenteram/store.gpkg'
    """
    return URL.create("sqlite", database=str(path.resolve())).render_as_string()


def shown(url: str) -> str:
    """Return an address as it may be shown: the file, or the server and database without account.

    Examples
    --------
    >>> shown("postgresql://trantib:rahasia@server:5433/kantor")
    'server:5433/kantor'
    """
    address = parsed(url)
    if address.drivername != _SERVER:
        return address.database or ""
    return f"{address.host or 'localhost'}:{address.port or 5432}/{address.database}"


def make_engine(url: str) -> Engine:
    """Return an engine whose transactions begin explicitly; nothing is opened yet.

    Raises
    ------
    Refused
        With ``server.alamat_tak_sah``.
    """
    address = parsed(url)
    if address.drivername == _SERVER:
        return _server_engine(address)
    engine = create_engine(
        address,
        poolclass=QueuePool,
        max_overflow=50,
        # What somebody typed is in no message of an error, and so in no log.
        hide_parameters=True,
        connect_args={"check_same_thread": False, "timeout": WAIT_S},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _server_engine(address: URL) -> Engine:
    engine = create_engine(
        # Text is text on every server, whatever the surroundings of this program say.
        address.update_query_dict({"client_encoding": "utf8"}),
        # Positional parameters, so that bulk rows travel as plain tuples on every database.
        paramstyle="format",
        hide_parameters=True,
        max_overflow=_CONNECTIONS - 5,
        pool_timeout=WAIT_S,
        # A server that was restarted meanwhile costs nobody an error.
        pool_pre_ping=True,
        connect_args={name: value for name, value in _PATIENCE.items() if name not in address.query},
    )
    event.listen(engine, "connect", _prepare_server)
    return engine


def _prepare_server(connection: Any, _: Any) -> None:
    # Whatever the server's keeper preferred: a commit is on the disk before it is acknowledged.
    connection.execute(
        "SELECT set_config('synchronous_commit', 'on', false), set_config('timezone', 'UTC', false), "
        f"set_config('lock_timeout', '{WAIT_S:.0f}s', false)"
    )
    connection.commit()


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
        If the disk is full, the database is busy or gone, or it cannot be written.
    """
    ending = False
    try:
        with (
            _connected(engine, write=True, isolation_level="READ COMMITTED") as connection,
            connection.begin(),
        ):
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_KEY})")
            yield connection
            ending = True
    except _OF_DATABASE as error:
        _refuse(error, ending=ending)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection inside one read transaction: everything read in it is of one moment.

    Raises
    ------
    Refused
        If the database is gone.
    """
    try:
        with (
            _connected(engine, isolation_level="REPEATABLE READ", postgresql_readonly=True) as connection,
            connection.begin(),
        ):
            yield connection
    except _OF_DATABASE as error:
        _refuse(error, ending=False)


@contextmanager
def _connected(engine: Engine, *, write: bool = False, **of_server: Any) -> Iterator[Connection]:
    """Give a connection whose transaction, on a server, begins as it is told to."""
    try:
        connection = engine.connect()
    except NoConnectionLeft as error:
        raise Refused(problem(ProblemCode.DATA_SIBUK)) from error
    with connection:
        options = of_server if connection.dialect.name == "postgresql" else {"write": write}
        yield connection.execution_options(**options)


def _refuse(error: Exception, *, ending: bool) -> NoReturn:
    known = database_problem(error, ending=ending)
    if known is None:
        raise error
    raise Refused(known) from error
