"""How much room a text takes where nothing can measure it: in a paper that Word sets later."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

LINE = 1.16
"""Height of a line, of the size of its letters."""
_WIDE = 0.53
"""Width of a letter, of its size; Arial's lower case has 0.50 on average, its capitals 0.67."""
_POINTS_A_CM = 72 / 2.54
_CELL_MARGINS_CM = 0.22


def lines(text: str, width_cm: float, size: float) -> int:
    """Return into how many lines a text breaks.

    Parameters
    ----------
    text
        One paragraph.
    width_cm
        Of the column.
    size
        Of the letters, in points.

    Examples
    --------
    >>> lines("Pasar Taniran", 4.0, 9.0), lines("Pasar Taniran", 1.6, 9.0), lines("", 4.0, 9.0)
    (1, 2, 1)
    """
    letters = max(1, int(width_cm * _POINTS_A_CM / (size * _WIDE)))
    return max(1, len(textwrap.wrap(text, letters)))


def table_height(
    rows: Sequence[Sequence[str]], widths_cm: Sequence[float], size: float, pad: float = 0
) -> float:
    """Return the height of a table in points.

    Parameters
    ----------
    rows
        Texts of its cells.
    widths_cm
        Of its columns.
    size
        Of the letters, in points.
    pad
        Points above and below the text of a cell.

    Examples
    --------
    >>> round(table_height([("1.", "Pasar"), ("2.", "Simpang tiga")], (0.8, 1.6), 10.0), 1)
    36.3
    """
    inner = [width - _CELL_MARGINS_CM for width in widths_cm]
    high = (max(lines(text, width, size) for text, width in zip(row, inner, strict=True)) for row in rows)
    return sum(count * size * LINE + _RULE + 2 * pad for count in high)


_RULE = 0.75
