"""Closing a patrol as a script: it begins once, and who comes second keeps what he typed."""

import shutil
from datetime import UTC, datetime

import pytest

from dashboard.office import choose
from services.closing import usual_report
from services.patrol_logs import record_log
from services.patrol_sheets import one_sheet
from sop.dictionary import PATROL_LOGS
from sop.party import Role
from sop.patrol import MissReason, PatrolState
from tests.services.patrol_world import closure, issued_now
from tests.services.reporting import KASI


@pytest.fixture(scope="module")
def home(demo_home, tmp_path_factory):
    copy = tmp_path_factory.mktemp("tutup") / "kantor"
    shutil.copytree(demo_home, copy)
    return copy


@pytest.fixture(scope="module")
def sheet(home):
    return issued_now(choose(home), datetime.now(UTC))


def now(home, sheet):
    return one_sheet(choose(home), KASI, sheet.number, at=datetime.now(UTC))


def test_a_patrol_begins_once_and_tells_when_it_left(page, home, sheet):
    app = page("jurnal", home, Role.PETUGAS)
    begin = app.button(key=f"tutup.{sheet.number}.mulai")
    begin.click().run()
    assert [*app.exception] == []
    begun = now(home, sheet)
    assert begun.state is PatrolState.BERJALAN
    assert f"tutup.{sheet.number}.mulai" not in [one.key for one in app.button]
    assert any(f"berangkat {begun.departed:%H.%M}" in one.value.replace("\\", "") for one in app.caption)


def test_who_comes_second_is_told_of_the_log_and_keeps_what_he_typed(page, home, sheet):
    office = choose(home)
    app = page("jurnal", home, Role.PETUGAS, lembar=sheet.number)
    next(one for one in app.button if one.label == "Semua didatangi sesuai rencana").click().run()
    first = next(one for one in app.number_input if one.label.startswith("Menit di"))
    first.set_value(7).run()
    at = datetime.now(UTC)
    log = record_log(
        office, KASI, usual_report(now(home, sheet), at=at), at=at, form_id="lain", closure=closure(sheet)
    )
    app.run()
    assert [*app.exception] == []
    assert f"dengan jurnal **{log}**" in app.warning[0].value.replace("\\", "")
    assert next(one for one in app.number_input if one.label.startswith("Menit di")).value == 7
    assert next(one for one in app.button if one.label == "Simpan dan tutup patroli").disabled
    logs = office.frame(PATROL_LOGS)
    assert (logs["id_lembar"] == sheet.number).sum() == 1


def test_a_sheet_that_is_not_there_is_told_and_leads_back(page, home):
    app = page("jurnal", home, Role.PETUGAS, lembar="RUT-2026-9999")
    assert "tidak ditemukan" in app.warning[0].value
    next(one for one in app.button if one.label == "Kembali").click().run()
    assert [*app.exception] == []
    assert "Simpan jurnal" in [one.label for one in app.button]


def test_the_kasi_corrects_what_became_of_a_stop(page, home, sheet):
    log = now(home, sheet).log
    assert log is not None
    app = page("jurnal", home, nomor=log)
    name = sheet.route.visits[0].stop.name
    asked = next(one for one in app.get("button_group") if one.label.endswith(f": {name}"))
    assert asked.value == "Didatangi"
    asked.set_value("Tidak").run()
    why = next(one for one in app.get("button_group") if one.label == f"Mengapa tidak ke {name}?")
    why.set_value(MissReason.JALAN).run()
    next(one for one in app.text_input if one.label == "Alasan koreksi").set_value("Salah isi").run()
    next(one for one in app.button if one.label == "Simpan koreksi").click().run()
    assert [*app.exception] == []
    row = choose(home).frame(PATROL_LOGS).loc[log]
    assert (row["versi"], row["titik"][0]["alasan"]) == (2, MissReason.JALAN.label)
