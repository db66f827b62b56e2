"""Leave and extra duty: what they do to the roster, to who goes along, and to what does not fit."""

from datetime import date, timedelta

import pytest

from services.availability import (
    Absence,
    add_availability,
    availability_table,
    crew_of,
    remove_availability,
    roster_of,
    subjects,
)
from services.clashes import ClashKind, clashes
from services.office import Office
from services.patrol_members import remove_member
from services.patrol_plans import make_plan
from sop.dictionary import AVAILABILITY
from sop.patrol import PatrolElement
from sop.problem import ProblemCode, Refused
from tests.services.conftest import NOW
from tests.services.reporting import KASI, OPERATOR
from tests.services.test_patrol_members import CAR, SENIOR, add, codes, with_
from tests.services.test_patrol_sheets import ordered

MONDAY = date(2026, 11, 23)
"""In the packaged roster: Kecamatan from Monday to Saturday 19.30-23.30, Satpol PP on Tuesday and Thursday
08.30-12.00, Polsek on Saturday 19.30-23.30 together with Kecamatan; nobody on Sunday."""
THURSDAY, SATURDAY, SUNDAY = (MONDAY + timedelta(days=n) for n in (3, 5, 6))
WEEKEND = "Sabtu, 28 November 2026"
JUNIOR = with_(SENIOR, nama="Anggota Contoh 2", nomor="", pimpinan=False)
CONSTABLE = with_(
    SENIOR, nama="Anggota Contoh 9", nomor="90000009", unsur=PatrolElement.POLSEK, regu="polsek"
)


def away(desk, subject, first, last=None, *, there=False, form="c1", why="cuti tahunan"):
    entry = Absence(subjek=subject, mulai=first, selesai=last or first, ada=there, alasan=why)
    return add_availability(desk.office, OPERATOR, entry, form_id=form, at=NOW)


def on_duty(desk, first=MONDAY, days=7):
    teams = roster_of(desk.office, first, days).teams
    span = [first + timedelta(days=n) for n in range(days)]
    return {team.code: [day.day for day in span if team.on_duty(day)] for team in teams}


def told(desk, first, days=1, *kinds):
    return [
        one.sentence for one in clashes(desk.office, KASI, first, days) if one.kind in (kinds or ClashKind)
    ]


def test_leave_takes_a_team_off_and_extra_duty_brings_it_in(desk):
    assert on_duty(desk)["satpolpp"] == [24, 26]
    away(desk, "satpolpp", THURSDAY, form="c1")
    away(desk, "satpolpp", SATURDAY, SUNDAY, there=True, form="c2", why="pengamanan pasar malam")
    assert on_duty(desk)["satpolpp"] == [24, 28, 29]


def test_of_entries_that_contradict_one_another_the_later_one_counts(desk):
    away(desk, "kecamatan", MONDAY, SATURDAY, form="c1")
    away(desk, "kecamatan", THURSDAY, there=True, form="c2", why="kunjungan Bupati")
    assert on_duty(desk)["kecamatan"] == [26]


def test_an_entry_taken_back_counts_no_more(desk):
    number = away(desk, "satpolpp", THURSDAY)
    remove_availability(desk.office, KASI, number, expected_version=1, at=NOW)
    assert on_duty(desk)["satpolpp"] == [24, 26]
    assert availability_table(desk.office, KASI).empty
    with pytest.raises(Refused) as refused:
        remove_availability(desk.office, KASI, number, expected_version=2, at=NOW)
    assert codes(refused) == [ProblemCode.REKAM_TAK_ADA]


def test_the_list_tells_who_what_when_and_why_and_leaves_out_what_is_over(desk):
    person = add(desk, SENIOR)
    away(desk, person, MONDAY, THURSDAY)
    away(desk, "polsek", SATURDAY, there=True, form="c2", why="malam minggu")
    row = availability_table(desk.office, OPERATOR).loc["SDA-2026-0001"]
    assert row[["siapa", "apa", "mulai", "selesai", "alasan"]].tolist() == [
        "Anggota Contoh 1 (Regu Kecamatan)", "Cuti atau tidak bertugas",
        "23 November 2026", "26 November 2026", "cuti tahunan",
    ]  # fmt: skip
    left = availability_table(desk.office, OPERATOR, since=THURSDAY + timedelta(days=1))
    assert left[["siapa", "apa"]].to_numpy().tolist() == [["Regu Polsek", "Tugas tambahan"]]


