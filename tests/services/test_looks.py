"""What changed since somebody last looked."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from records.store.looks import note_look
from services.accounts import add_account
from services.deciding import decide
from services.decisions import give_disposition, report_disposition, request_decision
from services.looks import NEW_VISIT, SEEN_EVERY, changes, looked
from sop.decision import DecisionKind
from sop.dictionary import CONFLICT_CASES, INCIDENTS
from sop.party import Actor, Role, Verb
from sop.problem import Refused

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
"""Wednesday, 10.00 WIB: when the desk's files are imported."""
BEFORE, AFTER = NOW - timedelta(hours=20), NOW + timedelta(hours=1)
LATER = NOW + timedelta(hours=2)
MINUTE = timedelta(minutes=1)
KEEPER = Actor("cli:uji", Role.LOKAL)
KASI, OPERATOR, CAMAT, SEKCAM, SATPOL = (
    Actor(role.value, role) for role in (Role.KASI, Role.OPERATOR, Role.CAMAT, Role.SEKCAM, Role.SATPOL_PP)
)
RACE, FIRE, LITTER, SECRET = "JLN-04", "KAR-01", "LNG-01", "SAR-01"
"""Berat, kritis, ringan; kritis and secret."""


def told(desk, actor=CAMAT, since=BEFORE, at=LATER):
    return [line.text for line in changes(desk.office, actor, since=since, at=at).lines]


def change(desk, number, at=LATER, frame=INCIDENTS, **fields):
    with desk.office.store.act(KASI, at, Verb.KEJADIAN_UBAH) as act:
        version = int(desk.office.frame(frame).loc[number, "versi"])
        act.revise(frame, number, expected_version=version, changes=fields)


@pytest.fixture
def account(desk):
    add_account(desk.office, KEEPER, "camat", Role.CAMAT, "kata-sandi-uji", at=NOW)


@pytest.mark.usefixtures("account")
def test_the_first_visit_has_none_before_it(desk):
    assert looked(desk.office, CAMAT, at=NOW) is None
    assert looked(desk.office, CAMAT, at=NOW + 20 * MINUTE) is None


@pytest.mark.usefixtures("account")
def test_the_next_visit_sees_what_came_after_the_last_moment_of_this_one(desk):
    for minutes in (0, 20, 45):
        assert looked(desk.office, CAMAT, at=NOW + minutes * MINUTE) is None
    # More than half an hour after the last look, not after the first.
    last = NOW + 45 * MINUTE
    assert looked(desk.office, CAMAT, at=NOW + 76 * MINUTE) == last
    assert looked(desk.office, CAMAT, at=NOW + 90 * MINUTE) == last
    assert looked(desk.office, CAMAT, at=NOW + 200 * MINUTE) == NOW + 90 * MINUTE


@pytest.mark.usefixtures("account")
def test_a_look_is_no_act(desk):
    acts = len(desk.office.store.audit())
    looked(desk.office, CAMAT, at=NOW)
    looked(desk.office, CAMAT, at=NOW + 60 * MINUTE)
    assert len(desk.office.store.audit()) == acts


def test_who_has_no_account_is_not_remembered(desk):
    assert [looked(desk.office, KEEPER, at=at) for at in (NOW, NOW + 60 * MINUTE)] == [None, None]


@pytest.mark.usefixtures("account")
def test_a_page_opens_at_once_while_somebody_else_writes(desk):
    # The store is its writer's; a look that cannot be noted now is noted the next time.
    with desk.office.store.act(KASI, NOW, Verb.KEJADIAN_UBAH):
        noted = note_in_thread(desk, NOW)
    assert noted is None
    assert looked(desk.office, CAMAT, at=NOW + 60 * MINUTE) is None


def note_in_thread(desk, at):
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(
            note_look, desk.office.store, "camat", "situasi", at, new_visit=NEW_VISIT, seen_every=SEEN_EVERY
        ).result(timeout=5)


def test_nothing_new_is_nothing(desk):
    desk.incidents(("2026-11-24 08:00", RACE, "62.01"))
    found = changes(desk.office, CAMAT, since=AFTER, at=LATER)
    assert (found.lines, found.since) == ((), "Rabu, 25 November 2026 pukul 11.00 WIB")


