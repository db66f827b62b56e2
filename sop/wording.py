"""Numbers as Indonesian readers write them."""

from __future__ import annotations


def number(value: float, decimals: int = 0) -> str:
    """Return a number with dots for thousands and a decimal comma.

    Examples
    --------
    >>> number(1234.5, 1), number(15629), number(-0.04, 1)
    ('1.234,5', '15.629', '0,0')
    """
    text = f"{value:,.{decimals}f}"
    if not text.strip("-0.,"):
        text = text.lstrip("-")
    return text.translate(str.maketrans(",.", ".,"))


def signed(value: float, decimals: int = 0) -> str:
    """Return a number with its sign; a true minus, and no sign on zero.

    Examples
    --------
    >>> signed(3), signed(-2), signed(0)
    ('+3', '−2', '0')
    """
    text = number(abs(value), decimals)
    if not text.strip("0.,"):
        return text
    return ("+" if value > 0 else "−") + text


def coordinates(lon: float, lat: float) -> str:
    """Return a point in degrees with its hemispheres, to the metre.

    Examples
    --------
    >>> coordinates(115.12345, -1.98765)
    '1,98765° LS 115,12345° BT'
    """
    north_south = f"{number(abs(lat), 5)}° {'LS' if lat < 0 else 'LU'}"
    return f"{north_south} {number(abs(lon), 5)}° {'BB' if lon < 0 else 'BT'}"
