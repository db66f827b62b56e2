"""What the page of patrol plans shows: the newest plan until a sheet is issued, in a sentence and by day."""

from datetime import date, timedelta

import pytest

from services.kept_plans import kept_plan
from services.patrol_plans import make_plan
from services.plan_board import board, day_board
from services.plan_edits import replan, strike
from services.sheet_issue import change_sheet, issue_day
from services.stop_requests import add_request
from sop.patrol import StopKind
from sop.period import monday_of
from tests.services.conftest import NOW
from tests.services.reporting import KASI, OPERATOR
from tests.services.test_patrol_plans import town
from tests.services.test_patrol_sheets import ordered
from tests.services.test_plan_edits import FRIDAY, KEC, PP, THURSDAY, drafted, quick
from tests.services.test_stop_requests import market

__all__ = ["drafted", "quick", "town"]

TODAY = date(2026, 11, 25)
"""A Wednesday."""


def day(town, when=THURSDAY, **more):
    return day_board(town.office, KASI, when, at=NOW, **more)


def sentences(one, today=TODAY):
    return [sentence for sentence, _ in one.sentences(today)]


def test_a_day_is_told_in_a_sentence_for_each_team(town, drafted):
    plan = kept_plan(town.office, KASI, drafted).plan
    pp, kec = (one for one in plan.routes if one.shift.day == THURSDAY)
    assert (pp.shift.team, kec.shift.team) == (PP, KEC)
    for today, (morning, evening) in {
        THURSDAY: ("Pagi ini", "Malam ini"),
        TODAY: ("Besok, pagi:", "Besok, malam:"),
        FRIDAY: ("Kamis, 26 November 2026, pagi:", "Kamis, 26 November 2026, malam:"),
    }.items():
        assert sentences(day(town), today) == [
            f"{when} {name} pukul {route.start:%H.%M}–{route.end:%H.%M}: {len(route.visits)} titik di "
            f"{len({visit.stop.kode_desa for visit in route.visits})} desa, {route.distance_km:.0f} km."
            for when, name, route in ((morning, "Regu Satpol PP", pp), (evening, "Regu Kecamatan", kec))
        ]


def test_a_day_without_a_plan_and_a_day_without_a_team_are_told_apart(quick):
    town = quick
    assert sentences(day(town, TODAY)) == ["Hari ini belum ada rencana patroli."]
    make_plan(town.office, OPERATOR, first=date(2026, 11, 28), days=2, at=NOW)
    sunday = day(town, date(2026, 11, 29))
    assert sentences(sunday) == ["Minggu, 29 November 2026 tidak ada regu yang bertugas."]
    assert [one.kind.value for one in sunday.clashes] == ["tanpa_regu"]


def test_a_week_has_its_teams_in_the_order_of_the_roster_and_joint_patrols_last(quick):
    make_plan(quick.office, OPERATOR, first=THURSDAY, days=3, at=NOW)
    week = board(quick.office, KASI, monday_of(THURSDAY), 7, at=NOW)
    assert list(week.teams) == [KEC, PP, "kecamatan+polsek"]
    assert [[one.team for one in here.routes] for here in week.days] == [
        [], [], [], [PP, KEC], [KEC], ["kecamatan+polsek"], [],
    ]  # fmt: skip


def test_what_is_issued_stands_whatever_is_planned_afterwards(town, drafted):
    issued = issue_day(town.office, KASI, drafted, THURSDAY, teams=[KEC], at=NOW, form_id="f")
    (number,) = (*issued.issued, *issued.waiting)
    by_team = {one.team: one for one in day(town).routes}
    assert (by_team[KEC].sheet.number, by_team[KEC].outdated, by_team[PP].sheet) == (number, False, None)
    assert by_team[KEC].state == "Menunggu Camat"
    assert by_team[PP].state == "Draf"

    stop = by_team[KEC].route.visits[0].stop.id
    new = replan(town.office, OPERATOR, drafted, strike(stop, THURSDAY), at=NOW).number
    after = {one.team: one for one in day(town).routes}
    assert after[KEC].route == by_team[KEC].route
    assert (after[KEC].plan, after[KEC].outdated, after[PP].plan) == (drafted, True, new)


def test_a_sheet_that_waits_to_replace_another_is_named_beside_it(town, drafted):
    ordered(town.office)
    (number,) = issue_day(town.office, KASI, drafted, THURSDAY, teams=[KEC], at=NOW, form_id="f").issued
    stop = day(town).routes[1].route.visits[0].stop.id
    new = replan(town.office, OPERATOR, drafted, strike(stop, THURSDAY), at=NOW).number
    assert (day(town).routes[1].outdated, day(town).routes[1].pending) == (True, None)
    waiting = change_sheet(
        town.office, KASI, number, new, reason="Banjir.", expected_version=1, at=NOW, form_id="g"
    )
    after = day(town).routes[1]
    assert (after.sheet.number, after.state, after.pending) == (number, "Terbit", waiting)


def test_a_room_is_told_nothing_that_a_person_typed(quick):
    asked = market(
        quick, name="Rumah Sdr. Bambang", kind=StopKind.PERINTAH, reason="Ancaman kepada Sdr. Bambang.",
        first=THURSDAY, weekdays=frozenset(), dwell_min=None,
    )  # fmt: skip
    add_request(quick.office, KASI, asked, form_id="f", at=NOW)
    make_plan(quick.office, OPERATOR, first=THURSDAY, days=1, at=NOW)

    def told(meeting):
        visits = [visit for one in day(quick, meeting=meeting).routes for visit in one.route.visits]
        (ours,) = [visit for visit in visits if visit.stop.kind is StopKind.PERINTAH]
        return ours.stop.name, ours.reason

    assert told(meeting=False)[0] == "Rumah Sdr. Bambang"
    assert told(meeting=False)[1].startswith("Perintah Camat: Ancaman kepada [nama orang]; ")
    assert "Bambang" not in told(meeting=True)[0]
    assert told(meeting=True)[1] == "Perintah Camat."
    assert day(quick, meeting=True).clashes == ()


@pytest.mark.parametrize("n", range(7))
def test_a_week_begins_on_monday(n):
    assert monday_of(date(2026, 11, 23) + timedelta(days=n)) == date(2026, 11, 23)
