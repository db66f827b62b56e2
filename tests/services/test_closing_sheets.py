"""A patrol log closes its route sheet in one act, with what became of every stop."""

from dataclasses import replace
from datetime import timedelta

import pytest

from records.store.verify import verify
from services.closing import sheets_to_close, usual_report
from services.patrol_logs import closure_of, correct_log, record_log, report_of
from services.patrol_report import Closure, StopResult
from services.patrol_sheets import cancel_sheet, one_sheet, start_sheet
from sop.dictionary import PATROL_LOGS
from sop.party import Actor, Role
from sop.patrol import MissReason, PatrolState
from sop.problem import ProblemCode, Refused
from tests.services.patrol_world import TODAY, after, closure, driven, issue, issued
from tests.services.reporting import ACTORS, KASI

PETUGAS = ACTORS[Role.PETUGAS]


@pytest.fixture
def office(desk):
    return desk.office


@pytest.fixture
def sheet(office):
    (found,) = issued(office)
    assert len(found.route.visits) >= 3
    return found


def close(office, sheet, said=None, *, actor=PETUGAS, form="f1", at=None, **changes):
    return record_log(
        office,
        actor,
        driven(sheet, **changes),
        at=at or after(sheet),
        form_id=form,
        closure=said or closure(sheet),
    )


def codes(refused):
    return [(one.code, one.column) for one in refused.value.problems]


def test_one_act_stores_the_log_with_its_stops_and_closes_the_sheet(office, sheet):
    first, second, *rest = sheet.route.visits
    said = closure(
        sheet,
        StopResult(stop=first.stop.id, visited=True, minutes=7),
        StopResult(stop=second.stop.id, visited=False, minutes=15, reason=MissReason.JALAN),
    )
    number = close(office, sheet, said)
    row = office.frame(PATROL_LOGS).loc[number]
    assert row["id_lembar"] == sheet.number
    assert row["titik"][:2] == [
        {"id": first.stop.id, "nama": first.stop.name, "didatangi": True, "menit": 7.0, "alasan": ""},
        {
            "id": second.stop.id, "nama": second.stop.name, "didatangi": False, "menit": 0.0,
            "alasan": "Jalan putus atau banjir",
        },
    ]  # fmt: skip
    minutes = {}
    for visit, told in [(first, 7.0), *((one, one.dwell_min) for one in rest)]:
        minutes[visit.stop.kode_desa] = minutes.get(visit.stop.kode_desa, 0.0) + told
    assert row["menit_desa"] == minutes
    closed = one_sheet(office, KASI, sheet.number, at=after(sheet))
    assert (closed.state, closed.log) == (PatrolState.SELESAI, number)
    assert verify(office.store) == []


def test_a_patrol_that_was_started_is_closed_just_the_same(office, sheet):
    start_sheet(office, PETUGAS, sheet.number, expected_version=1, at=sheet.route.start)
    close(office, sheet)
    assert one_sheet(office, KASI, sheet.number, at=after(sheet)).state is PatrolState.SELESAI


def test_two_quick_clicks_are_one_log(office, sheet):
    assert close(office, sheet) == close(office, sheet)
    assert len(office.frame(PATROL_LOGS)) == 1


def test_the_second_of_two_phones_is_told_and_stores_nothing(office, sheet):
    close(office, sheet)
    with pytest.raises(Refused) as refused:
        close(office, sheet, actor=KASI, form="f2")
    assert codes(refused) == [(ProblemCode.SPT_LANGKAH, None)]
    assert len(office.frame(PATROL_LOGS)) == 1


@pytest.mark.parametrize("days", [-1, 1])
def test_a_patrol_of_another_day_closes_no_sheet(office, sheet, days):
    """The shift is from 19.30 to 23.30."""
    times = {
        "berangkat": sheet.route.start + timedelta(days=days),
        "kembali": sheet.route.end + timedelta(days=days),
    }
    with pytest.raises(Refused) as refused:
        close(office, sheet, at=after(sheet) + timedelta(days=1), **times)
    assert codes(refused) == [(ProblemCode.JURNAL_HARI_LEMBAR, "berangkat")]
    assert len(office.frame(PATROL_LOGS)) == 0
    midnight = sheet.route.start.replace(hour=0, minute=0)
    number = close(office, sheet, at=after(sheet) + timedelta(days=1), berangkat=midnight)
    stops = closure_of(office, KASI, number).stops
    with pytest.raises(Refused) as corrected:
        correct_log(
            office, KASI, number, driven(sheet, **times), reason="x", expected_version=1,
            at=after(sheet) + timedelta(days=1), stops=stops,
        )  # fmt: skip
    assert codes(corrected) == [(ProblemCode.JURNAL_HARI_LEMBAR, "berangkat")]


