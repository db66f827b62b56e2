"""The roster: who is on duty when, and a sheet whose every fault is told."""

from datetime import date, datetime

import pytest

from planning.roster import Roster
from planning.roster_sheet import read_roster, roster_table
from planning.team import Joint
from sop.patrol import PatrolElement
from sop.problem import Refused
from tests.planning.worlds import MONDAY, SEAT, ZONE, shifts, team

NIGHT = {
    "kode": "a", "nama": "Regu A", "unsur": ["kecamatan"], "hari": ["Senin", "sabtu"], "mulai": "20.00",
    "selesai": "00.30", "lama_menit": 180, "titik_awal": [115.1, -2.1], "cuti": ["2026-11-23"],
    "tambahan": ["2026-11-24"],
}  # fmt: skip


def test_a_team_is_on_duty_on_its_weekdays_but_its_leave_and_on_its_extra_days():
    roster = read_roster({"regu": [NIGHT]}, source="patroli.toml")
    found = roster.shifts(MONDAY, 7, ZONE, seat=SEAT)
    assert [one.day for one in found] == [date(2026, 11, 24), date(2026, 11, 28)]
    first = found[0]
    assert (first.start, first.end) == (
        datetime(2026, 11, 24, 20, 0, tzinfo=ZONE), datetime(2026, 11, 25, 0, 30, tzinfo=ZONE),
    )  # fmt: skip
    assert (first.lon, first.lat, first.minutes, first.patrol_min) == (115.1, -2.1, 270.0, 180.0)


def test_teams_that_go_together_have_one_shift_in_their_common_hours():
    police = team("b", 21, 24, elements=(PatrolElement.POLSEK,), weekdays=frozenset({0, 1}))
    together = (Joint(teams=("a", "b"), weekdays=frozenset({0, 2})),)
    found = shifts(team("a", 20, 23), police, joints=together, days=3)
    assert [(one.day.day, one.team, one.minutes) for one in found] == [
        (23, "a+b", 120.0), (24, "a", 180.0), (24, "b", 180.0), (25, "a", 180.0),
    ]  # fmt: skip
    assert found[0].elements == (PatrolElement.KECAMATAN, PatrolElement.POLSEK)
    assert found[0].name == "Gabungan Regu a dan Regu b"


def test_teams_without_common_hours_go_alone():
    together = (Joint(teams=("a", "b"), weekdays=frozenset({0})),)
    assert [one.team for one in shifts(team("a", 8, 10), team("b", 20, 22), joints=together, days=1)] == [
        "a", "b",
    ]  # fmt: skip


def test_a_sheet_comes_back_as_it_was_written():
    roster = Roster(
        teams=(team("a", longest_min=90.0), team("b", base=(115.0, -2.0), off=frozenset({MONDAY}))),
        joints=(Joint(teams=("b", "a"), weekdays=frozenset({5, 6})),),
    )
    assert read_roster(roster_table(roster), source="x") == roster


FAULTS = {
    "isian “warna” tidak dikenal": {"warna": "biru"},
    "kode harus teks": {"kode": 5},
    "kode tidak boleh memuat tanda +": {"kode": "a+b"},
    "unsur harus dipilih dari kecamatan": {"unsur": ["tni"]},
    "hari harus dipilih dari Senin": {"hari": ["Monday"]},
    "mulai harus jam seperti 20.00": {"mulai": "20.75"},
    "selesai harus jam seperti 20.00": {"selesai": None},
    "jam tugas paling lama 12 jam": {"selesai": "19.00"},
    "lama_menit harus bilangan": {"lama_menit": 0},
    "titik_awal harus [bujur, lintang]": {"titik_awal": [1150.0, -2.0]},
    "cuti harus daftar tanggal": {"cuti": ["besok"]},
}


@pytest.mark.parametrize("sentence", FAULTS)
def test_a_fault_is_told_with_its_place(sentence):
    with pytest.raises(Refused) as refused:
        read_roster({"regu": [{**NIGHT, **FAULTS[sentence]}]}, source="patroli.toml")
    (one,) = refused.value.problems
    assert one.message.startswith(f"patroli.toml, regu ke-1: {sentence}")


@pytest.mark.parametrize("clock", [20.30, 20, "20.3", "24.01", "-1.00", "1_0.00"])
def test_an_hour_that_could_be_misread_is_refused(clock):
    """Without quotes 20.30 is the number 20.3, which was read as three minutes past eight."""
    with pytest.raises(Refused) as refused:
        read_roster({"regu": [{**NIGHT, "mulai": clock}]}, source="p")
    assert [one.message for one in refused.value.problems] == [
        "p, regu ke-1: mulai harus jam seperti 20.00, di antara tanda kutip."
    ]


@pytest.mark.parametrize(("clock", "minutes"), [("20.30", 1230), ("7:05", 425), ("20", 1200), ("24.00", 0)])
def test_hours_are_read_as_people_write_them(clock, minutes):
    sheet = {"regu": [{**NIGHT, "mulai": clock, "selesai": "03.00" if minutes > 500 else "10.00"}]}
    assert read_roster(sheet, source="p").teams[0].start_min == minutes


def test_a_team_with_a_fault_is_not_said_to_be_missing_from_those_that_go_together():
    sheet = {
        "regu": [{**NIGHT, "mulai": "pagi"}, {**NIGHT, "kode": "b"}],
        "gabungan": [{"regu": ["a", "b"], "hari": ["Senin"]}],
    }
    with pytest.raises(Refused) as refused:
        read_roster(sheet, source="p")
    assert [one.details["bagian"] for one in refused.value.problems] == ["regu ke-1"]


def test_all_faults_of_all_teams_are_told_at_once():
    sheet = {
        "regu": [NIGHT, {**NIGHT, "hari": "Senin"}, NIGHT],
        "gabungan": [{"regu": ["a"]}, {"regu": ["a", "z"], "hari": ["Senin"]}, "?"],
    }
    with pytest.raises(Refused) as refused:
        read_roster(sheet, source="p")
    assert [one.details["bagian"] for one in refused.value.problems] == ["regu ke-2", "regu", "gabungan"]
