"""The life of a conflict case: each step with actor, time and words, as a new version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from records.store.act import Act
from services.case_entry import CLOCK_SLACK
from services.case_record import opened, reason, refuse_stale, revise, revise_in, stored
from services.decisions import WAITING, decisions, request_decision
from services.office import Office
from services.stored import row_of
from sop.conflict import (
    CLOSES_FROM,
    DIVERTED_TO,
    DIVERTIBLE,
    GRAVE_LEVEL,
    LEVELS,
    MOVES,
    CloseReason,
    ConflictStage,
    ConflictTrack,
    level_words,
)
from sop.decision import DecisionKind
from sop.dictionary import CONFLICT_CASES
from sop.party import Actor, Verb
from sop.period import long_date, long_time
from sop.problem import ProblemCode, Refused, problem


def change_level(
    office: Office, actor: Actor, number: str, level: int, *, note: str, expected_version: int, at: datetime
) -> int:
    """Change the level of escalation and return the case's version.

    A case that becomes grave has to be reported to the kabupaten, again if it was grave before.

    Raises
    ------
    Refused
        Without a reason, if it is the level already, or if somebody else was first.
    """
    row = _begin(office, actor, number, Verb.KASUS_TINGKAT, expected_version)
    if level not in LEVELS:
        raise Refused(_wrong("tingkat_eskalasi", level, "0 sampai 4"))
    if level == row["tingkat_eskalasi"]:
        raise Refused(problem(ProblemCode.KASUS_TINGKAT_TETAP, tingkat=level_words(level)))
    step = [_today(office, at).isoformat(), level, at.astimezone(UTC).isoformat()]
    changes: dict[str, Any] = {
        "tingkat_eskalasi": level,
        "riwayat_eskalasi": [*row["riwayat_eskalasi"], step],
    }
    if level >= GRAVE_LEVEL > row["tingkat_eskalasi"]:
        changes["waktu_lapor_kabupaten"] = None
    return revise(
        office, actor, number, changes,
        verb=Verb.KASUS_TINGKAT, note=reason(note), expected_version=expected_version, at=at,
    )  # fmt: skip


def record_answer(
    office: Office,
    actor: Actor,
    number: str,
    *,
    when: datetime,
    note: str,
    expected_version: int,
    at: datetime,
) -> int:
    """Record the first answer to a case, which stops its clock, and return the case's version.

    Parameters
    ----------
    when
        When the parties were met or spoken to, or somebody was sent.
    note
        What was done.
    """
    row = _begin(office, actor, number, Verb.KASUS_UBAH, expected_version)
    _refuse_time(office, row, "waktu_respon", when, at)
    said = reason(note, label=CONFLICT_CASES["respon"].label, name="respon")
    changes = {"waktu_respon": when, "respon": said}
    return _revise(office, actor, number, changes, said, expected_version, at)


def record_plan(
    office: Office, actor: Actor, number: str, *, note: str, expected_version: int, at: datetime
) -> int:
    """Record how the case will be handled, which stops the clock of the plan; return the version."""
    _begin(office, actor, number, Verb.KASUS_UBAH, expected_version)
    said = reason(note, label=CONFLICT_CASES["rencana"].label, name="rencana")
    changes = {"waktu_rencana": at, "rencana": said}
    return _revise(office, actor, number, changes, said, expected_version, at)


def record_report(
    office: Office,
    actor: Actor,
    number: str,
    *,
    when: datetime,
    note: str,
    expected_version: int,
    at: datetime,
) -> int:
    """Record that Kesbangpol or the Tim Terpadu was told, and return the case's version.

    Parameters
    ----------
    when
        When they were told.
    note
        Whom, how, and what was agreed.
    """
    row = _begin(office, actor, number, Verb.KASUS_UBAH, expected_version)
    _refuse_time(office, row, "waktu_lapor_kabupaten", when, at)
    return _revise(office, actor, number, {"waktu_lapor_kabupaten": when}, reason(note), expected_version, at)


def set_next_action(
    office: Office, actor: Actor, number: str, *, due: date, note: str, expected_version: int, at: datetime
) -> int:
    """Set what is to be done next and by which day, and return the case's version."""
    _begin(office, actor, number, Verb.KASUS_UBAH, expected_version)
    if due < _today(office, at):
        raise Refused(_wrong("tgl_berikut", long_date(due), "hari ini atau sesudahnya"))
    said = reason(note, label=CONFLICT_CASES["tindak_berikut"].label, name="tindak_berikut")
    changes = {"tindak_berikut": said, "tgl_berikut": due.isoformat()}
    return _revise(office, actor, number, changes, said, expected_version, at)


def move_stage(
    office: Office,
    actor: Actor,
    number: str,
    to: ConflictStage,
    *,
    note: str,
    expected_version: int,
    at: datetime,
) -> int:
    """Move a case to one of the stages that follow its own, and return its version.

    Raises
    ------
    Refused
        ``kasus.tahap`` if ``to`` does not follow (`sop.conflict.MOVES`).
    """
    row = _begin(office, actor, number, Verb.KASUS_UBAH, expected_version)
    _refuse_move(row, to, possible=to in MOVES[ConflictStage(row["tahap"])])
    changes: dict[str, Any] = {"tahap": to.value}
    if row["tahap"] == ConflictStage.DIALIHKAN:
        changes["dialihkan_ke"] = None
    return _revise(office, actor, number, changes, reason(note), expected_version, at)


