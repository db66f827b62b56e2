"""The audit trail in words: filtered, paged, without names beside a record."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.accounts import add_account, login
from services.deciding import decide
from services.decisions import give_disposition, report_disposition, request_decision
from services.settings import change_directly, changes, propose
from services.trail import PAGE, acts, choices, setting_steps, verb_words
from sop.decision import DecisionKind
from sop.dictionary import CONFLICT_CASES, DECISIONS, INCIDENTS
from sop.party import Actor, Role, Verb
from sop.period import Period
from sop.problem import Refused
from sop.setting import Sheet

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
KEEPER = Actor("cli:uji", Role.LOKAL)
KASI, CAMAT, SEKCAM = (Actor(role.value, role) for role in (Role.KASI, Role.CAMAT, Role.SEKCAM))


@pytest.fixture
def office(desk):
    desk.incidents(("2026-11-24 20:00", "JLN-04", "62.01"))
    with desk.office.store.act(KASI, NOW, Verb.KEJADIAN_UBAH, "Ditelepon Sdr. Rekaan 0812-3456-7890") as act:
        act.revise(INCIDENTS, "KJD-2026-0001", expected_version=1, changes={"patokan": "simpang"})
    return desk.office


def test_an_act_is_told_with_its_person_role_time_words_and_record(office):
    latest, imported, _ = acts(office, CAMAT).steps
    assert (latest.who, latest.what, latest.when) == (
        "kasi (Kasi Trantib)",
        "Mengubah isian kejadian",
        "Rabu, 25 November 2026 pukul 10.00 WIB",
    )
    assert latest.changes == ("Kejadian: KJD-2026-0001",)
    assert imported.who == "Komputer kantor (uji) (Administrator lokal)"
    assert imported.what == "Mengimpor kejadian"
    assert imported.changes == (
        "Kejadian: KJD-2026-0001",
        "Berkas incidents.csv: 1 baris, 1 diterima, 0 sudah ada, 0 dikarantina, 0 ditolak",
    )


def test_what_people_write_is_told_without_names_and_numbers(office):
    assert acts(office, KASI).steps[0].note == "Ditelepon [nama orang] [nomor telepon]"


def test_acts_are_found_by_person_verb_period_and_record(office):
    assert acts(office, KASI, person="kasi").total == 1
    assert acts(office, KASI, verb="incidents.impor").total == 1
    assert acts(office, KASI, record=" kjd-2026-0001 ").total == 2
    assert acts(office, KASI, record="KJD-2026-000").total == 0
    assert acts(office, KASI, record="%").total == 0
    today, before = (Period(day, day + timedelta(days=1)) for day in (date(2026, 11, 25), date(2026, 11, 24)))
    assert (acts(office, KASI, period=today).total, acts(office, KASI, period=before).total) == (3, 0)


def test_the_trail_is_told_a_page_at_a_time(office):
    for n in range(PAGE):
        with office.store.act(KASI, NOW, "uji.coba", str(n)):
            pass
    first, second = acts(office, KASI), acts(office, KASI, page=2)
    assert (first.total, first.pages, len(first.steps), len(second.steps)) == (PAGE + 3, 2, PAGE, 3)
    assert first.steps[0].note == str(PAGE - 1)
    assert acts(office, KASI, page=0).steps == first.steps
    assert acts(office, KASI, page=99).steps == ()


def test_the_choices_are_words_for_what_is_there(office):
    add_account(office, KEEPER, "kasi", Role.KASI, "kata-sandi-kasi", at=NOW, name="Nama Rekaan")
    login(office, "kasi", "kata-sandi-kasi", address="x", at=NOW)
    found = choices(office, SEKCAM)
    assert found.people == {"cli:uji": "Komputer kantor (uji)", "kasi": "Nama Rekaan (kasi)"}
    assert list(found.verbs.values()) == [
        "Masuk",
        "Membuat akun",
        "Mengimpor kejadian",
        "Mengubah isian kejadian",
        "Menyiapkan ruang kerja",
    ]


def test_every_verb_that_exists_has_words_that_are_not_its_code():
    told = [*Verb, "akun.masuk", "akun.keluar", "akun.tambah", "akun.ubah", "akun.aktif", "akun.nonaktif"]
    told += ["akun.sandi", "contoh.isi", "conflict_cases.impor", "patrol_tracks.impor"]
    assert [verb for verb in told if "." in verb_words(str(verb))] == []


def test_a_secret_case_stays_closed_to_who_need_not_know(desk):
    desk.cases(("SAR-01", "62.01", "2026-11-20", 2), ("LHN-01", "62.02", "2026-11-20", 1))
    keys = desk.office.frame(CONFLICT_CASES)["kode_kategori"]
    secret, open_ = (keys.index[keys == code][0] for code in ("SAR-01", "LHN-01"))
    for key in (secret, open_):
        with desk.office.store.act(KASI, NOW, Verb.KASUS_UBAH, f"Alasan {key}") as act:
            act.revise(CONFLICT_CASES, key, expected_version=1, changes={"akar": "warisan"})
    told = {role: acts(desk.office, role).steps for role in (KASI, CAMAT, SEKCAM)}
    for role in (KASI, CAMAT):
        assert [step.note for step in told[role]][:2] == [f"Alasan {open_}", f"Alasan {secret}"]
    open_step, secret_step, import_step, *_ = told[SEKCAM]
    assert open_step.changes == (f"Kasus konflik: {open_}",)
    assert (secret_step.note, secret_step.changes) == (
        "",
        ("Kasus rahasia: hanya untuk yang menanganinya.",),
    )
    assert secret not in repr(import_step)
    assert (acts(desk.office, SEKCAM, record=secret).total, acts(desk.office, KASI, record=secret).total) == (
        0,
        2,
    )


def test_what_is_asked_decided_and_ordered_about_a_secret_case_stays_as_closed_as_the_case(desk):
    desk.cases(("SAR-01", "62.01", "2026-11-20", 2))
    with desk.office.store.act(KASI, NOW, Verb.KASUS_UBAH) as act:
        act.revise(CONFLICT_CASES, "KFL-2026-0001", expected_version=1, changes={"visibilitas": "rahasia"})
    about = {"frame": CONFLICT_CASES, "number": "KFL-2026-0001", "kind": DecisionKind.ARAHAN, "text": ""}
    asked = request_decision(desk.office, KASI, subject="Penolakan", at=NOW, form_id="1", **about)
    order = give_disposition(desk.office, CAMAT, DECISIONS, asked, "Temui tokohnya.", at=NOW, form_id="1")
    decide(desk.office, CAMAT, asked, approve=True, note="Dampingi.", expected_version=1, at=NOW)
    report_disposition(desk.office, KASI, order, note="Sudah bertemu.", expected_version=1, at=NOW)
    notes = ["Sudah bertemu.", "Dampingi.", f"Disposisi atas keputusan {asked}", "Penolakan"]
    assert [step.note for step in acts(desk.office, KASI).steps[:4]] == notes
    closed = acts(desk.office, SEKCAM).steps[:4]
    assert [(step.note, step.changes) for step in closed] == [
        ("", ("Kasus rahasia: hanya untuk yang menanganinya.",))
    ] * 4
    assert acts(desk.office, SEKCAM, record=asked).total == 0


def test_the_history_of_settings_tells_old_and_new_by_sheet(office):
    for sheet, key, value in (
        (Sheet.PARAMETER, "kelas.waspada", 8.0),
        (Sheet.ATURAN, "tenggat.verifikasi.kritis", 2.0),
    ):
        wanted = changes(office.settings, {sheet: {key: value}})
        change_directly(office, KEEPER, wanted, note=f"Sebab {key}", at=NOW)
    steps = setting_steps(office, CAMAT, frozenset({Sheet.PARAMETER, Sheet.KATEGORI}))
    assert [(step.note, step.changes) for step in steps] == [
        ("Sebab kelas.waspada", ("Ambang kelas: Waspada mulai: 6 → 8 poin per minggu",))
    ]
    assert [step.note for step in setting_steps(office, KASI, frozenset(Sheet))] == [
        "Sebab tenggat.verifikasi.kritis",
        "Sebab kelas.waspada",
    ]


def test_the_history_of_one_sheet_is_not_lost_behind_many_changes_of_another(office):
    def change(sheet, key, value):
        wanted = changes(office.settings, {sheet: {key: value}})
        change_directly(office, KEEPER, wanted, note=f"Jadi {value}", at=NOW)

    change(Sheet.PARAMETER, "kelas.waspada", 8.0)
    for hours in range(51):
        change(Sheet.ATURAN, "tenggat.verifikasi.ringan", 100.0 + hours)
    assert [step.note for step in setting_steps(office, CAMAT, frozenset({Sheet.PARAMETER}))] == ["Jadi 8.0"]
    limits = setting_steps(office, CAMAT, frozenset({Sheet.ATURAN}))
    assert (len(limits), limits[0].note, limits[-1].note) == (50, "Jadi 150.0", "Jadi 101.0")


def test_the_history_names_who_asked_and_why_and_who_approved(office):
    wanted = changes(office.settings, {Sheet.PARAMETER: {"kelas.waspada": 8.0}})
    number = propose(office, KASI, wanted, reason="Evaluasi Sdr. Rekaan", at=NOW, form_id="1")
    decide(office, CAMAT, number, approve=True, note="Setuju.", expected_version=1, at=NOW)
    (step,) = setting_steps(office, KASI, frozenset(Sheet))
    assert (step.what, step.who) == ("Mengubah pengaturan", "disetujui camat, diusulkan kasi")
    assert step.note == "Evaluasi [nama orang] – Camat: Setuju."


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.SATPOL_PP, Role.POLSEK, Role.KORAMIL, Role.PETUGAS])
def test_the_others_do_not_read_the_trail(office, role):
    for ask in (acts, choices):
        with pytest.raises(Refused, match="tidak berhak"):
            ask(office, Actor("x", role))


@pytest.mark.parametrize("said", ["x" * 100_000, "\x00", "' OR '1'='1", "%"])
def test_a_number_that_no_record_can_have_finds_nothing(desk, said):
    desk.incidents(("2026-11-20 10:00", "JLN-04", "62.01"))
    assert acts(desk.office, KASI, record=said).total == 0
