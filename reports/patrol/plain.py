"""Text of people, made fit for paper, XML and messages: it stays what was meant, and can be nothing else."""

from __future__ import annotations

import unicodedata

from sop.wording import headline

_SPACES = {"Cc", "Zl", "Zp"}
_NOTHING = {"Cf", "Cs", "Co", "Cn"}
"""Marks that turn the direction of writing, halves of characters, and what no font or XML knows."""


def plain(text: str, longest: int = 400) -> str:
    r"""Return a text in one line without control characters, cut at a word where it is too long.

    Examples
    --------
    >>> plain("Pasar\r\n Taniran\x00\u202e"), plain("Simpang tiga Bamban", 14)
    ('Pasar Taniran', 'Simpang tiga…')
    """
    kinds = ((letter, unicodedata.category(letter)) for letter in text)
    kept = "".join(" " if kind in _SPACES else "" if kind in _NOTHING else letter for letter, kind in kinds)
    return headline(" ".join(kept.split()), longest).replace(".…", "…")


def staff_number(number: str) -> str:
    """Return a staff number as papers show it: a NIP of 18 digits in its four parts.

    Examples
    --------
    >>> staff_number("198001012005011001"), staff_number("78090123")
    ('19800101 200501 1 001', '78090123')
    """
    told = plain(number, _LONGEST_NUMBER)
    digits = "".join(told.split())
    if len(digits) == _NIP_DIGITS and digits.isdigit():
        return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"
    return told


_NIP_DIGITS = 18
_LONGEST_NUMBER = 30
