"""One stored record."""

from __future__ import annotations

from typing import Any

import pandas as pd

from sop.dictionary import Frame
from sop.problem import ProblemCode, Refused, problem


def row_of(rows: pd.DataFrame, frame: Frame, number: str) -> dict[str, Any]:
    """Return a row by its number, None where something is missing.

    Raises
    ------
    Refused
        ``rekam.tak_ada`` if it is not among the rows.

    Examples
    --------
    >>> from sop.dictionary import PLACES
    >>> row_of(pd.DataFrame({"nama": ["Pos"], "luas": [None]}, index=["TMP-1"]), PLACES, "TMP-1")
    {'nama': 'Pos', 'luas': None}
    """
    if number not in rows.index:
        raise Refused(problem(ProblemCode.REKAM_TAK_ADA, objek=frame.label, kunci=number[:40]))
    row = rows.loc[number].to_dict()
    return {str(name): None if missing(value) else value for name, value in row.items()}


def missing(value: Any) -> bool:
    """Say whether a cell of a stored frame holds nothing."""
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value)  # noqa: PLR0124 - NaN
