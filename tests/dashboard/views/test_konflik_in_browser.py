"""Konflik Sosial in the real app: a case from first sign to grave, who sees what, and an identity erased."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from services.accounts import add_account
from services.case_entry import CaseEntry, record_case
from services.cases import record_plan
from services.office import Office
from services.reference import partner_number
from services.setup import initialise
from sop.conflict import ConflictSource
from sop.dictionary import CONFLICT_CASES
from sop.party import ACCOUNT_ROLES, Actor, Role
from tests.dashboard.settling import settle

pytestmark = pytest.mark.browser

KEEPER, KASI = Actor("cli:uji", Role.LOKAL), Actor("uji-kasi", Role.KASI)
PASSWORD = "kata-sandi-uji"
HOSTILE = (
    "<img src=x onerror='window.racun=1'>${window.racun=1}`\"</script><script>window.racun=1</script> *b*"
)
NAME = "Rekaan Sejati"
MAIN = "[data-testid=stMain]"


class App:
    """A served office without records; every role has an account named ``uji-<role>``."""

    def __init__(self, url, home):
        self.url, self.home, self.password = url, home, PASSWORD


@pytest.fixture(scope="module")
def app(tmp_path_factory, serve_home):
    home = tmp_path_factory.mktemp("konflik") / "kantor"
    now = datetime.now(UTC)
    initialise(home, KEEPER, at=now)
    office = Office.open(home)
    for role in ACCOUNT_ROLES:
        name = f"uji-{role.replace('_', '-')}"
        add_account(office, KEEPER, name, role, PASSWORD, at=now, name=f"Uji {role.label}")
    office.close()
    with serve_home(home) as url:
        yield App(url, home)


def stored(app, **changes):
    """Store a case as the Kasi does and return its number."""
    now = datetime.now(UTC)
    given = {
        "title": "Batas kebun di hulu", "category": "LHN-01", "source": ConflictSource.SUMBER_DAYA_ALAM,
        "identified_at": now - timedelta(minutes=5), "desa": ("62.13.02.2005",), "level": 1,
    }  # fmt: skip
    office = Office.open(app.home)
    number = record_case(office, KASI, CaseEntry(**{**given, **changes}), at=now, form_id=str(now))
    office.close()
    return number


def button(page, label, *, within=MAIN):
    return page.locator(within).get_by_role("button", name=label, exact=True).last


def choose(page, label, typed):
    """Choose in a list by typing a part of what is wanted."""
    page.locator(MAIN).get_by_label(label).first.click()
    page.keyboard.type(typed)
    page.locator("[role=option]").filter(has_text=typed).first.click()


def test_a_case_from_first_sign_to_grave_and_who_sees_what(app, new_browser):
    kasi = new_browser(viewport={"width": 1280, "height": 1000}, locale="id-ID")
    page = kasi.log_in(app, "kasi", "/konflik")
    button(page, "Catat kasus").click()
    button(page, "Simpan kasus").click()
    page.get_by_text("Belum disimpan.").wait_for()

    page.get_by_label("Judul netral *", exact=True).fill("Portal di jalan kebun")
    choose(page, "Jenis konflik", "LHN-02")
    choose(page, "Sumber konflik", "Sumber daya")
    choose(page, "Desa terkait", "Bamban")
    page.keyboard.press("Escape")
    page.get_by_text("E1: Terbuka").click()
    button(page, "Simpan kasus").click()
    page.get_by_role("heading", name="Portal di jalan kebun").wait_for()
    assert "nomor=KFL-" in page.url
    number = page.url.rsplit("=", 1)[1]
    # LHN-02 is kritis: the first answer is due within two hours.
    page.get_by_text("Respons awal konflik (segera): paling lambat").wait_for()

    button(page, "Ubah tingkat eskalasi").click()
    choose(page, "Tingkat baru", "E3")
    button(page, "Ubah tingkat").click()
    page.get_by_text("Alasan wajib diisi.").wait_for()
    page.get_by_label("Alasan perubahan").fill("Portal dipasang, massa ± 30 orang")
    button(page, "Ubah tingkat").click()
    page.get_by_text("Tingkat eskalasi menjadi E3").wait_for()
    page.get_by_text("Laporkan ke Kesbangpol / Tim Terpadu kabupaten: paling lambat").wait_for()
    page.locator(".riwayat").get_by_text("massa ± 30 orang").wait_for()

    camat = new_browser(viewport={"width": 390, "height": 844}).log_in(app, "camat", "/konflik")
    camat.get_by_text("1 di tingkat E3").first.wait_for()
    button(camat, "Portal di jalan kebun").click()
    camat.locator(".riwayat").get_by_text("massa ± 30 orang").wait_for()
    expect(button(camat, "Ubah tingkat eskalasi")).to_have_count(0)
    assert camat.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0

    opened = Office.open(app.home)
    theirs = partner_number(opened, CONFLICT_CASES, number)
    opened.close()
    koramil = new_browser().log_in(app, "koramil", f"/konflik?nomor={theirs}")
    koramil.get_by_text("Mode rapat menampilkan ringkasan kasus ini").wait_for()
    settle(koramil)
    koramil.get_by_text("Mode rapat", exact=True).click()
    koramil.get_by_text("Anda melihat ringkasan kasus ini").wait_for()
    told = koramil.inner_text(MAIN)
    assert "E3: Kekerasan terbatas / blokade" in told
    assert [word for word in ("Portal di jalan", "massa ±", "Riwayat", "Pihak") if word in told] == []
    assert (kasi.outside, kasi.errors) == ([], [])


def test_an_identity_is_entered_looked_at_and_erased_from_the_file(app, new_browser):
    number = stored(app)
    file = app.home / "store.gpkg"
    browser = new_browser(viewport={"width": 1280, "height": 1400})
    page = browser.log_in(app, "kasi", f"/konflik?nomor={number}")
    page.locator(".riwayat").wait_for()
    page.locator("summary").filter(has_text="Catat pihak").click()
    page.get_by_label("Nama *").fill(NAME)
    page.get_by_label("NIK").fill("6213020101900001")
    button(page, "Simpan pihak").click()
    page.get_by_text("Pihak yang berselisih (orang)").wait_for()
    assert NAME not in page.inner_text(MAIN)

    button(page, "Lihat identitas").click()
    page.get_by_label("Untuk keperluan apa").fill("Menyiapkan undangan")
    button(page, "Lihat").click()
    page.get_by_text(NAME, exact=True).wait_for()
    page.locator(".riwayat").get_by_text("Menyiapkan undangan").wait_for()
    assert NAME.encode() in b"".join(one.read_bytes() for one in app.home.glob("store.gpkg*"))

    button(page, "Hapus identitas").click()
    page.get_by_label("Alasan penghapusan").fill(f"Diminta {NAME}")
    button(page, "Hapus selamanya").click()
    page.get_by_text("Alasan memuat nama atau nomor orang itu").wait_for()
    page.get_by_label("Alasan penghapusan").fill("Diminta yang bersangkutan")
    button(page, "Hapus selamanya").click()
    page.get_by_text("Cadangan yang dibuat sebelum ini masih memuatnya").wait_for()
    page.get_by_text("Belum ada identitas yang dicatat.").wait_for()
    assert file.exists()
    kept = b"".join(one.read_bytes() for one in app.home.glob("store.gpkg*"))
    assert [one for one in (NAME.encode(), b"6213020101900001") if one in kept] == []
    assert browser.errors == []


def test_the_second_of_two_editors_is_told_and_keeps_what_was_typed(app, new_browser):
    number = stored(app)
    page = new_browser(viewport={"width": 1280, "height": 1200}).log_in(
        app, "kasi", f"/konflik?nomor={number}"
    )
    button(page, "Tetapkan rencana").click()
    page.get_by_label("Rencana penanganan").fill("rencana saya")
    office = Office.open(app.home)
    now = datetime.now(UTC)
    record_plan(office, KASI, number, note="rencana orang lain", expected_version=1, at=now)
    office.close()
    button(page, "Simpan rencana").click()
    page.get_by_text("sudah diubah orang lain sejak Anda membukanya").wait_for()
    page.get_by_text("rencana saya").first.wait_for()
    page.locator(".riwayat").get_by_text("rencana orang lain").first.wait_for()


def test_hostile_text_of_a_case_runs_nothing(app, new_browser):
    number = stored(app, title=HOSTILE, trigger=HOSTILE, root=HOSTILE)
    office = Office.open(app.home)
    with office.store.act(KASI, datetime.now(UTC), "kasus.ubah", HOSTILE) as act:
        act.revise(
            CONFLICT_CASES, number, expected_version=1, changes={"respon": HOSTILE, "waktu_respon": act.at}
        )
    office.close()
    browser = new_browser(viewport={"width": 1280, "height": 1400})
    page = browser.log_in(app, "kasi", "/konflik")
    for path in ("/konflik", f"/konflik?nomor={number}"):
        page.goto(app.url + path)
        page.get_by_text("<img src=x").first.wait_for()
        page.wait_for_timeout(500)
        assert page.evaluate("typeof window.racun") == "undefined"
        expect(page.locator(f"{MAIN} img")).to_have_count(0)
    assert "*b*" in page.inner_text("h2, h3")
    assert browser.outside == []
