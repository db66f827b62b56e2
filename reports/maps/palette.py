"""Colours, hatches and words of the three classes: one hue, readable in grey print and by everybody.

Lightness carries the order, so a photocopy keeps it; hatching carries low certainty; the words
are printed beside every colour, so that nothing hangs on colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ClassStyle:
    """How a class looks and what it is called.

    Parameters
    ----------
    code
        Code of the class as in the scores.
    label, short
        The words that people read, and the same where space is scarce.
    fill
        Fill colour ``#rrggbb``.
    ink
        Colour of text and hatch lines that stands on the fill.
    """

    code: str
    label: str
    short: str
    fill: str
    ink: str


CLASSES: tuple[ClassStyle, ...] = (
    ClassStyle(code="rawan", label="Rawan", short="Rawan", fill="#a8450c", ink="#ffffff"),
    ClassStyle(code="waspada", label="Waspada", short="Waspada", fill="#efa75c", ink="#3a1d05"),
    ClassStyle(code="aman", label="Aman", short="Aman", fill="#fcebd3", ink="#5b3a1a"),
    ClassStyle(
        code="belum_cukup_data", label="Belum cukup data", short="Belum cukup", fill="#dfe3e6", ink="#59636b"
    ),
)
"""The classes, the heaviest first."""

OUTLINE = "#5d4a3a"
"""Borders of the desa."""
SELECTED = "#0b3954"
"""Border of the desa that is selected."""
GROUND = "#f3f1ec"
"""The calm ground under everything."""
NEIGHBOUR = "#e7e3da"
"""Fill of the neighbouring desa."""
MUTED = "#a59d90"
"""Lines and names of what is only context."""
TRACK = "#1b7f79"
"""Patrol tracks."""
ROAD = "#8c8578"
"""Roads."""
CASE = "#6d1f4e"
"""Conflict cases."""
ROUGH = "#08306b"
"""Squares in which incidents lie whose place is told only roughly."""
PLACE = "#ffffff"
"""Fill of known places."""

CELL_STEPS: tuple[tuple[int, str, str], ...] = (
    (6, "#08306b", "6 atau lebih"),
    (3, "#4a90c8", "3–5"),
    (1, "#c3dcf0", "1–2"),
)
"""Lowest count, colour and words of the three steps of an incident cell, the darkest first: a second
hue, so that a cell is never taken for a desa."""

LOW_CERTAINTY = "rendah"
"""The certainty word that is hatched."""

_BY_CODE = {style.code: style for style in CLASSES}


def style_of(code: str) -> ClassStyle:
    """Return the style of a class; an unknown code looks like *belum cukup data*.

    Examples
    --------
    >>> style_of("rawan").label
    'Rawan'
    """
    return _BY_CODE.get(code, _BY_CODE["belum_cukup_data"])


def hatched(code: str, certainty: str | None) -> bool:
    """Say whether a class is drawn with a hatch: low certainty, or not enough data.

    Examples
    --------
    >>> hatched("rawan", "tinggi"), hatched("rawan", "rendah"), hatched("belum_cukup_data", None)
    (False, True, True)
    """
    return certainty == LOW_CERTAINTY or style_of(code).code == "belum_cukup_data"


def fill(code: str, certainty: str | None) -> str:
    """Return the SVG fill of a desa: a plain colour, or a reference to the hatch pattern of its class.

    Examples
    --------
    >>> fill("rawan", "tinggi"), fill("rawan", "rendah")
    ('#a8450c', 'url(#arsir-rawan)')
    """
    style = style_of(code)
    return f"url(#arsir-{style.code})" if hatched(code, certainty) else style.fill


def cell_colour(count: float) -> str:
    """Return the colour of a cell with that many incidents.

    Examples
    --------
    >>> cell_colour(4)
    '#4a90c8'
    """
    return next((colour for low, colour, _ in CELL_STEPS if count >= low), CELL_STEPS[-1][1])


def patterns() -> Iterator[str]:
    """Yield one SVG ``pattern`` per class: its fill with diagonal lines in its ink.

    Examples
    --------
    >>> next(patterns())[:45]
    '<pattern id="arsir-rawan" width="7" height="7'
    """
    for style in CLASSES:
        yield (
            f'<pattern id="arsir-{style.code}" width="7" height="7" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)"><rect width="7" height="7" fill="{style.fill}"/>'
            f'<rect width="1.6" height="7" fill="{style.ink}" fill-opacity="0.55"/></pattern>'
        )


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb``, 0 (black) to 1 (white); source: WCAG 2.2.

    Examples
    --------
    >>> luminance("#000000"), luminance("#ffffff")
    (0.0, 1.0)
    """
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)  # noqa: PLR2004 - sRGB
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
