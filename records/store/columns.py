"""Columns between frames, rows and the database.

Three forms: *frame* (pandas, shapely), *plain* (text, numbers, bytes: the same for every database, what
a row's digest covers) and *driver* (what the database's driver takes). Whole columns are turned at once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
import shapely
from sqlalchemy import Dialect

from records.store.geometry import driver_to_wkb, from_wkb, to_wkb, wkb_to_driver
from records.store.time import text_to_time, time_to_text
from sop.dictionary import Kind

_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_TEXTS = (Kind.TEXT, Kind.CODE, Kind.DATE)


def canonical(value: Any) -> str:
    """Return the one JSON text of a value: sorted keys, no spaces, no NaN.

    Examples
    --------
    >>> canonical({"b": 1, "a": ["é", None]})
    '{"a":["é",null],"b":1}'
    """
    return _JSON.encode(value)


def to_plain(series: pd.Series[Any], kind: Kind) -> list[Any]:
    """Turn a frame's column into plain values, None where something is missing."""
    if kind is Kind.TIME:
        times = pd.to_datetime(series, utc=True).dt.tz_localize(None).to_numpy("datetime64[ms]")
        texts = np.char.add(np.datetime_as_string(times, unit="ms"), "Z").astype(object)
        return [None if gone else text for gone, text in zip(np.isnat(times), texts, strict=True)]
    if kind is Kind.JSON:
        return [None if _missing(value) else canonical(value) for value in series]
    missing = series.isna().to_numpy()
    values = series.to_numpy(dtype=object)
    turn = _PLAIN[kind]
    return [None if gone else turn(value) for value, gone in zip(values, missing, strict=True)]


def to_series(plain: Sequence[Any], kind: Kind) -> pd.Series[Any]:
    """Turn plain values into a frame's column of the dtype that belongs to the kind."""
    if kind in _TEXTS:
        return pd.Series(plain, dtype="str")
    if kind is Kind.TIME:
        times = np.array([None if text is None else text[:-1] for text in plain], dtype="datetime64[ms]")
        return pd.Series(times).dt.tz_localize("UTC")
    if kind is Kind.INTEGER:
        return pd.Series(pd.array(plain, dtype="Int64"))
    if kind is Kind.NUMBER:
        return pd.Series(np.array(plain, dtype="float64"))
    if kind is Kind.FLAG:
        return pd.Series(pd.array([None if v is None else bool(v) for v in plain], dtype="boolean"))
    if kind is Kind.JSON:
        plain = [None if text is None else json.loads(text) for text in plain]
    return pd.Series(_objects(plain), dtype=object)


def to_driver(plain: list[Any], kind: Kind | None, dialect: Dialect) -> list[Any]:
    """Turn plain values into what the driver takes; kind None is the geometry."""
    if kind is None:
        return wkb_to_driver(plain, dialect)
    if dialect.name == "postgresql" and kind in _FOR_POSTGRESQL:
        turn = _FOR_POSTGRESQL[kind]
        return [None if value is None else turn(value) for value in plain]
    return plain


def from_driver(values: Sequence[Any], kind: Kind | None, dialect: Dialect) -> Sequence[Any]:
    """Turn what the driver gives into plain values; kind None is the geometry."""
    if kind is None:
        return driver_to_wkb(values, dialect)
    if dialect.name == "postgresql" and kind in _FROM_POSTGRESQL:
        turn = _FROM_POSTGRESQL[kind]
        return [None if value is None else turn(value) for value in values]
    return values


def geometry_to_plain(geometries: Any) -> list[bytes | None]:
    """Turn a column of shapely geometries into plain values; heights, which nothing uses, are left out."""
    return to_wkb(shapely.force_2d(np.asarray(geometries, dtype=object)))


def plain_to_geometry(plain: Sequence[bytes | None]) -> np.ndarray[Any, Any]:
    """Turn plain values into shapely geometries."""
    return from_wkb(plain)


_PLAIN: dict[Kind, Callable[[Any], Any]] = {
    Kind.TEXT: str,
    Kind.CODE: str,
    Kind.DATE: str,
    Kind.INTEGER: int,
    # There is one zero: a file would forget the sign of the other.
    Kind.NUMBER: lambda value: float(value) + 0.0,
    Kind.FLAG: int,
    Kind.BYTES: bytes,
}

_FOR_POSTGRESQL: dict[Kind, Callable[[Any], Any]] = {Kind.TIME: text_to_time, Kind.FLAG: bool}
_FROM_POSTGRESQL: dict[Kind, Callable[[Any], Any]] = {
    Kind.TIME: time_to_text,
    Kind.FLAG: int,
    Kind.BYTES: bytes,
}


def _missing(value: Any) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and value != value)  # noqa: PLR0124 - NaN


def _objects(values: Sequence[Any]) -> np.ndarray[Any, Any]:
    """Keep lists as values: numpy would make them rows."""
    array = np.empty(len(values), dtype=object)
    for i, value in enumerate(values):
        array[i] = value
    return array
