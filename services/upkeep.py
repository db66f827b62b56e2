"""Running the office PC: backup, restore, verify, and a look at its health."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from records.attachments import FOLDER, Files, kept
from records.store import backup as backups
from records.store.verify import verify
from records.workspace import open_workspace
from services.attachments import back_up_photos, photo_problems, restore_photos
from services.office import Office
from sop.dictionary import ATTACHMENTS, INCIDENTS
from sop.party import Actor, Verb
from sop.period import long_time
from sop.problem import Problem, Refused
from sop.wording import number

_FREE_MB = 500
"""Less free space than this deserves attention: a backup must fit beside the store."""


def make_backup(office: Office, actor: Actor, *, at: datetime) -> Path:
    """Back the store and the photos up, verify the copy of the store, and return its path."""
    actor.require(Verb.CADANGAN_KELOLA)
    made = backups.backup(office.store, office.workspace.backups, at)
    back_up_photos(office)
    return made


def daily_backup(office: Office, *, at: datetime) -> Path | None:
    """Back the store and the photos up at the first start of a local day; None when today's exists."""
    made = backups.daily_backup(office.store, office.workspace.backups, at, office.zone)
    if made is not None:
        back_up_photos(office)
    return made


def restore_backup(
    home: Path, actor: Actor, file: Path, *, at: datetime, database: str | None = None
) -> Path | None:
    """Replace the store by a verified backup and put back the photos that are missing.

    Parameters
    ----------
    database
        Another database than the workspace's own, to which the office moves or in which it is looked at.

    Returns
    -------
    Path or None
        Where the replaced store was put, if there was one.
    """
    actor.require(Verb.CADANGAN_KELOLA)
    aside = backups.restore(file, open_workspace(home, database=database), at)
    with closing(Office.open(home, database)) as office:
        restore_photos(office, Files(file.parent / FOLDER))
    return aside


def verify_store(office: Office, actor: Actor) -> list[Problem]:
    """Return everything in the store, and every photo, that does not match the audit trail."""
    actor.require(Verb.SISTEM_PERIKSA)
    return [*verify(office.store), *photo_problems(office)]


@dataclass(frozen=True)
class Finding:
    """One line of the health report."""

    name: str
    ok: bool
    detail: str


def examine(home: Path, actor: Actor, *, at: datetime, database: str | None = None) -> list[Finding]:
    """Look at everything that makes an office PC fail, and say what to do."""
    actor.require(Verb.SISTEM_PERIKSA)
    findings = [Finding("versi", True, f"Tenteram {version('tenteram')}")]
    try:
        office = Office.open(home, database)
    except Refused as refused:
        return [*findings, Finding("ruang kerja", False, str(refused))]
    try:
        checks: tuple[Callable[[Office, datetime], Finding], ...] = (
            _workspace,
            _integrity,
            _photos,
            _parameters,
            _last_entry,
            _last_backup,
            _free_space,
        )
        return [*findings, *(check(office, at) for check in checks)]
    finally:
        office.close()


def _workspace(office: Office, _at: datetime) -> Finding:
    areas = office.areas()
    kind = " (DATA CONTOH)" if office.demo else ""
    return Finding("ruang kerja", True, f"{office.profile.name}{kind}, {len(areas)} wilayah")


def _integrity(office: Office, _at: datetime) -> Finding:
    problems = verify(office.store)
    return Finding("keutuhan", not problems, "; ".join(p.message for p in problems) or "data utuh")


def _photos(office: Office, _at: datetime) -> Finding:
    problems, count = photo_problems(office), len(kept(office.frame(ATTACHMENTS)))
    told = f"{number(count)} foto utuh" if count else "belum ada foto"
    return Finding("foto", not problems, "; ".join(p.message for p in problems) or told)


def _parameters(office: Office, _at: datetime) -> Finding:
    try:
        digest = office.parameters.digest
    except Refused as refused:
        return Finding("parameter", False, str(refused))
    return Finding("parameter", True, digest[:12])


def _last_entry(office: Office, _at: datetime) -> Finding:
    entered = office.frame(INCIDENTS)["waktu_input"].max()
    if entered != entered:  # noqa: PLR0124 - NaT: nothing was entered yet
        return Finding("kejadian terakhir", True, "belum ada kejadian")
    return Finding("kejadian terakhir", True, f"dimasukkan {long_time(entered, office.zone)}")


def _last_backup(office: Office, at: datetime) -> Finding:
    newest = backups.newest(office.workspace.backups)
    if newest is None:
        return Finding("cadangan", False, "belum ada; buat dengan perintah: tenteram backup")
    fresh = at - newest.made_at <= timedelta(days=7)
    advice = "" if fresh else "; sudah lebih dari seminggu, buat dengan perintah: tenteram backup"
    return Finding("cadangan", fresh, f"{long_time(newest.made_at, office.zone)}{advice}")


def _free_space(office: Office, _at: datetime) -> Finding:
    free_mb = shutil.disk_usage(office.workspace.home).free / 1e6
    return Finding("ruang disk", free_mb >= _FREE_MB, f"{number(free_mb)} MB tersisa")
