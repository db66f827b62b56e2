"""The life of an incident: only the steps of the rulebook, each by whoever may take it, each with a note."""

import itertools
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta

import pytest

from services.incidents import (
    acknowledge_referral,
    history,
    incident,
    link_repeat,
    merge_incidents,
    move_incident,
)
from services.office import Office
from services.upkeep import verify_store
from sop.dictionary import INCIDENTS
from sop.incident import MOVES, IncidentState
from sop.party import ACCOUNT_ROLES, Role, Verb
from sop.problem import ProblemCode, Refused
from tests.services.conftest import KEEPER, NOW
from tests.services.reporting import ACTORS, KASI, OPERATOR, enter, known_as

S = IncidentState
WAY = {
    S.MASUK: (),
    S.TERVERIFIKASI: (S.TERVERIFIKASI,),
    S.DITANGANI: (S.TERVERIFIKASI, S.DITANGANI),
    S.DIRUJUK: (S.TERVERIFIKASI, S.DIRUJUK),
    S.SELESAI: (S.TERVERIFIKASI, S.DITANGANI, S.SELESAI),
    S.PEMANTAUAN: (S.TERVERIFIKASI, S.DITANGANI, S.SELESAI, S.PEMANTAUAN),
    S.TUTUP: (S.TERVERIFIKASI, S.DITANGANI, S.SELESAI, S.TUTUP),
    S.TIDAK_TERBUKTI: (S.TIDAK_TERBUKTI,),
    S.DUPLIKAT: (S.DUPLIKAT,),
}
"""The shortest way from a new report to each state."""
SAYS = {
    S.DIRUJUK: {"agency": "Polsek", "letter": "300.1/12/B.Lima/2026"},
    S.SELESAI: {"result": "Para pemuda dibina"},
}


def step(desk, number, to, *, actor=KASI, at=NOW, version=None, note="sudah dicek"):
    version = version or version_of(desk, number)
    number = known_as(desk, actor, number)
    if to is S.DUPLIKAT:
        return merge_incidents(
            desk.office, actor, number, "KJD-2026-0002", expected_version=version, note=note, at=at
        )
    return move_incident(
        desk.office, actor, number, to, expected_version=version, note=note, at=at, **SAYS.get(to, {})
    )


def version_of(desk, number):
    return int(desk.office.frame(INCIDENTS).loc[number, "versi"])


def bring(desk, state, **changes):
    """Enter two reports far apart in time and take the first to a state."""
    number = enter(desk, **changes)
    enter(desk, form_id="lain", waktu_kejadian=datetime(2026, 9, 1, tzinfo=UTC))
    for to in WAY[state]:
        step(desk, number, to)
    return number


def codes(refused):
    return [one.code for one in refused.value.problems]


@pytest.mark.parametrize(("state", "to"), list(itertools.product(S, S)), ids=lambda s: s.value)
def test_only_the_steps_of_the_rulebook_are_taken(desk, state, to):
    number = bring(desk, state)
    if to in MOVES[state]:
        step(desk, number, to)
        assert desk.office.frame(INCIDENTS).loc[number, "status"] == to
        return
    with pytest.raises(Refused) as refused:
        step(desk, number, to)
    assert codes(refused) == [ProblemCode.KEJADIAN_LANGKAH]


@pytest.mark.parametrize("role", [role for role in ACCOUNT_ROLES if role is not Role.KASI])
def test_nobody_but_the_kasi_takes_a_step(desk, role):
    numbers = {state: enter(desk, form_id=state.value) for state in S}
    for state, number in numbers.items():
        for to in WAY[state]:
            if to is not S.DUPLIKAT:
                step(desk, number, to)
    for state, number in numbers.items():
        for to in MOVES[S(desk.office.frame(INCIDENTS).loc[number, "status"])]:
            with pytest.raises(Refused) as refused:
                step(desk, number, to, actor=ACTORS[role])
            assert codes(refused) == [ProblemCode.HAK_DITOLAK], (state, to)


