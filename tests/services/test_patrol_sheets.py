"""Orders and route sheets on a real store: what goes under a standing order, and what the Camat decides."""

from datetime import UTC, date, datetime, timedelta

import pytest

from records.store.verify import verify
from services.deciding import decide
from services.decisions import decisions, withdraw
from services.kept_plans import kept_plan
from services.patrol_members import Member, add_member
from services.patrol_orders import (
    OrderDraft,
    cancel_order,
    draft_order,
    next_order,
    number_order,
    one_order,
    propose_order,
    usual_order,
)
from services.patrol_plans import kept_routes, make_plan
from services.patrol_sheets import (
    cancel_sheet,
    close_within,
    one_sheet,
    return_sheet,
    sheet_list,
    sheets,
    start_sheet,
    verify_sheet,
)
from services.plan_edits import add, open_days, replan, strike
from services.sheet_board import order_history, sheet_board, sheet_history
from services.sheet_issue import change_sheet, issue_day, issue_sheet, replacements
from sop.dictionary import PATROL_ORDERS, PATROL_SHEETS
from sop.party import Role, Verb
from sop.patrol import MemberKind, OrderKind, PatrolElement, PatrolKind, PatrolState
from sop.problem import ProblemCode, Refused
from tests.services.conftest import NOW
from tests.services.reporting import ACTORS, CAMAT, KASI, OPERATOR

THURSDAY, SATURDAY = date(2026, 11, 26), date(2026, 11, 28)
"""On Thursday the packaged teams of kecamatan and Satpol PP go alone, on Saturday kecamatan with Polsek."""


@pytest.fixture
def office(desk):
    return desk.office


EVENING = datetime(2026, 11, 26, 13, tzinfo=UTC)
"""Thursday, 20.00 WIB."""


def plan(office, first=THURSDAY, days=3, seed=1):
    at = NOW + timedelta(minutes=seed)
    return make_plan(office, KASI, first=first, days=days, at=at, seed=seed, afresh=True).number


def ordered(office, teams=("kecamatan", "satpolpp"), *, approve=True):
    """Draft the order of a month, put it before the Camat, and have it decided."""
    usual = usual_order(office, NOW.date())
    draft = OrderDraft(
        first=usual.first, last=usual.last, teams=teams, basis=usual.basis, purpose=usual.purpose
    )
    number = draft_order(office, OPERATOR, draft, at=NOW, form_id="O1")
    propose_order(office, KASI, number, note="", expected_version=1, at=NOW, form_id="O2")
    answer(office, approve=approve)
    return number


def answer(office, *, approve=True):
    asked = next(one for one in decisions(office, CAMAT) if one.waits)
    decide(
        office, CAMAT, asked.number, approve=approve, note="Ya." if approve else "Tunda.",
        expected_version=asked.version, at=NOW,
    )  # fmt: skip
    return asked


def issued(office, number, day=THURSDAY, form="L1", **more):
    return issue_day(office, KASI, number, day, at=NOW, form_id=form, **more)


def states(office):
    return {one.number: one.state for one in sheet_list(office, KASI, date.min, date.max, at=NOW)}


def codes(refusal):
    return [one.code for one in refusal.value.problems]


def test_under_a_standing_order_the_kasi_issues_the_day_without_asking(office):
    order = ordered(office)
    made = issued(office, plan(office))
    assert made.waiting == ()
    first, second = (one_sheet(office, KASI, number, at=NOW) for number in made.issued)
    assert [(one.state, one.kind, one.order) for one in (first, second)] == [
        (PatrolState.TERBIT, PatrolKind.HARIAN, order)
    ] * 2
    assert {first.team, second.team} == {"kecamatan", "satpolpp"}
    assert not any(one.waits for one in decisions(office, CAMAT))


def test_a_sheet_says_what_the_plan_said(office):
    ordered(office)
    number = plan(office)
    made = issued(office, number)
    routes = {one.shift.team: one for one in kept_routes(office, KASI, number) if one.shift.day == THURSDAY}
    for sheet in (one_sheet(office, KASI, one, at=NOW) for one in made.issued):
        assert sheet.route == routes[sheet.team]
        assert (sheet.plan, sheet.seed) == (number, 1)


