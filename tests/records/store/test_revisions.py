"""Stores of earlier revisions: brought to the newest schema with nothing lost, and still in one chain."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect

from records.store.engine import make_engine, url_of
from records.store.schema import metadata
from records.store.store import Store
from records.store.verify import verify
from sop.dictionary import CONFLICT_CASES, FRAMES, INCIDENTS

FOLDER = Path(__file__).parent


@pytest.fixture(params=sorted(FOLDER.glob("*revisi_*.sql")), ids=lambda path: path.stem)
def older(request, tmp_path):
    """A store as an earlier program left it, made from its database's own dump; its address."""
    dump = request.param.read_text(encoding="utf-8")
    if request.param.name.startswith("postgis"):
        server = request.getfixturevalue("postgis")
        name = f"lama{next(request.getfixturevalue('numbers'))}"
        url = server.create(name)
        with server.connect(name) as connection:
            connection.execute(dump)
        yield url
        server.drop(name)
        return
    file = tmp_path / "store.gpkg"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(dump)
    yield url_of(file)


@pytest.fixture
def fresh(older, tmp_path, request):
    """A store that this program has just made, in the same kind of database; its address."""
    if older.startswith("sqlite"):
        url = url_of(tmp_path / "baru.gpkg")
    else:
        url = request.getfixturevalue("postgis").create(f"baru{next(request.getfixturevalue('numbers'))}")
    Store.open(url).close()
    return url


OF_FILE = (
    "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "SELECT table_name, data_type FROM gpkg_contents",
)
OF_SERVER = (
    (
        "SELECT table_name, column_name, udt_name, datetime_precision, is_nullable, column_default "
        "FROM information_schema.columns WHERE table_schema = 'public'"
    ),
    "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT f_table_name, type, srid FROM geometry_columns",
    "SELECT prosrc FROM pg_proc WHERE proname = 'tenteram_only_grows'",
    (
        "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace"
    ),
)


def layout(url):
    """Return everything a database is made of: columns with type and nullability, indexes, guards."""
    engine = make_engine(url)
    of_file = url.startswith("sqlite")
    with engine.connect() as connection:
        queries = OF_FILE if of_file else OF_SERVER
        found = [set(map(tuple, connection.exec_driver_sql(query))) for query in queries]
    if of_file:
        look = inspect(engine)
        found += [
            (
                name,
                {c["name"]: (str(c["type"]), c["nullable"]) for c in look.get_columns(name)},
                {i["name"]: (tuple(i["column_names"]), i["unique"]) for i in look.get_indexes(name)},
            )
            for name in metadata.tables
        ]
    engine.dispose()
    return found


def test_an_older_store_gets_the_schema_of_a_fresh_one(older, fresh):
    Store.open(older).close()
    assert layout(older) == layout(fresh)


def test_an_older_store_keeps_its_records_and_its_chain(older):
    store = Store.open(older)
    assert verify(store) == []
    incidents, cases = store.frame(INCIDENTS), store.frame(CONFLICT_CASES)
    store.close()
    assert incidents["kode_kategori"].to_dict() == {"KJD-2026-0001": "MIR-02", "KJD-2026-0002": "JLN-04"}
    assert incidents["waktu_status"].isna().all()
    assert list(cases["judul"]) == ["Batas kebun"]


def test_a_record_of_an_older_store_can_be_revised_in_its_new_fields(older, actor, at):
    store = Store.open(older)
    with store.act(actor, at, "kejadian.verifikasi") as act:
        act.revise(INCIDENTS, "KJD-2026-0002", expected_version=1, changes={"waktu_status": at})
    assert verify(store) == []
    assert store.frame(INCIDENTS).loc["KJD-2026-0002", "waktu_status"] == at
    store.close()


def test_every_later_field_and_frame_is_in_a_revision_that_exists():
    revisions = {
        int(path.stem[1:5]) for path in (FOLDER.parents[2] / "records/store/migrations").glob("m*.py")
    }
    used = {f.since for f in FRAMES.values()} | {field.since for f in FRAMES.values() for field in f}
    assert used <= revisions
