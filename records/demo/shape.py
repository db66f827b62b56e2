"""Rows of the demo as parsed frames: the dictionary's columns and dtypes, ready to be stored."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from sop.dictionary import Field, Frame, Kind

_FIRST_ROW = 2
_INPUT_TIME = "waktu_input"


def parsed(frame: Frame, rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """Return rows without their geometry, in the form that a parsed file has.

    Parameters
    ----------
    frame
        Entry of the data dictionary.
    rows
        Values by column name, with ``id_sumber``; missing columns are missing values.

    Returns
    -------
    DataFrame
        Index: row number as in a file, from 2. ``sidik`` is made of frame and ``id_sumber``.

    Examples
    --------
    >>> from sop.dictionary import PLACES
    >>> places = parsed(PLACES, [{"id_sumber": "a", "nama": "Pos Contoh", "jenis": "pos"}])
    >>> places.index.tolist(), places["nama"].tolist(), places["sidik"].str.len().tolist()
    ([2], ['Pos Contoh'], [64])
    """
    index = pd.RangeIndex(_FIRST_ROW, _FIRST_ROW + len(rows))
    columns = {
        field.name: _column(field, [row.get(field.name) for row in rows], index)
        for field in frame.fields[1:]
        if field.name not in {_INPUT_TIME, "sidik"}
    }
    sidik = [_fingerprint(frame, str(row["id_sumber"])) for row in rows]
    columns["sidik"] = pd.Series(sidik, index=index, dtype="str")
    order = [name for name in frame.names[1:] if name != _INPUT_TIME]
    return pd.DataFrame(columns, index=index)[order]


def parsed_shapes(frame: Frame, rows: Sequence[dict[str, Any]]) -> gpd.GeoDataFrame:
    """Return rows as ``parsed`` does, with their ``geometry`` (or none) in EPSG:4326."""
    table = parsed(frame, rows)
    shapes = np.array([row.get("geometry") for row in rows], dtype=object)
    return gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(shapes, index=table.index, crs="EPSG:4326"))


def _fingerprint(frame: Frame, source_id: str) -> str:
    return hashlib.sha256(f"contoh|{frame.name}|{source_id}".encode()).hexdigest()


def _column(field: Field, values: list[Any], index: pd.Index) -> pd.Series:
    if field.kind is Kind.TIME:
        return pd.Series(pd.to_datetime(values, utc=True), index=index).dt.as_unit("ms")
    dtypes = {Kind.INTEGER: "Int64", Kind.NUMBER: "float64", Kind.FLAG: "boolean"}
    if field.kind in dtypes:
        return pd.Series(values, index=index, dtype=dtypes[field.kind])
    if field.kind in {Kind.JSON, Kind.BYTES}:
        return pd.Series(values, index=index, dtype=object)
    return pd.Series([value or None for value in values], index=index, dtype="str")
