"""A file before it is imported: what stands in its columns, and what each is taken for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import pandas as pd

from records.files.contents import Format
from records.files.read import RawFile
from records.parsing.boundaries import guessed_columns
from records.parsing.headers import offered
from records.parsing.mapping import ColumnMapping, complete
from records.parsing.parse import parse_raw
from services.importing import BOUNDARIES, KINDS, context
from services.office import Office
from services.uploads import Upload
from sop.party import Actor, Verb
from sop.problem import Problem, ProblemCode, Refused, problem

__all__ = ["Column", "ColumnMapping", "Preview", "assigned", "mapping_from", "preview", "utm_zones"]

_SAMPLES, _SAMPLE_LETTERS = 3, 40
_LOOKED_AT = 200
"""Rows from which it is seen whether a file can be understood at all."""
_LAST_ZONE = 60
_AREA_FIELDS = {"kode_desa": "Kode wilayah", "nama": "Nama wilayah"}
_OF_WHOLE_COLUMNS = frozenset({ProblemCode.TANGGAL_RAGU, ProblemCode.TANGGAL_CAMPUR})


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a file.

    Parameters
    ----------
    name
        Its heading.
    samples
        Its first different values.
    field
        What it is taken for; None if it is left out.
    """

    name: str
    samples: tuple[str, ...]
    field: str | None


@dataclass(frozen=True, kw_only=True)
class Preview:
    """A file as it would be read.

    Parameters
    ----------
    columns
        In the order of the file; empty where there is nothing to choose.
    fields
        What a column can be taken for, with labels.
    mapping
        How it would be read, guesses included.
    problems
        Why it cannot be read this way.
    notes
        What a person should know.
    """

    columns: tuple[Column, ...]
    fields: Mapping[str, str]
    mapping: ColumnMapping
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()

    @property
    def unused(self) -> tuple[str, ...]:
        """Columns that are left out."""
        return tuple(column.name for column in self.columns if column.field is None)


def preview(
    office: Office, actor: Actor, upload: Upload, *, at: datetime, mapping: ColumnMapping | None = None
) -> Preview:
    """Show how a file would be read; nothing is counted yet.

    Parameters
    ----------
    mapping
        How to read it; what it leaves open is guessed from the headings.
    """
    actor.require(Verb.WILAYAH_UBAH if upload.kind == BOUNDARIES else Verb.DATA_IMPOR)
    mapping = mapping or ColumnMapping()
    raw = upload.file.raw
    if upload.kind == BOUNDARIES:
        return _of_areas(raw, mapping)
    frame = KINDS[upload.kind]
    fields = offered(frame)
    try:
        used, notes = complete(raw, frame, mapping)
        problems = _hindrances(office, upload, used, at)
    except Refused as refused:
        return Preview(
            columns=_columns(raw, mapping), fields=fields, mapping=mapping, problems=refused.problems
        )
    return Preview(
        columns=_columns(raw, used), fields=fields, mapping=used, problems=problems, notes=tuple(notes)
    )


def assigned(shown: Preview, column: str, field: str | None) -> ColumnMapping:
    """Return a mapping in which a column is taken for a field, or for nothing; everything else stays."""
    chosen = {one.name: one.field for one in shown.columns} | {column: field}
    return replace(
        shown.mapping,
        columns={name: used for name, used in chosen.items() if used},
        unmapped=tuple(name for name, used in chosen.items() if not used),
    )


def mapping_from(name: str, data: bytes, shown: Preview) -> tuple[ColumnMapping, tuple[str, ...]]:
    """Return a saved mapping as far as it fits a file, and its columns that the file lacks.

    Raises
    ------
    Refused
        If it is no mapping.
    """
    try:
        mapping = ColumnMapping.from_toml(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        cause = "pemetaan tidak terbaca"
        raise Refused(problem(ProblemCode.BERKAS_TAK_TERBACA, berkas=name, sebab=cause)) from error
    there = {column.name for column in shown.columns}
    kept = {column: field for column, field in mapping.columns.items() if column in there}
    unused = tuple(column for column in mapping.unmapped if column in there)
    absent = tuple(column for column in mapping.columns if column not in there)
    return replace(mapping, columns=kept, unmapped=unused), absent


def utm_zones(office: Office) -> dict[str, str]:
    """Return the metric systems that files of the office's surroundings use, with words."""
    zone = office.profile.metric_epsg % 100
    return {
        f"EPSG:{base + number}": f"Meter, UTM zona {number} {half}"
        for number in (zone, zone - 1, zone + 1)
        for base, half in ((32700, "selatan"), (32600, "utara"))
        if 1 <= number <= _LAST_ZONE
    }


def _hindrances(office: Office, upload: Upload, mapping: ColumnMapping, at: datetime) -> tuple[Problem, ...]:
    """Return why the file as a whole cannot be understood, as far as its first rows tell."""
    raw = upload.file.raw
    few = replace(
        raw,
        table=raw.table.head(_LOOKED_AT),
        shapes=None if raw.shapes is None else raw.shapes[:_LOOKED_AT],
        rejected=(),
    )
    try:
        parse_raw(few, KINDS[upload.kind], context(office, at), mapping=mapping)
    except Refused as refused:
        return tuple(one for one in refused.problems if one.code not in _OF_WHOLE_COLUMNS)
    return ()


def _of_areas(raw: RawFile, mapping: ColumnMapping) -> Preview:
    code, name = guessed_columns(raw.table)
    guesses = {column: field for field, column in (("nama", name), ("kode_desa", code)) if column}
    used = mapping if mapping.columns or mapping.unmapped else replace(mapping, columns=guesses)
    return Preview(columns=_columns(raw, used), fields=_AREA_FIELDS, mapping=used)


def _columns(raw: RawFile, mapping: ColumnMapping) -> tuple[Column, ...]:
    if raw.format is Format.GPX:
        return ()
    return tuple(
        Column(name=str(name), samples=_samples(raw.table[name]), field=mapping.columns.get(str(name)))
        for name in raw.table
    )


def _samples(values: pd.Series) -> tuple[str, ...]:
    first = values.dropna().head(_LOOKED_AT).astype("str").drop_duplicates().head(_SAMPLES)
    return tuple(one if len(one) <= _SAMPLE_LETTERS else f"{one[:_SAMPLE_LETTERS]}…" for one in first)
