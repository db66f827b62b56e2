"""Change: whether a count really rose or fell, or merely swung as counts do."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import binom, false_discovery_control, norm

from analysis.parameters import Parameters
from sop.code import Code


class Signal(Code):
    """Word for a change."""

    NAIK = "naik bermakna", "naik bermakna"
    WAJAR = "dalam batas wajar", "dalam batas wajar"
    TURUN = "turun bermakna", "turun bermakna"
    KURANG = "data kurang", "data kurang"


def change(
    now: pd.Series, before: pd.Series, parameters: Parameters, *, dispersion: float = 1.0
) -> pd.DataFrame:
    """Return the change signal of counts over two spans of equally many days.

    ``z = √2 (√now − √before) / √φ`` has a standard deviation of 1 when nothing changed. Below
    ten events the exact conditional test replaces it. False alarms are held over all rows
    together (Benjamini-Hochberg). *Data kurang*: so few events that not even all of them on one
    side could be a signal.

    Parameters
    ----------
    now, before
        Counts on the same index (desa × category, or a single row for one figure).
    parameters
        ``perubahan`` holds the share of false alarms and the limit of the exact test.
    dispersion
        Variance of the counts over that of Poisson counts, at least 1; see `dispersion`.

    Returns
    -------
    DataFrame
        On the index of ``now``: ``now before z p q signal``.

    Examples
    --------
    >>> now, before = pd.Series([25, 9, 1]), pd.Series([9, 10, 2])
    >>> change(now, before, Parameters()).signal.to_list()
    ['naik bermakna', 'dalam batas wajar', 'data kurang']
    """
    rules = parameters.change
    x, y = now.to_numpy(dtype="float64"), before.to_numpy(dtype="float64")
    n = x + y
    z = np.sqrt(2.0) * (np.sqrt(x) - np.sqrt(y)) / np.sqrt(max(dispersion, 1.0))
    p = np.where(n < rules.exact_below, _exact(x, n), 2 * norm.sf(np.abs(z)))
    enough = _smallest_p(n) <= rules.false_alarms
    q = np.full(len(n), np.nan)
    if enough.any():
        q[enough] = false_discovery_control(p[enough])
    alarm = np.where(enough, q, 1.0) <= rules.false_alarms
    words = np.select(
        [~enough, alarm & (x > y), alarm & (x < y)],
        [Signal.KURANG.value, Signal.NAIK.value, Signal.TURUN.value],
        Signal.WAJAR.value,
    )
    table = {"now": now, "before": before, "z": z, "p": p, "q": q}
    return pd.DataFrame(table, index=now.index).assign(signal=pd.Series(words, index=now.index, dtype="str"))


def dispersion(history: pd.DataFrame) -> float:
    """Return φ̂, the variance of counts over that of Poisson counts, pooled over cells; at least 1.

    Parameters
    ----------
    history
        A row per past span of equal length, a column per cell (desa × category); counts.

    Examples
    --------
    >>> dispersion(pd.DataFrame({"desa": [2, 6]}))  # mean 4, variance 8
    2.0
    """
    counts = history.to_numpy(dtype="float64")
    if len(counts) < 2 or counts.sum() == 0:  # noqa: PLR2004 - a variance needs two
        return 1.0
    return max(1.0, float(counts.var(axis=0, ddof=1).sum() / counts.mean(axis=0).sum()))


def past_spans(times: pd.Series, *, before: datetime, days: int, spans: int) -> pd.Series:
    """Count events in consecutive earlier spans of equal length.

    Parameters
    ----------
    times
        Instants of the events.
    before
        The instant at which the last of the spans ends.
    days, spans
        Length of a span, and how many; spans that begin before the first event are left out.

    Returns
    -------
    Series
        Counts, the latest span first.

    Examples
    --------
    >>> times = pd.Series(pd.to_datetime(["2026-01-01", "2026-01-09", "2026-01-10"], utc=True))
    >>> past_spans(times, before=pd.Timestamp("2026-01-15", tz="UTC"), days=7, spans=12).to_list()
    [2, 1]
    """
    past = times[times < pd.Timestamp(before)]
    if past.empty:
        return pd.Series([], dtype="int64")
    seconds = (pd.Timestamp(before) - past).dt.total_seconds().to_numpy()
    ago = seconds / timedelta(days=days).total_seconds()
    complete = min(spans, int(ago.max()))
    # An event exactly one span ago belongs to the latest span, whose start is included.
    index = np.ceil(ago).astype("int64") - 1
    return pd.Series(np.bincount(index[index < complete], minlength=complete))


def _exact(x: NDArray[np.float64], n: NDArray[np.float64]) -> NDArray[np.float64]:
    """Two-sided p of ``x`` out of ``n`` events falling on one of two equal sides."""
    smaller = np.minimum(x, n - x)
    return np.asarray(np.minimum(1.0, 2 * binom.cdf(smaller, n, 0.5)))


def _smallest_p(n: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(2 * 0.5**n)
