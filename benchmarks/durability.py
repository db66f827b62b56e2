"""Durability of both stores: acknowledged commits under repeated ``kill -9``, and the price of one commit.

On the file, a child process commits one incident a transaction and says so; it is killed again and again
at random moments. On PostgreSQL it is the server that is killed, the whole of it or one of its processes,
while four programs go on writing. Everything that was said must be in the store afterwards. Beside it, in
the same run, bare ``sqlite3`` and bare ``psycopg`` write as much with the same guarantees.

Run: ``python benchmarks/durability.py [--commits 10000]``; prints one JSON document. POSIX only. The
server is a private one, thrown away afterwards; without PostgreSQL and PostGIS its part is null.
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
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, cast

import geopandas as gpd
import numpy as np
import pandas as pd
import psycopg

from records.store.engine import url_of
from records.store.store import Store
from records.store.verify import verify
from sop.dictionary import INCIDENTS
from sop.party import Actor, Role
from sop.problem import Refused

sys.path.append(str(Path(__file__).parents[1]))
from tests.postgis import Server

AT = datetime(2026, 11, 23, tzinfo=UTC)
ACTOR = Actor("cli:benchmark", Role.LOKAL)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--commits", type=int, default=10_000)
    parser.add_argument("--samples", type=int, default=500)
    parser.add_argument("--write", metavar="URL", help="be a child which writes")
    parser.add_argument("--run", type=int, default=0)
    given = parser.parse_args()
    if given.write:
        write_for_ever(given.write, given.run)
        return
    with tempfile.TemporaryDirectory() as folder:
        file = {
            "kill_9_of_the_writer": killed(Path(folder) / "killed.gpkg", given.commits),
            "commit_ms": {
                "store": latency_of_store(url_of(Path(folder) / "store.gpkg"), given.samples),
                "bare_sqlite3": latency_of_sqlite(Path(folder) / "bare.db", given.samples),
            },
        }
    print(json.dumps({"file": file, "postgis": on_server(given.commits, given.samples)}))


def on_server(commits: int, samples: int) -> dict[str, object] | None:
    """Measure PostgreSQL, if there is one."""
    programs = Server.found()
    if programs is None:
        return None
    server = Server(programs)
    try:
        return {
            "commit_ms": {
                "store": latency_of_store(server.create("store"), samples),
                "bare_psycopg": latency_of_psycopg(server, samples),
            },
            "kill_9_of_the_server": killed_server(server, commits),
        }
    finally:
        server.remove()


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
    """Commit one incident after the other and say each when it is committed; ``!`` when one is refused."""
    store = Store.open(url)
    row = record("")
    for n in itertools.count():
        mark = f"{run}-{n}"
        try:
            with store.act(ACTOR, AT, "incidents.impor") as act:
                act.add(INCIDENTS, row.assign(sidik=mark))
        except Refused as refused:
            os.write(1, f"!{refused.problems[0].code.value}\n".encode())
            time.sleep(0.02)
        else:
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
    return {"kills": kills, **compared(url_of(file), acknowledged), "seconds": round(seconds, 1)}


def killed_server(server: Server, commits: int) -> dict[str, object]:
    """Kill a server under four writers until they were acknowledged so many commits; count what is missing.

    In turn everything is killed at once, and one of the processes that serve a writer, after which the
    server throws out everybody and recovers by itself.
    """
    chance = random.Random(2)
    url = server.create("killed")
    Store.open(url).close()
    said: list[str] = []
    writers = [
        subprocess.Popen(
            [sys.executable, __file__, "--write", url, "--run", str(run)], stdout=subprocess.PIPE
        )
        for run in range(4)
    ]
    readers = [
        threading.Thread(target=lambda out=writer.stdout: said.extend(line.decode().strip() for line in out))
        for writer in writers
    ]
    for reader in readers:
        reader.start()
    while len({line.split("-")[0] for line in list(said)}) < len(writers):
        time.sleep(0.05)
    kills = {"whole_server": 0, "one_process": 0}
    started = time.perf_counter()
    while sum(not line.startswith("!") for line in list(said)) < commits:
        time.sleep(chance.uniform(0.2, 2.0))
        if sum(kills.values()) % 2:
            kills["one_process"] += kill_one(server)
        else:
            server.kill()
            kills["whole_server"] += 1
            server.start()
    seconds = time.perf_counter() - started
    for writer in writers:
        writer.terminate()
        writer.wait()
    for reader in readers:
        reader.join()
    acknowledged = [line for line in said if not line.startswith("!")]
    told = Counter(line[1:] for line in said if line.startswith("!"))
    return {
        "kills": kills,
        **compared(url, acknowledged),
        "refused_and_told": dict(told),
        "seconds": round(seconds, 1),
    }


def kill_one(server: Server) -> int:
    """Kill a process that serves a writer; return how many were killed."""
    try:
        with server.connect() as keeper:
            query = "SELECT pid FROM pg_stat_activity WHERE datname = 'killed' ORDER BY random() LIMIT 1"
            found = keeper.execute(query).fetchone()
    except psycopg.OperationalError:  # it is still recovering from the kill before
        return 0
    if found is None:
        return 0
    os.kill(found[0], signal.SIGKILL)
    return 1


def compared(url: str, acknowledged: list[str]) -> dict[str, object]:
    """Compare what was said to be stored with what is."""
    store = Store.open(url)
    stored = set(store.frame(INCIDENTS)["sidik"])
    problems = [p.message for p in verify(store)]
    store.close()
    return {
        "acknowledged": len(acknowledged),
        "lost": len(set(acknowledged) - stored),
        "stored_unacknowledged": len(stored - set(acknowledged)),
        "problems": problems,
    }


def latency_of_store(url: str, samples: int) -> dict[str, float]:
    """Time whole acts: lock, transaction, one record, audit row, commit to disk."""
    store = Store.open(url)
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


def latency_of_psycopg(server: Server, samples: int) -> dict[str, float]:
    """Time bare commits of as much text on the same server."""
    server.create("bare")
    spent = []
    with server.connect("bare") as connection:
        connection.execute("CREATE TABLE t (id serial PRIMARY KEY, a text, b text)")
        for n in range(samples):
            started = time.perf_counter()
            connection.execute("INSERT INTO t (a, b) VALUES (%s, %s)", (str(n), "x" * 400))
            spent.append(time.perf_counter() - started)
    return percentiles(spent)


def percentiles(seconds: list[float]) -> dict[str, float]:
    """Return median and 95th percentile in milliseconds."""
    p50, p95 = np.percentile(np.array(seconds) * 1000, [50, 95])
    return {"p50": round(float(p50), 2), "p95": round(float(p95), 2), "samples": len(seconds)}


if __name__ == "__main__":
    main()
