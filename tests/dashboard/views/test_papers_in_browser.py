"""The papers of a patrol in the real app: taken with one press, for whom they are, and by nobody else."""

import shutil
from datetime import UTC, datetime

import pytest

from services.office import Office
from services.patrol_plans import make_plan
from services.sheet_issue import issue_day
from sop.party import Actor, Role
from tests.dashboard.conftest import RunningApp
from tests.reports.patrol.pdf import page_sizes, words

pytestmark = pytest.mark.browser

KASI = Actor("uji-kasi", Role.KASI)


@pytest.fixture(scope="module")
def own_home(demo_home, tmp_path_factory):
    copy = tmp_path_factory.mktemp("berkas") / "kantor"
    shutil.copytree(demo_home, copy)
    return copy


@pytest.fixture(scope="module")
def own_app(own_home, serve_home):
    with serve_home(own_home) as url:
        yield RunningApp(url, own_home)


@pytest.fixture(scope="module")
def waiting(own_home):
    """Number of a sheet that waits for the Camat, and of its order."""
    office = Office.open(own_home)
    now = datetime.now(UTC)
    made = make_plan(office, KASI, first=now.astimezone(office.zone).date(), days=3, at=now)
    first = next(one for one in made.plan.routes if one.visits)
    done = issue_day(
        office, KASI, made.number, first.shift.day, teams=(first.shift.team,), at=now, form_id="uji"
    )
    office.close()
    (number,) = done.waiting
    return number, "SPT-" + number.partition("-")[2]


def taken(page, label):
    with page.expect_download() as download:
        page.get_by_role("button", name=label).click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def test_a_sheet_and_its_order_are_taken_with_one_press_each(own_app, waiting, new_browser):
    number, order = waiting
    kasi = new_browser(viewport={"width": 1280, "height": 1100})
    page = kasi.log_in(own_app, "kasi", f"/surat-tugas?nomor={number}")
    page.get_by_text("Cetak dan bagikan").wait_for()
    page.get_by_text("Belum berlaku: berkasnya bertanda DRAF").wait_for()
    name, content = taken(page, "Cetak (PDF)")
    assert name.startswith(f"contoh-draf-lembar-rute-{number}-")
    assert page_sizes(content) == [(210, 297)]
    assert words(content).startswith("DRAF DATA CONTOH")
    assert taken(page, "Peta ponsel (GPX)")[1].startswith(b"<?xml")
    page.get_by_text("Salin untuk WhatsApp").click()
    page.get_by_text("DRAF – BELUM DITERBITKAN").wait_for()
    page.get_by_text("Buka di Google Maps").click()
    link = page.get_by_role("link", name="Buka rute").or_(page.get_by_role("link", name="Bagian 1 dari"))
    assert link.get_attribute("href").startswith("https://www.google.com/maps/dir/?api=1&origin=")
    page = kasi.open(f"{own_app.url}/surat-tugas?nomor={order}")
    name, content = taken(page, "Cetak (PDF)")
    assert name.startswith(f"contoh-draf-surat-perintah-tugas-{order}-")
    assert "SURAT PERINTAH TUGAS" in words(content)
    page = kasi.open(f"{own_app.url}/surat-tugas")
    assert taken(page, "Kalender patroli (.ics)")[1].startswith(b"BEGIN:VCALENDAR")
    assert (kasi.outside, kasi.errors) == ([], [])


def test_nothing_is_handed_to_a_page_whose_login_is_over(own_app, waiting, new_browser):
    number, _ = waiting
    kasi = new_browser()
    page = kasi.log_in(own_app, "kasi", f"/surat-tugas?nomor={number}")
    page.get_by_text("Cetak dan bagikan").wait_for()
    got = []
    page.on("download", lambda one: got.append(one.url))
    other = kasi.open(f"{own_app.url}/surat-tugas")
    other.click("text=Keluar")
    other.wait_for_url("**/masuk")
    page.get_by_role("button", name="Cetak (PDF)").click()
    page.wait_for_url("**/masuk")
    assert got == []
