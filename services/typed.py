"""What people type: cleaned, checked against the dictionary, and stored once however often it is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256

import pandas as pd

from records.parsing.text import MAX_LETTERS, clean, too_long
from sop.dictionary import Frame
from sop.party import Actor
from sop.problem import Problem, ProblemCode, Refused, problem

MOST_REMARKED = 1_000
"""Longest remark on an act, in letters."""


def typed(frame: Frame, values: Mapping[str, str | None]) -> tuple[dict[str, str | None], list[Problem]]:
    r"""Return typed text without what cannot be seen, and what is wrong with it.

    Parameters
    ----------
    frame
        Kind of record that the text belongs to.
    values
        Text by field. Here every field is required that the dictionary requires.

    Examples
    --------
    >>> from sop.dictionary import DECISIONS
    >>> values, faults = typed(DECISIONS, {"perihal": " Portal\u200b jalan ", "uraian": " "})
    >>> values, faults
    ({'perihal': 'Portal jalan', 'uraian': None}, [])
    >>> [fault.message for fault in typed(DECISIONS, {"perihal": ""})[1]]
    ['Perihal wajib diisi.']
    """
    table = pd.DataFrame({name: pd.Series([value], dtype="str") for name, value in values.items()})
    cleaned, _ = clean(table)
    faults = []
    for name, column in cleaned.items():
        field = frame[str(name)]
        if field.required and column.isna().any():
            faults.append(problem(ProblemCode.ISIAN_WAJIB, column=field.name, isian=field.label))
        if too_long(column).any():
            faults.append(
                problem(
                    ProblemCode.TEKS_TERLALU_PANJANG,
                    column=field.name,
                    isian=field.label,
                    panjang=len(column.iloc[0]),
                    batas=MAX_LETTERS,
                )
            )
    kept = {
        str(name): None if column.isna().any() else str(column.iloc[0]) for name, column in cleaned.items()
    }
    return kept, faults


def remark(text: str, *, label: str, required: bool = False) -> tuple[str, list[Problem]]:
    r"""Return what a person says of an act, in one clean line, and what is wrong with it.

    Parameters
    ----------
    label
        What the form calls it.

    Examples
    --------
    >>> remark(" titik\u200b keliru ", label="Alasan")
    ('titik keliru', [])
    >>> [fault.message for fault in remark(" ", label="Alasan", required=True)[1]]
    ['Alasan wajib diisi.']
    """
    cleaned, _ = clean(pd.DataFrame({"catatan": pd.Series([" ".join(text.split())], dtype="str")}))
    column = cleaned["catatan"]
    said = "" if column.isna().any() else str(column.iloc[0])
    faults = []
    if required and not said:
        faults.append(problem(ProblemCode.ISIAN_WAJIB, column="catatan", isian=label))
    if len(said) > MOST_REMARKED:
        faults.append(
            problem(
                ProblemCode.TEKS_TERLALU_PANJANG,
                column="catatan",
                isian=label,
                panjang=len(said),
                batas=MOST_REMARKED,
            )
        )
    return said, faults


def unseen(texts: Iterable[str]) -> tuple[str, ...]:
    r"""Return what kinds of letters that cannot be seen are in some texts; `typed` and `remark` drop them.

    Examples
    --------
    >>> unseen(["titik\u200b keliru", "dua\nbaris"]), unseen([])
    (('lebar nol',), ())
    """
    _, dropped = clean(pd.DataFrame({"teks": pd.Series(list(texts), dtype="str")}))
    return tuple(one.details["huruf"] for one in dropped)


def form_mark(frame: Frame, actor: Actor, form_id: str) -> str:
    """Return the fingerprint of what one person sent with one form: a second click finds it stored."""
    return sha256(f"{frame.name}\x1d{actor.name}\x1d{form_id}".encode()).hexdigest()


def said_reason(note: str, *, label: str = "Alasan", required: bool = False) -> str:
    """Return the reason of an act as it is kept.

    Parameters
    ----------
    label
        Heading of the field.
    required
        Whether there must be one.

    Raises
    ------
    Refused
        If it is wanted and missing, or no text.
    """
    said, faults = remark(note, label=label, required=required)
    if faults:
        raise Refused.of(faults)
    return said
