"""Times as people write them, turned into UTC."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pyarrow.compute as pc
from numpy.typing import NDArray

from records.parsing.text import arrow
from sop.incident import TimePrecision
from sop.period import ZONE_NAMES, zone_word
from sop.problem import ProblemCode, Refused, problem

Order = Literal["dmy", "mdy"]

_CLOCK = (
    r"(?:[t ]+(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?"
    r" *(?P<half>[ap]\.?m\.?)?)? *(?P<zone>z|utc|gmt|wib|wita|wit|[+-]\d{2}:?\d{2})?$"
)
_ISO = r"^(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})" + _CLOCK
_COMPACT = r"^(?P<year>[12]\d{3})(?P<month>\d{2})(?P<day>\d{2})" + _CLOCK
_NUMERIC = r"^(?P<first>\d{1,2})[-/.](?P<next>\d{1,2})[-/.](?P<year>\d{4}|\d{2})" + _CLOCK
_WORDS = r"^(?P<day>\d{1,2})[- ]+(?P<name>[a-z]+)\.?[-, ]+(?P<year>\d{4}|\d{2})" + _CLOCK
_ENGLISH = r"^(?P<name>[a-z]+)\.? +(?P<day>\d{1,2}),? +(?P<year>\d{4})" + _CLOCK
_NOISE = (
    r"^(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad|mon|tue|wed|thu|fri|sat|sun)[a-z]*[ ,/]+",
    r"\b(?:pukul|pkl|jam|tanggal|tgl)\b\.?|[,()]",
)
_ABOUT = r"±|\+/-|\b(?:sekitar|sktr|kurang lebih|kl)\b\.?"
_DAYPART = r"\b(?P<daypart>dini hari|subuh|pagi|siang|sore|petang|malam)\b"
_DAYPARTS: dict[str, tuple[int, TimePrecision]] = {
    "dini hari": (2, TimePrecision.MALAM),
    "subuh": (4, TimePrecision.PAGI),
    "pagi": (8, TimePrecision.PAGI),
    "siang": (12, TimePrecision.SIANG),
    "sore": (16, TimePrecision.SORE),
    "petang": (17, TimePrecision.SORE),
    "malam": (20, TimePrecision.MALAM),
}
_MONTHS = {
    word: number
    for number, words in enumerate(
        ("januari jan january", "februari feb february pebruari peb", "maret mar march mrt", "april apr",
         "mei may", "juni jun june", "juli jul july", "agustus agu agt ags aug august",
         "september sep sept", "oktober okt oct october", "november nov nopember nop",
         "desember des dec december"), start=1)
    for word in words.split()
}  # fmt: skip
_DOMINANCE = 20
"""Contrary dates below one in twenty are slips of the pen; above it the column mixes two notations."""


@dataclass(frozen=True)
class Times:
    """Parsed times of a column.

    Parameters
    ----------
    utc
        UTC with milliseconds; missing where the cell is empty or bad.
    precision
        `TimePrecision` values.
    zone
        Zone in which each time was written: WIB, WITA, WIT, an offset, or the IANA name of the column's.
    bad
        Filled cells that are no time.
    """

    utc: pd.Series
    precision: pd.Series
    zone: pd.Series
    bad: pd.Series


def times(text: pd.Series, *, column: str, zone: str, date_format: str = "") -> Times:
    """Read times; local ones in ``zone``.

    A date alone stands for its first instant. A column in which every time is midnight holds dates.

    Parameters
    ----------
    column
        Heading in the file, for questions.
    zone
        IANA name.
    date_format
        ``dmy``, ``mdy``, ``ymd``, or a ``strptime`` pattern; empty: decided by the column itself.

    Raises
    ------
    Refused
        If days and months cannot be told apart (``tanggal.ragu``, ``tanggal.campur``).

    Examples
    --------
    >>> read = times(pd.Series(["23 November 2025 pukul 19.00 WITA", "2025-11-23"], dtype="str"),
    ...     column="tgl", zone="Asia/Pontianak")
    >>> [at.isoformat() for at in read.utc], read.zone.tolist(), read.precision.tolist()
    (['2025-11-23T11:00:00+00:00', '2025-11-22T17:00:00+00:00'], ['WITA', 'WIB'], ['tepat', 'tanggal_saja'])
    """
    clock = _Clock(len(text))
    if "%" in date_format:
        _by_pattern(clock, text, date_format)
    else:
        _by_shape(clock, text, column, date_format)
    return _finished(clock, text, zone)


def time_only(text: pd.Series) -> pd.Series:
    """Say which cells hold a time of day and no date.

    Examples
    --------
    >>> time_only(pd.Series(["19.00 WIB", "pukul 7:30", "2025-11-23"], dtype="str")).tolist()
    [True, True, False]
    """
    pattern = (
        r"(?i)^(?:pukul|pkl|jam)?\.? *\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.0+)? *(?:[ap]m)? *(?:wib|wita|wit)?$"
    )
    found = pc.fill_null(pc.match_substring_regex(arrow(text), pattern), fill_value=False)
    return pd.Series(found.to_numpy(zero_copy_only=False), index=text.index)


class _Clock:
    """Parts of each time, filled pattern by pattern."""

    def __init__(self, rows: int) -> None:
        self.known = np.zeros(rows, dtype=bool)
        self.year = np.zeros(rows, dtype=np.int64)
        self.month = np.zeros(rows, dtype=np.int64)
        self.day = np.zeros(rows, dtype=np.int64)
        self.seconds = np.zeros(rows, dtype=np.float64)
        self.clocked = np.zeros(rows, dtype=bool)
        self.zone = np.full(rows, "", dtype=object)
        self.precision = np.full(rows, TimePrecision.TEPAT.value, dtype=object)

    def take(self, cells: Any, pattern: str, order: Order | None = None) -> None:
        """Fill the rows that match and are not known yet."""
        parts = pc.extract_regex(cells, pattern)
        hit = pc.is_valid(parts).to_numpy(zero_copy_only=False) & ~self.known
        if not hit.any():
            return
        fields = [field.name for field in parts.type]
        year = _integers(parts, "year")
        short = pc.equal(pc.utf8_length(pc.struct_field(parts, "year")), 2)
        year = year + 2000 * pc.fill_null(short, fill_value=False).to_numpy(zero_copy_only=False)
        if order is not None:
            first, following = _integers(parts, "first"), _integers(parts, "next")
            day, month = (first, following) if order == "dmy" else (following, first)
        else:
            day = _integers(parts, "day")
            month = _integers(parts, "month") if "month" in fields else _month_numbers(parts)
        hour, minute, second = (_integers(parts, name) for name in ("hour", "minute", "second"))
        clocked = hour >= 0
        hour = _twelve(hour, parts)
        sound = _real_dates(year, month, day) & (hour < 24) & (minute < 60) & (second < 60)  # noqa: PLR2004
        hit &= sound
        self.known |= hit
        seconds = (
            np.maximum(hour, 0) * 3600 + np.maximum(minute, 0) * 60 + np.maximum(second, 0) + _part(parts)
        )
        for name, values in (("year", year), ("month", month), ("day", day), ("seconds", seconds),
                             ("clocked", clocked), ("zone", _strings(parts, "zone"))):  # fmt: skip
            getattr(self, name)[hit] = values[hit]


def _by_pattern(clock: _Clock, text: pd.Series, pattern: str) -> None:
    read = pd.to_datetime(text, format=pattern, errors="coerce")
    known = read.notna().to_numpy()
    dated = read.dt.tz_localize(None) if read.dt.tz is not None else read
    filled = dated.fillna(pd.Timestamp(1970, 1, 1))
    clock.known = known
    clock.year, clock.month, clock.day = (
        getattr(filled.dt, name).to_numpy().astype(np.int64) for name in ("year", "month", "day")
    )
    clock.seconds = np.array((filled - filled.dt.normalize()).dt.total_seconds(), dtype=np.float64)
    clock.clocked = np.full(len(text), fill_value=bool(re.search("%[HIcXT]", pattern)))


def _by_shape(clock: _Clock, text: pd.Series, column: str, date_format: str) -> None:
    cells = pc.utf8_lower(arrow(text))
    clock.take(cells, _ISO)
    empty = text.isna().to_numpy()
    if (clock.known | empty).all():
        return
    cells = _tidied(cells)
    about = pc.fill_null(pc.match_substring_regex(cells, _ABOUT), fill_value=False)
    cells = _spaced(pc.replace_substring_regex(cells, _ABOUT, " "))
    dayparts = pc.extract_regex(cells, _DAYPART)
    cells = _spaced(pc.replace_substring_regex(cells, _DAYPART, " "))
    clock.take(cells, _ISO)
    order = _order(cells, column, date_format)
    if order is not None:
        clock.take(cells, _NUMERIC, order)
    for pattern in (_WORDS, _ENGLISH, _COMPACT):
        clock.take(cells, pattern)
    _roughly(clock, about.to_numpy(zero_copy_only=False), _strings(dayparts, "daypart"))


def _tidied(cells: Any) -> Any:
    for pattern in _NOISE:
        cells = pc.replace_substring_regex(cells, pattern, " ")
    return _spaced(cells)


def _spaced(cells: Any) -> Any:
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(cells, r"[\s\x{a0}\x{202f}]+", " "))


def _roughly(clock: _Clock, about: NDArray[np.bool_], dayparts: NDArray[np.object_]) -> None:
    clock.precision[about] = TimePrecision.SEKITAR_1_JAM.value
    for word, (hour, precision) in _DAYPARTS.items():
        named = (dayparts == word) & ~clock.clocked & clock.known
        clock.seconds[named] = hour * 3600
        clock.clocked[named] = True
        clock.precision[named] = precision.value


def _order(cells: Any, column: str, date_format: str) -> Order | None:
    """Decide between day/month and month/day from the column's own evidence: a number above 12."""
    if date_format in {"dmy", "mdy"}:
        return "dmy" if date_format == "dmy" else "mdy"
    parts = pc.extract_regex(cells, _NUMERIC)
    matched = pc.is_valid(parts).to_numpy(zero_copy_only=False)
    if not matched.any() or date_format == "ymd":
        return None
    first, following = _integers(parts, "first"), _integers(parts, "next")
    dmy = matched & (first > 12) & (following <= 12)  # noqa: PLR2004 - months
    mdy = matched & (following > 12) & (first <= 12)  # noqa: PLR2004
    shown = cells.to_numpy(zero_copy_only=False)
    if not dmy.any() and not mdy.any():
        if (first[matched] == following[matched]).all():
            return "dmy"
        example = shown[matched & (first != following)][0]
        raise Refused(problem(ProblemCode.TANGGAL_RAGU, column=column, kolom=column, contoh=example))
    if dmy.sum() > _DOMINANCE * mdy.sum():
        return "dmy"
    if mdy.sum() > _DOMINANCE * dmy.sum():
        return "mdy"
    raise Refused(
        problem(
            ProblemCode.TANGGAL_CAMPUR,
            column=column,
            kolom=column,
            contoh_dmy=shown[dmy][0],
            contoh_mdy=shown[mdy][0],
        )
    )


