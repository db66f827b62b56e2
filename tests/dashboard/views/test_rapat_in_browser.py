"""A joint audience in the real app: one switch for all pages, and a look before anything leaves."""

import io
from datetime import UTC, datetime

import openpyxl
import pytest
from playwright.sync_api import expect

from services.accounts import add_account
from services.incidents import Report, record_incident
from services.locating import locate_point
from services.office import Office
from services.places import Place, add_place
from services.setup import initialise
from sop.incident import Origin, TimePrecision
from sop.party import ACCOUNT_ROLES, Actor, Role
from sop.patrol import PlaceKind
from tests.dashboard.settling import settle

pytestmark = pytest.mark.browser

KEEPER, KASI = Actor("cli:uji", Role.LOKAL), Actor("uji-kasi", Role.KASI)
PASSWORD = "kata-sandi-uji"
STORY = "Sdr. Rekaan naik KH 1234 AB"
ROW, MARK = 36, ".tera.rapat"


class App:
    """A served office with one incident and one place that is called after somebody."""

    def __init__(self, url, home):
        self.url, self.home, self.password = url, home, PASSWORD


@pytest.fixture(scope="module")
def app(tmp_path_factory, serve_home):
    home, now = tmp_path_factory.mktemp("rapat") / "kantor", datetime.now(UTC)
    initialise(home, KEEPER, at=now)
    office = Office.open(home)
    for role in ACCOUNT_ROLES:
        name = f"uji-{role.replace('_', '-')}"
        add_account(office, KEEPER, name, role, PASSWORD, at=now, name=f"Uji {role.label}")
    where = locate_point(office, 115.2757, -2.1617)
    report = Report(
        kode_kategori="JLN-04", waktu_kejadian=now, presisi_waktu=TimePrecision.TEPAT, zona_waktu_asli="WIB",
        location=where, asal=Origin.LAPORAN_WARGA, kronologi=STORY,
    )  # fmt: skip
    record_incident(office, KASI, report, at=now, form_id="1")
    place = Place(nama="Warung Bu Contoh", jenis=PlaceKind.LAIN, keterangan="", location=where)
    add_place(office, KASI, place, form_id="1", at=now)
    office.close()
    with serve_home(home) as url:
        yield App(url, home)


@pytest.fixture
def kasi(app, new_browser):
    browser = new_browser(viewport={"width": 1440, "height": 1600})
    return browser, lambda path: browser.log_in(app, "kasi", path)


def last_act(app):
    office = Office.open(app.home)
    act = office.store.audit()[-1]
    office.close()
    return act


def go(page, title):
    page.locator("[data-testid=stSidebarNavLink]").filter(has_text=title).click()
    page.get_by_role("heading", name=title, exact=True).wait_for()


def look(page, title):
    page.locator("summary").filter(has_text=title).wait_for()
    settle(page)
    page.locator("summary").filter(has_text=title).click()
    page.get_by_role("button", name="Tinjau dulu").click()


def download(page):
    page.get_by_role("button", name="Sudah saya tinjau, lanjutkan").click()
    with page.expect_download() as started:
        page.locator("[data-testid=stDownloadButton] button").click()
    return started.value


def test_the_switch_stands_off_for_work_on_for_the_map_and_then_on_every_page(kasi):
    browser, log_in = kasi
    page = log_in("/kejadian")
    page.get_by_role("heading", name="Kejadian", exact=True).wait_for()
    expect(page.locator(MARK)).to_have_count(0)
    go(page, "Peta Kerawanan")
    page.get_by_text("MODE RAPAT · Kecamatan Benua Lima · ").wait_for()
    for title in ("Kejadian", "Konflik Sosial", "Situasi"):
        go(page, title)
        page.locator(MARK).wait_for()
    page.get_by_text("Mode rapat", exact=True).click()
    page.locator(MARK).wait_for(state="detached")
    go(page, "Peta Kerawanan")
    page.get_by_text("TAMPILAN PENUH · hanya untuk layar Anda sendiri").wait_for()
    assert (browser.outside, browser.errors) == ([], [])


