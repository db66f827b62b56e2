"""Plus Codes (Open Location Code), as Google Maps shows them where streets have no names."""

from __future__ import annotations

import re
from itertools import pairwise

_DIGITS = "23456789CFGHJMPQRVWX"
_CODE = re.compile(
    rf"(?<![A-Za-z0-9+])([{_DIGITS}]{{4}}|[{_DIGITS}]{{8}})\+([{_DIGITS}]{{2,7}})(?![A-Za-z0-9+])"
)
_BASE = 20
_PAIRS = 10
"""Digits that come in pairs of latitude and longitude; each further one splits the cell."""
_ROWS, _COLUMNS = 5, 4
_SHORT = 4
_WIDEST_AREA = 1.0
"""A short code repeats after one degree."""


def plus_points(text: str, area: tuple[float, float, float, float]) -> list[tuple[float, float]]:
    """Return latitude and longitude of the middles of the Plus Codes in a text.

    Parameters
    ----------
    area
        West, south, east, north: a short code means its place nearest to the middle of the area, and
        nothing if the area is wider than a degree, after which short codes repeat.

    Examples
    --------
    >>> [(round(lat, 7), round(lon, 7)) for lat, lon in plus_points("7FG49QCJ+2V", (0, 0, 1, 1))]
    [(20.3700625, 2.7821875)]
    >>> [(round(lat, 4), round(lon, 4)) for lat, lon in plus_points("W7QF+7Q Bamban", (115, -2.3, 115.4, -2))]
    [(-2.0618, 115.2744)]
    """
    found = (_point(match[1].upper(), match[2].upper(), area) for match in _CODE.finditer(text.upper()))
    return [point for point in found if point is not None]


def _point(head: str, tail: str, area: tuple[float, float, float, float]) -> tuple[float, float] | None:
    west, south, east, north = area
    if len(head) > _SHORT:
        return _middle(head + tail)
    if max(east - west, north - south) > _WIDEST_AREA:
        return None
    lat, lon = _middle(_DIGITS[0] * _SHORT + head + tail)
    return _nearest(lat, (south + north) / 2), _nearest(lon, (west + east) / 2)


def _nearest(value: float, to: float) -> float:
    """Return the value a whole number of degrees away that is nearest."""
    return value + round(to - value)


def _middle(code: str) -> tuple[float, float]:
    places = [_DIGITS.index(digit) for digit in code]
    lat, lon, size = -90.0, -180.0, float(_BASE * _BASE)
    for first, second in [*pairwise(places[:_PAIRS])][::2]:
        size /= _BASE
        lat, lon = lat + first * size, lon + second * size
    height = width = size
    for place in places[_PAIRS:]:
        height, width = height / _ROWS, width / _COLUMNS
        lat, lon = lat + place // _COLUMNS * height, lon + place % _COLUMNS * width
    return lat + height / 2, lon + width / 2
