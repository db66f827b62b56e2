"""Rencana Patroli in the real app: plan next week, change it, and find the change in the newest plan."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from sop.period import SHORT_MONTHS, long_date, monday_of
from tests.dashboard.settling import settle

pytestmark = pytest.mark.browser


def answer(page):
    return page.locator(".jawaban")


def test_the_kasi_plans_next_week_locks_a_stop_strikes_one_and_takes_it_back(running_app, new_browser):
    browser = new_browser(viewport={"width": 1280, "height": 1000})
    page = browser.log_in(running_app, "kasi", "/rencana-patroli")
    settle(page)
    page.get_by_text("Minggu", exact=True).click()
    settle(page)
    page.get_by_role("button", name="→").click()
    today = datetime.now(ZoneInfo("Asia/Pontianak")).date()
    monday = monday_of(today) + timedelta(days=7)
    page.get_by_role("radio", name=f"Sen {monday.day} {SHORT_MONTHS[monday.month - 1]}").click()
    named = "Besok" if monday == today + timedelta(days=1) else f"Senin, {long_date(monday)}"
    answer(page).get_by_text(f"{named} belum ada rencana patroli").wait_for()
    # while the page is drawn anew the control stands there twice
    settle(page)
    page.get_by_text("Sampai hari Minggu").click()
    settle(page)
    page.get_by_role("button", name="Susun rencana").click()
    answer(page).get_by_text(
        re.compile(r"Regu Kecamatan pukul .*: \d+ titik di \d desa, \d+ km\.")
    ).wait_for()
    page.get_by_text("Rencana tersusun. Nomornya PTR-").wait_for()
    expect(page.locator("table.papan td.draf")).not_to_have_count(0)
    stops = page.locator("ol.singgah-daftar li")
    first = stops.first.locator("b").inner_text()
    markers = page.frame_locator("iframe[title*=folium]").locator(".singgah b")
    expect(markers).to_have_count(stops.count())

    settle(page)
    page.get_by_text("Ubah rencana").click()
    page.get_by_role("button", name="Kunci di sini").click()
    page.get_by_text(f"{first} dikunci.").wait_for()
    expect(page.locator("ol.singgah-daftar li.kunci b")).to_have_text(first)
    expect(page.frame_locator("iframe[title*=folium]").locator(".singgah.terkunci")).to_have_count(1)

    settle(page)
    # planned anew, the stop may come at another time, but it is still the one that is chosen
    expect(page.get_by_role("combobox", name="Titik", exact=True)).to_have_value(re.compile(re.escape(first)))
    page.get_by_role("button", name="Hapus dari hari ini").click()
    page.get_by_text("dihapus dari hari ini.").wait_for()
    page.get_by_text(f"{first} dicoret pada {long_date(monday)}.").wait_for()
    settle(page)
    page.get_by_role("button", name="Urungkan").first.click()
    page.get_by_text("Perubahan diurungkan.").wait_for()
    page.get_by_text("disusun ulang dari PTR-").wait_for()
    assert (browser.outside, browser.errors) == ([], [])