def _finished(clock: _Clock, text: pd.Series, zone: str) -> Times:
    known = clock.known
    midnight = clock.clocked & (clock.seconds == 0) & (clock.zone == "")
    if known.any() and midnight[known].all():
        clock.clocked[:] = False
    clock.precision[known & ~clock.clocked] = TimePrecision.TANGGAL_SAJA.value
    days = (clock.year - 1970).astype("datetime64[Y]").astype("datetime64[M]") + np.maximum(
        clock.month - 1, 0
    )
    local = days.astype("datetime64[D]") + np.maximum(clock.day - 1, 0)
    instants = local.astype("datetime64[ms]") + np.round(clock.seconds * 1000).astype("timedelta64[ms]")
    naive = pd.Series(np.where(known, instants, np.datetime64("NaT", "ms")), index=text.index)
    values, words = _in_utc(naive, pd.Series(clock.zone, index=text.index), zone)
    return Times(
        utc=values,
        precision=pd.Series(clock.precision, index=text.index).where(known).astype("str"),
        zone=words.where(known).astype("str"),
        bad=text.notna() & ~pd.Series(known, index=text.index),
    )


def _in_utc(naive: pd.Series, written: pd.Series, zone: str) -> tuple[pd.Series, pd.Series]:
    """Shift each time by the zone written beside it, or by the zone of the column."""
    dst = np.ones(len(naive), dtype=bool)
    local = naive.dt.tz_localize(zone, ambiguous=dst, nonexistent="shift_forward").dt.tz_convert("UTC")
    words = pd.Series(_zone_label(zone), index=naive.index, dtype="object")
    for word in written.unique():
        if word == "":
            continue
        minutes = _offset_minutes(word)
        here = written == word
        local = local.mask(here, naive.dt.tz_localize("UTC") - pd.Timedelta(minutes=minutes))
        words = words.mask(here, _label_of(word, minutes))
    return local.astype("datetime64[ms, UTC]"), words


