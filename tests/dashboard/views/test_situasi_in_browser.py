"""Situasi at work, in Chromium: asked, decided, ordered, reported, seen again."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from services.accounts import add_account
from services.decisions import WAITING, decision, decisions, request_decision
from services.looks import looked
from services.office import Office
from services.overdue import overdue
from sop.decision import DecisionKind
from sop.party import Actor, Role
from tests.dashboard.conftest import KEEPER
from tests.dashboard.settling import settle

pytestmark = pytest.mark.browser

KASI, CAMAT = (Actor(f"uji-{r.value}", r) for r in (Role.KASI, Role.CAMAT))
HOSTILE = "<img src=x onerror=alert(1)> **tebal** :red[merah] [tautan](https://evil.example) ${1+1} `x`"


@pytest.fixture
def office(running_app):
    opened = Office.open(running_app.home)
    yield opened
    opened.close()


@pytest.fixture
def asked(office):
    """Ask the Camat something of which no other test knows."""

    def ask(subject, text="Mohon arahan."):
        now = datetime.now(UTC)
        return request_decision(
            office, KASI, kind=DecisionKind.ARAHAN, subject=subject, text=text, at=now, form_id=subject
        )

    return ask


def card(page, number):
    """Return the card of a request or an order."""
    return page.locator("[data-testid=stVerticalBlock]").filter(has_text=number).last


def click(page, label, number=None):
    settle(page)
    (card(page, number) if number else page).get_by_role("button", name=label, exact=True).click()


def write(page, label, words):
    page.get_by_label(label).fill(words)


def test_the_kasi_asks_the_camat_approves_and_the_kasi_sees_it(running_app, new_browser, office):
    kasi = new_browser().log_in(running_app, "kasi")
    click(kasi, "Minta keputusan Camat")
    write(kasi, "Apa yang perlu diputuskan Camat, dan mengapa", "Pasar malam minta izin sampai pukul 24.00.")
    click(kasi, "Kirim permintaan")
    kasi.get_by_text("Permintaan dikirim kepada Camat.").wait_for()
    (one,) = [d for d in decisions(office, KASI, states=WAITING) if d.subject.startswith("Pasar malam minta")]

    camat = new_browser().log_in(running_app, "camat")
    click(camat, "Setujui", one.number)
    write(camat, "Catatan persetujuan", "Setuju, sampai pukul 23.00.")
    # the second of that name, once it is there: the first would close the form again
    card(camat, one.number).get_by_role("button", name="Setujui", exact=True).nth(1).click()
    camat.get_by_text(f"{one.number} disetujui.").wait_for()
    camat.get_by_text("Pasar malam minta izin sampai pukul 24.00.").wait_for(state="detached")
    answered = decision(office, KASI, one.number)
    assert (answered.state.value, answered.note, answered.decided_by) == (
        "disetujui",
        "Setuju, sampai pukul 23.00.",
        "uji-camat",
    )


def test_the_camat_orders_and_the_kasi_reports(running_app, new_browser, office):
    camat = new_browser().log_in(running_app, "camat")
    click(camat, "Beri disposisi umum")
    write(camat, "Isi disposisi kepada Kasi", "Jaga pasar hari Minggu.")
    click(camat, "Kirim disposisi")
    camat.get_by_text("Disposisi dikirim kepada Kasi.").wait_for()
    (order,) = [d for d in decisions(office, KASI, states=WAITING) if d.text == "Jaga pasar hari Minggu."]

    kasi = new_browser(viewport={"width": 390, "height": 844}).log_in(running_app, "kasi")
    click(kasi, "Laporkan pelaksanaan", order.number)
    write(kasi, "Apa yang sudah dilaksanakan", "Dijaga enam orang, aman.")
    click(kasi, "Kirim laporan")
    kasi.get_by_text(f"Pelaksanaan {order.number} dilaporkan kepada Camat.").wait_for()
    assert decision(office, CAMAT, order.number).note == "Dijaga enam orang, aman."


def test_a_second_tab_is_told_that_it_was_decided_and_keeps_the_words(running_app, new_browser, asked):
    number = asked("Dua jendela terbuka")
    browser = new_browser()
    first = browser.log_in(running_app, "camat")
    second = browser.open(running_app.url)
    for page, label, words in ((first, "Setujui", "Ya."), (second, "Tolak", "Menurut saya belum perlu.")):
        click(page, label, number)
        write(page, "Catatan persetujuan" if label == "Setujui" else "Alasan penolakan", words)
    card(first, number).get_by_role("button", name="Setujui", exact=True).nth(1).click()
    first.get_by_text(f"{number} disetujui.").wait_for()
    card(second, number).get_by_role("button", name="Tolak", exact=True).nth(1).click()
    second.get_by_text(f"{number} sudah disetujui oleh Uji Camat; isian Anda belum disimpan.").wait_for()
    second.get_by_text("Menurut saya belum perlu.").wait_for()


def test_two_quick_clicks_ask_once(running_app, new_browser, office):
    page = new_browser().log_in(running_app, "kasi")
    click(page, "Minta keputusan Camat")
    write(page, "Apa yang perlu diputuskan Camat, dan mengapa", "Dua klik cepat.")
    page.get_by_role("button", name="Kirim permintaan", exact=True).dblclick()
    page.get_by_text("Permintaan dikirim kepada Camat.").wait_for()
    page.wait_for_timeout(1000)
    assert [d.subject for d in decisions(office, KASI, states=WAITING)].count("Dua klik cepat.") == 1
    expect(page.get_by_text("wajib diisi")).to_have_count(0)


def test_a_refusal_keeps_what_was_typed_and_the_form_open(running_app, new_browser, asked):
    number = asked("Catatan kosong")
    page = new_browser().log_in(running_app, "camat")
    click(page, "Tolak", number)
    write(page, "Alasan penolakan", "   ")
    card(page, number).get_by_role("button", name="Tolak", exact=True).nth(1).click()
    page.get_by_text("Catatan wajib diisi.").wait_for()
    settle(page)
    expect(page.get_by_label("Alasan penolakan")).to_be_visible()


def test_words_of_others_are_shown_as_they_stand(running_app, new_browser, asked):
    number = asked(f"Racun {HOSTILE}", HOSTILE)
    browser = new_browser()
    page = browser.log_in(running_app, "camat")
    card(page, number).get_by_text(HOSTILE).first.wait_for()
    shown = card(page, number)
    assert [shown.locator(tag).count() for tag in ("img", "a", "code", "strong")] == [0, 0, 0, 0]
    assert browser.errors == []


def test_the_second_visit_shows_what_changed_since_the_first(running_app, new_browser, office):
    # An account that no other test has looked with.
    now = datetime.now(UTC)
    add_account(office, KEEPER, "uji-tamu", Role.SEKCAM, running_app.password, at=now, name="Uji Tamu")
    looked(office, Actor("uji-tamu", Role.SEKCAM), at=now - timedelta(hours=2))
    request_decision(
        office, KASI, kind=DecisionKind.ARAHAN, subject="Baru sejak tadi", text="", at=now, form_id="baru"
    )
    page = new_browser().log_in(running_app, "tamu")
    page.get_by_role("heading", name="Sejak terakhir Anda lihat").wait_for()
    if (more := page.get_by_text("perubahan lain")).count():
        more.click()
    page.get_by_text(re.compile("ermintaan keputusan baru")).first.wait_for()


def test_what_is_late_stands_on_the_page_with_how_late_it_is(running_app, new_browser, office):
    late = overdue(office, KASI, at=datetime.now(UTC)).lines[0]
    page = new_browser().log_in(running_app, "kasi")
    page.get_by_text(late.about).first.wait_for()
    assert re.search(r"lewat \d+ (hari|jam|menit)", page.locator("[data-testid=stMain]").inner_text())
