"""An incident in the real app: from a pasted link to closure, two tabs, hostile words."""

import re
from contextlib import closing
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard.components.lokasi import TEKS
from services.accounts import add_account
from services.incidents import (
    Report,
    correct_incident,
    incident,
    merge_incidents,
    move_incident,
    record_incident,
)
from services.locating import locate_point
from services.office import Office
from services.reference import partner_number
from services.setup import initialise
from sop.dictionary import INCIDENTS
from sop.incident import IncidentState, Origin, TimePrecision
from sop.party import Actor, Role
from tests.dashboard.settling import settle

pytestmark = pytest.mark.browser

KEEPER = Actor("cli:uji", Role.LOKAL)
KASI = Actor("uji-kasi", Role.KASI)
PASSWORD = "kata-sandi-uji"
LINK = "https://www.google.com/maps/place/x/@-2.1617,115.2757,17z/data=!3d-2.1617!4d115.2757"
HOSTILE = (
    "<img src=x onerror='parent.racun=1;window.racun=1'>${window.racun=1}`</script><script>racun=1</script>"
    "**tebal** [tautan](http://evil.example) :red[merah] $x^2$"
)


@pytest.fixture(scope="module")
def app(tmp_path_factory, serve_home):
    """Serve an office of Benua Lima without records, and give its address and home."""
    home = tmp_path_factory.mktemp("kejadian") / "kantor"
    now = datetime.now(UTC)
    initialise(home, KEEPER, at=now)
    office = Office.open(home)
    for role in (Role.KASI, Role.OPERATOR, Role.POLSEK):
        add_account(office, KEEPER, f"uji-{role}", role, PASSWORD, at=now, name=f"Uji {role.label}")
    office.close()
    with serve_home(home) as url:
        yield url, home


@pytest.fixture
def office(app):
    office = Office.open(app[1])
    yield office
    office.close()


@pytest.fixture
def log_in(app, new_browser):
    """Log an account in on a browser of its own and open a page."""

    def enter(role, path):
        browser = new_browser(viewport={"width": 1440, "height": 1300})
        page = browser.open(app[0] + path)
        page.fill("#username", f"uji-{role}")
        page.fill("#password", PASSWORD)
        page.click("button")
        page.wait_for_selector("h1")
        return browser, page

    return enter


def report(office, **changes):
    return Report(
        **{
            "kode_kategori": "JLN-04",
            "waktu_kejadian": datetime.now(UTC),
            "presisi_waktu": TimePrecision.TEPAT,
            "zona_waktu_asli": "WIB",
            "location": locate_point(office, 115.2757, -2.1617),
            "asal": Origin.LAPORAN_WARGA,
            "kronologi": "Balap liar",
            **changes,
        }
    )


def press(page, name, *, last=False):
    found = page.get_by_role("button", name=name, exact=True)
    # the second of one name, once it is there: the first would close the form again
    (found.nth(1) if last else found.first).click()


def take(page, label, note, **said):
    """Open a step, say what it asks for, and take it."""
    press(page, label)
    # By then the form of this step is drawn, and not that of the step before.
    page.get_by_role("button", name=label, exact=True).nth(1).wait_for()
    for field, value in said.items():
        box = page.get_by_role("combobox" if field == "Instansi" else "textbox", name=field)
        box.fill(value)
        if field == "Instansi":
            page.keyboard.press("Enter")
    page.locator("textarea").first.fill(note)
    press(page, label, last=True)


