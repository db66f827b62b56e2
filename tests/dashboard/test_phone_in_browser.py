"""The phone page in a real browser, 390 pixels wide: an officer reports with a photo, once, no more."""

import http.client
import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from dashboard.menu import JURNAL, LAPOR, MENU
from services.attachments import files_of
from services.office import Office
from sop.dictionary import ATTACHMENTS, INCIDENTS, PATROL_LOGS
from sop.party import Actor, Role
from tests.dashboard.conftest import RunningApp, _lives
from tests.dashboard.settling import settle
from tests.pictures import photo
from tests.services.patrol_world import issued_now

pytestmark = pytest.mark.browser

BAMBAN = (115.2757, -2.1617)
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "locale": "id-ID",
    "geolocation": {"longitude": BAMBAN[0], "latitude": BAMBAN[1], "accuracy": 12},
    "permissions": ["geolocation"],
}
ENGLISH = re.compile(
    r"\b(Upload|Browse|per file|Drag and drop|Choose|Select|Press|Clear|Remove|Fullscreen)\b"
)


@contextmanager
def serving(home, port):
    process = subprocess.Popen(
        [sys.executable, "-m", "cli", "--home", str(home), "serve", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        end = time.monotonic() + 60
        while not _lives(f"http://127.0.0.1:{port}"):
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.1)
        yield process
    finally:
        process.kill()
        process.wait(20)


@pytest.fixture(scope="module")
def home(demo_home, tmp_path_factory):
    copy = tmp_path_factory.mktemp("telepon") / "kantor"
    shutil.copytree(demo_home, copy)
    return copy


@pytest.fixture(scope="module")
def app(home, serve_home):
    with serve_home(home) as url:
        yield RunningApp(url, home)


@pytest.fixture
def office(home):
    opened = Office.open(home)
    yield opened
    opened.close()


def phone(new_browser, app, role="petugas", path="/", **options):
    browser = new_browser(**{**PHONE, **options})
    page = browser.log_in(app, role, path)
    page.wait_for_selector("h1")
    settle(page)
    return browser, page


def fill(page, story):
    """Answer everything but the photo."""
    page.get_by_role("radio", name="Balap liar / knalpot brong").or_(
        page.get_by_role("button", name="Balap liar / knalpot brong")
    ).first.click()
    page.frame_locator("iframe[src*='posisi']").get_by_role("button").click()
    page.wait_for_selector("text=± 12 m")
    page.get_by_label("Apa yang terjadi").fill(story)
    page.keyboard.press("Tab")
    settle(page)
    page.get_by_text("Temuan patroli", exact=True).click()
    settle(page)


def send(page):
    page.get_by_role("button", name="Kirim laporan").click()
    page.wait_for_selector("text=Laporan tersimpan")
    return re.search(r"KJD-\d{4}-\d{4}", page.inner_text("[data-testid=stAlert]"))[0]


def choose_photo(page, data, name="foto.jpg"):
    """Choose a photo as the camera would hand it in."""
    field = page.locator("[class*='-kamera'] input[type=file]")
    field.set_input_files({"name": name, "mimeType": "image/jpeg", "buffer": data})
    page.wait_for_timeout(500)
    settle(page)


def stories(office):
    return office.frame(INCIDENTS)["kronologi"].tolist()


def test_an_officer_lands_on_the_report_and_has_two_pages_and_no_more(app, new_browser):
    browser, page = phone(new_browser, app)
    assert page.inner_text("h1") == LAPOR.title
    links = page.locator("[data-testid=stSidebarNavLink]").all_inner_texts()
    assert [link.splitlines()[-1] for link in links] == [LAPOR.title, JURNAL.title]
    for entry in MENU:
        if entry.open_to(Actor("uji", Role.PETUGAS)):
            continue
        page.goto(f"{app.url}/{entry.url_path}")
        page.wait_for_selector("text=Petugas lapangan tidak berhak")
        assert page.inner_text("h1") == entry.title
        expect(page.locator("[data-testid=stDataFrame], iframe")).to_have_count(0)
    page.get_by_text("Akun saya", exact=True).evaluate("link => link.click()")
    page.wait_for_selector("h1:has-text('Pengaturan')")
    page.goto(f"{app.url}/lapor")
    page.wait_for_selector(f"h1:has-text('{LAPOR.title}')")
    assert urlsplit(page.url).path == "/"
    assert (browser.outside, browser.errors) == ([], [])


def test_an_officer_reports_with_photo_and_position_and_sees_his_own_report(app, new_browser, office):
    browser, page = phone(new_browser, app)
    fill(page, "Balap liar dengan foto.")
    choose_photo(page, photo(size=(900, 700), place=BAMBAN, taken="2026:11:24 19:40:05"))
    expect(page.locator("[class*='-terpilih'] img")).to_have_count(1)
    expect(page.get_by_text("Lokasi foto", exact=True)).to_have_count(1)
    number = send(page)
    row = office.frame(INCIDENTS).loc[number]
    assert (row["kode_desa"], row["presisi_lokasi"], row["asal"]) == (
        "62.13.02.2005",
        "gps",
        "temuan_patroli",
    )
    assert (row.geometry.x, row.geometry.y) == BAMBAN
    (kept,) = office.frame(ATTACHMENTS).query("kunci == @number").to_dict("records")
    assert bool(kept["ada_lokasi"]) is True
    assert b"Exif" not in files_of(office).get(kept["sha256"])
    own = page.inner_text(".laporan-saya")
    assert number in own
    assert "1 foto" in own
    assert "Menunggu" in own
    assert (browser.outside, browser.errors) == ([], [])


def test_a_double_tap_a_reload_and_the_way_back_make_one_report(app, new_browser, office):
    _, page = phone(new_browser, app)
    fill(page, "Ketuk dua kali.")
    page.get_by_role("button", name="Kirim laporan").dblclick()
    page.wait_for_selector("text=Laporan tersimpan")
    page.reload()
    page.wait_for_selector("text=Laporan tersimpan")
    page.get_by_role("button", name="Lapor lagi").click()
    page.wait_for_selector("text=Kejadian apa?")
    settle(page)
    expect(page.get_by_label("Apa yang terjadi")).to_have_value("")
    page.go_back()
    settle(page)
    assert stories(office).count("Ketuk dua kali.") == 1


def test_what_was_typed_outlives_a_reload_with_its_photo_and_position(app, new_browser, office):
    _, page = phone(new_browser, app)
    fill(page, "Muat ulang di tengah jalan.")
    choose_photo(page, photo(size=(400, 300)))
    page.reload()
    page.wait_for_selector("h1")
    settle(page)
    expect(page.get_by_label("Apa yang terjadi")).to_have_value("Muat ulang di tengah jalan.")
    expect(page.locator("[class*='-terpilih'] img")).to_have_count(1)
    number = send(page)
    assert office.frame(INCIDENTS).loc[number, "presisi_lokasi"] == "gps"


def test_what_was_typed_outlives_a_server_that_is_killed(home, new_browser, office):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = RunningApp(f"http://127.0.0.1:{port}", home)
    with serving(home, port):
        _, page = phone(new_browser, app)
        fill(page, "Ditulis sebelum listrik padam.")
    page.get_by_label("Apa yang terjadi").and_(page.locator(":disabled")).wait_for()
    # Another one answers at the same address, and the page finds it by itself.
    with serving(home, port):
        page.get_by_label("Apa yang terjadi").and_(page.locator(":enabled")).wait_for()
        settle(page)
        expect(page.get_by_label("Apa yang terjadi")).to_have_value("Ditulis sebelum listrik padam.")
        number = send(page)
    row = office.frame(INCIDENTS).loc[number]
    assert (row["kronologi"], row["presisi_lokasi"]) == ("Ditulis sebelum listrik padam.", "gps")


def test_without_a_position_the_desa_is_enough(app, new_browser):
    _, page = phone(new_browser, app, permissions=[])
    frame = page.frame_locator("iframe[src*='posisi']")
    frame.get_by_role("button").click()
    frame.get_by_text("Izin lokasi ditolak.").wait_for()
    page.get_by_text("Pilih desa", exact=True).click()
    settle(page)
    page.get_by_text("Kandris", exact=True).click()
    page.wait_for_selector("text=Hanya desanya yang dicatat")


@pytest.mark.parametrize("width", [360, 390])
def test_the_page_fits_a_phone_and_a_thumb(app, new_browser, width):
    _, page = phone(new_browser, app, viewport={"width": width, "height": 780})
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    buttons = page.locator("[data-testid=stMain] button:visible")
    heights = {
        buttons.nth(i).inner_text(): buttons.nth(i).bounding_box()["height"] for i in range(buttons.count())
    }
    assert {name: height for name, height in heights.items() if height < 44} == {}


@pytest.mark.parametrize("path", ["/lapor", "/jurnal-patroli"])
def test_no_word_of_the_forms_is_english(app, new_browser, path):
    browser = new_browser(locale="id-ID", viewport={"width": 1280, "height": 1400})
    page = browser.log_in(app, "kasi", path)
    page.wait_for_selector("h1")
    settle(page)
    if path == "/jurnal-patroli":
        page.get_by_text("Isi jurnal", exact=True).click()
        settle(page)
    said = page.evaluate(
        "[...document.querySelector('[data-testid=stMain]').querySelectorAll('[aria-label], [placeholder]')]"
        ".flatMap((e) => [e.ariaLabel, e.placeholder])"
    )
    said += page.inner_text("[data-testid=stMain]").splitlines()
    assert [words for words in said if words and ENGLISH.search(words)] == []


def test_a_refused_file_is_told_in_indonesian(app, new_browser):
    _, page = phone(new_browser, app)
    choose_photo(page, b"<svg xmlns='http://www.w3.org/2000/svg' onload='window.racun=1'/>")
    page.wait_for_selector("text=adalah gambar SVG; kirim foto JPEG, PNG, atau WebP.")
    settle(page)
    field = page.locator("[class*='-galeri'] input[type=file]")
    field.set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"x"})
    page.wait_for_selector("text=Jenis berkas ini tidak diterima")
    assert page.evaluate("window.racun") is None
    expect(page.locator("[class*='-terpilih'] img")).to_have_count(0)


