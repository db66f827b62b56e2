"""Regu dan personel in Chromium: somebody new, a day off, a new team, and the Camat's word on it."""

from contextlib import closing
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from services.accounts import add_account
from services.availability import availability_table
from services.office import Office
from services.patrol_members import member_table
from services.setup import initialise
from sop.party import Role
from tests.dashboard.settling import settle
from tests.dashboard.views.test_pengaturan import KASI
from tests.dashboard.views.test_pengaturan_in_browser import KEEPER, PASSWORD, Served, press, typed

pytestmark = pytest.mark.browser

PLACE = "/pengaturan?bagian=Regu+dan+personel"


@pytest.fixture
def teams_app(tmp_path, serve_home):
    home = tmp_path / "kantor"
    initialise(home, KEEPER, at=datetime.now(UTC), demo=True)
    with closing(Office.open(home)) as office:
        for role in (Role.KASI, Role.CAMAT, Role.OPERATOR):
            add_account(office, KEEPER, f"uji-{role}", role, PASSWORD, at=datetime.now(UTC))
    with serve_home(home) as url:
        yield Served(url, home)


def test_people_leave_and_a_new_team_from_the_desk_to_the_camat(teams_app, new_browser):
    browser = new_browser()
    page = browser.log_in(teams_app, "operator", PLACE)
    press(page, "Tambah personel atau kendaraan")
    typed(page, "Nama dengan gelar", "Anggota Contoh 8")
    settle(page)
    page.get_by_role("combobox", name="Regu").click()
    page.get_by_role("option", name="Regu Satpol PP").click()
    press(page, "Simpan")
    page.get_by_text("Anggota Contoh 8 disimpan.").wait_for()
    settle(page)
    page.get_by_role("radio", name="Cuti dan tugas tambahan").click()
    settle(page)
    page.get_by_role("combobox", name="Siapa").click()
    page.get_by_role("option", name="Anggota Contoh 8 (Regu Satpol PP)").click()
    typed(page, "Alasan", "izin keluarga")
    press(page, "Simpan")
    page.get_by_text("Cuti atau tidak bertugas dicatat.").wait_for()
    expect(page.get_by_text("Regu dan aturan rencana")).to_have_count(0)

    page = new_browser().log_in(teams_app, "kasi", PLACE)
    settle(page)
    page.get_by_role("radio", name="Regu dan aturan rencana").click()
    typed(page, "Regu baru", "Regu Linmas")
    press(page, "Tambah regu")
    team = (
        page.get_by_test_id("stVerticalBlock")
        .filter(has=page.get_by_role("button", name="Hapus regu ini"))
        .last
    )
    settle(page)
    team.get_by_role("button", name="Minggu").click()
    page.get_by_text("Hari tanpa regu").wait_for(state="detached")
    settle(page)
    team.get_by_role("combobox", name="Titik awal").click()
    page.get_by_role("option", name="Pasar").first.click()
    page.get_by_text("Regu: ditambah Regu Linmas").wait_for()
    typed(page, "Alasan", "Hari Minggu belum terisi")
    press(page, "Ajukan ke Camat")
    page.get_by_text("diajukan kepada Camat.").wait_for()

    camat = new_browser().log_in(teams_app, "camat", PLACE)
    settle(camat)
    camat.get_by_role("radio", name="Regu dan aturan rencana").click()
    camat.get_by_text("Waktu patroli dalam minggu biasa berubah dari 24 menjadi 27 jam.").first.wait_for()
    press(camat, "Setujui")
    settle(camat)
    camat.get_by_role("button", name="Setujui", exact=True).nth(1).click()
    camat.get_by_text("disetujui.").wait_for()
    with closing(Office.open(teams_app.home)) as office:
        team = office.patrols.roster.teams[-1]
        assert (team.name, team.weekdays, team.base is not None) == ("Regu Linmas", frozenset({6}), True)
        assert "Anggota Contoh 8" in set(member_table(office, KASI)["nama"])
        assert "izin keluarga" in set(availability_table(office, KASI)["alasan"])
    assert browser.outside == []
