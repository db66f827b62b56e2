"""The health of the office PC, told in one sentence and in lines."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from services.health import Level, examine, health, warnings
from services.upkeep import make_backup
from sop.party import ACCOUNT_ROLES, Actor, Role
from sop.problem import Refused

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
KEEPER, KASI = Actor("cli:uji", Role.LOKAL), Actor("kasi", Role.KASI)


def lines(report):
    return {one.name: (one.level, one.detail) for one in report.findings}


def parameter(office):
    return office.workspace.home / "parameter.toml"


def test_all_is_well_after_a_backup(desk):
    make_backup(desk.office, KEEPER, at=NOW)
    told = health(desk.office, KASI, at=NOW)
    assert (told.level, told.sentence) == (
        Level.BAIK,
        "Semua baik: data utuh, cadangan baru, pengaturan seperti yang disetujui.",
    )
    assert {one.name for one in told.findings} == {
        "versi", "ruang kerja", "keutuhan", "foto", "pengaturan", "kejadian terakhir", "cadangan",
        "ruang diska", "jam komputer",
    }  # fmt: skip
    assert warnings(desk.office, KASI, NOW) == ()


def test_a_backup_that_is_missing_or_old_wants_attention(desk):
    told = health(desk.office, KASI, at=NOW)
    assert (told.level, told.sentence) == (Level.PERHATIAN, "Perlu perhatian: cadangan.")
    make_backup(desk.office, KEEPER, at=NOW)
    old = NOW + timedelta(days=8)
    assert lines(health(desk.office, KASI, at=old))["cadangan"][0] is Level.PERHATIAN
    (told,) = warnings(desk.office, KASI, old)
    assert told.startswith("Cadangan: terakhir Rabu, 25 November 2026 pukul 10.00 WIB, sudah lebih dari")


def test_settings_edited_by_hand_are_told_with_what_was_changed(desk):
    make_backup(desk.office, KEEPER, at=NOW)
    file = parameter(desk.office)
    file.write_text(file.read_text(encoding="utf-8").replace("waspada = 6", "waspada = 3"), encoding="utf-8")
    told = health(desk.office, KASI, at=NOW)
    assert told.sentence == "Perlu perhatian: pengaturan."
    assert lines(told)["pengaturan"][1] == (
        "parameter.toml diubah di luar aplikasi (Ambang kelas: Waspada mulai: 6 → 3 poin per minggu)"
    )
    assert [edit.sheet.value for edit in told.edits] == ["parameter"]
    assert len(warnings(desk.office, KASI, NOW)) == 1


def test_broken_settings_are_red_and_the_approved_ones_go_on(desk):
    make_backup(desk.office, KEEPER, at=NOW)
    parameter(desk.office).write_text("[kelas\n", encoding="utf-8")
    told = health(desk.office, KASI, at=NOW)
    assert told.sentence == "Ada yang rusak dan harus ditangani sekarang: pengaturan."
    level, detail = lines(told)["pengaturan"]
    assert level is Level.MASALAH
    assert detail.endswith("Yang terakhir disetujui tetap dipakai.")


@pytest.mark.usefixtures("file")
def test_an_edited_row_is_red_and_told_by_every_look(desk):
    desk.incidents(("2026-11-24 20:00", "JLN-04", "62.01"))
    make_backup(desk.office, KEEPER, at=NOW)
    assert health(desk.office, KASI, at=NOW).level is Level.BAIK
    with desk.office.store.writing() as connection:
        connection.execute(text("DROP TRIGGER incidents_no_update"))
        connection.execute(text("UPDATE incidents SET patokan = 'lain'"))
    # the data's version is the same, so the last look is remembered; a new look tells
    assert health(desk.office, KASI, at=NOW).level is Level.BAIK
    told = health(desk.office, KASI, at=NOW, look=1)
    assert told.level is Level.MASALAH
    assert "KJD-2026-0001 versi 1 diubah di luar aplikasi" in lines(told)["keutuhan"][1]


def test_a_clock_that_was_set_back_is_told(desk):
    told = health(desk.office, KASI, at=NOW - timedelta(days=1))
    assert lines(told)["jam komputer"][0] is Level.PERHATIAN


def test_an_office_that_cannot_be_opened_is_examined_too(tmp_path):
    found = examine(tmp_path, KEEPER, at=NOW)
    assert [(one.name, one.level) for one in found] == [
        ("versi", Level.BAIK),
        ("ruang kerja", Level.MASALAH),
    ]


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
def test_health_is_for_the_desk_and_warnings_for_who_can_act(desk, role):
    actor = Actor("x", role)
    if role in {Role.KASI, Role.OPERATOR}:
        health(desk.office, actor, at=NOW)
    else:
        with pytest.raises(Refused, match="tidak berhak"):
            health(desk.office, actor, at=NOW)
    assert bool(warnings(desk.office, actor, NOW)) is (role is Role.KASI)
