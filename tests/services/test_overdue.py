"""Who is told of what, when, and in which words."""

from datetime import UTC, datetime, timedelta

import pytest

from services.case_entry import CaseEntry, record_case
from services.decisions import give_disposition, request_decision
from services.overdue import overdue
from services.reference import partner_number
from sop.category import Severity
from sop.conflict import ConflictSource
from sop.deadline import Duty, Limits
from sop.decision import DecisionKind
from sop.dictionary import CONFLICT_CASES, INCIDENTS
from sop.party import Actor, Role, Verb
from sop.problem import Refused

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
"""Wednesday, 10.00 WIB."""
HOUR = timedelta(hours=1)
KASI, OPERATOR, CAMAT, SEKCAM, POLSEK, SATPOL, KORAMIL = (
    Actor(role.value, role)
    for role in (
        Role.KASI, Role.OPERATOR, Role.CAMAT, Role.SEKCAM, Role.POLSEK, Role.SATPOL_PP, Role.KORAMIL,
    )
)  # fmt: skip
RACE, FIRE, LITTER, SECRET = "JLN-04", "KAR-01", "LNG-01", "SAR-01"
"""Berat, kritis, ringan; kritis and secret."""


def change(desk, number, frame=INCIDENTS, **changes):
    with desk.office.store.act(KASI, NOW, Verb.KEJADIAN_UBAH) as act:
        version = int(desk.office.frame(frame).loc[number, "versi"])
        act.revise(frame, number, expected_version=version, changes=changes)


def numbers(desk, actor, at):
    return [line.number for line in overdue(desk.office, actor, at=at).lines]


def test_nothing_to_do_is_nothing(desk):
    found = overdue(desk.office, KASI, at=NOW)
    assert (found.lines, found.total, found.late) == ((), 0, 0)


# What is imported now and is berat must be verified within six hours, day and night.
@pytest.mark.parametrize(
    ("hours", "told"),
    [
        (2.9, set()),
        (3, {"kasi", "operator"}),
        (6, {"kasi", "operator", "sekcam"}),
        (12, {"kasi", "operator", "sekcam", "camat"}),
    ],
)
def test_a_slipping_duty_is_told_further_up_as_time_passes(desk, hours, told):
    desk.incidents(("2026-11-25 08:00", RACE, "62.01"))
    at = NOW + hours * HOUR
    actors = (KASI, OPERATOR, SEKCAM, CAMAT)
    assert {actor.name for actor in actors if numbers(desk, actor, at)} == told


def test_a_line_says_what_where_and_how_late_but_nothing_that_somebody_wrote(desk):
    desk.incidents(("2026-11-25 08:00", RACE, "62.02"))
    (line,) = overdue(desk.office, KASI, at=NOW + 5 * HOUR + timedelta(minutes=20)).lines
    assert (line.what, line.about, line.due, line.late, line.critical, line.alarm) == (
        "Verifikasi laporan",
        "Kejadian KJD-2026-0001 · Balap liar / knalpot brong · Tengah",
        "tinggal 40 menit",
        False,
        False,
        "",
    )
    (line,) = overdue(desk.office, KASI, at=NOW + 9 * HOUR).lines
    assert (line.due, line.late) == ("lewat 3 jam", True)


def test_what_is_critical_is_told_to_everybody_inside_at_once_and_stands_first(desk):
    desk.incidents(("2026-11-25 08:00", RACE, "62.01"), ("2026-11-25 08:00", FIRE, "62.02"))
    assert numbers(desk, CAMAT, NOW) == ["KJD-2026-0002"]
    # The race is due at 16.00, the fire was at 11.00: by then both wait, and the fire is the first.
    assert numbers(desk, KASI, NOW + 4 * HOUR) == ["KJD-2026-0002", "KJD-2026-0001"]


def test_violence_is_told_to_the_camat_at_once_whatever_its_kind(desk):
    # LHN-01 is sedang: nothing else of it would be told before it slips.
    entry = CaseEntry(
        title="Batas kebun", category="LHN-01", source=ConflictSource.ANTARKELOMPOK, desa=("62.01",),
        identified_at=NOW - timedelta(minutes=10), level=3,
    )  # fmt: skip
    record_case(desk.office, KASI, entry, at=NOW, form_id="1")
    lines = overdue(desk.office, CAMAT, at=NOW + timedelta(minutes=1)).lines
    assert [(line.what, line.critical) for line in lines] == [(Duty.KONFLIK_KABUPATEN.label, True)]


def test_what_is_critical_and_in_hand_is_told_again_only_when_it_slips(desk):
    desk.incidents(("2026-11-25 08:00", FIRE, "62.02"))
    change(desk, "KJD-2026-0001", status="ditangani", waktu_penanganan=NOW)
    hours = Limits().hours[Duty.PENYELESAIAN][Severity.KRITIS]
    assert [numbers(desk, actor, NOW + hours * HOUR / 2.1) for actor in (KASI, CAMAT)] == [[], []]
    late = NOW + hours * HOUR / 2
    assert [len(numbers(desk, actor, late)) for actor in (KASI, CAMAT)] == [1, 0]
    (line,) = overdue(desk.office, KASI, at=late).lines
    assert line.critical