def test_new_incidents_are_told_by_severity_and_the_critical_ones_by_name(desk):
    desk.incidents(
        ("2026-11-24 08:00", RACE, "62.01"),
        ("2026-11-24 08:00", LITTER, "62.01"),
        ("2026-11-24 09:00", LITTER, "62.01"),
        ("2026-11-24 08:00", FIRE, "62.02"),
    )
    lines = changes(desk.office, CAMAT, since=BEFORE, at=LATER).lines
    assert [line.text for line in lines] == [
        "Kejadian kritis baru: Kebakaran lahan/hutan di Tengah.",
        "4 kejadian baru: 1 kritis, 1 berat, dan 2 ringan.",
        "Impor kejadian: 4 baris diterima.",
    ]
    assert (lines[0].frame, lines[0].number) == ("incidents", "KJD-2026-0004")


def test_many_critical_ones_are_only_counted(desk):
    desk.incidents(*[(f"2026-11-24 0{n}:00", FIRE, "62.02") for n in range(4)])
    assert told(desk)[0] == "4 kejadian baru: 4 kritis."


@pytest.mark.parametrize(
    ("secret", "expected"), [(2, []), (3, ["Kejadian rahasia baru yang tertutup bagi Anda: 3 atau lebih."])]
)
def test_what_is_closed_to_a_reader_is_counted_too_coarsely_to_be_known(desk, secret, expected):
    desk.incidents(*[(f"2026-11-24 0{n}:00", SECRET, "62.02") for n in range(secret)])
    assert told(desk, SATPOL) == expected


def test_what_waits_for_a_place_is_told_inside_the_office(desk):
    desk.incidents(("2026-11-24 08:00", RACE, (116.0, -2.15)))
    assert told(desk) == [
        "1 laporan baru menunggu lokasinya ditetapkan.",
        "Impor kejadian: 0 baris diterima.",
    ]
    assert told(desk, SATPOL) == []


@pytest.mark.parametrize(
    "became",
    [
        {"karantina": "di_luar"},
        {"status": "tidak_terbukti", "status_verifikasi": "tidak_terbukti"},
        {"status": "duplikat"},
    ],
)
def test_what_was_declared_outside_disproved_or_doubled_waits_for_no_place(desk, became):
    desk.incidents(*[("2026-11-24 08:00", RACE, (116.0, -2.15)), ("2026-11-24 09:00", FIRE, (116.0, -2.15))])
    change(desk, "KJD-2026-0001", **became)
    assert [text for text in told(desk) if "lokasinya" in text] == [
        "1 laporan baru menunggu lokasinya ditetapkan."
    ]


def test_incidents_that_moved_on_are_counted_by_where_they_stand(desk):
    desk.incidents(*[(f"2026-11-24 0{n}:00", LITTER, "62.01") for n in range(4)])
    change(desk, "KJD-2026-0001", status="tutup", at=NOW + MINUTE)
    change(desk, "KJD-2026-0001", status="ditangani")
    change(desk, "KJD-2026-0002", status="terverifikasi")
    change(desk, "KJD-2026-0002", status="ditangani")
    change(desk, "KJD-2026-0003", patokan="Pasar")
    change(desk, "KJD-2026-0004", status="terverifikasi")
    change(desk, "KJD-2026-0004", status="masuk")
    assert told(desk, since=AFTER) == ["2 kejadian berubah status: 1 dibuka kembali dan 1 menjadi ditangani."]


def test_a_single_one_that_moved_on_is_named(desk):
    desk.incidents(("2026-11-24 08:00", RACE, "62.01"))
    change(desk, "KJD-2026-0001", status="tidak_terbukti")
    (line,) = changes(desk.office, CAMAT, since=AFTER, at=LATER).lines
    assert (line.text, line.number) == (
        "Kejadian KJD-2026-0001 menjadi tidak terbukti.",
        "KJD-2026-0001",
    )


def test_nobody_hears_of_a_move_of_what_he_may_not_see(desk):
    desk.incidents(("2026-11-24 08:00", SECRET, "62.01"))
    change(desk, "KJD-2026-0001", status="ditangani")
    assert told(desk, KASI, since=AFTER) == ["Kejadian KJD-2026-0001 menjadi ditangani."]
    assert told(desk, SATPOL, since=AFTER) == []
    assert told(desk, OPERATOR, since=AFTER) == []


