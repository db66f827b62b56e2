"""The number under which partners and rooms know a record: it tells nothing of how many others there are.

The office numbers its records one after the other. Who sees some of them could count those in between,
which are the closed ones. To partners, and wherever others look along, a record therefore has a number
that comes from its fingerprint. The office can open a record by either.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

import pandas as pd

from services.office import Office
from services.privacy import PARTNERS
from services.stored import row_of
from sop.dictionary import CONFLICT_CASES, INCIDENTS, Frame
from sop.party import Actor
from sop.problem import ProblemCode, Refused, problem

_OTHERWISE = (INCIDENTS, CONFLICT_CASES)
"""Kinds of record of which some are closed to partners; all others have one number for everybody."""
_LETTERS = 12
"""Sixty bits: in a million records two hardly ever share a number."""


def shown_number(office: Office, actor: Actor, frame: Frame, number: str, *, meeting: bool = False) -> str:
    """Return the number under which a reader knows a record.

    Parameters
    ----------
    meeting
        Whether others look along.
    """
    return shown_numbers(office, actor, frame, [number], meeting=meeting)[0]


def shown_numbers(
    office: Office, actor: Actor, frame: Frame, numbers: Iterable[Any], *, meeting: bool = False
) -> list[str]:
    """Return the numbers under which a reader knows several records, as `shown_number`."""
    theirs = _numbers(office, frame)[0] if meeting or actor.role in PARTNERS else {}
    return [theirs.get(str(number), str(number)) for number in numbers]


def partner_number(office: Office, frame: Frame, number: str) -> str:
    """Return the number under which partners know a record: kind, and twelve letters and digits."""
    return _numbers(office, frame)[0].get(number, number)


def known(office: Office, actor: Actor, frame: Frame, said: str) -> str:
    """Return the number of the record that a reader names; empty if he may not name it so."""
    number = number_meant(office, frame, said)
    if number is None and actor.role in PARTNERS and frame in _OTHERWISE:
        return ""
    return number or said


def meant(office: Office, actor: Actor, frame: Frame, said: str) -> str:
    """Return the number of the record that a reader names.

    What nobody has is returned as it is: the record is not found by it.

    Raises
    ------
    Refused
        ``rekam.tak_ada`` if a partner names a record otherwise than by its own number.
    """
    number = known(office, actor, frame, said)
    if not number:
        raise Refused(problem(ProblemCode.REKAM_TAK_ADA, objek=frame.label, kunci=said[:40]))
    return number


def row_meant(
    office: Office, actor: Actor, frame: Frame, said: str, rows: pd.DataFrame
) -> tuple[str, dict[str, Any]]:
    """Return the office's number of a record that a reader names, and its row.

    Parameters
    ----------
    rows
        The records that are there for the reader.

    Raises
    ------
    Refused
        ``rekam.tak_ada``, in the reader's own words, if it is not among them.
    """
    number = known(office, actor, frame, said)
    if number not in rows.index:
        raise Refused(problem(ProblemCode.REKAM_TAK_ADA, objek=frame.label, kunci=said[:40]))
    return number, row_of(rows, frame, number)


def number_meant(office: Office, frame: Frame, said: str) -> str | None:
    """Return the number of the record to which a partner's number belongs, if any does."""
    return _numbers(office, frame)[1].get(said.strip().upper())


def _numbers(office: Office, frame: Frame) -> tuple[dict[str, str], dict[str, str]]:
    """Return partners' numbers by the office's, and the reverse; remembered for one version of the data."""
    if frame not in _OTHERWISE:
        return {}, {}

    def made() -> tuple[dict[str, str], dict[str, str]]:
        marks = office.frame(frame)["sidik"]
        theirs = {str(number): _reference(str(number), str(mark)) for number, mark in marks.items()}
        return theirs, {reference: number for number, reference in theirs.items()}

    return office.remember(("partner numbers", frame.name), made)


def _reference(number: str, mark: str) -> str:
    """Return a partner's number.

    Examples
    --------
    >>> _reference("KJD-2026-0012", "ab12")
    'KJD-XEMPMT3M74VO'
    """
    digest = sha256(f"nomor mitra\x1d{mark}".encode()).digest()
    return f"{number.split('-', 1)[0]}-{base64.b32encode(digest).decode()[:_LETTERS]}"
