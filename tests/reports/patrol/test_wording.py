"""What an order says, and who signs it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from planning.stop import Window
from reports.patrol.assignment import assignment
from reports.patrol.order import Crew, Signer
from reports.patrol.route_sheet import route_sheet
from reports.patrol.signature import signature
from sop.official import Authority

ZONE = ZoneInfo("Asia/Pontianak")


def test_a_standing_order_names_its_days_and_leaves_hours_to_the_sheets(sheet):
    order = replace(
        sheet.order,
        begins=datetime(2026, 11, 1, tzinfo=ZONE),
        ends=datetime(2026, 12, 1, tzinfo=ZONE),
        crew=replace(sheet.crew, leader="", vehicle=""),
    )
    assert assignment(order).tasks[1:3] == (
        (
            "Tugas dilaksanakan terhitung mulai tanggal 1 November 2026 sampai dengan 30 November 2026, "
            "menurut hari, jam, dan titik pada lembar rute harian;"
        ),
        "Berkoordinasi dengan Satpol PP, Polsek, Koramil, dan pemerintah desa/kelurahan setempat;",
    )


def test_a_patrol_past_midnight_says_that_it_ends_the_next_day(sheet):
    order = replace(sheet.order, ends=sheet.order.begins + timedelta(hours=6))
    assert "Senin, 23 November 2026 pukul 19.00–01.00 WIB (esok hari)" in assignment(order).tasks[1]


def test_police_and_army_are_never_among_those_who_are_ordered(sheet):
    said = assignment(sheet.order)
    assert [row[1] for row in said.people] == ["Kasi Contoh, S.Sos", "Anggota Contoh"]
    assert [row[1] for row in said.guests] == ["Bripka Contoh"]
    alone = assignment(replace(sheet.order, crew=Crew(personnel=sheet.crew.invited)))
    assert alone.people == ()


@pytest.mark.parametrize(
    ("authority", "position", "head"),
    [
        (Authority.SENDIRI, "", ("CAMAT MURUNG,",)),
        (Authority.PLT, "", ("Plt. CAMAT MURUNG,",)),
        (Authority.PLH, "", ("Plh. CAMAT MURUNG,",)),
        (Authority.ATAS_NAMA, "SEKRETARIS KECAMATAN", ("a.n. CAMAT MURUNG", "SEKRETARIS KECAMATAN,")),
        (Authority.ATAS_NAMA, "", ("a.n. CAMAT MURUNG,",)),
    ],
)
def test_who_signs_for_whom_stands_above_the_name(authority, position, head):
    signer = Signer(title="CAMAT MURUNG", name="Camat Contoh", authority=authority, position=position)
    assert signature(signer).head == head


def test_an_officer_of_police_who_leads_signs_with_an_nrp(sheet):
    leader = route_sheet(replace(sheet, crew=replace(sheet.crew, leader="Bripka Contoh"))).leader
    assert (leader.head, leader.below) == (("Pimpinan patroli,",), ("Bripka", "NRP 78090123"))


def test_nobody_who_signs_leaves_dots(sheet):
    said = route_sheet(replace(sheet, crew=Crew(personnel=())))
    assert set(said.leader.name) == {"(", ".", ")"}
    assert said.leader.below == ()


def test_a_stop_that_is_open_for_some_hours_says_so(sheet):
    (visit, *others) = sheet.route.visits
    market = replace(
        visit.stop, windows=(Window(first_min=450, last_min=660), Window(first_min=1080, last_min=1440))
    )
    route = replace(sheet.route, visits=(replace(visit, stop=market), *others))
    assert route_sheet(replace(sheet, route=route)).stops[0] == (
        "1.", "Pasar 1", "Bamban", "19.10–19.25", "15",
        "Tujuh gangguan dalam 12 bulan terakhir; hanya pukul 07.30–11.00; 18.00–24.00.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("stops", "said"),
    [
        (4, "Titik rawan ke-3, di sekitarnya 4,2 % perkiraan gangguan kecamatan; belum dikunjungi 28 hari."),
        (12, "Titik rawan ke-3, di sekitarnya 4,2 % perkiraan gangguan kecamatan."),
        (20, "Titik rawan ke-3, di sekitarnya 4,2 % perkiraan gangguan…"),
    ],
)
def test_the_more_stops_the_shorter_their_reasons_so_that_letters_stay_large(sheet_of, stops, said):
    sheet = sheet_of(stops)
    reason = "Titik rawan ke-3, di sekitarnya 4,2 % perkiraan gangguan kecamatan; belum dikunjungi 28 hari."
    visits = tuple(replace(one, reason=reason) for one in sheet.route.visits)
    told = route_sheet(replace(sheet, route=replace(sheet.route, visits=visits)))
    assert {row[-1] for row in told.stops} == {said}


def test_a_desa_that_the_map_does_not_know_is_told_by_its_code(sheet):
    (visit, *_) = sheet.route.visits
    moved = replace(visit, stop=replace(visit.stop, kode_desa="62.99"))
    assert route_sheet(replace(sheet, route=replace(sheet.route, visits=(moved,)))).stops[0][2] == "62.99"


def test_an_order_must_end_after_it_begins(sheet):
    with pytest.raises(ValueError, match="end after it begins"):
        replace(sheet.order, ends=datetime(2026, 11, 23, 12, tzinfo=UTC))
