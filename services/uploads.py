"""Files handed in at the page: on disk only while they are read, in memory until they are stored."""

from __future__ import annotations

import errno
import hashlib
import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from records.files.limits import Limits
from records.files.read import read_file
from records.parsing.headers import offered
from records.parsing.mapping import ColumnMapping
from reports.tables import workbook
from services.importing import (
    BOUNDARIES,
    KINDS,
    ImportResult,
    Progress,
    RawImport,
    Step,
    import_raw,
    replace_areas,
    right_to,
    unheard,
)
from services.office import Office
from sop.party import Actor, Verb
from sop.problem import Problem, ProblemCode, Refused, problem

LARGEST_MB = Limits().file_bytes // 2**20
"""Size of the largest file that is taken, in MB."""

_PREFIX = "impor-"
_ABANDONED_S = 900
"""A file older than this lost its process: no reading lasts that long."""

_LONGEST_NAME = 100
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_SPREADSHEET_ROWS = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file that has been read; nothing of it lies on disk.

    Parameters
    ----------
    file
        What stands in it.
    data
        The file itself, as long as it has other layers that may be asked for.
    """

    file: RawImport
    data: bytes | None

    @property
    def kind(self) -> str:
        """What it is imported as."""
        return self.file.kind

    @property
    def name(self) -> str:
        """Name of the file."""
        return self.file.raw.name

    @property
    def layers(self) -> tuple[str, ...]:
        """Layers or sheets of the file, the one that was read first."""
        return self.file.raw.layers

    @property
    def rows(self) -> int:
        """Number of records in it, readable or not."""
        return self.file.raw.rows


def kinds(actor: Actor) -> dict[str, str]:
    """Return the words and labels of what an actor may import, in the order of use."""
    labels = {kind: frame.label for kind, frame in KINDS.items()} | {BOUNDARIES: "Batas wilayah"}
    importing = actor.may(Verb.DATA_IMPOR)
    return {kind: label for kind, label in labels.items() if importing and actor.may(_right(kind))}


def receive(
    office: Office,
    actor: Actor,
    kind: str,
    name: str,
    data: bytes,
    *,
    at: datetime,
    layer: str = "",
    progress: Progress = unheard,
) -> Upload:
    """Read a file that was handed in; on disk it is gone afterwards, whatever happened.

    Parameters
    ----------
    kind
        One of `kinds`.
    name
        What the person calls it; only for messages, and to tell formats that look alike.
    layer
        Layer or sheet to read, where there are several.

    Raises
    ------
    Refused
        If the file is not accepted, damaged, dangerous, or too heavy.
    """
    actor.require(_right(kind))
    folder = office.workspace.uploads
    sweep(office, at=at)
    try:
        folder.mkdir(exist_ok=True)
        with TemporaryDirectory(prefix=_PREFIX, dir=folder, ignore_cleanup_errors=True) as own:
            path = Path(own) / safe_name(name)
            path.write_bytes(data)
            raw = read_file(path, layer=layer or None, progress=partial(progress, Step.BACA))
    except OSError as error:
        full = error.errno == errno.ENOSPC
        cause = problem(ProblemCode.DATA_TAK_TERSIMPAN, sebab=error.strerror)
        raise Refused(problem(ProblemCode.DISK_PENUH) if full else cause) from error
    source = {"berkas": raw.name, "sha256": hashlib.sha256(data).hexdigest()}
    file = RawImport(kind=kind, raw=raw, source=source)
    return Upload(file=file, data=data if len(raw.layers) > 1 else None)


def import_upload(
    office: Office,
    actor: Actor,
    upload: Upload,
    *,
    mapping: ColumnMapping,
    at: datetime,
    dry_run: bool = False,
    strict: bool = False,
    progress: Progress = unheard,
) -> ImportResult:
    """Import a file that was handed in, as `services.importing.import_file` does.

    Of boundaries the mapping names the columns of code and name.

    Raises
    ------
    Refused
        If it cannot be understood this way, or with ``strict`` if any row is bad; nothing is stored then.
    """
    if upload.kind != BOUNDARIES:
        return import_raw(
            office, actor, upload.file,
            at=at, mapping=mapping, dry_run=dry_run, strict=strict, progress=progress,
        )  # fmt: skip
    column = {field: name for name, field in mapping.columns.items()}
    return replace_areas(
        office, actor, upload.file,
        at=at, id_column=column.get("kode_desa"), name_column=column.get("nama"), mapping=mapping,
        dry_run=dry_run, progress=progress,
    )  # fmt: skip


def sweep(office: Office, *, at: datetime) -> None:
    """Remove what processes left behind that were killed while they read a file."""
    for left in office.workspace.uploads.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if at.timestamp() - left.stat().st_mtime > _ABANDONED_S:
                shutil.rmtree(left, ignore_errors=True)


def safe_name(name: str) -> str:
    r"""Return a file name without folders and signs that a file system may take amiss.

    Examples
    --------
    >>> [safe_name(name) for name in ("../../etc/Kejadian Mei.csv", "C:\\x\\a:b.xlsx", "con.csv", "..")]
    ['Kejadian Mei.csv', 'a_b.xlsx', '_con.csv', 'berkas']
    """
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    base = re.sub(r"[^\w.,()+ -]", "_", base).strip(". ")[-_LONGEST_NAME:]
    return f"_{base}" if _RESERVED.match(base) else base or "berkas"


def rejected_table(kind: str, problems: tuple[Problem, ...]) -> pd.DataFrame:
    """Return rejected rows ready to be read: ``Baris``, ``Isian``, ``Nilai``, ``Sebab``."""
    labels = _labels(kind)
    return pd.DataFrame(
        {
            "Baris": pd.Series([one.row for one in problems], dtype="Int64"),
            "Isian": [labels.get(one.column or "", one.column or "") for one in problems],
            "Nilai": [one.value or "" for one in problems],
            "Sebab": [one.message for one in problems],
        }
    )


def rejected_workbook(upload: Upload, problems: tuple[Problem, ...]) -> bytes:
    """Return the rejected rows as a workbook: the reason of each, beside the row as it stood in the file.

    Once mended it can be handed in as it is: the columns of the reasons mean nothing to an import.
    """
    shown = problems[:_SPREADSHEET_ROWS]
    told = rejected_table(upload.kind, shown).rename(columns=_REASON_COLUMNS)
    told = told.drop(columns="Nilai").set_index(pd.Index([one.row for one in shown]))
    rows = upload.file.raw.table.reindex(told.index)
    return workbook({"Ditolak": pd.concat([told, rows], axis="columns")})


_REASON_COLUMNS: Mapping[str, str] = {
    "Baris": "Baris di berkas",
    "Isian": "Isian keliru",
    "Sebab": "Sebab ditolak",
}


def _labels(kind: str) -> dict[str, str]:
    fields = offered(KINDS[kind]) if kind in KINDS else {}
    return fields | {"geometry": "Letak"}


def _right(kind: str) -> Verb:
    return Verb.WILAYAH_UBAH if kind == BOUNDARIES else right_to(kind)