def test_without_a_standing_order_each_route_waits_for_the_camat_and_is_then_issued(office):
    made = issued(office, plan(office), teams=("kecamatan",), reason="Balapan liar semalam")
    (number,) = made.waiting
    sheet = one_sheet(office, KASI, number, at=NOW)
    order = one_order(office, KASI, sheet.order)
    assert (made.issued, sheet.state, order.kind) == ((), PatrolState.DIAJUKAN, OrderKind.INSIDENTIL)
    with pytest.raises(Refused) as early:
        issue_sheet(office, KASI, number, expected_version=sheet.version, at=NOW)
    assert codes(early) == [ProblemCode.LEMBAR_TANPA_SPT]
    asked = answer(office)
    assert (asked.record, asked.text) == (order.number, "Balapan liar semalam")
    approved = one_order(office, KASI, order.number)
    assert (approved.state, approved.approved_by, approved.approved_at) == (
        PatrolState.DISETUJUI,
        "camat",
        NOW,
    )
    told = sheet_board(office, KASI, at=EVENING).sentence
    assert told == "Hari ini Regu Kecamatan disetujui Camat dan tinggal diterbitkan."
    issue_sheet(office, KASI, number, expected_version=2, at=NOW, note="Jalan sudah kering")
    assert states(office) == {number: PatrolState.TERBIT}
    assert sheet_history(office, KASI, number, at=NOW)[0].note == "Jalan sudah kering"
    start_sheet(office, KASI, number, expected_version=3, at=EVENING, note="Berangkat dari pos")
    assert sheet_history(office, KASI, number, at=EVENING)[0].note == "Berangkat dari pos"
    steps = [one.what for one in reversed(sheet_history(office, KASI, number, at=NOW))]
    assert steps == [
        "Mengajukan lembar rute ke Camat", "Memutuskan", "Menerbitkan lembar rute", "Memulai patroli",
    ]  # fmt: skip
    assert order_history(office, KASI, order.number)[-1].what == "Mengajukan SPT ke Camat"


def test_a_joint_patrol_waits_for_the_camat_although_an_order_stands(office):
    ordered(office, ("kecamatan", "satpolpp", "polsek"))
    made = issued(office, plan(office), SATURDAY)
    (number,) = made.waiting
    sheet = one_sheet(office, KASI, number, at=NOW)
    assert (sheet.team, sheet.kind) == ("kecamatan+polsek", PatrolKind.GABUNGAN)
    assert one_order(office, KASI, sheet.order).kind is OrderKind.GABUNGAN


def test_what_the_camat_refuses_is_over(office):
    order = ordered(office, approve=False)
    assert one_order(office, KASI, order).state is PatrolState.BATAL
    made = issued(office, plan(office))
    for _ in made.waiting:
        answer(office, approve=False)
    assert set(states(office).values()) == {PatrolState.BATAL}
    again = issued(office, plan(office), form="L2")
    assert len(again.waiting) == 2


def test_the_same_form_sent_twice_issues_once_and_another_one_is_told_what_there_is(office):
    ordered(office)
    number = plan(office)
    made = issued(office, number)
    assert issued(office, number) == made
    with pytest.raises(Refused) as refusal:
        issued(office, number, form="L2")
    assert codes(refusal) == [ProblemCode.LEMBAR_SUDAH] * 2
    assert set(states(office)) == set(made.issued)


def test_a_team_that_goes_with_another_has_no_second_sheet_alone(office):
    ordered(office)
    issued(office, plan(office), SATURDAY)
    other = make_plan(office, KASI, first=SATURDAY, days=1, at=NOW, seed=2, afresh=True).number
    with pytest.raises(Refused) as refusal:
        issued(office, other, SATURDAY, form="L2")
    assert codes(refusal) == [ProblemCode.LEMBAR_SUDAH]


