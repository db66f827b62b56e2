"""Route sheets of a made-up June: which track is whose, and what each stop got."""

import math

import pandas as pd

from analysis.dwell import TrackRules
from analysis.sheet_dose import believed, driven_sheets, sheet_dose, summed

RULES = TrackRules()
NOON = pd.Timestamp("2026-06-01 05:00", tz="UTC")
PLANNED = pd.DataFrame(
    {"lembar": ["RUT-1", "RUT-1", "RUT-2"], "titik": ["A", "B", "A"], "menit": [15.0, 10.0, 20.0]},
    index=["x", "y", "z"],
)
NO_TOLD = pd.DataFrame({"lembar": [], "titik": [], "didatangi": [], "menit": []})
COLUMNS = ["jalur", "lembar", "titik", "menit", "mulai", "selesai"]


def hour(n):
    return NOON + pd.Timedelta(hours=n)


def proven(*rows):
    """Return rows of (track, sheet, stop, minutes, first hour, last hour)."""
    frame = pd.DataFrame([(*row[:4], hour(row[4]), hour(row[5])) for row in rows], columns=COLUMNS)
    return frame.astype({"menit": float, "mulai": "datetime64[ms, UTC]", "selesai": "datetime64[ms, UTC]"})


def told(*rows):
    return pd.DataFrame(rows, columns=["lembar", "titik", "didatangi", "menit"])


def candidates(*rows):
    return pd.DataFrame(rows, columns=["jalur", "lembar", "menit", "terlama", "bersama"])


def test_a_track_is_of_the_sheet_at_whose_stops_it_stood_longest():
    rows = [("TRK-1", "RUT-1", 5.0, 5.0, 1.0), ("TRK-1", "RUT-2", 6.0, 3.0, 0.0)]
    assert driven_sheets(candidates(*rows), {}, RULES).to_dict() == {"TRK-1": "RUT-2"}
    assert driven_sheets(candidates(*reversed(rows)), {}, RULES).to_dict() == {"TRK-1": "RUT-2"}


def test_a_track_that_stood_nowhere_is_of_the_sheet_whose_hours_it_shares():
    rows = candidates(("TRK-1", "RUT-1", 0.0, 0.0, 0.5), ("TRK-1", "RUT-2", 0.0, 0.0, 0.6))
    assert driven_sheets(rows, {}, RULES).to_dict() == {"TRK-1": "RUT-2"}


def test_a_track_with_nothing_in_common_is_of_no_sheet():
    assert driven_sheets(candidates(("TRK-1", "RUT-1", 0.0, 0.0, 0.0)), {}, RULES).empty
    assert driven_sheets(candidates(), {}, RULES).empty


def test_a_track_that_only_passed_the_stops_of_a_sheet_is_not_of_it():
    passed = candidates(("TRK-1", "RUT-1", 5.7, 1.9, 0.49))
    assert driven_sheets(passed, {}, RULES).empty
    stood, common = passed.assign(terlama=2.0), passed.assign(bersama=0.5)
    assert [driven_sheets(one, {}, RULES).size for one in (stood, common)] == [1, 1]


def test_what_somebody_said_of_a_track_counts_over_what_it_looks_like():
    rows = candidates(("TRK-1", "RUT-1", 60.0, 20.0, 1.0))
    assert driven_sheets(rows, {"TRK-1": "RUT-2", "TRK-2": "RUT-1"}, RULES).to_dict() == {
        "TRK-1": "RUT-2",
        "TRK-2": "RUT-1",
    }


def test_without_log_and_track_nothing_is_known_which_is_not_zero():
    dose = sheet_dose(PLANNED, NO_TOLD, proven(), RULES)
    assert dose["planned"].to_dict() == {"x": 15.0, "y": 10.0, "z": 20.0}
    assert dose.drop(columns="planned").isna().all(axis=None)


def test_a_missed_stop_is_told_as_zero_whatever_minutes_were_typed():
    dose = sheet_dose(PLANNED, told(("RUT-1", "A", True, 18), ("RUT-1", "B", False, 10)), proven(), RULES)
    assert dose.loc[["x", "y"], "told"].to_list() == [18.0, 0.0]
    assert dose.loc[["x", "y"], "told_visit"].to_list() == [1.0, 0.0]
    assert math.isnan(dose.loc["z", "told"])


