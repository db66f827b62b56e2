"""GeoPackage and Shapefile through GDAL, with every other driver switched off."""

from __future__ import annotations

import contextlib
import zipfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyogrio

from records.files.columns import simple_columns
from records.files.contents import ROW, WKB, Contents, Format, Request, of_table
from records.files.limits import Limits
from records.files.zips import unpack_shapefile
from sop.problem import ProblemCode, Refused, problem

_SHP_MAGIC = b"\x00\x00\x27\x0a"


def read(request: Request) -> Contents:
    """Read one layer: the named one, else the first that has shapes.

    A Shapefile comes in a zip and is unpacked into the folder of the request first.

    Raises
    ------
    Refused
        If there is no layer, or a part of the Shapefile is missing.
    """
    if zipfile.is_zipfile(request.path):
        shp, layers = unpack_shapefile(request.path, request.folder, request.limits, request.layer)
        with shp.open("rb") as stream:
            if stream.read(4) != _SHP_MAGIC:
                cause = "bagian .shp bukan Shapefile"
                raise Refused(problem(ProblemCode.BERKAS_TAK_TERBACA, berkas=request.path.name, sebab=cause))
        return _read(shp, None, Format.SHAPEFILE, layers, request.limits)
    found = [(str(name), kind) for name, kind in pyogrio.list_layers(request.path)]
    if not found:
        raise Refused(problem(ProblemCode.BERKAS_KOSONG, berkas=request.path.name))
    names = [name for name, _ in found]
    shaped = [name for name, kind in found if kind]
    chosen = request.layer if request.layer in names else (shaped or names)[0]
    layers = (chosen, *(name for name in names if name != chosen))
    return _read(request.path, chosen, Format.GPKG, layers, request.limits)


def _read(
    path: Path, layer: str | None, format_: Format, layers: tuple[str, ...], limits: Limits
) -> Contents:
    """Read one layer; ``layers`` are all of the file, this one first."""
    info = pyogrio.read_info(path, layer=layer, force_total_bounds=False)
    if len(info["fields"]) > limits.columns:
        cause = f"ada {len(info['fields'])} kolom, paling banyak {limits.columns}"
        raise Refused(problem(ProblemCode.BERKAS_TAK_TERBACA, berkas=path.name, sebab=cause))
    meta, table = pyogrio.read_arrow(path, layer=layer)
    contents = of_table(format_, _table(meta, table), crs=_crs(meta))
    contents.encoding = str(meta.get("encoding") or "") or None
    contents.layers = layers
    if len(layers) > 1:
        contents.warnings.append(
            problem(ProblemCode.LAPIS_LAIN, dibaca=layers[0], lain=", ".join(layers[1:]))
        )
    return contents


def _table(meta: dict[str, Any], table: pa.Table) -> pa.Table:
    shape_column = meta.get("geometry_name") or "wkb_geometry"
    shapes = None
    for name in (shape_column, "wkb_geometry"):
        if name in table.column_names:
            shapes = table[name].cast(pa.binary())
            table = table.drop_columns([name])
            break
    columns = simple_columns(table)
    columns[ROW] = pa.array(range(1, table.num_rows + 1), pa.int64())
    if shapes is not None:
        columns[WKB] = shapes
    return pa.table(columns)


def _crs(meta: dict[str, Any]) -> str | None:
    crs = meta.get("crs")
    with contextlib.suppress(AttributeError):
        return None if crs is None or "undefined" in crs.lower() else str(crs)
    return None
