"""Axe on every page: nothing wrong in our own markup; and the pages work from the keyboard."""

from pathlib import Path

import axe_playwright_python
import pytest

from dashboard.menu import MENU
from dashboard.views.pengaturan import SECTIONS
from tests.dashboard.settling import settle

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
OURS = "[data-testid=stHtml]"
"""What we write ourselves; the rest of a page is Streamlit's."""
RUN = """async ([ours]) => {
  const found = await axe.run(document, { resultTypes: ["violations"], iframes: true });
  const mine = (node) => {
    if (node.target.length > 1) return true;  // inside a frame: the map
    return ours === null || document.querySelector(node.target[0])?.closest(ours) !== null;
  };
  return found.violations.flatMap((v) => v.nodes.filter(mine).map((n) => `${v.id}: ${n.target.join(" > ")}`));
}"""


def violations(page, ours):
    for frame in page.frames:
        frame.evaluate(AXE)
    return page.evaluate(RUN, [ours])


def test_the_login_form_has_no_violation(running_app, new_browser):
    page = new_browser().open(running_app.url)
    assert violations(page, None) == []


@pytest.mark.parametrize("size", [(1440, 1200), (390, 844)], ids=["meja", "telepon"])
def test_no_page_has_a_violation_in_our_own_markup(running_app, new_browser, size):
    browser = new_browser(viewport=dict(zip(("width", "height"), size, strict=True)))
    page = browser.log_in(running_app, "kasi")
    found = {}
    for entry in MENU:
        page.goto(f"{running_app.url}/{entry.url_path}")
        page.wait_for_selector("h1")
        settle(page)
        found[entry.url_path] = violations(page, OURS)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_no_section_of_the_settings_has_a_violation_in_our_own_markup(running_app, new_browser):
    page = new_browser(viewport={"width": 1440, "height": 1200}).log_in(running_app, "kasi", "/pengaturan")
    found = {}
    for section in SECTIONS:
        page.get_by_role("radio", name=section.title, exact=True).click()
        settle(page)
        found[section.title] = violations(page, OURS)
    assert {title: wrong for title, wrong in found.items() if wrong} == {}


def test_a_fault_in_our_markup_would_be_found(running_app, new_browser):
    page = new_browser().log_in(running_app, "kasi")
    page.wait_for_selector("h1")
    settle(page)
    page.evaluate(f"document.querySelector('{OURS} div').insertAdjacentHTML('beforeend', '<img src=x>')")
    assert [one.split(":")[0] for one in violations(page, OURS)] == ["image-alt"]


def addresses(entry):
    return {f"/{entry.url_path}", "/"} if entry is MENU[0] else {f"/{entry.url_path}"}


def test_every_page_is_reached_from_the_menu_with_the_keyboard_alone(running_app, new_browser):
    page = new_browser(viewport={"width": 1440, "height": 1200}).log_in(running_app, "kasi")
    page.wait_for_selector("h1")
    settle(page)
    for entry in MENU:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.pathname ?? ''") in addresses(entry):
                break
        else:
            pytest.fail(f"no Tab leads to {entry.title}")
        page.keyboard.press("Enter")
        page.wait_for_selector(f"h1:has-text('{entry.title}')")
        page.evaluate("document.activeElement.blur()")
