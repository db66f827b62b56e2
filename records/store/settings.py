"""What the audit trail knows of the sheets of settings, and the staged texts that wait for it.

The act that changes a sheet carries its whole new text, so that the sheet can be put back as it was
approved, and an edit by hand is told from one that somebody answers for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from records import sheets
from records.store import audit
from records.store.act import Act
from records.store.engine import writing
from records.store.schema import META
from records.store.store import Store
from sop.problem import Refused
from sop.setting import Change, Sheet

DETAIL = "pengaturan"
"""Under this name the details of an act tell of settings."""


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """A sheet as the last act that changed it left it."""

    act: int
    digest: str
    text: str


def record(act: Act, home: Path, sheet: Sheet, text: str, changes: Sequence[Change]) -> None:
    """Stage the new text of a sheet, and let the act tell of it.

    The sheet itself is replaced by `settle`, which only believes an act that was committed.

    Raises
    ------
    Refused
        If the text cannot be written.
    """
    sheets.stage(home, sheet, text)
    tell(act, sheet, text, changes)


def tell(act: Act, sheet: Sheet, text: str, changes: Sequence[Change] = ()) -> None:
    """Let the act tell what a sheet says from now on."""
    told: list[dict[str, Any]] = act.details.setdefault(DETAIL, [])
    told.append(
        {
            "lembar": sheet.value,
            "sidik": sheets.digest(sheets.document(sheet, text)),
            "teks": text,
            "ubah": [change.to_json() for change in changes],
        }
    )
    key = _key(sheet)
    act.connection.execute(delete(META).where(META.c.key == key))
    act.connection.execute(insert(META).values(key=key, value=str(act.id)))


def recorded(connection: Connection, sheet: Sheet) -> Recorded | None:
    """Return a sheet as the audit trail knows it, None if no act ever told of it."""
    number = connection.execute(select(META.c.value).where(META.c.key == _key(sheet))).scalar()
    entry = audit.entry(connection, int(number)) if number and number.isdecimal() else None
    for told in entry.details.get(DETAIL, ()) if entry else ():
        if told.get("lembar") == sheet.value:
            return Recorded(act=entry.id if entry else 0, digest=told["sidik"], text=told["teks"])
    return None


def settle(store: Store, home: Path) -> bool:
    """Finish what an act left staged, and drop what was staged for an act that never came to be.

    Returns
    -------
    bool
        False if somebody is writing just now, so that nobody can tell yet, or a file is held.
    """
    waiting = sheets.staged(home)
    if not waiting:
        return True
    try:
        with store.lock.hold(wait_s=0), writing(store.engine) as connection:
            settle_within(connection, home, waiting)
    except Refused:
        return False
    # On Windows a program may have the sheet open: the next look tries again.
    return not sheets.staged(home)


def settle_within(connection: Connection, home: Path, waiting: Iterable[Sheet]) -> None:
    """Do the work of `settle` for whoever holds the writer's lock."""
    for sheet in waiting:
        known = recorded(connection, sheet)
        with suppress(OSError):
            if known is not None and _digest_of(home, sheet) == known.digest:
                sheets.put_in_place(home, sheet)
            else:
                sheets.staged_file(home, sheet).unlink()


def _digest_of(home: Path, sheet: Sheet) -> str:
    try:
        text = sheets.staged_file(home, sheet).read_text(encoding="utf-8")
        return sheets.digest(sheets.document(sheet, text))
    except (Refused, UnicodeDecodeError, OSError):
        return ""


def _key(sheet: Sheet) -> str:
    return f"{DETAIL}.{sheet.value}"