def test_cases_that_rise_fall_or_end_are_told(desk):
    desk.cases(*[("LHN-01", "Barat", f"2026-11-2{n}", 2) for n in range(3)])
    change(desk, "KFL-2026-0001", frame=CONFLICT_CASES, tingkat_eskalasi=3)
    change(desk, "KFL-2026-0002", frame=CONFLICT_CASES, tingkat_eskalasi=1)
    change(desk, "KFL-2026-0003", frame=CONFLICT_CASES, tahap="tutup", tgl_tutup="2026-11-25")
    assert told(desk, since=AFTER) == [
        "Kasus konflik naik dari E2 ke E3: Judul rekaan (Barat).",
        "Kasus konflik turun dari E2 ke E1: Judul rekaan (Barat).",
        "Kasus konflik ditutup: Judul rekaan (Barat).",
    ]
    assert told(desk, SATPOL, since=AFTER)[0] == (
        "Kasus konflik naik dari E2 ke E3: Sengketa lahan warga–warga (Barat)."
    )


def test_a_secret_case_is_told_to_nobody_else(desk):
    desk.cases(("LHN-01", "Barat", "2026-11-24", 2))
    change(desk, "KFL-2026-0001", frame=CONFLICT_CASES, visibilitas="rahasia", tingkat_eskalasi=4)
    assert told(desk, since=AFTER) == ["Kasus konflik naik dari E2 ke E4: Judul rekaan (Barat)."]
    assert told(desk, SEKCAM, since=AFTER) == []


def test_a_new_case_is_told_with_its_level(desk):
    desk.cases(("LHN-01", "Tengah", "2026-11-24", 2))
    assert told(desk)[0] == "Kasus konflik baru, E2: Judul rekaan (Tengah)."


def test_the_kasi_hears_what_was_decided_and_the_camat_what_was_done(desk):
    request = request_decision(
        desk.office, KASI, kind=DecisionKind.ARAHAN, subject="Pasar malam", text="", at=NOW, form_id="1"
    )
    order = give_disposition(desk.office, CAMAT, None, None, "Cek.", at=NOW, form_id="1")
    assert (told(desk, KASI), told(desk, CAMAT)) == ([], [])
    assert told(desk, SEKCAM) == [
        "Permintaan keputusan baru: Pasar malam.",
        "Disposisi baru: Disposisi umum.",
    ]
    decide(desk.office, CAMAT, request, approve=True, note="Setuju.", expected_version=1, at=LATER)
    report_disposition(desk.office, KASI, order, note="Sudah.", expected_version=1, at=LATER)
    assert told(desk, KASI, since=AFTER) == ["Disetujui oleh camat: Pasar malam."]
    assert told(desk, CAMAT, since=AFTER) == ["Dilaksanakan oleh kasi: Disposisi umum."]
    assert told(desk, OPERATOR, since=AFTER) == []


def test_many_requests_are_only_counted(desk):
    for n in range(4):
        request_decision(
            desk.office, KASI, kind=DecisionKind.ARAHAN, subject="Pasar", text="", at=NOW, form_id=str(n)
        )
    assert told(desk, SEKCAM) == ["4 permintaan keputusan baru."]


# Quiet years everywhere, then three nights of fires in the middle one.
QUIET = [
    (f"202{year}-0{month}-11 08:00", LITTER, desa)
    for year in (4, 5, 6)
    for month in range(1, 8)
    for desa in ("62.01", "62.02", "62.03")
]
FIRES = [(f"2026-11-2{day} {hour:02}:00", FIRE, "62.02") for day in (2, 3, 4) for hour in range(20)]


@pytest.mark.parametrize("last", [datetime(2026, 11, 20, tzinfo=UTC), NOW - MINUTE])
def test_a_desa_that_became_more_dangerous_is_told_also_when_it_was_reported_late(desk, last):
    desk.incidents(*QUIET, at=datetime(2026, 11, 10, tzinfo=UTC))
    # Entered now: a minute ago nobody could know of them.
    desk.incidents(*FIRES)
    risen = [line for line in told(desk, since=last, at=NOW) if "naik" in line]
    assert risen == ["Tengah naik dari Aman ke Rawan."]


def test_a_desa_whose_fires_were_known_at_the_last_look_is_not_told_again(desk):
    desk.incidents(*QUIET, at=datetime(2026, 11, 10, tzinfo=UTC))
    desk.incidents(*FIRES)
    assert [line for line in told(desk, since=AFTER, at=LATER) if "naik" in line] == []


def test_an_officer_in_the_field_is_refused(desk):
    petugas = Actor("petugas", Role.PETUGAS)
    for ask in (
        lambda: looked(desk.office, petugas, at=NOW),
        lambda: changes(desk.office, petugas, since=BEFORE, at=NOW),
    ):
        with pytest.raises(Refused, match="tidak berhak"):
            ask()
