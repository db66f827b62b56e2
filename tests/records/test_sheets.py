"""Sheets of settings as files: what is edited, and what stays as somebody wrote it."""

import tomllib

import pytest

from records.reference import CATEGORIES, PARAMETERS, categories_of
from records.sheets import digest, document, edited, put_in_place, read_sheet, stage, staged, stamp
from sop.problem import ProblemCode, Refused
from sop.setting import Sheet

PARAMETER = (
    "# Angka kantor\n[kelas]\n# tetap\nwaspada = 6   # poin\nrawan = 17\n\n[tren]\nminggu_biasa = 52\n"
)


def test_one_number_changes_and_every_comment_stays():
    text = edited(Sheet.PARAMETER, PARAMETER, {"kelas.waspada": 8.5})
    assert text == PARAMETER.replace("waspada = 6 ", "waspada = 8.5 ")


def test_a_section_that_the_file_lacks_is_added():
    text = edited(Sheet.PARAMETER, PARAMETER, {"konflik.peluang_mingguan": [0.1, 0.2]})
    assert tomllib.loads(text) == {
        "kelas": {"waspada": 6, "rawan": 17},
        "tren": {"minggu_biasa": 52},
        "konflik": {"peluang_mingguan": [0.1, 0.2]},
    }


def test_tables_inside_a_section_may_follow_it_and_lose_nothing_behind_them():
    base = PARAMETERS.read_text(encoding="utf-8")
    event = {
        "nama": "Natal",
        "mulai": "2026-12-20",
        "sampai": "2027-01-02",
        "kategori": ["MIR"],
        "faktor": 1.5,
    }
    values = {"kalender.peristiwa": [event], "kalender.bulan": {"KAR": [1.0] * 12}}
    text = edited(Sheet.PARAMETER, base, values)
    wanted = tomllib.loads(base)
    wanted["kalender"] = {"peristiwa": [event], "bulan": {"KAR": [1] * 12}}
    assert tomllib.loads(text) == wanted
    assert "# Ambang tetap, sama untuk semua periode." in text


def test_a_setting_can_be_taken_out():
    assert tomllib.loads(edited(Sheet.PARAMETER, PARAMETER, {"tren.minggu_biasa": None}))["tren"] == {}


def test_codes_with_dots_are_one_key_of_the_profile():
    text = edited(Sheet.PROFIL, 'nama = "A"\n', {"nama_lain": {"62.13.02.1001": ["Taniran <b>"]}})
    assert tomllib.loads(text) == {"nama": "A", "nama_lain": {"62.13.02.1001": ["Taniran <b>"]}}


def test_hostile_text_stays_text():
    hostile = 'x"\n[kelas]\nwaspada = 0\n# \\'
    text = edited(Sheet.PROFIL, 'nama = "A"\n', {"nama": hostile, "kop": [hostile]})
    assert tomllib.loads(text) == {"nama": hostile, "kop": [hostile]}


def test_the_table_of_categories_is_written_in_its_own_format():
    master = CATEGORIES.read_text(encoding="utf-8")
    assert edited(Sheet.KATEGORI, master, {}) == master
    changed = edited(Sheet.KATEGORI, master, {"JLN-04.E_eskalasi": 4, "JLN-04.faktor_skor": 0.5})
    was = "Balap liar / knalpot brong,3,2,0,19,Berat,"
    # 1 + 4·3 + 3·4 = 25: kritis
    now = "Balap liar / knalpot brong,3,4,0,25,Kritis,"
    lines = [line for line in master.splitlines() if line not in changed.splitlines()]
    assert [line.split(",")[0] for line in lines] == ["JLN-04"]
    expected = lines[0].replace(was.split(",", 1)[1], now.split(",", 1)[1]).removesuffix("1") + "0.5"
    assert expected in changed.splitlines()


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"K_keselamatan": "5"}, "K_keselamatan"),
        ({"E_eskalasi": "dua"}, "E_eskalasi"),
        ({"D_dampak": "1.5"}, "D_dampak"),
        ({"faktor_skor": "-1"}, "faktor_skor"),
        ({"faktor_skor": "nan"}, "faktor_skor"),
        ({"visibilitas": "gaib"}, "visibilitas"),
        ({"kode": ""}, "kode"),
        ({"kode": "LLN-99"}, "kode"),
        ({"nama": None}, "nama"),
    ],
)
def test_what_is_wrong_in_the_table_of_categories_is_named(cells, column):
    rows = list(document(Sheet.KATEGORI, CATEGORIES.read_text(encoding="utf-8")).values())
    with pytest.raises(Refused) as refused:
        categories_of([*rows, {**rows[0], "kode": "XXX-01", **cells}], source="kategori.csv")
    assert [(p.code, p.column) for p in refused.value.problems] == [(ProblemCode.KATEGORI_TAK_SAH, column)]


def test_the_table_needs_the_category_of_what_is_not_classified_yet():
    rows = document(Sheet.KATEGORI, CATEGORIES.read_text(encoding="utf-8"))
    del rows["LLN-99"]
    with pytest.raises(Refused, match="LLN-99"):
        categories_of(rows.values(), source="kategori.csv")


def test_a_digest_is_of_what_is_said_not_of_how_it_is_written():
    other = "[tren]\nminggu_biasa = 52.0\n[kelas]\nrawan = 17\nwaspada = 6\n"
    assert digest(document(Sheet.PARAMETER, other)) == digest(document(Sheet.PARAMETER, PARAMETER))
    assert digest(document(Sheet.PARAMETER, other.replace("17", "18"))) != digest(
        document(Sheet.PARAMETER, PARAMETER)
    )


def test_lines_of_windows_are_read_like_others():
    assert document(Sheet.PARAMETER, PARAMETER.replace("\n", "\r\n")) == document(Sheet.PARAMETER, PARAMETER)


def test_a_staged_text_counts_only_once_it_is_put_in_place(tmp_path):
    (tmp_path / "parameter.toml").write_text(PARAMETER, encoding="utf-8")
    before = stamp(tmp_path)
    stage(tmp_path, Sheet.PARAMETER, "[kelas]\nwaspada = 7\n")
    assert (read_sheet(tmp_path, Sheet.PARAMETER), staged(tmp_path)) == (PARAMETER, [Sheet.PARAMETER])
    assert stamp(tmp_path) == before
    put_in_place(tmp_path, Sheet.PARAMETER)
    assert (read_sheet(tmp_path, Sheet.PARAMETER), staged(tmp_path)) == ("[kelas]\nwaspada = 7\n", [])
    assert stamp(tmp_path) != before


def test_a_place_that_takes_no_file_is_told_and_nothing_is_left(tmp_path):
    with pytest.raises(Refused) as refused:
        stage(tmp_path / "tidak-ada", Sheet.PARAMETER, "")
    assert [p.code for p in refused.value.problems] == [ProblemCode.PENGATURAN_GAGAL]
    assert list(tmp_path.iterdir()) == []


def test_without_a_sheet_of_its_own_an_office_has_the_products(tmp_path):
    assert read_sheet(tmp_path, Sheet.KATEGORI) == CATEGORIES.read_text(encoding="utf-8")
    with pytest.raises(Refused, match=r"profile\.toml"):
        read_sheet(tmp_path, Sheet.PROFIL)
