"""Rules of planning: what does not fit is told by its name, and equal rules have one fingerprint."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.rules import PlanRules
from sop.problem import ProblemCode, Refused


def faults(table):
    with pytest.raises(Refused) as refused:
        PlanRules.from_mapping(table)
    return [(one.code, one.details["kunci"]) for one in refused.value.problems]


def test_every_unknown_and_unfit_setting_is_told_at_once():
    table = {"menit_singgah": 2, "warna": "biru", "putaran_hitung": 10.5, "undian_titik": float("nan")}
    assert faults(table) == [
        (ProblemCode.PARAMETER_TAK_SAH, "rencana.menit_singgah"),
        (ProblemCode.PARAMETER_TAK_DIKENAL, "rencana.warna"),
        (ProblemCode.PARAMETER_TAK_SAH, "rencana.putaran_hitung"),
        (ProblemCode.PARAMETER_TAK_SAH, "rencana.undian_titik"),
    ]


def test_top_stops_may_not_wait_longer_than_others():
    assert faults({"hari_titik_utama": 5, "hari_titik": 4}) == [
        (ProblemCode.PARAMETER_TAK_SAH, "rencana.hari_titik_utama"),
    ]  # fmt: skip
    assert PlanRules(top_days=4, most_days=4).top_days == 4


def test_rules_made_in_code_are_checked_like_those_of_a_sheet():
    with pytest.raises(Refused) as refused:
        PlanRules(comparison=0.51, kmh=0)
    assert [one.details["kunci"] for one in refused.value.problems] == [
        "rencana.bagian_pembanding", "rencana.kecepatan_kmj",
    ]  # fmt: skip


def test_what_the_sheet_does_not_name_keeps_its_default():
    assert PlanRules.from_mapping({"menit_singgah": 15}) == PlanRules(dwell_min=15.0)


def test_equal_rules_have_one_fingerprint_and_others_another():
    assert PlanRules(dwell_min=12).digest == PlanRules(dwell_min=12.0).digest
    assert PlanRules(dwell_min=12).digest != PlanRules(dwell_min=13).digest


@given(st.floats(3, 120), st.integers(1, 100_000), st.integers(1, 14))
def test_rules_come_back_from_their_table_with_the_same_fingerprint(dwell, rounds, days):
    rules = PlanRules(dwell_min=dwell, rounds=rounds, top_days=days, most_days=14)
    again = PlanRules.from_mapping(rules.to_mapping())
    assert (again, again.digest) == (rules, rules.digest)