def test_who_was_taken_off_keeps_a_name_in_the_list(desk):
    person = add(desk, SENIOR)
    away(desk, person, MONDAY)
    remove_member(desk.office, KASI, person, expected_version=1, at=NOW, note="pindah")
    assert availability_table(desk.office, KASI)["siapa"].tolist() == ["Anggota Contoh 1"]
    assert person not in subjects(desk.office, KASI)


def test_everything_that_is_wrong_with_an_entry_is_told_at_once(desk):
    with pytest.raises(Refused) as refused:
        away(desk, "hantu", THURSDAY, MONDAY, why=" ")
    assert codes(refused) == [
        ProblemCode.ISIAN_WAJIB, ProblemCode.ISIAN_WAJIB, ProblemCode.KETERSEDIAAN_RENTANG,
    ]  # fmt: skip
    entry = Absence(subjek="polsek", mulai=None, selesai=None, ada=False, alasan="x")
    with pytest.raises(Refused) as refused:
        add_availability(desk.office, KASI, entry, form_id="c9", at=NOW)
    assert [one.details["isian"] for one in refused.value.problems] == ["Mulai", "Sampai"]
    assert desk.office.frame(AVAILABILITY).empty


def test_the_same_form_sent_twice_stores_one_entry(desk):
    assert away(desk, "polsek", SATURDAY) == away(desk, "polsek", SATURDAY) == "SDA-2026-0001"


def test_the_crew_is_whoever_is_there_led_by_the_first_leader_who_is_there(desk):
    boss = add(desk, SENIOR, "f1")
    add(desk, JUNIOR, "f2")
    car = add(desk, CAR, "f3")
    crew = crew_of(desk.office, ["kecamatan"], THURSDAY)
    assert [one.name for one in crew.personnel] == ["Anggota Contoh 1", "Anggota Contoh 2"]
    assert (crew.leader, crew.vehicle) == ("Anggota Contoh 1", "Mobil patroli KH 0001 ZZ")
    assert (crew.personnel[0].rank, crew.personnel[0].position) == ("Penata (III/c)", "Kasi Trantib")
    away(desk, boss, THURSDAY, form="c1")
    away(desk, car, THURSDAY, form="c2", why="servis")
    crew = crew_of(desk.office, ["kecamatan"], THURSDAY)
    assert [one.name for one in crew.personnel] == ["Anggota Contoh 2"]
    assert (crew.leader, crew.vehicle) == ("Anggota Contoh 2", "")
    assert crew_of(desk.office, ["kecamatan"], SATURDAY).leader == "Anggota Contoh 1"


def test_a_joint_crew_names_the_leading_team_first_and_each_person_once(desk):
    add(desk, CONSTABLE, "f1")
    add(desk, SENIOR, "f2")
    add(desk, with_(SENIOR, regu="polsek"), "f3")
    crew = crew_of(desk.office, ["kecamatan", "polsek"], SATURDAY)
    assert [one.name for one in crew.personnel] == ["Anggota Contoh 1", "Anggota Contoh 9"]
    assert crew.leader == "Anggota Contoh 1"
    assert [one.name for one in crew.invited] == ["Anggota Contoh 9"]


def test_who_is_entered_in_two_teams_is_away_from_both(desk):
    person = add(desk, SENIOR, "f1")
    add(desk, with_(SENIOR, regu="satpolpp"), "f2")
    away(desk, person, THURSDAY)
    assert crew_of(desk.office, ["satpolpp"], THURSDAY).personnel == ()


def test_a_plan_sends_no_team_that_is_on_leave(desk):
    def teams():
        plan = make_plan(desk.office, KASI, first=THURSDAY, days=1, at=NOW, keep=False).plan
        return {route.shift.team for route in plan.routes}

    assert teams() == {"kecamatan", "satpolpp"}
    away(desk, "satpolpp", THURSDAY)
    assert teams() == {"kecamatan"}


def test_a_day_without_a_team_is_a_clash(desk):
    assert told(desk, SATURDAY, 2, ClashKind.TANPA_REGU) == [
        "Minggu, 29 November 2026: tidak ada regu yang bertugas."
    ]


