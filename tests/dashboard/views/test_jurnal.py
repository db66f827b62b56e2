"""Jurnal Patroli as a script: entry in a minute, the list, the correction, and who gets what."""

import itertools
import shutil
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.office import choose
from services.patrol_logs import correct_log, record_log, report_of
from services.patrol_report import PatrolReport
from sop.dictionary import PATROL_LOGS
from sop.party import Actor, Role
from sop.patrol import PatrolElement, PatrolKind
from tests.dashboard.views.test_pages import words

KASI = Actor("halaman-kasi", Role.KASI)
BAMBAN, TANIRAN = "62.13.02.2005", "62.13.02.1001"


@pytest.fixture(scope="module")
def home(demo_home, tmp_path_factory):
    copy = tmp_path_factory.mktemp("jurnal") / "kantor"
    shutil.copytree(demo_home, copy)
    return copy


def group(app, label):
    return next(one for one in app.get("button_group") if one.label == label)


def press(app, label):
    next(one for one in app.button if one.label == label).click().run()
    assert [*app.exception] == []


DAYS_AGO = itertools.count(2)
"""Every patrol of these tests left on another day, so that none resembles another."""


def fill(app, home):
    """Say that a patrol was in Bamban on an evening until after midnight, and return the day."""
    day = datetime.now(choose(home).zone).date() - timedelta(days=next(DAYS_AGO))
    app.date_input[0].set_value(day).run()
    app.time_input[0].set_value(time(22, 0)).run()
    app.time_input[1].set_value(time(0, 30)).run()
    group(app, "Desa yang dikunjungi").set_value([BAMBAN]).run()
    assert [*app.exception] == []
    return day


def stored(home, number):
    return choose(home).frame(PATROL_LOGS).loc[number]


def newest(home):
    rows = choose(home).frame(PATROL_LOGS)
    return rows.sort_values("waktu_input").iloc[-1]


@pytest.mark.parametrize("role", [Role.KASI, Role.OPERATOR, Role.CAMAT, Role.SEKCAM])
def test_the_office_sees_the_list_in_which_nihil_is_said(page, home, role):
    app = page("jurnal", home, role)
    assert [*app.exception] == []
    group(app, "Periode").set_value("Semua").run()
    table = app.dataframe[0].value
    assert list(table.columns)[:5] == ["Nomor", "Tanggal", "Jam", "Desa (menit)", "Hasil"]
    assert set(table["Hasil"].str[0]) == {"○", "●"}
    assert (table["Hasil"] == "○ Nihil").sum() > 0
    assert "nihil (aman dan kondusif)" in words(app).replace("\\", "")
    may_enter = role in {Role.KASI, Role.OPERATOR}
    assert ("Simpan jurnal" in [one.label for one in app.button]) is may_enter


def test_an_officer_gets_the_form_and_his_own_logs_only(page, home):
    app = page("jurnal", home, Role.PETUGAS)
    assert [*app.exception] == []
    assert len(app.dataframe) == 0
    assert "Belum ada jurnal dari Anda." in words(app)
    fill(app, home)
    press(app, "Simpan jurnal")
    assert "patrolinya tercatat sudah dilaporkan" in app.success[0].value
    told = " ".join(one.body for one in app.get("html"))
    assert "○ Nihil" in told
    assert told.count("<li>") == 1


def test_a_nihil_patrol_is_entered_with_the_defaults_and_may_end_after_midnight(page, home):
    app = page("jurnal", home, Role.OPERATOR)
    day = fill(app, home)
    assert "setelah 2 jam 30 menit" in words(app)
    press(app, "Simpan jurnal")
    row = newest(home)
    left, back = (row[name].tz_convert("Asia/Pontianak") for name in ("berangkat", "kembali"))
    assert (left.date(), left.hour, back.date(), back.hour, back.minute) == (
        day,
        22,
        day + timedelta(days=1),
        0,
        30,
    )
    assert (bool(row["nihil"]), row["jenis"], row["unsur"], row["menit_desa"]) == (
        True,
        "harian",
        "Kecamatan",
        {BAMBAN: None},
    )


