"""Backups as the office keeps them: which there are, what going back to one would lose, going back."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from records.attachments import FOLDER, Files
from records.store import accounts, audit, trail
from records.store import backup as backups
from records.store.rotation import backups_in, time_of
from records.store.settings import recorded, settle
from records.store.store import Store
from records.workspace import Workspace
from services.attachments import restore_photos
from services.office import Office
from services.setting_outside import outside_edits, undo
from services.trail import verb_words
from sop.party import Actor, Verb
from sop.period import long_time
from sop.problem import ProblemCode, Refused, problem
from sop.setting import Sheet
from sop.wording import number

CONFIRMATION = "PULIHKAN"
"""What must be typed before everybody's data go back."""

_LATEST = 500
"""Acts that are counted one by one when telling what would be lost."""


@dataclass(frozen=True, kw_only=True)
class KeptBackup:
    """One backup file."""

    name: str
    made_at: datetime
    size_mb: float


@dataclass(frozen=True, kw_only=True)
class Loss:
    """What would be lost by going back to a backup, in words.

    Parameters
    ----------
    last_act
        The last thing that the backup knows.
    acts
        How many acts came after it.
    kinds
        What they were, the most frequent first; without logins.
    sheets
        Sheets of settings that would go back too.
    """

    last_act: str
    acts: int
    kinds: tuple[str, ...]
    sheets: tuple[str, ...]


def kept_backups(office: Office, actor: Actor) -> tuple[KeptBackup, ...]:
    """Return the backups in the workspace, the latest first; each was verified when it was made."""
    actor.require(Verb.CADANGAN_KELOLA)
    found = []
    for path in reversed(backups_in(office.workspace.backups)):
        made_at = time_of(path)
        if made_at is not None:
            found.append(KeptBackup(name=path.name, made_at=made_at, size_mb=path.stat().st_size / 1e6))
    return tuple(found)


def loss(office: Office, actor: Actor, name: str) -> Loss:
    """Verify a backup once more, and tell what going back to it would lose.

    Raises
    ------
    Refused
        If there is no such backup, it is damaged, or it is of another office.
    """
    actor.require(Verb.CADANGAN_KELOLA)
    file = _file(office, name)
    now = file.stat()
    # The whole file is read: once, however often the page is drawn meanwhile.
    return office.remember(("loss", name, now.st_mtime_ns, now.st_size), lambda: _loss(office, file))


def _loss(office: Office, file: Path) -> Loss:
    backups.check_backup(file)
    with backups.opened(file) as kept, office.store.reading() as live:
        number_kept, hash_kept = audit.head(kept)
        same = audit.entry(live, number_kept)
        if number_kept and (same is None or same.hash != hash_kept):
            raise Refused(problem(ProblemCode.CADANGAN_LAIN, berkas=file.name))
        last = audit.entry(kept, number_kept)
        entries, total = trail.since(live, number_kept, limit=_LATEST)
        back = tuple(sheet.label for sheet in Sheet if _goes_back(kept, live, sheet))
    kinds = Counter(verb_words(entry.verb) for entry in entries if not entry.verb.startswith("akun.ma"))
    told = "–" if last is None else f"{verb_words(last.verb)}, {long_time(last.at, office.zone)}"
    return Loss(
        last_act=told,
        acts=total,
        kinds=tuple(f"{kind}: {number(n)}" for kind, n in kinds.most_common()),
        sheets=back,
    )


def restore(office: Office, actor: Actor, name: str, *, typed: str, at: datetime) -> Path | None:
    """Go back to a backup while the office is open; everybody must log in again.

    Parameters
    ----------
    typed
        What the person typed; only `CONFIRMATION` will do.

    Returns
    -------
    Path or None
        Where the replaced data were put.

    Raises
    ------
    Refused
        If it was not confirmed, or the backup cannot be used; nothing is changed then.
    """
    actor.require(Verb.CADANGAN_KELOLA)
    if typed.strip() != CONFIRMATION:
        raise Refused(problem(ProblemCode.CADANGAN_TANPA_PERSETUJUAN, kata=CONFIRMATION))
    loss(office, actor, name)
    return restore_into(office.workspace, actor, _file(office, name), at=at)


def restore_into(workspace: Workspace, actor: Actor, file: Path, *, at: datetime) -> Path | None:
    """Replace the data of a workspace by a verified backup, with its photos and its settings.

    The restored trail gets an act that tells of it. All logins end, because who was let in, and with
    which password, has gone back as well. Whoever calls it has checked the right.
    """
    aside = backups.restore(file, workspace, at)
    with closing(Store.open(workspace.database_url)) as store:
        with store.act(actor, at, Verb.CADANGAN_KELOLA, f"Dipulihkan dari {file.name}") as act:
            act.details.update(berkas=file.name, disisihkan=aside.name if aside else "")
            accounts.end_all_sessions(act)
            for edit in outside_edits(act.connection, workspace.home):
                undo(act, workspace.home, edit, at=at)
        settle(store, workspace.home)
    with closing(Office.open(workspace.home, workspace.database_url)) as office:
        restore_photos(office, Files(file.parent / FOLDER))
    return aside


def _file(office: Office, name: str) -> Path:
    """Return a backup of this workspace by its name; a path is no name."""
    known = {path.name: path for path in backups_in(office.workspace.backups)}
    if name not in known:
        raise Refused(problem(ProblemCode.CADANGAN_TAK_ADA, berkas=name[:80]))
    return known[name]


def _goes_back(kept: Connection, live: Connection, sheet: Sheet) -> bool:
    before, now = recorded(kept, sheet), recorded(live, sheet)
    return before is not None and now is not None and before.digest != now.digest
