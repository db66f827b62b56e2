"""What the Camat is asked and orders: by whom, once, seen by whom, and with what it sets in motion."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest

from services.deciding import decide, direct
from services.decisions import (
    decision,
    decisions,
    give_disposition,
    report_disposition,
    request_decision,
    withdraw,
)
from sop.decision import DecisionKind, DecisionState
from sop.dictionary import CONFLICT_CASES, DECISIONS, INCIDENTS
from sop.party import Actor, Role, Verb
from sop.problem import ProblemCode, Refused, problem

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
KASI, CAMAT, SEKCAM = (Actor(role.value, role) for role in (Role.KASI, Role.CAMAT, Role.SEKCAM))


def ask(desk, actor=KASI, *, kind=DecisionKind.ARAHAN, subject="Pasar malam", form_id="1", **more):
    return request_decision(
        desk.office, actor, kind=kind, subject=subject, text="Mohon arahan.", at=NOW, form_id=form_id, **more
    )


def code_of(refused):
    return [one.code for one in refused.value.problems]


def test_the_kasi_asks_and_the_camat_answers(desk):
    number = ask(desk)
    (asked,) = decisions(desk.office, CAMAT, states={DecisionState.MENUNGGU})
    assert (asked.number, asked.subject, asked.asked_by, asked.waits) == (number, "Pasar malam", "kasi", True)
    decide(
        desk.office, CAMAT, number, approve=True, note="Setuju, pakai jam malam.", expected_version=1, at=NOW
    )
    answered = decision(desk.office, KASI, number)
    assert (answered.state, answered.note, answered.decided_by, answered.decided_at) == (
        DecisionState.DISETUJUI,
        "Setuju, pakai jam malam.",
        "camat",
        NOW,
    )
    assert decisions(desk.office, CAMAT, states={DecisionState.MENUNGGU}) == ()


def test_a_refusal_is_an_answer_too(desk):
    number = ask(desk)
    decide(desk.office, CAMAT, number, approve=False, note="Belum perlu.", expected_version=1, at=NOW)
    assert decision(desk.office, KASI, number).state is DecisionState.DITOLAK


def test_every_step_is_an_act_with_the_words_of_who_did_it(desk):
    number = ask(desk)
    decide(desk.office, CAMAT, number, approve=True, note="Setuju.", expected_version=1, at=NOW)
    told = [(e.actor, e.verb, e.note, e.details) for e in desk.office.store.audit()[-2:]]
    assert told == [
        ("kasi", "keputusan.ajukan", "Pasar malam", {"jenis": "arahan"}),
        ("camat", "keputusan.putus", "Setuju.", {"nomor": number, "status": "disetujui"}),
    ]


def test_the_same_form_sent_twice_asks_once(desk):
    acts = len(desk.office.store.audit())
    assert ask(desk, form_id="a") == ask(desk, form_id="a")
    assert ask(desk, form_id="b") != ask(desk, form_id="a")
    assert len(decisions(desk.office, KASI)) == 2
    assert len(desk.office.store.audit()) == acts + 2


def test_a_second_answer_is_told_who_was_first_and_changes_nothing(desk):
    number = ask(desk)
    decide(desk.office, CAMAT, number, approve=True, note="Setuju.", expected_version=1, at=NOW)
    with pytest.raises(
        Refused, match=f"{number} sudah disetujui oleh camat; isian Anda belum disimpan"
    ) as refused:
        decide(desk.office, CAMAT, number, approve=False, note="Tidak.", expected_version=1, at=NOW)
    assert code_of(refused) == [ProblemCode.KEPUTUSAN_SUDAH]
    assert decision(desk.office, KASI, number).note == "Setuju."


def test_an_answer_to_another_version_is_refused(desk):
    with pytest.raises(Refused) as refused:
        decide(desk.office, CAMAT, ask(desk), approve=True, note="Setuju.", expected_version=2, at=NOW)
    assert code_of(refused) == [ProblemCode.VERSI_BENTROK]


def test_everything_that_is_missing_is_told_at_once(desk):
    with pytest.raises(Refused) as refused:
        ask(desk, subject=" \u200b", frame=INCIDENTS, number="KJD-2026-0099")
    assert [one.message for one in refused.value.problems] == [
        "Perihal wajib diisi.",
        "Kejadian dengan nomor KJD-2026-0099 tidak ditemukan.",
    ]
    with pytest.raises(Refused, match="Catatan wajib diisi"):
        decide(desk.office, CAMAT, ask(desk), approve=True, note="  ", expected_version=1, at=NOW)


def test_what_is_approved_happens_in_the_same_act(desk):
    seen = []
    effects = {DecisionKind.PENGATURAN: lambda _, act, asked: seen.append((act.id, asked.content))}
    first, second = (
        ask(desk, kind=DecisionKind.PENGATURAN, content={"b": n}, form_id=str(n)) for n in (1, 2)
    )
    for number, approve in ((first, True), (second, False)):
        decide(
            desk.office, CAMAT, number,
            approve=approve, note="Sudah saya baca.", expected_version=1, at=NOW, effects=effects,
        )  # fmt: skip
    assert seen == [(desk.office.store.audit()[-2].id, {"b": 1})]


def test_what_cannot_be_done_leaves_the_request_waiting(desk):
    def refuse(_office, _act, asked):
        raise Refused(problem(ProblemCode.REKAM_TAK_ADA, objek="Kasus konflik", kunci=asked.record))

    number = ask(desk, kind=DecisionKind.PENGALIHAN)
    acts = len(desk.office.store.audit())
    with pytest.raises(Refused, match="tidak ditemukan"):
        decide(
            desk.office, CAMAT, number,
            approve=True, note="Setuju.", expected_version=1, at=NOW,
            effects={DecisionKind.PENGALIHAN: refuse},
        )  # fmt: skip
    assert decision(desk.office, KASI, number).waits
    assert len(desk.office.store.audit()) == acts


def test_a_question_for_directions_can_be_answered_with_an_order_in_one_act(desk):
    number, acts = ask(desk), len(desk.office.store.audit()) + 1
    order = direct(desk.office, CAMAT, number, "Siapkan jam malam.", expected_version=1, at=NOW, form_id="1")
    answered, given = decisions(desk.office, KASI)
    assert (answered.state, answered.note) == (
        DecisionState.DISETUJUI,
        f"Dijawab dengan disposisi {order}.",
    )
    assert (given.number, given.text, given.about, given.waits) == (
        order, "Siapkan jam malam.", f"Keputusan {number}", True,
    )  # fmt: skip
    assert len(desk.office.store.audit()) == acts


def test_an_order_alone_answers_nothing_that_must_be_approved(desk):
    number = ask(desk, kind=DecisionKind.PENGATURAN, content={"b": 1})
    with pytest.raises(Refused, match="perlu disetujui atau ditolak"):
        direct(desk.office, CAMAT, number, "Kaji lagi.", expected_version=1, at=NOW, form_id="1")
    assert [one.number for one in decisions(desk.office, KASI)] == [number]


def test_an_order_is_given_on_a_record_and_reported(desk):
    desk.incidents(("2026-11-24 20:00", "JLN-04", "62.01"))
    number = give_disposition(
        desk.office, CAMAT, INCIDENTS, "KJD-2026-0001", "Cek malam ini.", at=NOW, form_id="1"
    )
    (order,) = decisions(desk.office, KASI, frame=INCIDENTS, number="KJD-2026-0001")
    assert (order.number, order.is_order, order.subject, order.about) == (
        number,
        True,
        "Disposisi atas kejadian KJD-2026-0001",
        "Kejadian KJD-2026-0001",
    )
    assert decisions(desk.office, KASI, frame=INCIDENTS, number="KJD-2026-0002") == ()
    report_disposition(desk.office, KASI, number, note="Sudah dicek.", expected_version=1, at=NOW)
    done = decision(desk.office, CAMAT, number)
    assert (done.state, done.note, done.decided_by) == (DecisionState.DILAKSANAKAN, "Sudah dicek.", "kasi")


def test_a_request_and_an_order_say_when_the_answer_is_due(desk):
    # 48 and 72 hours of working days from Wednesday, 10.00 WIB.
    ask(desk)
    give_disposition(desk.office, CAMAT, None, None, "Cek.", at=NOW, form_id="1")
    due = [one.due for one in decisions(desk.office, KASI)]
    assert due == [datetime(2026, 11, 27, 3, 0, tzinfo=UTC), datetime(2026, 11, 30, 3, 0, tzinfo=UTC)]


def test_an_order_in_general_needs_words_and_no_record(desk):
    give_disposition(desk.office, CAMAT, None, None, "Patroli malam Minggu.", at=NOW, form_id="1")
    (order,) = decisions(desk.office, KASI)
    assert (order.subject, order.about) == ("Disposisi umum", "")
    with pytest.raises(Refused, match="Isi disposisi wajib diisi"):
        give_disposition(desk.office, CAMAT, None, None, " ", at=NOW, form_id="2")


def test_a_request_is_no_order_and_an_order_no_request(desk):
    order = give_disposition(desk.office, CAMAT, None, None, "Cek.", at=NOW, form_id="1")
    with pytest.raises(Refused, match="tidak ditemukan"):
        decide(desk.office, CAMAT, order, approve=True, note="Ya.", expected_version=1, at=NOW)
    with pytest.raises(Refused, match="tidak ditemukan"):
        report_disposition(desk.office, KASI, ask(desk), note="Ya.", expected_version=1, at=NOW)


def test_each_takes_back_only_his_own_kind(desk):
    request, order = ask(desk), give_disposition(desk.office, CAMAT, None, None, "Cek.", at=NOW, form_id="1")
    for actor, number in ((CAMAT, request), (KASI, order)):
        with pytest.raises(Refused) as refused:
            withdraw(desk.office, actor, number, note="Batal.", expected_version=1, at=NOW)
        assert code_of(refused) == [ProblemCode.HAK_DITOLAK]
    withdraw(desk.office, KASI, request, note="Sudah tidak perlu.", expected_version=1, at=NOW)
    withdraw(desk.office, CAMAT, order, note="Batal.", expected_version=1, at=NOW)
    assert {one.state for one in decisions(desk.office, KASI)} == {DecisionState.DITARIK}


def secret_case(desk, *, handlers=()):
    desk.cases(("SAR-01", "Barat", "2026-11-24", 2))
    with desk.office.store.act(KASI, NOW, Verb.KASUS_UBAH) as act:
        changes = {"visibilitas": "rahasia", "penangan": list(handlers)}
        act.revise(CONFLICT_CASES, "KFL-2026-0001", expected_version=1, changes=changes)


def test_what_is_about_a_secret_case_is_there_only_for_who_may_see_the_case(desk):
    secret_case(desk)
    number = ask(desk, frame=CONFLICT_CASES, number="KFL-2026-0001")
    order = give_disposition(desk.office, CAMAT, DECISIONS, number, "Lengkapi.", at=NOW, form_id="1")
    assert [one.number for one in decisions(desk.office, KASI)] == [number, order]
    assert decisions(desk.office, SEKCAM) == ()
    with pytest.raises(Refused, match="tidak ditemukan"):
        decision(desk.office, SEKCAM, order)


def test_who_handles_a_secret_case_sees_what_is_asked_about_it(desk):
    secret_case(desk, handlers=["sekcam"])
    number = ask(desk, frame=CONFLICT_CASES, number="KFL-2026-0001")
    assert [one.number for one in decisions(desk.office, SEKCAM)] == [number]


@pytest.mark.parametrize("role", [*Role])
def test_asking_deciding_ordering_and_reporting_are_for_one_role_each(desk, role):
    actor = Actor("seseorang", role)
    request, order = ask(desk), give_disposition(desk.office, CAMAT, None, None, "Cek.", at=NOW, form_id="1")
    acts = {
        Verb.KEPUTUSAN_LIHAT: lambda: decisions(desk.office, actor),
        Verb.KEPUTUSAN_AJUKAN: lambda: ask(desk, actor, form_id="2"),
        Verb.KEPUTUSAN_PUTUS: lambda: decide(
            desk.office, actor, request, approve=True, note="Ya.", expected_version=1, at=NOW
        ),
        Verb.DISPOSISI_BERI: lambda: give_disposition(
            desk.office, actor, None, None, "Cek.", at=NOW, form_id="3"
        ),
        Verb.DISPOSISI_LAKSANA: lambda: report_disposition(
            desk.office, actor, order, note="Ya.", expected_version=1, at=NOW
        ),
    }
    allowed = set()
    for verb, act in acts.items():
        with suppress(Refused):
            act()
            allowed.add(verb)
    kasi = {Verb.KEPUTUSAN_LIHAT, Verb.KEPUTUSAN_AJUKAN, Verb.DISPOSISI_LAKSANA}
    expected = {
        Role.KASI: kasi,
        Role.LOKAL: kasi,
        Role.CAMAT: {Verb.KEPUTUSAN_LIHAT, Verb.KEPUTUSAN_PUTUS, Verb.DISPOSISI_BERI},
        Role.SEKCAM: {Verb.KEPUTUSAN_LIHAT},
    }
    assert allowed == expected.get(role, set())
