"""Route sheets that were issued under a standing order, for tests of what comes after."""

from datetime import timedelta

from services.deciding import decide
from services.decisions import decisions
from services.patrol_orders import OrderDraft, draft_order, propose_order, usual_order
from services.patrol_plans import make_plan
from services.patrol_report import Closure, PatrolReport, StopResult
from services.patrol_sheets import one_sheet, sheet_list
from services.sheet_issue import issue_day, issue_sheet
from sop.patrol import PatrolKind
from tests.services.conftest import NOW
from tests.services.reporting import CAMAT, KASI

TODAY = NOW.date()


def issued(office, teams=("kecamatan",), day=TODAY, at=NOW):
    """Return the sheets of a day, issued under an order that the Camat has approved."""
    usual = usual_order(office, day)
    draft = OrderDraft(
        first=usual.first,
        last=usual.last,
        teams=("kecamatan", "satpolpp"),
        basis=usual.basis,
        purpose=usual.purpose,
    )
    number = draft_order(office, KASI, draft, at=at, form_id="O1")
    propose_order(office, KASI, number, note="", expected_version=1, at=at, form_id="O2")
    asked = next(one for one in decisions(office, CAMAT) if one.waits)
    decide(office, CAMAT, asked.number, approve=True, note="Ya.", expected_version=asked.version, at=at)
    return issue(office, teams, day, at)


def issue(office, teams=("kecamatan",), day=TODAY, at=NOW):
    """Issue the routes of a day under the order that stands."""
    plan = make_plan(office, KASI, first=day, days=1, at=at, seed=1, afresh=True).number
    made = issue_day(office, KASI, plan, day, teams=teams, at=at, form_id=f"L{day}")
    assert made.waiting == ()
    return sheet_list(office, KASI, day, day, at=at)


def driven(sheet, **changes):
    """Return the report of a patrol that left and came back as its sheet says, nihil."""
    said = {
        "jenis": PatrolKind.HARIAN,
        "berangkat": sheet.route.start,
        "kembali": sheet.route.end,
        "menit_desa": {},
        "nihil": True,
        **changes,
    }
    return PatrolReport(**said)


def closure(sheet, *results):
    """Return what became of the stops of a sheet: all as planned, but for those that are given."""
    said = {
        visit.stop.id: StopResult(stop=visit.stop.id, visited=True, minutes=visit.dwell_min)
        for visit in sheet.route.visits
    }
    return Closure(sheet=sheet.number, stops=tuple({**said, **{one.stop: one for one in results}}.values()))


def after(sheet):
    """Return half an hour after a patrol is back."""
    return sheet.route.end + timedelta(minutes=30)


def issued_now(office, at):
    """Return one sheet that is issued today, whichever team is on duty, alone or with others."""
    day = at.astimezone(office.zone).date()
    plan = make_plan(office, KASI, first=day, days=1, at=at, seed=1, afresh=True).number
    made = issue_day(office, KASI, plan, day, reason="Uji", at=at, form_id=f"L{day}")
    orders = {one_sheet(office, KASI, number, at=at).order for number in made.waiting}
    for asked in decisions(office, CAMAT):
        if asked.record in orders:
            decide(
                office, CAMAT, asked.number, approve=True, note="Ya.", expected_version=asked.version, at=at
            )
    for number in made.waiting:
        sheet = one_sheet(office, KASI, number, at=at)
        issue_sheet(office, KASI, number, expected_version=sheet.version, at=at)
    return max(sheet_list(office, KASI, day, day, at=at), key=lambda one: len(one.route.visits))