def test_who_is_at_the_desk_gets_a_message_to_send_about_what_is_critical(desk):
    desk.incidents(("2026-11-25 08:00", FIRE, "62.02"))
    theirs = partner_number(desk.office, INCIDENTS, "KJD-2026-0001")
    assert [line.alarm for line in overdue(desk.office, OPERATOR, at=NOW).lines] == [
        (
            f"KRITIS – Kejadian {theirs}: Kebakaran lahan/hutan di Tengah, tercatat Rabu, 25 November "
            "2026 pukul 10.00 WIB. Mohon perhatian dan tindakan segera. Rincian ada di Tenteram; jangan "
            f"diteruskan ke luar. – Trantib {desk.office.profile.name}"
        )
    ]
    assert [line.alarm for line in overdue(desk.office, CAMAT, at=NOW).lines] == [""]
    # After a day nobody needs to be woken any more.
    assert [line.alarm for line in overdue(desk.office, OPERATOR, at=NOW + 25 * HOUR).lines] == [""]


def test_the_message_about_something_secret_tells_neither_what_nor_where(desk):
    desk.incidents(("2026-11-25 08:00", SECRET, "62.02"))
    (line,) = overdue(desk.office, KASI, at=NOW).lines
    theirs = partner_number(desk.office, INCIDENTS, "KJD-2026-0001")
    assert f"Kejadian {theirs}: kategori rahasia, tercatat" in line.alarm
    assert "Tengah" not in line.alarm


def test_the_operator_is_not_told_of_what_is_secret(desk):
    desk.incidents(("2026-11-25 08:00", SECRET, "62.02"))
    assert (numbers(desk, KASI, NOW), numbers(desk, OPERATOR, NOW)) == (["KJD-2026-0001"], [])


def test_a_secret_case_is_told_to_its_handlers_only(desk):
    desk.cases(("LHN-01", "Barat", "2026-11-24", 2))
    secret = {"visibilitas": "rahasia", "waktu_identifikasi": NOW - 40 * HOUR}
    change(desk, "KFL-2026-0001", CONFLICT_CASES, **secret)
    assert set(numbers(desk, KASI, NOW)) == {"KFL-2026-0001"}
    assert numbers(desk, SEKCAM, NOW) == []
    change(desk, "KFL-2026-0001", CONFLICT_CASES, penangan=["sekcam"])
    assert set(numbers(desk, SEKCAM, NOW)) == {"KFL-2026-0001"}


def test_partners_are_told_what_was_referred_to_them_and_waits(desk):
    desk.incidents(
        ("2026-11-24 08:00", RACE, "62.01", "Polsek Rekaan"),
        ("2026-11-24 08:00", RACE, "62.01", "Satpol PP"),
        ("2026-11-24 08:00", SECRET, "62.01", "Polsek Rekaan"),
        ("2026-11-24 08:00", SECRET, "62.01", "Satpol PP"),
        ("2026-11-24 08:00", FIRE, "62.01"),
    )
    for n in (1, 2, 3, 4):
        change(desk, f"KJD-2026-000{n}", status="dirujuk", waktu_rujukan=NOW)
    theirs = {n: partner_number(desk.office, INCIDENTS, f"KJD-2026-000{n}") for n in (1, 2, 3)}
    assert numbers(desk, POLSEK, NOW) == [theirs[3], theirs[1]]
    assert numbers(desk, SATPOL, NOW) == [theirs[2]]
    assert numbers(desk, KORAMIL, NOW) == []
    change(desk, "KJD-2026-0001", waktu_rujukan_diterima=NOW)
    assert numbers(desk, POLSEK, NOW) == [theirs[3]]


def test_requests_and_orders_stand_only_where_no_other_list_shows_them(desk):
    request = request_decision(
        desk.office, KASI, kind=DecisionKind.ARAHAN, subject="Pasar malam", text="", at=NOW, form_id="1"
    )
    order = give_disposition(desk.office, CAMAT, None, None, "Cek.", at=NOW, form_id="1")
    later = NOW + timedelta(days=30)
    assert numbers(desk, KASI, later) == []
    assert numbers(desk, OPERATOR, later) == []
    assert numbers(desk, CAMAT, later) == [order]
    assert numbers(desk, SEKCAM, later) == [request, order]
    assert overdue(desk.office, SEKCAM, at=later).lines[0].about == f"{request} · Pasar malam"


def test_only_the_most_pressing_are_listed_and_all_are_counted(desk):
    desk.incidents(*[(f"2026-11-25 0{n}:00", RACE, "62.01") for n in range(5)])
    found = overdue(desk.office, KASI, at=NOW + 7 * HOUR, most=2)
    assert (len(found.lines), found.total, found.late) == (2, 5, 5)


def test_a_light_report_is_not_late_at_the_weekend(desk):
    # 72 working hours from Wednesday 10.00: two days and 14 hours until Saturday, the rest from Monday on.
    desk.incidents(("2026-11-25 08:00", LITTER, "62.01"))
    saturday = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)
    (line,) = overdue(desk.office, KASI, at=saturday).lines
    assert (line.late, line.due) == (False, "tinggal 2 hari")


def test_an_officer_in_the_field_has_no_such_list(desk):
    with pytest.raises(Refused, match="tidak berhak"):
        overdue(desk.office, Actor("petugas", Role.PETUGAS), at=NOW)
