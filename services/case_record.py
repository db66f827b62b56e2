"""One stored conflict case, read to be changed: is it there for this person, is it open, is it still so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from records.store.act import Act
from services.case_privacy import require_full
from services.office import Office
from services.stored import row_of
from services.typed import remark
from sop.conflict import ConflictStage
from sop.dictionary import CONFLICT_CASES
from sop.party import Actor, Verb
from sop.problem import Problem, ProblemCode, Refused, problem
from sop.scrub import kinds

IN_TEXT = ("NIK", "nomor telepon")
"""Personal data that no text of a case may hold: its versions are never erased."""


def stored(office: Office, actor: Actor, number: str, verb: Verb) -> dict[str, Any]:
    """Return a case as it is stored, for somebody who may do this to it.

    Raises
    ------
    Refused
        Without the right; ``rekam.tak_ada`` if there is none, and just the same if it is closed to him.
    """
    actor.require(verb)
    key = require_full(office, actor, number)
    return row_of(office.geoframe(CONFLICT_CASES), CONFLICT_CASES, key)


def opened(office: Office, actor: Actor, number: str, verb: Verb) -> dict[str, Any]:
    """Return a case that is open, as `stored`.

    Raises
    ------
    Refused
        ``kasus.sudah_tutup`` if it is closed; else as `stored`.
    """
    row = stored(office, actor, number, verb)
    if row["tahap"] == ConflictStage.TUTUP:
        raise Refused(problem(ProblemCode.KASUS_SUDAH_TUTUP, nomor=number))
    return row


def refuse_stale(number: str, row: Mapping[str, Any], expected_version: int) -> None:
    """Refuse when somebody else was first, before anything else is said about the case.

    Raises
    ------
    Refused
        ``versi.bentrok``.
    """
    if row["versi"] != expected_version:
        raise Refused(problem(ProblemCode.VERSI_BENTROK, objek=f"{CONFLICT_CASES.label} {number}"))


def reason(note: str, *, label: str = "Alasan", name: str = "catatan") -> str:
    """Return the words for an act.

    Raises
    ------
    Refused
        If there are none, they are too long, or they seem to hold somebody's number.
    """
    said, faults = remark(note, label=label, required=True)
    refuse([*(replace(fault, column=name) for fault in faults), *personal(said, label=label, name=name)])
    return said


def personal(text: str, *, label: str, name: str, forbidden: Iterable[str] = IN_TEXT) -> Iterator[Problem]:
    """Yield what of a person a text seems to hold that it may not."""
    held = [kind for kind in kinds(text) if kind in set(forbidden)]
    if held:
        yield problem(ProblemCode.TEKS_PRIBADI, column=name, isian=label, jenis=" dan ".join(held))


def refuse(faults: Iterable[Problem]) -> None:
    """Refuse with all faults at once, or do nothing.

    Raises
    ------
    Refused
        If there are any.
    """
    if found := tuple(faults):
        raise Refused.of(found)


def revise(
    office: Office,
    actor: Actor,
    number: str,
    changes: Mapping[str, Any],
    *,
    verb: Verb,
    note: str,
    expected_version: int,
    at: datetime,
) -> int:
    """Store the next version of a case in an act of its own and return its version."""
    with office.store.act(actor, at, verb, note) as act:
        return revise_in(act, number, changes, expected_version=expected_version)


def revise_in(act: Act, number: str, changes: Mapping[str, Any], *, expected_version: int) -> int:
    """Store the next version of a case within an act and return its version."""
    act.details.update(nomor=number, isian=sorted(changes))
    return act.revise(CONFLICT_CASES, number, expected_version=expected_version, changes=changes)
