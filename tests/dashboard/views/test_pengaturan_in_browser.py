"""Pengaturan in Chromium: proposed, approved, felt in the score; an office founded; a backup gone back to."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from services.accounts import add_account
from services.office import Office
from services.scoring import scores
from services.setup import initialise
from services.upkeep import make_backup
from sop.party import Actor, Role
from tests.dashboard.settling import settle

pytestmark = pytest.mark.browser

KEEPER = Actor("cli:uji", Role.LOKAL)
PASSWORD = "kata-sandi-uji"
BOUNDARIES = Path(__file__).parents[3] / "data" / "desa_boundaries" / "benua_lima.geojson"


@dataclass(frozen=True)
class Served:
    url: str
    home: Path
    password: str = PASSWORD
    said: str = ""


@pytest.fixture(scope="module")
def own_app(tmp_path_factory, serve_home):
    """A demo of this module's own, which it may change and take back."""
    home = tmp_path_factory.mktemp("pengaturan") / "kantor"
    initialise(home, KEEPER, at=datetime.now(UTC), demo=True)
    with closing(Office.open(home)) as office:
        for role in (Role.KASI, Role.CAMAT):
            add_account(office, KEEPER, f"uji-{role}", role, PASSWORD, at=datetime.now(UTC))
    with serve_home(home) as url:
        yield Served(url, home)


@pytest.fixture
def first_start(tmp_path):
    """What somebody gets who starts Tenteram for the first time, or in a workspace without accounts."""
    started = []

    def start(home=tmp_path / "kantor"):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        log = tmp_path / f"{port}.log"
        with log.open("wb") as out:
            command = [sys.executable, "-m", "cli", "--home", str(home), "serve", "--port", str(port)]
            started.append(subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=os.environ))
        end = time.monotonic() + 120
        while "Hentikan" not in log.read_text():
            assert started[-1].poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.2)
        said = log.read_text()
        password = re.search(r"akun demo: kasi kasi (\S+)", said)
        return Served(f"http://127.0.0.1:{port}", home, password[1] if password else "", said)

    yield start
    for one in started:
        one.terminate()
        one.wait(20)


def code_of(app):
    return re.search(r"Kode penyiapan kantor: (\S+)", app.said)[1]


def enter(browser, app, username, password):
    page = browser.open(app.url)
    page.fill("#username", username)
    page.fill("#password", password)
    page.click("button")
    page.wait_for_selector("text=Keluar")
    return page


def settings(page, app, section):
    page.goto(f"{app.url}/pengaturan?bagian={section.replace(' ', '+')}")
    page.wait_for_selector("h1:has-text('Pengaturan')")


def typed(page, label, words):
    field = page.get_by_label(label, exact=True)
    field.fill(words)
    field.press("Tab")


def press(page, name):
    # What was typed last may still be drawing the page anew, and a click on what goes is lost.
    settle(page)
    page.get_by_role("button", name=name, exact=True).click()


def points(app):
    with closing(Office.open(app.home)) as office:
        at = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
        return scores(office, KEEPER, at=at).areas["score"]


def test_a_weight_is_proposed_previewed_approved_and_felt_in_the_score(own_app, new_browser):
    before = points(own_app)
    browser = new_browser()
    kasi = browser.log_in(own_app, "kasi", "/pengaturan")
    kasi.get_by_text("Rumus bobot", exact=True).click()
    typed(kasi, "Nilai dasar (poin)", "11")
    kasi.get_by_text("Rancangan usulan (1)").wait_for()
    kasi.get_by_text("Rumus bobot: Nilai dasar: 1 → 11 poin").wait_for()
    kasi.locator(".akibat td", has_text="kisaran").first.wait_for()
    typed(kasi, "Alasan", "Evaluasi bersama Polsek")
    press(kasi, "Ajukan ke Camat")
    kasi.get_by_text("diajukan kepada Camat.").wait_for()
    assert points(own_app).equals(before)

    camat = new_browser().log_in(own_app, "camat")
    camat.get_by_text("Akibatnya:").wait_for()
    settings(camat, own_app, "Bobot")
    camat.get_by_text("Akibatnya:").wait_for()
    press(camat, "Setujui")
    # the second of that name, once it is there: the first would close the form again
    settle(camat)
    camat.get_by_role("button", name="Setujui", exact=True).nth(1).click()
    camat.get_by_text("disetujui.").wait_for()
    after = points(own_app)
    # every scored incident weighs 10 more before its factor, so no desa with incidents may weigh less
    assert (after > before).all()

    settings(kasi, own_app, "Bobot")
    kasi.get_by_text("Bobot = 11 + 4 × K").wait_for()
    kasi.get_by_text("Riwayat perubahan").click()
    history = kasi.locator(".riwayat li").first
    history.wait_for()
    assert "disetujui uji-camat, diusulkan uji-kasi" in history.inner_text()
    assert "Evaluasi bersama Polsek" in history.inner_text()
    assert browser.outside == []
    assert browser.errors == []


