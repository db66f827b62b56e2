"""Days without patrol and their lawful reasons, on a real store."""

from datetime import date, timedelta

import pytest

from services.duty import add_excuses, excuses, remove_excuse, standing_excuses
from sop.party import Actor, Role
from sop.patrol import ExcuseReason
from sop.period import Period
from sop.problem import ProblemCode, Refused
from tests.services.conftest import KEEPER, NOW

TODAY = date(2026, 11, 25)
FLOOD = [date(2026, 11, 20), date(2026, 11, 21)]


def excuse(desk, days, text="Sungai meluap", form="f1", **more):
    return add_excuses(desk.office, KEEPER, days, ExcuseReason.CUACA, text, at=NOW, form_id=form, **more)


def codes(refused):
    return [one.code for one in refused.value.problems]


def test_a_flood_of_two_days_gives_each_day_its_reason(desk):
    numbers = excuse(desk, [*reversed(FLOOD), FLOOD[0]])
    assert [(one.number, one.day, one.words) for one in excuses(desk.office, KEEPER)] == [
        (numbers[1], FLOOD[1], "Cuaca buruk atau banjir: Sungai meluap"),
        (numbers[0], FLOOD[0], "Cuaca buruk atau banjir: Sungai meluap"),
    ]


def test_only_the_days_of_the_period_are_told(desk):
    excuse(desk, FLOOD)
    period = Period(FLOOD[1], TODAY)
    assert [one.day for one in excuses(desk.office, KEEPER, period)] == [FLOOD[1]]


def test_two_quick_clicks_are_one_reason(desk):
    assert excuse(desk, FLOOD) == excuse(desk, FLOOD)
    assert len(standing_excuses(desk.office)) == 2


def test_a_day_has_one_reason_and_a_refusal_stores_none_of_the_others(desk):
    excuse(desk, [FLOOD[0]])
    with pytest.raises(Refused) as refused:
        excuse(desk, FLOOD, form="f2")
    assert codes(refused) == [ProblemCode.HARI_SUDAH_BERALASAN]
    assert str(refused.value) == "20 November 2026 sudah punya alasan: Cuaca buruk atau banjir."
    assert [one.day for one in standing_excuses(desk.office)] == [FLOOD[0]]


def test_everything_that_is_wrong_is_told_at_once(desk):
    with pytest.raises(Refused) as refused:
        excuse(desk, [TODAY + timedelta(days=1)], text=" ")
    assert codes(refused) == [ProblemCode.ISIAN_WAJIB, ProblemCode.WAKTU_DEPAN]
    with pytest.raises(Refused) as refused:
        excuse(desk, [])
    assert codes(refused) == [ProblemCode.ISIAN_WAJIB]
    with pytest.raises(Refused) as refused:
        excuse(desk, [TODAY - timedelta(days=n) for n in range(32)])
    assert codes(refused) == [ProblemCode.ISIAN_TAK_SAH]
    assert standing_excuses(desk.office) == ()


def test_today_is_the_office_s_own_day(desk):
    # 23.30 UTC on 24 November is 06.30 on 25 November in the office's zone
    early = NOW.replace(day=24, hour=23, minute=30)
    add_excuses(desk.office, KEEPER, [TODAY], ExcuseReason.SAKIT, "Flu", at=early, form_id="f1")
    assert [one.day for one in standing_excuses(desk.office)] == [TODAY]


def test_a_reason_taken_back_leaves_the_day_free_for_another(desk):
    (number,) = excuse(desk, [FLOOD[0]])
    remove_excuse(desk.office, KEEPER, number, expected_version=1, at=NOW, note="Ternyata ada patroli")
    assert standing_excuses(desk.office) == ()
    (again,) = excuse(desk, [FLOOD[0]], form="f2")
    assert again != number


def test_the_second_of_two_who_take_back_is_told(desk):
    (number,) = excuse(desk, [FLOOD[0]])
    with pytest.raises(Refused) as refused:
        remove_excuse(desk.office, KEEPER, number, expected_version=1, at=NOW, note="")
    assert codes(refused) == [ProblemCode.ISIAN_WAJIB]
    remove_excuse(desk.office, KEEPER, number, expected_version=1, at=NOW, note="keliru")
    with pytest.raises(Refused) as refused:
        remove_excuse(desk.office, KEEPER, number, expected_version=1, at=NOW, note="keliru")
    assert codes(refused) == [ProblemCode.VERSI_BENTROK]


def test_the_camat_reads_reasons_and_gives_none(desk):
    camat = Actor("camat", Role.CAMAT)
    assert excuses(desk.office, camat) == ()
    with pytest.raises(Refused):
        add_excuses(desk.office, camat, [TODAY], ExcuseReason.LAIN, "x", at=NOW, form_id="f1")
