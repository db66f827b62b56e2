"""What leaves the office: looked at before, cleaned, marked, and noted."""

import csv
import io
from datetime import date, datetime
from hashlib import sha256

import openpyxl
import pytest

from services.exporting import (
    ListChoice,
    ListFormat,
    MapChoice,
    look_at_list,
    look_at_map,
    look_at_message,
    take_list,
    take_map,
    take_message,
)
from services.identities import Party, add_party
from services.incidents import IncidentFilters, correct_incident, incident
from services.locating import locate_point
from services.places import Place, add_place
from services.reference import partner_number
from sop.dictionary import INCIDENTS
from sop.incident import Origin
from sop.party import Actor, Role
from sop.patrol import PlaceKind
from sop.period import Period
from sop.person import PartyKind, PartyRole
from sop.problem import ProblemCode, Refused
from tests.services.conftest import NOW
from tests.services.reporting import ACTORS, KASI, enter

ALL = ListChoice(filters=IncidentFilters())
STORY = "Sdr. Rekaan naik KH 1234 AB menabrak truk PT Contoh Jaya; hubungi 0812-3456-7890"
CLEAN = "[nama orang] naik [nomor kendaraan] menabrak truk [nama perusahaan]; hubungi [nomor telepon]"


def listed(office, choice=ALL, actor=KASI, kept=()):
    draft = look_at_list(office, actor, choice, at=NOW)
    return take_list(office, actor, choice, seen=draft.mark, kept=kept, at=NOW)


