"""Delivered dose and daily duty in words."""

from __future__ import annotations

from datetime import date
from math import isnan

import pandas as pd

from analysis.dose import Duty, DutyCalendar, gaps
from services.delivered import Delivered, minutes_of
from sop.period import SHORT_MONTHS
from sop.wording import listed, number

_MOST_GAPS = 6
_MOST_STOPS = 5


def sentence(found: Delivered, period: str) -> str:
    """Return the answer in one sentence: minutes planned, told and proven, and the days without patrol.

    Parameters
    ----------
    period
        Name of the quick period.
    """
    total, name = minutes_of(found.on_sheets), "Sampai hari ini" if period == "Semua" else period
    if found.on_sheets.empty:
        minutes = f"{name} belum ada lembar rute yang terbit"
    else:
        told = _minutes(total["told"], "dilaporkan {}", "belum ada yang dilaporkan")
        proven = _minutes(total["verified"], "terbukti dari jalur {}", "belum ada jalur yang diserahkan")
        minutes = f"{name} direncanakan {number(total['planned'])} menit, {told}, {proven}"
    return minutes + (f"; {_missed(found.duty)}." if found.duty is not None else ".")


def outside_sentence(found: Delivered) -> str:
    """Return what was told and proven of patrols without a sheet, in one sentence; empty without any."""
    if found.off_sheets.empty:
        return ""
    total = minutes_of(found.off_sheets)
    told = _minutes(total["told"], "dilaporkan {} menit di desa", "menitnya tidak dicatat")
    proven = _minutes(total["verified"], "terbukti dari jalur {}", "tanpa jalur")
    return f"Di luar lembar rute {told}, {proven}."


def doubts(found: Delivered) -> tuple[str, ...]:
    """Return where the logs of sheets and the tracks tell two things of a stop, once for each way.

    Nobody is accused: a track may have ended early, and a log may have been filled in from memory.
    """
    rows = found.on_sheets.sort_values(["hari", "lembar"], kind="stable")
    told, seen = rows["told_visit"], rows["proven_visit"]
    unseen, untold = _stops(rows.loc[(told == 1) & (seen == 0)]), _stops(rows.loc[(told == 0) & (seen == 1)])
    said = []
    if unseen:
        said.append(
            f"Dilaporkan didatangi, tetapi jalurnya tidak menunjukkan singgah yang cukup: {unseen}. Periksa "
            "apakah jalurnya lengkap, atau koreksi jurnalnya."
        )
    if untold:
        said.append(f"Jalurnya menunjukkan singgah, tetapi dilaporkan tidak didatangi: {untold}.")
    return tuple(said)


def duty_lines(duty: DutyCalendar) -> tuple[str, ...]:
    """Return how often in a row the daily duty was done, and when it was not.

    Examples
    --------
    >>> from analysis.dose import duty_calendar
    >>> day = [date(2026, 6, n) for n in range(1, 8)]
    >>> duty_lines(duty_calendar({day[0], day[1], day[5]}, {day[6]: "Banjir"}, first=day[0], last=day[6]))
    ('3 hari dipatroli, 1 hari beralasan, 3 hari terlewat.', 'Paling lama berturut-turut 2 hari; sekarang \
1 hari.', 'Terlewat tanpa alasan: 3–5 Jun.')
    """
    counts = duty.days["keadaan"].value_counts()
    done, excused, missed = (
        int(counts.get(one.value, 0)) for one in (Duty.DIPATROLI, Duty.BERALASAN, Duty.TERLEWAT)
    )
    lines = [
        f"{done} hari dipatroli, {excused} hari beralasan, {missed} hari terlewat.",
        f"Paling lama berturut-turut {duty.longest} hari; sekarang {duty.current} hari.",
    ]
    found = gaps(duty.days)
    if found:
        latest = [_span(*one) for one in found[-_MOST_GAPS:]]
        more = "terakhir " if len(found) > _MOST_GAPS else ""
        lines.append(f"Terlewat tanpa alasan: {more}{listed(latest)}.")
    return tuple(lines)


def told_minutes(minutes: float, missing: str) -> str:
    """Return minutes as they are read, or why there are none: nothing known is not zero.

    Examples
    --------
    >>> told_minutes(float("nan"), "tanpa jalur"), told_minutes(0.0, "tanpa jalur"), told_minutes(1234.4, "")
    ('tanpa jalur', '0', '1.234')
    """
    return missing if isnan(minutes) else number(minutes)


def _stops(rows: pd.DataFrame) -> str:
    """Return the names of some stops with their days, the first ones where there are many."""
    names = [f"{name} ({_span(day, day)})" for name, day in zip(rows["nama"], rows["hari"], strict=True)]
    more = len(names) - _MOST_STOPS
    return listed([*names[:_MOST_STOPS], f"{more} titik lain"] if more > 0 else names)


def _minutes(minutes: float, words: str, missing: str) -> str:
    return missing if isnan(minutes) else words.format(number(minutes))


def _missed(duty: DutyCalendar) -> str:
    missed = int((duty.days["keadaan"] == Duty.TERLEWAT.value).sum())
    return f"{missed} hari tanpa patroli tanpa alasan" if missed else "tidak ada hari yang terlewat"


def _span(first: date, last: date) -> str:
    month = SHORT_MONTHS[last.month - 1]
    if first == last:
        return f"{last.day} {month}"
    if first.month == last.month:
        return f"{first.day}–{last.day} {month}"
    return f"{first.day} {SHORT_MONTHS[first.month - 1]}–{last.day} {month}"
