"""An office of three square desa in a row, and files from which it is filled."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from records.store.schema import metadata
from services.importing import import_file
from services.office import Office
from services.setup import initialise
from sop.party import Actor, Role

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
"""Wednesday, 10.00 WIB."""
KEEPER = Actor("cli:uji", Role.LOKAL)
CENTRES = {"62.01": (115.15, -2.15), "62.02": (115.25, -2.15), "62.03": (115.35, -2.15)}


def pytest_collection_modifyitems(config, items):
    """Run each test on both stores, but its variants on the file alone: rights do not depend on the store."""
    kept, left, seen = [], [], set()
    for item in items:
        of_us = item.path.is_relative_to(Path(__file__).parent)
        on_server = (
            of_us and getattr(item, "callspec", None) and item.callspec.params.get("backend") == "postgis"
        )
        known = (item.path, item.originalname) in seen if on_server else False
        if on_server:
            seen.add((item.path, item.originalname))
        (left if known else kept).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept


@dataclass
class Desk:
    """An opened office and a folder for its files."""

    office: Office
    folder: Path

    def _import(self, kind, header, rows, at=NOW):
        file = self.folder / f"{kind}.csv"
        lines = [header, *(",".join(map(str, row)) for row in rows)]
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        result = import_file(self.office, KEEPER, kind, file, at=at)
        assert result.rejected == ()
        return result

    def incidents(self, *rows, at=NOW):
        """Store rows of (local time, category, code of the desa or (lon, lat)), entered at an instant."""
        places = (CENTRES[row[2]] if isinstance(row[2], str) else row[2] for row in rows)
        header = "Nomor Laporan,Waktu Kejadian,Kode Kategori,Bujur,Lintang,Kronologi,Dirujuk Ke"
        return self._import(
            "incidents",
            header,
            [
                (f"K{at:%d%H}-{i}", when, category, *place, "Sdr. Rekaan", *(row[3:] or [""]))
                for i, ((when, category, *_), place, row) in enumerate(zip(rows, places, rows, strict=True))
            ],
            at,
        )

    def logs(self, *rows):
        """Store rows of (local departure, minutes per desa)."""
        header = "Nomor Jurnal,Jenis Patroli,Berangkat,Menit per Desa,Nihil"
        return self._import(
            "logs", header, [(f"J{i}", "Harian", when, where, "Ya") for i, (when, where) in enumerate(rows)]
        )

    def cases(self, *rows):
        """Store rows of (category, desa, ISO date, level)."""
        header = "Nomor Kasus,Judul,Kode Kategori,Desa Terkait,Tanggal Teridentifikasi,Tingkat Eskalasi,Tahap"
        return self._import(
            "cases",
            header,
            [(f"F{i}", "Judul rekaan", *row, "Mediasi") for i, row in enumerate(rows)],
        )


def make_home(folder, **where):
    """Make a workspace of the three squares without records."""
    squares = gpd.GeoDataFrame(
        {"kode": list(CENTRES), "nama": ["Barat", "Tengah", "Timur"]},
        geometry=[shapely.box(x - 0.05, y - 0.05, x + 0.05, y + 0.05) for x, y in CENTRES.values()],
        crs=4326,
    )
    squares.to_file(folder / "batas.geojson", driver="GeoJSON")
    initialise(
        folder / "kantor",
        KEEPER,
        at=NOW,
        boundaries=folder / "batas.geojson",
        id_column="kode",
        name_column="nama",
        zone="Asia/Pontianak",
        **where,
    )
    return folder / "kantor"


@pytest.fixture(scope="session")
def blank_home(tmp_path_factory):
    """A workspace without records, made once and copied for every test."""
    return make_home(tmp_path_factory.mktemp("kosong"))


@pytest.fixture(scope="session")
def blank_home_on_server(tmp_path_factory, postgis):
    """The same with its store on the server, and what is in it put by for every test."""
    home = make_home(tmp_path_factory.mktemp("kosong"), database=postgis.create("kantor"))
    with postgis.connect("kantor") as keeper:
        keeper.execute("CREATE SCHEMA awal")
        for table in metadata.tables:
            keeper.execute(f"CREATE TABLE awal.{table} AS TABLE public.{table}")
    return home


def _fresh(table):
    """Return the SQL that puts into a table what was in it first, and lets it count as it did."""
    again = f"DELETE FROM {table}; INSERT INTO {table} SELECT * FROM awal.{table};"  # noqa: S608
    counting = table.autoincrement_column
    if counting is None:
        return again
    last = f"(SELECT max({counting.name}) FROM {table})"  # noqa: S608
    sequence = f"'{table}_{counting.name}_seq'"
    return f"{again} SELECT setval({sequence}, coalesce({last}, 1), {last} IS NOT NULL);"


@pytest.fixture
def home(backend, tmp_path, request):
    """A fresh workspace without records, on either store."""
    home = tmp_path / "kantor"
    if backend == "berkas":
        shutil.copytree(request.getfixturevalue("blank_home"), home)
        return home
    shutil.copytree(request.getfixturevalue("blank_home_on_server"), home)
    # Ten times as fast as a new database; no test here touches the schema.
    again = "SET session_replication_role = replica;" + "".join(map(_fresh, metadata.tables.values()))
    with request.getfixturevalue("postgis").connect("kantor") as keeper:
        keeper.execute(again)
    return home


@pytest.fixture
def desk(home, tmp_path):
    office = Office.open(home)
    yield Desk(office, tmp_path)
    office.close()