def test_an_incident_goes_from_a_pasted_link_to_closure(office, log_in):
    desk, page = log_in("operator", "/kejadian")
    page.wait_for_selector("text=Belum ada kejadian yang tercatat.")
    press(page, "Catat kejadian")
    page.get_by_role("combobox", name="Kategori *").fill("balap")
    page.keyboard.press("Enter")
    page.get_by_text(TEKS).click()
    page.get_by_label("Tautan peta atau koordinat").fill(LINK)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=/Bamban · /")
    page.get_by_role("combobox", name="Asal *").fill("Laporan")
    page.keyboard.press("Enter")
    page.get_by_label("Kronologi *").fill("Balap liar di jalan raya")
    press(page, "Simpan laporan")
    page.wait_for_selector("text=/tersimpan. Berikutnya: Verifikasi laporan paling lambat/")
    number = re.search(r"KJD-\d{4}-\d{4}", page.url)[0]
    expect(page.get_by_role("button", name="Verifikasi")).to_have_count(0)

    chief, page = log_in("kasi", f"/kejadian?nomor={number}")
    take(page, "Verifikasi", "Dicek ke Kades")
    page.wait_for_selector(f"text=/{number} terverifikasi. Berikutnya: Penanganan awal/")
    take(
        page, "Rujuk ke instansi", "Mohon ditindak",
        **{"Instansi": "Polsek", "Nomor surat rujukan": "300.1/1"},
    )  # fmt: skip
    page.wait_for_selector(f"text=/{number} dirujuk. Berikutnya: Tanda terima rujukan/")

    theirs = partner_number(office, INCIDENTS, number)
    police, partner = log_in("polsek", f"/kejadian?nomor={theirs}")
    partner.wait_for_selector("text=Terima rujukan")
    assert "Balap liar di jalan raya" not in partner.inner_text("body")
    assert [
        b for b in ("Selesaikan", "Perbaiki isian") if partner.get_by_role("button", name=b).count()
    ] == []
    take(partner, "Terima rujukan", "Siap, patroli malam ini")
    partner.wait_for_selector(f"text=/{theirs} rujukan diterima/")

    page.reload()
    page.wait_for_selector("text=Penyelesaian kejadian")
    take(page, "Selesaikan", "Sudah tertib", **{"Hasil penanganan": "Dibubarkan Polsek, pemuda dibina"})
    page.wait_for_selector(f"text={number} selesai ditangani.")
    take(page, "Tutup", "Tidak berulang")
    page.wait_for_selector(f"text={number} ditutup.")
    page.wait_for_selector(".riwayat b:has-text('Menutup kejadian')")
    told = page.locator(".riwayat b").all_inner_texts()
    assert told == [
        "Menutup kejadian",
        "Menyelesaikan kejadian",
        "Menerima rujukan kejadian",
        "Merujuk kejadian",
        "Memverifikasi kejadian",
        "Mencatat kejadian",
    ]
    assert [one.outside + one.errors for one in (desk, chief, police)] == [[], [], []]


def test_back_forward_reload_and_a_link_lead_where_they_say(office, log_in):
    number = record_incident(office, KASI, report(office), at=datetime.now(UTC), form_id="alamat")
    browser, page = log_in("kasi", "/kejadian")
    table = page.locator("[data-testid=stDataFrame] canvas").first
    table.wait_for()
    page.get_by_placeholder("Cari nomor atau patokan").fill(number)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=/^1 kejadian/")
    settle(page)
    box = table.bounding_box()
    page.mouse.click(box["x"] + 60, box["y"] + 36 * 1.5)
    page.wait_for_selector(f"h1:has-text('{number}')")
    assert page.url.endswith(f"?nomor={number}")
    page.go_back()
    page.wait_for_selector("text=Hanya yang terlambat")
    expect(page.get_by_placeholder("Cari nomor atau patokan")).to_have_value(number)
    page.go_forward()
    page.wait_for_selector(f"h1:has-text('{number}')")
    page.reload()
    page.wait_for_selector(f"h1:has-text('{number}')")
    press(page, "Kembali ke daftar")
    page.wait_for_selector("text=Hanya yang terlambat")
    press(page, "Catat kejadian")
    page.wait_for_selector("h1:has-text('Catat kejadian')")
    page.get_by_label("Kronologi *").fill("Belum disimpan, HP 0812 3456 7890")
    page.keyboard.press("Tab")
    page.wait_for_selector("text=tampak memuat nomor telepon")
    page.get_by_text("Situasi", exact=True).first.click()
    page.wait_for_selector("h1:has-text('Situasi')")
    page.go_back()
    page.wait_for_selector("h1:has-text('Catat kejadian')")
    expect(page.get_by_label("Kronologi *")).to_have_value("Belum disimpan, HP 0812 3456 7890")
    assert browser.errors == []


def test_the_second_of_two_tabs_is_told_and_loses_nothing(office, log_in):
    number = record_incident(office, KASI, report(office), at=datetime.now(UTC), form_id="dua-tab")
    browser, first = log_in("kasi", f"/kejadian?nomor={number}")
    second = browser.open(first.url)
    for page in (first, second):
        press(page, "Perbaiki isian")
        page.get_by_text("Rincian tambahan").click()
    first.get_by_label("Patokan", exact=True).fill("Simpang tiga")
    first.get_by_label("Alasan perbaikan *").fill("kata Kades")
    press(first, "Simpan perbaikan")
    first.wait_for_selector(f"text=Perbaikan {number} tersimpan.")
    second.get_by_label("Kronologi *").fill("Ketikan panjang yang tidak boleh hilang")
    second.get_by_label("Alasan perbaikan *").fill("kata pelapor")
    press(second, "Simpan perbaikan")
    second.wait_for_selector(f"text=Kejadian {number} sudah diubah orang lain sejak Anda membukanya")
    expect(second.get_by_label("Kronologi *")).to_have_value("Ketikan panjang yang tidak boleh hilang")
    press(second, "Lanjutkan dengan versi terbaru")
    second.get_by_label("Patokan", exact=True).and_(second.locator("[value='Simpang tiga']")).wait_for()
    press(second, "Simpan perbaikan")
    second.wait_for_selector(f"text=Perbaikan {number} tersimpan.")
    row = office.frame(INCIDENTS).loc[number]
    assert (row["kronologi"], row["patokan"], row["versi"]) == (
        "Ketikan panjang yang tidak boleh hilang", "Simpang tiga", 3,
    )  # fmt: skip