def test_every_fault_is_told_at_once_and_nothing_is_stored(office, sheet):
    one, two, three, *_ = (visit.stop.id for visit in sheet.route.visits)
    said = closure(
        sheet,
        StopResult(stop=one),
        StopResult(stop=two, visited=True, minutes=241),
        StopResult(stop=three, visited=False, reason=MissReason.LAIN, words=" "),
        StopResult(stop="TMP-ASING", visited=True, minutes=5),
    )
    with pytest.raises(Refused) as refused:
        close(office, sheet, said, nihil=False)
    assert codes(refused) == [
        (ProblemCode.ISIAN_WAJIB, "uraian"),
        (ProblemCode.JURNAL_TITIK_BELUM, f"titik.{one}"),
        (ProblemCode.JURNAL_TITIK_MENIT, f"titik.{two}"),
        (ProblemCode.JURNAL_TITIK_SEBAB, f"titik.{three}"),
        (ProblemCode.JURNAL_TITIK_ASING, "titik"),
    ]
    assert office.frame(PATROL_LOGS).empty
    assert one_sheet(office, KASI, sheet.number, at=after(sheet)).state is PatrolState.TERBIT


@pytest.mark.parametrize("minutes", [None, 0, -1, 240.5, float("nan")])
def test_a_visit_has_one_to_two_hundred_and_forty_minutes(office, sheet, minutes):
    stop = sheet.route.visits[0].stop.id
    with pytest.raises(Refused) as refused:
        close(office, sheet, closure(sheet, StopResult(stop=stop, visited=True, minutes=minutes)))
    assert codes(refused) == [(ProblemCode.JURNAL_TITIK_MENIT, f"titik.{stop}")]


def test_a_stop_without_an_answer_is_missing(office, sheet):
    with pytest.raises(Refused) as refused:
        close(office, sheet, Closure(sheet=sheet.number, stops=()))
    assert {code for code, _ in codes(refused)} == {ProblemCode.JURNAL_TITIK_BELUM}
    assert len(refused.value.problems) == len(sheet.route.visits)


def test_what_became_of_the_stops_is_corrected_with_a_reason_and_the_minutes_follow(office, sheet):
    first, second, *_ = sheet.route.visits
    number = close(office, sheet, closure(sheet, StopResult(stop=first.stop.id, visited=True, minutes=7)))
    said = closure_of(office, KASI, number)
    assert said.stops[0] == StopResult(stop=first.stop.id, visited=True, minutes=7.0)
    missed = StopResult(stop=second.stop.id, visited=False, reason=MissReason.WAKTU, words="hujan")
    stops = [missed if one.stop == missed.stop else one for one in said.stops]
    before = office.frame(PATROL_LOGS).loc[number, "menit_desa"][second.stop.kode_desa]
    correct_log(
        office, KASI, number, report_of(office, KASI, number),
        reason="Regu 2 salah isi", expected_version=1, at=after(sheet), stops=stops,
    )  # fmt: skip
    row = office.frame(PATROL_LOGS).loc[number]
    assert (row["versi"], row["titik"][1]["alasan"]) == (2, "Waktu habis: hujan")
    assert row["menit_desa"].get(second.stop.kode_desa, 0.0) == before - second.dwell_min
    assert closure_of(office, KASI, number).stops[1] == missed
    assert one_sheet(office, KASI, sheet.number, at=after(sheet)).log == number
    assert verify(office.store) == []


def test_corrected_stops_are_checked_like_those_of_the_closure_and_the_same_ones_change_nothing(
    office, sheet
):
    number = close(office, sheet)
    report, stood = report_of(office, KASI, number), closure_of(office, KASI, number).stops

    def correct(stops):
        return correct_log(
            office, KASI, number, report, reason="x", expected_version=1, at=after(sheet), stops=stops
        )

    with pytest.raises(Refused) as refused:
        correct([StopResult(stop=stood[0].stop, visited=True, minutes=0), *stood[1:]])
    assert codes(refused) == [(ProblemCode.JURNAL_TITIK_MENIT, f"titik.{stood[0].stop}")]
    with pytest.raises(Refused) as refused:
        correct(stood)
    assert codes(refused) == [(ProblemCode.JURNAL_TETAP, None)]
    assert office.frame(PATROL_LOGS).loc[number, "versi"] == 1


