"""Conflict cases: their desa, the course of escalation, and titles that name nobody."""

import numpy as np
import pytest
import shapely

from sop.dictionary import CONFLICT_CASES
from sop.problem import ProblemCode

HEAD = "judul;tanggal;desa;tingkat;riwayat eskalasi;kategori"


@pytest.fixture
def cases(parse):
    return lambda text, **options: parse(text, CONFLICT_CASES, **options)


def test_a_dated_course_is_sorted_and_its_last_level_holds(cases):
    row = cases(
        f'{HEAD}\nBatas kebun;2025-03-01;"Bagok; Taniran";;"2025-04-10:2; 2025-03-01:1";LHN-02'
    ).frame.iloc[0]
    assert row["desa"] == ["1", "3"]
    assert row["riwayat_eskalasi"] == [["2025-03-01", 1], ["2025-04-10", 2]]
    assert row["tingkat_eskalasi"] == 2
    assert (row["tahap"], row["visibilitas"]) == ("teridentifikasi", "terbatas")


def test_a_single_level_holds_since_the_case_was_identified(cases):
    frame = cases(f"{HEAD}\nBatas kebun;2025-03-01;1;3;;LHN-02\nHinting;2025-03-02;;;;LHN-02").frame
    assert frame["riwayat_eskalasi"].tolist() == [[["2025-03-01", 3]], [["2025-03-02", 0]]]
    assert frame["desa"].tolist() == [["1"], []]


def test_what_cannot_be_is_rejected(cases, codes):
    parsed = cases(
        f"{HEAD};tgl_tutup\n"
        "A;2025-03-01;;5;;LHN-02;\n"
        "B;2025-03-01;;;kemarin naik;LHN-02;\n"
        "C;2025-03-01;;;2026-03-01:2;LHN-02;\n"
        "D;2025-03-01;;;;LHN-02;2025-02-01\n"
        "E;2026-03-01;;;;LHN-02;\n"
        ";2025-03-01;;;;LHN-02;\n"
    )
    assert parsed.frame.empty
    assert codes(parsed.rejected) == [
        (2, ProblemCode.ISIAN_TAK_SAH),
        (3, ProblemCode.ISIAN_TAK_SAH),
        (4, ProblemCode.WAKTU_DEPAN),
        (5, ProblemCode.WAKTU_TERBALIK),
        (6, ProblemCode.WAKTU_DEPAN),
        (7, ProblemCode.ISIAN_WAJIB),
    ]


def test_violence_in_the_home_is_no_case_of_the_kecamatan(cases, codes):
    parsed = cases(f"{HEAD}\nPerselisihan keluarga;2025-03-01;;;;SOS-05\nBatas kebun;2025-03-01;;;;LHN-02")
    assert codes(parsed.rejected) == [(2, ProblemCode.KASUS_RUJUKAN_SAJA)]
    assert parsed.frame["kode_kategori"].tolist() == ["LHN-02"]


def test_the_reason_of_closing_is_one_of_four(cases, codes):
    parsed = cases(
        f"{HEAD};tgl_tutup;alasan_tutup\nA;2025-03-01;;;;LHN-01;2025-04-01;Selesai damai\n"
        "B;2025-03-01;;;;LHN-01;2025-04-01;bosan\n"
    )
    assert parsed.frame["alasan_tutup"].tolist() == ["selesai_damai"]
    assert codes(parsed.rejected) == [(3, ProblemCode.ISIAN_TAK_SAH)]


def test_personal_data_in_titles_is_pointed_out(cases):
    parsed = cases(
        f"{HEAD}\nKlaim 0812-3456-7890;2025-03-01;;;;\nNIK 6213010101010001;2025-03-01;;;;\n"
        "Truk KH 1234 AB;2025-03-01;;;;\nKM 12 arah pasar;2025-03-01;;;;"
    )
    told = {
        (one.details["jenis"], one.details["baris"])
        for one in parsed.warnings
        if one.code is ProblemCode.DATA_PRIBADI
    }
    assert told == {("nomor telepon", "2"), ("NIK", "3"), ("nomor kendaraan", "4")}


def test_an_area_keeps_its_shape(cases):
    area = shapely.box(115.1, -2.1, 115.2, -2.0)
    parsed = cases(f"{HEAD}\nA;2025-03-01;;;;", shapes=np.array([area], dtype=object), file_crs="EPSG:4326")
    assert parsed.frame.geometry.tolist() == [area]
