"""Rencana Patroli as a script: who may do what on it, and what an empty office is told."""

import shutil
from datetime import UTC, datetime, time, timedelta

import pytest

from dashboard.office import choose
from services.deciding import decide
from services.decisions import decisions
from services.patrol_plans import kept_routes, make_plan
from services.patrol_sheets import one_sheet
from services.places import place_table
from services.sheet_issue import issue_day
from services.stop_requests import request_list
from sop.dictionary import PATROL_PLANS
from sop.party import Actor, Role
from sop.patrol import PatrolState
from sop.period import long_date
from tests.dashboard.views.test_pages import words

KASI, CAMAT = Actor("halaman-kasi", Role.KASI), Actor("halaman-camat", Role.CAMAT)


@pytest.fixture(scope="module")
def home(demo_home, tmp_path_factory):
    """A workspace with a plan of tomorrow and the week after."""
    copy = tmp_path_factory.mktemp("rencana") / "kantor"
    shutil.copytree(demo_home, copy)
    now = datetime.now(UTC)
    office = choose(copy)
    first = now.astimezone(office.zone).date() + timedelta(days=1)
    make_plan(office, KASI, first=first, days=7, at=now)
    return copy


@pytest.fixture
def own(home, tmp_path):
    """The same workspace for a test that changes it."""
    return shutil.copytree(home, tmp_path / "kantor")


def part(app, name):
    next(one for one in app.get("button_group") if one.label == "Bagian").set_value(name).run()
    assert [*app.exception] == []
    return app


def labels(app):
    return {one.label for one in app.button}


@pytest.mark.parametrize(
    ("role", "drafts"), [(Role.KASI, True), (Role.OPERATOR, True), (Role.CAMAT, False), (Role.SEKCAM, False)]
)
def test_the_desk_plans_and_the_rest_of_the_office_looks(page, home, role, drafts):
    app = page("rencana", home, role)
    assert [*app.exception] == []
    assert ("Susun rencana" in labels(app)) is drafts
    part(app, "Titik")
    assert ("Simpan titik" in labels(app)) is drafts


def test_every_part_is_drawn_in_an_office_without_anything(page, empty_home):
    app = page("rencana", empty_home)
    assert "Hari ini belum ada rencana patroli." in app.get("html")[-1].value or labels(app)
    for name in ("Minggu", "Bulan", "Titik"):
        part(app, name)
    assert "Belum ada titik permintaan." in words(app)


def test_in_a_meeting_nothing_can_be_changed(page, home):
    app = page("rencana", home)
    app.toggle(key="mode_rapat").set_value(True).run()
    assert [*app.exception] == []
    assert "Susun rencana" not in labels(app)
    assert "tidak ditampilkan dalam mode rapat" in words(part(app, "Titik"))


def test_what_is_wrong_with_a_request_is_told_and_what_was_typed_stays(page, home):
    app = part(page("rencana", home), "Titik")
    name = next(one for one in app.text_input if one.label == "Nama titik")
    name.set_value("Pos Rekaan").run()
    next(one for one in app.button if one.label == "Simpan titik").click().run()
    assert [one.value for one in app.error] == [
        "Belum disimpan.\n\n- Alasan wajib diisi\\.\n- Letak wajib diisi\\."
    ]
    assert next(one for one in app.text_input if one.label == "Nama titik").value == "Pos Rekaan"
    next(one for one in app.text_input if one.label == "Alasan").set_value("Rapat Senin.").run()
    place = next(one for one in app.selectbox if one.label == "Tempat")
    place.set_value(place_table(choose(home), KASI).index[0]).run()
    for label, hour in (("Dari jam", 22), ("Sampai jam", 2)):
        next(one for one in app.time_input if one.label == label).set_value(time(hour)).run()
    assert "melewati tengah malam" in words(app)
    next(one for one in app.button if one.label == "Simpan titik").click().run()
    assert [*app.exception] == []
    asked = request_list(choose(home), KASI, at=datetime.now(UTC))
    assert [(one.request.name, one.request.reason) for one in asked] == [("Pos Rekaan", "Rapat Senin.")]
    assert [str(window) for window in asked[0].request.windows] == ["22.00–02.00"]


def test_what_is_issued_is_printed_and_put_into_a_calendar_from_the_plan_and_not_in_a_meeting(page, own):
    now, office = datetime.now(UTC), choose(own)
    (number,) = office.frame(PATROL_PLANS).index[-1:]
    day = min(one.shift.day for one in kept_routes(office, KASI, number) if one.visits)
    app = page("rencana", own)
    assert offered(app) == []
    issue_day(office, KASI, number, day, at=now, form_id="uji")
    app.session_state["rencana.hari"] = day
    app = part(app, "Minggu")
    assert offered(app) == ["Kalender patroli (.ics)", f"Cetak lembar rute {long_date(day)}"]
    app.toggle(key="mode_rapat").set_value(True).run()
    assert offered(app) == []


def test_what_the_camat_has_approved_is_issued_from_the_plan(page, own):
    now, office = datetime.now(UTC), choose(own)
    (plan,) = office.frame(PATROL_PLANS).index[-1:]
    route = next(one for one in kept_routes(office, KASI, plan) if one.visits)
    made = issue_day(office, KASI, plan, route.shift.day, teams=(route.shift.team,), at=now, form_id="uji")
    (number,) = made.waiting
    app = page("rencana", own)
    app.session_state["rencana.hari"] = route.shift.day
    part(app, "Minggu")
    assert f"Terbitkan {number}" not in labels(app)
    (asked,) = [
        one for one in decisions(office, CAMAT) if one.record == one_sheet(office, KASI, number, at=now).order
    ]
    decide(office, CAMAT, asked.number, approve=True, note="Ya.", expected_version=asked.version, at=now)
    app.run()
    next(one for one in app.button if one.label == f"Terbitkan {number}").click().run()
    assert one_sheet(office, KASI, number, at=now).state is PatrolState.TERBIT
    assert f"Terbitkan {number}" not in labels(app)


def test_where_every_team_has_a_sheet_the_page_says_what_to_do_instead_of_planning_anew(page, own):
    now, office = datetime.now(UTC), choose(own)
    (week,) = office.frame(PATROL_PLANS).index[-1:]
    day = min(one.shift.day for one in kept_routes(office, KASI, week) if one.visits)
    number = make_plan(office, KASI, first=day, days=1, at=now).number
    app = page("rencana", own)
    app.session_state["rencana.hari"] = day
    assert "Susun ulang" in labels(part(app, "Minggu"))
    issue_day(office, KASI, number, day, at=now, form_id="uji")
    app.run()
    assert "Susun ulang" not in labels(app)
    (told,) = [one.value for one in app.caption if "sudah punya lembar rute" in one.value]
    assert "Ubah rencana" in told


def offered(app):
    return [one.proto.label for one in app.get("download_button")]
