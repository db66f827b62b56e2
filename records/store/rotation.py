"""Names of backup files, which of them is the newest, and which are kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

BACKUPS = "backups"
"""Folder of the backups, beside the store."""

KEEP_DAYS, KEEP_MONTHS = 14, 12
"""How many days and how many months keep their newest backup."""

_STAMP = "%Y%m%dT%H%M%S"


def backup_name(at: datetime) -> str:
    """Return the file name of a backup made at an aware time; names sort by time.

    Examples
    --------
    >>> backup_name(datetime(2026, 11, 24, 6, 45, 0, 900_000, UTC))
    'tenteram-20261124T064500900Z.gpkg'
    """
    utc = at.astimezone(UTC)
    return f"tenteram-{utc.strftime(_STAMP)}{utc.microsecond // 1000:03d}Z.gpkg"


def time_of(backup: Path) -> datetime | None:
    """Return when a backup was made, from its name; None if it is not the name of a backup.

    Examples
    --------
    >>> time_of(Path("tenteram-20261124T064500900Z.gpkg")).isoformat()
    '2026-11-24T06:45:00.900000+00:00'
    """
    stamp = backup.stem.removeprefix("tenteram-").removesuffix("Z")
    try:
        second, milliseconds = datetime.strptime(stamp[:-3], _STAMP).replace(tzinfo=UTC), int(stamp[-3:])
    except ValueError:
        return None
    at = second.replace(microsecond=milliseconds * 1000)
    return at if backup.name == backup_name(at) else None


def backups_in(folder: Path) -> list[Path]:
    """Return the backups in a folder, oldest first."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if time_of(path) is not None)


def newest_backup(folder: Path) -> Path | None:
    """Return the newest backup in a folder, if there is one."""
    found = backups_in(folder)
    return found[-1] if found else None


def outdated(backups: Iterable[Path], zone: ZoneInfo) -> list[Path]:
    """Return the backups that rotation gives up.

    Kept are all of the newest day, the newest of each of the last `KEEP_DAYS` days that have any, and
    the newest of each of the last `KEEP_MONTHS` months that have any. Days are the office's own.
    """
    local = {path: at.astimezone(zone) for path in backups if (at := time_of(path)) is not None}
    in_order = sorted(local, key=lambda path: local[path])
    by_day = {local[path].date(): path for path in in_order}
    by_month = {(local[path].year, local[path].month): path for path in in_order}
    last_day = max(by_day, default=None)
    kept = {path for path in in_order if local[path].date() == last_day}
    kept.update(by_day[day] for day in sorted(by_day)[-KEEP_DAYS:])
    kept.update(by_month[month] for month in sorted(by_month)[-KEEP_MONTHS:])
    return [path for path in in_order if path not in kept]