def test_hostile_words_in_every_field_stay_words(office, log_in):
    now = datetime.now(UTC)
    texts = dict.fromkeys(("kronologi", "patokan", "dusun_rt", "sumber", "pasal"), HOSTILE)
    twin = record_incident(office, KASI, report(office, **texts), at=now, form_id="racun-1")
    number = record_incident(office, KASI, report(office, **texts), at=now, form_id="racun-2")
    other = record_incident(office, KASI, report(office, **texts), at=now, form_id="racun-3")
    move = {"note": HOSTILE, "at": now}
    move_incident(office, KASI, number, IncidentState.TERVERIFIKASI, expected_version=1, **move)
    move_incident(
        office,
        KASI,
        number,
        IncidentState.DIRUJUK,
        expected_version=2,
        agency=HOSTILE,
        letter=HOSTILE,
        **move,
    )
    move_incident(office, KASI, number, IncidentState.SELESAI, expected_version=3, result=HOSTILE, **move)
    correct_incident(office, KASI, number, {"patokan": HOSTILE + "!"}, expected_version=4, **move)
    merge_incidents(office, KASI, other, number, expected_version=1, **move)
    assert [one.number for one in incident(office, KASI, number, at=now).alike][:1] == [twin]

    browser, page = log_in("kasi", "/kejadian")
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.get_by_placeholder("Cari nomor atau patokan").fill(HOSTILE)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=/^3 kejadian/")
    for path in (
        f"/kejadian?nomor={number}",
        "/kejadian?nomor=%3Cimg%20src%3Dx%20onerror%3Dracun%3D1%3Ehttp://evil.example",
    ):
        page.goto(page.url.split("/kejadian")[0] + path)
        page.wait_for_selector("h1:has-text('Kejadian')")
        page.wait_for_timeout(2500)
        assert page.evaluate("typeof window.racun") == "undefined"
        main = page.locator("[data-testid=stMain]")
        assert (
            main.locator(
                "a[href^='http'][href*='evil'], img[src='x'], .katex, strong:text-is('tebal')"
            ).count()
            == 0
        )
    page.go_back()
    press(page, "Perbaiki isian")
    page.get_by_text("Rincian tambahan").click()
    page.wait_for_timeout(1500)
    expect(page.get_by_label("Kronologi *")).to_have_value(HOSTILE)
    expect(page.locator("a[href^='http'][href*='evil'], .katex")).to_have_count(0)
    assert page.evaluate("typeof window.racun") == "undefined"
    assert (dialogs, browser.outside, browser.errors) == ([], [], [])


def clicked(sent, page, name):
    """Click a button and return the name of the part of the page that the browser asks to be drawn."""
    sent.clear()
    page.get_by_role("button", name=name, exact=True).click()
    for _ in range(100):
        asked = [one.rerun_script for one in map(BackMsg.FromString, sent) if one.HasField("rerun_script")]
        if asked:
            return asked[-1].fragment_id
        page.wait_for_timeout(50)
    return pytest.fail(f"{name} was not asked")


def test_a_part_that_is_drawn_alone_stays_the_same_part_when_a_form_opens_above_it(running_app, new_browser):
    with closing(Office.open(running_app.home)) as office:
        rows = office.frame(INCIDENTS)
    number = rows.index[rows["status"] == "masuk"][0]
    browser, sent = new_browser(viewport={"width": 1440, "height": 1800}), []

    def listen(socket):
        # Playwright marks its listeners, and a built-in function takes no mark.
        socket.on("framesent", lambda told: sent.append(told))  # noqa: PLW0108

    browser.context.on("page", lambda page: page.on("websocket", listen))
    page = browser.log_in(running_app, "kasi", f"/kejadian?nomor={number}")
    before = clicked(sent, page, "Minta keputusan Camat")
    assert before
    page.get_by_label("Apa yang perlu diputuskan Camat, dan mengapa").wait_for()
    assert clicked(sent, page, "Verifikasi") == ""
    page.get_by_label("Bagaimana laporan ini dipastikan?").wait_for()
    page.wait_for_timeout(1000)
    assert clicked(sent, page, "Minta keputusan Camat") == before
