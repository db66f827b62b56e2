"""Backup and restore of both stores, and the move from one to the other, at 100,000 records.

Every backup is verified and every restore proven, as in the office. The peers in the same run do less: a
plain copy of the file that is forced to the disk, and ``pg_dump`` with ``pg_restore``, where they are
installed.

Run: ``python benchmarks/restore.py [--records 100000] [--repeat 3]``; prints one JSON document. The server
is a private one, thrown away afterwards; without PostgreSQL and PostGIS its part is null.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from records.store.backup import backup, restore
from records.store.engine import url_of
from records.store.store import Store
from records.store.verify import verify
from sop.dictionary import INCIDENTS
from sop.party import Actor, Role

sys.path.append(str(Path(__file__).parents[1]))
from tests.postgis import Server

AT = datetime(2026, 11, 23, tzinfo=UTC)
ACTOR = Actor("cli:benchmark", Role.LOKAL)


@dataclass(frozen=True)
class Place:
    """What a restore needs of a workspace."""

    home: Path
    database_url: str


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--repeat", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        result: dict[str, object] = {"records": given.records, "seconds": {}}
        place = filled(Place(folder, url_of(folder / "store.gpkg")), given.records)
        made = folder / "backups"
        seconds = {"file": of_store(place, made, given.repeat) | of_file(folder / "store.gpkg", given.repeat)}
        result["backup_mb"] = round(newest(made).stat().st_size / 1e6, 1)
        programs = Server.found()
        if programs is not None:
            seconds["postgis"] = of_server(Server(programs), folder, made, given)
        result["seconds"] = seconds
    print(json.dumps(result))


def of_server(
    server: Server, folder: Path, of_file: Path, given: argparse.Namespace
) -> dict[str, float | None]:
    """Time the server's store, filled by the move of an office."""
    try:
        home = folder / "server"
        home.mkdir()
        place = Place(home, server.create("kantor"))
        moved = clocked(lambda: restore(newest(of_file), place, AT))
        timed = of_store(place, home / "backups", given.repeat)
        with closing(Store.open(place.database_url)) as store:
            if problems := verify(store):
                raise SystemExit(problems[0].message)
        return {"move_from_file": round(moved, 2), **timed, **of_pg_dump(server, folder, given.repeat)}
    finally:
        server.remove()


def filled(place: Place, records: int) -> Place:
    """Store so many incidents, 1,000 an act."""
    chance = np.random.default_rng(1)
    with closing(Store.open(place.database_url, zone="Asia/Pontianak")) as store:
        for first in range(0, records, 1000):
            size = min(1000, records - first)
            minutes = pd.to_timedelta(chance.integers(0, 3 * 365 * 1440, size), unit="min")
            rows = {
                "sidik": [f"{n:064d}" for n in range(first, first + size)],
                "waktu_kejadian": (pd.Timestamp("2023-11-01", tz="UTC") + minutes).as_unit("ms"),
                "presisi_waktu": "tepat",
                "zona_waktu_asli": "Asia/Pontianak",
                "kode_kategori": chance.choice(["JLN-04", "MIR-01", "LHN-02"], size),
                "presisi_lokasi": "gps",
                "asal": "laporan_warga",
                "kronologi": "Balap liar di depan pasar, sekitar 15 motor, sudah ditegur dan bubar.",
                "jumlah_terlibat": chance.integers(1, 50, size),
                "dampak_aktual": 1.0,
                "status": "masuk",
                "status_verifikasi": "belum",
                "visibilitas": "umum",
            }
            points = gpd.points_from_xy(chance.uniform(115, 116, size), chance.uniform(-3, -2, size))
            with store.act(ACTOR, AT, "incidents.impor") as act:
                act.add(INCIDENTS, gpd.GeoDataFrame(rows, geometry=points, crs=4326))
    return place


def of_store(place: Place, backups: Path, repeat: int) -> dict[str, float]:
    """Time verified backups and restores."""
    with closing(Store.open(place.database_url)) as store:
        made = [clocked(lambda n=n: backup(store, backups, AT + timedelta(days=n))) for n in range(repeat)]
    restored = [
        clocked(lambda n=n: restore(newest(backups), place, AT + timedelta(seconds=n))) for n in range(repeat)
    ]
    return {"backup": median(made), "restore": median(restored)}


def of_file(file: Path, repeat: int) -> dict[str, float]:
    """Time the peer of the file: a copy that is on the disk."""
    return {
        "plain_copy": median(
            [clocked(lambda: copied(file, file.with_name("salinan"))) for _ in range(repeat)]
        )
    }


def of_pg_dump(server: Server, folder: Path, repeat: int) -> dict[str, float | None]:
    """Time the peers of the server, None where they are not installed."""
    dump = shutil.which("pg_dump", path=f"{server.programs}{os.pathsep}{os.environ['PATH']}")
    if dump is None:
        return {"pg_dump": None, "pg_restore": None}
    out = folder / "kantor.dump"
    url = {name: server.url(name).replace("+psycopg", "") for name in ("kantor", "pulih")}
    dumped, restored = [], []
    for _ in range(repeat):
        dumped.append(
            clocked(lambda: run(dump, "--format=custom", f"--file={out}", f"--dbname={url['kantor']}"))
        )
        server.drop("pulih")
        server.create("pulih")
        back = str(Path(dump).with_name("pg_restore"))
        restored.append(clocked(lambda back=back: run(back, f"--dbname={url['pulih']}", str(out))))
    return {"pg_dump": median(dumped), "pg_restore": median(restored)}


def run(*command: str) -> None:
    """Run a program, which must succeed."""
    subprocess.run(command, check=True)


def copied(source: Path, target: Path) -> None:
    """Copy a file and force the copy to the disk."""
    shutil.copyfile(source, target)
    with target.open("rb+") as handle:
        os.fsync(handle.fileno())


def newest(folder: Path) -> Path:
    """Return the backup made last."""
    return max(folder.glob("*.gpkg"))


def clocked(do: Callable[[], object]) -> float:
    """Return the seconds that something takes."""
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def median(seconds: list[float]) -> float:
    """Return the median to the hundredth of a second."""
    return round(statistics.median(seconds), 2)


if __name__ == "__main__":
    main()
