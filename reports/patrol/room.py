"""How much room a text takes where nothing can measure it: in a paper that Word sets later."""

from __future__ import annotations

from collections.abc import Sequence

LINE = 1.16
"""Height of a line, of the size of its letters."""
_WIDTHS = {
    0.22: "ijl'|",
    0.28: " ft.,:;/!I[]\\",
    0.34: "r-()·",
    0.5: "cksvxyzJ",
    0.61: "FTZ+=<>~±",
    0.67: "ABEKPSVXY",
    0.72: "wCDHNRU",
    0.78: "GOQ",
    0.84: "mM",
    0.95: "W%@…",
}
_WIDE = {letter: wide for wide, letters in _WIDTHS.items() for letter in letters}
"""Width of a letter of Arial, and of those with its measures, of its size."""
_USUAL, _CAREFUL = 0.556, 1.01
"""Width of all other letters; and what is left free, because programs round."""
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
    room = width_cm * _POINTS_A_CM / (size * _CAREFUL)
    count, used = 1, 0.0
    for word in text.split():
        wide = sum(_WIDE.get(letter, _USUAL) for letter in word)
        if used and used + _WIDE[" "] + wide > room:
            count, used = count + 1, 0.0
        used += (_WIDE[" "] if used else 0.0) + wide
        while used > room:
            # a word that is longer than the column breaks where it must
            count, used = count + 1, used - room
    return count


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
