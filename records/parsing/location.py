"""A point out of whatever a person pastes: coordinates in any usual notation, or a link of a map service."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from records.parsing.angles import Angle, plain_signs, read_pairs
from records.parsing.links import LINK, is_short, links, point_of_link
from records.parsing.metres import metres, metric_points, zone_of
from records.parsing.plus_codes import plus_points
from sop.problem import Problem, ProblemCode, Refused, problem
from sop.wording import coordinates, number

MAX_LETTERS = 2_000
"""Longest text that is looked at; a place is said in less."""

Bounds = tuple[float, float, float, float]

_INDONESIA: Bounds = (95.0, -11.0, 141.0, 6.0)
_NEAR_DEGREES = 1.0
_SAME_DEGREES = 5e-4
"""Two ways of writing one point differ by less than this, some 50 m."""
_DECIMALS = 7
"""Of a degree; a centimetre."""
_QUARTER_TURN = 90
_HALF_TURN = 180
_SHOWN = 60


@dataclass(frozen=True, kw_only=True)
class ReadPoint:
    """What a text says, and what it may have meant.

    Parameters
    ----------
    lon, lat
        As written, in degrees.
    doubt
        Why this is probably not meant; None if nothing speaks against it.
    meant
        Longitude and latitude that are offered instead.
    """

    lon: float
    lat: float
    doubt: Problem | None = None
    meant: tuple[float, float] | None = None


def read_point(text: str, *, bounds: Bounds | None = None) -> tuple[float, float]:
    r"""Return longitude and latitude of the point that a text gives.

    Parameters
    ----------
    text
        Coordinates in any usual notation, or a text with a link of a map service in it.
    bounds
        West, south, east, north of the area in which the point is expected.

    Raises
    ------
    Refused
        If there is no point in it, more than one, an impossible one, or one whose numbers are probably
        swapped or lack their sign.

    Examples
    --------
    >>> read_point("-1,98765, 115,12345")
    (115.12345, -1.98765)
    >>> read_point("1°59'15.54\" LS 115°07'24.42\" BT")
    (115.12345, -1.98765)
    >>> read_point("https://maps.google.com/?q=-1.98765,115.12345")
    (115.12345, -1.98765)
    >>> read_point("https://maps.app.goo.gl/AbCdEf")
    Traceback (most recent call last):
    sop.problem.Refused: Tautan pendek maps.app.goo.gl tidak memuat koordinat; klik titiknya di peta.
    """
    read = read_text(text, bounds=bounds)
    if read.doubt is not None:
        raise Refused(read.doubt)
    return read.lon, read.lat


def read_text(text: str, *, bounds: Bounds | None = None) -> ReadPoint:
    """Return what a text says with a doubt, if there is one, and what is offered instead.

    Raises
    ------
    Refused
        If there is no point in it, more than one, or an impossible one.
    """
    if len(text) > MAX_LETTERS:
        raise Refused(
            problem(ProblemCode.LOKASI_PANJANG, panjang=number(len(text)), batas=number(MAX_LETTERS))
        )
    area = bounds or _INDONESIA
    text = plain_signs(text)
    found = [*_in_links(text), *_in_words(LINK.sub(" ", text), area)]
    if not found:
        raise Refused(_nothing(text, area))
    distinct = _distinct(found)
    if len(distinct) > 1:
        raise Refused(problem(ProblemCode.LOKASI_BEBERAPA, jumlah=len(distinct)))
    return _weighed(found[0], area)


@dataclass(frozen=True)
class _Found:
    """A latitude and longitude as written, and what was certain about them."""

    lat: float
    lon: float
    ordered: bool = False
    signed: bool = True


def _in_links(text: str) -> list[_Found]:
    points = (point_of_link(link) for link in links(text))
    return [_Found(*point) for point in points if point is not None]


def _in_words(text: str, area: Bounds) -> list[_Found]:
    pairs = [_of_angles(lat, lon) for lat, lon in read_pairs(text)]
    if pairs:
        return pairs
    points = metric_points(text)
    if points:
        lat, lon = next((one for one in points if _near(one[1], one[0], area)), points[0])
        return [_Found(lat, lon, ordered=True)]
    return [_Found(lat, lon, ordered=True) for lat, lon in plus_points(text, area)]


def _of_angles(lat: Angle, lon: Angle) -> _Found:
    hemispheres = lat.axis is not None and lat.signed and lat.degrees != 0
    return _Found(lat.degrees, lon.degrees, ordered=hemispheres, signed=lat.signed)


def _distinct(found: list[_Found]) -> list[_Found]:
    kept: list[_Found] = []
    for one in found:
        if all(max(abs(one.lat - o.lat), abs(one.lon - o.lon)) > _SAME_DEGREES for o in kept):
            kept.append(one)
    return kept


def _weighed(found: _Found, area: Bounds) -> ReadPoint:
    """Hold what is written against where it should be."""
    lon, lat = round(found.lon, _DECIMALS), round(found.lat, _DECIMALS)
    sound = _on_globe(lon, lat)
    if sound and _near(lon, lat, area):
        return ReadPoint(lon=lon, lat=lat)
    offers = []
    if not found.ordered and _on_globe(lat, lon):
        offers.append((ProblemCode.LOKASI_TERTUKAR, f"{_short(lat)}; {_short(lon)}", (lat, lon)))
    if not found.signed and sound:
        offers.append((ProblemCode.LOKASI_TANDA, _short(lat), (lon, -lat)))
    for code, written, meant in offers:
        if _near(*meant, area) or not sound:
            doubt = problem(code, column="lokasi", nilai=written, usul=coordinates(*meant))
            return ReadPoint(lon=lon, lat=lat, doubt=doubt, meant=meant)
    if not sound:
        raise Refused(
            problem(ProblemCode.LOKASI_MUSTAHIL, column="lokasi", lintang=_short(lat), bujur=_short(lon))
        )
    return ReadPoint(lon=lon, lat=lat)


def _on_globe(lon: float, lat: float) -> bool:
    finite = math.isfinite(lon) and math.isfinite(lat)
    return finite and abs(lon) <= _HALF_TURN and abs(lat) <= _QUARTER_TURN


def _near(lon: float, lat: float, area: Bounds) -> bool:
    west, south, east, north = area
    return (
        west - _NEAR_DEGREES <= lon <= east + _NEAR_DEGREES
        and south - _NEAR_DEGREES <= lat <= north + _NEAR_DEGREES
    )


def _short(value: float) -> str:
    return f"{value:.8g}".replace(".", ",").replace("-", "−")


def _nothing(text: str, area: Bounds) -> Problem:
    """Return why there is no point in a text, and the way out."""
    found = links(text)
    short = next((link for link in found if is_short(link)), None)
    if short is not None:
        host = re.sub(r"^[a-z]+://", "", short, flags=re.IGNORECASE).split("/")[0]
        return problem(ProblemCode.LOKASI_TAUTAN_PENDEK, column="lokasi", tautan=host[:_SHOWN])
    if found:
        return problem(ProblemCode.LOKASI_TAUTAN_KOSONG, column="lokasi")
    if len(metres(text)) > 1:
        return problem(ProblemCode.LOKASI_TANPA_ZONA, column="lokasi", usul=zone_of(area))
    return problem(ProblemCode.LOKASI_TANPA_KOORDINAT, column="lokasi")
