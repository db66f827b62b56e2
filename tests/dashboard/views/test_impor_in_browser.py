"""Impor and Tempat in the real app: a file from the disk to the count, a place from a click to the map."""

import os
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from services.accounts import add_account
from services.office import Office
from services.setup import initialise
from sop.party import Actor, Role
from tests.dashboard.settling import settle

pytestmark = pytest.mark.browser

KEEPER = Actor("cli:uji", Role.LOKAL)
PASSWORD = "kata-sandi-uji"
INSIDE, OUTSIDE = "115.2757,-2.1617", "116.0,-2.16"
HOSTILE = "<img src=x onerror=window.racun=1>**tebal** :red[x] ${window.racun=1} `x` $a$"


@pytest.fixture(scope="module")
def address(tmp_path_factory, serve_home):
    """Serve an office that begins without records."""
    home = tmp_path_factory.mktemp("impor") / "kantor"
    initialise(home, KEEPER, at=datetime.now(UTC))
    office = Office.open(home)
    add_account(office, KEEPER, "uji-operator", Role.OPERATOR, PASSWORD, at=datetime.now(UTC))
    office.close()
    left = home / "uploads" / "impor-lama"
    left.mkdir()
    os.utime(left, (0, 0))
    with serve_home(home) as url:
        assert not left.exists(), "what a killed server left is swept at the next start"
        yield url


@pytest.fixture
def page(address, new_browser):
    """Open Impor as the operator."""
    browser = new_browser(viewport={"width": 1440, "height": 1400})
    page = browser.open(f"{address}/impor")
    page.fill("#username", "uji-operator")
    page.fill("#password", PASSWORD)
    page.click("button")
    page.wait_for_selector("h1:has-text('Impor')")
    page.wait_for_selector("input[type=file]", state="attached")
    yield page
    assert (browser.outside, browser.errors) == ([], [])


def hand_in(page, text, folder, name="kejadian.csv"):
    (folder / name).write_text(text, encoding="utf-8")
    page.set_input_files("input[type=file]", folder / name)
    page.wait_for_selector("text=Ganti berkas")
    settle(page)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def choose_field(page, column, field):
    box = page.locator("[data-testid=stSelectbox]").filter(has_text=column)
    box.locator("input").click()
    page.get_by_role("option", name=field, exact=True).click()
    settle(page)


def go(page, title):
    page.locator("[data-testid=stSidebarNavLink]").filter(has_text=title).click()
    page.wait_for_selector(f"h1:has-text('{title}')")
    settle(page)


def click_in_desa(page, name):
    frame = page.frame_locator("iframe[src*='streamlit_folium']").first
    label = frame.locator(".label-desa .nama", has_text=name).first
    frame.get_by_title("Tampilkan seluruh wilayah").click()
    label.wait_for()
    page.wait_for_timeout(500)
    box = label.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def counted(page):
    """Return the number of incidents on Situasi, of all times."""
    go(page, "Situasi")
    page.get_by_text("Semua", exact=True).first.click()
    settle(page)
    card = page.locator(".kpi .kartu").filter(has=page.locator(".nama", has_text="Kejadian"))
    return int(card.locator(".nilai").first.inner_text())


def test_a_file_with_odd_headings_is_mapped_checked_imported_and_what_waits_placed_and_counted(
    page, tmp_path
):
    table = (
        "saat,x,y,jenis,petugas\n"
        f"03/04/2026 21.00,{INSIDE},JLN-04,A\n05/06/2026 22.00,{OUTSIDE},MIR-02,B\n"
        f"05/06/2199 22.00,{INSIDE},MIR-02,B\n"
    )
    before = counted(page)
    go(page, "Impor")
    hand_in(page, table, tmp_path)
    page.wait_for_selector("text=Tidak ada kolom untuk Waktu kejadian")
    assert page.get_by_role("button", name="Periksa dulu").is_disabled()
    choose_field(page, "saat", "Waktu kejadian")
    press(page, "Periksa dulu")
    page.get_by_role("button", name="3 April 2026").click()
    page.wait_for_selector("text=Hasil pemeriksaan")
    settle(page)
    with page.expect_download() as download:
        press(page, "Unduh baris yang ditolak (XLSX)")
    assert download.value.suggested_filename == "ditolak-kejadian.xlsx"
    assert download.value.path().read_bytes()[:2] == b"PK"
    press(page, "Impor 2 baris")
    page.wait_for_selector("text=3 baris = 1 diterima + 0 sudah ada + 1 dikarantina + 1 ditolak.")
    settle(page)
    assert counted(page) == before + 1
    go(page, "Impor")
    press(page, "Tempatkan 1 yang dikarantina")
    page.wait_for_selector("text=Nyatakan di luar wilayah")
    assert page.get_by_role("button", name="Simpan letaknya").is_disabled()
    click_in_desa(page, "Bamban")
    page.wait_for_selector("[data-testid=stAlertContentSuccess]:has-text('Bamban')")
    settle(page)
    press(page, "Simpan letaknya")
    page.wait_for_selector("text=Mulai sekarang ikut dihitung")
    assert counted(page) == before + 2


