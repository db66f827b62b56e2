"""The process that opens files from outside: it may die, the program that asked it lives on.

Run as ``python -m records.files.child FILE FOLDER OPTIONS``: writes ``tabel.arrow`` and ``kabar.json``
into the folder and its progress to standard output, as one JSON list a line.
"""

from __future__ import annotations

import dataclasses
import importlib
import json
import os
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa

from records.files.contents import Contents, Format, Request
from records.files.detect import detect
from records.files.limits import Limits
from sop.problem import Problem, ProblemCode, Refused, problem

TABLE = "tabel.arrow"
NEWS = "kabar.json"

# Loaded one at a time: opening a small file must not wait for every library.
_READERS = {
    Format.TEXT: "text",
    Format.XLSX: "sheet",
    Format.GEOJSON: "geojson",
    Format.KML: "kml",
    Format.GPX: "gpx",
    Format.PARQUET: "parquet",
    Format.GPKG: "vector",
    Format.SHAPEFILE: "vector",
}


def main(arguments: list[str]) -> int:
    """Read one file under limits and leave the result in the folder."""
    path, folder, options = Path(arguments[0]), Path(arguments[1]), json.loads(arguments[2])
    limits = Limits(**options["limits"])
    _limit(limits)
    try:
        news = _read(path, folder, limits, options.get("layer"))
    except Refused as refused:
        news = {"refused": [_as_json(one) for one in refused.problems]}
    except MemoryError:
        news = {"refused": [_as_json(_heavy(path.name))]}
    except Exception as error:  # noqa: BLE001 - libraries raise anything on a broken file
        news = {"refused": [_as_json(_broken(path.name, error))]}
    (folder / NEWS).write_text(json.dumps(news), encoding="utf-8")
    return 0


def _read(path: Path, folder: Path, limits: Limits, layer: str | None) -> dict[str, Any]:
    reader = importlib.import_module(f"records.files.{_READERS[detect(path, limits)]}")
    contents: Contents = reader.read(Request(path, folder, limits, layer))
    rows = 0
    with pa.OSFile(str(folder / TABLE), "wb") as sink, pa.ipc.new_file(sink, contents.schema) as writer:
        for batch in contents.batches:
            writer.write_batch(batch)
            rows += batch.num_rows
            sys.stdout.write(json.dumps([rows, contents.total]) + "\n")
            sys.stdout.flush()
    return {
        "format": contents.format.value,
        "crs": contents.crs,
        "encoding": contents.encoding,
        "separator": contents.separator,
        "layers": contents.layers,
        "rejected": [_as_json(one) for one in contents.rejected],
        "warnings": [_as_json(one) for one in contents.warnings],
    }


def _limit(limits: Limits) -> None:
    if os.name != "posix":
        return
    import resource  # noqa: PLC0415 - POSIX only

    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _heavy(name: str) -> Problem:
    return problem(ProblemCode.BERKAS_TERLALU_BERAT, berkas=name, sebab="memori tidak cukup")


def _broken(name: str, error: Exception) -> Problem:
    if "memory" in str(error).lower() or type(error).__name__ == "ArrowMemoryError":
        return _heavy(name)
    return problem(
        ProblemCode.BERKAS_TAK_TERBACA,
        berkas=name,
        sebab=f"isinya rusak atau terpotong ({type(error).__name__})",
    )


def _as_json(one: Problem) -> dict[str, Any]:
    return {**dataclasses.asdict(one), "code": one.code.value}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
