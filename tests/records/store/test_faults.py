import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import pytest
from sqlalchemy import event

from records.store import accounts
from records.store.backup import backup
from records.store.engine import url_of
from records.store.identities import Identity, add_identity
from records.store.store import Store
from records.store.upgrade import MIGRATIONS, upgrade
from records.store.verify import verify
from sop.dictionary import INCIDENTS, PLACES
from sop.problem import ProblemCode, Refused

Make = Callable[..., gpd.GeoDataFrame]

INJECTIONS = [
    "'; DROP TABLE incidents; --",
    "' OR '1'='1",
    '" OR 1=1 --',
    "1); DELETE FROM audit; --",
    "x' UNION SELECT password_hash FROM accounts --",
    "%s %(a)s :name ? {0} ${x}",
    'Robert"); --',
    "\\'; VACUUM INTO '/tmp/x'; --",
]


@pytest.fixture
def closed(store: Store, file: Path, actor, at, incidents: Make) -> Path:
    """A store of 2,000 incidents with one backup, closed."""
    with store.act(actor, at, "incidents.impor") as act:
        act.add(INCIDENTS, incidents(2000))
    backup(store, file.parent / "backups", at)
    store.close()
    return file


def refusal(file: Path) -> Refused:
    with pytest.raises(Refused) as refused:
        Store.open(url_of(file))
    return refused.value


@pytest.mark.parametrize("page", [0, 1, 30, 100])
def test_a_store_with_a_corrupted_page_does_not_open_and_names_the_backup(closed: Path, page: int):
    with closed.open("rb+") as broken:
        broken.seek(4096 * page)
        broken.write(b"\xa5" * 4096)
    before = closed.read_bytes()
    problem = refusal(closed).problems[0]
    newest = closed.parent / "backups" / "tenteram-20261123T094500900Z.gpkg"
    assert (problem.code, problem.details["cadangan"]) == (ProblemCode.DATA_RUSAK, newest)
    assert f"run.py -- restore {newest}" in problem.message
    assert closed.read_bytes() == before


def test_a_truncated_store_does_not_open(closed: Path):
    os.truncate(closed, 4096 * 40)
    assert refusal(closed).problems[0].code is ProblemCode.DATA_RUSAK


def test_without_a_backup_the_advice_is_to_keep_the_damaged_file(tmp_path: Path):
    file = tmp_path / "store.gpkg"
    file.write_bytes(b"this is no database, but it is long enough to have a header of its own" * 100)
    assert refusal(file).problems[0].code is ProblemCode.DATA_RUSAK_TANPA_CADANGAN


def test_another_programs_database_is_left_alone(tmp_path: Path):
    file = tmp_path / "foreign.gpkg"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    assert refusal(file).problems[0].code is ProblemCode.DATA_ASING
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("theirs",)]


