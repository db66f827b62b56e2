"""The life of a conflict case: entry, level, stages, diversion, closing, links; who may, and what follows."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.clocks import Watch, case_clocks
from analysis.conflict import open_cases
from services.accounts import add_account
from services.case_entry import CaseEntry, correct_case, kinds_of_case, possible_handlers, record_case
from services.case_links import link_incident, unlink_incident
from services.case_privacy import sights
from services.cases import (
    change_level,
    close_case,
    move_stage,
    propose_diversion,
    record_answer,
    record_plan,
    record_report,
    reopen_case,
    set_next_action,
)
from services.deciding import decide
from services.history import history
from services.incident_detail import history as incident_history
from services.incident_detail import incident
from services.scoring import origin, scores
from sop.category import Visibility
from sop.conflict import CLOSES_FROM, MOVES, CloseReason, ConflictSource, ConflictStage, ConflictTrack
from sop.decision import DecisionState
from sop.dictionary import CONFLICT_CASES, DECISIONS, INCIDENTS
from sop.party import Actor, Role
from sop.problem import ProblemCode, Refused
from tests.services.conftest import KEEPER, NOW

KASI, CAMAT, OPERATOR = (Actor(str(role), role) for role in (Role.KASI, Role.CAMAT, Role.OPERATOR))
HOUR = timedelta(hours=1)
ENTRY = CaseEntry(
    title="Batas kebun di hulu sungai", category="LHN-01", source=ConflictSource.SUMBER_DAYA_ALAM,
    identified_at=NOW - HOUR, desa=("62.01",), level=1, trigger="pemasangan patok",
)  # fmt: skip
S = ConflictStage
_FORMS = count()


@pytest.fixture
def office(desk):
    return desk.office


def record(office, entry=ENTRY, actor=KASI, form="f1"):
    return record_case(office, actor, entry, at=NOW, form_id=form)


def case(office, number):
    return office.frame(CONFLICT_CASES).loc[number]


def version(office, number):
    return int(case(office, number)["versi"])


def to_stage(office, number, *stages):
    for stage in stages:
        move_stage(
            office, KASI, number, stage, note="lanjut", expected_version=version(office, number), at=NOW
        )


def points(office, kode="62.01", at=NOW):
    return scores(office, KASI, at=origin(office, None, at)).areas.loc[kode, "konflik"]


def refusal(call, *arguments):
    """Return the codes with which a call is refused, none if it is done."""
    try:
        call(*arguments)
    except Refused as refused:
        return [one.code for one in refused.problems]
    return []


def codes(refused):
    return [one.code for one in refused.value.problems]


# -- entry ------------------------------------------------------------------------


def test_a_recorded_case_is_kept_with_its_hour_its_level_and_its_form(office):
    number = record(office)
    assert number == "KFL-2026-0001"
    row = case(office, number)
    assert row["riwayat_eskalasi"] == [["2026-11-25", 1, "2026-11-25T02:00:00+00:00"]]
    assert (row["tgl_teridentifikasi"], row["tahap"]) == ("2026-11-25", "teridentifikasi")
    assert row["waktu_identifikasi"].to_pydatetime() == NOW - HOUR
    assert (row["visibilitas"], row["desa"], row["sumber_konflik"]) == ("terbatas", ["62.01"], "d")


def test_the_same_form_sent_twice_is_one_case(office):
    assert record(office) == record(office)
    assert len(office.frame(CONFLICT_CASES)) == 1
    assert record(office, form="f2") == "KFL-2026-0002"


def test_a_case_identified_just_after_midnight_belongs_to_the_local_day(office):
    # 24 November, 17.30 UTC, is the 25th, 00.30 in WIB.
    number = record(office, replace(ENTRY, identified_at=datetime(2026, 11, 24, 17, 30, tzinfo=UTC)))
    assert case(office, number)["tgl_teridentifikasi"] == "2026-11-25"


def test_without_named_desa_those_that_the_ground_touches_are_concerned(office):
    ground = shapely.box(115.15, -2.16, 115.25, -2.14)
    number = record(office, replace(ENTRY, desa=(), shape=ground))
    assert case(office, number)["desa"] == ["62.01", "62.02"]
    assert office.geoframe(CONFLICT_CASES).geometry[number].equals(ground)


def test_all_faults_are_told_at_once_and_nothing_is_stored(office):
    wrong = CaseEntry(
        title="Klaim Sdr. Rekaan, NIK 6213020101900001", category="JLN-04", source=None,
        identified_at=NOW + HOUR, desa=(), level=5, trigger="hubungi 0812-3456-7890",
        visibility=Visibility.UMUM, handlers=("siapa",),
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        record(office, wrong)
    assert sorted(one.column for one in refused.value.problems) == [
        "desa", "judul", "kode_kategori", "pemicu", "penangan", "sumber_konflik", "tingkat_eskalasi",
        "visibilitas", "waktu_identifikasi",
    ]  # fmt: skip
    assert office.frame(CONFLICT_CASES).empty


def test_violence_in_the_home_is_never_a_case(office):
    with pytest.raises(Refused) as refused:
        record(office, replace(ENTRY, category="SOS-05"))
    assert codes(refused) == [ProblemCode.KASUS_RUJUKAN_SAJA]
    assert "SOS-05" not in kinds_of_case(office)


def test_a_secret_kind_is_secret_and_only_the_kasi_opens_it(office):
    secret = replace(ENTRY, category="SAR-01")
    number = record(office, secret, OPERATOR)
    assert case(office, number)["visibilitas"] == "rahasia"
    assert sights(office, OPERATOR)[number] == "tertutup"
    with pytest.raises(Refused):
        record(office, replace(secret, visibility=Visibility.TERBATAS), OPERATOR, form="f2")
    opened = record(office, replace(secret, visibility=Visibility.TERBATAS), KASI, form="f3")
    assert case(office, opened)["visibilitas"] == "terbatas"


def test_a_case_of_which_the_kind_is_corrected_becomes_as_closed_as_that_and_never_laxer(office):
    number = record(office, replace(ENTRY, category="LHN-01"))
    words = {"note": "salah jenis", "at": NOW}
    correct_case(office, KASI, number, {"kode_kategori": "SAR-01"}, expected_version=1, **words)
    assert case(office, number)["visibilitas"] == "rahasia"
    correct_case(office, KASI, number, {"kode_kategori": "LHN-01"}, expected_version=2, **words)
    assert case(office, number)["visibilitas"] == "rahasia"
    said = {"kode_kategori": "SAR-01", "visibilitas": Visibility.TERBATAS}
    correct_case(office, KASI, number, said, expected_version=3, **words)
    assert case(office, number)["visibilitas"] == "terbatas"


def test_handlers_are_accounts_and_named_by_the_kasi(office):
    add_account(office, KEEPER, "bhabin", Role.POLSEK, "kata-sandi-uji", at=NOW, name="Bhabin")
    assert possible_handlers(office, KASI) == {"bhabin": "Bhabin (Polsek)"}
    number = record(office, replace(ENTRY, category="SAR-01", handlers=("bhabin",)))
    assert sights(office, Actor("bhabin", Role.POLSEK))[number] == "penuh"
    with pytest.raises(Refused) as refused:
        record(office, replace(ENTRY, handlers=("bhabin",)), OPERATOR, form="f2")
    assert codes(refused) == [ProblemCode.HAK_DITOLAK]


# -- rights ------------------------------------------------------------------------

_STEPS = {
    "record": lambda o, a, _n, _v: record_case(o, a, ENTRY, at=NOW, form_id="hak"),
    "correct": lambda o, a, n, v: correct_case(o, a, n, {"akar": "warisan"}, **_with(v)),
    "level": lambda o, a, n, v: change_level(o, a, n, 2, **_with(v)),
    "answer": lambda o, a, n, v: record_answer(o, a, n, when=NOW, **_with(v)),
    "plan": lambda o, a, n, v: record_plan(o, a, n, **_with(v)),
    "report": lambda o, a, n, v: record_report(o, a, n, when=NOW, **_with(v)),
    "next": lambda o, a, n, v: set_next_action(o, a, n, due=date(2026, 11, 30), **_with(v)),
    "stage": lambda o, a, n, v: move_stage(o, a, n, S.PENILAIAN_AWAL, **_with(v)),
    "close": lambda o, a, n, v: close_case(o, a, n, CloseReason.TIDAK_TERBUKTI, **_with(v)),
    "divert": lambda o, a, n, _v: propose_diversion(
        o, a, n, ConflictTrack.TIM_TERPADU, note="sebab", at=NOW, form_id="alih"
    ),
}


def _with(version_):
    return {"note": "sebab", "expected_version": version_, "at": NOW}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("step", _STEPS)
def test_each_step_is_for_its_roles(office, step, role):
    number = record(office)
    allowed = {Role.KASI, Role.LOKAL} | ({Role.OPERATOR} if step == "record" else set())
    before = len(office.store.audit())
    said = refusal(_STEPS[step], office, Actor("seseorang", role), number, 1)
    assert said == ([] if role in allowed else [ProblemCode.HAK_DITOLAK])
    assert (len(office.store.audit()) > before) is (role in allowed)


# -- level and score -----------------------------------------------------------------


def test_a_recorded_case_raises_the_score_of_its_desa_at_once_and_a_closed_one_leaves_it(office):
    assert points(office) == 0
    number = record(office)
    # LHN-01 weighs 15; E1 0.03, E3 0.25
    assert points(office) == pytest.approx(0.03 * 15)
    change_level(office, KASI, number, 3, note="portal dipasang", expected_version=1, at=NOW)
    assert points(office) == pytest.approx(0.25 * 15)
    change_level(office, KASI, number, 0, note="salah dengar", expected_version=2, at=NOW)
    assert points(office) == pytest.approx(0.01 * 15)
    close_case(office, KASI, number, CloseReason.TIDAK_TERBUKTI, note="tidak ada", expected_version=3, at=NOW)
    assert points(office) == 0
    reopen_case(office, KASI, number, note="muncul lagi", expected_version=4, at=NOW)
    assert points(office) == pytest.approx(0.01 * 15)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 4), min_size=1, max_size=5))
def test_however_often_the_level_changes_in_a_day_the_last_one_counts(office, levels):
    number = record(office, form=str(next(_FORMS)))
    course = [1]
    for level in levels:
        if level != course[-1]:
            change_level(
                office, KASI, number, level, note="x", expected_version=version(office, number), at=NOW
            )
            course.append(level)
    row = case(office, number)
    assert [step[1] for step in row["riwayat_eskalasi"]] == course
    opened = open_cases(office.frame(CONFLICT_CASES), at=origin(office, None, NOW), zone=office.profile.zone)
    assert opened.loc[number, "level"] == course[-1] == row["tingkat_eskalasi"]


def test_the_level_it_has_is_no_change_and_there_is_no_level_above_four(office):
    number = record(office)
    for level, expected in ((1, ProblemCode.KASUS_TINGKAT_TETAP), (5, ProblemCode.ISIAN_TAK_SAH)):
        with pytest.raises(Refused) as refused:
            change_level(office, KASI, number, level, note="x", expected_version=1, at=NOW)
        assert codes(refused) == [expected]


def test_a_case_that_becomes_grave_again_is_reported_again(office):
    number = record(office, replace(ENTRY, level=3))
    record_report(office, KASI, number, when=NOW, note="Kesbangpol, telepon", expected_version=1, at=NOW)
    for version_, level in ((2, 4), (3, 2), (4, 3)):
        change_level(office, KASI, number, level, note="berubah", expected_version=version_, at=NOW)
        told = case(office, number)["waktu_lapor_kabupaten"]
        assert (told == told) is (level != 3)  # noqa: PLR0124 - NaT


# -- clocks ---------------------------------------------------------------------------


def clocks(office):
    watch = Watch(limits=office.limits, categories=office.categories, zone=office.profile.zone, at=NOW)
    return case_clocks(office.frame(CONFLICT_CASES), watch)["duty"].tolist()


def test_answer_plan_report_and_mediation_stop_the_clocks(office):
    number = record(office, replace(ENTRY, level=3))
    assert sorted(clocks(office)) == [
        "konflik_kabupaten", "konflik_mediasi", "konflik_rencana", "konflik_respon",
    ]  # fmt: skip
    record_answer(
        office, KASI, number, when=NOW - HOUR, note="kedua pihak ditemui", expected_version=1, at=NOW
    )
    record_plan(office, KASI, number, note="mediasi Jumat", expected_version=2, at=NOW)
    record_report(office, KASI, number, when=NOW, note="Kesbangpol", expected_version=3, at=NOW)
    assert clocks(office) == ["konflik_mediasi"]
    to_stage(office, number, S.PENILAIAN_AWAL, S.KOORDINASI_TOKOH, S.MEDIASI)
    assert clocks(office) == []
    row = case(office, number)
    assert (row["respon"], row["rencana"]) == ("kedua pihak ditemui", "mediasi Jumat")


@pytest.mark.parametrize(
    ("when", "code"), [(NOW + HOUR, ProblemCode.WAKTU_DEPAN), (NOW - 2 * HOUR, ProblemCode.WAKTU_TERBALIK)]
)
def test_an_answer_lies_between_identification_and_now(office, when, code):
    number = record(office)
    with pytest.raises(Refused) as refused:
        record_answer(office, KASI, number, when=when, note="x", expected_version=1, at=NOW)
    assert codes(refused) == [code]


def test_the_next_action_has_a_day_that_is_still_to_come(office):
    number = record(office)
    with pytest.raises(Refused):
        set_next_action(
            office, KASI, number, due=date(2026, 11, 24), note="undang", expected_version=1, at=NOW
        )
    set_next_action(office, KASI, number, due=date(2026, 11, 25), note="undang", expected_version=1, at=NOW)
    row = case(office, number)
    assert (row["tindak_berikut"], row["tgl_berikut"]) == ("undang", "2026-11-25")


# -- stages ----------------------------------------------------------------------------

_PATH = {
    S.TERIDENTIFIKASI: (),
    S.PENILAIAN_AWAL: (S.PENILAIAN_AWAL,),
    S.KOORDINASI_TOKOH: (S.PENILAIAN_AWAL, S.KOORDINASI_TOKOH),
    S.MEDIASI: (S.PENILAIAN_AWAL, S.KOORDINASI_TOKOH, S.MEDIASI),
    S.SEPAKAT: (S.PENILAIAN_AWAL, S.KOORDINASI_TOKOH, S.MEDIASI, S.SEPAKAT),
    S.PEMANTAUAN: (S.PENILAIAN_AWAL, S.KOORDINASI_TOKOH, S.MEDIASI, S.SEPAKAT, S.PEMANTAUAN),
    S.GAGAL: (S.PENILAIAN_AWAL, S.KOORDINASI_TOKOH, S.MEDIASI, S.GAGAL),
}


@pytest.mark.parametrize("stage", _PATH)
def test_a_case_moves_only_along_the_stages(office, stage):
    number = record(office)
    to_stage(office, number, *_PATH[stage])
    for to in set(S) - set(MOVES[stage]):
        with pytest.raises(Refused) as refused:
            to_stage(office, number, to)
        assert codes(refused) == [ProblemCode.KASUS_TAHAP]
    assert case(office, number)["tahap"] == stage.value


@pytest.mark.parametrize("stage", _PATH)
def test_a_reason_closes_a_case_only_from_its_stages(office, stage):
    for i, why in enumerate(CloseReason):
        number = record(office, form=str(i))
        to_stage(office, number, *_PATH[stage])
        arguments = {"note": "sudah", "expected_version": version(office, number), "at": NOW}
        if stage in CLOSES_FROM[why]:
            close_case(office, KASI, number, why, **arguments)
            row = case(office, number)
            assert (row["tahap"], row["tgl_tutup"], row["alasan_tutup"]) == (
                "tutup", "2026-11-25", why.value,
            )  # fmt: skip
        else:
            with pytest.raises(Refused) as refused:
                close_case(office, KASI, number, why, **arguments)
            assert codes(refused) == [ProblemCode.KASUS_ALASAN_TUTUP]


def test_a_closed_case_rests_until_it_is_opened_again(office):
    number = record(office)
    close_case(office, KASI, number, CloseReason.TIDAK_TERBUKTI, note="x", expected_version=1, at=NOW)
    for step in ("level", "answer", "plan", "next", "stage", "close", "divert", "correct"):
        with pytest.raises(Refused) as refused:
            _STEPS[step](office, KASI, number, 2)
        assert codes(refused) == [ProblemCode.KASUS_SUDAH_TUTUP]
    reopen_case(office, KASI, number, note="muncul lagi", expected_version=2, at=NOW)
    row = case(office, number)
    assert row["tahap"] == "penilaian_awal"
    assert row[["tgl_tutup", "alasan_tutup"]].isna().all()
    with pytest.raises(Refused) as refused:
        reopen_case(office, KASI, number, note="lagi", expected_version=3, at=NOW)
    assert codes(refused) == [ProblemCode.KASUS_TAHAP]


# -- diversion ---------------------------------------------------------------------------


def propose(office, number, to=ConflictTrack.TIM_TERPADU, form="alih"):
    return propose_diversion(office, KASI, number, to, note="melibatkan perusahaan", at=NOW, form_id=form)


def decide_on(office, number, *, approve):
    decide(office, CAMAT, number, approve=approve, note="setuju", expected_version=1, at=NOW)


def test_the_camat_hands_a_case_over_and_nobody_else(office):
    number = record(office)
    asked = propose(office, number)
    row = office.frame(DECISIONS).loc[asked]
    assert (row["perihal"], row["isi"]) == (f"Alihkan kasus {number} ke Tim Terpadu", {"ke": "tim_terpadu"})
    assert case(office, number)["tahap"] == "teridentifikasi"
    decide_on(office, asked, approve=True)
    row = case(office, number)
    assert (row["tahap"], row["dialihkan_ke"], row["jalur"]) == ("dialihkan", "tim_terpadu", "tim_terpadu")
    step = history(office, CONFLICT_CASES, number)[0]
    assert (step.who, step.note) == ("camat", "setuju")
    close_case(office, KASI, number, CloseReason.DIALIHKAN, note="diterima", expected_version=2, at=NOW)


def test_a_refused_request_leaves_the_case_where_it_is(office):
    number = record(office)
    decide_on(office, propose(office, number), approve=False)
    assert case(office, number)["tahap"] == "teridentifikasi"
    assert propose(office, number, form="lagi")


def test_one_request_waits_at_a_time(office):
    number = record(office)
    propose(office, number)
    with pytest.raises(Refused) as refused:
        propose(office, number, form="lagi")
    assert codes(refused) == [ProblemCode.KASUS_MENUNGGU]


def test_a_case_that_moved_on_is_not_handed_over_and_the_request_still_waits(office):
    number = record(office)
    asked = propose(office, number)
    to_stage(office, number, *_PATH[S.SEPAKAT])
    with pytest.raises(Refused) as refused:
        decide_on(office, asked, approve=True)
    assert codes(refused) == [ProblemCode.KASUS_TAHAP]
    assert office.frame(DECISIONS).loc[asked, "status"] == DecisionState.MENUNGGU


def test_a_case_goes_only_to_who_can_take_it(office):
    number = record(office)
    with pytest.raises(Refused) as refused:
        propose(office, number, ConflictTrack.DESA)
    assert codes(refused) == [ProblemCode.ISIAN_TAK_SAH]


def test_a_case_that_was_handed_back_belongs_to_nobody_else(office):
    number = record(office)
    decide_on(office, propose(office, number), approve=True)
    to_stage(office, number, S.KOORDINASI_TOKOH)
    row = case(office, number)
    assert row["tahap"] == "koordinasi_tokoh"
    assert row[["dialihkan_ke"]].isna().all()


# -- corrections, editors, words -----------------------------------------------------------


def test_a_correction_is_a_new_version_with_what_changed_in_words(office):
    number = record(office)
    changes = {"judul": "Batas kebun", "desa": ["62.01", "62.02"], "pemicu": "pemasangan patok", "akar": ""}
    correct_case(office, KASI, number, changes, note="salah tulis", expected_version=1, at=NOW)
    row = case(office, number)
    assert (row["judul"], row["desa"], row["versi"]) == ("Batas kebun", ["62.01", "62.02"], 2)
    assert office.store.audit()[-1].details["isian"] == ["desa", "judul"]
    with pytest.raises(Refused) as refused:
        correct_case(office, KASI, number, {"judul": "Batas kebun"}, note="x", expected_version=2, at=NOW)
    assert codes(refused) == [ProblemCode.KEJADIAN_TETAP]


def test_a_correction_cannot_bypass_the_steps(office):
    number = record(office)
    with pytest.raises(ValueError, match="tahap"):
        correct_case(office, KASI, number, {"tahap": "tutup"}, note="x", expected_version=1, at=NOW)


@pytest.mark.parametrize("step", sorted(set(_STEPS) - {"record", "divert"}))
def test_the_second_of_two_editors_is_told(office, step):
    number = record(office)
    record_plan(office, KASI, number, note="lebih dulu", expected_version=1, at=NOW)
    with pytest.raises(Refused) as refused:
        _STEPS[step](office, KASI, number, 1)
    assert codes(refused) == [ProblemCode.VERSI_BENTROK]


@pytest.mark.parametrize(
    ("note", "code"),
    [
        ("", ProblemCode.ISIAN_WAJIB),
        ("x" * 1001, ProblemCode.TEKS_TERLALU_PANJANG),
        ("NIK 6213020101900001", ProblemCode.TEKS_PRIBADI),
    ],
)
def test_every_step_needs_words_that_may_be_kept_for_ever(office, note, code):
    number = record(office)
    with pytest.raises(Refused) as refused:
        change_level(office, KASI, number, 2, note=note, expected_version=1, at=NOW)
    assert codes(refused) == [code]
    assert version(office, number) == 1


def test_a_secret_case_of_others_is_not_there_even_for_who_may_change_cases(office):
    number = record(office, replace(ENTRY, category="SAR-01"))
    assert sights(office, Actor("sekcam", Role.SEKCAM))[number] == "tertutup"
    with pytest.raises(Refused) as refused:
        move_stage(office, KASI, "KFL-2026-0099", S.PENILAIAN_AWAL, note="x", expected_version=1, at=NOW)
    assert codes(refused) == [ProblemCode.REKAM_TAK_ADA]


# -- incidents of a case ------------------------------------------------------------------


def test_an_incident_of_an_open_case_is_told_in_both_histories(desk):
    desk.incidents(("2026-11-25 09:00", "UNR-02", "62.01"))
    office, incident = desk.office, "KJD-2026-0001"
    number = record(office)
    assert link_incident(office, KASI, number, incident, note="pihak sama", expected_version=1, at=NOW) == 2
    assert office.frame(INCIDENTS).loc[incident, "id_kasus"] == number
    for frame, key in ((CONFLICT_CASES, number), (INCIDENTS, incident)):
        assert history(office, frame, key)[0].note == f"{incident} dikaitkan: pihak sama"
    with pytest.raises(Refused) as refused:
        link_incident(office, KASI, number, incident, note="lagi", expected_version=2, at=NOW)
    assert codes(refused) == [ProblemCode.KASUS_TERKAIT]
    unlink_incident(office, KASI, number, incident, note="keliru", expected_version=2, at=NOW)
    assert office.frame(INCIDENTS)["id_kasus"].isna().all()
    with pytest.raises(Refused) as refused:
        unlink_incident(office, KASI, number, incident, note="lagi", expected_version=3, at=NOW)
    assert codes(refused) == [ProblemCode.KASUS_TAK_TERKAIT]


def test_an_incident_names_its_case_only_to_who_may_know_of_it(desk):
    desk.incidents(("2026-11-25 09:00", "UNR-02", "62.01"))
    office, incident_ = desk.office, "KJD-2026-0001"
    number = record(office, replace(ENTRY, category="SAR-01"))
    link_incident(office, KASI, number, incident_, note="pihak sama", expected_version=1, at=NOW)
    sekcam = Actor("sekcam", Role.SEKCAM)
    shown = {actor.role: incident(office, actor, incident_, at=NOW).case for actor in (KASI, CAMAT, sekcam)}
    assert shown == {Role.KASI: number, Role.CAMAT: number, Role.SEKCAM: None}
    told = incident_history(office, sekcam, incident_)[0].changes
    assert told == ("Kasus konflik terkait diubah",)


def test_violence_in_the_home_is_not_tied_to_a_case(desk):
    desk.incidents(("2026-11-25 09:00", "SOS-05", "62.01"))
    number = record(desk.office)
    with pytest.raises(Refused) as refused:
        link_incident(desk.office, KASI, number, "KJD-2026-0001", note="x", expected_version=1, at=NOW)
    assert codes(refused) == [ProblemCode.KASUS_RUJUKAN_SAJA]
