"""The quick report: what is offered first, one's own reports, and which record a form has become."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.attachments import attach_photo
from services.field_reports import (
    category_names,
    first_categories,
    number_of_form,
    own_reports,
    patrol_named,
)
from services.incidents import Report, move_incident, record_incident
from services.locating import locate_desa
from services.patrol_logs import record_log
from sop.dictionary import INCIDENTS, PATROL_LOGS
from sop.incident import IncidentState, Origin, StatusWord, TimePrecision
from sop.party import Actor, Role
from sop.problem import ProblemCode, Refused
from tests.pictures import photo
from tests.services.conftest import NOW
from tests.services.test_patrol_logs import NIHIL

PETUGAS, OTHER = Actor("petugas", Role.PETUGAS), Actor("petugas-2", Role.PETUGAS)
KASI, CAMAT = Actor("kasi", Role.KASI), Actor("camat", Role.CAMAT)


def report(office, **changes):
    made = Report(
        kode_kategori="JLN-04",
        waktu_kejadian=NOW - timedelta(hours=1),
        presisi_waktu=TimePrecision.SEKITAR_1_JAM,
        zona_waktu_asli="WIB",
        location=locate_desa(office, "62.01"),
        asal=Origin.LAPORAN_WARGA,
        kronologi="Balap liar.",
    )
    return replace(made, **changes)


def enter(office, actor=PETUGAS, *, form_id="1", at=NOW, **changes):
    return record_incident(office, actor, report(office, **changes), at=at, form_id=form_id)


def test_the_categories_reported_most_in_a_year_come_first(desk):
    desk.incidents(
        ("2026-11-20 20:00", "LNG-02", "62.01"),
        ("2026-11-21 20:00", "LNG-02", "62.01"),
        ("2026-11-22 20:00", "KMT-03", "62.01"),
        # Older than a year, and nobody's business on a phone's screen.
        *(("2025-11-01 20:00", "JLN-01", "62.01") for _ in range(5)),
        *((f"2026-11-{day:02d} 20:00", "SOS-05", "62.01") for day in range(1, 6)),
        *((f"2026-11-{day:02d} 21:00", "LLN-99", "62.01") for day in range(1, 6)),
    )
    offered = list(first_categories(desk.office, at=NOW))
    assert offered[:2] == ["LNG-02", "KMT-03"]
    assert len(offered) == 6
    assert {"SOS-05", "LLN-99"} & set(offered) == set()
    assert {"SOS-05", "LLN-99"} <= set(category_names(desk.office))


def test_own_reports_are_those_that_somebody_entered_and_no_others(desk):
    mine = enter(desk.office)
    enter(desk.office, OTHER, form_id="2")
    attach_photo(desk.office, PETUGAS, INCIDENTS, mine, "a.jpg", photo(), at=NOW)
    (own,) = own_reports(desk.office, PETUGAS)
    assert (own.number, own.what, own.where, own.status, own.photos) == (
        mine,
        "Balap liar / knalpot brong",
        "Barat",
        StatusWord.MENUNGGU,
        1,
    )
    assert own.when == "25/11/2026 ± 09.00 WIB"


def test_own_reports_tell_in_one_word_how_they_stand_and_the_latest_first(desk):
    first = enter(desk.office)
    second = enter(desk.office, form_id="2", at=NOW + timedelta(minutes=1))
    move_incident(
        desk.office,
        KASI,
        first,
        IncidentState.TERVERIFIKASI,
        note="Benar",
        expected_version=1,
        at=NOW + timedelta(hours=1),
    )
    told = [(one.number, one.status) for one in own_reports(desk.office, PETUGAS)]
    assert told == [(second, StatusWord.MENUNGGU), (first, StatusWord.DIPROSES)]
    assert len(own_reports(desk.office, PETUGAS, most=1)) == 1


def test_a_partner_knows_his_own_report_under_a_number_that_counts_nothing(desk):
    polsek = Actor("polsek", Role.POLSEK)
    number = enter(desk.office, polsek)
    assert number not in desk.office.frame(INCIDENTS).index
    assert [one.number for one in own_reports(desk.office, polsek)] == [number]
    assert number_of_form(desk.office, polsek, INCIDENTS, "1") == number
    assert attach_photo(desk.office, polsek, INCIDENTS, number, "a.jpg", photo(), at=NOW)
    assert own_reports(desk.office, polsek)[0].photos == 1


def test_who_may_not_report_has_no_own_reports(desk):
    with pytest.raises(Refused) as refused:
        own_reports(desk.office, CAMAT)
    assert refused.value.problems[0].code is ProblemCode.HAK_DITOLAK


def test_a_form_is_known_by_the_record_it_has_become_and_only_to_its_writer(desk):
    assert number_of_form(desk.office, PETUGAS, INCIDENTS, "1") is None
    number = enter(desk.office)
    assert number_of_form(desk.office, PETUGAS, INCIDENTS, "1") == number
    assert number_of_form(desk.office, OTHER, INCIDENTS, "1") is None
    assert number_of_form(desk.office, PETUGAS, PATROL_LOGS, "1") is None


def test_a_finding_belongs_to_a_patrol_of_ones_own_or_of_the_office(desk):
    number = record_log(desk.office, PETUGAS, NIHIL, at=NOW, form_id="p")
    assert patrol_named(desk.office, PETUGAS, number) == number
    assert patrol_named(desk.office, KASI, number) == number
    assert patrol_named(desk.office, OTHER, number) is None
    assert patrol_named(desk.office, KASI, "JRN-1999-0001") is None