def test_a_store_of_a_newer_program_is_refused_with_advice(closed: Path):
    with closing(sqlite3.connect(closed)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    refused = refusal(closed)
    assert refused.problems[0].code is ProblemCode.SKEMA_LEBIH_BARU
    assert "Perbarui aplikasi ini" in str(refused)


def migrations(folder: Path, body: str) -> Path:
    """Make a folder of revisions: ours, and one more after it."""
    folder.mkdir()
    for ours in MIGRATIONS.glob("m*.py"):
        (folder / ours.name).write_text(ours.read_text())
    (folder / "next.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        "revision, down_revision, branch_labels, depends_on = '9999', '0003', None, None\n"
        f"def upgrade():\n    op.add_column('incidents', sa.Column('cuaca', sa.Text()))\n"
        f"    op.create_table('baru', sa.Column('x', sa.Integer))\n    {body}\n"
    )
    return folder


def schema(store: Store) -> list[tuple[str, ...]]:
    on_file = "SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2"
    on_server = (
        "SELECT table_name, column_name, udt_name FROM information_schema.columns "
        "WHERE table_schema = 'public' ORDER BY 1, ordinal_position"
    )
    with store.reading() as connection:
        rows = connection.exec_driver_sql(on_file if store.file else on_server).fetchall()
        revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").fetchall()
    return [tuple(row) for row in (*rows, *revision)]


def test_a_migration_that_fails_half_way_leaves_the_old_schema_whole(
    store, actor, at, incidents: Make, tmp_path
):
    with store.act(actor, at, "incidents.impor") as act:
        act.add(INCIDENTS, incidents(3))
    before = schema(store)
    broken = migrations(tmp_path / "m", "op.execute('INSERT INTO tidak_ada VALUES (1)')")
    with pytest.raises(Refused) as refused:
        upgrade(store.engine, zone="UTC", migrations=broken)
    assert refused.value.problems[0].code is ProblemCode.SKEMA_GAGAL
    assert "tidak_ada" in str(refused.value)
    assert schema(store) == before
    assert (len(store.frame(INCIDENTS)), verify(store)) == (3, [])


def test_a_sound_migration_is_applied_once_and_keeps_the_rows(store, actor, at, incidents: Make, tmp_path):
    with store.act(actor, at, "incidents.impor") as act:
        act.add(INCIDENTS, incidents(3))
    sound = migrations(tmp_path / "m", "op.execute('INSERT INTO baru VALUES (1)')")
    for _ in range(2):
        upgrade(store.engine, zone="UTC", migrations=sound)
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT x FROM baru").fetchall() == [(1,)]
        assert connection.exec_driver_sql("SELECT count(*), count(cuaca) FROM incidents").fetchall() == [
            (3, 0)
        ]
    assert schema(store)[-1] == ("9999",)
    assert verify(store) == []


@pytest.mark.usefixtures("file")
def test_a_full_disk_is_said_clearly_and_nothing_is_half_saved(store, actor, at, incidents: Make):
    with store.act(actor, at, "incidents.impor") as act:
        act.add(INCIDENTS, incidents(10))
    with store.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    limit = lambda connection, _: connection.execute(f"PRAGMA max_page_count = {pages + 3}")  # noqa: E731
    event.listen(store.engine, "connect", limit)
    store.engine.dispose()
    with pytest.raises(Refused) as refused, store.act(actor, at, "incidents.impor") as act:
        act.add(INCIDENTS, incidents(5000, first=10))
    assert [p.code for p in refused.value.problems] == [ProblemCode.DISK_PENUH]
    assert "Kosongkan ruang" in str(refused.value)
    event.remove(store.engine, "connect", limit)
    store.engine.dispose()
    assert (len(store.frame(INCIDENTS)), len(store.audit()), verify(store)) == (10, 1, [])
    with store.act(actor, at, "incidents.impor") as act:
        assert len(act.add(INCIDENTS, incidents(1, first=10)).ids) == 1


FILLS = """
import resource, sys
from datetime import UTC, datetime
import pandas as pd
from records.store.store import Store
from sop.dictionary import PLACES
from sop.party import Actor, Role
from sop.problem import Refused
store = Store.open(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
try:
    for start in range(0, 10**9, 1000):
        marks = [str(i) for i in range(start, start + 1000)]
        rows = pd.DataFrame({"sidik": marks, "nama": "n" * 200, "jenis": "lain"})
        with store.act(Actor("x", Role.KASI), datetime(2026, 1, 1, tzinfo=UTC), "places.impor") as act:
            act.add(PLACES, rows)
        print(start + 1000, flush=True)
except Refused as refused:
    print(refused.problems[0].code.value, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are a POSIX thing")
def test_when_the_system_lets_the_file_grow_no_more_the_committed_rows_stay(file: Path):
    run = subprocess.run(
        [sys.executable, "-c", FILLS, url_of(file)], capture_output=True, text=True, check=False
    )
    *committed, last = run.stdout.split()
    assert last in {"disk.penuh", "data.tak_tersimpan"}, run.stderr
    store = Store.open(url_of(file))
    try:
        assert (len(store.frame(PLACES)), verify(store)) == (int(committed[-1]) if committed else 0, [])
    finally:
        store.close()


@pytest.mark.parametrize("text", INJECTIONS)
def test_sql_in_any_text_is_only_text(store, actor, at, incidents: Make, text: str):
    tables = store.counts().keys()
    with store.act(actor, at, text, note=text) as act:
        act.details[text] = text
        key = act.add(INCIDENTS, incidents(1, sidik=text, kronologi=text, id_sumber=text, status=text)).ids[2]
        assert act.add(INCIDENTS, incidents(1, sidik=text)).ids.empty
        act.revise(INCIDENTS, key, expected_version=1, changes={"patokan": text})
        places = gpd.GeoDataFrame({"sidik": [text], "nama": text, "jenis": "lain"}, geometry=[None], crs=4326)
        act.add(PLACES, places)
    with pytest.raises(Refused), store.act(actor, at, "kejadian.ubah") as act:
        act.revise(INCIDENTS, text, expected_version=1, changes={"status": "tutup"})
    row = store.frame(INCIDENTS).loc[key]
    assert (row["kronologi"], row["patokan"], row["status"], row["sidik"]) == (text, text, text, text)
    assert len(store.history(INCIDENTS, text)) == 0
    assert accounts.account(store, text) is None
    assert accounts.login_session(store, text) is None
    assert (store.counts().keys(), verify(store)) == (tables, [])


def test_rows_with_a_value_that_not_every_database_can_keep_are_all_named(store, actor, at, incidents: Make):
    bad = incidents(
        4,
        kronologi=["baik", "a\x00", "b\x00", None],
        patokan=["c\x00", None, "baik", None],
        korban_luka=[0, None, 1, 2**31],
    )
    with pytest.raises(Refused) as refused, store.act(actor, at, "incidents.impor") as act:
        act.add(INCIDENTS, bad)
    assert {(p.code, p.row, p.column, p.details["nilai"]) for p in refused.value.problems} == {
        (ProblemCode.ISIAN_TAK_SAH, 2, "patokan", "c\\0"),
        (ProblemCode.ISIAN_TAK_SAH, 3, "kronologi", "a\\0"),
        (ProblemCode.ISIAN_TAK_SAH, 4, "kronologi", "b\\0"),
        (ProblemCode.ISIAN_TAK_SAH, 5, "korban_luka", "2147483648"),
    }
    assert (len(store.frame(INCIDENTS)), store.audit()) == (0, ())


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b"], ids=["nul", "half a surrogate pair"])
def test_a_text_that_not_every_database_can_keep_is_no_note_no_correction_and_no_name(
    store, actor, at, incidents: Make, text: str
):
    with store.act(actor, at, "incidents.impor") as act:
        key = act.add(INCIDENTS, incidents(1)).ids[2]
    with pytest.raises(Refused), store.act(actor, at, "kejadian.ubah") as act:
        act.revise(INCIDENTS, key, expected_version=1, changes={"kronologi": text})
    with pytest.raises(Refused), store.act(actor, at, "kejadian.ubah", note=text):
        pass
    with pytest.raises(Refused), store.act(actor, at, "identitas.tambah") as act:
        add_identity(act, INCIDENTS, key, Identity(role="saksi", name=text))
    assert (len(store.audit()), store.frame(INCIDENTS)["versi"].tolist(), verify(store)) == (1, [1], [])


def test_minus_zero_is_zero_in_every_database(store, actor, at, incidents: Make):
    with store.act(actor, at, "incidents.impor") as act:
        act.add(INCIDENTS, incidents(1, dampak_aktual=-0.0))
    assert str(store.frame(INCIDENTS)["dampak_aktual"].iloc[0]) == "0.0"
    assert verify(store) == []
