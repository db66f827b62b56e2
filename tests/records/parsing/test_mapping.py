"""Column mapping: guessed, shown, saved, and wrong in ways that are told."""

import pytest

from records.parsing.headers import guess
from records.parsing.mapping import ColumnMapping, propose_mapping
from sop.dictionary import CONFLICT_CASES, INCIDENTS, PATROL_LOGS, PLACES, POPULATION
from sop.problem import ProblemCode, Refused


@pytest.mark.parametrize(
    ("frame", "headings", "fields"),
    [
        (INCIDENTS, ["date", "lon", "lat", "category"], ["waktu_kejadian", "lon", "lat", "kode_kategori"]),
        (INCIDENTS, ["Tgl.", "Jam", "LINTANG", "Bujur"], ["waktu_kejadian", "jam", "lat", "lon"]),
        (INCIDENTS, ["tanggal", "waktu", "y", "x"], ["waktu_kejadian", "jam", "lat", "lon"]),
        (INCIDENTS, ["waktu", "koordinat", "jenis"], ["waktu_kejadian", "koordinat", "kode_kategori"]),
        (INCIDENTS, ["Tanggal Peristiwa", "WKT", "kode"], ["waktu_kejadian", "wkt", "kode_kategori"]),
        (INCIDENTS, ["datetime", "lng", "lat", "kelurahan"], ["waktu_kejadian", "lon", "lat", "desa_teks"]),
        (INCIDENTS, ["tgl_lapor", "tgl_kejadian", "village"], ["waktu_lapor", "waktu_kejadian", "desa_teks"]),
        (PATROL_LOGS, ["Tanggal", "Jam Berangkat", "Jam Kembali", "Desa", "Menit"],
         ["tanggal", "berangkat", "kembali", "desa", "menit"]),
        (PATROL_LOGS, ["mulai", "selesai", "hasil"], ["berangkat", "kembali", "uraian"]),
        (CONFLICT_CASES, ["Judul Kasus", "Tanggal", "Lokasi"], ["judul", "tgl_teridentifikasi", "desa"]),
        (PLACES, ["name", "amenity", "longitude", "latitude"], ["nama", "jenis", "lon", "lat"]),
        (POPULATION, ["Desa", "Tahun", "Jumlah Penduduk"], ["desa_teks", "tahun", "penduduk"]),
    ],
)  # fmt: skip
def test_indonesian_and_english_headings_are_recognised(frame, headings, fields):
    assert guess(frame, headings) == dict(zip(headings, fields, strict=True)) | {}


def test_a_postal_code_is_no_category_and_a_running_heading_no_identity():
    assert guess(INCIDENTS, ["kode_pos", "No"]) == {}


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("Tgl,Bujur,Lintang,Catatan\n2025-01-01,115.1,-2.0,x\n", encoding="utf-8")
    return file


def test_a_proposal_shows_what_is_used_and_what_is_not(file):
    mapping = propose_mapping(file, INCIDENTS)
    assert dict(mapping.columns) == {"Tgl": "waktu_kejadian", "Bujur": "lon", "Lintang": "lat"}
    assert mapping.unmapped == ("Catatan",)


def test_a_saved_proposal_is_used_as_it_is_and_can_leave_a_column_out(file, tmp_path):
    saved = tmp_path / "pemetaan.toml"
    propose_mapping(file, INCIDENTS).save(saved)
    saved.write_text(saved.read_text("utf-8").replace('Bujur = "lon"', 'Bujur = ""'), encoding="utf-8")
    again = propose_mapping(file, INCIDENTS, ColumnMapping.load(saved))
    assert dict(again.columns) == {"Tgl": "waktu_kejadian", "Lintang": "lat"}
    assert set(again.unmapped) == {"Bujur", "Catatan"}


@pytest.mark.parametrize(
    "text",
    [
        "tanggal = ",
        'tanggal = "ddmm"',
        'zona = "Asia/Atlantis"',
        'zona = "../../etc/passwd"',
        'crs = "EPSG:99"',
        'desimal = ";"',
        "tukar = 1",
        'warna = "merah"',
        'kolom = "a"',
        "[kolom]\ntukar = true",
        "[kolom]\na = 1",
        "zona = { a = 1 }",
        "crs = 32750",
        "a = " + "[\n" * 5_000,
        "a." * 900 + "b = 1",
        "a." * 50_000 + "b = 1",
        "a = 1\n" * 50_000,
    ],
    ids=range(17),
)
def test_a_mapping_that_makes_no_sense_is_refused(text):
    with pytest.raises(Refused) as refused:
        ColumnMapping.from_toml(text)
    assert {one.code for one in refused.value.problems} == {ProblemCode.PEMETAAN_TAK_SAH}


def test_every_fault_of_a_mapping_is_told_at_once(file):
    base = ColumnMapping(columns={"Tanggal": "lon", "Tgl": "warna", "Bujur": "lat", "Lintang": "lat"})
    with pytest.raises(Refused) as refused:
        propose_mapping(file, INCIDENTS, base)
    assert [one.code for one in refused.value.problems] == [
        ProblemCode.KOLOM_TAK_ADA,
        ProblemCode.PEMETAAN_TAK_SAH,
        ProblemCode.PEMETAAN_TAK_SAH,
    ]
