"""What a reader hands over: a stream of record batches and what was noticed on the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import pyarrow as pa

from records.files.limits import Limits
from sop.problem import Problem

ROW = "__baris__"
"""Column with the number of the row or feature in the source."""

WKB = "__wkb__"
"""Column with the shape of a feature as well-known binary."""


class Format(StrEnum):
    """Formats that are accepted: nothing else is opened."""

    TEXT = "CSV"
    XLSX = "XLSX"
    GEOJSON = "GeoJSON"
    GPKG = "GeoPackage"
    SHAPEFILE = "Shapefile"
    KML = "KML"
    PARQUET = "Parquet"
    GPX = "GPX"


@dataclass(frozen=True)
class Request:
    """What a reader is asked for.

    Parameters
    ----------
    path
        The file.
    folder
        An empty folder of its own, where it may unpack.
    limits
        Caps.
    layer
        Layer or sheet to read, where a file has several.
    """

    path: Path
    folder: Path
    limits: Limits
    layer: str | None = None


@dataclass
class Contents:
    """Contents of a file while it is read; the lists fill as the batches are drawn.

    Parameters
    ----------
    format
        What the file turned out to be.
    schema, batches
        The table: source columns as text, integers, floats or flags; `ROW`; and `WKB` if there are shapes.
    crs
        Coordinate system of the shapes; None if the file does not say.
    encoding, separator
        Of a text.
    layers
        Layers or sheets of the file, the one that is read first; empty where there can be only one.
    rejected, warnings
        Rows that cannot be read, and what a person should know.
    """

    format: Format
    schema: pa.Schema
    batches: Iterable[pa.RecordBatch]
    crs: str | None = None
    encoding: str | None = None
    separator: str | None = None
    layers: tuple[str, ...] = ()
    total: int | None = None
    rejected: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def of_table(format_: Format, table: pa.Table, crs: str | None = None) -> Contents:
    """Return contents of a table that is already whole.

    Examples
    --------
    >>> of_table(Format.TEXT, pa.table({ROW: [2], "nama": ["Bagok"]})).total
    1
    """
    return Contents(format_, table.schema, table.to_batches(), crs=crs, total=table.num_rows)


def unique_names(names: Iterable[object]) -> list[str]:
    """Return column names without blanks and doubles, as the person will see them.

    Examples
    --------
    >>> unique_names(["Tgl ", None, "Tgl"])
    ['Tgl', 'kolom 2', 'Tgl (2)']
    """
    result: list[str] = []
    for position, name in enumerate(names, start=1):
        text = " ".join(str(name if name is not None else "").replace("\0", "").replace("\ufeff", "").split())
        text = text or f"kolom {position}"
        number, unique = 2, text
        while unique in result:
            unique = f"{text} ({number})"
            number += 1
        result.append(unique)
    return result


def plain(value: object) -> str | None:
    """Return a typed cell as text that no reader can take for something else.

    A number with exactly three decimals gets a fourth, so that its dot is not read as a thousands dot;
    a time at midnight becomes a date, which is how spreadsheets keep dates.

    Examples
    --------
    >>> from datetime import datetime
    >>> plain(1.234), plain(12.0), plain(datetime(2025, 3, 1)), plain(True), plain(" ")
    ('1.2340', '12', '2025-03-01', 'ya', None)
    """
    if value is None:
        return None
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, float):
        return _plain_float(value)
    isoformat = getattr(value, "isoformat", None)
    if isoformat is not None:
        text = str(isoformat())
        return text.removesuffix("T00:00:00")
    text = str(value)
    return text if text.strip() else None


def _plain_float(value: float) -> str | None:
    if value != value:  # noqa: PLR0124 - the only number that differs from itself is "not a number"
        return None
    if value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004 - above it floats skip whole numbers
        return str(int(value))
    text = repr(value)
    _, dot, decimals = text.partition(".")
    return text + "0" if dot and len(decimals) == 3 else text  # noqa: PLR2004
