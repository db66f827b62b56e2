"""Typed columns of database formats, brought down to the few types that parsers know."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as kinds

from records.files.contents import unique_names


def simple_columns(table: pa.Table) -> dict[str, Any]:
    """Return columns as integers, floats or text; times as ISO text, dates where all is midnight.

    Columns that hold no plain values (lists, records, bytes) are left out.

    Examples
    --------
    >>> from datetime import datetime
    >>> simple_columns(pa.table({"t": [datetime(2025, 3, 1)], "b": [True]}))["t"].to_pylist()
    ['2025-03-01']
    """
    columns: dict[str, Any] = {}
    for name, column in zip(unique_names(table.column_names), table.columns, strict=True):
        simple = _simple(column)
        if simple is not None:
            columns[name] = simple
    return columns


def _simple(column: Any) -> Any:  # noqa: PLR0911 - one line a type
    kind = column.type
    if kinds.is_dictionary(kind):
        column = column.cast(kind.value_type)
        kind = column.type
    if kinds.is_integer(kind):
        return column.cast(pa.int64())
    if kinds.is_floating(kind) or kinds.is_decimal(kind):
        return column.cast(pa.float64())
    if kinds.is_boolean(kind):
        return pc.if_else(column, "ya", "tidak")
    if kinds.is_timestamp(kind):
        return _times(column)
    if kinds.is_date(kind) or kinds.is_time(kind):
        return column.cast(pa.string())
    if kinds.is_string(kind) or kinds.is_large_string(kind) or kinds.is_string_view(kind):
        return column.cast(pa.string())
    return None


def _times(column: Any) -> Any:
    naive = column.cast(pa.timestamp("us"), safe=False) if column.type.tz is None else column
    text = pc.strftime(naive, format="%Y-%m-%dT%H:%M:%S" + ("%z" if column.type.tz else ""))
    if column.type.tz is None and pc.all(pc.ends_with(text, "T00:00:00.000000")).as_py():
        return pc.utf8_slice_codeunits(text, 0, 10)
    return text
