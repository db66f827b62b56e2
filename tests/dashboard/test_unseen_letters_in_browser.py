"""Letters that cannot be seen, typed in the real app: dropped, and never without a word."""

from contextlib import closing

import pytest
from playwright.sync_api import expect

from services.office import Office
from sop.dictionary import DECISIONS, PLACES
from tests.dashboard.settling import settle

pytestmark = pytest.mark.browser

WIDTH = "Isian memuat huruf tak terlihat (lebar nol); huruf itu tidak ikut disimpan."
TURN = "Isian memuat huruf tak terlihat (arah tulisan); huruf itu tidak ikut disimpan."


def test_letters_that_cannot_be_seen_are_told_where_they_are_dropped(running_app, new_browser):
    browser = new_browser(viewport={"width": 1280, "height": 1000})
    page = browser.log_in(running_app, "kasi", "/tempat")
    settle(page)
    page.get_by_role("button", name="Tambah tempat").click()
    page.get_by_text("Tautan atau koordinat", exact=True).click()
    where = page.get_by_label("Tautan peta atau koordinat")
    where.fill("-2,1617, 115,2757")
    where.press("Enter")
    page.get_by_text("Bamban · 2,16170° LS").wait_for()
    settle(page)
    expect(page.get_by_text("Isian memuat huruf")).to_have_count(0)
    # typed and sent at once: the form is gone when the page has come to rest, the word of it is not
    page.get_by_label("Nama tempat").fill("Pos\u200b Tanpa Celah")
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_text("Tanpa Celah disimpan.").wait_for()
    page.get_by_text(WIDTH).wait_for()
    # a step, whose words are gone before the page is drawn
    page.goto(running_app.url)
    page.get_by_role("button", name="Minta keputusan Camat", exact=True).click()
    asked = page.get_by_label("Apa yang perlu diputuskan Camat, dan mengapa")
    asked.fill("Arah \u202eterbalik \u202cdibuang.")
    page.get_by_role("button", name="Kirim permintaan", exact=True).click()
    page.get_by_text("Permintaan dikirim kepada Camat.").wait_for()
    page.get_by_text(TURN).wait_for()
    with closing(Office.open(running_app.home)) as office:
        assert "Pos Tanpa Celah" in office.frame(PLACES)["nama"].tolist()
        assert "Arah terbalik dibuang." in office.frame(DECISIONS)["perihal"].tolist()
    # a password is kept letter by letter
    page.goto(f"{running_app.url}/pengaturan?bagian=Akun+saya")
    secret = page.get_by_label("Kata sandi sekarang")
    secret.fill("rahasia\u200b")
    secret.press("Tab")
    settle(page)
    expect(page.get_by_text("Isian memuat huruf")).to_have_count(0)
    assert (browser.outside, browser.errors) == ([], [])
