"""Times of a route as papers tell them."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sop.period import long_date, long_time, zone_word

_A_DAY = timedelta(hours=24)


def clock(at: datetime, zone: ZoneInfo) -> str:
    """Return hours and minutes.

    Examples
    --------
    >>> from datetime import UTC
    >>> clock(datetime(2026, 11, 23, 12, 5, tzinfo=UTC), ZoneInfo("Asia/Pontianak"))
    '19.05'
    """
    return f"{at.astimezone(zone):%H.%M}"


def weekday_date(at: datetime, zone: ZoneInfo) -> str:
    """Return day and date.

    Examples
    --------
    >>> from datetime import UTC
    >>> weekday_date(datetime(2026, 11, 23, 17, tzinfo=UTC), ZoneInfo("Asia/Pontianak"))
    'Selasa, 24 November 2026'
    """
    return long_time(at, zone).partition(" pukul ")[0]


def hours(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """Return from when to when, and in which zone.

    Examples
    --------
    >>> from datetime import UTC
    >>> zone, evening = ZoneInfo("Asia/Pontianak"), datetime(2026, 11, 23, 12, tzinfo=UTC)
    >>> hours(evening, evening + timedelta(hours=2.5), zone)
    '19.00–21.30 WIB'
    >>> hours(evening, evening + timedelta(hours=6), zone)
    '19.00–01.00 WIB (esok hari)'
    """
    local_start, local_end = start.astimezone(zone), end.astimezone(zone)
    over = " (esok hari)" if local_end.date() > local_start.date() else ""
    return f"{clock(start, zone)}–{clock(end, zone)} {zone_word(local_end)}{over}"


def stands(begins: datetime, ends: datetime) -> bool:
    """Return whether an order stands for a whole day or more, not for one patrol.

    Examples
    --------
    >>> stands(datetime(2026, 11, 23, 19), datetime(2026, 11, 24, 1))
    False
    """
    return ends - begins >= _A_DAY


def days(begins: datetime, ends: datetime, zone: ZoneInfo) -> str:
    """Return on which local days, from the first to the last, which ends at the latest at its midnight.

    Examples
    --------
    >>> zone = ZoneInfo("Asia/Pontianak")
    >>> days(datetime(2026, 11, 1, tzinfo=zone), datetime(2026, 12, 1, tzinfo=zone), zone)
    'terhitung mulai tanggal 1 November 2026 sampai dengan 30 November 2026'
    >>> days(datetime(2026, 11, 30, tzinfo=zone), datetime(2026, 12, 1, tzinfo=zone), zone)
    'pada tanggal 30 November 2026'
    """
    last = ends.astimezone(zone) - timedelta(microseconds=1)
    first, end = (long_date(day.date()) for day in (begins.astimezone(zone), last))
    if first == end:
        return f"pada tanggal {first}"
    return f"terhitung mulai tanggal {first} sampai dengan {end}"
