"""Backups: made while the store is in use, verified, rotated, restored by one call.

A backup is one GeoPackage file, whatever database it was made of, and is restored into either kind.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeAlias
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from records.store import audit
from records.store.copying import replace_contents
from records.store.engine import WriterLock, file_of, make_engine, url_of, writing
from records.store.rotation import backup_name, backups_in, newest_backup, outdated, time_of
from records.store.rows import count_rows
from records.store.schema import APPEND_ONLY, META, append_only_sql
from records.store.store import Store
from records.store.upgrade import refuse_foreign, upgrade
from records.store.verify import chain_problems, page_problems
from sop.problem import ProblemCode, Refused, problem


class HasDatabase(Protocol):
    """What a restore needs of a workspace: it must not need a sound store."""

    @property
    def home(self) -> Path:
        """Folder in which what was replaced is kept."""
        ...

    @property
    def database_url(self) -> str:
        """URL of the store."""
        ...


Summary: TypeAlias = tuple[tuple[int, str], dict[str, int], int]
"""Number and hash of the last act, rows per table, number of settings."""


@dataclass(frozen=True)
class Backup:
    """One backup file and when it was made."""

    path: Path
    made_at: datetime


def backup(store: Store, folder: Path, at: datetime) -> Path:
    """Copy the store into a new verified file, then let rotation give up old ones.

    Readers go on meanwhile. Writers to a file wait; a server is copied as it was at one moment.

    Raises
    ------
    Refused
        With ``cadangan.gagal`` if the copy cannot be written or does not equal the store.
    """
    target = folder / backup_name(at)
    part = target.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        expected = copy_of(store, part)
        with opened(part) as copy:
            if _summary(copy) != expected or page_problems(copy) or chain_problems(copy):
                raise Refused(problem(ProblemCode.CADANGAN_GAGAL, sebab="salinan tidak sama dengan data"))
        _to_disk(part)
        part.replace(target)
    except (OSError, DBAPIError, sqlite3.Error, ValueError) as error:
        raise Refused(problem(ProblemCode.CADANGAN_GAGAL, sebab=error)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    rotate(folder, ZoneInfo(store.zone))
    return target


def daily_backup(store: Store, folder: Path, at: datetime, zone: ZoneInfo) -> Path | None:
    """Back up once in a local day; None when today has a backup."""
    last = newest(folder)
    if last is not None and last.made_at.astimezone(zone).date() == at.astimezone(zone).date():
        return None
    return backup(store, folder, at)


def newest(folder: Path) -> Backup | None:
    """Return the newest backup in a folder, if there is one."""
    path = newest_backup(folder)
    made_at = path and time_of(path)
    return Backup(path, made_at) if path and made_at else None


def rotate(folder: Path, zone: ZoneInfo) -> list[Path]:
    """Delete the backups that rotation gives up and return them."""
    gone = outdated(backups_in(folder), zone)
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def restore(backup: Path, workspace: HasDatabase, at: datetime) -> Path | None:
    """Replace the store by a verified backup; return where the replaced one was put, if there was one.

    A program which has the store open sees either the old or the new data. A backup of a file may be
    restored into a server's database and the other way round: so an office moves.

    Raises
    ------
    Refused
        If the backup is missing or damaged, or the database takes it not; the store is unchanged then.
    """
    check_backup(backup)
    file = file_of(workspace.database_url)
    aside = workspace.home / f"store-diganti-{backup_name(at)}"
    if file is None:
        replaced = _restore_server(backup, workspace, aside)
    else:
        replaced = _restore_file(backup, file, aside)
    # An older backup is brought to this program's schema before anybody works with it.
    Store.open(workspace.database_url).close()
    return aside if replaced else None


def _restore_file(backup: Path, file: Path, aside: Path) -> bool:
    """Restore through SQLite itself, in one transaction; a damaged file is moved aside with its journal."""
    with WriterLock(file).hold():
        there = file.exists()
        if _is_sound(file):
            with closing(sqlite3.connect(file)) as live:
                live.execute("VACUUM INTO ?", (str(aside),))
            _to_disk(aside)
            with closing(sqlite3.connect(backup)) as source, closing(sqlite3.connect(file)) as live:
                live.execute("PRAGMA synchronous=FULL")
                source.backup(live)
        else:
            _replace_file(file, backup, aside)
    return there


def _restore_server(backup: Path, workspace: HasDatabase, aside: Path) -> bool:
    """Restore in one transaction of the server; what was there is first copied into a file of its own."""
    with tempfile.TemporaryDirectory(prefix=".pulih-", dir=workspace.home) as folder:
        current = Path(folder) / backup.name
        shutil.copyfile(backup, current)
        Store.open(url_of(current)).close()
        store = Store.open(workspace.database_url)
        try:
            with store.writing() as live, opened(current) as source:
                there = audit.head(live)[0] > 0
                if there:
                    _write_file(live, aside)
                    _to_disk(aside)
                replace_contents(source, live)
        except ValueError as error:
            raise Refused(problem(ProblemCode.CADANGAN_RUSAK, berkas=backup, sebab=error)) from error
        except OSError as error:
            raise Refused(problem(ProblemCode.DATA_TAK_TERSIMPAN, sebab=error)) from error
        finally:
            store.close()
    return there


def check_backup(backup: Path) -> None:
    """Refuse a file that is not a sound backup of a store.

    Raises
    ------
    Refused
        With ``cadangan.tak_ada``, ``cadangan.rusak`` or ``skema.lebih_baru``.
    """
    if not backup.is_file():
        raise Refused(problem(ProblemCode.CADANGAN_TAK_ADA, berkas=backup))
    try:
        with opened(backup) as connection:
            faults = page_problems(connection)
            if not faults:
                refuse_foreign(connection, backup)
                _refuse_planted(connection, backup)
                faults = chain_problems(connection)
    except (DBAPIError, sqlite3.Error) as error:
        raise Refused(problem(ProblemCode.CADANGAN_RUSAK, berkas=backup, sebab=error)) from error
    if faults:
        raise Refused(problem(ProblemCode.CADANGAN_RUSAK, berkas=backup, sebab=faults[0].message))


def _refuse_planted(connection: Connection, backup: Path) -> None:
    """Refuse a file in which something runs by itself that we did not put there."""
    ours = {statement for table in APPEND_ONLY for statement in append_only_sql(table.name, "sqlite")}
    parts = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')"))
    for name, statement in parts:
        if statement not in ours:
            raise Refused(problem(ProblemCode.CADANGAN_RUSAK, berkas=backup, sebab=f"bagian asing {name}"))


@contextmanager
def opened(file: Path) -> Iterator[Connection]:
    """Give a read-only connection to a file that nobody writes."""
    uri = f"{file.resolve().as_uri()}?mode=ro&immutable=1"
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(uri, uri=True),
        poolclass=NullPool,
        hide_parameters=True,
    )
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def copy_of(store: Store, target: Path) -> Summary:
    """Write a compact copy of the store into a new file; exports read such a copy, never the live file."""
    if store.file is None:
        with store.reading() as live:
            _write_file(live, target)
            return _summary(live)
    with store.lock.hold():
        with closing(store.engine.raw_connection()) as connection:
            connection.cursor().execute("VACUUM INTO ?", (str(target),))
        with store.reading() as live:
            return _summary(live)


def _write_file(source: Connection, target: Path) -> None:
    """Write what a connection sees into a new file of our own schema."""
    engine = make_engine(url_of(target))
    try:
        upgrade(engine, zone="UTC")
        with writing(engine) as copy:
            replace_contents(source, copy)
    finally:
        engine.dispose()


def _summary(connection: Connection) -> Summary:
    settings = len(connection.execute(META.select()).all())
    return audit.head(connection), count_rows(connection), settings


def _is_sound(file: Path) -> bool:
    if not file.exists():
        return False
    try:
        with closing(sqlite3.connect(file)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False


def _replace_file(file: Path, backup: Path, aside: Path) -> None:
    part = file.with_name(file.name + ".part")
    shutil.copyfile(backup, part)
    _to_disk(part)
    for suffix in ("-wal", "-shm", ""):
        old = file.with_name(file.name + suffix)
        if old.exists():
            old.replace(aside.with_name(aside.name + suffix))
    part.replace(file)


def _to_disk(file: Path) -> None:
    """Force a file, and its name in the folder, onto the disk."""
    with file.open("rb+") as handle:
        os.fsync(handle.fileno())
    if os.name == "posix":
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
