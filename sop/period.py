"""Periods, zones and dates as the office reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

ZONE_NAMES: dict[str, str] = {"WIB": "Asia/Pontianak", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
"""Indonesian zone words and the IANA zone that each stands for here."""

OFFICE_ZONES: dict[str, str] = {
    "Asia/Jakarta": "WIB – Sumatera, Jawa",
    "Asia/Pontianak": "WIB – Kalimantan Barat dan Tengah",
    "Asia/Makassar": "WITA – Kalimantan Selatan, Timur, Utara; Sulawesi; Bali; Nusa Tenggara",
    "Asia/Jayapura": "WIT – Maluku, Papua",
}
"""The zones of Indonesia in which an office can lie, in words."""

_ABBREVIATIONS = {7: "WIB", 8: "WITA", 9: "WIT"}
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
"""The days of the week, Monday first."""
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip

SHORT_MONTHS = tuple(name[:3] for name in _MONTHS)
"""The months as a heading of a narrow column has them."""


@dataclass(frozen=True)
class Period:
    """A half-open span of local calendar days: ``first`` included, ``after`` not.

    Examples
    --------
    >>> Period(date(2026, 11, 1), date(2026, 12, 1)).days
    30
    """

    first: date
    after: date

    @property
    def days(self) -> int:
        """Number of calendar days."""
        return (self.after - self.first).days

    def bounds(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Return the first instant and the instant after the last, in UTC."""
        return day_start(self.first, zone), day_start(self.after, zone)

    def before(self) -> Period:
        """Return the period of the same length that ends where this one begins."""
        return Period(self.first - (self.after - self.first), self.first)


def day_start(day: date, zone: ZoneInfo) -> datetime:
    """Return the first instant of a local day, in UTC.

    Examples
    --------
    >>> day_start(date(2026, 11, 23), ZoneInfo("Asia/Pontianak")).isoformat()
    '2026-11-22T17:00:00+00:00'
    """
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


QUICK_PERIODS: tuple[str, ...] = (
    "Hari ini",
    "Minggu ini",
    "Bulan ini",
    "Bulan lalu",
    "Tahun ini",
    "Semua",
)
"""Quick periods that every filter offers, in order."""


def quick_period(name: str, today: date) -> Period | None:
    """Return the period of a quick name up to and including ``today``; ``Semua`` is None.

    Examples
    --------
    >>> quick_period("Minggu ini", date(2026, 11, 25))
    Period(first=datetime.date(2026, 11, 23), after=datetime.date(2026, 11, 26))
    >>> quick_period("Bulan lalu", date(2026, 1, 5))
    Period(first=datetime.date(2025, 12, 1), after=datetime.date(2026, 1, 1))
    """
    tomorrow = today + timedelta(days=1)
    month = today.replace(day=1)
    if name == "Semua":
        return None
    if name == "Bulan lalu":
        return Period((month - timedelta(days=1)).replace(day=1), month)
    first = {
        "Hari ini": today,
        "Minggu ini": today - timedelta(days=today.weekday()),
        "Bulan ini": month,
        "Tahun ini": today.replace(month=1, day=1),
    }[name]
    return Period(first, tomorrow)


def zone_word(at: datetime) -> str:
    """Return WIB, WITA or WIT for an aware time in an Indonesian offset, else ``UTC±h``."""
    offset = at.utcoffset()
    hours = (offset.total_seconds() if offset else 0) / 3600
    return _ABBREVIATIONS.get(int(hours) if hours.is_integer() else -99, f"UTC{hours:+g}")


def long_date(day: date) -> str:
    """Return a date in words.

    Examples
    --------
    >>> long_date(date(2026, 11, 23))
    '23 November 2026'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def on_days(first: date, last: date) -> str:
    """Return one day or a span of days as it stands within a sentence.

    Examples
    --------
    >>> on_days(date(2026, 11, 29), date(2026, 11, 29)), on_days(date(2026, 11, 29), date(2026, 12, 1))
    ('pada 29 November 2026', 'dari 29 November 2026 sampai 1 Desember 2026')
    """
    return (
        f"pada {long_date(first)}" if first == last else f"dari {long_date(first)} sampai {long_date(last)}"
    )


def monday_of(day: date) -> date:
    """Return the Monday of a day's week.

    Examples
    --------
    >>> monday_of(date(2026, 11, 25)).isoformat()
    '2026-11-23'
    """
    return day - timedelta(days=day.weekday())


def long_month(day: date) -> str:
    """Return a month in words.

    Examples
    --------
    >>> long_month(date(2026, 11, 1))
    'November 2026'
    """
    return f"{_MONTHS[day.month - 1]} {day.year}"


def long_time(at: datetime, zone: ZoneInfo) -> str:
    """Return day, date and time in words, in the office's zone.

    Examples
    --------
    >>> long_time(datetime(2026, 11, 23, 9, 45, tzinfo=UTC), ZoneInfo("Asia/Pontianak"))
    'Senin, 23 November 2026 pukul 16.45 WIB'
    """
    local = at.astimezone(zone)
    return f"{WEEKDAYS[local.weekday()]}, {long_date(local.date())} pukul {local:%H.%M} {zone_word(local)}"
