"""Calendar: how much more or less is going on in a category on a day, as the office has entered it."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.parameters import Calendar

EVERY = "semua"
"""Key that stands for all categories."""


def factors(codes: pd.Series, days: pd.Series, calendar: Calendar) -> NDArray[np.float64]:
    """Return the exposure factor u of each category on its day.

    The month's factor of the category itself comes first, else that of its group prefix (``KAR``
    for ``KAR-01``), else that of ``semua``, else 1; every event of the day multiplies it.

    Parameters
    ----------
    codes
        Category codes.
    days
        Local days, one for each code: naive timestamps at midnight.

    Examples
    --------
    >>> dry = Calendar(months={"KAR": [1] * 7 + [2] * 2 + [1] * 3})
    >>> days = pd.Series(pd.to_datetime(["2026-08-01", "2026-08-01", "2026-01-01"]))
    >>> factors(pd.Series(["KAR-01", "MIR-01", "KAR-01"]), days, dry).tolist()
    [2.0, 1.0, 1.0]
    """
    u = np.ones(len(codes))
    if not calendar.months and not calendar.events:
        return u
    kind, names = pd.factorize(codes)
    texts = [str(name) for name in names]
    if calendar.months:
        table = np.array([_months_of(name, dict(calendar.months)) for name in texts]).reshape(-1, 12)
        u *= table[kind, days.dt.month.to_numpy() - 1]
    for event in calendar.events:
        inside = days.between(pd.Timestamp(event.first), pd.Timestamp(event.last)).to_numpy()
        meant = np.array([_meant(name, event.categories) for name in texts], dtype=bool)
        u[inside & meant[kind]] *= event.factor
    return u


def week_ahead(codes: list[str], first: pd.Timestamp, calendar: Calendar) -> dict[str, float]:
    """Return each category's mean factor over the seven local days from ``first``."""
    if not calendar.months and not calendar.events:
        return dict.fromkeys(codes, 1.0)
    days = pd.Series(pd.date_range(first, periods=7))
    return {code: float(factors(pd.Series([code] * 7, dtype="str"), days, calendar).mean()) for code in codes}


def _months_of(code: str, months: dict[str, tuple[float, ...]]) -> tuple[float, ...]:
    for key in (code, code.split("-", maxsplit=1)[0], EVERY):
        if key in months:
            return months[key]
    return (1.0,) * 12


def _meant(code: str, categories: tuple[str, ...]) -> bool:
    return not categories or bool({code, code.split("-", maxsplit=1)[0], EVERY} & set(categories))