def test_a_team_with_a_sheet_is_planned_no_more_and_nobody_else_goes_where_it_goes(office):
    ordered(office)
    first = plan(office)
    issued(office, first, teams=("kecamatan",))
    mine = {visit.stop.id for one in sheets(office) for visit in one.route.visits}
    anew = make_plan(office, KASI, first=THURSDAY, days=1, at=NOW, keep=False).plan
    assert {one.shift.team for one in anew.routes} == {"satpolpp"}
    assert not mine & {visit.stop.id for one in anew.routes for visit in one.visits}
    assert not mine & {one.stop.id for one in anew.unvisited}
    kept = kept_plan(office, KASI, first)
    assert open_days(office, KASI, kept, at=NOW) == kept.days
    issued(office, first, teams=("satpolpp",), form="L2")
    assert open_days(office, KASI, kept, at=NOW) == kept.days[1:]
    with pytest.raises(Refused) as refusal:
        make_plan(office, KASI, first=THURSDAY, days=1, at=NOW, keep=False)
    assert str(refusal.value) == (
        "Semua regu pada 26 November 2026 sudah punya lembar rute. "
        "Untuk rute lain pakai “Ubah rencana”, lalu ganti lembarnya di Surat Tugas."
    )


def test_who_changes_the_day_of_a_team_that_has_a_sheet_has_it_planned_anew(office):
    ordered(office)
    number = plan(office, days=1)
    old = issued(office, number, teams=("kecamatan",)).issued[0]
    stop = one_sheet(office, KASI, old, at=NOW).route.visits[0].stop.id
    later = NOW + timedelta(hours=1)
    same = replan(office, KASI, number, (), at=later)
    assert {one.shift.team for one in same.plan.routes} == {"satpolpp"}
    changed = replan(office, KASI, same.number, strike(stop, THURSDAY), at=later)
    assert {one.shift.team for one in changed.plan.routes} == {"kecamatan", "satpolpp"}
    held = replan(office, KASI, changed.number, add(stop, THURSDAY, "kecamatan"), at=later, undone=[0])
    assert stop in {
        visit.stop.id for one in held.plan.routes if one.shift.team == "kecamatan" for visit in one.visits
    }


def test_a_change_that_a_sheet_keeps_already_has_its_team_planned_no_more_by_another_plan(office):
    ordered(office)
    number = plan(office, days=1)
    stop = next(one for one in kept_routes(office, KASI, number) if one.shift.team == "kecamatan").visits[0]
    later = NOW + timedelta(hours=1)
    held = replan(office, KASI, number, add(stop.stop.id, THURSDAY, "kecamatan"), at=later).number
    issued(office, held, teams=("kecamatan",))
    week = make_plan(office, KASI, first=THURSDAY, days=2, at=later + timedelta(hours=1))
    assert week.taken_over == 1
    assert {one.shift.team for one in week.plan.routes if one.shift.day == THURSDAY} == {"satpolpp"}


def test_no_sheet_is_issued_for_yesterday_nor_for_a_day_that_the_plan_leaves_out(office):
    ordered(office)
    number = plan(office)
    for day, code in (
        (NOW.date() - timedelta(days=1), ProblemCode.LEMBAR_LAMPAU),
        (date(2026, 12, 1), ProblemCode.LEMBAR_TANPA_RUTE),
    ):
        with pytest.raises(Refused) as refusal:
            issued(office, number, day)
        assert codes(refusal) == [code]
    with pytest.raises(Refused) as nobody:
        issued(office, number, teams=("polsek",))
    assert codes(nobody) == [ProblemCode.LEMBAR_TANPA_RUTE]
    assert states(office) == {}


