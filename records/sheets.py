"""The sheets of settings in a workspace: read, edited with their comments kept, replaced atomically.

A sheet is a file that people may also read and edit by themselves. The program changes it in two steps:
the new text is *staged* in a file beside it and forced to disk, then the act that tells of it is
committed, and only then the staged file takes the sheet's place. Whoever finds a staged file later can
tell from the act alone whether it counts (`records.store.settings`).
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import tomli_w
import tomlkit
from tomlkit.exceptions import TOMLKitError

from records.reference import CATEGORIES, CATEGORY_COLUMNS, PARAMETERS, PATROLS, RULES, category_row
from sop.problem import ProblemCode, Refused, problem
from sop.setting import Sheet

FILES: Mapping[Sheet, str] = {
    Sheet.PROFIL: "profile.toml",
    Sheet.PARAMETER: "parameter.toml",
    Sheet.ATURAN: "aturan.toml",
    Sheet.KATEGORI: "kategori_kejadian.csv",
    Sheet.PATROLI: "patroli.toml",
}
"""The file of each sheet in the workspace."""

_PACKAGED: Mapping[Sheet, Path] = {
    Sheet.PARAMETER: PARAMETERS,
    Sheet.ATURAN: RULES,
    Sheet.KATEGORI: CATEGORIES,
    Sheet.PATROLI: PATROLS,
}
_DEPTH: Mapping[Sheet, int] = {
    Sheet.PROFIL: 1,
    Sheet.PARAMETER: 2,
    Sheet.ATURAN: 3,
    Sheet.KATEGORI: 2,
    Sheet.PATROLI: 2,
}
"""How many names a key on the sheet is made of; the last may have dots of its own."""

_STAGED = ".baru"

Stamp = tuple[tuple[int, int, int] | None, ...]


def stamp(home: Path) -> Stamp:
    """Return what changes whenever a sheet's file changes, cheap enough to ask again and again."""
    found: list[tuple[int, int, int] | None] = []
    for name in FILES.values():
        try:
            seen = os.stat(home / name)  # noqa: PTH116 - asked on every use of a setting
        except OSError:
            found.append(None)
        else:
            found.append((seen.st_mtime_ns, seen.st_size, seen.st_ino))
    return tuple(found)


def read_sheet(home: Path, sheet: Sheet) -> str:
    """Return the text of a sheet: the workspace's own, else the one that comes with the product.

    Raises
    ------
    Refused
        With ``berkas.tak_terbaca``.
    """
    own = home / FILES[sheet]
    file = own if own.exists() or sheet not in _PACKAGED else _PACKAGED[sheet]
    try:
        return file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(sheet, error) from error


def packaged(sheet: Sheet) -> str | None:
    """Return the text of a sheet as it comes with the product; None where it comes with none."""
    return _PACKAGED[sheet].read_text(encoding="utf-8-sig") if sheet in _PACKAGED else None


def document(sheet: Sheet, text: str) -> dict[str, Any]:
    """Return what a sheet says, as plain values.

    Raises
    ------
    Refused
        With ``berkas.tak_terbaca`` if its text cannot be parsed.
    """
    if sheet is Sheet.KATEGORI:
        reader = csv.DictReader(io.StringIO(text, newline=""))
        rows = [{str(name): cell for name, cell in row.items()} for row in reader]
        return {str(row.get("kode")): row for row in rows}
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(sheet, error) from error


def digest(said: Mapping[str, Any]) -> str:
    """Return a fingerprint of what a sheet says; comments, spaces and the order of keys play no part.

    Examples
    --------
    >>> digest({"kelas": {"waspada": 6, "rawan": 17.0}}) == digest({"kelas": {"rawan": 17, "waspada": 6.0}})
    True
    """
    text = json.dumps(_plain(said), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def edited(sheet: Sheet, text: str, values: Mapping[str, Any]) -> str:
    r"""Return the text of a sheet with some settings changed; comments and everything else stay.

    Parameters
    ----------
    values
        New value by key; None takes a setting out.

    Examples
    --------
    >>> edited(Sheet.PARAMETER, "[kelas]\n# tetap\nwaspada = 6 # poin\n", {"kelas.waspada": 8})
    '[kelas]\n# tetap\nwaspada = 8 # poin\n'
    """
    if sheet is Sheet.KATEGORI:
        return _edited_table(text, values)
    wanted = document(sheet, text)
    for key, value in values.items():
        _put(wanted, key.split(".", _DEPTH[sheet] - 1), value)
    try:
        styled = tomlkit.parse(text.replace("\r\n", "\n"))
        for key, value in values.items():
            _put(styled, key.split(".", _DEPTH[sheet] - 1), value)
        written = tomlkit.dumps(styled)
        if _plain(tomllib.loads(written)) == _plain(wanted):
            return written
    except (TOMLKitError, tomllib.TOMLDecodeError):
        pass
    # The comments are lost then, the settings never.
    return tomli_w.dumps(wanted)


def stage(home: Path, sheet: Sheet, text: str) -> None:
    """Write the new text of a sheet beside it, onto the disk; the sheet itself stays.

    Raises
    ------
    Refused
        With ``pengaturan.gagal`` if it cannot be written.
    """
    target = staged_file(home, sheet)
    try:
        with target.open("wb") as out:
            out.write(text.encode("utf-8"))
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        with suppress(OSError):
            target.unlink(missing_ok=True)
        cause = error.strerror or str(error)
        raise Refused(problem(ProblemCode.PENGATURAN_GAGAL, berkas=FILES[sheet], sebab=cause)) from error


def staged(home: Path) -> list[Sheet]:
    """Return the sheets of which a new text waits beside them."""
    return [sheet for sheet in FILES if staged_file(home, sheet).exists()]


def staged_file(home: Path, sheet: Sheet) -> Path:
    """Return where the new text of a sheet waits."""
    return home / f"{FILES[sheet]}{_STAGED}"


def put_in_place(home: Path, sheet: Sheet) -> None:
    """Let the staged text of a sheet take its place; readers see the old or the new one, never half."""
    staged_file(home, sheet).replace(home / FILES[sheet])
    if os.name == "posix":
        folder = os.open(home, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _put(table: Any, path: list[str], value: Any) -> None:
    *parents, name = path
    for parent in parents:
        if parent not in table:
            table[parent] = {}
        table = table[parent]
    if value is None:
        table.pop(name, None)
    else:
        table[name] = value


def _edited_table(text: str, values: Mapping[str, Any]) -> str:
    rows = document(Sheet.KATEGORI, text)
    for key, value in values.items():
        _put(rows, key.split(".", 1), value)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, CATEGORY_COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(category_row(row) for row in rows.values())
    return out.getvalue()


def _plain(value: Any) -> Any:
    """Return a value in the one form in which it is compared: whole numbers as such, days as ISO text."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value


def _unreadable(sheet: Sheet, error: Exception) -> Refused:
    return Refused(problem(ProblemCode.BERKAS_TAK_TERBACA, berkas=FILES[sheet], sebab=error))
