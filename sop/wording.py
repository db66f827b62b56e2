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