def _zone_label(zone: str) -> str:
    for word, name in ZONE_NAMES.items():
        if name == zone:
            return word
    word = zone_word(datetime(2000, 1, 1, tzinfo=ZoneInfo(zone)))
    return word if word in ZONE_NAMES and zone.startswith("Asia/") else zone


def _label_of(word: str, minutes: int) -> str:
    """Return the Indonesian word for an offset that is one; ``Z`` says nothing of where it was."""
    if word.upper() in ZONE_NAMES:
        return word.upper()
    if minutes == 0:
        return "UTC"
    named = {420: "WIB", 480: "WITA", 540: "WIT"}.get(minutes)
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return named or f"UTC{sign}{hours:02d}:{rest:02d}"


def _offset_minutes(word: str) -> int:
    if word in {"z", "utc", "gmt"}:
        return 0
    if word.upper() in ZONE_NAMES:
        return {"WIB": 420, "WITA": 480, "WIT": 540}[word.upper()]
    sign = -1 if word[0] == "-" else 1
    digits = word[1:].replace(":", "")
    return sign * (int(digits[:2]) * 60 + int(digits[2:]))


def _real_dates(
    year: NDArray[np.int64], month: NDArray[np.int64], day: NDArray[np.int64]
) -> NDArray[np.bool_]:
    month_ok = (month >= 1) & (month <= 12) & (year >= 1900) & (year <= 2200)  # noqa: PLR2004
    start = (np.where(month_ok, year, 1970) - 1970).astype("datetime64[Y]").astype("datetime64[M]")
    start = start + (np.where(month_ok, month, 1) - 1)
    length = ((start + 1).astype("datetime64[D]") - start.astype("datetime64[D]")).astype(np.int64)
    sound: NDArray[np.bool_] = month_ok & (day >= 1) & (day <= length)
    return sound


