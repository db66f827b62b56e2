"""Parquet, with shapes (GeoParquet) or without."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from records.files.columns import simple_columns
from records.files.contents import ROW, WKB, Contents, Format, Request, of_table
from sop.problem import ProblemCode, Refused, problem


def read(request: Request) -> Contents:
    """Read a Parquet file whole, after its footer says that it is not too large.

    Raises
    ------
    Refused
        If it unpacks beyond the caps, or its shapes are in an encoding other than WKB.
    """
    path, limits = request.path, request.limits
    source = pq.ParquetFile(path)
    unpacked = sum(
        source.metadata.row_group(number).total_byte_size for number in range(source.num_row_groups)
    )
    if unpacked > limits.streamed_bytes or source.metadata.num_columns > limits.columns:
        raise Refused(
            problem(ProblemCode.BERKAS_TERLALU_BERAT, berkas=path.name, sebab="isinya terlalu besar")
        )
    table = source.read()
    shape_column, crs = _geo(path.name, source.schema_arrow.metadata or {})
    shapes = None
    if shape_column is not None and shape_column in table.column_names:
        shapes = table[shape_column].cast(pa.binary())
        table = table.drop_columns([shape_column])
    columns = simple_columns(table)
    columns[ROW] = pa.array(range(1, table.num_rows + 1), pa.int64())
    if shapes is not None:
        columns[WKB] = shapes
    return of_table(Format.PARQUET, pa.table(columns), crs=crs)


def _geo(name: str, metadata: dict[bytes, bytes]) -> tuple[str | None, str | None]:
    if b"geo" not in metadata:
        return None, None
    geo: dict[str, Any] = json.loads(metadata[b"geo"])
    column = str(geo.get("primary_column") or "geometry")
    described = geo.get("columns", {}).get(column, {})
    if str(described.get("encoding", "WKB")).upper() != "WKB":
        raise Refused(
            problem(ProblemCode.BERKAS_TAK_TERBACA, berkas=name, sebab="bentuknya tidak disimpan sebagai WKB")
        )
    if "crs" not in described:
        return column, "EPSG:4326"
    crs = described["crs"]
    return column, None if crs is None else json.dumps(crs)
