"""Values of an incident's fields as people read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import shapely

from reports.words import happened
from services.office import Office
from services.privacy import SECRET_CATEGORY, Sight, short_name
from services.stored import missing
from sop.dictionary import INCIDENTS, Kind
from sop.incident import IMPACTS, source_words
from sop.period import ZONE_NAMES, long_time
from sop.wording import coordinates, number

NOTHING = "–"
"""What stands where nothing is known."""


def label(name: str) -> str:
    """Return what people call a field."""
    own = {"geometry": "Titik", "kode_desa": "Desa"}
    return own.get(name) or INCIDENTS[name].label


def worded(office: Office, name: str, value: Any) -> str:
    """Return the value of a field in words, `NOTHING` where it is empty."""
    if missing(value):
        return NOTHING
    if name in _OWN_WAY:
        return _OWN_WAY[name](office, value)
    field = INCIDENTS[name]
    if field.codes is not None and str(value) in [*field.codes]:
        return field.codes(str(value)).label
    if field.kind in _BY_KIND:
        return _BY_KIND[field.kind](office, value)
    return str(value)


def _category_name(office: Office, code: Any) -> str:
    category = office.categories.get(str(code))
    return category.name if category else str(code)


def area_name(office: Office, code: str | None) -> str:
    """Return the name of a desa, or that it lies in none."""
    if code is None:
        return "Di luar wilayah"
    names = office.areas()["nama"]
    return str(names[code]) if code in names.index else code


def title(office: Office, row: Mapping[str, Any], sight: str) -> str:
    """Return what the incident is, as far as the reader may know it."""
    if sight == Sight.DESA:
        return SECRET_CATEGORY
    return short_name(worded(office, "kode_kategori", row["kode_kategori"]))


def when(office: Office, row: Mapping[str, Any]) -> str:
    """Return when it happened, in the zone in which it was said, and in the office's if that is another."""
    at: datetime = row["waktu_kejadian"]
    zone = zone_of(str(row["zona_waktu_asli"]), office.zone)
    told = happened(at, row["presisi_waktu"], zone)
    local = at.astimezone(office.zone)
    if "pukul" in told and at.astimezone(zone).utcoffset() != local.utcoffset():
        told += f" ({local:%H.%M} {long_time(at, office.zone).rsplit(' ', 1)[-1]})"
    return told


def zone_of(word: str, usual: ZoneInfo) -> ZoneInfo:
    """Return the zone of a word, or of an IANA name; the usual one for anything else.

    Examples
    --------
    >>> zone_of("WITA", ZoneInfo("Asia/Pontianak")).key, zone_of("+07:00", ZoneInfo("Asia/Pontianak")).key
    ('Asia/Makassar', 'Asia/Pontianak')
    """
    try:
        return ZoneInfo(ZONE_NAMES.get(word, word))
    except (ZoneInfoNotFoundError, ValueError):
        return usual


_OWN_WAY: dict[str, Callable[[Office, Any], str]] = {
    "geometry": lambda _, point: (
        coordinates(point.x, point.y) if isinstance(point, shapely.Point) else NOTHING
    ),
    "kode_kategori": _category_name,
    "kode_desa": lambda office, code: area_name(office, str(code)),
    "dampak_aktual": lambda _, factor: IMPACTS.get(float(factor), number(float(factor), 1)),
    "kerugian_rp": lambda _, rupiah: number(float(rupiah)),
    "sumber": lambda _, code: source_words(str(code)),
}
_BY_KIND: dict[Kind, Callable[[Office, Any], str]] = {
    Kind.TIME: lambda office, at: long_time(at, office.zone),
    Kind.INTEGER: lambda _, value: number(int(value)),
    Kind.NUMBER: lambda _, value: number(float(value), 2),
}
