"""Changes of a plan on a real store: stops held, moved, struck, added, teams left out, the rest anew."""

from datetime import date, timedelta

import pytest

from services.importing import import_file
from services.kept_plans import kept_plan, newest_plans
from services.patrol_plans import make_plan, read_patrols
from services.places import remove_place
from services.plan_edits import (
    Change,
    add,
    addable,
    edit_words,
    leave_out,
    lock,
    move,
    replan,
    strike,
    team_names,
)
from services.stop_requests import add_request, remove_request
from sop.patrol import EditKind, PlanState, StopKind
from sop.problem import ProblemCode, Refused
from tests.services.conftest import KEEPER, NOW
from tests.services.reporting import KASI, OPERATOR
from tests.services.test_patrol_plans import town
from tests.services.test_stop_requests import MARKET as POINT
from tests.services.test_stop_requests import market

__all__ = ["town"]

THURSDAY = date(2026, 11, 26)
"""Regu Kecamatan and Regu Satpol PP are on duty."""
FRIDAY = THURSDAY + timedelta(days=1)
KEC, PP = "kecamatan", "satpolpp"


@pytest.fixture
def quick(town):
    """The town, where plans are searched for a short while only."""
    sheet = town.office.workspace.home / "patroli.toml"
    rules = sheet.read_text(encoding="utf-8").replace("[rencana]\n", "[rencana]\nputaran_hitung = 60\n")
    sheet.write_text(rules, encoding="utf-8")
    return town


@pytest.fixture
def drafted(quick):
    """A plan of two days."""
    return make_plan(quick.office, OPERATOR, first=THURSDAY, days=2, at=NOW).number


def changed(town, number, *changes, **more):
    made = replan(town.office, OPERATOR, number, [one for few in changes for one in few], at=NOW, **more)
    return kept_plan(town.office, KASI, made.number)


def where(plan, stop):
    """Return the days and teams that visit a stop."""
    return [
        (route.shift.day, route.shift.team)
        for route in plan.plan.routes
        if any(visit.stop.id == stop for visit in route.visits)
    ]


def locked(plan):
    return {
        (visit.stop.id, route.shift.day, route.shift.team)
        for route in plan.plan.routes
        for visit in route.visits
        if visit.locked
    }


def test_a_kept_plan_comes_back_as_it_was_made(quick):
    town = quick
    made = make_plan(town.office, OPERATOR, first=THURSDAY, days=2, at=NOW)
    kept = kept_plan(town.office, KASI, made.number)
    assert kept.plan == made.plan
    assert (kept.state, kept.version, kept.edits, kept.base) == (PlanState.DRAF, 1, (), None)
    assert (kept.guessed, kept.made_at, kept.days) == (made.guessed, NOW, (THURSDAY, FRIDAY))


def test_a_new_plan_has_the_seed_and_says_from_which_it_was_made(town, drafted):
    old = kept_plan(town.office, KASI, drafted)
    new = changed(town, drafted, strike("TMP-2026-0001", THURSDAY))
    assert (new.base, new.plan.seed, new.days) == (drafted, old.plan.seed, old.days)
    assert kept_plan(town.office, KASI, drafted).state is PlanState.DIGANTI
    assert {plan.number for plan in newest_plans(town.office, old.days).values()} == {new.number}


def test_a_plan_made_anew_without_a_change_is_the_same(town, drafted):
    assert changed(town, drafted).plan == kept_plan(town.office, KASI, drafted).plan


def test_what_is_struck_stays_out_of_its_day_and_may_come_on_another(town, drafted):
    new = changed(town, drafted, strike("TMP-2026-0001", THURSDAY))
    assert THURSDAY not in dict(where(new, "TMP-2026-0001"))


@pytest.mark.parametrize("team", [KEC, PP])
def test_what_is_given_to_a_team_is_locked_there_and_nowhere_else_on_that_day(town, drafted, team):
    new = changed(town, drafted, move("TMP-2026-0001", THURSDAY, to_day=THURSDAY, to_team=team))
    assert [team_ for day, team_ in where(new, "TMP-2026-0001") if day == THURSDAY] == [team]
    assert locked(new) == {("TMP-2026-0001", THURSDAY, team)}
    assert new.plan.infeasible == ()


def test_what_is_moved_to_another_day_leaves_its_own(town, drafted):
    (shift,) = (
        one.shift for one in kept_plan(town.office, KASI, drafted).plan.routes if one.shift.day == FRIDAY
    )
    new = changed(town, drafted, move("TMP-2026-0001", THURSDAY, to_day=FRIDAY, to_team=shift.team))
    assert where(new, "TMP-2026-0001") == [(FRIDAY, shift.team)]


