"""Running the office PC: backup, restore, verify."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from records.store import backup as backups
from records.store.verify import verify
from records.workspace import open_workspace, remember_database
from services.attachments import back_up_photos, photo_problems
from services.health import Finding, examine, warnings
from services.office import Office
from services.restoring import restore_into
from sop.party import Actor, Verb
from sop.problem import Problem

__all__ = [
    "Finding",
    "daily_backup",
    "examine",
    "make_backup",
    "restore_backup",
    "verify_store",
    "warnings",
]


def make_backup(office: Office, actor: Actor, *, at: datetime) -> Path:
    """Back the store and the photos up, verify the copy of the store, and return its path."""
    actor.require(Verb.CADANGAN_KELOLA)
    made = backups.backup(office.store, office.workspace.backups, at)
    back_up_photos(office)
    return made


def daily_backup(office: Office, *, at: datetime) -> Path | None:
    """Back the store and the photos up once in a local day; None when today's exists."""
    made = backups.daily_backup(office.store, office.workspace.backups, at, office.zone)
    if made is not None:
        back_up_photos(office)
    return made


def restore_backup(
    home: Path,
    actor: Actor,
    file: Path,
    *,
    at: datetime,
    database: str | None = None,
    move: bool = False,
) -> Path | None:
    """Replace the store by a verified backup, with its settings, and put back the photos that are missing.

    Parameters
    ----------
    database
        Another database than the workspace's own, in which the backup is put.
    move
        Whether the office goes on in that database from now on; the one it leaves stays as it is.

    Returns
    -------
    Path or None
        Where the replaced store was put, if there was one.
    """
    actor.require(Verb.CADANGAN_KELOLA)
    aside = restore_into(open_workspace(home, database=database), actor, file, at=at)
    if move:
        remember_database(home, database)
    return aside


def verify_store(office: Office, actor: Actor) -> list[Problem]:
    """Return everything in the store, and every photo, that does not match the audit trail."""
    actor.require(Verb.SISTEM_PERIKSA)
    return [*verify(office.store), *photo_problems(office)]
