"""Words: the parts of a score, read aloud."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sop.wording import number

_SHOWN = 0.05
"""Poin that round to at least 0,1."""


def explain(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return one sentence for each part of a desa's score.

    Parameters
    ----------
    row
        A row of `analysis.score.Scores.areas`.

    Examples
    --------
    >>> row = {"share": 0.25, "level": 6.0, "severity": 13.0, "kejadian": 19.5, "konflik": 2.9,
    ...     "kalender": -2.0, "n_cases": 1, "p_konflik": 0.1, "n_apart": 2}
    >>> for sentence in explain(row):
    ...     print(sentence)
    Porsi desa 25 % × tingkat kecamatan 6,0 kejadian per minggu × 13,0 poin per kejadian = 19,5 poin.
    1 kasus konflik terbuka dengan peluang memanas 10 % dalam seminggu: 2,9 poin.
    Kalender mengurangi 2,0 poin.
    2 temuan patroli tanpa catatan menit patroli tidak ikut dihitung.
    """
    parts = (
        f"Porsi desa {number(100 * row['share'])} %",
        f"tingkat kecamatan {number(row['level'], 1)} kejadian per minggu",
        f"{number(row['severity'], 1)} poin per kejadian",
    )
    told = [f"{' × '.join(parts)} = {number(row['kejadian'], 1)} poin."]
    if row["n_cases"]:
        told.append(
            f"{number(row['n_cases'])} kasus konflik terbuka dengan peluang memanas "
            f"{number(100 * row['p_konflik'])} % dalam seminggu: {number(row['konflik'], 1)} poin."
        )
    else:
        told.append("Tidak ada kasus konflik terbuka.")
    if abs(row["kalender"]) >= _SHOWN:
        verb = "menambah" if row["kalender"] > 0 else "mengurangi"
        told.append(f"Kalender {verb} {number(abs(row['kalender']), 1)} poin.")
    if row["n_apart"]:
        told.append(
            f"{number(row['n_apart'])} temuan patroli tanpa catatan menit patroli tidak ikut dihitung."
        )
    return tuple(told)
