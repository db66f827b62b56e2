"""Classes with fixed thresholds, and words for how sure they are."""

import numpy as np
import pytest

from analysis.certainty import certainty, classify
from analysis.parameters import Certainty, Classes, Trend
from analysis.trend import trend
from analysis.words import explain


def classes(score, drawn):
    kelas, sure = classify(np.array([score]), np.array(drawn, dtype=float)[:, None], Classes())
    return kelas[0].value, sure[0]


@pytest.mark.parametrize(
    ("score", "drawn", "expected"),
    [
        (6.0, [6] * 10, "waspada"),
        (5.9, [6] * 10, "aman"),  # the score itself must reach the threshold
        (17.0, [17] * 8 + [16] * 2, "rawan"),
        (17.0, [17] * 7 + [16] * 3, "waspada"),  # 0.7 is not sure enough
        (30.0, [30] * 7 + [1] * 3, "aman"),
    ],
)
def test_an_upper_class_needs_its_threshold_and_four_fifths(score, drawn, expected):
    assert classes(score, drawn)[0] == expected


def test_the_probability_is_that_of_the_class_given():
    assert classes(30.0, [30] * 7 + [1] * 3) == ("aman", pytest.approx(0.3))
    assert classes(17.0, [17] * 7 + [16] * 3) == ("waspada", pytest.approx(0.3))
    assert classes(17.0, [17] * 8 + [16] * 2) == ("rawan", pytest.approx(0.8))


@pytest.mark.parametrize(
    ("sure", "n_eff", "word"),
    [
        (0.8, 10, "tinggi"),
        (0.8, 9.9, "sedang"),
        (0.79, 500, "sedang"),
        (0.6, 0, "sedang"),
        (0.59, 500, "rendah"),
    ],
)
def test_certainty_needs_probability_and_data(sure, n_eff, word):
    found = certainty(np.array([sure]), np.array([n_eff]), Certainty(), enough=True)
    assert found[0].value == word


def test_without_enough_records_nothing_is_certain():
    found = certainty(np.array([1.0]), np.array([500.0]), Certainty(), enough=False)
    assert found[0].value == "rendah"


def test_a_trend_needs_half_a_year_of_records():
    ages = np.linspace(0.1, 3.9, 20)
    desa = np.zeros(20, dtype=int)
    assert trend(desa, ages, 1, 25.9, Trend())[0].value == "seperti"
    assert trend(desa, ages, 1, 26.0, Trend())[0].value == "di_atas"


def test_false_trends_stay_below_the_promised_share():
    rng = np.random.default_rng(9)
    counts = rng.poisson(26, 2000)
    desa = np.repeat(np.arange(2000), counts)
    words = trend(desa, rng.uniform(0, 52, len(desa)), 2000, 52.0, Trend())
    # Discrete counts: at most 0.1 on each side, ± 3 standard errors of 0.0067.
    assert np.mean([w.value == "di_atas" for w in words]) <= 0.12
    assert np.mean([w.value == "di_bawah" for w in words]) <= 0.12


def test_a_score_without_cases_or_calendar_is_told_in_two_sentences():
    row = {
        "share": 0.5, "level": 2.0, "severity": 11.0, "kejadian": 11.0, "konflik": 0.0, "kalender": 0.0,
        "n_cases": 0, "p_konflik": 0.0, "n_apart": 0,
    }  # fmt: skip
    assert explain(row) == (
        "Porsi desa 50 % × tingkat kecamatan 2,0 kejadian per minggu × 11,0 poin per kejadian = 11,0 poin.",
        "Tidak ada kasus konflik terbuka.",
    )
    assert "Kalender menambah 3,0 poin." in explain(row | {"kalender": 3.0})
