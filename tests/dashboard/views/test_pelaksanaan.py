"""Pelaksanaan Patroli as a script: the answer first, by desa or team, the month, and a reason for a day."""

import shutil
from datetime import UTC, datetime

import pytest

from analysis.dose import Duty
from dashboard.office import choose
from services.delivered import By, delivered
from services.delivered_words import sentence
from services.duty import standing_excuses
from sop.party import Actor, Role
from sop.patrol import ExcuseReason
from sop.period import long_month, quick_period
from tests.dashboard.views.test_pages import words
from tests.services.patrol_world import issued_now

CAMAT = Actor("camat", Role.CAMAT)


@pytest.fixture(scope="module")
def home(demo_home, tmp_path_factory):
    copy = tmp_path_factory.mktemp("pelaksanaan") / "kantor"
    shutil.copytree(demo_home, copy)
    return copy


def html(app):
    return " ".join(one.body for one in app.get("html"))


def group(app, label):
    return next(one for one in app.get("button_group") if one.label == label)


@pytest.mark.parametrize("role", [Role.KASI, Role.OPERATOR, Role.CAMAT, Role.SEKCAM])
def test_the_office_reads_the_answer_first(page, home, role):
    office, now = choose(home), datetime.now(UTC)
    today = now.astimezone(office.zone).date()
    app = page("pelaksanaan", home, role)
    assert [*app.exception] == []
    found = delivered(office, CAMAT, quick_period("Minggu ini", today), at=now)
    assert app.subheader[0].value.replace("\\", "") == sentence(found, "Minggu ini")
    asks = [one.label for one in app.button]
    assert ("Simpan alasan" in asks) is (role == Role.KASI)


def test_an_officer_and_a_partner_are_refused(page, home):
    for role in (Role.PETUGAS, Role.POLSEK):
        app = page("pelaksanaan", home, role)
        assert [type(one).__name__ for one in app.exception] or "tidak berhak" in " ".join(
            one.value for one in app.error
        )
        assert "kunjungan" not in html(app)


def test_minutes_are_added_up_by_desa_stop_team_and_agency(page, home):
    sheet = issued_now(choose(home), datetime.now(UTC))
    app = page("pelaksanaan", home)
    group(app, "Periode").set_value("Hari ini").run()
    stop, agency = sheet.route.visits[0].stop.name, sheet.route.shift.elements[0].label
    for by, told in ((By.TITIK, stop), (By.REGU, sheet.team_name), (By.UNSUR, agency)):
        group(app, "Menurut").set_value(by).run()
        assert [*app.exception] == []
        assert f'<th scope="row">{told}' in html(app)
    assert "belum dilaporkan" in html(app)


def test_the_kasi_gives_a_missed_day_its_reason_once(page, home):
    office = choose(home)
    days = delivered(office, CAMAT, None, at=datetime.now(UTC)).duty.days
    day = days.index[days["keadaan"] == Duty.TERLEWAT.value][-1]
    app = page("pelaksanaan", home)
    app.selectbox(key="bulan_tugas").select(long_month(day)).run()
    before = html(app).count('class="terlewat"')
    assert before > 0
    press(app, "Simpan alasan")
    assert "Sebab wajib dipilih." in app.error[0].value
    group(app, "Hari yang terlewat").set_value([day]).run()
    app.selectbox(key="alasan_hari.sebab").select(ExcuseReason.CUACA).run()
    app.text_input(key="alasan_hari.uraian").set_value("Jalan terendam").run()
    press(app, "Simpan alasan")
    assert html(app).count('class="terlewat"') == before - 1
    assert html(app).count('class="beralasan"') == 1
    assert [(one.day, one.text) for one in standing_excuses(office)] == [(day, "Jalan terendam")]
    assert "Jalan terendam" in html(app)
    alone = page("pelaksanaan", home, Role.CAMAT)
    alone.toggle(key="mode_rapat").set_value(True).run()
    assert "Jalan terendam" not in words(alone) + html(alone)


def press(app, label):
    next(one for one in app.button if one.label == label).click().run()
    assert [*app.exception] == []
