"""Rows and values named in sentences, a handful at most."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

_SHOWN = 8


def listed(rows: Iterable[object]) -> str:
    """Return the first rows in words.

    Examples
    --------
    >>> listed([2, 3]), listed(range(2, 14))
    ('2, 3', '2, 3, 4, 5, 6, 7, 8, 9 dan 4 lainnya')
    """
    every = list(rows)
    rest = len(every) - _SHOWN
    return ", ".join(map(str, every[:_SHOWN])) + (f" dan {rest} lainnya" if rest > 0 else "")


def counted(values: pd.Series) -> str:
    """Return distinct values with their counts, commonest first.

    Examples
    --------
    >>> counted(pd.Series(["ROBBERY", "ARSON", "ROBBERY"]))
    'ROBBERY (2), ARSON (1)'
    """
    counts = sorted(values.value_counts().items(), key=lambda item: (-item[1], str(item[0])))
    return listed(f"{str(value)[:60]} ({count})" for value, count in counts)
