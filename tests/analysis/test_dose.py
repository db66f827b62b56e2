"""What was planned, told and proven, on days of a made-up June."""

import math
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.dose import Driven, Duty, duty_calendar, gaps, stop_dose
from analysis.dwell import TrackRules, cleaned

RULES = TrackRules()
DAYS = [date(2026, 6, n) for n in range(1, 11)]


def standing(lon, minutes):
    fixes = minutes + 1
    return cleaned(np.zeros(fixes), np.full(fixes, lon), np.zeros(fixes), np.arange(fixes) * 60.0, RULES)


def driven(day, lon, minutes, *, after=0, sheet=""):
    """Return the track of somebody who stood at a place, so many minutes after noon."""
    begun = datetime.combine(day, time(12), UTC) + timedelta(minutes=after)
    ended = begun + timedelta(minutes=minutes)
    return Driven(day=day, begun=begun, ended=ended, trail=standing(lon, minutes), sheet=sheet)


def test_the_minutes_of_a_stop_are_kept_day_by_day():
    stops = pd.DataFrame({"lon": [-0.5, 0.5], "lat": 0.0, "dwell_min": 15.0}, index=["TMP-1", "TMP-2"])
    trails = {
        "TRK-1": driven(DAYS[1], 0.5, 12),
        "TRK-2": driven(DAYS[0], -0.5, 7),
        "TRK-3": driven(DAYS[1], 0.5, 3, after=12),
    }
    dose = stop_dose(trails, stops, RULES)
    assert dose.to_dict() == {
        DAYS[0]: {"TMP-1": 7.0, "TMP-2": 0.0},
        DAYS[1]: {"TMP-1": 0.0, "TMP-2": 15.0},
    }


def test_two_phones_on_one_patrol_prove_it_once_and_two_teams_are_two_visits():
    stops = pd.DataFrame({"lon": [0.5], "lat": [0.0], "dwell_min": [15.0]}, index=["TMP-1"])
    one, other = driven(DAYS[0], 0.5, 12, sheet="RUT-1"), driven(DAYS[0], 0.5, 10, after=1, sheet="RUT-1")
    assert stop_dose({"TRK-1": one, "TRK-2": other}, stops, RULES).loc["TMP-1", DAYS[0]] == 12.0
    team = driven(DAYS[0], 0.5, 10, after=1, sheet="RUT-2")
    assert stop_dose({"TRK-1": one, "TRK-2": team}, stops, RULES).loc["TMP-1", DAYS[0]] == 22.0


def test_without_tracks_no_day_has_minutes():
    stops = pd.DataFrame({"lon": [0.0], "lat": [0.0], "dwell_min": [15.0]}, index=["TMP-1"])
    assert stop_dose({}, stops, RULES).shape == (1, 0)
    assert stop_dose({"TRK-1": driven(DAYS[0], 0.0, 5)}, stops.iloc[:0], RULES).shape == (0, 1)


def test_an_excused_day_neither_adds_to_a_row_nor_breaks_it():
    duty = duty_calendar(set(DAYS[:3]) | set(DAYS[4:6]), {DAYS[3]: "Banjir"}, first=DAYS[0], last=DAYS[5])
    assert (duty.current, duty.longest, duty.share) == (5, 5, 1.0)
    assert duty.days["alasan"].to_list() == ["", "", "", "Banjir", "", ""]


def test_a_missed_day_ends_the_row_and_lowers_the_share():
    duty = duty_calendar(set(DAYS[:3]), {}, first=DAYS[0], last=DAYS[3])
    assert (duty.current, duty.longest, duty.share) == (0, 3, 0.75)
    assert duty.days.loc[DAYS[3], "keadaan"] == Duty.TERLEWAT.value


def test_a_patrol_on_an_excused_day_is_a_patrol():
    duty = duty_calendar({DAYS[0]}, {DAYS[0]: "Hari raya"}, first=DAYS[0], last=DAYS[0])
    assert duty.days.loc[DAYS[0]].to_list() == [Duty.DIPATROLI.value, ""]
    assert duty.share == 1.0


def test_days_that_are_all_excused_have_no_share():
    duty = duty_calendar(set(), dict.fromkeys(DAYS, "Banjir"), first=DAYS[0], last=DAYS[-1])
    assert math.isnan(duty.share)
    assert duty.current == 0


@given(st.sets(st.sampled_from(DAYS)), st.sets(st.sampled_from(DAYS)))
def test_each_day_is_one_of_three_and_no_row_is_longer_than_the_patrols(patrolled, excused):
    duty = duty_calendar(patrolled, dict.fromkeys(excused, "Banjir"), first=DAYS[0], last=DAYS[-1])
    counts = duty.days["keadaan"].value_counts()
    assert counts.get(Duty.DIPATROLI.value, 0) == len(patrolled)
    assert counts.get(Duty.BERALASAN.value, 0) == len(excused - patrolled)
    assert duty.current <= duty.longest <= len(patrolled)


def test_days_without_a_gap_have_none_and_a_gap_to_the_last_day_is_one():
    assert gaps(duty_calendar(set(DAYS[:3]), {}, first=DAYS[0], last=DAYS[2]).days) == ()
    assert gaps(duty_calendar(set(), {}, first=DAYS[0], last=DAYS[2]).days) == ((DAYS[0], DAYS[2]),)
