"""People and vehicles of patrols: entered once, corrected as versions, taken off without a loss."""

import pytest

from services.patrol_members import (
    Member,
    Stored,
    add_member,
    correct_member,
    member_history,
    member_table,
    remove_member,
    stored_member,
)
from sop.party import Role
from sop.patrol import MemberKind, PatrolElement
from sop.problem import ProblemCode, Refused
from tests.services.conftest import NOW
from tests.services.reporting import ACTORS, KASI, OPERATOR

SENIOR = Member(
    jenis=MemberKind.ORANG, nama="Anggota Contoh 1", unsur=PatrolElement.KECAMATAN, regu="kecamatan",
    nomor="199001012015011001", pangkat="Penata (III/c)", jabatan="Kasi Trantib", pimpinan=True,
)  # fmt: skip
CAR = Member(
    jenis=MemberKind.KENDARAAN, nama="Mobil patroli", unsur=PatrolElement.KECAMATAN, regu="kecamatan",
    nomor="KH 0001 ZZ",
)  # fmt: skip


def with_(member, **changes):
    return Member(**{**{name: getattr(member, name) for name in Member.__dataclass_fields__}, **changes})


def add(desk, member, form="f1", actor=OPERATOR):
    return add_member(desk.office, actor, member, form_id=form, at=NOW)


def codes(refused):
    return [one.code for one in refused.value.problems]


def test_people_come_team_by_team_with_the_leader_first_and_the_vehicle_last(desk):
    add(desk, with_(SENIOR, nama="Anggota Contoh 0", nomor="", pimpinan=False, regu="satpolpp"), "f1")
    add(desk, CAR, "f2")
    add(desk, with_(SENIOR, nama="Anggota Contoh 2", nomor="", pimpinan=False), "f3")
    assert add(desk, SENIOR, "f4") == "PSN-2026-0004"
    table = member_table(desk.office, OPERATOR)
    assert table[["nama", "regu"]].to_numpy().tolist() == [
        ["Anggota Contoh 1", "Regu Kecamatan (pimpinan)"],
        ["Anggota Contoh 2", "Regu Kecamatan"],
        ["Mobil patroli", "Regu Kecamatan"],
        ["Anggota Contoh 0", "Regu Satpol PP"],
    ]
    assert stored_member(desk.office, OPERATOR, "PSN-2026-0004") == Stored(
        number="PSN-2026-0004", version=1, member=SENIOR
    )


def test_the_same_form_sent_twice_stores_one(desk):
    assert {add(desk, SENIOR), add(desk, SENIOR)} == {"PSN-2026-0001"}
    assert desk.office.store.counts()["patrol_members"] == 1


def test_somebody_may_help_a_second_team_but_is_entered_once_in_each(desk):
    add(desk, CAR, "f1")
    add(desk, with_(CAR, regu="satpolpp"), "f2")
    with pytest.raises(Refused) as refused:
        add(desk, with_(CAR, nama="Mobil dinas", nomor="kh0001zz"), "f3")
    assert str(refused.value) == (
        "Kendaraan “Mobil patroli” sudah tercatat di regu yang sama (PSN-2026-0001); ubah yang itu."
    )


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_kept(desk):
    with pytest.raises(Refused) as refused:
        add(desk, with_(SENIOR, nama=" ", regu="hantu"))
    assert codes(refused) == [ProblemCode.ISIAN_WAJIB, ProblemCode.PERSONEL_REGU]
    assert member_table(desk.office, KASI).empty


def test_a_vehicle_has_no_rank_and_leads_nobody(desk):
    number = add(desk, with_(CAR, pangkat="Penata", jabatan="Sopir", pimpinan=True))
    assert stored_member(desk.office, KASI, number).member == CAR


def test_a_correction_is_a_version_that_tells_what_changed_and_the_second_of_two_is_told(desk):
    number = add(desk, SENIOR)
    moved = with_(SENIOR, regu="satpolpp")
    correct_member(desk.office, KASI, number, moved, expected_version=1, at=NOW, note="mutasi")
    step = member_history(desk.office, KASI, number)[0]
    assert (step.note, step.changes) == ("mutasi", ("Regu: Regu Kecamatan → Regu Satpol PP",))
    with pytest.raises(Refused) as refused:
        correct_member(desk.office, KASI, number, SENIOR, expected_version=1, at=NOW)
    assert codes(refused) == [ProblemCode.VERSI_BENTROK]


def test_who_is_taken_off_with_a_reason_is_on_no_list_and_can_come_back(desk):
    number = add(desk, SENIOR)
    with pytest.raises(Refused) as refused:
        remove_member(desk.office, KASI, number, expected_version=1, at=NOW, note=" ")
    assert codes(refused) == [ProblemCode.ISIAN_WAJIB]
    remove_member(desk.office, KASI, number, expected_version=1, at=NOW, note="pensiun")
    assert member_table(desk.office, KASI).empty
    with pytest.raises(Refused) as refused:
        stored_member(desk.office, KASI, number)
    assert codes(refused) == [ProblemCode.REKAM_TAK_ADA]
    assert add(desk, SENIOR, "f2") == "PSN-2026-0002"


def test_partners_are_told_of_nobody(desk):
    add(desk, SENIOR)
    with pytest.raises(Refused) as refused:
        member_table(desk.office, ACTORS[Role.POLSEK])
    assert codes(refused) == [ProblemCode.HAK_DITOLAK]
