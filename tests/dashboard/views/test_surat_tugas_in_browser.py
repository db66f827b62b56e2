"""The month's order and a route sheet in the real app: from the Kasi to the Camat and out of the door."""

import shutil
from datetime import UTC, datetime

import pytest

from services.office import Office
from services.patrol_plans import make_plan
from services.sheet_issue import issue_day
from sop.party import Actor, Role
from tests.dashboard.conftest import RunningApp
from tests.dashboard.settling import settle

pytestmark = pytest.mark.browser

KASI = Actor("uji-kasi", Role.KASI)


@pytest.fixture(scope="module")
def own_home(demo_home, tmp_path_factory):
    copy = tmp_path_factory.mktemp("surat-tugas") / "kantor"
    shutil.copytree(demo_home, copy)
    return copy


@pytest.fixture(scope="module")
def own_app(own_home, serve_home):
    with serve_home(own_home) as url:
        yield RunningApp(url, own_home)


def issued(home):
    """Issue the next route of the team of the kecamatan, and return the sheet's number."""
    office = Office.open(home)
    now = datetime.now(UTC)
    made = make_plan(office, KASI, first=now.astimezone(office.zone).date(), days=3, at=now)
    days = [one.shift.day for one in made.plan.routes if one.shift.team == "kecamatan" and one.visits]
    done = issue_day(office, KASI, made.number, days[0], teams=("kecamatan",), at=now, form_id="uji")
    office.close()
    return (*done.issued, *done.waiting)[0]


def card(page, words):
    """Return the box of a request."""
    return page.locator("[data-testid=stVerticalBlock]").filter(has_text=words).last


def test_the_camat_approves_the_month_once_and_a_sheet_goes_from_issue_to_start(
    own_app, own_home, new_browser
):
    kasi, camat = new_browser(viewport={"width": 1280, "height": 1100}), new_browser()
    page = kasi.log_in(own_app, "kasi", "/surat-tugas")
    page.get_by_text("Belum ada SPT bulanan untuk").wait_for()
    page.get_by_role("button", name="Ajukan ke Camat").click()
    page.get_by_text("SPT-2026-0001 menunggu persetujuan Camat.").wait_for()

    his = camat.log_in(own_app, "camat", "/situasi")
    request = card(his, "Surat Perintah Tugas SPT-2026-0001")
    request.get_by_role("button", name="Setujui").click()
    his.get_by_label("Catatan persetujuan").wait_for()
    request.get_by_role("button", name="Setujui").last.click()
    his.get_by_text("disetujui.").wait_for()

    number = issued(own_home)
    page = kasi.open(f"{own_app.url}/surat-tugas?nomor={number}")
    page.get_by_role("heading", name=f"Surat Tugas {number}").wait_for()
    settle(page)
    page.get_by_role("button", name="Mulai patroli").click()
    page.get_by_role("button", name="Berangkat sekarang").click()
    page.get_by_text("Patroli berjalan.").wait_for()
    page.get_by_text("Berjalan", exact=True).wait_for()
    settle(page)
    page.get_by_role("button", name="Batalkan").click()
    page.get_by_role("button", name="Batalkan lembar").click()
    page.get_by_text("Alasan wajib diisi.").wait_for()
    page.get_by_label("Alasan pembatalan").fill("Jalan banjir")
    page.get_by_role("button", name="Batalkan lembar").click()
    page.get_by_text(f"{number} dibatalkan.").wait_for()
    for one in (kasi, camat):
        assert (one.outside, one.errors) == ([], [])
