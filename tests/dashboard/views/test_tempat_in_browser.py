"""The form of a place in the real app, where a field and the button reach the server together."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_name_that_was_just_typed_is_saved_by_the_click_that_follows_at_once(running_app, new_browser):
    browser = new_browser(viewport={"width": 1280, "height": 1000})
    page = browser.log_in(running_app, "operator", "/tempat")
    page.get_by_role("button", name="Tambah tempat").click()
    page.get_by_text("Tautan atau koordinat", exact=True).click()
    where = page.get_by_label("Tautan peta atau koordinat")
    where.fill("-2,1617, 115,2757")
    where.press("Enter")
    page.get_by_text("Bamban · 2,16170° LS").wait_for()
    name = page.get_by_label("Nama tempat")
    name.fill("Pasar Lama Sekali")
    name.press("Enter")
    page.get_by_text("Bamban · 2,16170° LS").wait_for()
    name.fill("Pasar Diketik Terakhir")
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_text("disimpan.").wait_for()
    expect(page.get_by_text("Pasar Diketik Terakhir disimpan.")).to_have_count(1)
    assert (browser.outside, browser.errors) == ([], [])
