"""Workbooks (XLSX), drawn row by row: a million rows never stand in memory at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import openpyxl
import pyarrow as pa

from records.files.contents import ROW, Contents, Format, Request, plain, unique_names
from sop.problem import ProblemCode, Refused, problem

_BATCH = 20_000
_HEADER_ROWS = 30


def read(request: Request) -> Contents:
    """Read one sheet; the header is the first row with at least two filled cells.

    Without a sheet named, it is the first that holds anything.

    Raises
    ------
    Refused
        If no sheet holds a table.
    """
    path, limits, sheet = request.path, request.limits, request.layer
    book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    names = [one.title for one in book.worksheets]
    for name in [sheet] if sheet in names else names:
        page = book[name]
        total = page.max_row
        page.reset_dimensions()
        rows = enumerate(page.iter_rows(values_only=True), start=1)
        header = _header(rows)
        if header is None:
            continue
        number, cells = header
        if len(cells) > limits.columns:
            cause = f"ada {len(cells)} kolom, paling banyak {limits.columns}"
            raise Refused(problem(ProblemCode.BERKAS_TAK_TERBACA, berkas=path.name, sebab=cause))
        return _contents(rows, cells, name, names, (total or number) - number)
    raise Refused(problem(ProblemCode.BERKAS_KOSONG, berkas=path.name))


def _header(rows: Iterator[tuple[int, Sequence[object]]]) -> tuple[int, list[object]] | None:
    alone: tuple[int, list[object]] | None = None
    for number, cells in islice(rows, _HEADER_ROWS):
        filled = [position for position, cell in enumerate(cells) if plain(cell) is not None]
        if len(filled) > 1:
            return number, list(cells[: filled[-1] + 1])
        if filled and alone is None:
            alone = number, list(cells[: filled[-1] + 1])
    return alone


def _contents(
    rows: Iterator[tuple[int, Sequence[object]]],
    header: list[object],
    sheet: str,
    sheets: list[str],
    total: int,
) -> Contents:
    names = unique_names(header)
    schema = pa.schema([*((name, pa.string()) for name in names), (ROW, pa.int64())])
    contents = Contents(Format.XLSX, schema, [], total=total)
    contents.batches = _batches(rows, schema, contents)
    others = [name for name in sheets if name != sheet]
    contents.layers = (sheet, *others)
    if others:
        contents.warnings.append(problem(ProblemCode.LAPIS_LAIN, dibaca=sheet, lain=", ".join(others)))
    return contents


def _batches(
    rows: Iterator[tuple[int, Sequence[object]]], schema: pa.Schema, contents: Contents
) -> Iterator[pa.RecordBatch]:
    width = len(schema) - 1
    while block := list(islice(rows, _BATCH)):
        numbers: list[int] = []
        kept: list[Sequence[Any]] = []
        for number, cells in block:
            if not any(cell is not None and cell != "" for cell in cells):
                continue
            if len(cells) > width and any(plain(cell) is not None for cell in cells[width:]):
                contents.rejected.append(
                    problem(ProblemCode.BARIS_RAGAM_KOLOM, row=number, ada=len(cells), harus=width)
                )
                continue
            numbers.append(number)
            kept.append((*cells[:width], *(None,) * (width - len(cells))))
        if kept:
            columns = [
                pa.array([cell if type(cell) is str else plain(cell) for cell in column], pa.string())
                for column in zip(*kept, strict=True)
            ]
            yield pa.RecordBatch.from_arrays([*columns, pa.array(numbers, pa.int64())], schema=schema)