def test_the_camera_is_asked_for_and_only_photos(app, new_browser):
    _, page = phone(new_browser, app)
    assert page.locator("[class*='-kamera'] button").inner_text().splitlines()[-1] == "Ambil foto"
    taken, chosen = (
        page.locator(f"[class*='-{place}'] input[type=file]").evaluate(
            "e => [e.getAttribute('capture'), e.accept]"
        )
        for place in ("kamera", "galeri")
    )
    assert taken == ["environment", "image/jpeg,image/png,image/webp"]
    assert chosen == [None, "image/jpeg,image/png,image/webp"]


def fetched(app, path, token=None):
    connection = http.client.HTTPConnection("127.0.0.1", app.port, timeout=20)
    connection.request("GET", path, headers={"Cookie": f"tenteram_sesi={token}"} if token else {})
    answer = connection.getresponse()
    found = answer.status, answer.headers.get("Content-Type", ""), answer.read()
    connection.close()
    return found


def token_of(browser):
    return {c["name"]: c["value"] for c in browser.context.cookies()}["tenteram_sesi"]


def test_a_photo_answers_only_to_who_may_see_its_record(app, new_browser):
    _, page = phone(new_browser, app)
    fill(page, "Foto hanya untuk yang berhak.")
    choose_photo(page, photo(size=(500, 400), place=BAMBAN))
    number = send(page)
    kasi = new_browser(viewport={"width": 1280, "height": 1600})
    seen = kasi.log_in(app, "kasi", f"/kejadian?nomor={number}")
    picture = seen.locator("[class*='-pajangan'] img").first
    picture.wait_for()
    path = urlsplit(picture.evaluate("e => e.src")).path
    status, kind, body = fetched(app, path, token_of(kasi))
    assert (status, kind) == (200, "image/jpeg")
    assert b"Exif" not in body
    other, _ = phone(new_browser, app, role="koramil", path="/lapor")
    assert fetched(app, path, token_of(other))[0] == 404
    assert fetched(app, path)[0] == 401
    seen.get_by_text("Mode rapat").click()
    seen.wait_for_selector("text=Foto tidak ditampilkan dalam mode rapat.")
    # What the page no longer draws goes when it is drawn to its end.
    seen.locator("[class*='-pajangan'] img").first.wait_for(state="detached")


