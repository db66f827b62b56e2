"""The Camat decides; what an approval sets in motion happens in the same act, or nothing does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from records.store.act import Act
from services.decisions import Decision, answer, answer_note, waiting
from services.office import Office
from sop.decision import DecisionKind, DecisionState
from sop.party import Actor, Verb

Effect = Callable[[Office, Act, Decision], None]
"""Does within the act what was approved; a refusal leaves the request waiting and changes nothing."""

EFFECTS: Mapping[DecisionKind, Effect] = {}
"""What the approval of each kind sets in motion; the kinds that are not here are words only."""


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
        if approve and asked.kind in effects:
            effects[asked.kind](office, act, asked)