def test_nothing_is_issued_or_changed_for_a_day_that_is_past(office):
    ordered(office)
    number, other = plan(office), plan(office, seed=7)
    saturday = issued(office, number, SATURDAY).waiting[0]
    old = issued(office, number, teams=("kecamatan",), form="L2").issued[0]
    answer(office)
    sunday = NOW + timedelta(days=4)
    for step in (
        lambda: issue_sheet(office, KASI, saturday, expected_version=2, at=sunday),
        lambda: change_sheet(
            office, KASI, old, other, reason="Banjir", expected_version=1, at=sunday, form_id="C1"
        ),
        lambda: issue_day(office, KASI, number, THURSDAY, at=sunday, form_id="L3"),
    ):
        with pytest.raises(Refused) as refusal:
            step()
        assert codes(refusal) == [ProblemCode.LEMBAR_LAMPAU]
    with pytest.raises(Refused) as started:
        start_sheet(office, KASI, old, expected_version=1, at=sunday)
    assert str(started.value) == (
        f"{old} untuk 26 November 2026 yang sudah lewat; "
        "bila patrolinya jadi, tutup langsung dengan jurnalnya."
    )
    assert states(office) == {saturday: PatrolState.DISETUJUI, old: PatrolState.TERBIT}


def test_a_night_shift_that_began_yesterday_is_issued_and_changed_until_it_is_over(office):
    """On Thursday, Satpol PP is on duty in the morning, the kecamatan from 22.00 to 2.00."""
    sheet = office.workspace.home / "patroli.toml"
    hours = sheet.read_text(encoding="utf-8")
    night = hours.replace('mulai = "19.30"\nselesai = "23.30"', 'mulai = "22.00"\nselesai = "02.00"', 1)
    assert night != hours
    sheet.write_text(night, encoding="utf-8")
    ordered(office)
    number, other = plan(office), plan(office, seed=7)
    one_o_clock = datetime(2026, 11, 26, 18, tzinfo=UTC)
    for teams in (("satpolpp",), ("kecamatan", "satpolpp")):
        with pytest.raises(Refused) as refusal:
            issue_day(office, KASI, number, THURSDAY, teams=teams, at=one_o_clock, form_id="L1")
        assert codes(refusal) == [ProblemCode.LEMBAR_LAMPAU]
    (old,) = issue_day(office, KASI, number, THURSDAY, at=one_o_clock, form_id="L2").issued
    assert one_sheet(office, KASI, old, at=NOW).team == "kecamatan"
    change = {"reason": "Banjir", "expected_version": 1, "form_id": "C1"}
    with pytest.raises(Refused) as over:
        change_sheet(office, KASI, old, other, at=one_o_clock + timedelta(hours=1), **change)
    assert codes(over) == [ProblemCode.LEMBAR_LAMPAU]
    assert change_sheet(office, KASI, old, other, at=one_o_clock, **change) in states(office)


def test_a_changed_route_replaces_its_sheet_only_once_the_camat_approves(office):
    ordered(office)
    old, other = issued(office, plan(office), teams=("kecamatan",)).issued[0], plan(office, seed=7)
    assert list(replacements(office, KASI, old)) == [other]
    before = office.frame(PATROL_SHEETS).loc[old]
    new = change_sheet(
        office, KASI, old, other, reason="Jembatan putus", expected_version=1, at=NOW, form_id="C1"
    )
    assert states(office) == {old: PatrolState.TERBIT, new: PatrolState.DIAJUKAN}
    answer(office)
    assert states(office) == {old: PatrolState.BATAL, new: PatrolState.DISETUJUI}
    after = office.frame(PATROL_SHEETS).loc[old]
    assert (after["isi"], after["sidik_isi"]) == (before["isi"], before["sidik_isi"])
    assert (after["alasan"], one_sheet(office, KASI, new, at=NOW).replaces) == (f"Diganti {new}.", old)