def test_an_officer_closes_a_nihil_patrol_from_the_phone(app, new_browser, office):
    _, page = phone(new_browser, app, path="/jurnal-patroli")
    before = set(office.frame(PATROL_LOGS).index)
    for label, digits in (("Berangkat", "0005"), ("Kembali", "0010")):
        page.get_by_role("group", name=label).get_by_role("spinbutton").first.click()
        page.keyboard.type(digits)
    page.get_by_text("Bamban", exact=True).click()
    settle(page)
    page.get_by_role("button", name="Simpan jurnal").click()
    page.wait_for_selector("text=Jurnal tersimpan")
    (new,) = set(office.frame(PATROL_LOGS).index) - before
    assert new in page.inner_text(".jurnal-saya")
    assert "Nihil" in page.inner_text(".jurnal-saya")


def test_an_officer_closes_the_sheet_of_the_day_stop_by_stop_once(app, new_browser, office):
    sheet = issued_now(office, datetime.now(UTC) - timedelta(days=1))
    first, *rest = sheet.route.visits
    _, page = phone(new_browser, app, path="/jurnal-patroli")
    page.get_by_role("button", name=f"Tutup patroli {sheet.team_name}, {len(rest) + 1} titik").click()
    page.wait_for_selector("text=Jalur GPS tidak wajib.")
    settle(page)
    page.get_by_text("Tidak", exact=True).first.click()
    settle(page)
    page.get_by_role("button", name="Simpan dan tutup patroli").click()
    page.wait_for_selector(f"text={first.stop.name}: sebutkan mengapa tidak didatangi.")
    page.get_by_text("Jalan putus atau banjir", exact=True).click()
    settle(page)
    page.get_by_role("button", name=f"{len(rest)} titik lain didatangi").click()
    settle(page)
    page.reload()
    page.wait_for_selector("text=Jalur GPS tidak wajib.")
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
    page.get_by_role("button", name="Simpan dan tutup patroli").dblclick()
    page.wait_for_selector("text=ditutup dengan jurnal")
    settle(page)
    logs = office.frame(PATROL_LOGS)
    (row,) = logs.loc[logs["id_lembar"] == sheet.number].to_dict("records")
    assert [one["didatangi"] for one in row["titik"]] == [False] + [True] * len(rest)
    assert row["titik"][0]["alasan"] == "Jalan putus atau banjir"
    assert [one["menit"] for one in row["titik"][1:]] == [round(one.dwell_min) for one in rest]
    page.get_by_role("button", name="Selesai", exact=True).click()
    page.wait_for_selector("text=Jurnal saya")
    settle(page)
    assert page.get_by_role("button", name=f"Tutup patroli {sheet.team_name},").count() == 0
