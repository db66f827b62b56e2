"""Rows of the version tables, and frames made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import geopandas as gpd
import pandas as pd
from sqlalchemy import Connection, Select, Table, exists, func, select

from records.store.columns import from_driver, geometry_to_plain, plain_to_geometry, to_plain, to_series
from records.store.schema import AUDIT, FID, GEOMETRY, META, TABLES, VERSION
from sop.dictionary import DESA, Frame, Kind

CRS = 4326
"""EPSG code of every stored geometry."""


def column_kinds(frame: Frame) -> dict[str, Kind | None]:
    """Return the stored columns of a frame in order, each with its kind; None is the geometry."""
    kinds: dict[str, Kind | None] = {field.name: field.kind for field in frame}
    return {**kinds, GEOMETRY: None} if frame.geometry else kinds


def count_rows(connection: Connection) -> dict[str, int]:
    """Return the number of rows of every version table and of the audit trail."""
    tables: tuple[Table, ...] = (*TABLES.values(), AUDIT)
    return {t.name: int(connection.execute(select(func.count()).select_from(t)).scalar_one()) for t in tables}


def selected(frame: Frame) -> Select[Any]:
    """Select the stored columns of a frame and the version."""
    table = TABLES[frame.name]
    return select(*(table.c[name] for name in column_kinds(frame)), table.c[VERSION])


def current(frame: Frame) -> Select[Any]:
    """Select the newest version of every record; of the areas, the newest set."""
    table = TABLES[frame.name]
    newest = table.alias("newest")
    if frame is DESA:
        last = select(func.max(newest.c[VERSION])).scalar_subquery()
        return selected(frame).where(table.c[VERSION] == last).order_by(table.c[FID])
    later = exists().where(newest.c[frame.key] == table.c[frame.key], newest.c[VERSION] > table.c[VERSION])
    return selected(frame).where(~later).order_by(table.c[FID])


def fetch(connection: Connection, frame: Frame, query: Select[Any]) -> dict[str, Sequence[Any]]:
    """Return the plain columns of a query; the driver's own tuples, because rows are many."""
    compiled = query.compile(dialect=connection.dialect, compile_kwargs={"render_postcompile": True})
    values = tuple(compiled.params[name] for name in compiled.positiontup or ())
    cursor = cast("Any", connection.exec_driver_sql(str(compiled), values).cursor)
    rows = cursor.fetchall()
    names = {**column_kinds(frame), VERSION: Kind.INTEGER}
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return {
        name: from_driver(column, kind, connection.dialect)
        for (name, kind), column in zip(names.items(), columns, strict=True)
    }


def to_frame(frame: Frame, columns: Mapping[str, Sequence[Any]]) -> pd.DataFrame | gpd.GeoDataFrame:
    """Make a frame of fetched columns, indexed by the records' numbers."""
    data = {field.name: to_series(columns[field.name], field.kind) for field in frame}
    data[VERSION] = pd.Series(columns[VERSION], dtype="int64")
    table = pd.DataFrame(data).set_index(frame.key)
    if not frame.geometry:
        return table
    shapes = gpd.GeoSeries(plain_to_geometry(columns[GEOMETRY]), index=table.index, crs=CRS)
    return gpd.GeoDataFrame(table, geometry=shapes)


def plain_columns(frame: Frame, rows: pd.DataFrame) -> dict[str, list[Any]]:
    """Turn a frame into plain columns; those that it lacks are empty."""
    nothing: list[Any] = [None] * len(rows)
    plain = {f.name: to_plain(rows[f.name], f.kind) if f.name in rows else nothing for f in frame}
    if frame.geometry:
        plain[GEOMETRY] = geometry_to_plain(rows["geometry"]) if "geometry" in rows else nothing
    return plain


def plain_value(frame: Frame, name: str, value: Any) -> list[Any]:
    """Turn one value of a field, or of ``geometry``, into a plain column of one."""
    if name == "geometry":
        return geometry_to_plain([value])
    return to_plain(pd.Series([value], dtype=object), frame[name].kind)


def setting(connection: Connection, key: str) -> str:
    """Return one of the store's own settings: ``zona`` or ``kunci``."""
    return str(connection.execute(select(META.c.value).where(META.c.key == key)).scalar_one())