def test_a_long_check_shows_its_progress_and_other_pages_open_meanwhile(page, tmp_path):
    rows = "".join(f"2026-01-02 03:04:05,{INSIDE},JLN-04,uraian nomor {n}\n" for n in range(40_000))
    hand_in(page, f"tanggal,bujur,lintang,kategori,kronologi\n{rows}", tmp_path)
    press(page, "Periksa dulu")
    page.wait_for_selector("[data-testid=stProgress]")
    assert "belum ada yang disimpan" in page.inner_text("[data-testid=stMain]")
    page.locator("[data-testid=stSidebarNavLink]").filter(has_text="Tempat").click()
    page.wait_for_selector("h1:has-text('Tempat')")
    page.locator("[data-testid=stSidebarNavLink]").filter(has_text="Impor").click()
    page.wait_for_selector("text=Impor 40.000 baris")


def test_wrong_and_too_large_files_are_told_in_indonesian_and_the_next_one_is_taken(page, tmp_path):
    (tmp_path / "foto.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    page.set_input_files("input[type=file]", tmp_path / "foto.csv")
    page.wait_for_selector("text=Isi berkas foto.csv adalah gambar")
    with (tmp_path / "besar.csv").open("wb") as big:
        big.truncate(201 * 2**20)
    settle(page)
    page.set_input_files("input[type=file]", tmp_path / "besar.csv")
    page.wait_for_selector("[data-testid=stFileChip][aria-invalid=true]")
    told = "getComputedStyle(document.querySelector('.stFileUploader'), '::after').content"
    assert "paling besar 200 MB" in page.evaluate(told)
    hand_in(page, f"tanggal,bujur,lintang\n2026-01-02,{INSIDE}\n", tmp_path)
    assert "1 baris" in page.inner_text("[data-testid=stMain]")


def test_hostile_headings_values_and_names_are_shown_as_they_are_and_run_nothing(page, tmp_path):
    quoted = '"' + HOSTILE.replace('"', '""') + '"'
    table = f"tanggal,bujur,lintang,{quoted},kronologi\n2026-13-45,{OUTSIDE},{quoted},{quoted}\n"
    table += f"2026-01-02,{OUTSIDE},{quoted},{quoted}\n"
    hand_in(page, table, tmp_path, name="**a** $b$ :red[c].csv")
    press(page, "Periksa dulu")
    page.wait_for_selector("text=Hasil pemeriksaan")
    settle(page)
    assert "<img src=x" in page.locator("[data-testid=stSelectbox]", has_text="img src").first.inner_text()
    press(page, "Impor 1 baris")
    press(page, "Tempatkan 1 yang dikarantina")
    page.wait_for_selector(".asal")
    settle(page)
    assert HOSTILE in page.locator(".asal").inner_text()
    assert page.evaluate("typeof window.racun") == "undefined"
    expect(page.locator("[data-testid=stMain] img[src=x]")).to_have_count(0)


def test_a_place_clicked_on_the_map_is_in_the_list_and_on_the_map_of_vulnerability(page):
    go(page, "Tempat")
    press(page, "Tambah tempat")
    page.wait_for_selector("text=Tempat baru")
    settle(page)
    page.get_by_label("Nama tempat").fill("Pasar Uji")
    page.keyboard.press("Tab")
    settle(page)
    click_in_desa(page, "Bamban")
    page.wait_for_selector("[data-testid=stAlertContentSuccess]:has-text('Bamban')")
    settle(page)
    press(page, "Simpan")
    page.wait_for_selector("text=Pasar Uji disimpan.")
    settle(page)
    frame = page.frame_locator("iframe[src*='streamlit_folium']").first
    spot = frame.locator(".leaflet-tempat-pane path")
    spot.wait_for()
    spot.click(force=True)
    page.get_by_role("button", name="Ubah atau hapus").wait_for()
    go(page, "Peta Kerawanan")
    page.get_by_text("Tempat", exact=True).last.click()
    frame = page.frame_locator("iframe[src*='streamlit_folium']").first
    frame.locator(".leaflet-tempat-pane path").wait_for()
    expect(frame.locator(".leaflet-tempat-pane path")).to_have_count(1)
