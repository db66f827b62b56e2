import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import geopandas as gpd
import pytest

from records.store.store import Store
from records.store.verify import verify
from sop.dictionary import INCIDENTS, PLACES
from sop.problem import ProblemCode, Refused

Make = Callable[..., gpd.GeoDataFrame]

WRITER = """
import itertools, sys
from datetime import UTC, datetime
import pandas as pd
from records.store.store import Store
from sop.dictionary import PLACES
from sop.party import Actor, Role
url, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
store = Store.open(url)
for i in itertools.islice(itertools.count(), count or None):
    with store.act(Actor(name, Role.KASI), datetime(2026, 1, 1, tzinfo=UTC), "places.impor") as act:
        act.add(PLACES, pd.DataFrame({"sidik": [f"{name}-{i}"], "nama": "x", "jenis": "lain"}))
    print(f"{name}-{i}", flush=True)
store.close()
"""


def start_writer(url: str, name: str, count: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-W", "error", "-c", WRITER, url, name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_ten_threads_write_at_once_without_an_error_or_a_loss(store: Store, actor, at, incidents: Make):
    def write(writer: int) -> list[str]:
        keys = []
        for i in range(20):
            with store.act(actor, at, "incidents.impor") as act:
                keys += act.add(INCIDENTS, incidents(1, first=20 * writer + i)).ids.tolist()
        return keys

    with ThreadPoolExecutor(10) as pool:
        keys = [key for done in pool.map(write, range(10)) for key in done]
    assert sorted(keys) == [f"KJD-2026-{n:04d}" for n in range(1, 201)]
    assert sorted(store.frame(INCIDENTS)["sidik"]) == sorted(f"sidik-{i}" for i in range(200))
    assert verify(store) == []


def test_processes_that_open_a_new_store_and_write_at_once_lose_nothing(empty_database: str):
    writers = [start_writer(empty_database, f"w{n}", 25) for n in range(4)]
    said = [writer.communicate(timeout=120) for writer in writers]
    assert [(writer.returncode, err) for writer, (_, err) in zip(writers, said, strict=True)] == [(0, "")] * 4
    acknowledged = {line for out, _ in said for line in out.split()}
    store = Store.open(empty_database)
    try:
        assert (set(store.frame(PLACES)["sidik"]), len(acknowledged)) == (acknowledged, 100)
        assert verify(store) == []
    finally:
        store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a POSIX thing")
def test_no_acknowledged_record_is_lost_when_the_writer_is_killed(empty_database: str):
    acknowledged: set[str] = set()
    for n in range(4):
        with start_writer(empty_database, f"k{n}") as writer:
            assert writer.stdout is not None
            acknowledged.add(writer.stdout.readline().strip())
            time.sleep(0.15)
            os.kill(writer.pid, signal.SIGKILL)
            # A line cut off by the kill was not acknowledged.
            acknowledged.update(line.strip() for line in writer.stdout if line.endswith("\n"))
    store = Store.open(empty_database)
    try:
        assert acknowledged <= set(store.frame(PLACES)["sidik"])
        assert verify(store) == []
    finally:
        store.close()


def test_counting_up_from_what_was_read_loses_no_step(store: Store, actor, at, incidents: Make):
    """Read-then-write: 5 threads add one to the same number 5 times each, trying again when told."""
    with store.act(actor, at, "incidents.impor") as act:
        key = act.add(INCIDENTS, incidents(1, jumlah_terlibat=0)).ids[2]

    told: set[ProblemCode] = set()

    def step() -> bool:
        row = store.frame(INCIDENTS).loc[key]
        more = int(row["jumlah_terlibat"]) + 1
        try:
            with store.act(actor, at, "kejadian.ubah") as act:
                act.revise(
                    INCIDENTS, key, expected_version=int(row["versi"]), changes={"jumlah_terlibat": more}
                )
        except Refused as refused:
            told.update(p.code for p in refused.problems)
            return False
        return True

    def climb(_: int) -> None:
        done = 0
        while done < 5:
            done += step()

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(climb, range(5)))
    now = store.frame(INCIDENTS).loc[key]
    assert (now["jumlah_terlibat"], now["versi"]) == (25, 26)
    assert told <= {ProblemCode.VERSI_BENTROK}


def test_of_two_editors_at_the_same_moment_exactly_one_wins(store: Store, actor, at, incidents: Make):
    with store.act(actor, at, "incidents.impor") as act:
        keys = act.add(INCIDENTS, incidents(20)).ids.tolist()

    def edit(task: tuple[str, str]) -> bool:
        key, status = task
        try:
            with store.act(actor, at, "kejadian.ubah") as act:
                act.revise(INCIDENTS, key, expected_version=1, changes={"status": status})
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(edit, [(key, status) for key in keys for status in ("ditangani", "dirujuk")]))
    assert [sum(won[i : i + 2]) for i in range(0, 40, 2)] == [1] * 20
    assert store.frame(INCIDENTS)["versi"].tolist() == [2] * 20


def test_a_reader_sees_one_moment_while_others_write(store: Store, actor, at, incidents: Make):
    with store.reading() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM incidents").scalar_one()
        with store.act(actor, at, "incidents.impor") as act:
            act.add(INCIDENTS, incidents(5))
        during = connection.exec_driver_sql("SELECT count(*) FROM incidents").scalar_one()
    assert (before, during, len(store.frame(INCIDENTS))) == (0, 0, 5)


def test_a_writer_who_cannot_get_in_is_told_and_saves_nothing(store: Store):
    with store.lock.hold(), pytest.raises(Refused) as refused, store.lock.hold(wait_s=0.05):
        pass
    assert [p.code for p in refused.value.problems] == [ProblemCode.DATA_SIBUK]


def test_another_process_holding_the_lock_is_waited_for(store: Store, file: Path):
    other = Store(store.engine)
    with other.lock.hold(), pytest.raises(Refused) as refused, store.lock.hold(wait_s=0.05):
        pass
    assert [p.code for p in refused.value.problems] == [ProblemCode.DATA_SIBUK]
    with store.lock.hold():
        assert (file.parent / "store.gpkg.lock").exists()


def test_a_writer_waits_as_long_as_it_was_told_and_no_longer(store: Store, actor, at):
    began = time.monotonic()
    with store.lock.hold(), pytest.raises(Refused) as refused, store.act(actor, at, "uji.tunggu", wait_s=0.1):
        pytest.fail("it wrote beside another writer")
    assert [one.code for one in refused.value.problems] == [ProblemCode.DATA_SIBUK]
    assert time.monotonic() - began < 10
