"""The real app in a real browser that reaches no other host."""

import pytest
from playwright.sync_api import expect

from dashboard.menu import MENU
from sop.party import Actor, Role

pytestmark = pytest.mark.browser


def overflow(page):
    """Return by how many pixels the page is wider than the screen."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_login_fits_the_screen_and_looks_nowhere_else(running_app, new_browser, width):
    browser = new_browser(viewport={"width": width, "height": 720})
    page = browser.open(running_app.url)
    assert page.url == f"{running_app.url}/masuk"
    assert page.evaluate("document.documentElement.lang") == "id"
    assert overflow(page) <= 0
    assert page.locator("button").bounding_box()["height"] >= 44
    assert "DATA CONTOH" in page.inner_text("body")
    assert browser.outside == []
    assert browser.errors == []


def test_a_wrong_password_is_told_and_the_user_name_kept(running_app, browser):
    page = browser.open(running_app.url)
    page.fill("#username", "uji-kasi")
    page.fill("#password", "salah-sama-sekali")
    page.click("button")
    assert page.inner_text("[role=alert]") == "Nama pengguna atau kata sandi salah."
    assert page.input_value("#username") == "uji-kasi"
    assert page.input_value("#password") == ""


def test_the_app_speaks_indonesian_and_shows_no_tools_of_streamlit(running_app, browser):
    page = browser.log_in(running_app, "kasi")
    page.wait_for_selector("[data-testid=stSidebarNavLink]")
    assert page.evaluate("document.documentElement.lang") == "id"
    assert page.title() == "Tenteram"
    links = page.locator("[data-testid=stSidebarNavLink]").all_inner_texts()
    assert [link.splitlines()[-1] for link in links] == [entry.title for entry in MENU]
    sidebar = page.inner_text("[data-testid=stSidebar]")
    assert "Kecamatan Benua Lima" in sidebar
    assert "Uji Kasi Trantib" in sidebar
    assert page.locator("text=DATA CONTOH").first.is_visible()
    shown = page.inner_text("body")
    assert [word for word in ("Deploy", "Made with Streamlit", "Rerun") if word in shown] == []
    expect(page.locator("[data-testid=stMainMenu]")).to_have_count(0)
    assert page.evaluate("document.querySelector('link[rel~=icon]').href").startswith(
        (running_app.url, "data:")
    )
    assert browser.outside == []


WITH_A_MAP = ("situasi", "peta-kerawanan", "tempat")


@pytest.mark.parametrize("view", MENU, ids=lambda page: page.url_path)
def test_every_view_opens_paints_its_map_and_asks_nobody(running_app, browser, view):
    page = browser.log_in(running_app, "kasi", f"/{view.url_path}")
    page.wait_for_selector(f"h1:has-text('{view.title}')")
    if view.url_path in WITH_A_MAP:
        frame = page.frame_locator("iframe[src*='streamlit_folium']").first
        frame.locator("path.leaflet-interactive").first.wait_for()
        assert frame.locator("path.leaflet-interactive").count() >= 7
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
    expect(page.locator("[role=dialog]")).to_have_count(0)
    assert browser.outside == []
    assert browser.errors == []


def test_the_app_fits_a_phone(running_app, new_browser):
    page = new_browser(viewport={"width": 360, "height": 720}).log_in(running_app, "kasi")
    page.wait_for_selector("h1")
    assert overflow(page) <= 0


def test_leaving_in_one_tab_shuts_the_other_at_its_next_run(running_app, browser):
    first = browser.log_in(running_app, "kasi")
    first.wait_for_selector("[data-testid=stSidebarNavLink]")
    second = browser.open(running_app.url)
    second.wait_for_selector("text=Keluar")
    second.click("text=Keluar")
    second.wait_for_url("**/masuk")
    first.click(f"text={MENU[1].title}")
    first.wait_for_url("**/masuk")
    expect(first.locator("[data-testid=stSidebar]")).to_have_count(0)


def test_a_role_without_the_right_sees_no_page_and_no_way_to_it(running_app, browser):
    page = browser.log_in(running_app, "petugas", f"/{MENU[1].url_path}")
    page.wait_for_selector("text=Petugas lapangan tidak berhak: Melihat Peta Kerawanan.")
    links = page.locator("[data-testid=stSidebarNavLink]").all_inner_texts()
    allowed = [entry.title for entry in MENU if entry.in_menu_of(Actor("uji", Role.PETUGAS))]
    assert [link.splitlines()[-1] for link in links] == allowed
    expect(page.locator("iframe")).to_have_count(0)


def test_the_session_cookie_is_hidden_from_scripts(running_app, browser):
    page = browser.log_in(running_app, "kasi")
    assert "tenteram_sesi" not in page.evaluate("document.cookie")
    kept = {c["name"]: c for c in browser.context.cookies()}["tenteram_sesi"]
    assert (kept["httpOnly"], kept["sameSite"], kept["path"], kept["expires"]) == (True, "Strict", "/", -1)