@pytest.mark.parametrize(
    ("state", "labels"),
    [
        (S.MASUK, ["Verifikasi", "Tidak terbukti"]),
        (S.TERVERIFIKASI, ["Mulai tangani", "Rujuk ke instansi", "Tidak terbukti"]),
        (S.DITANGANI, ["Selesaikan", "Rujuk ke instansi"]),
        (S.DIRUJUK, ["Terima rujukan", "Selesaikan", "Tangani sendiri"]),
        (S.SELESAI, ["Pantau", "Tutup", "Buka kembali"]),
        (S.PEMANTAUAN, ["Tutup", "Buka kembali"]),
        (S.TUTUP, ["Buka kembali"]),
        (S.TIDAK_TERBUKTI, ["Buka kembali"]),
        (S.DUPLIKAT, ["Buka kembali"]),
    ],
)
def test_the_way_ahead_is_offered_first_and_a_reopening_last(desk, state, labels):
    number = bring(desk, state)
    assert [one.label for one in incident(desk.office, KASI, number, at=NOW).steps] == labels


def test_each_step_is_an_act_with_its_own_word(desk):
    number = bring(desk, S.TUTUP)
    step(desk, number, S.DITANGANI, note="warga melapor lagi")
    told = history(desk.office, KASI, number)
    assert [one.what for one in told] == [
        Verb.KEJADIAN_BUKA.label,
        Verb.KEJADIAN_TUTUP.label,
        Verb.KEJADIAN_SELESAI.label,
        Verb.KEJADIAN_TANGANI.label,
        Verb.KEJADIAN_VERIFIKASI.label,
        Verb.KEJADIAN_CATAT.label,
    ]
    assert (told[0].note, told[0].who) == ("warga melapor lagi", "kasi")
    assert told[0].changes == (
        "Status: Tutup → Ditangani",
        "Hasil penanganan dikosongkan (sebelumnya Para pemuda dibina)",
    )


@pytest.mark.parametrize(
    ("to", "fields"),
    [
        (S.TERVERIFIKASI, ["note"]),
        (S.DIRUJUK, ["note", "dirujuk_ke", "no_surat_rujukan"]),
        (S.SELESAI, ["note", "hasil"]),
    ],
)
def test_a_step_without_its_words_is_refused_naming_every_field(desk, to, fields):
    number = bring(desk, next(state for state in S if to in MOVES[state]))
    if to is S.SELESAI:
        assert desk.office.frame(INCIDENTS).loc[number, "status"] == S.DITANGANI
    with pytest.raises(Refused) as refused:
        move_incident(
            desk.office, KASI, number, to, expected_version=version_of(desk, number), note=" \u200b ", at=NOW
        )
    assert [one.column for one in refused.value.problems] == fields
    assert set(codes(refused)) == {ProblemCode.ISIAN_WAJIB}


def test_the_second_of_two_hands_is_told_before_anything_else(desk):
    number = enter(desk)
    step(desk, number, S.TERVERIFIKASI, version=1)
    with pytest.raises(Refused) as refused:
        step(desk, number, S.TERVERIFIKASI, version=1)
    assert codes(refused) == [ProblemCode.VERSI_BENTROK]


def test_verifying_and_disproving_set_the_verification_and_reopening_takes_it_back(desk):
    number = enter(desk)
    seen = []
    for to in (S.TERVERIFIKASI, S.TIDAK_TERBUKTI, S.MASUK, S.TERVERIFIKASI):
        step(desk, number, to)
        row = desk.office.frame(INCIDENTS).loc[number]
        seen.append((row["status_verifikasi"], row["waktu_verifikasi"] == NOW))
    assert seen == [
        ("terverifikasi", True),
        ("tidak_terbukti", True),
        ("belum", False),
        ("terverifikasi", True),
    ]


def test_a_reopened_incident_keeps_its_number_and_its_clock_begins_anew(desk):
    number = bring(desk, S.TUTUP)
    later = NOW + timedelta(days=3)
    step(desk, number, S.DITANGANI, at=later)
    row = desk.office.frame(INCIDENTS).loc[number]
    assert (row["waktu_penanganan"], row["waktu_selesai"] is None or row.isna()["waktu_selesai"]) == (
        later,
        True,
    )
    # Balap liar is berat: 336 hours from the reopening.
    (clock,) = incident(desk.office, KASI, number, at=later).clocks
    assert clock.words == "Penyelesaian kejadian paling lambat 12 Desember 2026 10.00, tinggal 14 hari"


