"""Hygiene of text: what cannot be seen is taken out, visibly; what is empty is missing."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from records.parsing.rows import listed
from sop.problem import Problem, ProblemCode, problem

MAX_LETTERS = 20_000
"""Longest text of a cell; longer ones are no words of a person."""

_HIDDEN = (
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x{9f}\x{ad}\x{61c}\x{200b}-\x{200f}\x{202a}-\x{202e}"
    r"\x{2060}-\x{2064}\x{2066}-\x{2069}\x{feff}]"
)
_KINDS = (
    ("NUL", r"\x00"),
    ("arah tulisan", r"[\x{61c}\x{200e}\x{200f}\x{202a}-\x{202e}\x{2066}-\x{2069}]"),
    ("lebar nol", r"[\x{ad}\x{200b}-\x{200d}\x{2060}-\x{2064}\x{feff}]"),
    ("kendali", r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x{9f}]"),
)


def arrow(text: pd.Series) -> Any:
    """Return a text column as an Arrow array, for the vectorised functions."""
    return pa.array(text.array, type=pa.string(), from_pandas=True)


def text_series(values: Any, index: pd.Index) -> pd.Series:
    """Return an Arrow array as a pandas text column."""
    return pd.Series(pd.array(values, dtype="str"), index=index)


def clean(table: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    r"""Strip hidden characters and outer blanks from every text column; blank cells become missing.

    Returns
    -------
    tuple
        The cleaned table, and one warning for each column and kind of character, with the rows.

    Examples
    --------
    >>> table = pd.DataFrame({"nama": ["Ba\u200bgok "]}, index=[2])
    >>> cleaned, warnings = clean(table)
    >>> cleaned["nama"].tolist(), warnings[0].message
    (['Bagok'], 'Huruf tak terlihat (lebar nol) dibuang dari “nama” pada baris 2.')
    """
    columns: dict[str, pd.Series] = {}
    warnings: list[Problem] = []
    for name, column in table.items():
        if not isinstance(column.dtype, pd.StringDtype):
            columns[str(name)] = column
            continue
        values = arrow(column)
        hidden = pc.fill_null(pc.match_substring_regex(values, _HIDDEN), fill_value=False)
        if pc.any(hidden).as_py():
            warnings.extend(_warnings(str(name), values, table.index))
            values = pc.replace_substring_regex(values, _HIDDEN, "")
        values = pc.utf8_trim_whitespace(values)
        values = pc.if_else(pc.equal(values, ""), None, values)
        columns[str(name)] = text_series(values, table.index)
    return pd.DataFrame(columns, index=table.index), warnings


def too_long(text: pd.Series) -> pd.Series:
    """Say which cells exceed `MAX_LETTERS`."""
    long = pc.greater(pc.utf8_length(arrow(text)), MAX_LETTERS)
    return pd.Series(pc.fill_null(long, fill_value=False).to_numpy(zero_copy_only=False), index=text.index)


def _warnings(name: str, values: Any, index: pd.Index) -> list[Problem]:
    found = []
    for kind, pattern in _KINDS:
        mask = pc.fill_null(pc.match_substring_regex(values, pattern), fill_value=False)
        rows = index[mask.to_numpy(zero_copy_only=False)]
        if len(rows):
            found.append(
                problem(
                    ProblemCode.TEKS_DIBERSIHKAN,
                    row=int(rows[0]),
                    column=name,
                    huruf=kind,
                    kolom=name,
                    baris=listed(rows),
                )
            )
    return found
