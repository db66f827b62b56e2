"""When each kind of incident tends to happen: seasons, weekdays, hours and usual places.

The figures are inventions that look plausible, not findings: the demo must never be read as a
description of a real kecamatan.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sop.category import Category

_FLAT = (1.0,) * 12
_DRY = (0.15, 0.15, 0.15, 0.3, 0.5, 0.9, 2.0, 3.0, 3.0, 1.8, 0.4, 0.15)
_FIELD_BURNING = (0.1, 0.1, 0.1, 0.1, 0.2, 0.5, 1.0, 2.0, 3.5, 3.0, 0.8, 0.1)
_WET = (3.0, 2.2, 1.8, 0.7, 0.3, 0.2, 0.1, 0.1, 0.2, 0.5, 1.8, 2.6)
_RITES = (0.7, 0.6, 0.6, 0.7, 0.8, 1.4, 1.6, 1.7, 1.4, 1.1, 0.7, 0.9)

_WORKDAYS = (1.1, 1.1, 1.1, 1.1, 1.1, 0.9, 0.6)
_ANY = (1.0,) * 7
_WEEKEND = (0.6, 0.6, 0.6, 0.7, 1.1, 2.6, 1.4)

_DAY = (0, 0, 0, 0, 0, 0.3, 1, 2, 3, 4, 4, 3, 2, 3, 4, 4, 3, 2, 1, 0.5, 0.3, 0.2, 0.1, 0)
_NIGHT = (4, 3, 1.5, 0.5, 0.2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.2, 0.5, 1, 2, 3, 4, 5, 5)
_MIXED = (1, 0.7, 0.6, 0.4, 0.4, 0.6, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1.5, 1.2)
_HEAT = (0.1, 0.1, 0.1, 0, 0, 0, 0.1, 0.3, 0.8, 1.5, 3, 4, 5, 6, 6, 5, 4, 2, 1, 0.5, 0.3, 0.2, 0.1, 0.1)
_SMALL_HOURS = (
    3,
    4,
    4,
    4,
    3,
    2,
    1,
    0.5,
    0.5,
    0.5,
    0.5,
    0.5,
    0.5,
    0.5,
    0.5,
    0.5,
    0.5,
    0.6,
    0.8,
    1,
    1,
    1,
    2,
    3,
)


@dataclass(frozen=True)
class Pattern:
    """How often, when and near what a category happens.

    Parameters
    ----------
    rate
        Relative frequency; only the ratios between categories count.
    months, weekdays, hours
        Relative intensity by month (12, January first), weekday (7, Monday first), hour (24).
    kinds
        Kinds of place near which it happens more often.
    ramadan, year_end
        Factors on days of Ramadan, and from 20 December to 2 January.
    spread
        Whether it is scattered over the land instead of clustered at places.
    """

    rate: float = 0.25
    months: Sequence[float] = _FLAT
    weekdays: Sequence[float] = _ANY
    hours: Sequence[float] = _MIXED
    kinds: tuple[str, ...] = ()
    ramadan: float = 1.0
    year_end: float = 1.0
    spread: bool = False


PATTERNS: dict[str, Pattern] = {
    "JLN-01": Pattern(1.6, weekdays=_WORKDAYS, hours=_DAY, kinds=("pasar", "simpang")),
    "JLN-02": Pattern(0.5, hours=_SMALL_HOURS, kinds=("simpang", "jembatan")),
    "JLN-03": Pattern(0.4, weekdays=_WORKDAYS, hours=_DAY, kinds=("simpang", "jembatan")),
    "JLN-04": Pattern(
        1.3, weekdays=_WEEKEND, hours=_NIGHT, kinds=("simpang", "jembatan"), ramadan=4.0, year_end=2.0
    ),
    "JLN-05": Pattern(0.2, months=_WET, kinds=("simpang", "jembatan")),
    "JHT-01": Pattern(0.6, weekdays=_WORKDAYS, hours=_DAY, kinds=("simpang", "pasar")),
    "JHT-02": Pattern(0.3, hours=_NIGHT, kinds=("sekolah", "kantor")),
    "SGI-01": Pattern(0.4, hours=_DAY, kinds=("jembatan",)),
    "LNG-01": Pattern(1.0, hours=_DAY, kinds=("pasar", "simpang")),
    "LNG-02": Pattern(1.1, hours=_DAY, kinds=("sekolah", "simpang")),
    "LNG-03": Pattern(0.7, weekdays=_WEEKEND, hours=_NIGHT, year_end=1.5),
    "LNG-04": Pattern(0.15, hours=_DAY, spread=True),
    "USH-01": Pattern(1.1, hours=_DAY, kinds=("pasar",), ramadan=1.8),
    "USH-02": Pattern(0.4, weekdays=_WORKDAYS, hours=_DAY, kinds=("simpang", "pasar")),
    "USH-03": Pattern(0.3, weekdays=_WEEKEND, hours=_NIGHT),
    "BGN-01": Pattern(0.3, weekdays=_WORKDAYS, hours=_DAY),
    "SOS-01": Pattern(0.3, hours=_DAY, kinds=("pasar",)),
    "SOS-02": Pattern(0.25, kinds=("pasar",)),
    "SOS-03": Pattern(0.08, hours=_NIGHT),
    "SOS-04": Pattern(0.8, weekdays=_WORKDAYS, kinds=("sekolah",), ramadan=1.5),
    "SOS-05": Pattern(0.12),
    "HIB-01": Pattern(0.6, months=_RITES, weekdays=_WEEKEND, hours=_NIGHT, year_end=1.8),
    "MIR-01": Pattern(0.35, weekdays=_WEEKEND, hours=_NIGHT, year_end=2.5),
    "MIR-02": Pattern(0.8, weekdays=_WEEKEND, hours=_NIGHT, year_end=2.5, ramadan=0.5),
    "MIR-03": Pattern(0.08, hours=_NIGHT),
    "JUD-01": Pattern(0.25, months=_RITES, weekdays=_WEEKEND, hours=_DAY),
    "JUD-02": Pattern(0.25, months=_RITES, weekdays=_WEEKEND, hours=_NIGHT),
    "JUD-03": Pattern(0.1),
    "KMT-01": Pattern(0.6, weekdays=_WEEKEND, hours=_NIGHT, kinds=("pasar",), ramadan=1.5, year_end=1.5),
    "KMT-02": Pattern(0.06, weekdays=_WEEKEND, hours=_NIGHT),
    "KMT-03": Pattern(1.2, hours=_SMALL_HOURS, kinds=("pasar",)),
    "KMT-04": Pattern(0.12, hours=_DAY, kinds=("pasar",)),
    "KMT-05": Pattern(0.06, hours=_NIGHT),
    "KAR-01": Pattern(0.55, months=_DRY, hours=_HEAT, spread=True),
    "KAR-02": Pattern(0.7, months=_DRY, hours=_HEAT, spread=True),
    "KAR-03": Pattern(0.3, months=_FIELD_BURNING, hours=_HEAT, spread=True),
    "TMB-01": Pattern(0.08, hours=_DAY, spread=True),
    "TMB-02": Pattern(0.1, hours=_DAY, spread=True),
    "LHN-01": Pattern(0.3, weekdays=_WORKDAYS, hours=_DAY, spread=True),
    "LHN-02": Pattern(0.12, weekdays=_WORKDAYS, hours=_DAY, spread=True),
    "LHN-03": Pattern(0.08, weekdays=_WORKDAYS, hours=_DAY, spread=True),
    "ADT-01": Pattern(0.15),
    "ADT-02": Pattern(0.03),
    "SAR-01": Pattern(0.03),
    "UNR-01": Pattern(0.08, weekdays=_WORKDAYS, hours=_DAY, kinds=("kantor",)),
    "UNR-02": Pattern(0.08, hours=_DAY, kinds=("simpang",)),
    "PML-01": Pattern(0.03),
    "BNC-01": Pattern(0.12),
    "BNC-02": Pattern(0.6, months=_WET, kinds=("jembatan",)),
    "BNC-03": Pattern(0.2, kinds=("jembatan", "simpang")),
    "LLN-99": Pattern(0.5),
}
"""Pattern of each category of the master table; a category not listed takes ``Pattern()``."""


def pattern_of(code: str) -> Pattern:
    """Return the pattern of a category.

    Examples
    --------
    >>> pattern_of("JLN-04").ramadan, pattern_of("XX-01").rate
    (4.0, 0.25)
    """
    return PATTERNS.get(code, Pattern())


def intensity(days: Sequence[date], categories: Mapping[str, Category]) -> NDArray[np.float64]:
    """Return the relative intensity of every category on every day, without unit.

    Parameters
    ----------
    days
        Local calendar days.
    categories
        Master table by code; the order of its codes is the order of the columns.

    Returns
    -------
    ndarray
        Shape ``(len(days), len(categories))``, all above 0.
    """
    patterns = [pattern_of(code) for code in categories]
    month = np.array([day.month - 1 for day in days])
    weekday = np.array([day.weekday() for day in days])
    fasting = np.array([is_ramadan(day) for day in days])
    closing = np.array([(day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 2) for day in days])
    columns = [
        p.rate
        * np.asarray(p.months)[month]
        * np.asarray(p.weekdays)[weekday]
        * np.where(fasting, p.ramadan, 1.0)
        * np.where(closing, p.year_end, 1.0)
        for p in patterns
    ]
    return np.column_stack(columns)


_RAMADAN_1445 = date(2024, 3, 12)
_LUNAR_YEAR_DAYS = 354.367


def is_ramadan(day: date) -> bool:
    """Say whether a day falls in Ramadan, to within two days.

    Counted in mean lunar years from 12 March 2024; good enough for synthetic data, never for a calendar.

    Examples
    --------
    >>> [is_ramadan(d) for d in (date(2025, 3, 10), date(2026, 3, 1), date(2026, 6, 1))]
    [True, True, False]
    """
    return (day - _RAMADAN_1445).days % _LUNAR_YEAR_DAYS < 30  # noqa: PLR2004 - days of the month