def test_a_lock_holds_a_stop_where_the_plan_has_it_through_later_changes(town, drafted):
    old = kept_plan(town.office, KASI, drafted)
    (before,) = [one for one in where(old, "TMP-2026-0001") if one[0] == THURSDAY]
    first = changed(town, drafted, lock(old, "TMP-2026-0001", THURSDAY))
    second = changed(town, first.number, strike("TMP-2026-0002", THURSDAY))
    assert ("TMP-2026-0001", *before) in locked(second)
    assert lock(old, "TMP-2026-0001", THURSDAY + timedelta(days=9)) == ()
    assert [one.kind for one in second.edits] == [EditKind.TETAP, EditKind.CORET]


def test_a_known_place_that_the_plan_does_not_need_is_added_where_it_is_wanted(town, drafted):
    before = kept_plan(town.office, KASI, drafted)
    file = town.folder / "baru.csv"
    file.write_text("nama,jenis,lon,lat\nBalai Uji,lain,115.28,-2.15\n")
    import_file(town.office, KEEPER, "places", file, at=NOW)
    assert "TMP-2026-0004" not in before.stops
    assert addable(town.office, KASI, before)["TMP-2026-0004"] == "Balai Uji"
    new = changed(town, drafted, add("TMP-2026-0004", FRIDAY, KEC))
    assert (FRIDAY, KEC) in where(new, "TMP-2026-0004")
    assert new.plan.infeasible == ()


def test_a_team_that_is_left_out_does_not_go_and_its_stops_go_to_the_others(town, drafted):
    new = changed(town, drafted, leave_out(PP, THURSDAY))
    assert {route.shift.team for route in new.plan.routes if route.shift.day == THURSDAY} == {KEC}
    back = changed(town, new.number, undone=[0])
    assert back.edits == ()
    assert back.plan == kept_plan(town.office, KASI, drafted).plan


def test_the_later_of_two_changes_of_one_stop_on_one_day_counts(town, drafted):
    held = changed(town, drafted, move("TMP-2026-0001", THURSDAY, to_day=THURSDAY, to_team=PP))
    gone = changed(town, held.number, strike("TMP-2026-0001", THURSDAY))
    assert [one.kind for one in gone.edits] == [EditKind.CORET]
    assert locked(gone) == set()


def test_the_second_of_two_who_change_one_plan_is_told_and_stores_nothing(town, drafted):
    first = changed(town, drafted, strike("TMP-2026-0001", THURSDAY))
    with pytest.raises(Refused) as refused:
        changed(town, drafted, strike("TMP-2026-0002", THURSDAY))
    assert [one.code for one in refused.value.problems] == [ProblemCode.VERSI_BENTROK]
    assert newest_plans(town.office, [THURSDAY])[THURSDAY].number == first.number


def test_changes_that_cannot_be_are_refused_by_name_all_at_once(town, drafted):
    sunday = date(2026, 11, 29)
    with pytest.raises(Refused) as refused:
        changed(
            town, drafted,
            strike("TMP-2026-0001", sunday),
            strike("TMP-2026-9999", THURSDAY),
            leave_out("polsek", THURSDAY),
            add("TMP-2026-0001", THURSDAY, "polsek"),
        )  # fmt: skip
    assert [one.message for one in refused.value.problems] == [
        "29 November 2026 bukan hari rencana ini, yang berlaku 26 November 2026 sampai 27 November 2026.",
        "Titik dengan nomor TMP-2026-9999 tidak ditemukan.",
        "Regu Polsek memang tidak bertugas pada 26 November 2026.",
        "Regu Polsek tidak bertugas pada 26 November 2026, jadi Pasar Uji tidak dapat ditetapkan untuknya.",
    ]
    assert kept_plan(town.office, KASI, drafted).state is PlanState.DRAF


@pytest.mark.parametrize(
    ("kind", "team", "stop"),
    [
        (EditKind.TETAP, KEC, ""),
        (EditKind.TETAP, "", "TMP-2026-0001"),
        (EditKind.CORET, "", ""),
        (EditKind.CORET, KEC, "TMP-2026-0001"),
        (EditKind.LIBUR, KEC, "TMP-2026-0001"),
        (EditKind.LIBUR, "", ""),
    ],
)
def test_a_change_is_about_a_stop_a_team_or_both_as_its_kind_wants(kind, team, stop):
    with pytest.raises(ValueError, match=kind.value):
        Change(kind=kind, day=THURSDAY, team=team, stop=stop)


