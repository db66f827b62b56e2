"""What a person changed of a plan, as wishes: the later counts, and what nobody else needs is there once."""

from datetime import timedelta

from planning.days import NO_WISHES, Wishes
from planning.edits import Edit, edited, settled
from sop.patrol import EditKind
from tests.planning.worlds import MONDAY, order, plan, shifts, stop, team

TUESDAY = MONDAY + timedelta(days=1)
WEEK = [MONDAY + timedelta(days=n) for n in range(7)]


def held(one, day=MONDAY, code="a"):
    return Edit(kind=EditKind.TETAP, day=day, team=code, stop=one)


def barred(one, day=MONDAY):
    return Edit(kind=EditKind.CORET, day=day, stop=one)


def test_the_later_of_two_edits_of_one_stop_on_one_day_counts():
    one, other = stop("S1"), stop("S2")
    edits = [held(one), held(other), barred(one), held(one, TUESDAY)]
    assert settled(edits) == tuple(edits[1:])


def test_a_stop_that_only_a_person_wants_comes_on_its_day_and_lacks_on_no_other():
    extra = stop("BALAI", most_days=1, required=True)
    made = edited([held(extra, TUESDAY)], [stop("S1")], NO_WISHES, WEEK)
    assert [one.id for one in made.stops] == ["S1", "BALAI"]
    week = plan(made.stops, shifts(team("a")), days=7, wishes=made.wishes)
    assert [route.shift.day for route in week.routes if "BALAI" in order(route)] == [TUESDAY]
    assert week.infeasible == ()


def test_an_edit_of_another_day_adds_nothing():
    made = edited(
        [held(stop("BALAI"), TUESDAY), barred(stop("S1"), TUESDAY)], [stop("S1")], NO_WISHES, [MONDAY]
    )
    assert ([one.id for one in made.stops], made.wishes) == (["S1"], NO_WISHES)


def test_a_stop_given_to_a_team_on_a_day_on_which_it_made_no_sense_makes_sense_then():
    market = stop("PASAR", most_days=1, required=True)
    wishes = Wishes(held={}, barred=frozenset({("TMP", MONDAY)}), only={"PASAR": frozenset({MONDAY})})
    made = edited([barred(market), held(market, TUESDAY)], [market, stop("TMP")], wishes, WEEK)
    week = plan(made.stops, shifts(team("a")), days=7, wishes=made.wishes)
    assert [route.shift.day for route in week.routes if "PASAR" in order(route)] == [TUESDAY]
    assert "PASAR" not in {one.stop.id for one in week.infeasible}


def test_who_gives_a_place_to_a_team_wants_it_beside_the_request_that_took_its_turn():
    place = stop("TMP")
    wishes = Wishes(held={}, barred=frozenset({("TMP", MONDAY)}))
    assert edited([held(place)], [place], wishes, WEEK).wishes.barred == frozenset()
