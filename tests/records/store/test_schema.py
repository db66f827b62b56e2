import ast
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

import records
from records.store.backup import copy_of
from records.store.rows import current, selected
from records.store.schema import APPEND_ONLY, TABLES, append_only_sql, metadata
from records.store.store import Store
from sop.dictionary import DESA, FRAMES, INCIDENTS

Make = Callable[..., gpd.GeoDataFrame]
POSTGRESQL = postgresql.dialect(paramstyle="format")


def ddl(table: str) -> str:
    return str(CreateTable(metadata.tables[table]).compile(dialect=POSTGRESQL))


def test_every_table_compiles_for_postgresql():
    for table in metadata.sorted_tables:
        assert ddl(table.name).strip().startswith(f"CREATE TABLE {table.name}")


def test_postgresql_gets_its_own_times_geometries_and_bytes():
    text = ddl("incidents")
    assert "waktu_kejadian TIMESTAMP(3) WITH TIME ZONE NOT NULL" in text
    assert "geom geometry(POINT,4326)" in text
    assert "fid SERIAL NOT NULL" in text
    assert "UNIQUE (id_kejadian, versi)" in text
    assert "sidik_baris BYTEA NOT NULL" in text
    assert "nihil BOOLEAN NOT NULL" in ddl("patrol_logs")


def test_postgresql_too_knows_a_source_row_once():
    indexes = {str(CreateIndex(i).compile(dialect=POSTGRESQL)) for i in TABLES["incidents"].indexes}
    assert "CREATE UNIQUE INDEX ix_incidents_sidik ON incidents (sidik) WHERE versi = 1" in indexes


@pytest.mark.parametrize("table", APPEND_ONLY, ids=lambda table: table.name)
def test_postgresql_too_guards_what_only_grows(table):
    statements = append_only_sql(table.name, "postgresql")
    assert f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {table.name} " in statements[1]


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_the_queries_compile_for_postgresql(frame):
    for query in (current(frame), selected(frame)):
        assert f"FROM {frame.name}" in str(query.compile(dialect=POSTGRESQL))


def test_the_file_says_that_it_is_a_geopackage(store: Store, file: Path):
    store.close()
    with closing(sqlite3.connect(file)) as connection:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        tables = {
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        layers = dict(connection.execute("SELECT table_name, data_type FROM gpkg_contents"))
        shapes = dict(connection.execute("SELECT table_name, geometry_type_name FROM gpkg_geometry_columns"))
    assert (application.to_bytes(4, "big"), version) == (b"GPKG", 10300)
    assert layers == {name: "features" if f.geometry else "attributes" for name, f in FRAMES.items()}
    assert shapes == {
        "incidents": "POINT", "places": "POINT", "patrol_tracks": "GEOMETRY", "conflict_cases": "GEOMETRY",
        "roads": "GEOMETRY", "desa": "GEOMETRY",
    }  # fmt: skip
    assert "gpkg_ogr_contents" not in tables


@pytest.mark.usefixtures("file")
def test_the_file_is_written_so_that_a_commit_survives_a_power_cut(store: Store):
    with store.reading() as connection:
        pragmas = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        ]
    assert pragmas == ["wal", 2, 1, 1]


@pytest.mark.usefixtures("file")
def test_a_copy_read_by_gdal_has_as_many_rows_as_sql_counts(
    store: Store, actor, at, incidents: Make, tmp_path: Path
):
    sizes = []
    for n in range(3):
        with store.act(actor, at, "incidents.impor") as act:
            act.add(INCIDENTS, incidents(60, first=60 * n))
        copy = tmp_path / f"copy{n}.gpkg"
        copy_of(store, copy)
        read = pyogrio.read_dataframe(copy, layer="incidents")
        sizes.append(
            (len(read), pyogrio.read_info(copy, layer="incidents", force_feature_count=True)["features"])
        )
    assert sizes == [(60, 60), (120, 120), (180, 180)]
    assert store.counts()["incidents"] == 180
    assert read.crs.to_epsg() == 4326
    assert read.geometry.iloc[0].equals(store.frame(INCIDENTS).geometry.iloc[0])
    # GDAL reads .900 as 900 ms.
    assert read["waktu_kejadian"].iloc[0].isoformat() == "2026-03-01T12:00:00.900000+00:00"


def test_gdal_is_never_given_the_live_file():
    """Only the readers of uploaded files know GDAL, and they know nothing of the store or workspace."""
    package = Path(records.__file__).parent
    users = {}
    for source in package.rglob("*.py"):
        tree = ast.parse(source.read_text(encoding="utf-8"))
        imported = {
            name
            for node in ast.walk(tree)
            for name in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        }
        called = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
        if {"pyogrio", "fiona", "osgeo"} & {name.split(".")[0] for name in imported} or called & {
            "read_file", "to_file", "list_layers", "read_dataframe", "write_dataframe",
        }:  # fmt: skip
            users[source.relative_to(package).as_posix()] = imported
    allowed = ("files/", "demo/", "parsing/")
    assert [name for name in users if not name.startswith(allowed)] == []
    own = ("records.store", "records.workspace")
    assert [name for name, imported in users.items() if any(i.startswith(own) for i in imported)] == []


def test_areas_are_not_versioned_one_by_one():
    assert [index.name for index in TABLES[DESA.name].indexes] == ["ix_desa_act_id"]