def test_what_a_team_cannot_keep_is_said_with_its_name(town, drafted):
    held = changed(town, drafted, move("TMP-2026-0001", THURSDAY, to_day=THURSDAY, to_team=PP))
    new = changed(town, held.number, leave_out(PP, THURSDAY))
    assert [(one.stop.name, one.extra_shifts) for one in new.plan.infeasible] == [("Pasar Uji", 0)]
    assert new.plan.infeasible[0].reason == (
        "Ditetapkan untuk Regu Satpol PP, yang tidak bertugas pada 26-11-2026."
    )


def test_days_that_are_past_are_left_as_they_were(town, drafted):
    tomorrow = NOW + timedelta(days=2)
    new = replan(town.office, OPERATOR, drafted, strike("TMP-2026-0001", FRIDAY), at=tomorrow)
    assert kept_plan(town.office, KASI, new.number).days == (FRIDAY,)
    newest = newest_plans(town.office, [THURSDAY, FRIDAY])
    assert (newest[THURSDAY].number, newest[FRIDAY].number) == (drafted, new.number)
    with pytest.raises(Refused) as refused:
        replan(town.office, OPERATOR, new.number, (), at=NOW + timedelta(days=3))
    assert [one.code for one in refused.value.problems] == [ProblemCode.RENCANA_LEWAT]


def test_a_market_can_be_moved_to_a_day_that_is_none_of_its_own(quick):
    town = quick
    request = market(town, POINT, kind=StopKind.RAPAT, weekdays=frozenset({3}))
    number = add_request(town.office, KASI, request, form_id="f", at=NOW)
    plan = make_plan(town.office, OPERATOR, first=THURSDAY, days=2, at=NOW).number
    assert dict(where(kept_plan(town.office, KASI, plan), number)).keys() == {THURSDAY}
    new = changed(town, plan, move(number, THURSDAY, to_day=FRIDAY, to_team=KEC))
    assert where(new, number) == [(FRIDAY, KEC)]


def test_changes_are_told_in_words(town, drafted):
    moved = move("TMP-2026-0001", THURSDAY, to_day=FRIDAY, to_team=KEC)
    new = changed(town, drafted, moved, leave_out(PP, THURSDAY))
    teams = team_names(town.office, KASI)
    assert [edit_words(one, teams) for one in new.edits] == [
        "Pasar Uji dicoret pada 26 November 2026",
        "Pasar Uji ditetapkan untuk Regu Kecamatan pada 27 November 2026",
        "Regu Satpol PP tidak ikut pada 26 November 2026",
    ]
    assert moved[1] == Change(kind=EditKind.TETAP, day=FRIDAY, team=KEC, stop="TMP-2026-0001")


def test_progress_is_told_for_every_half_of_a_day(town, drafted):
    told = []
    changed(town, drafted, progress=lambda done, days: told.append((done, days)))
    assert told == [(0.5, 2), (1, 2), (1.5, 2), (2, 2)]


def test_a_plan_of_other_teams_keeps_them_when_it_is_made_anew(quick, tmp_path):
    """On Friday only Regu Kecamatan of the office's own teams is on duty."""
    file = tmp_path / "regu.toml"
    said = 'kode = "tamu"\nnama = "Regu Tamu"\nunsur = ["linmas"]\nhari = ["Jumat"]\n'
    file.write_text(f'[[regu]]\n{said}mulai = "08.00"\nselesai = "12.00"\n')
    patrols = read_patrols(quick.office, file)
    number = make_plan(quick.office, OPERATOR, first=FRIDAY, days=1, at=NOW, patrols=patrols).number
    kept = kept_plan(quick.office, KASI, number)
    assert kept.patrols == patrols
    assert team_names(quick.office, KASI, kept) == {"tamu": "Regu Tamu"}
    assert changed(quick, number).plan == kept.plan
    (first, *_) = kept.plan.routes[0].visits
    newest = next(iter(newest_plans(quick.office, [FRIDAY]).values()))
    held = changed(quick, newest.number, lock(newest, first.stop.id, FRIDAY))
    assert locked(held) == {(first.stop.id, FRIDAY, "tamu")}
    assert held.patrols == patrols
    with pytest.raises(Refused) as refused:
        changed(quick, held.number, add(first.stop.id, FRIDAY, KEC))
    assert [one.code for one in refused.value.problems] == [ProblemCode.UBAH_REGU]