@pytest.mark.parametrize(
    ("agency", "role"),
    [("Polsek Benua Lima", Role.POLSEK), ("Polres", Role.POLSEK), ("Koramil", Role.KORAMIL),
     ("Dinas Sosial dan Satpol PP", Role.SATPOL_PP)],
)  # fmt: skip
def test_the_agency_that_was_asked_acknowledges_by_its_own_account(desk, agency, role):
    number = bring(desk, S.TERVERIFIKASI)
    move_incident(
        desk.office, KASI, number, S.DIRUJUK, expected_version=2, note="mohon dibantu", at=NOW,
        agency=agency, letter="300.1/12",
    )  # fmt: skip
    for other in {Role.POLSEK, Role.KORAMIL, Role.SATPOL_PP} - {role}:
        theirs = known_as(desk, ACTORS[other], number)
        with pytest.raises(Refused) as refused:
            acknowledge_referral(desk.office, ACTORS[other], theirs, expected_version=3, note="siap", at=NOW)
        assert codes(refused) == [ProblemCode.KEJADIAN_RUJUKAN_LAIN]
        assert incident(desk.office, ACTORS[other], theirs, at=NOW).steps == ()
    later = NOW + timedelta(hours=1)
    theirs = known_as(desk, ACTORS[role], number)
    assert [one.label for one in incident(desk.office, ACTORS[role], theirs, at=NOW).steps] == [
        "Terima rujukan"
    ]
    assert acknowledge_referral(
        desk.office, ACTORS[role], theirs, expected_version=3, note="siap", at=later
    ) == 4  # fmt: skip
    assert desk.office.frame(INCIDENTS).loc[number, "waktu_rujukan_diterima"] == later
    with pytest.raises(Refused) as refused:
        acknowledge_referral(desk.office, KASI, number, expected_version=4, note="siap", at=later)
    assert codes(refused) == [ProblemCode.KEJADIAN_TANPA_RUJUKAN]


