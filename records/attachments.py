"""Files beside records: each named by its own hash, written before the record that names it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from sqlalchemy import Connection

from records.store.rows import current, fetch, to_frame
from sop.dictionary import ATTACHMENTS, FRAMES
from sop.problem import Problem, ProblemCode, Refused, problem

FOLDER = "lampiran"
"""Folder of the files, in the workspace and beside the backups."""

_SUFFIX, _PART = ".jpg", ".part"


@dataclass(frozen=True)
class Files:
    """A folder of files that are named by the SHA-256 of what they hold.

    Examples
    --------
    >>> Files(Path("/srv/lampiran")).path("abcd").as_posix()
    '/srv/lampiran/ab/abcd.jpg'
    """

    folder: Path

    def path(self, sha256: str) -> Path:
        """Return where the file with this hash lies, or would lie."""
        return self.folder / sha256[:2] / f"{sha256}{_SUFFIX}"

    def put(self, data: bytes) -> str:
        """Keep a file durably and return its hash; one that is there already is kept once.

        Raises
        ------
        Refused
            If the disk does not take it; nothing of it is left then.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        if self.get(sha256) is None:
            path = self.path(sha256)
            try:
                _write(path, data)
            except OSError as error:
                with suppress(OSError):
                    path.with_suffix(_PART).unlink(missing_ok=True)
                raise Refused(problem(ProblemCode.FOTO_TAK_TERSIMPAN, sebab=error.strerror)) from error
        return sha256

    def get(self, sha256: str) -> bytes | None:
        """Return what is in a file, None if it is missing or is not what its name says."""
        try:
            data = self.path(sha256).read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == sha256 else None

    def remove(self, sha256: str) -> None:
        """Delete a file, if it is there.

        Raises
        ------
        OSError
            If the system does not let go of it.
        """
        with suppress(FileNotFoundError, NotADirectoryError):
            self.path(sha256).unlink()

    def has(self, sha256: str) -> bool:
        """Say whether there is a file of this name, whatever it holds."""
        return self.path(sha256).is_file()

    def unfinished(self) -> Iterator[Path]:
        """Yield what a power cut left of files that were being written."""
        yield from self.folder.glob(f"*/*{_PART}")


def kept(attachments: pd.DataFrame) -> pd.DataFrame:
    """Return the attachments that were not erased."""
    return attachments.loc[~attachments["dihapus"].fillna(value=False)]


def current_attachments(connection: Connection) -> pd.DataFrame:
    """Return the current version of every attachment as this connection sees it."""
    return to_frame(ATTACHMENTS, fetch(connection, ATTACHMENTS, current(ATTACHMENTS)))


def refill(hashes: Iterable[str], files: Files, source: Files) -> int:
    """Copy the named files that are missing or altered from another folder, and return how many.

    A file's name proves its content, so nothing good is ever overwritten by something bad.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    copied = 0
    for sha256 in hashes:
        if files.get(sha256) is None and (data := source.get(sha256)) is not None:
            _write(files.path(sha256), data)
            copied += 1
    return copied


def file_problems(attachments: pd.DataFrame, files: Files, mirror: Files) -> list[Problem]:
    """Return every file that is missing or altered, and whether the backups have it."""
    problems = []
    for number, row in kept(attachments).iterrows():
        if files.get(row["sha256"]) is not None:
            continue
        is_there = files.has(row["sha256"])
        found = mirror.get(row["sha256"]) is not None
        frame = FRAMES.get(row["objek"])
        problems.append(
            problem(
                ProblemCode.FOTO_DIUBAH if is_there else ProblemCode.FOTO_HILANG,
                kunci=number,
                objek=frame.label if frame else row["objek"],
                nomor=row["kunci"],
                folder=files.folder,
                salinan="; cadangan berikutnya memulihkannya" if found else "; cadangan pun tidak memuatnya",
            )
        )
    return problems


def _write(path: Path, data: bytes) -> None:
    """Write a file so that after a power cut it is there whole, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(_PART)
    with part.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())
    part.replace(path)
    for folder in (path.parent, path.parent.parent):
        _folder_to_disk(folder)


def _folder_to_disk(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
