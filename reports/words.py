"""Words and formats that maps, tables and sentences share."""

from __future__ import annotations

from collections.abc import Sequence

from sop.wording import number

TREND = {
    "di_atas": "di atas biasanya",
    "seperti": "seperti biasanya",
    "di_bawah": "di bawah biasanya",
}
"""How a desa stands against its own last 52 weeks."""

STATE = {
    "ada_kejadian": "ada kejadian",
    "nihil_dilaporkan": "nihil dilaporkan",
    "belum_ada_laporan": "belum ada laporan",
    "tidak_dipatroli": "tidak dipatroli",
}
"""What is known of a desa in a period; three of the four are kinds of zero."""

STATE_SIGN = {
    "ada_kejadian": "●",
    "nihil_dilaporkan": "○",
    "belum_ada_laporan": "◌",
    "tidak_dipatroli": "✕",
}
"""The sign drawn for each state."""

_BARS = {"tinggi": "▰▰▰", "sedang": "▰▰▱", "rendah": "▰▱▱"}


def certainty(word: object) -> str:
    """Return a bar and the word of a certainty.

    Examples
    --------
    >>> certainty("sedang")
    '▰▰▱ sedang'
    """
    return f"{_BARS[word]} {word}" if isinstance(word, str) and word in _BARS else "▱▱▱ –"


def rank_range(low: float, high: float) -> str:
    """Return a rank interval.

    Examples
    --------
    >>> rank_range(1, 3), rank_range(2, 2)
    ('1–3', '2')
    """
    if low != low or high != high:  # noqa: PLR0124 - NaN
        return "–"
    return f"{low:.0f}" if low == high else f"{low:.0f}–{high:.0f}"


def amount(value: object, decimals: int = 1) -> str:
    """Return a number as Indonesians write it, or a dash when it is missing.

    Examples
    --------
    >>> amount(7.25), amount(None), amount(float("nan"))
    ('7,2', '–', '–')
    """
    if not isinstance(value, int | float) or value != value:  # noqa: PLR0124 - NaN
        return "–"
    return number(value, decimals)


def listed(names: Sequence[str]) -> str:
    """Return names as one enumeration.

    Examples
    --------
    >>> listed(["Taniran"]), listed(["Taniran", "Bamban"]), listed(["A", "B", "C"])
    ('Taniran', 'Taniran dan Bamban', 'A, B, dan C')
    """
    match len(names):
        case 0:
            return ""
        case 1:
            return names[0]
        case 2:
            return f"{names[0]} dan {names[1]}"
    return ", ".join(names[:-1]) + f", dan {names[-1]}"
