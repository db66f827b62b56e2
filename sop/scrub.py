"""Personal data in free text: where it stands, and the text without it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TITLES = (
    r"Camat|Sekcam|Kasi|Lurah|Kades|Kepala|Sekdes|Kadus|Ketua|RT|RW|Kapolsek|Danramil|Babinsa|Bhabin\w*|"
    r"Damang|Mantir|Guru|Pendeta|Ustadz?|Dokter|Bidan|Bupati|Wakil|PKK|Kota"
)
_NAME = rf"(?:(?!(?:{_TITLES})\b)[A-Z][\w'’]+|[A-Z]\.)"

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
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


@dataclass(frozen=True, order=True)
class Found:
    """One piece of personal data: characters ``start`` to ``end`` (not included) of the text."""

    start: int
    end: int
    kind: str


def find(text: str) -> list[Found]:
    """Return what looks like personal data, in order and without overlaps: a hint, never a proof.

    Examples
    --------
    >>> [(f.kind, "Hub. 0812-3456-7890"[f.start:f.end]) for f in find("Hub. 0812-3456-7890")]
    [('nomor telepon', '0812-3456-7890')]
    >>> find("Pak Camat tiba pukul 16.45 WIB di KM 12")
    []
    """
    kept: list[Found] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            one = Found(match.start(), match.end(), kind)
            if all(one.end <= other.start or other.end <= one.start for other in kept):
                kept.append(one)
    return sorted(kept)


def kinds(text: str) -> tuple[str, ...]:
    """Return the kinds of personal data that a text seems to hold, each once, in order of the text."""
    return tuple(dict.fromkeys(one.kind for one in find(text)))


def scrubbed(text: str) -> str:
    """Return a text with its personal data replaced by the kind of it.

    Examples
    --------
    >>> scrubbed("Sdr. Rekaan naik KH 1234 AB, NIK 6213021234567890")
    '[nama orang] naik [nomor kendaraan], NIK [NIK]'
    """
    for one in reversed(find(text)):
        text = f"{text[: one.start]}[{one.kind}]{text[one.end :]}"
    return text