def sheets(released):
    book = openpyxl.load_workbook(io.BytesIO(released.made.content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def column(rows, heading):
    place = rows[0].index(heading)
    return [row[place] for row in rows[1:]]


def codes(refused):
    return [one.code for one in refused.value.problems]


def test_every_place_that_tells_of_somebody_is_shown_with_what_replaces_it(desk):
    number = enter(desk, kronologi=STORY)
    draft = look_at_list(desk.office, KASI, ALL, at=NOW)
    assert [(one.record, one.label, one.found, one.replacement) for one in draft.pieces] == [
        (number, "Kronologi", "Sdr. Rekaan", "[nama orang]"),
        (number, "Kronologi", "KH 1234 AB", "[nomor kendaraan]"),
        (number, "Kronologi", "PT Contoh Jaya", "[nama perusahaan]"),
        (number, "Kronologi", "0812-3456-7890", "[nomor telepon]"),
    ]
    first = draft.pieces[0]
    assert (first.before, first.after) == ("", STORY[11 : 11 + 32])


def test_what_is_not_kept_on_purpose_is_replaced(desk):
    enter(desk, kronologi=STORY)
    assert column(sheets(listed(desk.office))["Kejadian"], "Kronologi") == [CLEAN]
    one_kept = sheets(listed(desk.office, kept=(2,)))["Kejadian"]
    assert column(one_kept, "Kronologi") == [CLEAN.replace("[nama perusahaan]", "PT Contoh Jaya")]


def test_names_of_those_who_stand_beside_the_record_are_found_without_a_title(desk):
    number = enter(desk, kronologi="Dipukul oleh Bintang Rekaan di pasar; Bintang lari")
    other = enter(desk, form_id="2", kronologi="Bintang di langit terang")
    person = Party(role=PartyRole.TERLAPOR, kind=PartyKind.ORANG, name="Bintang Rekaan", phone="081234567890")
    add_party(desk.office, KASI, INCIDENTS, number, person, at=NOW, form_id="p1")
    draft = look_at_list(desk.office, KASI, ALL, at=NOW)
    assert [(one.record, one.found, one.replacement) for one in draft.pieces] == [
        (number, "Bintang Rekaan", "[nama pihak]"),
        (number, "Bintang", "[nama pihak]"),
    ]
    told = sheets(listed(desk.office))["Kejadian"]
    assert set(column(told, "Kronologi")) == {
        "Dipukul oleh [nama pihak] di pasar; [nama pihak] lari",
        "Bintang di langit terang",
    }
    assert other in column(told, "Nomor kejadian")


def test_nothing_leaves_that_was_not_looked_at(desk):
    number = enter(desk, kronologi="Balap liar")
    draft = look_at_list(desk.office, KASI, ALL, at=NOW)
    correct_incident(
        desk.office, KASI, number, {"kronologi": STORY}, expected_version=1, note="lengkap", at=NOW
    )
    for mark in (draft.mark, "", "x"):
        with pytest.raises(Refused) as refused:
            take_list(desk.office, KASI, ALL, seen=mark, at=NOW)
        assert codes(refused) == [ProblemCode.EKSPOR_BERUBAH]
    other = ListChoice(filters=IncidentFilters(), secret=True)
    seen = look_at_list(desk.office, KASI, ALL, at=NOW).mark
    with pytest.raises(Refused):
        take_list(desk.office, KASI, other, seen=seen, at=NOW)
    assert [act for act in desk.office.store.audit() if act.verb == "data.ekspor"] == []


def test_what_changed_beside_the_words_is_looked_at_anew_too(desk):
    number = enter(desk, kronologi="Balap liar")
    day = ListChoice(filters=IncidentFilters(period=Period(date(2026, 11, 24), date(2026, 11, 25))))
    seen = look_at_list(desk.office, KASI, ALL, at=NOW).mark
    with pytest.raises(Refused):
        take_list(desk.office, KASI, day, seen=seen, at=NOW)
    told = look_at_message(desk.office, KASI, number, story=True).mark
    correct_incident(
        desk.office, KASI, number, {"korban_luka": 2}, expected_version=1, note="dari Puskesmas", at=NOW
    )
    for take in (
        lambda: take_list(desk.office, KASI, ALL, seen=seen, at=NOW),
        lambda: take_message(desk.office, KASI, number, story=True, seen=told, at=NOW),
    ):
        with pytest.raises(Refused) as refused:
            take()
        assert codes(refused) == [ProblemCode.EKSPOR_BERUBAH]


def test_a_map_on_which_something_was_added_after_the_look_is_looked_at_anew(town):
    seen = look_at_map(town.office, KASI, MAP, at=NOW).mark
    enter(town, KASI, form_id="4", kode_kategori="KMT-01")
    with pytest.raises(Refused) as refused:
        take_map(town.office, KASI, MAP, seen=seen, at=NOW)
    assert codes(refused) == [ProblemCode.EKSPOR_BERUBAH]


def test_the_act_says_who_took_what_and_how_much_was_kept_on_purpose(desk):
    enter(desk, kronologi=STORY)
    released = listed(desk.office, kept=(0, 3, 99))
    act = desk.office.store.audit()[-1]
    assert (act.actor, act.verb, act.note) == ("kasi", "data.ekspor", "Daftar kejadian (XLSX)")
    assert act.details == {
        "jenis": "daftar", "baris": 1, "rahasia": False, "rapat": False,
        "berkas": "kejadian-20261125-1000.xlsx", "sha256": released.sha256, "ditemukan": 4, "dibiarkan": 2,
    }  # fmt: skip
    assert released.sha256 == sha256(released.made.content).hexdigest()


def test_formulas_are_inert_and_times_are_times(desk):
    office = desk.office
    bad = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1")
    for n, text in enumerate(bad):
        enter(desk, form_id=str(n), kronologi=f"x{text}", patokan="biasa")
    with office.store.act(KASI, NOW, "kejadian.ubah") as act:
        for n, text in enumerate(bad, start=1):
            act.revise(INCIDENTS, f"KJD-2026-000{n}", expected_version=1, changes={"kronologi": text})
    rows = sheets(listed(office))["Kejadian"]
    told = column(rows, "Kronologi")
    assert set(told) == {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "_x000D_=1"}
    book = openpyxl.load_workbook(io.BytesIO(listed(office).made.content))
    cells = [cell for row in book["Kejadian"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert set(column(rows, "Waktu kejadian")) == {datetime(2026, 11, 24, 21, 0)}  # noqa: DTZ001 - as a cell has it
    plain = listed(office, ListChoice(filters=IncidentFilters(), format=ListFormat.CSV))
    read = list(csv.reader(io.StringIO(plain.made.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    stories = column(read, "Kronologi")
    assert all(text.startswith("'") for text in stories)
    assert column(read, "Lintang") == ["-2,15"] * 6
    assert column(read, "Waktu kejadian") == ["2026-11-24 21:00"] * 6


def test_the_sheet_says_period_filter_maker_time_and_mark(desk):
    enter(desk, kronologi="Balap liar", patokan="Simpang Pak Rekaan")
    choice = ListChoice(filters=IncidentFilters(search="pak rekaan", kode_desa="62.01"))
    about = dict(sheets(listed(desk.office, choice))["Keterangan"][1:])
    assert about["Periode"] == "semua catatan"
    assert about["Saringan"] == "desa Barat, memuat “pak rekaan”"
    assert about["Dibuat oleh"] == "kasi (Kasi Trantib)"
    assert about["Dibuat pada"] == "Rabu, 25 November 2026 pukul 10.00 WIB"
    assert about["Isi"] == "Daftar kejadian, 1 baris"
    assert len(about["Sidik isi (SHA-256)"]) == 64
    named = ListChoice(filters=IncidentFilters(search="Pak Rekaan"))
    assert "memuat “[nama orang]”" in dict(sheets(listed(desk.office, named))["Keterangan"][1:])["Saringan"]


def test_secret_incidents_go_along_only_when_somebody_says_so(desk):
    enter(desk, KASI, form_id="1")
    secret = enter(desk, KASI, form_id="2", kode_kategori="SAR-01")
    assert secret not in column(sheets(listed(desk.office))["Kejadian"], "Nomor kejadian")
    every = ListChoice(filters=IncidentFilters(), secret=True)
    assert secret in column(sheets(listed(desk.office, every))["Kejadian"], "Nomor kejadian")
    assert desk.office.store.audit()[-1].details["rahasia"] is True


def test_a_list_for_a_meeting_holds_what_is_open_to_all_without_words(desk):
    enter(desk, KASI, form_id="1", kronologi=STORY, patokan="Rumah Pak Rekaan")
    enter(desk, KASI, form_id="2", kode_kategori="JUD-01")
    choice = ListChoice(filters=IncidentFilters(), secret=True, meeting=True)
    assert look_at_list(desk.office, KASI, choice, at=NOW).pieces == ()
    rows = sheets(listed(desk.office, choice))["Kejadian"]
    assert column(rows, "Nomor kejadian") == [partner_number(desk.office, INCIDENTS, "KJD-2026-0001")]
    assert column(rows, "Kronologi") == column(rows, "Patokan") == [None]


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.SATPOL_PP, Role.POLSEK, Role.KORAMIL, Role.PETUGAS])
def test_those_without_the_right_take_nothing_and_look_at_nothing(desk, role):
    number, actor = enter(desk), ACTORS[role]
    chosen = MapChoice(period=None)
    for call in (
        lambda: look_at_list(desk.office, actor, ALL, at=NOW),
        lambda: take_list(desk.office, actor, ALL, seen="", at=NOW),
        lambda: look_at_map(desk.office, actor, chosen, at=NOW),
        lambda: take_map(desk.office, actor, chosen, seen="", at=NOW),
        lambda: look_at_message(desk.office, actor, number, story=True),
        lambda: take_message(desk.office, actor, number, story=True, seen="", at=NOW),
    ):
        with pytest.raises(Refused) as refused:
            call()
        assert codes(refused) == [ProblemCode.HAK_DITOLAK]


# -- the map ---------------------------------------------------------------------------


@pytest.fixture
def town(desk):
    """A place that is called after somebody, an open and a restricted incident."""
    where = locate_point(desk.office, 115.16, -2.16)
    place = Place(nama="Warung Bu Rekaan", jenis=PlaceKind.LAIN, keterangan="", location=where)
    add_place(desk.office, KASI, place, form_id="1", at=NOW)
    enter(desk, KASI, form_id="1", kronologi=STORY)
    enter(desk, KASI, form_id="2", kode_kategori="JUD-01", kronologi=STORY, patokan="Rumah Pak Rekaan")
    enter(desk, KASI, form_id="3", kode_kategori="SAR-01", kronologi=STORY)
    return desk


MAP = MapChoice(period=None, layers=("Petak kejadian", "Tempat", "Jalur patroli"))


def mapped(office, kept=(), actor=KASI):
    draft = look_at_map(office, actor, MAP, at=NOW)
    return draft, take_map(office, actor, MAP, seen=draft.mark, kept=kept, at=NOW)


def test_the_map_for_a_meeting_carries_watermark_and_mark_and_nobodys_words(town):
    draft, released = mapped(town.office)
    page = released.made.content.decode()
    act = town.office.store.audit()[-1]
    name = town.office.profile.name
    assert f"MODE RAPAT · {name} · Rabu, 25 November 2026 pukul 10.00 WIB" in page
    assert f"sidik {act.details['sidik'][:16]}" in page
    assert (act.note, act.details["jenis"], act.details["lapisan"]) == (
        "Peta rapat", "peta", ["Petak kejadian", "Tempat"],
    )  # fmt: skip
    assert [(one.found, one.label) for one in draft.pieces] == [("Bu Rekaan", "Tempat")]
    assert "Warung [nama orang]" in page
    assert not [word for word in ("Rekaan", "0812", "KH 1234", "PT Contoh", "Ujaran") if word in page]
    assert "Sabung ayam" in page


def test_a_name_that_stays_on_the_map_stays_on_purpose(town):
    _, released = mapped(town.office, kept=(0,))
    assert "Warung Bu Rekaan" in released.made.content.decode()
    assert town.office.store.audit()[-1].details["dibiarkan"] == 1


def test_the_mark_of_a_map_follows_what_it_shows_and_nothing_that_is_closed(town):
    first = mapped(town.office)[1].made.mark
    assert mapped(town.office)[1].made.mark == first
    enter(town, KASI, form_id="R2", kode_kategori="SAR-01")
    assert mapped(town.office)[1].made.mark == first
    enter(town, KASI, form_id="U2")
    assert mapped(town.office)[1].made.mark != first


# -- the message -------------------------------------------------------------------------


def message(office, number, *, story=True, kept=()):
    draft = look_at_message(office, KASI, number, story=story)
    released = take_message(office, KASI, number, story=story, seen=draft.mark, kept=kept, at=NOW)
    return released.made.content.decode()


def test_a_message_tells_an_open_incident_in_the_form_of_the_office(desk):
    number = enter(desk, kronologi=STORY, patokan="Simpang tiga", korban_luka=2)
    theirs = partner_number(desk.office, INCIDENTS, number)
    name = desk.office.profile.name
    assert message(desk.office, number) == (
        f"Kepada Yth.\nCamat {name}\n\n"
        "Mohon izin melaporkan *kejadian: Balap liar / knalpot brong* sbb :\n\n"
        "*I. Waktu*\nHari/Tgl : Selasa, 24 November 2026\nPukul : 21.00 WIB\n"
        "*II. Lokasi*\nBarat, Simpang tiga\nlokasi: https://maps.google.com/?q=-2.15000,115.15000\n"
        f"*III. Kronologis*\n{CLEAN}\n"
        "*IV. Korban / kerugian*\n2 orang luka\n"
        "*V. Langkah*\n- Status: Masuk\n\n"
        f"Nomor : {theirs}\nDemikian dilaporkan. DUMP\nSeksi Trantib {name}"
    )
    assert number not in message(desk.office, number)


def test_a_message_about_something_restricted_tells_the_desa_alone(desk):
    number = enter(desk, KASI, kode_kategori="JUD-01", patokan="Rumah Pak Rekaan", kronologi="Tiga orang")
    told = message(desk.office, number)
    assert "*II. Lokasi*\nBarat\n*III. Korban" in told
    assert desk.office.store.audit()[-1].details["kronologi"] is False
    assert not [word for word in ("Rumah", "maps.google", "Tiga orang") if word in told]


def test_nothing_secret_is_sent_at_all(desk):
    number = enter(desk, KASI, kode_kategori="SAR-01")
    with pytest.raises(Refused) as refused:
        look_at_message(desk.office, KASI, number, story=False)
    assert codes(refused) == [ProblemCode.EKSPOR_RAHASIA]


def test_a_message_is_found_by_either_number_and_noted_without_its_words(desk):
    number = enter(desk, KASI, kronologi=STORY, asal=Origin.LAPORAN_WARGA)
    theirs = partner_number(desk.office, INCIDENTS, number)
    assert message(desk.office, theirs) == message(desk.office, number)
    act = desk.office.store.audit()[-1]
    assert (act.note, act.details["nomor"]) == (f"Pesan WhatsApp tentang {number}", number)
    assert "Rekaan" not in str(act.details)
    assert incident(desk.office, Actor("kasi", Role.KASI), number, at=NOW).version == 1