def test_a_patrol_that_has_left_is_not_replaced_and_two_changes_do_not_wait_at_once(office):
    ordered(office)
    old, other = issued(office, plan(office), teams=("kecamatan",)).issued[0], plan(office, seed=7)

    def change(form):
        return change_sheet(
            office, KASI, old, other, reason="Banjir", expected_version=1, at=NOW, form_id=form
        )

    new = change("C1")
    assert change("C1") == new
    with pytest.raises(Refused) as second:
        change("C2")
    assert codes(second) == [ProblemCode.LEMBAR_SUDAH]
    start_sheet(office, KASI, old, expected_version=1, at=EVENING)
    with pytest.raises(Refused) as left:
        answer(office)
    assert codes(left) == [ProblemCode.LEMBAR_DITOLAK]
    assert states(office) == {old: PatrolState.BERJALAN, new: PatrolState.DIAJUKAN}


def test_an_approved_change_of_a_cancelled_sheet_is_not_issued_beside_a_newer_one(office):
    ordered(office)
    number = plan(office)
    old, other = issued(office, number, teams=("kecamatan",)).issued[0], plan(office, seed=7)
    new = change_sheet(office, KASI, old, other, reason="Banjir", expected_version=1, at=NOW, form_id="C1")
    cancel_sheet(office, KASI, old, reason="Banjir", expected_version=1, at=NOW)
    answer(office)
    with pytest.raises(Refused) as two:
        issued(office, number, teams=("kecamatan",), form="L2")
    assert codes(two) == [ProblemCode.LEMBAR_SUDAH]
    issue_sheet(office, KASI, new, expected_version=2, at=NOW)
    assert states(office) == {old: PatrolState.BATAL, new: PatrolState.TERBIT}


def test_a_patrol_goes_from_issue_to_verified_and_no_step_is_left_out(office):
    ordered(office)
    (number,) = issued(office, plan(office), teams=("kecamatan",)).issued
    with pytest.raises(Refused) as early:
        verify_sheet(office, KASI, number, note="", expected_version=1, at=NOW)
    assert codes(early) == [ProblemCode.SPT_LANGKAH]
    begin = one_sheet(office, KASI, number, at=NOW).route.start
    assert start_sheet(office, ACTORS[Role.PETUGAS], number, expected_version=1, at=begin) == 2
    with office.store.act(KASI, begin + timedelta(hours=3), Verb.JURNAL_CATAT) as act:
        close_within(act, office, KASI, number, "JRN-2026-0001", at=begin + timedelta(hours=3))
    closed = one_sheet(office, KASI, number, at=NOW)
    assert (closed.state, closed.log, closed.departed) == (PatrolState.SELESAI, "JRN-2026-0001", begin)
    verify_sheet(office, KASI, number, note="Sesuai jalur", expected_version=3, at=begin + timedelta(days=1))
    assert states(office) == {number: PatrolState.TERVERIFIKASI}
    for step in (
        lambda: cancel_sheet(office, KASI, number, reason="x", expected_version=4, at=NOW),
        lambda: start_sheet(office, KASI, number, expected_version=4, at=EVENING),
    ):
        with pytest.raises(Refused) as late:
            step()
        assert codes(late) == [ProblemCode.SPT_LANGKAH]
    assert verify(office.store) == []