def test_a_sheet_is_closed_though_its_desa_have_other_codes_by_now(office, sheet):
    renamed = office.areas().reset_index()
    renamed["kode_desa"] = "99." + renamed["kode_desa"]
    with office.store.act(KASI, after(sheet), "boundaries.impor") as act:
        act.replace_desa(renamed)
    number = close(office, sheet)
    minutes = office.frame(PATROL_LOGS).loc[number, "menit_desa"]
    assert minutes
    assert all(code.startswith("99.") for code in minutes)
    assert sum(minutes.values()) == sum(one.dwell_min for one in sheet.route.visits)


def test_a_patrol_that_reached_no_stop_tells_so(office, sheet):
    missed = [
        StopResult(stop=visit.stop.id, visited=False, reason=MissReason.KEJADIAN)
        for visit in sheet.route.visits
    ]
    number = close(office, sheet, closure(sheet, *missed))
    assert office.frame(PATROL_LOGS).loc[number, "menit_desa"] == {}


def test_a_cancelled_sheet_cannot_be_closed(office, sheet):
    cancel_sheet(office, KASI, sheet.number, reason="Hujan", expected_version=1, at=sheet.route.start)
    with pytest.raises(Refused):
        close(office, sheet, actor=KASI)
    assert office.frame(PATROL_LOGS).empty


def test_an_officer_closes_no_sheet_of_last_week(office, sheet):
    with pytest.raises(Refused) as refused:
        close(office, sheet, at=after(sheet) + timedelta(days=7))
    assert codes(refused) == [(ProblemCode.REKAM_TAK_ADA, None)]


def test_who_writes_no_logs_closes_no_sheet(office, sheet):
    with pytest.raises(Refused) as refused:
        close(office, sheet, actor=Actor("camat", Role.CAMAT))
    assert [code for code, _ in codes(refused)] == [ProblemCode.HAK_DITOLAK]


def test_what_waits_to_be_closed_is_offered_today_first_and_for_a_week(office, sheet):
    (tomorrow,) = issue(office, day=TODAY + timedelta(days=1))
    numbers = [one.number for one in sheets_to_close(office, PETUGAS, at=after(tomorrow))]
    assert numbers == [tomorrow.number, sheet.number]
    assert sheets_to_close(office, PETUGAS, at=after(sheet) + timedelta(days=2)) == (tomorrow,)
    later = after(sheet) + timedelta(days=6)
    assert [one.number for one in sheets_to_close(office, KASI, at=later)] == numbers
    assert sheets_to_close(office, KASI, at=after(tomorrow) + timedelta(days=8)) == ()
    close(office, sheet)
    assert [one.number for one in sheets_to_close(office, KASI, at=later)] == [tomorrow.number]


def test_the_usual_report_is_as_the_sheet_says_and_nothing_of_it_lies_ahead(office, sheet):
    route = sheet.route
    said = usual_report(sheet, at=after(sheet))
    end = route.end.replace(second=0, microsecond=0)
    assert (said.berangkat, said.kembali) == (route.start, end)
    assert said.unsur == route.shift.elements
    early = usual_report(sheet, at=route.start + timedelta(minutes=20))
    assert (early.berangkat, early.kembali) == (route.start, route.start + timedelta(minutes=20))
    start_sheet(office, PETUGAS, sheet.number, expected_version=1, at=route.start + timedelta(minutes=7))
    late = usual_report(one_sheet(office, KASI, sheet.number, at=after(sheet)), at=after(sheet))
    assert (late.berangkat, late.kembali) == (route.start + timedelta(minutes=7), end)


def test_the_weather_of_a_patrol_that_reached_no_stop_can_be_corrected(office, sheet):
    missed = [
        StopResult(stop=visit.stop.id, visited=False, reason=MissReason.KEJADIAN)
        for visit in sheet.route.visits
    ]
    number = close(office, sheet, closure(sheet, *missed))
    said = replace(report_of(office, KASI, number), cuaca="Hujan deras")
    correct_log(office, KASI, number, said, reason="Cuaca terlupa", expected_version=1, at=after(sheet))
    row = office.frame(PATROL_LOGS).loc[number]
    assert (row["cuaca"], row["menit_desa"]) == ("Hujan deras", {})