def test_a_team_of_which_nobody_is_there_is_a_clash_and_one_whose_people_are_unknown_is_told_once(desk):
    unknown = "tetapi belum ada personelnya yang dicatat."
    assert told(desk, MONDAY, 6, ClashKind.TANPA_ORANG) == [
        "Senin, 23 November 2026: Regu Kecamatan bertugas, tetapi belum ada personelnya yang dicatat.",
        "Selasa, 24 November 2026: Regu Satpol PP bertugas, tetapi belum ada personelnya yang dicatat.",
        f"{WEEKEND}: Gabungan Regu Kecamatan dan Regu Polsek bertugas, {unknown}",
    ]
    person = add(desk, SENIOR)
    away(desk, person, MONDAY, MONDAY + timedelta(days=1))
    assert told(desk, MONDAY, 3, ClashKind.TANPA_ORANG) == [
        "Senin, 23 November 2026: Regu Kecamatan bertugas, tetapi tidak ada personel yang hadir.",
        "Selasa, 24 November 2026: Regu Satpol PP bertugas, tetapi belum ada personelnya yang dicatat.",
        "Selasa, 24 November 2026: Regu Kecamatan bertugas, tetapi tidak ada personel yang hadir.",
    ]


def test_police_name_their_people_themselves(desk):
    away(desk, "kecamatan", SATURDAY)
    assert told(desk, SATURDAY, 1, ClashKind.TANPA_ORANG) == []


def test_a_person_or_vehicle_that_two_teams_need_at_the_same_hours_is_a_clash(desk):
    for n, regu in enumerate(("kecamatan", "polsek")):
        add(desk, with_(SENIOR, regu=regu), f"f{n}")
        add(desk, with_(CAR, regu=regu), f"g{n}")
    # On Saturdays the two go together and share everything.
    assert told(desk, SATURDAY) == []
    # On the Monday they do not, and have the same hours.
    away(desk, "polsek", MONDAY, there=True, why="malam pasar")
    both = "tercatat di Regu Kecamatan dan Regu Polsek, padahal jam tugas keduanya bertemu."
    assert told(desk, MONDAY) == [
        f"Senin, 23 November 2026: Anggota Contoh 1 {both}",
        f"Senin, 23 November 2026: Mobil patroli KH 0001 ZZ {both}",
    ]


def test_in_hours_that_do_not_meet_a_vehicle_serves_two_teams(desk):
    for regu in ("kecamatan", "satpolpp"):
        add(desk, with_(CAR, regu=regu), regu)
    assert told(desk, THURSDAY, 1, ClashKind.KENDARAAN) == []


def test_a_joint_patrol_of_which_one_is_away_is_a_clash(desk):
    away(desk, "polsek", SATURDAY)
    why = "tidak jadi karena Regu Polsek tidak bertugas."
    assert told(desk, SATURDAY, 1, ClashKind.GABUNGAN) == [
        f"{WEEKEND}: patroli gabungan Regu Kecamatan dan Regu Polsek {why}"
    ]


def test_who_joined_a_team_after_the_camat_approved_its_order_is_counted_and_not_named(desk):
    add(desk, SENIOR)
    order = ordered(desk.office)
    assert told(desk, THURSDAY, 1, ClashKind.DI_LUAR_SPT) == []
    add(desk, JUNIOR, "f2")
    why = f"tidak tercantum dalam {order}, yang disetujui Camat sebelum mereka ditambahkan."
    assert told(desk, THURSDAY, 1, ClashKind.DI_LUAR_SPT) == [
        f"Kamis, 26 November 2026: 1 orang Regu Kecamatan {why}"
    ]


SHEET = """
[[regu]]
kode = "a"
nama = "Regu A"
unsur = ["kecamatan"]
hari = ["Senin"]
mulai = "08.00"
selesai = "11.00"

[[regu]]
kode = "b"
nama = "Regu B"
unsur = ["linmas"]
hari = ["Senin"]
mulai = "11.00"
selesai = "14.00"

[[gabungan]]
regu = ["a", "b"]
hari = ["Senin"]
"""


def test_a_joint_patrol_whose_hours_do_not_meet_is_a_clash(home):
    (home / "patroli.toml").write_text(SHEET)
    office = Office.open(home)
    found = [one for one in clashes(office, KASI, MONDAY, 1) if one.kind is ClashKind.GABUNGAN]
    office.close()
    (only,) = found
    assert (only.day, only.teams) == (MONDAY, ("a", "b"))
    why = "tidak jadi karena jam tugasnya tidak bertemu."
    assert only.sentence == f"Senin, 23 November 2026: patroli gabungan Regu A dan Regu B {why}"
