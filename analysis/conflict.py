"""Conflict: what the open cases may become within a week."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.parameters import Parameters
from analysis.severity import category_weights
from sop.category import UNCLASSIFIED, Category
from sop.conflict import ConflictStage, level_steps
from sop.period import day_start


def open_cases(cases: pd.DataFrame, *, at: datetime, zone: str) -> pd.DataFrame:
    """Return the cases that were open at an instant, with the level they had then.

    What is dated a day is known from the first instant of that local day. A case that is closed
    without a date counts as closed all along.

    Parameters
    ----------
    cases
        With ``kode_kategori desa tgl_teridentifikasi tgl_tutup tahap tingkat_eskalasi
        riwayat_eskalasi`` ([[ISO day, level], …], read by `sop.conflict.level_steps`).

    Returns
    -------
    DataFrame
        On the index of the open cases: ``kode_kategori``, ``desa`` (list), ``start`` (UTC), ``level``.

    Examples
    --------
    >>> case = pd.DataFrame({"kode_kategori": ["LHN-02"], "desa": [["01"]], "tgl_tutup": [None],
    ...     "tgl_teridentifikasi": ["2026-05-01"], "tahap": ["mediasi"], "tingkat_eskalasi": [3],
    ...     "riwayat_eskalasi": [[["2026-05-01", 1], ["2026-07-01", 3]]]})
    >>> from datetime import UTC
    >>> open_cases(case, at=datetime(2026, 6, 1, tzinfo=UTC), zone="UTC")["level"].to_list()
    [1]
    """
    local = ZoneInfo(zone)
    columns = ("tgl_teridentifikasi", "tgl_tutup", "tahap", "tingkat_eskalasi", "riwayat_eskalasi")
    rows = [
        (position, start, _level(history, level, at, local))
        for position, (begun, ended, stage, level, history) in enumerate(
            zip(*(cases[name].to_list() for name in columns), strict=True)
        )
        if (start := _instant(begun, local)) < at and not _closed(ended, stage, at, local)
    ]
    positions = np.array([row[0] for row in rows], dtype="int64")
    found = cases[["kode_kategori", "desa"]].iloc[positions]
    return found.assign(
        start=pd.to_datetime([row[1] for row in rows], utc=True), level=[row[2] for row in rows]
    )


def risks(
    opened: pd.DataFrame, codes: pd.Index, categories: Mapping[str, Category], parameters: Parameters
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return each open case's weekly chance, and its poin per desa should it escalate.

    Parameters
    ----------
    opened
        From `open_cases`.
    codes
        The scored desa; a case's weight is split evenly over those of its desa that are among them.

    Returns
    -------
    chances, points
        Shapes (cases,) and (cases, desa). Categories that are not scored get chance 0.
    """
    weight = category_weights(categories, parameters)
    chances = np.zeros(len(opened))
    points = np.zeros((len(opened), len(codes)))
    for row, (category, desa, level) in enumerate(
        zip(opened["kode_kategori"], opened["desa"], opened["level"], strict=True)
    ):
        inside = np.flatnonzero(codes.isin(list(desa)))
        heavy = weight.get(category, weight.get(UNCLASSIFIED, 0.0))
        if heavy and inside.size:
            chances[row] = parameters.conflict.chances[level]
            points[row, inside] = heavy / inside.size
    return chances, points


def _instant(day: str, zone: ZoneInfo) -> datetime:
    return day_start(date.fromisoformat(day), zone)


def _closed(ended: Any, stage: str, at: datetime, zone: ZoneInfo) -> bool:
    if isinstance(ended, str):
        return _instant(ended, zone) < at
    return stage == ConflictStage.TUTUP


def _level(history: list[list[Any]] | None, level: int, at: datetime, zone: ZoneInfo) -> int:
    steps = level_steps(history)
    known = [step.level for step in steps if _instant(step.day, zone) < at]
    if known:
        return known[-1]
    return steps[0].level if steps else int(level)
