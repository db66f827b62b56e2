"""Officials who sign, in which capacity, and the paper on which they do."""

from __future__ import annotations

from dataclasses import dataclass

from sop.code import Code

NIP_DIGITS = 18
"""A NIP: date of birth, month of appointment, sex, and a number within the day."""


class Paper(Code):
    """Sizes of paper."""

    A4 = "A4", "A4 (21 × 29,7 cm)"
    F4 = "F4", "F4 (21,5 × 33 cm)"

    @property
    def size_mm(self) -> tuple[int, int]:
        """Width and height in millimetres."""
        return (210, 297) if self is Paper.A4 else (215, 330)


class Authority(Code):
    """In which capacity somebody signs; the label is what stands before the title."""

    SENDIRI = "sendiri", ""
    ATAS_NAMA = "atas_nama", "a.n."
    PLT = "plt", "Plt."
    PLH = "plh", "Plh."


OWN_POST = (Authority.SENDIRI, Authority.PLT, Authority.PLH)
"""Capacities in which an official holds the post: nobody holds one in somebody's name."""


class Post(Code):
    """Posts whose holders sign the papers of the section."""

    CAMAT = "camat", "Camat"
    KASI = "kasi", "Kasi Trantib"


@dataclass(frozen=True, kw_only=True)
class Official:
    """Who holds a post; dots stand on paper where the name is empty.

    Parameters
    ----------
    name, rank, nip
        With titles; pangkat (golongan); 18 digits. Any may be empty.
    authority
        One of `OWN_POST`.
    """

    name: str = ""
    rank: str = ""
    nip: str = ""
    authority: Authority = Authority.SENDIRI


def is_nip(text: str) -> bool:
    """Say whether a text is a NIP, with or without its blanks.

    Examples
    --------
    >>> is_nip("19800101 200501 1 001"), is_nip("198001012005011001"), is_nip("19800101")
    (True, True, False)
    """
    digits = "".join(text.split())
    return len(digits) == NIP_DIGITS and digits.isascii() and digits.isdigit()