def test_a_stop_is_visited_from_eight_tenths_of_its_minutes_on():
    rows = [("TRK-1", "RUT-1", "A", 12.0, 0, 1), ("TRK-1", "RUT-1", "B", 7.9, 0, 1)]
    dose = sheet_dose(PLANNED, NO_TOLD, proven(*rows), RULES)
    assert dose.loc[["x", "y"], "proven_visit"].to_list() == [1.0, 0.0]


def test_two_phones_on_one_patrol_prove_it_once():
    rows = [("TRK-1", "RUT-1", "A", 12.0, 0, 2), ("TRK-2", "RUT-1", "A", 14.0, 1, 3)]
    assert sheet_dose(PLANNED, NO_TOLD, proven(*rows), RULES).loc["x", "verified"] == 14.0


def test_a_recording_that_was_begun_again_goes_on_where_the_first_ended():
    rows = [
        ("TRK-2", "RUT-1", "A", 8.0, 1, 2),
        ("TRK-1", "RUT-1", "A", 6.0, 0, 1),
        ("TRK-3", "RUT-2", "A", 20.0, 0, 3),
    ]
    dose = sheet_dose(PLANNED, NO_TOLD, proven(*rows), RULES)
    assert dose["verified"].to_dict() == {"x": 14.0, "y": 0.0, "z": 20.0}


def test_a_long_recording_that_covers_two_short_ones_is_one_part_with_both():
    rows = [
        ("TRK-1", "RUT-1", "A", 10.0, 0, 4),
        ("TRK-2", "RUT-1", "A", 3.0, 0, 1),
        ("TRK-3", "RUT-1", "A", 4.0, 2, 3),
    ]
    assert sheet_dose(PLANNED, NO_TOLD, proven(*rows), RULES).loc["x", "verified"] == 10.0


def test_a_proven_minute_counts_whole_and_a_told_one_half():
    rows = told(("RUT-1", "A", True, 15), ("RUT-1", "B", True, 10), ("RUT-2", "A", True, 18))
    dose = sheet_dose(PLANNED, rows, proven(("TRK-1", "RUT-1", "A", 13.0, 0, 1)), RULES)
    # of RUT-1 a track was handed in, so that its stop B has provably nothing; of RUT-2 there is the log alone
    assert believed(dose, RULES).to_dict() == {"x": 13.0, "y": 0.0, "z": 9.0}


def test_sums_by_name_keep_apart_what_is_zero_and_what_is_not_known():
    rows = told(("RUT-1", "A", True, 15), ("RUT-1", "B", False, 0))
    dose = sheet_dose(PLANNED, rows, proven(("TRK-1", "RUT-2", "A", 5.0, 0, 1)), RULES)
    found = summed(dose, pd.Series({"x": "Barat", "y": "Barat", "z": "Timur"}))
    west, east = found.loc["Barat"].to_dict(), found.loc["Timur"].to_dict()
    assert (west["planned"], west["told"], west["visits"], west["told_visits"]) == (25.0, 15.0, 2, 1)
    assert math.isnan(west["verified"])
    assert (west["untold"], west["untracked"]) == (0, 2)
    assert math.isnan(east["told"])
    assert (east["verified"], east["proven_visits"], east["untold"]) == (5.0, 0, 1)


def test_a_joint_patrol_counts_for_each_of_its_agencies():
    dose = sheet_dose(PLANNED, NO_TOLD, proven(), RULES)
    groups = pd.Series(["Kecamatan", "Polsek", "Kecamatan"], index=["x", "x", "y"])
    assert summed(dose, groups)["planned"].to_dict() == {"Kecamatan": 25.0, "Polsek": 15.0}


def test_patrols_without_a_sheet_add_minutes_and_no_planned_visit():
    outside = pd.DataFrame({"told": [30.0]}, index=["u"], columns=["planned", "told", "told_visit",
        "verified", "proven_visit"])  # fmt: skip
    dose = pd.concat([sheet_dose(PLANNED, NO_TOLD, proven(), RULES), outside])
    found = summed(dose, pd.Series({"x": "Barat", "u": "Barat"})).loc["Barat"]
    assert (found["planned"], found["told"], found["visits"], found["untold"]) == (15.0, 30.0, 1, 1)


def test_no_sheet_gives_empty_sums():
    dose = sheet_dose(PLANNED.iloc[:0], NO_TOLD, proven(), RULES)
    assert summed(dose, pd.Series([], dtype="str")).empty
