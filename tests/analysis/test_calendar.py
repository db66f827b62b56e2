"""Exposure factors: divided out of the past, multiplied into the week ahead."""

import pandas as pd
import pytest

from analysis.calendar import factors, week_ahead
from analysis.parameters import Calendar, Parameters

YEAR = [1.0] * 12
AUGUST = [*YEAR[:7], 2.0, *YEAR[8:]]


def u(code, day, calendar):
    return factors(pd.Series([code]), pd.Series([pd.Timestamp(day)]), calendar)[0]


def test_an_empty_calendar_is_one_everywhere():
    assert u("KAR-01", "2026-08-01", Calendar()) == 1.0


def test_the_category_goes_before_its_group_and_the_group_before_all():
    calendar = Calendar(months={"semua": [3.0] * 12, "KAR": AUGUST, "KAR-02": [0.5] * 12})
    assert u("KAR-02", "2026-08-31", calendar) == 0.5
    assert u("KAR-01", "2026-08-31", calendar) == 2.0
    assert u("KAR-01", "2026-09-01", calendar) == 1.0
    assert u("MIR-01", "2026-09-01", calendar) == 3.0


def test_events_multiply_within_their_days_and_categories():
    table = {
        "bulan": {"MIR": [2] * 12},
        "peristiwa": [
            {
                "nama": "Natal",
                "mulai": "2026-12-20",
                "sampai": "2027-01-02",
                "kategori": ["MIR"],
                "faktor": 1.5,
            },
            {"nama": "Pesta", "mulai": "2026-12-31", "sampai": "2026-12-31", "faktor": 2},
        ],
    }
    calendar = Parameters.from_mapping({"kalender": table}).calendar
    assert u("MIR-01", "2026-12-19", calendar) == 2.0
    assert u("MIR-01", "2026-12-20", calendar) == 3.0
    assert u("MIR-01", "2026-12-31", calendar) == 6.0
    assert u("KMT-01", "2026-12-31", calendar) == 2.0
    assert u("MIR-01", "2027-01-03", calendar) == 2.0


def test_the_week_ahead_is_the_mean_of_its_seven_days():
    # 29 July to 4 August: three days at 1, four at 2
    ahead = week_ahead(["KAR-01", "MIR-01"], pd.Timestamp("2026-07-29"), Calendar(months={"KAR": AUGUST}))
    assert ahead == {"KAR-01": pytest.approx(11 / 7), "MIR-01": 1.0}
