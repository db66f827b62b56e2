"""Numbers as Indonesian readers write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_ENDS = re.compile(r"[.!?]+(?:\s+|$)|[\r\n]+")
_LEAST_LETTERS = 12
_ABBREVIATED = re.compile(r"(?:\b[^\W\d_]{1,3}|\.[^\W\d_]+)$")


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


def duration(seconds: float) -> str:
    """Return a length of time as people say it: whole minutes, hours below two days, else days.

    Examples
    --------
    >>> duration(59), duration(40 * 60), duration(3.9 * 3600), duration(47 * 3600), duration(49 * 3600)
    ('kurang dari 1 menit', '40 menit', '3 jam', '47 jam', '2 hari')
    """
    minutes = int(seconds // 60)
    if minutes < 1:
        return "kurang dari 1 menit"
    if minutes < 60:  # noqa: PLR2004 - an hour
        return f"{minutes} menit"
    hours = minutes // 60
    return f"{hours} jam" if hours < 48 else f"{number(hours // 24)} hari"  # noqa: PLR2004 - two days


def headline(text: str, letters: int = 80) -> str:
    """Return the first line of a text, cut at a word where it is too long.

    Examples
    --------
    >>> headline("Pasar malam minta izin. Setuju?"), headline("Pasar malam minta izin", 12)
    ('Pasar malam minta izin. Setuju?', 'Pasar malam…')
    """
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    if len(first) <= letters:
        return first
    cut = first[: letters + 1].rsplit(" ", 1)[0] if " " in first[: letters + 1] else first[:letters]
    return f"{cut.rstrip(' ,;:')}…"


def sentences(text: str) -> Iterator[str]:
    """Give the sentences of a text without their ends; a period after a short word abbreviates it.

    Examples
    --------
    >>> list(sentences("Jaga Jl. Merdeka s.d. pkl. 22.00. Ada laporan warga!"))
    ['Jaga Jl. Merdeka s.d. pkl. 22.00', 'Ada laporan warga']
    """
    begun = 0
    for end in _ENDS.finditer(text):
        said = text[begun : end.start()]
        ended = end.end() == len(text) or end[0].strip() != "." or not _ABBREVIATED.search(said)
        if ended:
            if said.strip():
                yield said.strip()
            begun = end.end()
    if text[begun:].strip():
        yield text[begun:].strip()


def one_sentence(*parts: str, letters: int = 160) -> str:
    """Return texts as one sentence with semicolons; of too long ones the first is cut.

    Examples
    --------
    >>> one_sentence("Perintah Camat: jaga pasar. Ada laporan!", "kunjungan terakhir 5 hari sebelumnya")
    'Perintah Camat: jaga pasar; Ada laporan; kunjungan terakhir 5 hari sebelumnya.'
    >>> one_sentence("Perintah Camat: jaga pasar malam", "belum dikunjungi", letters=40)
    'Perintah Camat: jaga…; belum dikunjungi.'
    """
    first, *others = ["; ".join(said.rstrip(" ;,:") for said in sentences(part)) for part in parts]
    rest = "".join(f"; {one}" for one in others if one)
    if not first:
        return f"{rest[2:]}." if rest else ""
    told = headline(first, max(letters - len(rest) - 1, _LEAST_LETTERS)) + rest
    return told if told.endswith("…") else f"{told}."


def coordinates(lon: float, lat: float) -> str:
    """Return a point in degrees with its hemispheres, to the metre.

    Examples
    --------
    >>> coordinates(115.12345, -1.98765)
    '1,98765° LS 115,12345° BT'
    """
    north_south = f"{number(abs(lat), 5)}° {'LS' if lat < 0 else 'LU'}"
    return f"{north_south} {number(abs(lon), 5)}° {'BB' if lon < 0 else 'BT'}"


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


def lowered(label: str) -> str:
    """Return a label as it stands within a sentence: names keep their capitals.

    Examples
    --------
    >>> lowered("Menunggu Camat"), lowered("Terbit")
    ('menunggu Camat', 'terbit')
    """
    return label[:1].lower() + label[1:]
