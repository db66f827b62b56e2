"""Stores of earlier revisions: brought to the newest schema with nothing lost, and still in one chain."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from records.store.engine import url_of
from records.store.schema import metadata
from records.store.store import Store
from records.store.verify import verify
from sop.dictionary import CONFLICT_CASES, FRAMES, INCIDENTS

FOLDER = Path(__file__).parent


@pytest.fixture(params=sorted(FOLDER.glob("revisi_*.sql")), ids=lambda path: path.stem)
def older(request, tmp_path):
    """A store as an earlier program left it, made from that program's own dump."""
    file = tmp_path / "store.gpkg"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(request.param.read_text(encoding="utf-8"))
    return file


def layout(file):
    """Return every table's columns with type and nullability, indexes, and triggers."""
    engine = create_engine(url_of(file))
    look = inspect(engine)
    tables = {
        name: (
            {c["name"]: (str(c["type"]), c["nullable"]) for c in look.get_columns(name)},
            {i["name"]: (tuple(i["column_names"]), i["unique"]) for i in look.get_indexes(name)},
        )
        for name in metadata.tables
    }
    with engine.connect() as connection:
        triggers = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        layers = set(connection.exec_driver_sql("SELECT table_name, data_type FROM gpkg_contents"))
    engine.dispose()
    return tables, triggers, layers


def test_an_older_store_gets_the_schema_of_a_fresh_one(older, tmp_path):
    Store.open(url_of(older)).close()
    fresh = tmp_path / "baru.gpkg"
    Store.open(url_of(fresh)).close()
    assert layout(older) == layout(fresh)


def test_an_older_store_keeps_its_records_and_its_chain(older):
    store = Store.open(url_of(older))
    assert verify(store) == []
    incidents, cases = store.frame(INCIDENTS), store.frame(CONFLICT_CASES)
    store.close()
    assert incidents["kode_kategori"].to_dict() == {"KJD-2026-0001": "MIR-02", "KJD-2026-0002": "JLN-04"}
    assert incidents["waktu_status"].isna().all()
    assert list(cases["judul"]) == ["Batas kebun"]


def test_a_record_of_an_older_store_can_be_revised_in_its_new_fields(older, actor, at):
    store = Store.open(url_of(older))
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
