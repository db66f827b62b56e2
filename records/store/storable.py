"""What every database can keep: a record must be able to move from one kind to the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from sop.dictionary import Field, Frame, Kind
from sop.problem import Problem, ProblemCode, Refused, problem

LARGEST = 2**31 - 1
"""Largest whole number of a field."""

_TEXTS = (Kind.TEXT, Kind.CODE, Kind.DATE, Kind.JSON)
_SHOWN = 40


def refuse_unstorable(*texts: str | None) -> None:
    """Refuse texts that not every database can keep.

    Raises
    ------
    Refused
        With ``isian.tak_tersimpan``.
    """
    if not storable("".join(text for text in texts if text)):
        raise Refused(problem(ProblemCode.ISIAN_TAK_TERSIMPAN))


def check_storable(frame: Frame, plain: Mapping[str, Sequence[Any]], rows: Iterable[Any]) -> None:
    """Refuse rows with a value that not every database can keep, all at once.

    Parameters
    ----------
    plain
        Plain columns, by name of the field.
    rows
        Label of each row.

    Raises
    ------
    Refused
        With ``isian.tak_sah`` for each such value.
    """
    labels = list(rows)
    faults = [
        fault for field in frame if field.name in plain for fault in _faults(field, plain[field.name], labels)
    ]
    if faults:
        raise Refused(*faults)


def storable(text: str) -> bool:
    r"""Say whether a text can be kept by every database: no NUL, no half of a surrogate pair.

    Examples
    --------
    >>> storable("balap liar"), storable("a\x00"), storable("a\ud800")
    (True, False, False)
    """
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:
        return False


def _faults(field: Field, column: Sequence[Any], labels: Sequence[Any]) -> Iterator[Problem]:
    if field.kind in _TEXTS and not storable("".join(filter(None, column))):
        for label, text in zip(labels, column, strict=True):
            if text is not None and not storable(text):
                shown = text.encode("ascii", "backslashreplace").decode().replace("\0", "\\0")
                yield _fault(field, label, shown[:_SHOWN], "teks tanpa karakter rusak")
    if field.kind is Kind.INTEGER:
        for label, number in zip(labels, column, strict=True):
            if number is not None and abs(number) > LARGEST:
                yield _fault(field, label, str(number)[:_SHOWN], f"paling besar {LARGEST}")


def _fault(field: Field, label: Any, shown: str, must: str) -> Problem:
    row = int(label) if isinstance(label, (int, np.integer)) else None
    return problem(
        ProblemCode.ISIAN_TAK_SAH, row=row, column=field.name, isian=field.label, nilai=shown, harus=must
    )
