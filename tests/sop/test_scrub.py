"""Personal data in free text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop.scrub import COMPANY, find, kinds, scrubbed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("HP 081234567890", ["nomor telepon"]),
        ("HP 0812-3456-7890", ["nomor telepon"]),
        ("WA +62 812 3456 7890.", ["nomor telepon"]),
        ("62812 3456 789", ["nomor telepon"]),
        ("NIK 6213021234567890", ["NIK"]),
        ("motor KH 1234 AB", ["nomor kendaraan"]),
        ("truk DA1234XY", ["nomor kendaraan"]),
        ("plat kh 4321 te lewat", ["nomor kendaraan"]),
        ("B 1 RI", ["nomor kendaraan"]),
        ("Sdr. Rekaan", ["nama orang"]),
        ("Bpk Rekaan Contoh", ["nama orang"]),
        ("ibu Rekaan bin Contoh", ["nama orang"]),
        ("a.n. Rekaan", ["nama orang"]),
        ("Pak Rekaan, HP 081234567890, KH 1234 AB", ["nama orang", "nomor telepon", "nomor kendaraan"]),
    ],
)
def test_what_tells_who_somebody_is_is_found(text, found):
    assert list(kinds(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "KM 12 WIB",
        "pukul 16.45 WIB",
        "Pak Camat dan Bu Lurah hadir",
        "Ibu Kota Kecamatan",
        "Bapak Kapolsek memimpin",
        "L 20 WIB sampai selesai",
        "kerugian Rp 1.500.000, luas 0,75 ha",
        "nomor 005/39/B.Lima/2025",
        "kejadian KJD-2026-0012 dan JRN-2026-0007",
        "massa 25 orang dari RT 02",
        "ibu dua anak",
        "",
    ],
)
def test_what_tells_nothing_of_the_kind_is_left_alone(text):
    assert find(text) == []
    assert scrubbed(text) == text


def test_the_words_around_stay_as_they_were():
    assert scrubbed("Lapor Sdri. Rekaan (0812 3456 7890) soal balap liar.") == (
        "Lapor [nama orang] ([nomor telepon]) soal balap liar."
    )


def test_a_place_is_found_once_though_two_patterns_fit():
    (one,) = find("6208123456789012")
    assert (one.kind, one.start, one.end) == ("NIK", 0, 16)


@given(st.text(alphabet="aAB kKhH0126 -+.8\n", max_size=80))
def test_scrubbing_leaves_nothing_to_scrub(text):
    found = find(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert find(scrubbed(text)) == []


COMPANIES = {
    "truk PT Rekaan Jaya lewat": "PT Rekaan Jaya",
    "lahan PT. REKAAN disengketakan": "PT. REKAAN",
    "mess cv contoh dijaga": "cv contoh",
    "anggota Koperasi Sumber Rekaan menolak": "Koperasi Sumber Rekaan",
}


@pytest.mark.parametrize(("text", "piece"), COMPANIES.items())
def test_a_company_is_found_only_where_it_is_asked_for(text, piece):
    assert find(text) == []
    assert [(text[one.start : one.end], one.kind) for one in find(text, companies=True)] == [(piece, COMPANY)]


ORDINARY = (
    "Simpang KM 12 WIB",
    "Luas 0,75 Ha, 15 unit, B 3 WIB",
    "−2,1731, 115,2204",
    "lokasi: https://maps.google.com/?q=-2.1731,115.2204",
    "Rp 1.250.000, 20.000.000 rupiah",
    "Pak Camat dan Ibu Lurah hadir bersama Bapak Kapolsek",
    "2026-11-25T10.00.00+07.00",
    "koperasi desa dan perusahaan sawit",
    "Perusahaan A dan Kelompok B",
    "12345678901234567 dua puluh",
)


@pytest.mark.parametrize("text", ORDINARY)
def test_numbers_places_and_times_stay_even_where_companies_are_looked_for(text):
    assert scrubbed(text, companies=True) == text


def test_a_piece_that_a_person_leaves_stays_and_the_others_go():
    text = "Sdr. Rekaan, 0812-3456-7890"
    name, _ = find(text)
    assert scrubbed(text, kept=[name]) == "Sdr. Rekaan, [nomor telepon]"


FRAGMENTS = st.sampled_from(
    ["Sdr. Rekaan", "0812-3456-7890", "6213021234567890", "KH 1234 AB", "PT Rekaan Jaya", *ORDINARY,
     "Sdr.", "KH", "PT", "0", "8", "62", "-", " ", "."]
)  # fmt: skip
TEXTS = st.lists(st.one_of(FRAGMENTS, st.text(max_size=6)), max_size=12).map("".join)


@given(TEXTS, st.booleans())
def test_pieces_beside_pieces_leave_nothing_to_find_again(text, companies):
    assert find(scrubbed(text, companies=companies), companies=companies) == []


@given(TEXTS)
def test_everything_that_is_left_alone_leaves_the_text_as_it_was(text):
    assert scrubbed(text, companies=True, kept=find(text, companies=True)) == text