def test_the_section_stays_through_reload_and_the_back_button(own_app, new_browser):
    page = new_browser().log_in(own_app, "kasi", "/pengaturan")
    page.get_by_text("Bobot kategori").wait_for()
    page.get_by_role("radio", name="Kesehatan").click()
    page.get_by_text("Periksa lagi").wait_for()
    assert page.url.endswith("?bagian=Kesehatan")
    page.reload()
    page.get_by_text("Periksa lagi").wait_for()
    page.go_back()
    page.wait_for_function("!document.body.innerText.includes('Periksa lagi')")


def test_a_backup_is_gone_back_to_and_everybody_is_shown_the_door(own_app, new_browser):
    with closing(Office.open(own_app.home)) as office:
        made = make_backup(office, KEEPER, at=datetime.now(UTC))
    other = new_browser().log_in(own_app, "camat")
    page = new_browser().log_in(own_app, "kasi", "/pengaturan?bagian=Profil")
    typed(page, "Tempat surat ditandatangani", "Sesudah Cadangan")
    press(page, "Simpan profil")
    page.get_by_text("Profil disimpan.").wait_for()

    settings(page, own_app, "Cadangan")
    chooser = page.get_by_role("combobox", name="Pulihkan dari cadangan")
    chooser.click()
    page.keyboard.press("Enter")
    page.get_by_text("Mengubah profil: 1").wait_for()
    page.get_by_text("Pengaturan ini ikut kembali: Profil dan kop.").wait_for()
    typed(page, "Ketik PULIHKAN untuk memulihkan", "PULIHKAN")
    press(page, "Pulihkan sekarang")
    page.get_by_text("Data dipulihkan dari cadangan.").wait_for()

    other.get_by_text("Peta Kerawanan").first.click()
    other.wait_for_url("**/masuk*")
    page.get_by_text("Masuk kembali").click()
    page.wait_for_selector("#username")
    again = new_browser().log_in(own_app, "kasi", "/pengaturan?bagian=Riwayat")
    again.get_by_text(f"Dipulihkan dari {made.name}").wait_for()
    with closing(Office.open(own_app.home)) as office:
        assert office.profile.seat == "Taniran"


