"""Files from outside: read in a process of their own, never in this one."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from records.files.child import NEWS, TABLE
from records.files.contents import ROW, WKB, Format
from records.files.detect import too_large
from records.files.limits import Limits
from sop.problem import Problem, ProblemCode, Refused, problem

_CODES = {code.value: code for code in ProblemCode}

Progress = Callable[[int, int | None], None]

_SKIPPED_DRIVERS = (
    "VRT,OGR_VRT,CSV,XLSX,ODS,GML,GPX,KML,LIBKML,GeoJSON,GeoJSONSeq,ESRIJSON,TopoJSON,JSONFG,GeoRSS,HTTP,WFS,"
    "CSW,OAPIF,OGCAPI,GDALG,STACTA,PDF,MVT,PMTiles,MBTiles,DXF,DGN,SQLite,OpenFileGDB,FlatGeobuf,ADBC,"
    "AVCBin,AVCE00,EDIGEO,Idrisi,JML,MapML,MiraMonVector,OGR_GMT,OGR_PDS,PCIDSK,PDS4,S57,SXF,Selafin,VDV,VFK,"
    "VICAR,WAsP,AIVector,Carto,AmigoCloud,Elasticsearch,EEDA,NGW,PLSCENES,GTFS,OSM,GPSBabel,"
    "MapInfo File,PGDUMP,LVBAG"
)


@dataclass(frozen=True, kw_only=True)
class RawFile:
    """A file as it was written, not yet understood.

    Parameters
    ----------
    name
        Name of the file, for messages.
    format
        What it turned out to be.
    table
        Source columns as text, or as integers and floats where the source is typed; the index is the row
        or feature number in the source.
    shapes
        Shape of each row, in two dimensions (None where there is none); None for a table without shapes.
    crs
        Coordinate system of the shapes, if the file says it.
    encoding, separator
        Of a text.
    rejected, warnings
        Rows that could not be read, and what a person should know.
    layers
        Layers or sheets of the file, the one that was read first; empty where there can be only one.
    """

    name: str
    format: Format
    table: pd.DataFrame
    shapes: NDArray[np.object_] | None
    crs: str | None
    encoding: str | None
    separator: str | None
    rejected: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    layers: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """Number of records in the file, readable or not."""
        return len(self.table) + len(self.rejected)


def read_file(
    path: Path, *, layer: str | None = None, progress: Progress | None = None, limits: Limits | None = None
) -> RawFile:
    """Read a file of any accepted format in a limited process.

    Parameters
    ----------
    layer
        Layer or sheet to read, where a file has several.
    progress
        Called with rows read so far and rows expected, if known.
    limits
        Caps; the usual ones otherwise.

    Raises
    ------
    Refused
        If the file is not accepted, damaged, dangerous, or too heavy. Nothing is kept of it then.
    """
    limits = limits or Limits()
    if not path.is_file():
        raise Refused(
            problem(ProblemCode.BERKAS_TAK_TERBACA, berkas=path.name, sebab="berkas tidak ditemukan")
        )
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise too_large(path.name, size, limits)
    with tempfile.TemporaryDirectory(prefix="tenteram-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        _run(path.resolve(), folder, layer, limits, progress)
        return _result(path.name, folder)


def _run(path: Path, folder: Path, layer: str | None, limits: Limits, progress: Progress | None) -> None:
    options = json.dumps({"limits": dataclasses.asdict(limits), "layer": layer})
    command = [sys.executable, "-I", "-m", "records.files.child", str(path), str(folder), options]
    with subprocess.Popen(  # noqa: S603 - our own module, arguments as a list
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=_environment(),
        cwd=folder,
    ) as child:
        timer = threading.Timer(limits.seconds, child.kill)
        timer.start()
        try:
            for line in child.stdout or ():
                if progress is not None and line.startswith("["):
                    done, total = json.loads(line)
                    progress(done, total)
            child.wait()
        except BaseException:
            child.kill()
            raise
        finally:
            timer.cancel()
    if child.returncode != 0 or not (folder / NEWS).exists():
        cause = "melampaui batas waktu atau memori"
        raise Refused(problem(ProblemCode.BERKAS_TERLALU_BERAT, berkas=path.name, sebab=cause))


def _environment() -> dict[str, str]:
    return {
        **os.environ,
        "OGR_SKIP": _SKIPPED_DRIVERS,
        "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
        "OGR_SQLITE_LOAD_EXTENSIONS": "",
        "SHAPE_RESTORE_SHX": "YES",
        "ARROW_DEFAULT_MEMORY_POOL": "system",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "PYTHONIOENCODING": "utf-8",
    }


def _result(name: str, folder: Path) -> RawFile:
    news: dict[str, Any] = json.loads((folder / NEWS).read_text(encoding="utf-8"))
    if "refused" in news:
        raise Refused(*(_problem(one) for one in news["refused"]))
    with pa.OSFile(str(folder / TABLE), "rb") as source:
        table = pa.ipc.open_file(source).read_all()
    rows = pd.Index(table[ROW].to_numpy(), name="baris")
    table = table.drop_columns([ROW])
    shapes = None
    if WKB in table.column_names:
        shapes = shapely.from_wkb(table[WKB].to_numpy(zero_copy_only=False), on_invalid="ignore")
        shapes = shapely.force_2d(shapes)
        table = table.drop_columns([WKB])
    columns = {column: _series(table[column], rows) for column in table.column_names}
    return RawFile(
        name=name,
        format=Format(news["format"]),
        table=pd.DataFrame(columns, index=rows),
        shapes=shapes,
        crs=news["crs"],
        encoding=news["encoding"],
        separator=news["separator"],
        layers=tuple(news["layers"]),
        rejected=tuple(_problem(one) for one in news["rejected"]),
        warnings=tuple(_problem(one) for one in news["warnings"]),
    )


def _series(column: Any, rows: pd.Index) -> pd.Series:
    """Return text as pandas text; integers with gaps as nullable integers."""
    if pa.types.is_integer(column.type):
        missing = column.is_null().to_numpy()
        filled = column.fill_null(0).to_numpy()
        return pd.Series(pd.arrays.IntegerArray(filled, missing), index=rows)
    if pa.types.is_floating(column.type):
        return pd.Series(column.to_numpy(), index=rows, dtype="float64")
    return pd.Series(pd.array(column, dtype="str"), index=rows)


def _problem(one: dict[str, Any]) -> Problem:
    return Problem(_CODES[one["code"]], one["details"], one["row"], one["column"], one["value"])