def test_a_partner_begins_on_every_page_as_one_among_others(app, new_browser):
    page = new_browser().log_in(app, "polsek", "/kejadian")
    page.get_by_text("MODE RAPAT · Polsek – Kecamatan Benua Lima · ").wait_for()
    page.locator("[data-testid=stDataFrame] canvas").first.wait_for()
    expect(page.locator("summary").filter(has_text="Unduh")).to_have_count(0)
    page.get_by_text("Mode rapat", exact=True).click()
    page.locator(MARK).wait_for(state="detached")
    assert STORY not in page.inner_text("body")


def test_the_map_leaves_only_after_a_look_and_opens_anywhere(app, kasi, new_browser, tmp_path):
    browser, log_in = kasi
    page = log_in("/peta-kerawanan")
    page.locator("[data-testid=stMain]").get_by_text("Tempat", exact=True).click()
    look(page, "Unduh peta rapat")
    page.get_by_text("1 bagian akan disamarkan.").wait_for()
    expect(page.locator("[data-testid=stDownloadButton]")).to_have_count(0)
    file = tmp_path / "peta.html"
    download(page).save_as(file)
    act = last_act(app)
    assert (act.verb, act.note, act.details["ditemukan"], act.details["dibiarkan"]) == (
        "data.ekspor", "Peta rapat", 1, 0,
    )  # fmt: skip
    page.get_by_text(f"Sidik peta untuk notulen: {act.details['sidik'][:16]}.").wait_for()
    content = file.read_text(encoding="utf-8")
    assert "Bu Contoh" not in content
    assert "Warung [nama orang]" in content
    other = new_browser()
    alone = other.open(file.as_uri())
    alone.get_by_text("MODE RAPAT · Kecamatan Benua Lima · ").first.wait_for()
    alone.locator(".leaflet-desa-pane path").first.wait_for()
    assert (browser.outside + other.outside, browser.errors + other.errors) == ([], [])


def test_the_list_leaves_clean_and_what_is_kept_is_kept_on_purpose(app, kasi, tmp_path):
    _, log_in = kasi
    page = log_in("/kejadian")
    look(page, "Unduh daftar")
    page.get_by_text("2 bagian akan disamarkan.").wait_for()
    table = page.locator("summary", has_text="Unduh daftar").locator("..").locator("canvas").first
    table.wait_for()
    settle(page)
    box = table.bounding_box()
    # the second row's checkbox: the plate stays
    page.mouse.click(box["x"] + 46, box["y"] + ROW * 2.5)
    page.get_by_text("1 bagian dibiarkan apa adanya.").wait_for()
    settle(page)
    file = tmp_path / "daftar.xlsx"
    download(page).save_as(file)
    act = last_act(app)
    assert (act.details["jenis"], act.details["ditemukan"], act.details["dibiarkan"]) == ("daftar", 2, 1)
    rows = [
        [cell.value for cell in row]
        for row in openpyxl.load_workbook(io.BytesIO(file.read_bytes()))["Kejadian"]
    ]
    assert rows[1][rows[0].index("Kronologi")] == "[nama orang] naik KH 1234 AB"
    page.locator("[role=radio], button").get_by_text("Teks (CSV)").click()
    page.get_by_text("2 bagian akan disamarkan.").wait_for(state="detached")
    expect(page.locator("[data-testid=stDownloadButton]")).to_have_count(0)


def test_the_message_is_shown_only_after_the_look(app, kasi):
    _, log_in = kasi
    page = log_in(f"/kejadian?nomor=KJD-{datetime.now(UTC).year}-0001")
    look(page, "Salin untuk WhatsApp")
    page.get_by_text("2 bagian akan disamarkan.").wait_for()
    expect(page.get_by_text("Demikian dilaporkan")).to_have_count(0)
    page.get_by_role("button", name="Sudah saya tinjau, lanjutkan").click()
    told = page.locator("[data-testid=stCode]").filter(has_text="Demikian dilaporkan. DUMP")
    told.wait_for()
    assert "[nama orang] naik [nomor kendaraan]" in told.inner_text()
    assert last_act(app).details["jenis"] == "pesan"