def test_minutes_elements_and_findings_are_stored_as_said(page, home):
    app = page("jurnal", home, Role.OPERATOR)
    fill(app, home)
    next(one for one in app.number_input if one.label == "Bamban").set_value(45).run()
    group(app, "Unsur").set_value([PatrolElement.KECAMATAN, PatrolElement.POLSEK]).run()
    group(app, "Hasil").set_value("Ada temuan").run()
    press(app, "Simpan jurnal")
    assert "Uraian temuan wajib diisi" in app.error[0].value
    app.text_area[0].set_value("Warung buka lewat jam.").run()
    press(app, "Simpan jurnal")
    row = newest(home)
    assert (row["menit_desa"], row["unsur"], bool(row["nihil"])) == (
        {BAMBAN: 45.0},
        "Kecamatan, Polsek",
        False,
    )


def test_what_is_missing_is_told_all_at_once_and_nothing_is_lost(page, home):
    app = page("jurnal", home, Role.OPERATOR)
    count = len(choose(home).frame(PATROL_LOGS))
    app.text_area[0].set_value("Aman.").run()
    press(app, "Simpan jurnal")
    assert app.error[0].value.split("\n\n") == [
        "Berangkat wajib diisi\\.",
        "Kembali wajib diisi\\.",
        "Desa yang dikunjungi wajib diisi\\.",
    ]
    assert app.text_area[0].value == "Aman."
    assert len(choose(home).frame(PATROL_LOGS)) == count


def test_what_is_odd_must_be_looked_at_before_it_is_saved(page, home):
    app = page("jurnal", home, Role.OPERATOR)
    fill(app, home)
    app.time_input[1].set_value(time(21, 0)).run()
    assert any("Patroli berlangsung 23 jam" in one.value for one in app.warning)
    save = next(one for one in app.button if one.label == "Simpan jurnal")
    assert save.disabled
    app.checkbox[0].check().run()
    assert not next(one for one in app.button if one.label == "Simpan jurnal").disabled


def test_an_empty_office_says_what_to_do(page, empty_home, tmp_path):
    shutil.copytree(empty_home, tmp_path / "kantor")
    app = page("jurnal", tmp_path / "kantor")
    assert [*app.exception] == []
    assert "Belum ada jurnal patroli pada pilihan ini." in words(app)


@pytest.fixture
def opened(page, home):
    """The page of the Kasi with one log chosen, and the log's number."""
    at = datetime.now(UTC) - timedelta(days=next(DAYS_AGO))
    report = PatrolReport(
        jenis=PatrolKind.HARIAN,
        berangkat=at - timedelta(hours=3),
        kembali=at - timedelta(hours=2),
        menit_desa={TANIRAN: 20},
        nihil=True,
        personel=3,
    )
    app = page("jurnal", home)
    number = record_log(choose(home), KASI, report, at=at, form_id=str(at))
    group(app, "Periode").set_value("Semua").run()
    app.session_state["tabel_jurnal.terpilih"] = number
    app.run()
    assert [*app.exception] == []
    assert app.subheader[0].value.replace("\\", "") == number
    return app, number


def test_a_room_that_looks_along_sees_neither_form_nor_photos_nor_texts(opened):
    app, number = opened
    next(one for one in app.toggle if one.label == "Mode rapat").set_value(True).run()
    assert [*app.exception] == []
    assert app.subheader[0].value.replace("\\", "") == number
    assert [one.label for one in app.button] == []
    assert [*app.get("file_uploader"), *app.expander] == []
    told = " ".join(one.body for one in app.get("html"))
    assert "MODE RAPAT" in told
    assert "Dicatat oleh" not in told


