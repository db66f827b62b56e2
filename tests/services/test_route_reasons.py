"""Reasons of stops: one Indonesian sentence for each, short enough for paper, naming nobody."""

from datetime import date

import pytest

from services.patrol_plans import make_plan
from services.plan_edits import add, replan
from services.stop_requests import add_request
from sop.patrol import StopKind
from sop.wording import sentences
from tests.services.conftest import CENTRES, KEEPER, NOW
from tests.services.reporting import KASI
from tests.services.test_patrol_plans import THURSDAY, town
from tests.services.test_stop_requests import market

__all__ = ["town"]

EVERY_DAY = {"weekdays": frozenset(), "last": date(2026, 12, 31)}
TYPED = {
    StopKind.PERINTAH: "Jaga Jl. Merdeka s.d. pkl. 22.00. Ada laporan Bapak Samsul Bahri!",
    StopKind.RAPAT: "Rapat 3 November\nwarga resah " + "karena balap liar di jembatan " * 5,
    StopKind.AGENDA: "Hari pasar",
}


def reasons(plan):
    """Return the reasons of the visits of a plan by kind of stop."""
    found = {}
    for visit in (visit for route in plan.routes for visit in route.visits):
        found.setdefault(visit.stop.kind, set()).add(visit.reason)
    return found


def lawful(said):
    for reason in said:
        assert reason[-1] in ".…"
        assert len([*sentences(reason)]) == 1, reason
        assert len(reason) <= 160, reason
        assert "\n" not in reason
        assert "Samsul" not in reason


@pytest.mark.parametrize("busy", [False, True])
def test_every_stop_of_every_kind_says_in_one_sentence_why_it_is_there(request, desk, busy):
    if busy:
        request.getfixturevalue("town")
    sheet = desk.office.workspace.home / "patroli.toml"
    rules = sheet.read_text(encoding="utf-8").replace("[rencana]\n", "[rencana]\nputaran_hitung = 60\n")
    sheet.write_text(rules, encoding="utf-8")
    lon, lat = CENTRES["62.02"]
    for n, (kind, said) in enumerate(TYPED.items()):
        at = (lon + 0.01 * n, lat)
        asked = market(desk, at, name=kind.label, kind=kind, reason=said, dwell_min=None, **EVERY_DAY)
        add_request(desk.office, KASI, asked, form_id=f"F{n}", at=NOW)
    made = make_plan(desk.office, KEEPER, first=THURSDAY, days=3, at=NOW)
    told = reasons(made.plan)
    assert {*TYPED, StopKind.RAWAN if busy else StopKind.KEHADIRAN} <= told.keys()
    lawful({one for kind in told.values() for one in kind})
    (order,) = {one for one in told[StopKind.PERINTAH] if "belum dikunjungi" in one}
    assert order == (
        "Perintah Camat: Jaga Jl. Merdeka s.d. pkl. 22.00; Ada laporan [nama orang]; "
        "belum dikunjungi 28 hari terakhir."
    )


def test_a_place_that_somebody_added_says_so_in_one_sentence(town):
    made = make_plan(town.office, KEEPER, first=THURSDAY, days=1, at=NOW)
    new = replan(town.office, KEEPER, made.number, add("TMP-2026-0001", THURSDAY, "kecamatan"), at=NOW)
    lawful({one for kind in reasons(new.plan).values() for one in kind})
