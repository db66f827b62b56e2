"""Links of map services: which coordinates an address holds, without asking anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qsl, unquote_plus, urlsplit

from records.parsing.angles import read_pairs

LINK = re.compile(
    r"""
    (?: https?:// | geo: | google\.navigation: | comgooglemaps:// | waze:// | maps:// )\S+
      (?: (?<=[0-9],)\s[-+]?[0-9][0-9.]* )?
  | (?<![\w./@-]) (?:[\w-]+\.)* (?: google\.[a-z.]{2,6}/maps | maps\.google\.[a-z.]{2,6} | goo\.gl
      | maps\.apple\.com | waze\.com | openstreetmap\.org | osm\.org ) [/?]\S*
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""An address in a text, with or without ``https://``."""

_SHORT = re.compile(
    r"^(?:(?:[\w-]+\.)*goo\.gl|g\.co|bit\.ly|s\.id|tinyurl\.com|t\.co|maps\.apple|w3w\.co|osm\.org|share\.google|g\.page)$"
)
_PARAMETERS = ("destination", "daddr", "query", "q", "coordinate", "latlng", "to", "ll", "viewpoint",
               "center", "cbll", "sll", "map", "cp")  # fmt: skip
"""Where services put the point, the surest first."""
_PIN = re.compile(r"!3d(-?[0-9.]+)!4d(-?[0-9.]+)")
_WAYPOINT = re.compile(r"!2m2!1d(-?[0-9.]+)!2d(-?[0-9.]+)")
_EMBEDDED = re.compile(r"!2d(-?[0-9.]+)!3d(-?[0-9.]+)")
_CAMERA = re.compile(r"@(-?[0-9.]+),(-?[0-9.]+)(?:,|$)")
_FRAGMENT = re.compile(r"map=[0-9.]+/(-?[0-9.]+)/(-?[0-9.]+)")
_BRACKETS = re.compile(r"\s*\([^)]*\)?\s*$")
_DECIMAL = re.compile(r"\s*([-+]?[0-9]{1,3}(?:\.[0-9]+)?)\s*[,~\s]\s*([-+]?[0-9]{1,3}(?:\.[0-9]+)?)\s*")
_NESTED = 2


def links(text: str) -> list[str]:
    """Return the addresses in a text.

    Examples
    --------
    >>> links("lokasi: https://maps.google.com/?q=-1.98,115.12, ya")
    ['https://maps.google.com/?q=-1.98,115.12']
    """
    return [found.group().rstrip(".,;>)]}'\"") for found in LINK.finditer(text)]


def is_short(link: str) -> bool:
    """Say whether a link only names another link, which nobody here can ask.

    Examples
    --------
    >>> is_short("https://maps.app.goo.gl/AbCd"), is_short("https://www.google.com/maps?q=1,2")
    (True, False)
    """
    parts = _split(link)
    return parts is not None and bool(_SHORT.match(parts.hostname or ""))


def point_of_link(link: str, *, depth: int = 0) -> tuple[float, float] | None:
    """Return latitude and longitude as a link gives them, or None.

    A pin counts before the place that was asked for, and that before the middle of the screen.

    Examples
    --------
    >>> point_of_link("https://www.google.com/maps/place/Pasar/@-1.9,115.1,17z/data=!3d-1.98!4d115.12")
    (-1.98, 115.12)
    """
    parts = _split(link)
    if parts is None:
        return None
    body = unquote_plus(link)
    return next((found for found in _candidates(parts, body, depth) if found is not None), None)


def _split(link: str) -> SplitResult | None:
    whole = link if re.match(r"[a-z.]+:", link, re.IGNORECASE) else f"https://{link}"
    try:
        parts = urlsplit(whole)
        _ = parts.hostname
    except ValueError:
        return None
    return parts


def _candidates(parts: SplitResult, body: str, depth: int) -> Iterator[tuple[float, float] | None]:
    yield _last(_PIN, body)
    segments = [unquote_plus(one) for one in parts.path.split("/")]
    target = [one for one in segments if one and not one.startswith(("@", "data=", "am="))]
    if "dir" in segments and target:
        yield _pair(target[-1])
        yield _last(_WAYPOINT, body, swap=True)
    given = dict(parse_qsl(parts.query.replace("+", "%2B").replace("%2B", "+"), keep_blank_values=True))
    if parts.scheme == "google.navigation":
        given |= dict(parse_qsl(parts.path))
    yield from _parameters(given, depth)
    if parts.scheme.lower() == "geo":
        yield _pair(parts.path.split(";")[0])
    yield from (_pair(one) for one in reversed(target) if "." in one or "°" in one)
    yield _first(_FRAGMENT, parts.fragment)
    yield _first(_CAMERA, body)
    yield _last(_EMBEDDED, body, swap=True)


def _parameters(given: dict[str, str], depth: int) -> Iterator[tuple[float, float] | None]:
    if "mlat" in given and "mlon" in given:
        yield _pair(f"{given['mlat']},{given['mlon']}")
    for name in _PARAMETERS:
        if name in given:
            yield _pair(given[name])
    for value in given.values():
        if depth < _NESTED and LINK.match(value):
            yield point_of_link(value, depth=depth + 1)


def _pair(text: str) -> tuple[float, float] | None:
    """Return the pair that a part of an address is; decimals there always have a point."""
    body = _BRACKETS.sub("", re.sub(r"^(?:loc:|ll\.|point\.|')", "", text.strip())).rstrip("'")
    found = _DECIMAL.fullmatch(body)
    if found:
        return float(found[1]), float(found[2])
    pairs = read_pairs(body)
    return (pairs[0][0].degrees, pairs[0][1].degrees) if len(pairs) == 1 else None


def _first(pattern: re.Pattern[str], text: str) -> tuple[float, float] | None:
    return next(_floats(pattern, text), None)


def _last(pattern: re.Pattern[str], text: str, *, swap: bool = False) -> tuple[float, float] | None:
    every = [*_floats(pattern, text)]
    if not every:
        return None
    first, second = every[-1]
    return (second, first) if swap else (first, second)


def _floats(pattern: re.Pattern[str], text: str) -> Iterator[tuple[float, float]]:
    for found in pattern.finditer(text):
        try:
            yield float(found[1]), float(found[2])
        except ValueError:
            continue
