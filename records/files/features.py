"""Features: shapes with properties, gathered into one table whatever they came from."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from records.files.contents import ROW, WKB, plain, unique_names


def feature_table(properties: Sequence[Mapping[str, Any]], shapes: Sequence[bytes | None]) -> pa.Table:
    """Return a table with one row a feature; a property that a feature lacks is empty.

    Examples
    --------
    >>> feature_table([{"nama": "Bagok"}, {"luas": 2.5}], [None, None]).column_names
    ['nama', 'luas', '__baris__', '__wkb__']
    """
    keys = list(dict.fromkeys(key for one in properties for key in one))
    columns: dict[str, pa.Array] = {}
    for key, name in zip(keys, unique_names(keys), strict=True):
        columns[name] = pa.array([_cell(one.get(key)) for one in properties], pa.string())
    columns[ROW] = pa.array(range(1, len(properties) + 1), pa.int64())
    columns[WKB] = pa.array(shapes, pa.binary())
    return pa.table(columns)


def _cell(value: Any) -> str | None:
    if type(value) is str:
        return value or None
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return plain(value)