def test_what_was_started_by_mistake_the_kasi_puts_back_within_its_day_with_a_reason(office):
    order = ordered(office)
    (number,) = issued(office, plan(office), teams=("kecamatan",)).issued
    start_sheet(office, ACTORS[Role.PETUGAS], number, expected_version=1, at=EVENING)

    def put_back(version=2, reason="Salah tekan.", at=EVENING, actor=KASI):
        return return_sheet(office, actor, number, reason=reason, expected_version=version, at=at)

    for fault, code in (
        ({"actor": ACTORS[Role.PETUGAS]}, ProblemCode.HAK_DITOLAK),
        ({"reason": " "}, ProblemCode.ISIAN_WAJIB),
        ({"version": 1}, ProblemCode.VERSI_BENTROK),
        ({"at": EVENING + timedelta(days=1)}, ProblemCode.LEMBAR_BERANGKAT),
    ):
        with pytest.raises(Refused) as refusal:
            put_back(**fault)
        assert codes(refusal) == [code]
    assert put_back() == 3
    sheet = one_sheet(office, KASI, number, at=NOW)
    assert (sheet.state, sheet.departed, sheet.late(EVENING + timedelta(hours=2))) == (
        PatrolState.TERBIT, None, True,
    )  # fmt: skip
    told = sheet_history(office, KASI, number, at=NOW)[0]
    assert (told.what, told.note) == ("Mengembalikan lembar rute ke terbit", "Salah tekan.")
    with pytest.raises(Refused) as twice:
        put_back(version=3)
    assert codes(twice) == [ProblemCode.SPT_LANGKAH]
    # it goes again; issuing alone puts nothing back, and without its order nothing returns
    start_sheet(office, KASI, number, expected_version=3, at=EVENING)
    with pytest.raises(Refused) as no_issue:
        issue_sheet(office, KASI, number, expected_version=4, at=EVENING)
    assert codes(no_issue) == [ProblemCode.SPT_LANGKAH]
    version = one_order(office, KASI, order).version
    cancel_order(office, KASI, order, reason="Pilkada", expected_version=version, at=EVENING)
    with pytest.raises(Refused) as no_order:
        put_back(version=4)
    assert str(no_order.value) == (
        f"{number} tidak dapat dikembalikan ke terbit karena {order} tidak berlaku lagi, "
        "jadi batalkan lembarnya."
    )
    assert states(office) == {number: PatrolState.BERJALAN}
    assert verify(office.store) == []


def test_half_an_hour_after_its_time_a_patrol_that_has_not_left_is_late(office):
    ordered(office)
    (number,) = issued(office, plan(office), teams=("kecamatan",)).issued
    sheet = one_sheet(office, KASI, number, at=NOW)
    assert sheet.status(sheet.route.start + timedelta(minutes=30)) == "Terbit"
    assert sheet.status(sheet.route.start + timedelta(minutes=31)) == "Terlambat berangkat"


def test_cancelling_what_waits_takes_the_request_back(office):
    (number,) = issued(office, plan(office), teams=("kecamatan",)).waiting
    asked = next(one for one in decisions(office, KASI) if one.waits)
    with pytest.raises(Refused) as refusal:
        withdraw(office, KASI, asked.number, note="x", expected_version=asked.version, at=NOW)
    assert codes(refusal) == [ProblemCode.SPT_DITARIK_LEWAT]
    cancel_sheet(office, KASI, number, reason="Hujan lebat", expected_version=1, at=NOW)
    assert states(office) == {number: PatrolState.BATAL}
    assert not any(one.waits for one in decisions(office, CAMAT))


def test_a_sheet_that_held_is_not_changed_by_cancelling_and_issuing_again(office):
    ordered(office)
    number = plan(office)
    (first,) = issued(office, number, teams=("kecamatan",)).issued
    cancel_sheet(office, KASI, first, reason="Salah rute", expected_version=1, at=NOW)
    again = issued(office, plan(office, seed=7), teams=("kecamatan",))
    (second,) = again.waiting
    sheet = one_sheet(office, KASI, second, at=NOW)
    assert (again.issued, sheet.replaces) == ((), first)
    assert one_order(office, KASI, sheet.order).kind is OrderKind.PERUBAHAN
    answer(office)
    issue_sheet(office, KASI, second, expected_version=2, at=NOW)
    assert states(office) == {first: PatrolState.BATAL, second: PatrolState.TERBIT}


def test_what_the_camat_never_approved_may_be_cancelled_and_issued_from_the_same_form(office):
    number = plan(office)
    (first,) = issued(office, number, teams=("kecamatan",)).waiting
    cancel_sheet(office, KASI, first, reason="Tunggu SPT", expected_version=1, at=NOW)
    ordered(office)
    (second,) = issued(office, number, teams=("kecamatan",)).issued
    assert states(office) == {first: PatrolState.BATAL, second: PatrolState.TERBIT}