def test_changes_that_lost_what_they_were_about_are_told_with_the_plan(town, drafted):
    """A place that was given to a team is removed, and a request that was struck is taken back."""
    asked = add_request(town.office, KASI, market(town, POINT, weekdays=frozenset({3})), form_id="F1", at=NOW)
    first = changed(town, drafted)
    assert first.notices == ()
    edits = (add("TMP-2026-0003", THURSDAY, PP), strike(asked, THURSDAY))
    kept = changed(town, first.number, *edits)
    assert (len(kept.edits), kept.notices) == (2, ())
    remove_place(town.office, KASI, "TMP-2026-0003", expected_version=1, at=NOW, note="Tutup.")
    remove_request(town.office, KASI, asked, expected_version=1, at=NOW, note="Batal.")
    new = changed(town, kept.number)
    lost, vain = new.notices
    assert lost == (
        "Pos Uji (ditetapkan pada 26 November 2026) sudah tidak tercatat; "
        "rutenya tetap ke letak lamanya sampai perubahan itu diurungkan."
    )
    assert vain == (
        "Pasar Selasa (dicoret pada 26 November 2026) tidak lagi termasuk titik rencana ini, "
        "jadi pencoretannya tidak berpengaruh."
    )
    assert (THURSDAY, PP) in where(new, "TMP-2026-0003")
    undone = changed(town, new.number, undone=[0, 1])
    assert (undone.edits, undone.notices) == ((), ())


def test_a_plan_of_more_days_takes_over_what_was_changed_of_one_of_them(town):
    one_day = make_plan(town.office, OPERATOR, first=FRIDAY, days=1, at=NOW).number
    (team,) = {route.shift.team for route in kept_plan(town.office, KASI, one_day).plan.routes}
    changes = (move("TMP-2026-0001", FRIDAY, to_day=FRIDAY, to_team=team), strike("TMP-2026-0002", FRIDAY))
    day = changed(town, one_day, *changes)
    later = NOW + timedelta(minutes=1)
    made = make_plan(town.office, KASI, first=THURSDAY, days=2, at=later)
    week = kept_plan(town.office, KASI, made.number)
    assert (week.edits, week.base, made.taken_over) == (day.edits, None, 2)
    assert locked(week) == {("TMP-2026-0001", FRIDAY, team)}
    assert FRIDAY not in dict(where(week, "TMP-2026-0002"))
    # both can be undone as usual, and do not come back with the next plan
    undone = replan(town.office, KASI, week.number, [], undone=[0, 1], at=later)
    assert (kept_plan(town.office, KASI, undone.number).edits, undone.taken_over) == ((), 0)
    again = make_plan(town.office, KASI, first=THURSDAY, days=2, at=later + timedelta(minutes=1))
    assert (kept_plan(town.office, KASI, again.number).edits, again.taken_over) == ((), 0)


def test_an_older_plan_made_anew_takes_over_what_was_changed_of_a_day_since(town, drafted):
    """The week has a change of Friday; a plan of Friday alone withdraws it and leaves a team out instead."""
    week = changed(town, drafted, strike("TMP-2026-0001", FRIDAY), strike("TMP-2026-0001", THURSDAY))
    later = NOW + timedelta(minutes=1)
    day = make_plan(town.office, OPERATOR, first=FRIDAY, days=1, at=later)
    friday = kept_plan(town.office, KASI, day.number)
    assert (friday.edits, day.taken_over) == (week.edits[:1], 1)
    struck = strike("TMP-2026-0002", FRIDAY)
    friday = replan(town.office, OPERATOR, day.number, struck, undone=[0], at=later)
    made = replan(town.office, KASI, week.number, [], at=later + timedelta(minutes=1))
    new = kept_plan(town.office, KASI, made.number)
    kept = {(one.day, one.stop.id) for one in new.edits}
    assert (kept, made.taken_over) == ({(THURSDAY, "TMP-2026-0001"), (FRIDAY, "TMP-2026-0002")}, 1)


def test_what_somebody_changes_while_another_plan_is_made_is_not_lost_but_told(town, drafted):
    def meanwhile(done, days):
        if done == days:
            changed(town, drafted, strike("TMP-2026-0001", FRIDAY))

    with pytest.raises(Refused) as refused:
        make_plan(
            town.office, KASI, first=THURSDAY, days=2, at=NOW + timedelta(minutes=1), progress=meanwhile
        )
    assert [one.code for one in refused.value.problems] == [ProblemCode.VERSI_BENTROK]
    standing = newest_plans(town.office, [THURSDAY, FRIDAY])
    assert [len(one.edits) for one in standing.values()] == [1, 1]
    assert len({one.number for one in standing.values()}) == 1
