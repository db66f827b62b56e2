import sqlite3
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest

from records.demo import samples
from records.parsing.context import ParseContext
from records.parsing.headers import guess
from records.parsing.mapping import ColumnMapping
from records.parsing.parse import parse_file
from sop.dictionary import CONFLICT_CASES, INCIDENTS, PATROL_LOGS, PATROL_TRACKS, PLACES

DATA = Path(__file__).parents[3] / "data"
TEXT = [
    "incidents/kejadian_contoh.csv",
    "incidents/kejadian_contoh_titik_koma.csv",
    "incidents/kejadian_contoh.geojson",
    "incidents/kejadian_contoh.kml",
    "incidents/tempat_contoh.csv",
    "patrol_tracks/jurnal_contoh.csv",
    "patrol_tracks/jalur_contoh_a.gpx",
    "patrol_tracks/jalur_contoh_b.gpx",
    "patrol_tracks/jalur_contoh_c.gpx",
    "conflict_cases/kasus_contoh.csv",
    "conflict_cases/kasus_contoh.geojson",
]
PACKED = [
    "incidents/kejadian_contoh.xlsx",
    "incidents/kejadian_contoh.gpkg",
    "incidents/kejadian_contoh_shapefile.zip",
]
FOLDERS = ["incidents", "patrol_tracks", "conflict_cases"]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    samples.main(folder)
    return folder


def cells(path):
    book = openpyxl.load_workbook(path, read_only=True)
    rows = list(book["Kejadian"].iter_rows(values_only=True))
    book.close()
    return rows


def test_the_script_writes_exactly_the_sample_files_that_are_kept(made):
    for folder in FOLDERS:
        kept = {path.name for path in (DATA / folder).iterdir()} - {"README.md", "pemetaan_shapefile.toml"}
        assert {path.name for path in (made / folder).iterdir()} == kept
    assert {str(p.relative_to(made).as_posix()) for p in made.rglob("*") if p.is_file()} == {*TEXT, *PACKED}


@pytest.mark.parametrize("name", TEXT)
def test_text_files_are_kept_as_the_script_writes_them(made, name):
    assert (made / name).read_bytes() == (DATA / name).read_bytes()


def test_the_workbook_holds_what_the_script_writes(made):
    name = "incidents/kejadian_contoh.xlsx"
    assert cells(made / name) == cells(DATA / name)


@pytest.mark.parametrize(
    "name", ["incidents/kejadian_contoh.gpkg", "incidents/kejadian_contoh_shapefile.zip"]
)
def test_map_files_hold_what_the_script_writes(made, name):
    pd.testing.assert_frame_equal(
        pd.DataFrame(gpd.read_file(made / name)), pd.DataFrame(gpd.read_file(DATA / name))
    )


def test_the_same_incidents_stand_in_every_format():
    table = pd.read_csv(DATA / "incidents/kejadian_contoh.csv")
    comma = pd.read_csv(DATA / "incidents/kejadian_contoh_titik_koma.csv", sep=";", decimal=",")
    pd.testing.assert_frame_equal(table, comma)
    assert len(cells(DATA / "incidents/kejadian_contoh.xlsx")) == 1 + len(table)
    pointed = table.loc[table["Bujur"].notna(), "Nomor Laporan"].tolist()
    for name, column in (
        ("kejadian_contoh.geojson", "Nomor Laporan"),
        ("kejadian_contoh.gpkg", "Nomor Laporan"),
        ("kejadian_contoh_shapefile.zip", "no_laporan"),
    ):
        assert gpd.read_file(DATA / "incidents" / name)[column].tolist() == pointed
    kml = (DATA / "incidents/kejadian_contoh.kml").read_text(encoding="utf-8")
    assert [number for number in pointed if f"<value>{number}</value>" in kml] == pointed
    assert kml.count("<Placemark>") == len(pointed)


def test_the_sample_is_small_and_has_points_outside_and_rows_without_a_point():
    table = pd.read_csv(DATA / "incidents/kejadian_contoh.csv")
    areas = gpd.read_file(DATA / "desa_boundaries/benua_lima.geojson").union_all()
    pointed = table.dropna(subset="Bujur")
    points = gpd.points_from_xy(pointed["Bujur"], pointed["Lintang"])
    assert 40 <= len(table) <= 90
    assert sum(not areas.intersects(point) for point in points) == 4
    assert len(pointed) < len(table)


def test_every_row_of_the_samples_says_that_it_is_synthetic():
    for name, column in (
        ("incidents/kejadian_contoh.csv", "Kronologi"),
        ("incidents/tempat_contoh.csv", "Keterangan"),
        ("patrol_tracks/jurnal_contoh.csv", "Uraian Hasil"),
        ("conflict_cases/kasus_contoh.csv", "Judul"),
    ):
        assert pd.read_csv(DATA / name)[column].str.startswith("[DATA CONTOH]").all()
    for path in (DATA / "patrol_tracks").glob("*.gpx"):
        assert "[DATA CONTOH]" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_readme_names_every_file_of_its_folder(folder):
    text = (DATA / folder / "README.md").read_text(encoding="utf-8")
    assert text.startswith("# DATA CONTOH – sintetis")
    assert "python -m records.demo.samples" in text
    assert str(samples.SEED) in text
    for path in (DATA / folder).iterdir():
        assert path.name == "README.md" or path.stem.split(".")[0].split("_shapefile")[0] in text


def test_the_shapefile_is_complete_and_the_geopackage_is_sound():
    with zipfile.ZipFile(DATA / "incidents/kejadian_contoh_shapefile.zip") as archive:
        assert {Path(n).suffix for n in archive.namelist()} >= {".shp", ".shx", ".dbf", ".prj", ".cpg"}
    base = sqlite3.connect(f"file:{DATA / 'incidents/kejadian_contoh.gpkg'}?mode=ro", uri=True)
    assert base.execute("pragma quick_check").fetchone() == ("ok",)
    base.close()


