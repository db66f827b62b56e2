"""Personal data in free text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop.scrub import find, kinds, scrubbed


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
