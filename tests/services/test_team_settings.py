"""The teams as settings: proposed by the Kasi, told in words, weighed beforehand, approved by the Camat."""

from datetime import date

import pytest

from records.sheets import read_sheet
from services.availability import roster_of
from services.decisions import decision
from services.patrol_preview import patrol_preview
from services.setting_words import JOINTS, TEAMS, patrol_values, say
from sop.patrol import PatrolElement
from sop.problem import ProblemCode, Refused
from sop.setting import Sheet
from tests.services.conftest import CENTRES, NOW
from tests.services.test_patrol_members import CAR, SENIOR, add, with_
from tests.services.test_settings import CAMAT, KASI, answer, ask, codes, outside, wish

VILLAGE = {
    "kode": "linmas", "nama": "Regu Linmas", "unsur": ["linmas"], "hari": ["Minggu"],
    "mulai": "20.00", "selesai": "22.00", "titik_awal": list(CENTRES["62.01"]), "cuti": [], "tambahan": [],
}  # fmt: skip
SUNDAY = date(2026, 11, 29)


def teams(desk, *more, drop=(), **changed):
    """Return what the teams are to be: some dropped, the first changed, others added."""
    now = [one for one in patrol_values(desk.office.patrols)[TEAMS] if one["kode"] not in drop]
    return {Sheet.PATROLI: {TEAMS: [{**now[0], **changed}, *now[1:], *more]}}


def test_a_new_team_patrols_from_the_approval_on_and_the_rest_of_the_sheet_stays(desk):
    office = desk.office
    number = ask(office, teams(desk, VILLAGE))
    assert decision(office, CAMAT, number).subject == (
        "Regu: ditambah Regu Linmas (Linmas; Minggu 20.00–22.00)"
    )
    assert not roster_of(office, SUNDAY, 1).shifts(SUNDAY, 1, office.zone, seat=(0, 0))
    answer(office, number)
    (shift,) = roster_of(office, SUNDAY, 1).shifts(SUNDAY, 1, office.zone, seat=(0, 0))
    assert (shift.name, shift.minutes, shift.elements) == ("Regu Linmas", 120, (PatrolElement.LINMAS,))
    assert (shift.lon, shift.lat) == CENTRES["62.01"]
    assert "# singgah 10-16 menit" in read_sheet(office.workspace.home, Sheet.PATROLI)
    assert office.patrols.roster.joints[0].teams == ("kecamatan", "polsek")
    assert outside(office) == ()


def test_a_change_of_a_team_is_told_in_words(desk):
    (change,) = wish(desk.office, teams(desk, mulai="20.00", hari=["Senin", "Kamis"]))
    number = ask(desk.office, {Sheet.PATROLI: {TEAMS: change.new}})
    assert decision(desk.office, KASI, number).subject == (
        "Regu: Regu Kecamatan: hari Senin–Sabtu → Senin dan Kamis, jam 19.30–23.30 → 20.00–23.30"
    )
    assert say(Sheet.PATROLI, JOINTS, [{"regu": ["a", "b"], "hari": ["Sabtu"]}]) == "a + b (Sabtu)"


def test_rules_of_planning_go_the_same_way(desk):
    number = ask(desk.office, {Sheet.PATROLI: {"rencana.menit_singgah": 15.0}})
    assert decision(desk.office, CAMAT, number).subject == "Lama singgah di satu titik: 12 → 15 menit"
    answer(desk.office, number)
    assert desk.office.patrols.rules.dwell_min == 15


def test_what_would_not_be_sound_is_refused_with_its_place(desk):
    wanted = teams(desk, {**VILLAGE, "kode": "kecamatan", "unsur": []}, mulai="08.00", selesai="22.00")
    with pytest.raises(Refused) as refused:
        ask(desk.office, wanted)
    assert [str(one.message) for one in refused.value.problems] == [
        "patroli.toml, regu ke-1: jam tugas paling lama 12 jam.",
        "patroli.toml, regu ke-4: unsur harus dipilih dari kecamatan, satpol_pp, polsek, koramil, linmas.",
        "patroli.toml, regu: kode regu harus berbeda-beda.",
    ]


def test_a_team_in_a_joint_patrol_cannot_be_dropped_alone(desk):
    with pytest.raises(Refused) as refused:
        ask(desk.office, teams(desk, drop=("polsek",)))
    assert codes(refused) == [ProblemCode.REGU_TAK_SAH]


def test_the_preview_tells_hours_and_days_of_a_usual_week(desk):
    # Six evenings of Kecamatan, three hours each, one of them with Polsek, and two mornings of Satpol PP.
    now = patrol_preview(desk.office, KASI, [], at=NOW)
    assert now.sentence == "Waktu patroli dalam minggu biasa 24 jam. Hari tanpa regu: Minggu."
    assert now.week.loc["Kamis", "lama"] == "Regu Satpol PP 08.30–12.00; Regu Kecamatan 19.30–23.30"
    then = patrol_preview(desk.office, KASI, wish(desk.office, teams(desk, VILLAGE)), at=NOW)
    assert then.sentence == "Waktu patroli dalam minggu biasa berubah dari 24 menjadi 26 jam."
    assert then.week.loc["Minggu"].tolist() == ["tidak ada", "Regu Linmas 20.00–22.00"]


def test_the_preview_tells_who_would_lose_the_team(desk):
    add(desk, with_(SENIOR, regu="satpolpp"), "f1")
    add(desk, with_(CAR, regu="satpolpp"), "f2")
    add(desk, SENIOR, "f3")
    then = patrol_preview(desk.office, KASI, wish(desk.office, teams(desk, drop=("satpolpp",))), at=NOW)
    assert then.sentence.endswith(
        "2 personel atau kendaraan tercatat di regu yang tidak ada: pindahkan regunya."
    )
