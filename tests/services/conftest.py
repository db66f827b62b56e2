"""An office of three square desa in a row, and files from which it is filled."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from services.importing import import_file
from services.office import Office
from services.setup import initialise
from sop.party import Actor, Role

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
"""Wednesday, 10.00 WIB."""
KEEPER = Actor("cli:uji", Role.LOKAL)
CENTRES = {"62.01": (115.15, -2.15), "62.02": (115.25, -2.15), "62.03": (115.35, -2.15)}


@dataclass
class Desk:
    """An opened office and a folder for its files."""

    office: Office
    folder: Path

    def _import(self, kind, header, rows):
        file = self.folder / f"{kind}.csv"
        lines = [header, *(",".join(map(str, row)) for row in rows)]
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        result = import_file(self.office, KEEPER, kind, file, at=NOW)
        assert result.rejected == ()
        return result

    def incidents(self, *rows):
        """Store rows of (local time, category, code of the desa or (lon, lat))."""
        places = (CENTRES[row[2]] if isinstance(row[2], str) else row[2] for row in rows)
        header = "Nomor Laporan,Waktu Kejadian,Kode Kategori,Bujur,Lintang,Kronologi,Dirujuk Ke"
        return self._import(
            "incidents",
            header,
            [
                (f"K{i}", when, category, *place, "Sdr. Rekaan", *(row[3:] or [""]))
                for i, ((when, category, *_), place, row) in enumerate(zip(rows, places, rows, strict=True))
            ],
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


@pytest.fixture(scope="session")
def blank_home(tmp_path_factory):
    """A workspace without records, made once and copied for every test."""
    folder = tmp_path_factory.mktemp("kosong")
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
    )
    return folder / "kantor"


@pytest.fixture
def desk(blank_home, tmp_path):
    home = tmp_path / "kantor"
    shutil.copytree(blank_home, home)
    office = Office.open(home)
    yield Desk(office, tmp_path)
    office.close()
