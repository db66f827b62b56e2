"""A day at the office in a real browser, from a pasted link to closure, with the server killed in between."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from records.store.verify import verify
from services.accounts import add_account
from services.incidents import history, incident
from services.office import Office
from services.reference import partner_number
from services.setup import initialise
from sop.dictionary import INCIDENTS
from sop.party import ACCOUNT_ROLES, Actor, Role

pytestmark = pytest.mark.browser

KEEPER = Actor("cli:uji", Role.LOKAL)
KASI = Actor("uji-kasi", Role.KASI)
PASSWORD = "kata-sandi-uji"
# The pin (!3d!4d) lies in Tewah Pupuh, the camera (@) elsewhere.
LINK = (
    "https://www.google.com/maps/place/X/@-2.2,115.2,15z/data=!4m6!3m5!1s0x0!8m2!3d-2.1277015!4d115.2855786"
)
STORY = "Pemuda balap liar di jalan lurus, dibubarkan warga."


class Server:
    """The app in a process of its own, always on the same port."""

    def __init__(self, home):
        self.home = home
        self.password = PASSWORD
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None

    def start(self):
        command = [sys.executable, "-m", "cli", "--home", str(self.home), "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        pytest.fail("the app did not start")

    def kill(self):
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait(20)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    home = tmp_path_factory.mktemp("hari-kerja") / "kantor"
    now = datetime.now(UTC)
    initialise(home, KEEPER, at=now)
    office = Office.open(home)
    for role in ACCOUNT_ROLES:
        add_account(office, KEEPER, f"uji-{role.value.replace('_', '-')}", role, PASSWORD, at=now)
    office.close()
    server = Server(home)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def person(server, new_browser):
    """Log somebody in, in a browser of their own."""

    def come(role, path="/"):
        return new_browser(viewport={"width": 1440, "height": 1400}).log_in(server, role, path)

    return come


@pytest.fixture
def office(server):
    opened = Office.open(server.home)
    yield opened
    opened.close()


def choose(page, label, typed, option):
    box = page.get_by_role("combobox", name=re.compile(label))
    box.click()
    box.fill(typed)
    page.get_by_role("option", name=re.compile(option)).first.click()


def take(page, opens, asks, words, sends=None, **more):
    """Take a step with words of one's own."""
    page.get_by_role("button", name=opens, exact=True).click()
    for label, value in more.items():
        field = page.get_by_label(label.replace("_", " "), exact=True)
        field.fill(value)
        if field.get_attribute("role") == "combobox":
            page.get_by_role("option").first.click()
    page.get_by_label(asks).fill(words)
    # where both buttons bear one name, the second, once it is there: the first would close the form again
    send = page.get_by_role("button", name=sends or opens, exact=True)
    (send.last if sends else send.nth(1)).click()


def saved_number(page):
    told = page.get_by_text(re.compile(r"KJD-\d{4}-\d{4} tersimpan"))
    told.wait_for()
    return re.search(r"KJD-\d{4}-\d{4}", told.inner_text())[0]


