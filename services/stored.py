"""One stored record, and how one is stored once."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from records.store.act import Act
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
    return _plain(rows.loc[number].to_dict())


def rows_of(rows: pd.DataFrame) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield all rows with their numbers, None where something is missing.

    Examples
    --------
    >>> list(rows_of(pd.DataFrame({"nama": ["Pos"], "luas": [None]}, index=["TMP-1"])))
    [('TMP-1', {'nama': 'Pos', 'luas': None})]
    """
    for number, row in zip(rows.index, rows.to_dict("records"), strict=True):
        yield str(number), _plain(row)


def _plain(row: Mapping[Hashable, Any]) -> dict[str, Any]:
    return {str(name): None if missing(value) else value for name, value in row.items()}


def store_once(act: Act, frame: Frame, row: pd.DataFrame) -> tuple[str, bool]:
    """Within an act, store one new record and return its number, and whether it is new.

    What the same form stored before keeps its number, and the act ends without a trace.

    Parameters
    ----------
    row
        One row with its ``sidik``, as `records.store.act.Act.add` takes it.
    """
    added = act.add(frame, row)
    if len(added.ids):
        return str(added.ids.iloc[0]), True
    act.abandon()
    return str(act.found(frame, "sidik", str(row["sidik"].iloc[0])).index[0]), False


def missing(value: Any) -> bool:
    """Say whether a cell of a stored frame holds nothing."""
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value)  # noqa: PLR0124 - NaN