def test_every_heading_of_the_samples_is_understood():
    for name, frame in (
        ("incidents/kejadian_contoh.csv", INCIDENTS),
        ("incidents/tempat_contoh.csv", PLACES),
        ("patrol_tracks/jurnal_contoh.csv", PATROL_LOGS),
        ("conflict_cases/kasus_contoh.csv", CONFLICT_CASES),
    ):
        columns = list(pd.read_csv(DATA / name).columns)
        assert set(guess(frame, columns)) == set(columns)


def test_the_example_mapping_completes_the_short_names_of_the_shapefile():
    mapping = ColumnMapping.load(DATA / "incidents/pemetaan_shapefile.toml")
    columns = set(gpd.read_file(DATA / "incidents/kejadian_contoh_shapefile.zip").columns) - {"geometry"}
    free = sorted(columns - set(mapping.columns))
    assert set(mapping.columns) <= columns
    assert set(guess(INCIDENTS, free, taken=mapping.columns.values())) == set(free)


@pytest.fixture(scope="module")
def office(benua_lima, categories):
    return ParseContext(
        zone="Asia/Pontianak",
        areas=benua_lima["nama"].to_dict(),
        categories=categories,
        now=datetime(2026, 11, 24, tzinfo=UTC),
    )


@pytest.fixture(scope="module")
def counts():
    demo, areas = samples.sample_data()
    made = demo.incidents
    month = made["waktu_kejadian"].dt.tz_convert("Asia/Pontianak").dt.strftime("%Y-%m")
    outside = made.geometry.notna() & ~made.intersects(areas.union_all())
    chosen = month.isin(["2026-08", "2026-09", "2026-10"]) | outside
    patrol_month = demo.patrol_logs["berangkat"].dt.tz_convert("Asia/Pontianak").dt.strftime("%Y-%m")
    return {
        "all": chosen.sum(),
        "pointed": (chosen & made.geometry.notna()).sum(),
        "october": (patrol_month == "2026-10").sum(),
        "places": 12,
        "cases": 8,
        "one": 1,
    }


@pytest.mark.parametrize(
    ("name", "frame", "which"),
    [
        ("incidents/kejadian_contoh.csv", INCIDENTS, "all"),
        ("incidents/kejadian_contoh_titik_koma.csv", INCIDENTS, "all"),
        ("incidents/kejadian_contoh.xlsx", INCIDENTS, "all"),
        ("incidents/kejadian_contoh.geojson", INCIDENTS, "pointed"),
        ("incidents/kejadian_contoh.gpkg", INCIDENTS, "pointed"),
        ("incidents/kejadian_contoh.kml", INCIDENTS, "pointed"),
        ("incidents/kejadian_contoh_shapefile.zip", INCIDENTS, "pointed"),
        ("incidents/tempat_contoh.csv", PLACES, "places"),
        ("patrol_tracks/jurnal_contoh.csv", PATROL_LOGS, "october"),
        ("patrol_tracks/jalur_contoh_a.gpx", PATROL_TRACKS, "one"),
        ("patrol_tracks/jalur_contoh_b.gpx", PATROL_TRACKS, "one"),
        ("patrol_tracks/jalur_contoh_c.gpx", PATROL_TRACKS, "one"),
        ("conflict_cases/kasus_contoh.csv", CONFLICT_CASES, "cases"),
        ("conflict_cases/kasus_contoh.geojson", CONFLICT_CASES, "cases"),
    ],
)
def test_every_sample_is_read_without_a_rejected_row(office, counts, name, frame, which):
    parsed = parse_file(DATA / name, frame, office)
    assert parsed.rejected == ()
    assert len(parsed.frame) == counts[which]


def test_a_sample_file_says_the_same_as_the_demo(office):
    demo, _ = samples.sample_data()
    made = demo.incidents.set_index("id_sumber")
    read = parse_file(DATA / "incidents/kejadian_contoh_titik_koma.csv", INCIDENTS, office).frame
    read = read.set_index("id_sumber")
    kept = made.loc[read.index]
    for column in ("kode_kategori", "asal", "status", "status_verifikasi", "presisi_lokasi", "dampak_aktual"):
        assert read[column].tolist() == kept[column].tolist(), column
    # Sheets tell minutes, not seconds.
    dated = kept["presisi_waktu"] != "tanggal_saja"
    assert (read["waktu_kejadian"] == kept["waktu_kejadian"].dt.floor("min"))[dated].all()
    pointed = kept.geometry.notna()
    assert (read.geometry[pointed].geom_equals_exact(kept.geometry[pointed], 1e-9)).all()


def test_minutes_and_levels_of_the_samples_are_those_of_the_demo(office):
    demo, _ = samples.sample_data()
    logs = parse_file(DATA / "patrol_tracks/jurnal_contoh.csv", PATROL_LOGS, office).frame
    made = demo.patrol_logs.set_index("id_sumber").loc[logs["id_sumber"], "menit_desa"]
    rounded = [{k: None if v is None else round(v) for k, v in minutes.items()} for minutes in made]
    assert logs["menit_desa"].tolist() == rounded
    cases = parse_file(DATA / "conflict_cases/kasus_contoh.csv", CONFLICT_CASES, office).frame
    assert cases["riwayat_eskalasi"].tolist() == demo.conflict_cases["riwayat_eskalasi"].tolist()
    assert cases["desa"].tolist() == demo.conflict_cases["desa"].tolist()
    assert cases["tgl_tutup"].dropna().tolist() == demo.conflict_cases["tgl_tutup"].dropna().tolist()