def _integers(parts: Any, name: str) -> NDArray[np.int64]:
    """Return a group as integers; -1 where it is absent."""
    text = pc.struct_field(parts, name)
    text = pc.if_else(pc.equal(text, ""), None, text)
    numbers: NDArray[np.int64] = pc.fill_null(pc.cast(text, "int64"), -1).to_numpy(zero_copy_only=False)
    return numbers


def _strings(parts: Any, name: str) -> NDArray[np.object_]:
    text: NDArray[np.object_] = pc.fill_null(pc.struct_field(parts, name), "").to_numpy(zero_copy_only=False)
    return text


def _month_numbers(parts: Any) -> NDArray[np.int64]:
    return np.array([_MONTHS.get(word, -1) for word in _strings(parts, "name")], dtype=np.int64)


def _twelve(hour: NDArray[np.int64], parts: Any) -> NDArray[np.int64]:
    half = _strings(parts, "half")
    if not (half != "").any():
        return hour
    after = np.array([word.startswith("p") for word in half])
    twelve = hour == 12  # noqa: PLR2004 - 12 AM is midnight, 12 PM noon
    shifted = np.where(after & ~twelve, hour + 12, np.where((half != "") & ~after & twelve, 0, hour))
    return np.where((half != "") & (hour > 12), 99, shifted)  # noqa: PLR2004 - "14:00 PM" is no time


def _part(parts: Any) -> NDArray[np.float64]:
    text = pc.struct_field(parts, "part")
    text = pc.if_else(pc.equal(text, ""), None, pc.binary_join_element_wise("0.", text, ""))
    fraction: NDArray[np.float64] = pc.fill_null(pc.cast(text, "float64"), 0.0).to_numpy(zero_copy_only=False)
    return fraction