def test_an_officer_of_the_police_in_a_team_makes_its_patrol_a_joint_one(office):
    guest = Member(jenis=MemberKind.ORANG, nama="Rekaan", unsur=PatrolElement.POLSEK, regu="kecamatan")
    add_member(office, KASI, guest, form_id="P1", at=NOW)
    ordered(office)
    (number,) = issued(office, plan(office), teams=("kecamatan",)).waiting
    assert one_sheet(office, KASI, number, at=NOW).kind is PatrolKind.GABUNGAN


def test_an_order_for_one_occasion_ends_with_its_sheet(office):
    (number,) = issued(office, plan(office), teams=("kecamatan",)).waiting
    order = one_sheet(office, KASI, number, at=NOW).order
    answer(office)
    cancel_sheet(office, KASI, number, reason="Hujan", expected_version=2, at=NOW)
    assert one_order(office, KASI, order).state is PatrolState.BATAL


def test_a_patrol_does_not_leave_before_its_day(office):
    ordered(office)
    (number,) = issued(office, plan(office), teams=("kecamatan",)).issued
    with pytest.raises(Refused) as early:
        start_sheet(office, KASI, number, expected_version=1, at=NOW)
    assert codes(early) == [ProblemCode.LEMBAR_BELUM_HARI]


def test_the_next_month_is_prepared_while_this_one_holds(office):
    today = NOW.date()
    assert next_order(office, today).teams == ("kecamatan", "satpolpp", "polsek")
    ordered(office)
    assert next_order(office, today).teams == ("polsek",)
    draft_order(office, KASI, next_order(office, today), at=NOW, form_id="O3")
    following = next_order(office, today)
    assert (following.first, following.last) == (date(2026, 12, 1), date(2026, 12, 31))
    number = draft_order(office, KASI, following, at=NOW, form_id="O4")
    assert draft_order(office, KASI, following, at=NOW, form_id="O4") == number
    assert next_order(office, today) is None


def test_who_drives_no_more_is_told_so_by_a_sheet_that_he_had(office):
    ordered(office)
    (number,) = issued(office, plan(office), teams=("satpolpp",)).issued
    cancel_sheet(office, KASI, number, reason="Banjir", expected_version=1, at=NOW)
    partner = ACTORS[Role.SATPOL_PP]
    assert one_sheet(office, partner, number, at=NOW).state is PatrolState.BATAL
    told = [
        step for one in sheet_history(office, partner, number, at=NOW) for step in (one.note, *one.changes)
    ]
    assert not any("Banjir" in words for words in told)


def test_cancelling_a_standing_order_ends_the_sheets_that_nobody_drives(office):
    order = ordered(office)
    here, there = issued(office, plan(office)).issued
    start_sheet(office, KASI, here, expected_version=1, at=EVENING)
    version = one_order(office, KASI, order).version
    cancel_order(office, KASI, order, reason="Pilkada", expected_version=version, at=NOW)
    assert states(office) == {here: PatrolState.BERJALAN, there: PatrolState.BATAL}


def test_an_order_gets_its_letter_after_the_camat_and_two_never_stand_for_one_team(office):
    order = ordered(office)
    with pytest.raises(Refused) as empty:
        number_order(office, KASI, order, letter=" ", day=THURSDAY, expected_version=3, at=NOW)
    assert codes(empty) == [ProblemCode.ISIAN_WAJIB]
    letter = "300.1.2.1 / 12 / B.Lima / 2026"
    number_order(office, KASI, order, letter=letter, day=THURSDAY, expected_version=3, at=NOW)
    stored = one_order(office, KASI, order)
    assert (stored.state, stored.letter, stored.letter_day) == (PatrolState.TERBIT, letter, THURSDAY)
    with pytest.raises(Refused) as second:
        draft_order(office, KASI, usual_order(office, NOW.date()), at=NOW, form_id="O9")
    assert codes(second) == [ProblemCode.SPT_RANGKAP] * 2