def test_from_the_demo_to_the_own_office_in_one_process(first_start, new_browser):
    app = first_start()
    browser = new_browser()
    page = enter(browser, app, "kasi", app.password)
    page.get_by_role("link", name="Mulai kantor kami").click()
    page.get_by_text("7 wilayah: Taniran").wait_for()
    page.get_by_role("textbox", name="Nama Kasi").fill("Rekaan Saja")
    page.get_by_role("textbox", name="Nama pengguna").fill("kasi1")
    for field in page.locator("input[type=password]").all():
        field.fill("sandi-kasi-baru")
    page.get_by_role("textbox", name="Kode penyiapan").fill("AAAA-AAAA")
    press(page, "Mulai kantor kami")
    page.get_by_text("sisa percobaan 4").wait_for()
    assert not app.home.exists()
    page.get_by_role("textbox", name="Kode penyiapan").fill(code_of(app).lower())
    press(page, "Mulai kantor kami")
    page.get_by_text("siap, dan aplikasi ini sekarang membuka data kantor Anda").wait_for()
    page.get_by_text("Masuk kembali").click()
    page.wait_for_selector("#username")
    assert "DATA CONTOH" not in page.inner_text("body")
    page.fill("#username", "kasi")
    page.fill("#password", app.password)
    page.click("button")
    assert page.inner_text("[role=alert]") == "Nama pengguna atau kata sandi salah."
    page.fill("#username", "kasi1")
    page.fill("#password", "sandi-kasi-baru")
    page.click("button")
    page.wait_for_selector("text=Keluar")
    page.get_by_text("belum ada kejadian yang dilaporkan").wait_for()
    assert "Rekaan Saja" in page.inner_text("[data-testid=stSidebar]")
    expect(page.get_by_role("link", name="Mulai kantor kami")).to_have_count(0)
    assert browser.outside == []
    again = first_start()
    assert "Kode penyiapan" not in again.said
    assert "akun demo" not in again.said


def test_another_kecamatan_begins_with_its_own_boundaries(first_start, new_browser):
    app = first_start()
    page = enter(new_browser(), app, "kasi", app.password)
    page.goto(f"{app.url}/pengaturan?bagian=Mulai+kantor+kami")
    page.get_by_role("radio", name="Kecamatan lain").click()
    page.locator("input[type=file]").set_input_files(BOUNDARIES)
    page.get_by_text("7 bidang").wait_for()
    page.get_by_role("textbox", name="Nama kantor").fill("Kecamatan Rekaan")
    page.get_by_role("textbox", name="Nama Kasi").fill("Rekaan Saja")
    page.get_by_role("textbox", name="Nama pengguna").fill("kasi1")
    for field in page.locator("input[type=password]").all():
        field.fill("sandi-kasi-baru")
    page.get_by_role("textbox", name="Kode penyiapan").fill(code_of(app))
    press(page, "Mulai kantor kami")
    page.get_by_text("Kecamatan Rekaan siap").wait_for()
    with closing(Office.open(app.home)) as office:
        assert (office.profile.name, len(office.areas())) == ("Kecamatan Rekaan", 7)


def test_an_office_without_accounts_asks_for_its_first_one_by_the_code(first_start, new_browser, tmp_path):
    home = tmp_path / "kosong"
    initialise(home, KEEPER, at=datetime.now(UTC))
    app = first_start(home)
    page = new_browser().open(app.url)
    page.get_by_role("link", name="Buat akun pertama").click()
    for field, words in (("name", "Rekaan Saja"), ("username", "kasi1"), ("code", "AAAA-AAAA")):
        page.fill(f"#{field}", words)
    for field in ("password", "again"):
        page.fill(f"#{field}", "sandi-kasi-baru")
    page.click("button")
    assert "sisa percobaan 4" in page.inner_text("[role=alert]")
    assert page.input_value("#username") == "kasi1"
    page.fill("#code", code_of(app))
    for field in ("password", "again"):
        page.fill(f"#{field}", "sandi-kasi-baru")
    page.click("button")
    page.wait_for_url("**/masuk")
    expect(page.get_by_role("link", name="Buat akun pertama")).to_have_count(0)
    page.goto(f"{app.url}/masuk/pertama")
    assert page.url.endswith("/masuk")
    page.fill("#username", "kasi1")
    page.fill("#password", "sandi-kasi-baru")
    page.click("button")
    page.wait_for_selector("text=Keluar")


def test_a_stranger_cannot_begin_an_office_that_is_there(running_app):
    form = "code=AAAA-AAAA&username=saya&password=kata-sandi-saya&again=kata-sandi-saya"
    for method, body in (("GET", None), ("POST", form)):
        connection = http.client.HTTPConnection("127.0.0.1", running_app.port, timeout=20)
        connection.request(method, "/masuk/pertama", body)
        answer = connection.getresponse()
        assert (answer.status, answer.headers["Location"]) == (303, "/masuk")
        assert answer.read() == b""
        connection.close()
