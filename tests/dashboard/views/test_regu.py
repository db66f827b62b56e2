"""Regu dan personel as a script: people, their days and the teams, as each role finds them."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest

from dashboard.office import choose
from services.availability import availability_table
from services.deciding import decide
from services.decisions import WAITING, decisions
from services.patrol_members import correct_member, member_table, stored_member
from sop.dictionary import AVAILABILITY, PATROL_MEMBERS
from sop.party import Actor, Role
from tests.dashboard.views.test_pengaturan import CAMAT, HOSTILE, KASI, press, said

SECTION = "Regu dan personel"
PEOPLE, DAYS, HOURS = "Personel dan kendaraan", "Cuti dan tugas tambahan", "Regu dan aturan rencana"
OPERATOR = Actor("lain", Role.OPERATOR)
SET, NEW = "regu.rancangan.regu/kecamatan/", "personel.baru."


@pytest.fixture
def home(empty_home, tmp_path):
    """An office of its own, without records."""
    shutil.copytree(empty_home, tmp_path / "kantor")
    return tmp_path / "kantor"


@pytest.fixture
def open_as(page, home):
    def run(part, role=Role.KASI):
        app = page("pengaturan", home, role, bagian=SECTION)
        parts = app.get("button_group")[1]
        return app if part == PEOPLE else parts.set_value(part).run()

    return run


def fill(app, name, **more):
    press(app, "personel.tambah")
    app.text_input(key=f"{NEW}nama").set_value(name)
    for field, value in more.items():
        app.text_input(key=f"{NEW}{field}").set_value(value)
    return app.run()


def test_an_operator_enters_people_and_leave_but_finds_no_settings(open_as, home):
    app = open_as(PEOPLE, Role.OPERATOR)
    assert list(app.get("button_group")[1].options) == [PEOPLE, DAYS]
    fill(app, "Anggota Contoh 1", jabatan="Kasi Trantib")
    app.selectbox(key=f"{NEW}regu").set_value("kecamatan").run()
    press(app, f"{NEW}simpan")
    assert "Anggota Contoh 1 disimpan." in said(app)
    assert member_table(choose(home), KASI)["regu"].tolist() == ["Regu Kecamatan"]
    app = open_as(DAYS, Role.OPERATOR)
    app.selectbox(key="ketersediaan.isian.siapa").set_value("PSN-2026-0001")
    app.text_input(key="ketersediaan.isian.alasan").set_value("cuti tahunan").run()
    press(app, "ketersediaan.simpan")
    assert "Anggota Contoh 1 (Regu Kecamatan): Cuti atau tidak bertugas dicatat." in said(app)
    table = availability_table(choose(home), KASI)
    assert table[["siapa", "alasan"]].to_numpy().tolist() == [
        ["Anggota Contoh 1 (Regu Kecamatan)", "cuti tahunan"]
    ]


@pytest.mark.parametrize("role", [Role.CAMAT, Role.SEKCAM])
def test_who_only_reads_finds_nothing_to_type(open_as, role):
    app = open_as(PEOPLE, role)
    assert "personel.tambah" not in [one.key for one in app.button]
    app = open_as(DAYS, role)
    assert "ketersediaan.simpan" not in [one.key for one in app.button]
    app = open_as(HOURS, role)
    assert "regu.rancangan.tambah" not in [one.key for one in app.button]
    app.selectbox(key="regu.rancangan.pilihan").set_value("kecamatan").run()
    assert app.text_input(key=f"{SET}nama").disabled


def test_what_is_wrong_is_told_and_what_was_typed_stays(open_as, home):
    app = fill(open_as(PEOPLE), " ", jabatan="Anggota")
    press(app, f"{NEW}simpan")
    assert "Nama wajib diisi." in said(app)
    assert app.text_input(key=f"{NEW}jabatan").value == "Anggota"
    assert choose(home).frame(PATROL_MEMBERS).empty
    app = open_as(DAYS)
    day = datetime.now(UTC).date()
    app.date_input(key="ketersediaan.isian.mulai").set_value(day + timedelta(days=9)).run()
    assert app.date_input(key="ketersediaan.isian.selesai").value == day + timedelta(days=9)
    app.date_input(key="ketersediaan.isian.selesai").set_value(day - timedelta(days=1)).run()
    press(app, "ketersediaan.simpan")
    told = said(app)
    assert "Siapa wajib diisi." in told
    assert "Alasan wajib diisi." in told
    assert "bukan rentang yang sah" in told
    assert choose(home).frame(AVAILABILITY).empty


def test_hostile_names_stay_text(open_as, home):
    app = fill(open_as(PEOPLE), HOSTILE)
    press(app, f"{NEW}simpan")
    assert f"{HOSTILE} disimpan." in said(app)
    assert member_table(choose(home), KASI)["nama"].tolist() == [HOSTILE]
    raw = " ".join(str(one.value) for one in app.success)
    assert r"\<img src\=x" in raw or r"\<img src=x" in raw


def test_the_second_of_two_editors_loses_nothing_and_goes_on_from_the_newer_version(open_as, home):
    app = fill(open_as(PEOPLE), "Anggota Contoh 1", jabatan="Anggota")
    press(app, f"{NEW}simpan")
    app.session_state["personel.terbuka"] = "PSN-2026-0001"
    app.run()
    key = "personel.PSN-2026-0001."
    app.text_input(key=f"{key}jabatan").set_value("Komandan regu").run()
    office = choose(home)
    other = stored_member(office, OPERATOR, "PSN-2026-0001")
    renamed = type(other.member)(**{**vars(other.member), "nama": "Anggota Contoh 2"})
    correct_member(office, OPERATOR, other.number, renamed, expected_version=1, at=datetime.now(UTC))
    press(app, f"{key}simpan")
    assert "sudah diubah orang lain" in said(app)
    press(app, f"{key}terbaru")
    assert app.text_input(key=f"{key}nama").value == "Anggota Contoh 2"
    assert app.text_input(key=f"{key}jabatan").value == "Komandan regu"
    press(app, f"{key}simpan")
    row = member_table(choose(home), KASI).iloc[0]
    assert (row["nama"], row["jabatan"]) == ("Anggota Contoh 2", "Komandan regu")


def test_what_does_not_fit_is_said_above(open_as):
    app = open_as(PEOPLE)
    assert "Regu Kecamatan bertugas, tetapi belum ada personelnya yang dicatat." in said(app)
    assert "Minggu" in said(app)


def test_a_team_is_drafted_proposed_and_approved_without_a_file(open_as, home):
    app = open_as(HOURS)
    app.text_input(key="regu.rancangan.baru").set_value("Regu Linmas").run()
    press(app, "regu.rancangan.tambah")
    new = "regu.rancangan.regu/linmas/"
    assert app.text_input(key=f"{new}nama").value == "Regu Linmas"
    buttons = {one.key: one for one in app.get("button_group")}
    buttons[f"{new}unsur"].set_value(["linmas"]).run()
    {one.key: one for one in app.get("button_group")}[f"{new}hari"].set_value(["Minggu"]).run()
    told = said(app)
    assert "Regu: ditambah Regu Linmas (Linmas; Minggu 19.30–22.30)" in told
    assert "Waktu patroli dalam minggu biasa berubah dari 24 menjadi 27 jam." in told
    press(app, "regu.rancangan.ajukan")
    assert "Alasan wajib diisi." in said(app)
    app.text_area(key="regu.rancangan.alasan").set_value("Hari Minggu kosong").run()
    press(app, "regu.rancangan.ajukan")
    assert "diajukan kepada Camat." in said(app)
    office = choose(home)
    (asked,) = decisions(office, CAMAT, states=WAITING)
    decide(office, CAMAT, asked.number, approve=True, note="Ya.", expected_version=1, at=datetime.now(UTC))
    assert [one.name for one in office.patrols.roster.teams][-1] == "Regu Linmas"


def test_hours_of_a_team_and_a_rule_are_changed_and_the_draft_survives_a_look_elsewhere(open_as):
    app = open_as(HOURS)
    app.selectbox(key="regu.rancangan.pilihan").set_value("kecamatan").run()
    app.number_input(key=f"{SET}lama").set_value(120).run()
    app.number_input(key="regu.rancangan.patroli/rencana.menit_singgah").set_value(15.0).run()
    told = said(app)
    assert "Regu Kecamatan: lama patroli paling lama 180 menit → paling lama 120 menit" in told
    assert "Lama singgah di satu titik: 12 → 15 menit" in told
    app.get("button_group")[1].set_value(PEOPLE).run()
    app.get("button_group")[1].set_value(HOURS).run()
    assert "Rancangan usulan (2)" in said(app)
    assert app.number_input(key=f"{SET}lama").value == 120
    press(app, "regu.rancangan.batal")
    assert "Belum ada yang diubah" in said(app)
    app.selectbox(key="regu.rancangan.pilihan").set_value("kecamatan").run()
    assert app.number_input(key=f"{SET}lama").value == 180


def test_looking_at_every_team_drafts_nothing(open_as):
    app = open_as(HOURS)
    for code in ("kecamatan", "satpolpp", "polsek"):
        app.selectbox(key="regu.rancangan.pilihan").set_value(code).run()
        assert [*app.exception] == []
        assert "Belum ada yang diubah" in said(app)


def test_a_team_taken_out_leaves_its_joint_patrol_too(open_as):
    app = open_as(HOURS)
    app.selectbox(key="regu.rancangan.pilihan").set_value("polsek").run()
    press(app, "regu.rancangan.hapus/polsek")
    told = said(app)
    assert "Regu: dihapus Regu Polsek" in told
    assert "Patroli gabungan: dihapus kecamatan + polsek (Sabtu)" in told
    assert not app.button(key="regu.rancangan.ajukan").disabled


def test_a_joint_patrol_is_added_from_teams_and_days(open_as):
    app = open_as(HOURS)
    app.multiselect(key="regu.rancangan.gabung").set_value(["satpolpp", "kecamatan"]).run()
    days = {one.key: one for one in app.get("button_group")}["regu.rancangan.gabung/hari"]
    days.set_value(["Kamis"]).run()
    press(app, "regu.rancangan.gabung/tambah")
    assert "Patroli gabungan: ditambah satpolpp + kecamatan (Kamis)" in said(app)


def test_hours_that_are_too_long_are_told_and_cannot_be_proposed(open_as):
    app = open_as(HOURS)
    app.selectbox(key="regu.rancangan.pilihan").set_value("kecamatan").run()
    app.time_input(key=f"{SET}mulai").set_value(datetime(2026, 1, 1, 8, 0, tzinfo=UTC).time()).run()
    assert "jam tugas paling lama 12 jam" in said(app)
    assert app.button(key="regu.rancangan.ajukan").disabled
