"""Personal data in free text: where it stands, and the text without it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

COMPANY = "nama perusahaan"
"""The kind that is not a person's: looked for only where it is asked for."""

_TITLES = (
    r"Camat|Sekcam|Kasi|Lurah|Kades|Kepala|Sekdes|Kadus|Ketua|RT|RW|Kapolsek|Danramil|Babinsa|Bhabin\w*|"
    r"Damang|Mantir|Guru|Pendeta|Ustadz?|Dokter|Bidan|Bupati|Wakil|PKK|Kota"
)
_NAME = rf"(?:(?!(?:{_TITLES})\b)[A-Z][\w'’]+|[A-Z]\.)"

_PERSONAL: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("NIK", re.compile(r"(?<!\d)\d{16}(?!\d)")),
    ("nomor telepon", re.compile(r"(?:\+62|\b62|\b0)[ \-]?8[\d \-]{6,12}\d(?!\d)")),
    (
        "nomor kendaraan",
        re.compile(
            r"\b(?:(?:KH|DA|KT|KB|KU|B|L|W|AB|AD)\s?\d{1,4}|(?i:KH|DA|KT|KB|KU|AB|AD)\s?\d{3,4})"
            r"\s?(?!(?i:WIB|WIT|WITA|HA|KM|KG|RP)\b)(?i:[A-Z]{1,3})\b"
        ),
    ),
    (
        "nama orang",
        re.compile(
            rf"\b(?:(?i:sdr|sdri|sdra|bpk|tn|ny|nn|a\.n)\b\.?|(?i:saudara|saudari|bapak|pak|ibu|bu)\b)\s*"
            rf"{_NAME}(?:\s+(?:bin|binti)?\s*{_NAME}){{0,3}}"
        ),
    ),
)
_COMPANIES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        COMPANY,
        re.compile(
            r"\b(?:(?i:pt|cv|ud)\b\.?\s+|(?:Koperasi|KUD|Yayasan)\s+(?=[A-Z]))"
            r"(?:[A-Z][\w&'’-]*(?:\s+[A-Z][\w&'’-]*){0,3}|[a-z]\w+)"
        ),
    ),
)
_GONE = "["
"""Stands for every letter that was found: nothing that is looked for holds one, nor do the words put in."""


@dataclass(frozen=True, order=True)
class Found:
    """One piece of personal data: characters ``start`` to ``end`` (not included) of the text."""

    start: int
    end: int
    kind: str

    @property
    def replacement(self) -> str:
        """What stands in its place in a scrubbed text."""
        return f"[{self.kind}]"


def find(text: str, *, companies: bool = False) -> list[Found]:
    """Return what looks like personal data, in order and without overlaps: a hint, never a proof.

    Parameters
    ----------
    companies
        Whether the names of companies are looked for as well.

    Examples
    --------
    >>> [(f.kind, "Hub. 0812-3456-7890"[f.start:f.end]) for f in find("Hub. 0812-3456-7890")]
    [('nomor telepon', '0812-3456-7890')]
    >>> find("Pak Camat tiba pukul 16.45 WIB di KM 12")
    []
    >>> [f.replacement for f in find("Truk PT Rekaan Jaya milik Sdr. Contoh", companies=True)]
    ['[nama perusahaan]', '[nama orang]']
    """
    patterns = (*_PERSONAL, *_COMPANIES) if companies else _PERSONAL
    kept: list[Found] = []
    # What was found may have hidden something beside it: looked through again until nothing is left.
    while found := list(_apart(text, patterns)):
        kept += found
        for one in found:
            text = f"{text[: one.start]}{_GONE * (one.end - one.start)}{text[one.end :]}"
    return sorted(kept)


def kinds(text: str) -> tuple[str, ...]:
    """Return the kinds of personal data that a text seems to hold, each once, in order of the text."""
    return tuple(dict.fromkeys(one.kind for one in find(text)))


def scrubbed(text: str, *, companies: bool = False, kept: Collection[Found] = ()) -> str:
    """Return a text with its personal data replaced by the kind of it.

    Parameters
    ----------
    kept
        Of what `find` found, the pieces that a person leaves as they are.

    Examples
    --------
    >>> scrubbed("Sdr. Rekaan naik KH 1234 AB, NIK 6213021234567890")
    '[nama orang] naik [nomor kendaraan], NIK [NIK]'
    >>> scrubbed("Hub. 0812-3456-7890", kept=find("Hub. 0812-3456-7890"))
    'Hub. 0812-3456-7890'
    """
    for one in reversed(find(text, companies=companies)):
        if one not in kept:
            text = f"{text[: one.start]}{one.replacement}{text[one.end :]}"
    return text


def _apart(text: str, patterns: tuple[tuple[str, re.Pattern[str]], ...]) -> Iterator[Found]:
    taken: list[Found] = []
    for kind, pattern in patterns:
        for match in pattern.finditer(text):
            one = Found(match.start(), match.end(), kind)
            if all(one.end <= other.start or other.end <= one.start for other in taken):
                taken.append(one)
                yield one