def close_case(
    office: Office,
    actor: Actor,
    number: str,
    why: CloseReason,
    *,
    note: str,
    expected_version: int,
    at: datetime,
) -> int:
    """Close a case from today on, and return its version; it leaves the score at once.

    Raises
    ------
    Refused
        ``kasus.alasan_tutup`` if this reason does not fit its stage (`sop.conflict.CLOSES_FROM`).
    """
    row = _begin(office, actor, number, Verb.KASUS_TUTUP, expected_version)
    stage = ConflictStage(row["tahap"])
    if stage not in CLOSES_FROM[why]:
        raise Refused(problem(ProblemCode.KASUS_ALASAN_TUTUP, tahap=stage.label, alasan=why.label))
    changes = {
        "tahap": ConflictStage.TUTUP.value,
        "tgl_tutup": _today(office, at).isoformat(),
        "alasan_tutup": why.value,
        "tindak_berikut": None,
        "tgl_berikut": None,
    }
    return revise(
        office, actor, number, changes,
        verb=Verb.KASUS_TUTUP, note=reason(note), expected_version=expected_version, at=at,
    )  # fmt: skip


def reopen_case(
    office: Office, actor: Actor, number: str, *, note: str, expected_version: int, at: datetime
) -> int:
    """Open a closed case again, under its own number, and return its version.

    Raises
    ------
    Refused
        ``kasus.tahap`` if it is open.
    """
    row = stored(office, actor, number, Verb.KASUS_TUTUP)
    refuse_stale(number, row, expected_version)
    to = ConflictStage.PENILAIAN_AWAL
    _refuse_move(row, to, possible=row["tahap"] == ConflictStage.TUTUP)
    changes = {"tahap": to.value, "tgl_tutup": None, "alasan_tutup": None, "dialihkan_ke": None}
    return revise(
        office, actor, number, changes,
        verb=Verb.KASUS_TUTUP, note=reason(note), expected_version=expected_version, at=at,
    )  # fmt: skip


def propose_diversion(
    office: Office, actor: Actor, number: str, to: ConflictTrack, *, note: str, at: datetime, form_id: str
) -> str:
    """Ask the Camat to hand a case over, and return the number of the request.

    Raises
    ------
    Refused
        If the case cannot be handed over from its stage, or the Camat was asked already.
    """
    row = opened(office, actor, number, Verb.KASUS_UBAH)
    _refuse_diversion(row, to)
    asked = decisions(office, actor, frame=CONFLICT_CASES, number=number, states=WAITING)
    for one in asked:
        if one.kind is DecisionKind.PENGALIHAN:
            raise Refused(problem(ProblemCode.KASUS_MENUNGGU, nomor=one.number))
    return request_decision(
        office,
        actor,
        kind=DecisionKind.PENGALIHAN,
        subject=f"Alihkan kasus {number} ke {to.label}",
        text=reason(note),
        at=at,
        frame=CONFLICT_CASES,
        number=number,
        content={"ke": to.value},
        form_id=form_id,
    )


def divert(office: Office, act: Act, number: str, to: ConflictTrack) -> int:
    """Hand a case over within the act by which the Camat approves it, and return its version.

    Raises
    ------
    Refused
        If it cannot be handed over any more: it moved on meanwhile.
    """
    row = row_of(office.geoframe(CONFLICT_CASES), CONFLICT_CASES, number)
    _refuse_diversion(row, to)
    changes = {"tahap": ConflictStage.DIALIHKAN.value, "dialihkan_ke": to.value, "jalur": to.value}
    return revise_in(act, number, changes, expected_version=row["versi"])


def _begin(office: Office, actor: Actor, number: str, verb: Verb, expected_version: int) -> dict[str, Any]:
    row = opened(office, actor, number, verb)
    refuse_stale(number, row, expected_version)
    return row


def _revise(
    office: Office,
    actor: Actor,
    number: str,
    changes: Mapping[str, Any],
    note: str,
    expected_version: int,
    at: datetime,
) -> int:
    return revise(
        office, actor, number, changes,
        verb=Verb.KASUS_UBAH, note=note, expected_version=expected_version, at=at,
    )  # fmt: skip


def _refuse_move(row: Mapping[str, Any], to: ConflictStage, *, possible: bool) -> None:
    if not possible:
        stage = ConflictStage(row["tahap"])
        raise Refused(problem(ProblemCode.KASUS_TAHAP, tahap=stage.label, tujuan=to.label))


def _refuse_diversion(row: Mapping[str, Any], to: ConflictTrack) -> None:
    _refuse_move(row, ConflictStage.DIALIHKAN, possible=ConflictStage(row["tahap"]) in DIVERTIBLE)
    if to not in DIVERTED_TO:
        targets = ", ".join(one.label for one in DIVERTED_TO)
        raise Refused(_wrong("dialihkan_ke", to.label, f"salah satu dari: {targets}"))


def _refuse_time(office: Office, row: Mapping[str, Any], name: str, when: datetime, at: datetime) -> None:
    field, shown = CONFLICT_CASES[name], long_time(when, office.zone)
    if when > at + CLOCK_SLACK:
        raise Refused(problem(ProblemCode.WAKTU_DEPAN, column=name, isian=field.label, nilai=shown))
    start = row["waktu_identifikasi"]
    if start is not None and when < start:
        raise Refused(
            problem(
                ProblemCode.WAKTU_TERBALIK,
                column=name,
                isian=field.label,
                nilai=shown,
                awal=f"waktu teridentifikasi ({long_time(start, office.zone)})",
            )
        )


def _today(office: Office, at: datetime) -> date:
    return at.astimezone(office.zone).date()


def _wrong(name: str, value: Any, must: str) -> Any:
    label = CONFLICT_CASES[name].label
    return problem(ProblemCode.ISIAN_TAK_SAH, column=name, isian=label, nilai=value, harus=must)
