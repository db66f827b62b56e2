"""Words and formats that maps, tables and sentences share."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sop.deadline import due_words
from sop.incident import TimePrecision
from sop.period import long_date, long_time, zone_word
from sop.wording import number

TREND = {
    "di_atas": "di atas biasanya",
    "seperti": "seperti biasanya",
    "di_bawah": "di bawah biasanya",
}
"""How a desa stands against its own last 52 weeks."""

STATE = {
    "ada_kejadian": "ada kejadian",
    "nihil_dilaporkan": "nihil dilaporkan",
    "belum_ada_laporan": "belum ada laporan",
    "tidak_dipatroli": "tidak dipatroli",
}
"""What is known of a desa in a period; three of the four are kinds of zero."""

STATE_SIGN = {
    "ada_kejadian": "●",
    "nihil_dilaporkan": "○",
    "belum_ada_laporan": "◌",
    "tidak_dipatroli": "✕",
}
"""The sign drawn for each state."""

_BARS = {"tinggi": "▰▰▰", "sedang": "▰▰▱", "rendah": "▰▱▱"}


def certainty(word: object) -> str:
    """Return a bar and the word of a certainty.

    Examples
    --------
    >>> certainty("sedang")
    '▰▰▱ sedang'
    """
    return f"{_BARS[word]} {word}" if isinstance(word, str) and word in _BARS else "▱▱▱ –"


def rank_range(low: float, high: float) -> str:
    """Return a rank interval.

    Examples
    --------
    >>> rank_range(1, 3), rank_range(2, 2)
    ('1–3', '2')
    """
    if low != low or high != high:  # noqa: PLR0124 - NaN
        return "–"
    return f"{low:.0f}" if low == high else f"{low:.0f}–{high:.0f}"


def amount(value: object, decimals: int = 1) -> str:
    """Return a number as Indonesians write it, or a dash when it is missing.

    Examples
    --------
    >>> amount(7.25), amount(None), amount(float("nan"))
    ('7,2', '–', '–')
    """
    if not isinstance(value, int | float) or value != value:  # noqa: PLR0124 - NaN
        return "–"
    return number(value, decimals)


def moment(when: datetime, at: datetime, zone: ZoneInfo) -> str:
    """Return a time as one says it at ``at``: today, yesterday and tomorrow by name.

    Examples
    --------
    >>> from datetime import timedelta
    >>> zone, now = ZoneInfo("Asia/Pontianak"), datetime(2026, 11, 25, 3, tzinfo=ZoneInfo("UTC"))
    >>> [moment(now + timedelta(hours=h), now, zone) for h in (2, 24, -24, 72)]
    ['hari ini 12.00', 'besok 10.00', 'kemarin 10.00', '28 November 2026 10.00']
    """
    local = when.astimezone(zone)
    ahead = (local.date() - at.astimezone(zone).date()).days
    day = {0: "hari ini", 1: "besok", -1: "kemarin"}.get(ahead) or long_date(local.date())
    return f"{day} {local:%H.%M}"


def deadline(due: datetime, at: datetime, zone: ZoneInfo) -> str:
    """Return how a deadline stands at ``at``.

    Examples
    --------
    >>> from datetime import timedelta
    >>> zone, now = ZoneInfo("Asia/Pontianak"), datetime(2026, 11, 25, 3, tzinfo=ZoneInfo("UTC"))
    >>> deadline(now + timedelta(hours=2), now, zone), deadline(now - timedelta(days=3), now, zone)
    ('paling lambat hari ini 12.00, tinggal 2 jam', 'lewat 3 hari, tenggatnya 22 November 2026 10.00')
    """
    if due > at:
        return f"paling lambat {moment(due, at, zone)}, {due_words(due, at)}"
    return f"{due_words(due, at)}, tenggatnya {moment(due, at, zone)}"


def happened(when: datetime, precision: str, zone: ZoneInfo, *, short: bool = False) -> str:
    """Return when something happened, no more exactly than it is known.

    Parameters
    ----------
    short
        As a cell of a table holds it.

    Examples
    --------
    >>> zone, when = ZoneInfo("Asia/Pontianak"), datetime(2026, 11, 25, 12, 30, tzinfo=ZoneInfo("UTC"))
    >>> happened(when, "tepat", zone)
    'Rabu, 25 November 2026 pukul 19.30 WIB'
    >>> happened(when, "sekitar_1_jam", zone), happened(when, "malam", zone)
    ('Rabu, 25 November 2026 sekitar pukul 19.30 WIB', 'Rabu, 25 November 2026, malam')
    >>> happened(when, "tanggal_saja", zone)
    'Rabu, 25 November 2026'
    >>> happened(when, "tepat", zone, short=True), happened(when, "malam", zone, short=True)
    ('25/11/2026 19.30 WIB', '25/11/2026 malam')
    """
    if short:
        local = when.astimezone(zone)
        clock = f"{local:%H.%M} {zone_word(local)}"
        kept = {TimePrecision.TEPAT: clock, TimePrecision.SEKITAR_1_JAM: f"± {clock}"}
        rest = "" if precision == TimePrecision.TANGGAL_SAJA else precision
        return f"{local:%d/%m/%Y} {kept.get(TimePrecision(precision), rest)}".rstrip()
    told = long_time(when, zone)
    day = told.partition(" pukul ")[0]
    match precision:
        case TimePrecision.TEPAT:
            return told
        case TimePrecision.SEKITAR_1_JAM:
            return told.replace(" pukul ", " sekitar pukul ")
        case TimePrecision.TANGGAL_SAJA:
            return day
    return f"{day}, {precision}"
