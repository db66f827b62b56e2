"""Degrees as people write them: signs, hemispheres, minutes and seconds, decimal commas."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sop.code import Code

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("−–—‐‑‒", "-"),
        **dict.fromkeys("º˚", "°"),
        **dict.fromkeys("’‘′‵`´ʹʼ", "'"),
        **dict.fromkeys("”“„″‶ʺ", '"'),
        **dict.fromkeys("，、", ","),
    }
)
"""Signs that phones and word processors put for one another."""


class Axis(Code):
    """Which of the two a number is."""

    LINTANG = "lintang", "Lintang"
    BUJUR = "bujur", "Bujur"


@dataclass(frozen=True, kw_only=True)
class Angle:
    """One number of a pair.

    Parameters
    ----------
    degrees
        With its sign.
    axis
        Said by a hemisphere or a label; None if only the order can tell.
    signed
        Whether a sign or a hemisphere says on which side of zero it is.
    marked
        Whether it can be nothing but a coordinate: it has decimals, minutes, a mark or an axis.
    """

    degrees: float
    axis: Axis | None
    signed: bool
    marked: bool


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str


_END = _Token("kata", "")
_PARTS = {"derajat": 0, "menit": 1, "detik": 2}
_SOUTH_WEST = frozenset({"s", "ls", "lintangselatan", "selatan", "south", "w", "bb", "b", "bujurbarat",
                         "barat", "west"})  # fmt: skip
_LATITUDES = frozenset({"n", "s", "u", "ls", "lu", "lintangselatan", "lintangutara", "selatan", "utara",
                        "south", "north", "lat", "latitude", "lintang"})  # fmt: skip
_TOKENS = re.compile(
    r"""
    (?P<paruh>  l(?:intang|\.)?\s?(?:selatan|utara)(?![a-z]) | bujur\s?(?:timur|barat)(?![a-z])
              | l\.?\s?[su](?![a-z])\.? | b\.?\s?[tb](?![a-z])\.?
              | (?:selatan|utara|timur|barat|south|north|east|west)(?![a-z])
              | [nsewutb](?![a-z])\.? )
  | (?P<label>  (?:latitude|longitude|lintang|bujur|long|lat|lon|lng)(?![a-z])\.? )
  | (?P<derajat> ° | (?:derajat|deg|der)(?![a-z])\.? )
  | (?P<detik>  " | '' | (?:detik|dtk|sec)(?![a-z])\.? )
  | (?P<menit>  ' | (?:menit|mnt|min)(?![a-z])\.? )
  | (?P<angka>  (?:(?<![0-9a-z"'°.])[-+])?[0-9](?:[0-9.,]*[0-9])? )
  | (?P<garis>  [-+] )
  | (?P<pisah>  [,;/|&\n] | (?:dan|and)(?![a-z]) )
  | (?P<abai>   [\s:=()\[\]] )
  | (?P<kata>   [a-z]+ | . )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NUMBER = re.compile(r"[-+]?\d{1,3}(?:[.,]\d+)?")
_GLUED = (
    re.compile(r"([-+]?\d{1,3}\.\d+),(\d{1,3}(?:\.\d+)?)"),
    re.compile(r"([-+]?\d{1,3}),(\d{1,3}\.\d+)"),
    re.compile(r"([-+]?\d{1,3},\d+),(\d{1,3},\d+)"),
)
_STRONG = frozenset({"", ";", "|", "dan", "and"})
"""Separators that can stand between two places; a line break has lost its own sign."""
_SIXTY = 60
_PAIR = 2


def plain_signs(text: str) -> str:
    r"""Return text with one spelling of each sign and without what cannot be seen.

    Examples
    --------
    >>> plain_signs("−1º59′15.5″ LS")
    '-1°59\'15.5" LS'
    """
    text = text.translate(_ALIKE)
    if text.isprintable():
        return text
    kept = (" " if unicodedata.category(one) == "Zs" else one for one in text)
    return "".join(one for one in kept if one.isspace() or unicodedata.category(one)[0] != "C")


def read_angle(text: str) -> Angle | None:
    r"""Return the one angle that a text is, or None.

    Examples
    --------
    >>> round(read_angle("1°59'15.5\" LS").degrees, 6)
    -1.987639
    >>> round(read_angle("115 7,406 BT").degrees, 6)
    115.123433
    >>> read_angle("Bamban") is None
    True
    """
    runs = [*_runs(plain_signs(text))]
    if len(runs) != 1 or any(one.kind == "pisah" for one in runs[0]):
        return None
    return _angle(runs[0])


def read_pairs(text: str) -> list[tuple[Angle, Angle]]:
    """Return every pair that stands in a text, latitude first as far as the text says so.

    Words around a pair are passed over if both of its numbers can be nothing but coordinates.

    Examples
    --------
    >>> ((lat, lon),) = read_pairs("Titik: -1,98765, 115,12345 (depan pasar)")
    >>> lat.degrees, lon.degrees
    (-1.98765, 115.12345)
    >>> read_pairs("Jalan Rekaan 12, 34")
    []
    """
    text = plain_signs(text)
    pairs = [pair for run in _runs(text) for pair in _pairs(run)]
    if len(pairs) == 1 and not any(match.lastgroup == "kata" for match in _TOKENS.finditer(text)):
        return pairs
    return [pair for pair in pairs if pair[0].marked and pair[1].marked]


def _runs(text: str) -> Iterator[list[_Token]]:
    """Give what stands between words, as tokens; runs without a number are no place."""
    run: list[_Token] = []
    for token in [*_tokens(text), _END]:
        if token.kind == "garis":
            token = _dash(token, run)  # noqa: PLW2901 - what a dash is, the run before it says
        if token.kind == "angka" and run and run[-1].kind == "garis":
            token = _Token("angka", run.pop().text + token.text.lstrip("-+"))  # noqa: PLW2901 - its sign
        if token.kind != "kata":
            run.append(token)
            continue
        if any(one.kind == "angka" for one in run):
            yield _trimmed(run)
        run = []


def _dash(dash: _Token, before: Sequence[_Token]) -> _Token:
    """Return a dash as a separator, the sign of the next number, or no part of a place."""
    last = before[-1].kind if before else "pisah"
    if last in {*_PARTS, "paruh"}:
        return _Token("pisah", dash.text)
    return dash if last in {"pisah", "label"} else _Token("kata", dash.text)


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKENS.finditer(text):
        kind, found = str(match.lastgroup), match.group()
        if kind == "angka":
            yield from _numbers(found)
        elif kind != "abai":
            yield _Token(kind, re.sub(r"[\s.]", "", found).lower())


def _numbers(chunk: str) -> Iterator[_Token]:
    if _NUMBER.fullmatch(chunk):
        yield _Token("angka", chunk)
        return
    for pattern in _GLUED:
        both = pattern.fullmatch(chunk)
        if both:
            yield from (_Token("angka", both[1]), _Token("pisah", ","), _Token("angka", both[2]))
            return
    yield _Token("kata", chunk)


def _trimmed(run: Sequence[_Token]) -> list[_Token]:
    kept = list(run)
    while kept and kept[0].kind == "pisah":
        kept.pop(0)
    while kept and kept[-1].kind == "pisah":
        kept.pop()
    return [one for one, after in zip(kept, [*kept[1:], None], strict=True)
            if not (one.kind == "pisah" and after is not None and after.kind == "pisah")]  # fmt: skip


def _pairs(run: list[_Token]) -> list[tuple[Angle, Angle]]:
    """Return the pair that a run is, or the pairs on its lines and between its strong separators."""
    whole = _pair(run)
    if whole is not None:
        return [whole]
    parts: list[list[_Token]] = [[]]
    for token in run:
        if token.kind == "pisah" and token.text in _STRONG:
            parts.append([])
        else:
            parts[-1].append(token)
    return [pair for pair in map(_pair, map(_trimmed, parts)) if pair is not None]


def _pair(run: list[_Token]) -> tuple[Angle, Angle] | None:
    halves = _halves(run)
    if halves is None:
        return None
    first, second = _angle(halves[0]), _angle(halves[1])
    if first is None or second is None or (first.axis is not None and first.axis is second.axis):
        return None
    if first.axis is Axis.BUJUR or second.axis is Axis.LINTANG:
        return second, first
    return first, second


def _halves(run: list[_Token]) -> tuple[list[_Token], list[_Token]] | None:
    """Cut a run where the second angle begins."""
    kinds = [one.kind for one in run]
    cut = None
    if kinds.count("pisah") == 1:
        cut = kinds.index("pisah")
    elif "pisah" in kinds:
        return None
    elif kinds.count("paruh") == _PAIR:
        last = _last(kinds, "paruh")
        cut = last if kinds[0] in {"paruh", "label"} and kinds[-1] != "paruh" else kinds.index("paruh") + 1
    elif kinds.count("label") == _PAIR:
        cut = _last(kinds, "label")
    elif kinds.count("derajat") == _PAIR:
        cut = _last(kinds, "derajat") - 1
    else:
        cut = _middle(kinds)
    if cut is None:
        return None
    head, tail = run[:cut], [one for one in run[cut:] if one.kind != "pisah"]
    return (head, tail) if head and tail else None


def _last(kinds: list[str], kind: str) -> int:
    return len(kinds) - 1 - kinds[::-1].index(kind)


def _middle(kinds: list[str]) -> int | None:
    """Return where the second half of an even number of numbers begins."""
    places = [at for at, kind in enumerate(kinds) if kind == "angka"]
    if not places or len(places) % 2:
        return None
    cut = places[len(places) // 2]
    return cut - 1 if kinds[cut - 1] in {"paruh", "label"} and kinds[0] in {"paruh", "label"} else cut


def _angle(tokens: Sequence[_Token]) -> Angle | None:
    said = [one.text for one in tokens if one.kind in {"paruh", "label"}]
    axes = {Axis.LINTANG if word in _LATITUDES else Axis.BUJUR for word in said}
    sides = [one.text in _SOUTH_WEST for one in tokens if one.kind == "paruh"]
    parts = _parts([one for one in tokens if one.kind not in {"paruh", "label"}])
    if parts is None or len(axes) > 1 or len(sides) > 1:
        return None
    numbers, marks = parts
    size = _size(numbers)
    if size is None:
        return None
    minus, plus = numbers[0].startswith("-"), numbers[0].startswith("+")
    if sides == [False] and minus:
        return None
    negative = minus or sides == [True]
    return Angle(
        degrees=-size if negative else size,
        axis=next(iter(axes), None),
        signed=minus or plus or bool(sides),
        marked=bool(marks) or bool(said) or len(numbers) > 1 or not numbers[0].lstrip("+-").isdigit(),
    )


def _parts(tokens: Sequence[_Token]) -> tuple[list[str], int] | None:
    """Return degrees, minutes and seconds as written, and how many of them carry their mark."""
    numbers: list[str] = []
    marks = 0
    marked = False
    for one in tokens:
        if one.kind == "angka":
            numbers.append(one.text.replace(",", "."))
            marked = False
        elif one.kind in _PARTS:
            if marked or _PARTS[one.kind] != len(numbers) - 1:
                return None
            marked = True
            marks += 1
        else:
            return None
    return (numbers, marks) if 1 <= len(numbers) <= len(_PARTS) else None


def _size(numbers: list[str]) -> float | None:
    """Return the angle without its sign; only its last part may have decimals."""
    first, rest = numbers[0].lstrip("+-"), numbers[1:]
    if rest and not all(part.isdigit() for part in [first, *rest[:-1]]):
        return None
    if any(part[0] in "+-" or float(part) > _SIXTY for part in rest):
        return None
    minutes, seconds = (float(part) for part in [*rest, "0", "0"][:2])
    return float(first) + minutes / _SIXTY + seconds / _SIXTY**2