def test_an_address_that_names_a_log_opens_it(page, home):
    page("jurnal", home)
    app = AppTest.from_string("from dashboard.views import jurnal\njurnal.show()", default_timeout=60)
    app.query_params["nomor"] = "JRN-2026-0001"
    app.run()
    assert [*app.exception] == []
    assert app.subheader[0].value.replace("\\", "") == "JRN-2026-0001"
    app.query_params["nomor"] = "JRN-1999-0001"
    app.run()
    assert [*app.exception] == []
    assert "tidak ditemukan" in app.warning[0].value


def crew(app):
    return [one for one in app.number_input if one.label == "Jumlah personel"][-1]


def correct(app, people, reason):
    crew(app).set_value(people).run()
    next(one for one in app.text_input if one.label == "Alasan koreksi").set_value(reason).run()
    press(app, "Simpan koreksi")


def test_the_kasi_corrects_a_log_as_a_new_version(opened, home):
    app, number = opened
    assert crew(app).value == 3
    correct(app, 5, "Salah hitung")
    assert (stored(home, number)["personel"], stored(home, number)["versi"]) == (5, 2)
    assert "Salah hitung" in " ".join(one.body for one in app.get("html"))


def test_the_second_of_two_editors_is_told_and_keeps_what_he_typed(opened, home):
    app, number = opened
    office = choose(home)
    other = report_of(office, KASI, number)
    correct_log(
        office,
        KASI,
        number,
        PatrolReport(**{**vars(other), "cuaca": "Hujan"}),
        reason="Cuaca",
        expected_version=1,
        at=datetime.now(UTC),
    )
    correct(app, 6, "Hitung ulang")
    assert any("sudah diubah orang lain" in one.value for one in app.warning)
    assert crew(app).value == 6
    assert stored(home, number)["personel"] == 3
    press(app, "Lanjutkan dengan versi terbaru")
    assert crew(app).value == 6
    press(app, "Simpan koreksi")
    assert (stored(home, number)["personel"], stored(home, number)["cuaca"]) == (6, "Hujan")


def test_a_correction_stays_with_its_log_when_a_newer_one_comes_or_one_looks_elsewhere(opened, home):
    app, number = opened
    crew(app).set_value(7).run()
    obstacle(app).set_value("Jembatan putus").run()
    before = report_of(choose(home), KASI, number)
    later = replace(
        before, berangkat=before.berangkat + timedelta(hours=30), kembali=before.kembali + timedelta(hours=30)
    )
    record_log(choose(home), KASI, later, at=datetime.now(UTC), form_id="menyusul")
    app.run()
    assert app.subheader[0].value.replace("\\", "") == number
    assert crew(app).value == 7
    app.query_params.clear()
    elsewhere(app)
    assert app.subheader[0].value.replace("\\", "") == number
    assert (crew(app).value, obstacle(app).value) == (7, "Jembatan putus")
    press(app, "Buang isian saya")
    assert crew(app).value == 3


def obstacle(app):
    return next(one for one in app.text_input if one.label == "Hambatan" and "koreksi" in str(one.key))


def elsewhere(app):
    """Look at a log that is not there, and come back."""
    number = app.session_state["tabel_jurnal.terpilih"]
    app.session_state["tabel_jurnal.terpilih"] = None
    app.run()
    assert [one.label for one in app.number_input if one.label == "Jumlah personel"] == ["Jumlah personel"]
    app.session_state["tabel_jurnal.terpilih"] = number
    app.run()


def test_a_correction_into_which_nothing_was_typed_follows_what_another_saves(opened, home):
    app, number = opened
    other = report_of(choose(home), KASI, number)
    correct_log(
        choose(home), KASI, number, replace(other, personel=9),
        reason="Hitung", expected_version=1, at=datetime.now(UTC),
    )  # fmt: skip
    app.run()
    assert crew(app).value == 9
    assert not any("sudah diubah" in one.value for one in app.warning)
