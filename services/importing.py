"""Import of files: parsed by the records, placed by the analysis, stored in one act."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

import pandas as pd

from records.files.read import RawFile, read_file
from records.parsing.boundaries import areas_of
from records.parsing.context import ParseContext, Parsed
from records.parsing.mapping import ColumnMapping, propose_mapping
from records.parsing.parse import parse_raw
from services.office import Office
from services.placing import doubts, placed
from sop.code import Code
from sop.dictionary import (
    CONFLICT_CASES,
    INCIDENTS,
    PATROL_LOGS,
    PATROL_TRACKS,
    PLACES,
    POPULATION,
    ROADS,
    Frame,
)
from sop.party import Actor, Verb
from sop.problem import Problem, Refused

KINDS: Mapping[str, Frame] = {
    "incidents": INCIDENTS,
    "tracks": PATROL_TRACKS,
    "logs": PATROL_LOGS,
    "cases": CONFLICT_CASES,
    "places": PLACES,
    "roads": ROADS,
    "population": POPULATION,
}
"""What can be imported, by the word used on the command line; boundaries go their own way."""

BOUNDARIES = "boundaries"
"""The word for boundaries, beside `KINDS`."""


_QUEUE_S = 600.0
"""An import waits this long for another one: who handed in a large file would rather wait than try again."""


class Step(Code):
    """What an import is doing."""

    BACA = "baca", "Membaca berkas"
    PERIKSA = "periksa", "Memeriksa baris"
    LETAK = "letak", "Mencari desanya"
    GANDA = "ganda", "Mencari yang sudah ada"
    SIMPAN = "simpan", "Menyimpan"


Progress = Callable[[Step, int, int | None], None]
"""Told what is being done, how many rows of it are done, and of how many, if that is known."""


def unheard(_step: Step, _done: int, _total: int | None) -> None:
    """Take no notice of progress."""


@dataclass(frozen=True, kw_only=True)
class RawImport:
    """A file that has been read, on its way in.

    Parameters
    ----------
    kind
        One of `KINDS`, or `BOUNDARIES`.
    raw
        What stands in it.
    source
        What the audit trail keeps of it.
    """

    kind: str
    raw: RawFile
    source: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class ImportResult:
    """What became of every row: ``rows = accepted + duplicates + quarantined + len(rejected)``."""

    rows: int
    accepted: int
    duplicates: int
    quarantined: int
    rejected: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    mapping: ColumnMapping
    encoding: str | None
    stored: bool


def proposed_mapping(actor: Actor, kind: str, path: Path) -> ColumnMapping:
    """Return the column mapping that would be used for a file, to be looked at first."""
    actor.require(Verb.DATA_IMPOR)
    return propose_mapping(path, KINDS[kind])


def load_mapping(path: Path) -> ColumnMapping:
    """Read a saved column mapping."""
    return ColumnMapping.load(path)


def mapping_lines(kind: str, mapping: ColumnMapping) -> list[str]:
    """Return a mapping in words, a line for each column, to be looked at before it is used."""
    labels = {field.name: field.label for field in KINDS[kind]}
    used = [f"{column} → {labels.get(name, name)}" for column, name in mapping.columns.items()]
    return [*used, *(f"{column} → (tidak dipakai)" for column in mapping.unmapped)]


def import_file(
    office: Office,
    actor: Actor,
    kind: str,
    path: Path,
    *,
    at: datetime,
    mapping: ColumnMapping | None = None,
    dry_run: bool = False,
    strict: bool = False,
    progress: Progress = unheard,
) -> ImportResult:
    """Import a file: its good rows in one transaction, its bad rows listed.

    Parameters
    ----------
    kind
        One of `KINDS`.
    at
        The time of the act; nothing may have happened after it.
    dry_run
        Count everything, store nothing.
    strict
        Store nothing if any row is bad.
    progress
        Told what is being done; what it raises ends the import, and nothing is stored.

    Raises
    ------
    Refused
        If the file cannot be read, or with ``strict`` if any row is bad. Nothing is stored then.
    """
    actor.require(Verb.DATA_IMPOR)
    mapping = mapping or ColumnMapping()
    raw = read_file(path, layer=mapping.layer or None, progress=partial(progress, Step.BACA))
    file = RawImport(kind=kind, raw=raw, source=source_of(path))
    return import_raw(
        office, actor, file, at=at, mapping=mapping, dry_run=dry_run, strict=strict, progress=progress
    )


def right_to(kind: str) -> Verb:
    """Return the right that handing in a file of a kind takes; all of them are asked for within an office."""
    return Verb.JALUR_SERAH if KINDS[kind] is PATROL_TRACKS else Verb.DATA_IMPOR


def import_raw(
    office: Office,
    actor: Actor,
    file: RawImport,
    *,
    at: datetime,
    mapping: ColumnMapping,
    dry_run: bool = False,
    strict: bool = False,
    progress: Progress = unheard,
) -> ImportResult:
    """Import a file that has been read already, as `import_file` does."""
    actor.require(right_to(file.kind))
    frame = KINDS[file.kind]
    progress(Step.PERIKSA, 0, file.raw.rows)
    parsed = parse_raw(file.raw, frame, context(office, at), mapping=mapping)
    if strict and parsed.rejected:
        raise Refused(*parsed.rejected)
    progress(Step.LETAK, 0, len(parsed.frame))
    areas = office.areas()
    rows = placed(frame, parsed.frame, areas)
    warnings = (*parsed.warnings, *doubts(frame, parsed.frame, rows, areas))
    return store_rows(
        office,
        actor,
        frame,
        replace(parsed, frame=rows, warnings=warnings),
        at=at,
        source=file.source,
        dry_run=dry_run,
        progress=progress,
    )


def store_rows(
    office: Office,
    actor: Actor,
    frame: Frame,
    parsed: Parsed,
    *,
    at: datetime,
    source: Mapping[str, str],
    dry_run: bool = False,
    progress: Progress = unheard,
) -> ImportResult:
    """Store parsed and placed rows in one act, and count what became of them."""
    progress(Step.GANDA if dry_run else Step.SIMPAN, 0, len(parsed.frame))
    if dry_run:
        return _counted(parsed, office.store.rehearse(frame, parsed.frame, at), stored=False)
    with office.store.act(actor, at, f"{frame.name}.impor", wait_s=_QUEUE_S) as act:
        added = act.add(frame, parsed.frame, progress=partial(progress, Step.SIMPAN))
        result = _counted(parsed, added.duplicates, stored=True)
        act.details.update(
            source,
            baris=result.rows,
            diterima=result.accepted,
            ganda=result.duplicates,
            dikarantina=result.quarantined,
            ditolak=len(result.rejected),
            bawaan=dict(parsed.defaults),
        )
    return result


def import_boundaries(
    office: Office,
    actor: Actor,
    path: Path,
    *,
    at: datetime,
    id_column: str | None = None,
    name_column: str | None = None,
    mapping: ColumnMapping | None = None,
    dry_run: bool = False,
) -> ImportResult:
    """Replace the scored areas by those of a file; the earlier set stays in the history.

    Raises
    ------
    Refused
        With everything that is wrong with the boundaries; nothing is stored then.
    """
    actor.require(Verb.WILAYAH_UBAH)
    file = RawImport(kind=BOUNDARIES, raw=read_file(path), source=source_of(path))
    return replace_areas(
        office, actor, file,
        at=at, id_column=id_column, name_column=name_column, mapping=mapping, dry_run=dry_run,
    )  # fmt: skip


def replace_areas(
    office: Office,
    actor: Actor,
    file: RawImport,
    *,
    at: datetime,
    id_column: str | None = None,
    name_column: str | None = None,
    mapping: ColumnMapping | None = None,
    dry_run: bool = False,
    progress: Progress = unheard,
) -> ImportResult:
    """Replace the scored areas by those of a file that has been read, as `import_boundaries` does."""
    actor.require(Verb.WILAYAH_UBAH)
    progress(Step.PERIKSA, 0, file.raw.rows)
    read = areas_of(
        file.raw,
        id_column=id_column,
        name_column=name_column,
        expected=office.profile.units or None,
        mapping=mapping,
    )
    with office.store.act(actor, at, Verb.WILAYAH_UBAH.value) as act:
        act.replace_desa(read.frame)
        act.details.update(file.source, wilayah=len(read.frame))
        if dry_run:
            act.abandon()
    return ImportResult(
        rows=len(read.frame),
        accepted=len(read.frame),
        duplicates=0,
        quarantined=0,
        rejected=(),
        warnings=read.warnings,
        mapping=ColumnMapping(),
        encoding=None,
        stored=not dry_run,
    )


def context(office: Office, now: datetime) -> ParseContext:
    """Return what a parser must know of the office."""
    areas = office.areas()
    west, south, east, north = map(float, areas.total_bounds)
    names = areas["nama"].to_dict()
    return ParseContext(
        zone=office.profile.zone,
        areas={str(code): str(name) for code, name in names.items()},
        categories=office.categories,
        now=now,
        defaults=office.profile.defaults,
        aliases={name: code for code, others in office.profile.aliases.items() for name in others},
        bounds=(west, south, east, north),
    )


def source_of(path: Path) -> dict[str, str]:
    """Return what the audit trail keeps of a file: its name, and the hash of its content."""
    with path.open("rb") as file:
        return {"berkas": path.name, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}


def _counted(parsed: Parsed, duplicates: pd.Index, *, stored: bool) -> ImportResult:
    new = parsed.frame.drop(index=duplicates)
    waiting = int(new["karantina"].notna().sum()) if "karantina" in new else 0
    return ImportResult(
        rows=parsed.rows,
        accepted=len(new) - waiting,
        duplicates=len(duplicates),
        quarantined=waiting,
        rejected=parsed.rejected,
        warnings=parsed.warnings,
        mapping=parsed.mapping,
        encoding=parsed.encoding,
        stored=stored,
    )
