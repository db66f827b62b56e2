"""Plain ways of counting, beside the score."""

import pytest

from analysis.parameters import Parameters
from analysis.sensitivity import sensitivity
from tests.analysis.worlds import AT, ZONE, evidence, incidents

DEFAULT = Parameters()


def test_count_weight_and_decay_may_rank_the_desa_differently():
    # 01: three light ones of this month; 02: one grave one of this month; 03: a grave one, two years old
    told = incidents(
        *[{"kode_kategori": "RIN", "kode_desa": "01", "ago": 2}] * 3,
        {"kode_kategori": "KRI", "kode_desa": "02", "ago": 3},
        {"kode_kategori": "KRI", "kode_desa": "03", "ago": 104},
    )
    found = sensitivity(evidence(told), DEFAULT, at=AT, zone=ZONE)
    assert found["n"].to_list() == [3, 1, 0]
    assert found["bobot"].to_list() == [9, 29, 0]
    # a half-life of 104 weeks: 29 · ½ for the old one; 2^(−2/104) and 2^(−3/104) for the others
    assert found["luruh"].to_list() == pytest.approx([9 * 2 ** (-2 / 104), 29 * 2 ** (-3 / 104), 14.5])
    assert found[["rank_n", "rank_bobot", "rank_luruh"]].to_numpy().tolist() == [
        [1, 2, 3],
        [2, 1, 1],
        [3, 3, 2],
    ]


def test_equals_share_the_better_rank():
    told = incidents(*({"kode_desa": code, "ago": 1} for code in ("01", "02")))
    found = sensitivity(evidence(told), DEFAULT, at=AT, zone=ZONE)
    assert found["rank_n"].to_list() == [1, 1, 3]


def test_nothing_on_record_ranks_all_alike():
    found = sensitivity(evidence(incidents()), DEFAULT, at=AT, zone=ZONE)
    assert found["rank_n"].to_list() == found["rank_luruh"].to_list() == [1, 1, 1]
    assert found["bobot"].to_list() == [0, 0, 0]