def test_no_two_letters_of_a_year_have_one_number_and_a_mistyped_one_is_corrected_with_a_reason(office):
    order = ordered(office)
    number_order(office, KASI, order, letter="300/12/2026", day=THURSDAY, expected_version=3, at=NOW)

    def again(letter, reason="Salah ketik", version=4):
        return number_order(
            office, KASI, order,
            letter=letter, day=THURSDAY, expected_version=version, at=NOW, reason=reason,
        )  # fmt: skip

    with pytest.raises(Refused) as silent:
        again("300/13/2026", reason=" ")
    with pytest.raises(Refused) as same:
        again("300/12/2026")
    assert (codes(silent), codes(same)) == ([ProblemCode.ISIAN_WAJIB], [ProblemCode.SPT_NOMOR_TETAP])
    again("300/13/2026")
    assert one_order(office, KASI, order).letter == "300/13/2026"
    step = order_history(office, KASI, order)[0]
    assert step.note == "Salah ketik"
    assert any("300/12/2026" in change and "300/13/2026" in change for change in step.changes)
    cancel_order(office, KASI, order, reason="Pilkada", expected_version=5, at=NOW)
    with pytest.raises(Refused) as over:
        again("300/14/2026", version=6)
    assert codes(over) == [ProblemCode.SPT_LANGKAH]

    (waiting,) = issued(office, plan(office), SATURDAY).waiting
    answer(office)
    joint = one_order(office, KASI, one_sheet(office, KASI, waiting, at=NOW).order)

    def numbered(letter, day):
        return number_order(
            office, KASI, joint.number, letter=letter, day=day, expected_version=joint.version, at=NOW
        )

    with pytest.raises(Refused) as taken:
        numbered(" 300 / 13/2026", THURSDAY)
    assert codes(taken) == [ProblemCode.SPT_NOMOR_DIPAKAI]
    assert taken.value.problems[0].details["nomor"] == order
    numbered("300/13/2026", date(2027, 1, 2))


def test_an_order_without_days_teams_or_basis_is_refused_with_all_of_it(office):
    draft = OrderDraft(first=THURSDAY, last=THURSDAY - timedelta(days=1), teams=(), basis=(" ",), purpose="")
    with pytest.raises(Refused) as refusal:
        draft_order(office, KASI, draft, at=NOW, form_id="O1")
    assert sorted(one.details.get("isian", one.code.value) for one in refusal.value.problems) == [
        "Dasar", "Untuk", "spt.tanggal", "spt.tanpa_regu",
    ]  # fmt: skip
    assert len(office.frame(PATROL_ORDERS)) == 0


def test_partners_see_where_they_go_along_and_an_officer_these_days_both_from_the_issue_on(office):
    ordered(office)
    number = plan(office)
    thursday, saturday = issued(office, number), issued(office, number, SATURDAY, form="L2")

    def seen(role, at=NOW):
        return {one.number for one in sheet_list(office, ACTORS[role], date.min, date.max, at=at)}

    assert seen(Role.POLSEK) == set()
    answer(office)
    issue_sheet(office, KASI, saturday.waiting[0], expected_version=2, at=NOW)
    assert seen(Role.POLSEK) == {saturday.waiting[0]}
    assert seen(Role.KORAMIL) == set()
    assert len(seen(Role.SATPOL_PP)) == 1
    assert seen(Role.PETUGAS) == set(thursday.issued)
    assert seen(Role.PETUGAS, NOW + timedelta(days=3)) == {saturday.waiting[0]}
    with pytest.raises(Refused) as hidden:
        one_sheet(office, ACTORS[Role.KORAMIL], saturday.waiting[0], at=NOW)
    assert codes(hidden) == [ProblemCode.REKAM_TAK_ADA]


def test_the_second_of_two_who_change_a_sheet_is_told(office):
    ordered(office)
    (number,) = issued(office, plan(office), teams=("kecamatan",)).issued
    start_sheet(office, KASI, number, expected_version=1, at=EVENING)
    with pytest.raises(Refused) as refusal:
        cancel_sheet(office, KASI, number, reason="x", expected_version=1, at=NOW)
    assert codes(refusal) == [ProblemCode.VERSI_BENTROK]
