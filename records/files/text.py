"""Text tables: which encoding, which separator, which rows are whole."""

from __future__ import annotations

import codecs
import csv
import functools
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from records.files.contents import ROW, Contents, Format, Request, unique_names
from sop.problem import Problem, ProblemCode, Refused, problem

_SEPARATORS = {",": "koma", ";": "titik koma", "\t": "tab", "|": "garis tegak"}
_SAMPLE = 65_536
_SAMPLE_ROWS = 50
_LONG = 2**31 - 1
_END = "\x1aakhir"


def read(request: Request) -> Contents:
    """Read a text table; every column as text.

    Ragged rows are listed and left out; a text that cannot be taken apart is refused whole.

    Raises
    ------
    Refused
        If the text cannot be decoded, a quote is never closed, or there is no header.
    """
    path, limits = request.path, request.limits
    text, encoding = _decoded(path)
    text = text.removeprefix("\ufeff")
    if "\n" not in text:
        text = text.replace("\r", "\n")
    text, hint = _without_hint(text)
    separator = _separator(text, hint)
    csv.field_size_limit(_LONG)
    _refuse_open_quote(path.name, text, separator)
    header = next(csv.reader(_lines(text), delimiter=separator), [])
    if not any(name.strip() for name in header):
        raise Refused(
            problem(ProblemCode.BERKAS_TAK_TERBACA, berkas=path.name, sebab="tidak ada baris judul")
        )
    if len(header) > limits.columns:
        raise Refused(
            problem(
                ProblemCode.BERKAS_TAK_TERBACA,
                berkas=path.name,
                sebab=f"ada {len(header)} kolom, paling banyak {limits.columns}",
            )
        )
    names = unique_names(header)
    table, rejected = _parsed(text.encode(), names, separator, offset=1 if hint else 0)
    table = _without_blank(table)
    contents = Contents(
        Format.TEXT, table.schema, table.to_batches(), encoding=encoding, separator=separator,
        total=table.num_rows, rejected=rejected,
    )  # fmt: skip
    if encoding != "UTF-8" or separator != ",":
        contents.warnings.append(
            problem(ProblemCode.SANDI_TEKS, sandi=encoding, pemisah=_SEPARATORS[separator])
        )
    return contents


def _decoded(path: Path) -> tuple[str, str]:
    data = path.read_bytes()
    for mark, encoding, name in (
        (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 (BOM)"),
        (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
        (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
    ):
        if data.startswith(mark):
            return _strict(path.name, data, encoding), name
    head = data[:_SAMPLE]
    evens, odds = head[0::2].count(0), head[1::2].count(0)
    if max(evens, odds) > len(head) * 0.2:
        return _strict(path.name, data, "utf-16-be" if evens > odds else "utf-16-le"), "UTF-16"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _strict(path.name, data, "cp1252"), "Windows-1252"


def _strict(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(
            problem(
                ProblemCode.BERKAS_TAK_TERBACA,
                berkas=name,
                sebab="sandi hurufnya tidak dikenal; simpan ulang sebagai CSV UTF-8",
            )
        ) from error


def _without_hint(text: str) -> tuple[str, str | None]:
    """Take off the ``sep=;`` line with which spreadsheets name the separator."""
    first, _, rest = text.partition("\n")
    hint = first.strip()
    if hint.lower().startswith("sep=") and len(hint) == len("sep=;") and hint[-1] in _SEPARATORS:
        return rest, hint[-1]
    return text, None


def _lines(text: str) -> Iterator[str]:
    """Yield lines with their ends, one at a time."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _separator(text: str, hint: str | None) -> str:
    """Return the separator that cuts the first rows most evenly into the most columns."""
    if hint:
        return hint
    sample = text[:_SAMPLE]
    best, best_score = ",", (0.0, 1)
    for candidate in _SEPARATORS:
        rows = [
            len(row)
            for row in itertools.islice(csv.reader(_lines(sample), delimiter=candidate), _SAMPLE_ROWS)
            if row
        ]
        if len(sample) == _SAMPLE and len(rows) > 2:  # noqa: PLR2004 - the last one may be cut off
            rows = rows[:-1]
        if not rows or rows[0] < 2:  # noqa: PLR2004 - it does not cut the header
            continue
        score = (sum(count == rows[0] for count in rows) / len(rows), rows[0])
        if score > best_score:
            best, best_score = candidate, score
    return best


def _refuse_open_quote(name: str, text: str, separator: str) -> None:
    """Put a mark behind the text: if it does not come out as a row of its own, a quote swallowed it."""
    if '"' not in text:
        return
    end = "" if text.endswith("\n") else "\n"
    marked = itertools.chain(_lines(text), [end] if end else [], [_END])
    reader = csv.reader(marked, delimiter=separator)
    begin, row = 1, []
    after = 0
    for row in reader:  # noqa: B007 - the last one is looked at
        begin, after = after + 1, reader.line_num
    if row != [_END]:
        raise Refused(
            problem(
                ProblemCode.BERKAS_TAK_TERBACA,
                berkas=name,
                sebab=f"tanda kutip yang dibuka pada baris {begin} tidak pernah ditutup",
            )
        )


def _parsed(data: bytes, names: list[str], separator: str, offset: int) -> tuple[pa.Table, list[Problem]]:
    """Cut the text into columns; rows with another number of cells than the header are listed."""
    skipped: list[int] = []
    rejected: list[Problem] = []

    def ragged(row: Any) -> str:
        skipped.append(row.number)
        if row.text.strip():
            rejected.append(
                problem(
                    ProblemCode.BARIS_RAGAM_KOLOM,
                    row=row.number + offset,
                    value=row.text,
                    ada=row.actual_columns,
                    harus=row.expected_columns,
                )
            )
        return "skip"

    table = arrow_csv.read_csv(
        pa.BufferReader(data),
        read_options=arrow_csv.ReadOptions(
            use_threads=False, column_names=names, skip_rows_after_names=1, block_size=len(data) + 1
        ),
        parse_options=arrow_csv.ParseOptions(
            delimiter=separator,
            newlines_in_values=True,
            ignore_empty_lines=False,
            invalid_row_handler=ragged,
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
            null_values=[""],
        ),
    )
    numbers = np.arange(2, table.num_rows + len(skipped) + 2)
    numbers = np.setdiff1d(numbers, skipped, assume_unique=True) + offset
    return table.append_column(ROW, pa.array(numbers, pa.int64())), rejected


def _without_blank(table: pa.Table) -> pa.Table:
    """Leave out rows in which every cell is empty, as spreadsheets leave them behind."""
    filled = functools.reduce(
        pc.or_, [pc.is_valid(table[name]) for name in table.column_names if name != ROW]
    )
    return table if pc.all(filled).as_py() else table.filter(filled)