def test_the_kasi_acknowledges_for_an_agency_without_an_account(desk):
    number = bring(desk, S.TERVERIFIKASI)
    move_incident(
        desk.office, KASI, number, S.DIRUJUK, expected_version=2, note="mohon ditangani", at=NOW,
        agency="Dinas Perhubungan", letter="lisan, lewat telepon",
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        acknowledge_referral(desk.office, OPERATOR, number, expected_version=3, note="x", at=NOW)
    assert codes(refused) == [ProblemCode.HAK_DITOLAK]
    acknowledge_referral(desk.office, KASI, number, expected_version=3, note="surat diterima", at=NOW)


@pytest.mark.parametrize("between", [(), (S.SELESAI,), (S.SELESAI, S.TUTUP)])
def test_an_agency_sees_what_was_referred_to_it_until_the_office_takes_it_in_hand_again(desk, between):
    number = enter(desk, KASI, kode_kategori="SAR-01")
    polsek = ACTORS[Role.POLSEK]
    for to in (S.TERVERIFIKASI, S.DIRUJUK, *between):
        step(desk, number, to)
    assert (
        incident(desk.office, polsek, known_as(desk, polsek, number), at=NOW).state
        is (S.DIRUJUK, *between)[-1]
    )
    step(desk, number, S.DITANGANI)
    with pytest.raises(Refused) as refused:
        incident(desk.office, polsek, known_as(desk, polsek, number), at=NOW)
    assert codes(refused) == [ProblemCode.REKAM_TAK_ADA]
    back = next(step.changes for step in history(desk.office, KASI, number))
    assert "Dirujuk ke dikosongkan (sebelumnya Polsek)" in back


def test_a_second_referral_waits_for_an_acknowledgement_of_its_own(desk):
    number = bring(desk, S.DIRUJUK)
    acknowledge_referral(desk.office, KASI, number, expected_version=3, note="diterima", at=NOW)
    step(desk, number, S.DITANGANI)
    step(desk, number, S.DIRUJUK)
    assert desk.office.frame(INCIDENTS).isna().loc[number, "waktu_rujukan_diterima"]


def test_a_merged_report_points_to_the_other_and_so_does_what_pointed_to_it(desk):
    first, second, third = (enter(desk, form_id=str(n)) for n in range(3))
    link_repeat(desk.office, KASI, third, second, expected_version=1, note="terulang", at=NOW)
    merge_incidents(desk.office, KASI, second, first, expected_version=1, note="laporan sama", at=NOW)
    rows = desk.office.frame(INCIDENTS)
    assert rows.loc[[second, third], "berulang_dari"].tolist() == [first, first]
    assert rows["status"].to_dict() == {first: "masuk", second: "duplikat", third: "masuk"}
    assert incident(desk.office, KASI, first, at=NOW).related == (
        (second, "digabungkan ke sini"), (third, "terulang pada"),
    )  # fmt: skip


def test_a_merge_undone_waits_again_and_points_nowhere(desk):
    number = bring(desk, S.DUPLIKAT)
    step(desk, number, S.MASUK)
    row = desk.office.frame(INCIDENTS).loc[number]
    assert (row["status"], row["status_verifikasi"]) == ("masuk", "belum")
    assert row.isna()["berulang_dari"]


def test_nothing_is_tied_to_itself_to_a_duplicate_or_round_in_a_circle(desk):
    first, second, third = (enter(desk, form_id=str(n)) for n in range(3))
    merge_incidents(desk.office, KASI, second, first, expected_version=1, note="sama", at=NOW)
    link_repeat(desk.office, KASI, third, first, expected_version=1, note="ulang", at=NOW)
    refusals = {}
    for number, other in ((first, first), (third, second), (first, third)):
        with pytest.raises(Refused) as refused:
            merge_incidents(
                desk.office, KASI, number, other,
                expected_version=version_of(desk, number), note="x", at=NOW,
            )  # fmt: skip
        refusals[number, other] = codes(refused)
    assert list(refusals.values()) == [
        [ProblemCode.KEJADIAN_DIRI_SENDIRI],
        [ProblemCode.KEJADIAN_DUPLIKAT],
        [ProblemCode.KEJADIAN_MELINGKAR],
    ]
    with pytest.raises(Refused) as refused:
        link_repeat(desk.office, KASI, second, third, expected_version=2, note="x", at=NOW)
    assert codes(refused) == [ProblemCode.KEJADIAN_DUPLIKAT]


def test_nothing_is_tied_to_what_was_disproved(desk):
    enter(desk)
    other = enter(desk, form_id="lain")
    step(desk, other, S.TIDAK_TERBUKTI)
    for tie in (merge_incidents, link_repeat):
        with pytest.raises(Refused) as refused:
            tie(desk.office, KASI, "KJD-2026-0001", other, expected_version=1, note="sama", at=NOW)
        assert codes(refused) == [ProblemCode.KEJADIAN_ASAL_TAK_TERBUKTI]


@pytest.mark.parametrize(
    ("first", "second"),
    [(merge_incidents, merge_incidents), (merge_incidents, link_repeat), (link_repeat, link_repeat)],
)
def test_of_two_who_tie_two_reports_to_each_other_at_once_one_is_refused(desk, home, first, second):
    numbers = [enter(desk), enter(desk, form_id="lain")]
    other_desk = Office.open(home)
    said = {"expected_version": 1, "note": "sama", "at": NOW}
    with ThreadPoolExecutor(2) as pool:
        # Both have read before either writes: they wait for the writer who is here first.
        with desk.office.store.writing():
            ties = [
                pool.submit(first, desk.office, KASI, *numbers, **said),
                pool.submit(second, other_desk, KASI, *reversed(numbers), **said),
            ]
            wait(ties, timeout=1)
        refused = [tie.exception() for tie in ties]
    other_desk.close()
    assert sorted(type(one).__name__ for one in refused) == ["NoneType", "Refused"]
    assert desk.office.frame(INCIDENTS)["berulang_dari"].notna().sum() == 1


def test_a_repeat_is_linked_and_unlinked_and_an_operator_does_it_with_his_own(desk):
    first, second = enter(desk, KASI), enter(desk, OPERATOR)
    assert link_repeat(desk.office, OPERATOR, second, first, expected_version=1, note="lagi", at=NOW) == 2
    assert link_repeat(desk.office, OPERATOR, second, None, expected_version=2, note="keliru", at=NOW) == 3
    with pytest.raises(Refused) as refused:
        link_repeat(desk.office, OPERATOR, first, second, expected_version=1, note="x", at=NOW)
    assert codes(refused) == [ProblemCode.KEJADIAN_BUKAN_MILIK]


def test_what_was_imported_unverified_and_goes_on_counts_as_verified(desk):
    desk.incidents(("2026-11-24 08:00", "JLN-04", "62.01"))
    (number,) = desk.office.frame(INCIDENTS).index
    with desk.office.store.act(KEEPER, NOW, "uji.ubah") as act:
        act.revise(INCIDENTS, number, expected_version=1,
                   changes={"status": "ditangani", "status_verifikasi": "belum"})  # fmt: skip
    step(desk, number, S.SELESAI)
    assert desk.office.frame(INCIDENTS).loc[number, "status_verifikasi"] == "terverifikasi"


def test_a_whole_life_leaves_a_sound_chain(desk):
    bring(desk, S.TUTUP)
    assert verify_store(desk.office, KEEPER) == []
