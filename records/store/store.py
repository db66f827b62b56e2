"""The store: records in append-only versions, every change one act in one transaction."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import geopandas as gpd
import pandas as pd
from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DatabaseError, OperationalError

from records.store import audit
from records.store.act import Act, Added, rehearse
from records.store.engine import WAIT_S, WriterLock, file_of, make_engine, reading, writing
from records.store.faults import database_problem
from records.store.rotation import BACKUPS, newest_backup
from records.store.rows import count_rows, current, fetch, selected, setting, to_frame
from records.store.schema import ACT, AUDIT, PARTIES, TABLES, VERSION
from records.store.upgrade import upgrade
from sop.dictionary import Frame
from sop.party import Actor
from sop.problem import Problem, ProblemCode, Refused, problem

__all__ = ["Act", "Added", "Store"]

_SETTLE_S, _SETTLE_PAUSE_S = 10.0, 0.1
"""How long, and how often, a server that went in the middle of a commit is asked what became of it."""


class Store:
    """One database with its writer lock; safe to share between threads.

    Readers never wait: each sees one moment. Writers go one after the other, across processes too.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.url = engine.url.render_as_string(hide_password=False)
        self.file = file_of(self.url)
        self.lock = WriterLock(self.file)

    @classmethod
    def open(cls, url: str, *, zone: str = "UTC") -> Store:
        """Open a database: create it if it is empty, migrate it if it is older.

        Parameters
        ----------
        url
            SQLAlchemy URL, such as ``sqlite:////srv/tenteram/store.gpkg`` or
            ``postgresql://account:password@server/kantor``.
        zone
            IANA zone of the office, kept by a database that is created now; it decides the year in
            the numbers of records.

        Raises
        ------
        Refused
            If the file is damaged, the server does not answer or lacks PostGIS, or the database is not
            ours or newer than this program; it is unchanged then.
        """
        store = cls(make_engine(url))
        try:
            with store.lock.hold():
                if store.file is not None:
                    _check_file(store.engine, store.file)
                upgrade(store.engine, zone=zone)
        except BaseException:
            store.close()
            raise
        return store

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one moment of the data."""
        with reading(self.engine) as connection:
            yield connection

    @contextmanager
    def writing(self, *, wait_s: float = WAIT_S) -> Iterator[Connection]:
        """Give a connection in a write transaction without an audit row: for login sessions and tries."""
        with self.lock.hold(wait_s), writing(self.engine) as connection:
            yield connection

    @contextmanager
    def act(
        self, actor: Actor, at: datetime, verb: str, note: str = "", *, wait_s: float = WAIT_S
    ) -> Iterator[Act]:
        """Do one thing: everything written inside is stored together with its audit row, or not at all.

        Parameters
        ----------
        actor
            Who acts.
        at
            When, with a zone.
        verb
            Dotted verb, such as ``incidents.impor``.
        note
            Why, in the actor's words.
        wait_s
            Longest wait for another writer, in seconds.

        Raises
        ------
        Refused
            If the disk is full, the database is busy, or whatever is done inside is refused.
        """
        entry: audit.Entry | None = None
        try:
            with self.writing(wait_s=wait_s) as connection:
                last, _ = audit.head(connection)
                act = Act(connection, last + 1, at, ZoneInfo(setting(connection, "zona")))
                yield act
                if act.abandoned and (transaction := connection.get_transaction()):
                    transaction.rollback()
                    return
                entry = audit.append(
                    connection, actor, at, verb, note, details=act.details, written=act.written()
                )
        except Refused as refused:
            in_doubt = [p.code for p in refused.problems] == [ProblemCode.SERVER_RAGU]
            if entry is None or not in_doubt:
                raise
            self._settle(entry, refused)

    def _settle(self, entry: audit.Entry, doubt: Refused) -> None:
        """Find out whether an act was saved whose commit got no answer.

        Raises
        ------
        Refused
            With ``server.putus`` if it was not, with the doubt if the server does not come back in time.
        """
        deadline = time.monotonic() + _SETTLE_S
        while time.monotonic() < deadline:
            try:
                # As a writer: an end that is still going on over there is waited for.
                with self.writing() as connection:
                    saved = audit.has(connection, entry)
            except Refused:
                time.sleep(_SETTLE_PAUSE_S)
                continue
            if saved:
                return
            raise Refused(problem(ProblemCode.SERVER_PUTUS)) from doubt
        raise doubt

    def rehearse(self, frame: Frame, rows: pd.DataFrame, at: datetime) -> pd.Index[Any]:
        """Return the index of the rows that an act at that time would leave out as known.

        Nothing is written, and no writer has to wait.

        Raises
        ------
        Refused
            With everything for which the act would refuse the rows.
        """
        with self.reading() as connection:
            return rehearse(connection, frame, rows, at)

    def frame(self, frame: Frame) -> pd.DataFrame | gpd.GeoDataFrame:
        """Return the current version of every record of a kind, indexed by its number."""
        with self.reading() as connection:
            columns = fetch(connection, frame, current(frame))
        return to_frame(frame, columns)

    def history(self, frame: Frame, key: str) -> pd.DataFrame:
        """Return every version of one record, oldest first, each with the act that wrote it.

        The act's columns are ``actor``, ``verb``, ``at`` and ``note``.
        """
        table = TABLES[frame.name]
        query = selected(frame).where(table.c[frame.key] == key).order_by(table.c[VERSION])
        acts = (
            select(AUDIT.c.actor, AUDIT.c.verb, AUDIT.c.at, AUDIT.c.note)
            .join(table, table.c[ACT] == AUDIT.c.id)
            .where(table.c[frame.key] == key)
            .order_by(table.c[VERSION])
        )
        with self.reading() as connection:
            versions = to_frame(frame, fetch(connection, frame, query)).reset_index()
            done_by = connection.execute(acts).all()
        actor, verb, at, note = zip(*done_by, strict=True) if done_by else ((), (), (), ())
        return versions.assign(
            actor=pd.Series(actor, dtype="str"),
            verb=pd.Series(verb, dtype="str"),
            at=pd.Series(at, dtype="datetime64[ms, UTC]"),
            note=pd.Series(note, dtype="str"),
        )

    def audit(self, *, verb: str | None = None) -> tuple[audit.Entry, ...]:
        """Return the whole audit trail, or the acts of one verb, oldest act first."""
        with self.reading() as connection:
            return tuple(entry for entry, _ in audit.entries(connection, verb=verb))

    def version(self) -> str:
        """Return the hash of the last act that wrote records: the key under which answers are remembered."""
        with self.reading() as connection:
            return audit.data_version(connection)

    def counts(self) -> dict[str, int]:
        """Return the number of version rows per table, and of acts."""
        with self.reading() as connection:
            return count_rows(connection)

    @property
    def zone(self) -> str:
        """IANA zone that decides the year in the numbers of records."""
        with self.reading() as connection:
            return setting(connection, "zona")

    def checkpoint(self) -> None:
        """Leave nothing of what was deleted in the database's files.

        A file's write-ahead log is moved into the file and emptied. A server writes the table of
        identities anew; its own log and its keeper's copies are the keeper's to look after.
        """
        if self.file is None:
            # Somebody who reads them that long keeps the old table; what was deleted goes with the next time.
            with suppress(OperationalError), self.lock.hold(), self.engine.connect() as server:
                server.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(
                    f"VACUUM (FULL) {PARTIES.name}"
                )
            return
        with self.lock.hold(), closing(self.engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _check_file(engine: Engine, file: Path) -> None:
    """Refuse a damaged file, and set the journal mode of a sound one."""
    try:
        with closing(engine.raw_connection()) as connection:
            cursor = connection.cursor()
            cursor.execute("PRAGMA quick_check(1)")
            found = next(iter(cursor.fetchall()))[0]
            cursor.execute("PRAGMA journal_mode=WAL")
    except (sqlite3.DatabaseError, DatabaseError) as error:
        raise Refused(database_problem(error) or damaged(file, str(error))) from error
    if found != "ok":
        raise Refused(damaged(file, found))


def damaged(file: Path, cause: str) -> Problem:
    """Return the problem of a damaged file, naming the newest backup to restore."""
    folder = file.parent / BACKUPS
    backup = newest_backup(folder)
    if backup is None:
        return problem(ProblemCode.DATA_RUSAK_TANPA_CADANGAN, berkas=file, sebab=cause, folder=folder)
    return problem(ProblemCode.DATA_RUSAK, berkas=file, sebab=cause, cadangan=backup)
