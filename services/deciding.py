"""The Camat decides; what an approval sets in motion happens in the same act, or nothing does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from records.store.act import Act
from services.cases import divert
from services.decisions import Decision, add, answer, answer_note, order, waiting
from services.office import Office
from services.patrol_orders import order_approved, order_refused
from services.settings import approved
from services.typed import form_mark
from sop.conflict import ConflictTrack
from sop.decision import DecisionKind, DecisionState
from sop.dictionary import DECISIONS, FRAMES
from sop.party import Actor, Verb
from sop.problem import ProblemCode, Refused, problem

Effect = Callable[[Office, Act, Decision], None]
"""Does within the act what was approved; a refusal leaves the request waiting and changes nothing."""


def _divert(office: Office, act: Act, asked: Decision) -> None:
    divert(office, act, str(asked.record), ConflictTrack(asked.content["ke"]))


def _approve_order(office: Office, act: Act, asked: Decision) -> None:
    order_approved(office, act, str(asked.record), asked.content, by=str(asked.decided_by))


def _refuse_order(office: Office, act: Act, asked: Decision) -> None:
    order_refused(office, act, str(asked.record))


EFFECTS: Mapping[DecisionKind, Effect] = {
    DecisionKind.PENGATURAN: approved,
    DecisionKind.PENGALIHAN: _divert,
    DecisionKind.SPT: _approve_order,
}
"""What the approval of each kind sets in motion; the kinds that are not here are words only."""

REFUSALS: Mapping[DecisionKind, Effect] = {DecisionKind.SPT: _refuse_order}
"""What a refusal sets in motion."""


def decide(
    office: Office,
    actor: Actor,
    number: str,
    *,
    approve: bool,
    note: str,
    expected_version: int,
    at: datetime,
    effects: Mapping[DecisionKind, Effect] = EFFECTS,
) -> None:
    """Approve or refuse what was asked.

    Parameters
    ----------
    note
        The Camat's words.
    expected_version
        The version that the Camat saw.
    effects
        What an approval sets in motion.

    Raises
    ------
    Refused
        If the note is empty, the request does not wait any more (``keputusan.sudah``), somebody changed
        it meanwhile, or what was approved cannot be done.
    """
    actor.require(Verb.KEPUTUSAN_PUTUS)
    asked, said = waiting(office, actor, number, order=False), answer_note(note)
    state = DecisionState.DISETUJUI if approve else DecisionState.DITOLAK
    with office.store.act(actor, at, Verb.KEPUTUSAN_PUTUS, said) as act:
        answer(act, actor, asked, state, note=said, expected_version=expected_version)
        follows = effects if approve else REFUSALS
        if asked.kind in follows:
            answered = replace(asked, decided_by=actor.name, decided_at=at)
            follows[asked.kind](office, act, answered)


def direct(
    office: Office,
    actor: Actor,
    number: str,
    text: str,
    *,
    expected_version: int,
    at: datetime,
    form_id: str,
) -> str:
    """Answer a request with an order, in one act, and return the number of the order.

    The request is approved with it; what its approval sets in motion is for `decide` alone.

    Raises
    ------
    Refused
        As `decide`; also if nothing is ordered, or the request asks for more than directions.
    """
    actor.require(Verb.KEPUTUSAN_PUTUS)
    actor.require(Verb.DISPOSISI_BERI)
    asked = waiting(office, actor, number, order=False)
    if asked.kind is not DecisionKind.ARAHAN:
        raise Refused(problem(ProblemCode.KEPUTUSAN_BUKAN_ARAHAN, nomor=number))
    frame = FRAMES[asked.frame] if asked.frame else DECISIONS
    row = order(frame, asked.record or number, text)
    with office.store.act(actor, at, Verb.KEPUTUSAN_PUTUS, str(row["uraian"])) as act:
        given, _ = add(act, actor, row, form_mark(DECISIONS, actor, form_id))
        note = f"Dijawab dengan disposisi {given}."
        state = DecisionState.DISETUJUI
        answer(act, actor, asked, state, note=note, expected_version=expected_version)
    return given
