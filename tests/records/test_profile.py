import tomllib
from pathlib import Path

import pytest

from records.profile import DEFAULT_ZONE, bare_profile, load_profile, profile_of
from records.reference import BENUA_LIMA_PROFILE
from sop.official import Authority, Official, Paper
from sop.problem import ProblemCode, Refused


def faults(document: dict[str, object]) -> set[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        profile_of(document, source="profil.toml")
    assert {p.code for p in refused.value.problems} == {ProblemCode.PROFIL_TAK_SAH}
    return {(p.details["bagian"], p.details["sebab"]) for p in refused.value.problems}


def test_the_packaged_profile_is_that_of_benua_lima():
    profile = load_profile(BENUA_LIMA_PROFILE)
    assert (profile.name, profile.kabupaten, profile.zone, profile.metric_epsg) == (
        "Kecamatan Benua Lima", "Barito Timur", "Asia/Pontianak", 32750,
    )  # fmt: skip
    assert list(profile.units.items())[:2] == [("62.13.02.1001", "Taniran"), ("62.13.02.2002", "Kandris")]
    assert len(profile.units) == 7
    assert profile.letterhead[2] == "Alamat : Jl. A. Yani Rt. 02 No. 89 Taniran Kode Pos 73661"
    assert {"Pasar Panas/Taniran"} <= set(profile.aliases["62.13.02.1001"])
    assert {"Banyulandas"} <= set(profile.aliases["62.13.02.2003"])
    assert {"Ds. Bamban"} <= set(profile.aliases["62.13.02.2005"])
    assert profile.boundary_note == "batas indikatif"
    assert profile.defaults == {"kode_kategori": "LLN-99", "asal": "tidak_diketahui"}


def test_a_profile_written_and_read_again_is_the_same():
    for profile in (load_profile(BENUA_LIMA_PROFILE), bare_profile("x", metric_epsg=32616)):
        assert profile_of(tomllib.loads(profile.to_toml()), source="profil.toml") == profile


def test_a_bare_profile_takes_any_boundaries_and_western_indonesian_time():
    profile = bare_profile("memphis_precincts", metric_epsg=32616)
    assert (profile.name, profile.zone, profile.units, profile.context) == (
        "memphis_precincts",
        DEFAULT_ZONE,
        {},
        {},
    )


def test_every_fault_of_a_profile_is_named_at_once():
    assert faults({"nama": 5, "metric_epsg": 32750, "kop": "satu", "wilayah": {"a": 1}, "warna": "biru"}) == {
        ("warna", "tidak dikenal"),
        ("zona", "wajib diisi"),
        ("nama", "harus teks"),
        ("kop", "harus daftar teks"),
        ("wilayah", "harus tabel berisi teks"),
    }


def test_officials_sign_with_a_nip_of_eighteen_digits_however_it_is_grouped():
    document = {
        "nama": "x", "zona": "Asia/Pontianak", "metric_epsg": 32750, "ukuran_kertas": "F4",
        "tembusan": ["Bupati"],
        "pejabat": {"camat": {"nama": " Camat Contoh ", "nip": "19800101 200501 1 001", "kedudukan": "plt"}},
    }  # fmt: skip
    profile = profile_of(document, source="profil.toml")
    assert profile.camat == Official(name="Camat Contoh", nip="198001012005011001", authority=Authority.PLT)
    assert (profile.kasi, profile.paper, profile.copies) == (Official(), Paper.F4, ("Bupati",))
    assert profile_of(tomllib.loads(profile.to_toml()), source="profil.toml") == profile


def test_what_is_wrong_with_officials_and_paper_is_named_at_once():
    sound = {"nama": "x", "zona": "Asia/Pontianak", "metric_epsg": 32750}
    camat = {"nip": "123", "kedudukan": "atas_nama", "hobi": "x"}
    wrong = {"ukuran_kertas": "A5", "pejabat": {"lurah": {}, "camat": camat}}
    assert faults({**sound, **wrong}) == {
        ("ukuran_kertas", "harus A4 atau F4"),
        ("pejabat.lurah", "tidak dikenal"),
        ("pejabat.camat.hobi", "tidak dikenal"),
        ("NIP Camat", "harus 18 angka"),
        ("pejabat.camat.kedudukan", "harus sendiri, plt, atau plh"),
    }
    assert faults({**sound, "pejabat": {"camat": "x"}, "tembusan": "Bupati", "ukuran_kertas": 4}) == {
        ("pejabat", "harus tabel berisi tabel teks"),
        ("tembusan", "harus daftar teks"),
        ("ukuran_kertas", "harus teks"),
    }


@pytest.mark.parametrize("zone", ["WIB", "Asia/Benua_Lima", "../../etc/passwd", "/etc/localtime"])
def test_an_unknown_zone_is_refused(zone: str):
    assert faults({"nama": "x", "zona": zone, "metric_epsg": 32750}) == {
        ("zona", f"zona waktu “{zone}” tidak dikenal")
    }


@pytest.mark.parametrize(
    ("epsg", "cause"),
    [
        (4326, "EPSG:4326 tidak memakai meter"),
        (2263, "EPSG:2263 tidak memakai meter"),
        (99, "EPSG:99 tidak dikenal"),
    ],
)
def test_a_crs_that_does_not_measure_in_metres_is_refused(epsg: int, cause: str):
    assert faults({"nama": "x", "zona": "Asia/Jakarta", "metric_epsg": epsg}) == {("metric_epsg", cause)}


def test_context_layers_are_names_and_aliases_belong_to_units():
    layers = {"a": "../../etc/passwd", "b": "..\\x", "c": "tetangga.geojson"}
    document = {"nama": "x", "zona": "Asia/Jakarta", "metric_epsg": 32750, "konteks": layers}
    assert faults({**document, "nama_lain": {"9": ["x"]}}) == {
        ("konteks", "“../../etc/passwd” harus nama berkas saja"),
        ("konteks", "“..\\x” harus nama berkas saja"),
        ("nama_lain", "kode 9 tidak ada dalam [wilayah]"),
    }


def test_a_file_that_is_no_toml_is_refused_by_name(tmp_path: Path):
    file = tmp_path / "profil.toml"
    file.write_text("ini bukan = = toml")
    with pytest.raises(Refused, match=r"profil\.toml"):
        load_profile(file)
    with pytest.raises(Refused, match=r"tidak-ada\.toml"):
        load_profile(tmp_path / "tidak-ada.toml")
