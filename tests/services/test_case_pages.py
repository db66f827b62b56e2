"""The list and the detail of conflict cases, as each reader may see them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.case_detail import case_detail, linkable
from services.case_entry import CaseEntry, record_case
from services.case_links import link_incident
from services.case_list import case_list
from services.cases import change_level, close_case, move_stage, record_answer, record_report, set_next_action
from services.identities import Party, add_party, look_at_parties
from services.reference import partner_number, shown_number
from sop.conflict import CloseReason, ConflictSource, ConflictStage, ConflictTrack
from sop.dictionary import CONFLICT_CASES, INCIDENTS
from sop.party import Actor, Role
from sop.person import PartyKind, PartyRole
from sop.problem import Refused
from tests.services.conftest import NOW

KASI, CAMAT, POLSEK, KORAMIL, OPERATOR = (
    Actor(str(role), role) for role in (Role.KASI, Role.CAMAT, Role.POLSEK, Role.KORAMIL, Role.OPERATOR)
)
HOUR = timedelta(hours=1)
ENTRY = CaseEntry(
    title="Batas kebun di hulu", category="LHN-01", source=ConflictSource.SUMBER_DAYA_ALAM,
    identified_at=NOW - HOUR, desa=("62.01", "62.02"), level=1, trigger="pemasangan patok",
)  # fmt: skip
S = ConflictStage


@pytest.fixture
def office(desk):
    return desk.office


def record(office, form="a", **changes):
    return record_case(office, KASI, replace(ENTRY, **changes), at=NOW, form_id=form)


def listed(office, actor=KASI, at=NOW, **options):
    return case_list(office, actor, at=at, **options)


def detail(office, number, actor=KASI, at=NOW, **options):
    theirs = shown_number(office, actor, CONFLICT_CASES, number)
    return case_detail(office, actor, theirs, at=at, **options)


def move(office, number, *stages):
    for stage in stages:
        version = detail(office, number).version
        move_stage(office, KASI, number, stage, note="lanjut", expected_version=version, at=NOW)


# -- list ---------------------------------------------------------------------------


def test_an_office_without_cases_says_so(office):
    assert listed(office).sentence == "Tidak ada kasus konflik yang terbuka."


def test_the_answer_counts_levels_and_what_is_late(office):
    record(office, "a", level=1)
    record(office, "b", level=3, identified_at=NOW - 30 * HOUR)
    record(office, "c", level=1)
    # LHN-01 is sedang: a first answer within 24 working hours, so the second is late on it
    assert listed(office).sentence == (
        "3 kasus terbuka: 1 di tingkat E3 dan 2 di tingkat E1. 1 kasus lewat tenggat penanganan."
    )
    assert [row.number for row in listed(office).open] == ["KFL-2026-0002", "KFL-2026-0001", "KFL-2026-0003"]
    assert [row.late for row in listed(office).open] == [True, False, False]


def test_a_row_says_what_where_how_far_and_what_is_next(office):
    number = record(office)
    set_next_action(
        office, KASI, number, due=date(2026, 11, 27), note="undang tokoh", expected_version=1, at=NOW
    )
    row = listed(office).open[0]
    assert (row.about, row.desa, row.stage, row.since) == (
        "Batas kebun di hulu", "Barat dan Tengah", "Teridentifikasi", "sejak 25 November 2026",
    )  # fmt: skip
    assert row.next == "27 November 2026: undang tokoh"
    assert row.due == "Respons awal konflik (segera): tinggal 23 jam"
    later = listed(office, at=NOW + timedelta(days=3)).open[0]
    assert later.next == "27 November 2026 (lewat): undang tokoh"
    assert later.late


def test_a_reader_in_short_is_told_the_kind_and_no_duty(office):
    record(office)
    row = listed(office, KORAMIL).open[0]
    assert (row.about, row.due, row.next, row.late, row.opens) == (
        "Sengketa lahan warga–warga", "", "", False, True,
    )  # fmt: skip


def test_in_a_meeting_there_is_no_secret_case(office):
    number = record(office, category="SAR-01")
    found = listed(office, meeting=True)
    assert (found.open, found.sentence) == ((), "Tidak ada kasus konflik yang terbuka.")
    with pytest.raises(Refused, match="tidak ditemukan"):
        detail(office, number, meeting=True)
    assert listed(office, POLSEK).open == ()


def test_closed_cases_stand_apart_the_latest_first(office):
    for form in ("a", "b"):
        number = record(office, form)
        close_case(office, KASI, number, CloseReason.TIDAK_TERBUKTI, note="x", expected_version=1, at=NOW)
    found = listed(office)
    assert found.open == ()
    assert [row.number for row in found.closed] == ["KFL-2026-0002", "KFL-2026-0001"]
    assert found.closed[0].since == "ditutup 25 November 2026"


# -- detail ---------------------------------------------------------------------------


def test_the_kasi_reads_facts_clocks_and_what_may_be_done(office):
    number = record(office)
    found = detail(office, number)
    assert found.facts == (
        ("Jenis", "Sengketa lahan warga–warga (batas kebun, waris)"),
        ("Sumber konflik", "Sumber daya alam"),
        ("Desa", "Barat dan Tengah"),
        ("Teridentifikasi", "Rabu, 25 November 2026 pukul 09.00 WIB"),
        ("Pemicu", "pemasangan patok"),
    )
    assert [(clock.duty, clock.words) for clock in found.clocks] == [
        ("Respons awal konflik (segera)", "paling lambat besok 09.00, tinggal 23 jam"),
        ("Rencana penanganan konflik", "paling lambat besok 09.00, tinggal 23 jam"),
        ("Mediasi pertama", "paling lambat 4 Desember 2026 09.00, tinggal 8 hari"),
    ]
    assert (found.stages, found.reasons, found.phase) == (
        (S.PENILAIAN_AWAL,), (CloseReason.PUTUSAN_HUKUM, CloseReason.TIDAK_TERBUKTI), "pencegahan",
    )  # fmt: skip
    assert found.diversions == (ConflictTrack.TIM_TERPADU, ConflictTrack.ADAT, ConflictTrack.HUKUM)
    assert (found.warnings, found.alarm) == ((), "")


def test_who_may_not_change_a_case_is_offered_nothing(office):
    number = record(office)
    for actor in (CAMAT, POLSEK):
        found = detail(office, number, actor)
        assert (found.stages, found.reasons, found.diversions, found.values) == ((), (), (), {})
        assert found.full


def test_koramil_reads_the_summary_only(office):
    number = record(office, level=3, handlers=())
    add_party(office, KASI, CONFLICT_CASES, number,
              Party(role=PartyRole.PIHAK, kind=PartyKind.PERUSAHAAN, name="PT Rekaan"), at=NOW,
              form_id="p1")  # fmt: skip
    found = detail(office, number, KORAMIL)
    assert found.facts == (
        ("Jenis", "Sengketa lahan warga–warga (batas kebun, waris)"),
        ("Desa", "Barat dan Tengah"),
        ("Teridentifikasi", "25 November 2026"),
    )
    assert found.title == "Sengketa lahan warga–warga"
    assert (found.steps, found.clocks, found.parties, found.warnings, found.alarm) == ((), (), (), (), "")


def test_polsek_reads_the_history_by_roles_without_the_words_of_the_office(office):
    number = record(office)
    change_level(office, KASI, number, 2, note="kata kantor", expected_version=1, at=NOW)
    assert [step.note for step in detail(office, number).steps] == ["kata kantor", ""]
    told = detail(office, number, POLSEK).steps
    assert [step.note for step in told] == ["", ""]
    assert told[0].changes == (("Tingkat eskalasi: E1: Terbuka (surat, klaim, patok) → "
                               "E2: Mobilisasi (massa ≥ 20, ancaman)"),)  # fmt: skip


def test_a_look_at_identities_stands_in_the_history(office):
    number = record(office)
    add_party(office, KASI, CONFLICT_CASES, number,
              Party(role=PartyRole.PIHAK, kind=PartyKind.ORANG, name="Rekaan"), at=NOW,
              form_id="p2")  # fmt: skip
    look_at_parties(office, CAMAT, CONFLICT_CASES, number, note="undangan", at=NOW + HOUR)
    latest = detail(office, number).steps[0]
    assert latest.what.startswith("Melihat identitas (tindakan nomor ")
    assert (latest.who, latest.note) == ("camat", "undangan")


def test_a_grave_case_says_who_must_be_told_and_by_when(office):
    number = record(office)
    change_level(office, KASI, number, 3, note="portal", expected_version=1, at=NOW)
    found = detail(office, number)
    assert found.phase == "penghentian"
    assert found.warnings == (
        (
            "Tahap penghentian (UU 7/2012): beri tahu Camat dan Kapolsek sekarang juga; "
            "penghentian kekerasan fisik di bawah kendali Polri."
        ),
        "Laporkan ke Kesbangpol / Tim Terpadu kabupaten: paling lambat besok 10.00, tinggal 24 jam.",
    )
    theirs = partner_number(office, CONFLICT_CASES, number)
    assert found.alarm.startswith(
        f"SEGERA – Kasus konflik {theirs}: Sengketa lahan warga–warga di Barat dan Tengah, tingkat "
        "E3: Kekerasan terbatas / blokade."
    )
    assert "hulu" not in found.alarm
    assert [detail(office, number, actor).alarm for actor in (CAMAT, POLSEK)] == ["", ""]
    record_report(office, KASI, number, when=NOW, note="Kesbangpol", expected_version=2, at=NOW)
    assert detail(office, number).warnings[1] == (
        "Kesbangpol / Tim Terpadu sudah dilapori Rabu, 25 November 2026 pukul 10.00 WIB."
    )


def test_the_alarm_about_a_secret_case_says_neither_kind_nor_desa(office):
    alarm = detail(office, record(office, category="SAR-01", level=4)).alarm
    assert "kategori rahasia" in alarm
    assert "Barat" not in alarm
    assert "antarumat" not in alarm


def test_a_death_a_company_and_failed_mediations_are_pointed_out(desk):
    office = desk.office
    desk.incidents(("2026-11-25 09:00", "UNR-02", "62.01"))
    with office.store.act(KASI, NOW, "kejadian.ubah") as act:
        act.revise(INCIDENTS, "KJD-2026-0001", expected_version=1, changes={"korban_jiwa": 1})
    number = record(office)
    link_incident(office, KASI, number, "KJD-2026-0001", note="sama", expected_version=1, at=NOW)
    assert [words.split(":")[0] for words in detail(office, number).warnings] == [
        "Ada korban jiwa pada kejadian terkait"
    ]
    add_party(office, KASI, CONFLICT_CASES, number,
              Party(role=PartyRole.PIHAK, kind=PartyKind.PERUSAHAAN, name="PT Rekaan"), at=NOW,
              form_id="p3")  # fmt: skip
    move(office, number, S.PENILAIAN_AWAL, S.KOORDINASI_TOKOH, S.MEDIASI, S.GAGAL, S.MEDIASI, S.GAGAL)
    assert [words.split(":")[0] for words in detail(office, number).warnings] == [
        "Ada korban jiwa pada kejadian terkait",
        "Salah satu pihak adalah perusahaan",
        "Mediasi sudah 2 kali gagal",
    ]
    assert detail(office, number, meeting=True).parties == ("Perusahaan A",)


def test_incidents_of_the_desa_can_be_tied_to_the_case_and_are_listed(desk):
    office = desk.office
    desk.incidents(("2026-11-25 09:00", "UNR-02", "62.01"), ("2026-11-25 09:00", "JLN-04", "62.03"))
    number = record(office)
    assert linkable(office, KASI, number, at=NOW) == {
        "KJD-2026-0001": "Blokade/portal jalan, penghentian operasi perusahaan · Barat · 25 November 2026"
    }
    link_incident(office, KASI, number, "KJD-2026-0001", note="sama", expected_version=1, at=NOW)
    assert linkable(office, KASI, number, at=NOW) == {}
    assert [one.number for one in detail(office, number).incidents] == ["KJD-2026-0001"]


def test_an_operator_reads_his_own_case_and_others_in_short(office):
    mine = record_case(office, OPERATOR, ENTRY, at=NOW, form_id="a")
    record_answer(office, KASI, mine, when=NOW, note="ditemui", expected_version=1, at=NOW)
    assert ("Respons awal", "Rabu, 25 November 2026 pukul 10.00 WIB – ditemui") in detail(
        office, mine, OPERATOR
    ).facts
    assert not detail(office, record(office, "b"), OPERATOR).full


@pytest.mark.parametrize("role", [Role.PETUGAS])
def test_an_officer_in_the_field_is_refused(office, role):
    number = record(office)
    actor = Actor("petugas", role)
    for call in (lambda: listed(office, actor), lambda: detail(office, number, actor)):
        with pytest.raises(Refused, match="tidak berhak"):
            call()


def test_a_secret_case_answers_like_one_that_is_not_there(office):
    number = record(office, category="SAR-01")
    for actor in (POLSEK, KORAMIL, OPERATOR, Actor("sekcam", Role.SEKCAM)):
        theirs = shown_number(office, actor, CONFLICT_CASES, number)
        for said in (theirs, "KFL-2026-9999"):
            with pytest.raises(Refused, match=f"Kasus konflik dengan nomor {said} tidak ditemukan"):
                case_detail(office, actor, said, at=NOW)
