"""Stops that somebody asked for: kept, told, and demanded on their days alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planning.stop import Window
from services.locating import locate_desa, locate_point
from services.patrol_plans import make_plan
from services.stop_requests import (
    StopRequest,
    add_request,
    remove_request,
    request_list,
    requests_on,
    words_of,
)
from sop.party import Actor, Role
from sop.patrol import StopKind
from sop.problem import ProblemCode, Refused
from tests.services.conftest import CENTRES, KEEPER, NOW
from tests.services.test_patrol_plans import town

__all__ = ["town"]

KASI, OPERATOR = Actor("kasi", Role.KASI), Actor("operator", Role.OPERATOR)
TODAY = date(2026, 11, 25)
"""A Wednesday."""
MONDAY = date(2026, 11, 30)
TUESDAY = MONDAY + timedelta(days=1)
MARKET = (115.152, -2.152)


def market(desk, point=CENTRES["62.02"], **other):
    said = {
        "name": "Pasar Selasa", "location": locate_point(desk.office, *point), "kind": StopKind.AGENDA,
        "reason": "Hari pasar.", "dwell_min": 20.0, "windows": (), "first": TODAY,
        "last": date(2026, 12, 31), "weekdays": frozenset({1}),
    }  # fmt: skip
    return StopRequest(**{**said, **other})


def add(desk, request, form="f1", actor=KASI):
    return add_request(desk.office, actor, request, form_id=form, at=NOW)


def test_a_request_is_stored_once_and_told_with_its_days(desk):
    asked = market(desk, windows=(Window(first_min=7 * 60, last_min=11 * 60),))
    assert [add(desk, asked, actor=OPERATOR) for _ in range(2)] == ["TTK-2026-0001"] * 2
    (told,) = request_list(desk.office, KASI, at=NOW)
    assert (told.number, told.version, told.desa, told.over) == ("TTK-2026-0001", 1, "Tengah", False)
    assert told.when == "Tiap Selasa, pukul 07.00–11.00, 25 November 2026 sampai 31 Desember 2026"
    assert replace(told.request, location=None) == replace(asked, location=None)


def test_days_and_hours_of_a_single_day_and_of_every_day_read_well(desk):
    assert words_of(market(desk, last=TODAY)) == "25 November 2026"
    every = market(desk, weekdays=frozenset(), last=date(2026, 11, 27))
    assert words_of(every) == "25 November 2026 sampai 27 November 2026"


def test_hours_over_midnight_are_kept_and_honoured_on_the_night_on_which_they_begin(desk):
    night = market(desk, windows=(Window(first_min=22 * 60, last_min=26 * 60),))
    add(desk, night)
    (told,) = request_list(desk.office, KASI, at=NOW)
    assert told.when == "Tiap Selasa, pukul 22.00–02.00, 25 November 2026 sampai 31 Desember 2026"
    assert told.request.windows == night.windows
    assert [one.windows for one in requests_on(desk.office, TUESDAY, 1).requests] == [night.windows]
    assert requests_on(desk.office, TUESDAY + timedelta(days=1), 1).requests == ()


def test_everything_that_is_wrong_is_told_at_once(desk):
    wrong = market(
        desk, name=" ", location=None, kind=StopKind.RAWAN, reason="", dwell_min=300.0,
        windows=(Window(first_min=60, last_min=70),), last=date(2026, 11, 20),
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        add(desk, wrong)
    assert [(one.column, one.message) for one in refused.value.problems] == [
        ("nama", "Nama titik wajib diisi."),
        ("alasan", "Alasan wajib diisi."),
        ("lokasi", "Letak wajib diisi."),
        ("jenis", "Asal permintaan wajib diisi."),
        ("selesai", "Tanggal sampai (20 November 2026) mendahului tanggal mulai (25 November 2026)."),
        ("menit", "Lama singgah (menit) berisi “300”, padahal harus 3–240."),
        ("jam", "Jam 01.00–01.10 terlalu sempit untuk singgah 300 menit."),
    ]
    assert request_list(desk.office, KASI, at=NOW) == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"location": "desa"}, ProblemCode.ISIAN_WAJIB),
        ({"location": "luar"}, ProblemCode.TITIK_LUAR),
        ({"first": date(2026, 11, 1), "last": date(2026, 11, 24)}, ProblemCode.TITIK_LEWAT),
        ({"last": date(2026, 11, 26)}, ProblemCode.TITIK_TANPA_HARI),
    ],
)
def test_each_request_that_could_never_be_met_is_refused(desk, change, code):
    places = {"desa": locate_desa(desk.office, "62.02"), "luar": locate_point(desk.office, 100.0, 0.0)}
    given = {
        name: places.get(value, value) if name == "location" else value for name, value in change.items()
    }
    with pytest.raises(Refused) as refused:
        add(desk, market(desk, **given))
    assert [one.code for one in refused.value.problems] == [code]


def test_days_of_no_week_are_refused_and_the_last_days_of_the_calendar_are_days(desk):
    with pytest.raises(Refused) as refused:
        add(desk, market(desk, weekdays=frozenset({1, 7})))
    assert [(one.code, one.column) for one in refused.value.problems] == [(ProblemCode.ISIAN_TAK_SAH, "hari")]
    # 30 and 31 December 9999 are a Thursday and a Friday
    last = {"first": date(9999, 12, 30), "last": date.max}
    with pytest.raises(Refused) as never:
        add(desk, market(desk, **last))
    assert [one.code for one in never.value.problems] == [ProblemCode.TITIK_TANPA_HARI]
    assert add(desk, market(desk, weekdays=frozenset({4}), **last))


def test_a_request_is_removed_with_a_reason_by_the_first_of_two(desk):
    number = add(desk, market(desk))
    for version, note, code in (
        (1, " ", ProblemCode.ISIAN_WAJIB),
        (2, "Pasar pindah.", ProblemCode.VERSI_BENTROK),
    ):
        with pytest.raises(Refused) as refused:
            remove_request(desk.office, KASI, number, expected_version=version, at=NOW, note=note)
        assert refused.value.problems[0].code is code
    remove_request(desk.office, KASI, number, expected_version=1, at=NOW, note="Pasar pindah.")
    assert request_list(desk.office, KASI, at=NOW, past=True) == ()
    assert requests_on(desk.office, TUESDAY, 1).requests == ()
    with pytest.raises(Refused) as refused:
        remove_request(desk.office, KASI, number, expected_version=2, at=NOW, note="Lagi.")
    assert refused.value.problems[0].code is ProblemCode.REKAM_TAK_ADA


def test_what_is_over_is_left_out_unless_it_is_wanted(desk):
    add(desk, market(desk, last=TODAY, weekdays=frozenset()))
    tomorrow = NOW + timedelta(days=1)
    assert request_list(desk.office, KASI, at=tomorrow) == ()
    assert [one.over for one in request_list(desk.office, KASI, at=tomorrow, past=True)] == [True]


def test_a_market_on_tuesdays_is_demanded_on_tuesday_alone(desk):
    number = add(desk, market(desk))
    week = requests_on(desk.office, MONDAY, 7)
    assert [(one.id, one.dwell_min, one.reason) for one in week.requests] == [(number, 20.0, "Hari pasar.")]
    assert week.only == {number: frozenset({TUESDAY})}
    day = requests_on(desk.office, TUESDAY, 1)
    assert (len(day.requests), day.only) == (1, {})
    assert requests_on(desk.office, MONDAY, 1).requests == ()


def test_a_request_at_a_known_place_takes_its_turn_instead_of_a_second_visit(town):
    number = add(town, market(town, MARKET))
    week = requests_on(town.office, MONDAY, 7)
    assert week.instead == frozenset({("TMP-2026-0001", TUESDAY)})
    made = make_plan(town.office, KEEPER, first=MONDAY, days=7, at=NOW, keep=False).plan
    seen = {}
    for route in made.routes:
        for visit in route.visits:
            seen.setdefault(visit.stop.id, []).append(route.shift.day)
    assert seen[number] == [TUESDAY]
    assert TUESDAY not in seen["TMP-2026-0001"]
    assert number not in {one.stop.id for one in made.infeasible}


def test_a_request_for_a_known_place_on_every_day_of_the_plan_is_that_place(town):
    add(town, market(town, MARKET, kind=StopKind.PERINTAH, reason="Jaga pasar."))
    made = make_plan(town.office, KEEPER, first=TUESDAY, days=1, at=NOW, keep=False).plan
    stops = [
        visit.stop for route in made.routes for visit in route.visits if visit.stop.name == "Pasar Selasa"
    ]
    assert [(one.id, one.kind, one.required) for one in stops] == [("TMP-2026-0001", StopKind.PERINTAH, True)]
    assert stops[0].reason == "Perintah Camat: Jaga pasar."
