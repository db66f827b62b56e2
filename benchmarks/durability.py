"""Durability of the store: acknowledged commits under repeated ``kill -9``, and the price of one commit.

A child process commits one incident a transaction and says so; it is killed again and again at random
moments. Everything that it said must be in the store afterwards. Beside it, in the same run, bare
``sqlite3`` writes the same record with the same pragmas.

Run: ``python benchmarks/durability.py [--commits 10000]``; prints one JSON document. POSIX only.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, cast

import geopandas as gpd
import numpy as np
import pandas as pd

from records.store.engine import url_of
from records.store.store import Store
from records.store.verify import verify
from sop.dictionary import INCIDENTS
from sop.party import Actor, Role

AT = datetime(2026, 11, 23, tzinfo=UTC)
ACTOR = Actor("cli:benchmark", Role.LOKAL)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--commits", type=int, default=10_000)
    parser.add_argument("--samples", type=int, default=500)
    parser.add_argument("--write", metavar="URL", help="be the child which writes and is killed")
    parser.add_argument("--run", type=int, default=0)
    given = parser.parse_args()
    if given.write:
        write_for_ever(given.write, given.run)
        return
    with tempfile.TemporaryDirectory() as folder:
        result = {
            "kill_9": killed(Path(folder) / "killed.gpkg", given.commits),
            "commit_ms": {
                "store": latency_of_store(Path(folder) / "store.gpkg", given.samples),
                "bare_sqlite3": latency_of_sqlite(Path(folder) / "bare.db", given.samples),
            },
        }
    print(json.dumps(result))


def record(mark: str) -> gpd.GeoDataFrame:
    """Return one parsed incident."""
    fields = {
        "sidik": [mark],
        "waktu_kejadian": pd.to_datetime(["2026-11-22T12:00:00.900Z"]),
        "presisi_waktu": "tepat",
        "zona_waktu_asli": "Asia/Pontianak",
        "kode_kategori": "JLN-04",
        "presisi_lokasi": "gps",
        "asal": "laporan_warga",
        "kronologi": "Balap liar di depan pasar, sekitar 15 motor.",
        "dampak_aktual": 1.0,
        "status": "masuk",
        "status_verifikasi": "belum",
        "visibilitas": "umum",
    }
    return gpd.GeoDataFrame(fields, geometry=gpd.points_from_xy([115.1], [-2.1]), crs=4326, index=[2])


def write_for_ever(url: str, run: int) -> None:
    """Commit one incident after the other and say each when it is committed."""
    store = Store.open(url)
    row = record("")
    for n in itertools.count():
        mark = f"{run}-{n}"
        with store.act(ACTOR, AT, "incidents.impor") as act:
            act.add(INCIDENTS, row.assign(sidik=mark))
        os.write(1, f"{mark}\n".encode())


def killed(file: Path, commits: int) -> dict[str, object]:
    """Kill writers until they acknowledged so many commits; count what is missing afterwards."""
    chance = random.Random(1)
    acknowledged: list[str] = []
    kills = 0
    started = time.perf_counter()
    while len(acknowledged) < commits:
        command = [sys.executable, __file__, "--write", url_of(file), "--run", str(kills)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
            said = cast("IO[bytes]", child.stdout)
            acknowledged.append(said.readline().decode().strip())
            delay = chance.uniform(0.2, 3.0)
            timer = threading.Timer(delay, os.kill, (child.pid, signal.SIGKILL))
            timer.start()
            # A line which the kill cut off was not acknowledged.
            acknowledged += [line.decode().strip() for line in said if line.endswith(b"\n")]
            timer.join()
        kills += 1
    seconds = time.perf_counter() - started
    store = Store.open(url_of(file))
    stored = set(store.frame(INCIDENTS)["sidik"])
    problems = [p.message for p in verify(store)]
    store.close()
    return {
        "acknowledged": len(acknowledged),
        "kills": kills,
        "lost": len(set(acknowledged) - stored),
        "stored_unacknowledged": len(stored - set(acknowledged)),
        "problems": problems,
        "seconds": round(seconds, 1),
    }


def latency_of_store(file: Path, samples: int) -> dict[str, float]:
    """Time whole acts: lock, transaction, one record, audit row, commit to disk."""
    store = Store.open(url_of(file))
    rows = [record(str(n)) for n in range(samples)]
    spent = []
    for row in rows:
        started = time.perf_counter()
        with store.act(ACTOR, AT, "incidents.impor") as act:
            act.add(INCIDENTS, row)
        spent.append(time.perf_counter() - started)
    store.close()
    return percentiles(spent)


def latency_of_sqlite(file: Path, samples: int) -> dict[str, float]:
    """Time bare commits of as much text, with the store's pragmas."""
    spent = []
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT)")
        for n in range(samples):
            started = time.perf_counter()
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO t (a, b) VALUES (?, ?)", (str(n), "x" * 400))
            connection.execute("COMMIT")
            spent.append(time.perf_counter() - started)
    return percentiles(spent)


def percentiles(seconds: list[float]) -> dict[str, float]:
    """Return median and 95th percentile in milliseconds."""
    p50, p95 = np.percentile(np.array(seconds) * 1000, [50, 95])
    return {"p50": round(float(p50), 2), "p95": round(float(p95), 2), "samples": len(seconds)}


if __name__ == "__main__":
    main()