def test_a_day_at_the_office(server, person, office):
    # The operator enters a report from a pasted link.
    page = person("operator", "/kejadian")
    page.get_by_role("button", name="Catat kejadian").click()
    choose(page, "Kategori", "balap", "JLN-04")
    choose(page, "Asal", "warga", "Laporan warga")
    page.get_by_label("Kronologi").fill(STORY)
    page.get_by_text("Tautan atau koordinat", exact=True).click()
    page.get_by_label("Tautan peta atau koordinat").fill(LINK)
    page.get_by_label("Tautan peta atau koordinat").press("Enter")
    page.get_by_text(re.compile("Tewah Pupuh · ")).wait_for()
    page.get_by_role("button", name="Simpan laporan").click()
    number = saved_number(page)

    # The power goes, hard. What was acknowledged is there when the office is back.
    server.kill()
    assert incident(office, KASI, number, at=datetime.now(UTC)).story == STORY
    server.start()

    # The Kasi verifies and refers; two tabs on the same record: the second is told and keeps its words.
    kasi = person("kasi", f"/kejadian?nomor={number}")
    other = kasi.context.new_page()
    other.goto(f"{server.url}/kejadian?nomor={number}")
    other.get_by_role("button", name="Verifikasi", exact=True).wait_for()
    other.get_by_role("button", name="Verifikasi", exact=True).click()
    other.get_by_label("Bagaimana laporan ini dipastikan?").fill("Saya telepon Kades dulu.")
    take(kasi, "Verifikasi", "Bagaimana laporan ini dipastikan?", "Dicek bersama Linmas.")
    kasi.get_by_role("button", name="Rujuk ke instansi").wait_for()
    other.get_by_role("button", name="Verifikasi", exact=True).nth(1).click()
    other.get_by_text(re.compile("diubah orang lain")).wait_for()
    other.get_by_text("Saya telepon Kades dulu.").first.wait_for()
    other.close()
    take(
        kasi,
        "Rujuk ke instansi",
        "Mengapa dirujuk, dan apa yang diminta?",
        "Mohon patroli malam.",
        Instansi="Polsek",
        Nomor_surat_rujukan="300/01/B.Lima/2026",
    )
    kasi.get_by_text("Dirujuk", exact=True).first.wait_for()

    # Polsek sees it and acknowledges.
    polsek = person("polsek", f"/kejadian?nomor={partner_number(office, INCIDENTS, number)}")
    expect(polsek.get_by_text(STORY)).to_have_count(0)
    take(
        polsek,
        "Terima rujukan",
        "Diterima oleh siapa, dan apa rencananya?",
        "Diterima piket, patroli nanti malam.",
    )
    polsek.get_by_text(re.compile("rujukan diterima")).first.wait_for()

    # The Kasi closes, and asks the Camat; the Camat sees it counted and decides.
    kasi.reload()
    take(
        kasi,
        "Selesaikan",
        "Catatan penyelesaian",
        "Lokasi aman.",
        Hasil_penanganan="Tiga motor ditilang Polsek.",
    )
    kasi.get_by_role("button", name="Tutup", exact=True).wait_for()
    take(kasi, "Tutup", "Mengapa dapat ditutup?", "Dua malam berturut-turut aman.")
    kasi.get_by_role("button", name="Buka kembali").wait_for()
    take(
        kasi,
        "Minta keputusan Camat",
        "Apa yang perlu diputuskan Camat, dan mengapa",
        "Pasang portal malam di jalan lurus.",
        "Kirim permintaan",
    )
    kasi.get_by_text(re.compile("dikirim kepada Camat")).first.wait_for()
    camat = person("camat", "/situasi")
    camat.get_by_text(re.compile("1 kejadian dilaporkan")).first.wait_for()
    take(camat, "Setujui", "Catatan persetujuan", "Setuju, koordinasikan dengan Kades.")
    camat.get_by_text(re.compile(r"KPT-\d{4}-\d{4} disetujui")).first.wait_for()

    # Everything is in the chain, each step with its person.
    assert verify(office.store) == []
    steps = [step.who for step in history(office, KASI, number)]
    assert steps.count("uji-operator") == 1
    assert "uji-polsek" in steps
    assert incident(office, KASI, number, at=datetime.now(UTC)).state.value == "tutup"


def test_a_stranger_with_the_address_gets_nothing(server, new_browser):
    page = new_browser().open(f"{server.url}/kejadian?nomor=KJD-2026-0001")
    assert page.url.startswith(f"{server.url}/masuk")
    assert STORY not in page.content()

    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request("GET", "/kejadian?nomor=KJD-2026-0001")
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (303, b"")
    connection.close()


def test_a_secret_report_stays_closed_to_polsek_until_it_is_referred_to_them(person, office):
    kasi = person("kasi", "/kejadian")
    kasi.get_by_role("button", name="Catat kejadian").click()
    choose(kasi, "Kategori", "narkoba", "MIR-03")
    choose(kasi, "Asal", "warga", "Laporan warga")
    kasi.get_by_label("Kronologi").fill("Dugaan transaksi malam hari.")
    kasi.get_by_text("Hanya desa", exact=True).click()
    choose(kasi, "Desa", "Bagok", "Bagok")
    kasi.get_by_role("button", name="Simpan laporan").click()
    number = saved_number(kasi)
    for said in (number, partner_number(office, INCIDENTS, number)):
        polsek = person("polsek", f"/kejadian?nomor={said}")
        polsek.get_by_text(re.compile("tidak ditemukan")).first.wait_for()
    expect(polsek.get_by_text("narkoba")).to_have_count(0)
