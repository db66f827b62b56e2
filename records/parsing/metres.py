"""Eastings and northings of a UTM zone, as surveyors and the land office write them."""

from __future__ import annotations

import re
from functools import cache

from pyproj import Transformer

_ZONE = re.compile(
    r"""
    (?:\b(?:zona|zone|utm)\b[\s:]*)+ (\d{1,2})
      (?: \s? (selatan|utara|south|north|[c-hj-np-x]) (?![a-z]|\s*[:=]) )?
  | (?<![\d.,]) (\d{1,2}) \s? ([c-hj-np-x]) \b (?!\s*[:=])
  | \bepsg:32([67])(\d{2})\b
    """,
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)
_METRES = re.compile(
    r"(?<![\d.,])(\d{3}[. ]?\d{3}|\d{1,2}[. ]?\d{3}[. ]?\d{3})(?:[.,](\d{1,4}))?(?![\d.,]*\d)", re.ASCII
)
_EASTING = (100_000, 900_000)
_NORTHING = 10_000_000
_LAST_ZONE = 60
_NORTHERN_BANDS = frozenset("NPQRTUVWX")
_PAIR = 2


def metric_points(text: str) -> list[tuple[float, float]]:
    """Return latitude and longitude of an easting and northing with their zone.

    Returns
    -------
    list
        Empty if the text holds no such thing; else two readings, the likelier half of the globe first:
        a zone's letter is a band for some and "selatan" or "utara" for others.

    Examples
    --------
    >>> [(round(lat, 4), round(lon, 4)) for lat, lon in metric_points("zona 50S 287654 9780123")][0]
    (-1.9882, 115.0909)
    >>> metric_points("287654 9780123")
    []
    """
    zone = _ZONE.search(text)
    numbers = metres(_ZONE.sub(" ", text))
    if zone is None or len(numbers) != _PAIR:
        return []
    east, north = numbers if numbers[0] <= _EASTING[1] else reversed(numbers)
    number = int(zone[1] or zone[3] or zone[6])
    if not (_EASTING[0] <= east <= _EASTING[1] and north <= _NORTHING and 1 <= number <= _LAST_ZONE):
        return []
    northern = zone[5] == "6" if zone[5] else _is_northern((zone[2] or zone[4] or "").upper(), north)
    return [_degrees(number, east, north, northern=half) for half in (northern, not northern)]


def metres(text: str) -> list[float]:
    """Return the numbers in a text that are as long as eastings and northings.

    Examples
    --------
    >>> metres("X = 287.654,5 Y = 9.780.123")
    [287654.5, 9780123.0]
    """
    return [float(f"{re.sub('[. ]', '', whole)}.{rest or 0}") for whole, rest in _METRES.findall(text)]


def zone_of(area: tuple[float, float, float, float]) -> str:
    """Return the zone of the middle of an area as people here name it.

    Examples
    --------
    >>> zone_of((115.0, -2.3, 115.4, -2.0))
    '50S'
    """
    west, south, east, north = area
    return f"{int(((west + east) / 2 + 180) // 6) + 1}{'S' if south + north < 0 else 'N'}"


def _is_northern(letter: str, north: float) -> bool:
    """Say which half of the globe a letter means; S is a band of the north, but here it is "selatan"."""
    if not letter:
        return north < _NORTHING / 2
    return letter in {"UTARA", "NORTH"} or letter in _NORTHERN_BANDS


def _degrees(zone: int, east: float, north: float, *, northern: bool) -> tuple[float, float]:
    lon, lat = _transformer((32600 if northern else 32700) + zone).transform(east, north)
    return lat, lon


@cache
def _transformer(epsg: int) -> Transformer:
    return Transformer.from_crs(epsg, 4326, always_xy=True)
