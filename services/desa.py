"""The desa of a period in one table: score and class, what was reported, what is known."""

from __future__ import annotations

from datetime import UTC, datetime

import geopandas as gpd
import pandas as pd

from analysis.certainty import RiskClass
from analysis.coverage import coverage
from analysis.parameters import Classes
from services.looking import hidden_words, look
from services.office import Office
from services.scoring import coarse, exact, outlook
from sop.dictionary import PATROL_LOGS
from sop.party import Actor
from sop.period import Period
from sop.wording import listed, number

SCORE_COLUMNS = (
    "nama", "score", "score_low", "score_high", "kelas", "tren", "certainty", "rank_low", "rank_high",
    "expected",
)  # fmt: skip

_EVER = (datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC))


def desa_table(
    office: Office, actor: Actor, *, at: datetime, period: Period | None, meeting: bool = False
) -> gpd.GeoDataFrame:
    """Return the desa, the heaviest first.

    Returns
    -------
    GeoDataFrame
        Index ``kode_desa``; `SCORE_COLUMNS` (points are missing where they would tell of what is closed:
        `services.scoring.exact`), then ``n_kejadian`` (what the reader sees), ``n_tertutup`` (words, None
        when nothing can be closed to the reader), ``keadaan`` and the polygon.
    """
    whole = exact(actor, meeting=meeting)
    points = outlook(office, at=at, whole=whole).areas[list(SCORE_COLUMNS)]
    table = points.sort_values("score", ascending=False, na_position="last", kind="stable")
    if not whole:
        table = coarse(table)
    seen = look(office, actor, meeting=meeting).seen
    known = _coverage(office, seen.incidents, period)
    table = table.assign(
        n_kejadian=known["n_kejadian"],
        n_tertutup=hidden_words(seen, table.index, period, office),
        keadaan=known["keadaan"],
    )
    shapes = office.areas().geometry.reindex(table.index)
    return gpd.GeoDataFrame(table, geometry=shapes, crs=office.areas().crs)


def class_note(areas: pd.DataFrame, classes: Classes) -> str:
    """Say why a desa stands in a lower class than its value alone would give; empty where none does.

    Parameters
    ----------
    areas
        With ``nama``, ``score`` and ``kelas``.

    Examples
    --------
    >>> areas = pd.DataFrame({"nama": ["Bamban"], "score": [7.0], "kelas": ["aman"]})
    >>> class_note(areas, Classes(waspada=6, rawan=17, probability=0.8))
    'Bamban sudah mencapai batas Waspada (6 poin) tetapi tetap Aman, karena peluangnya belum 80 %.'
    >>> class_note(areas.assign(score=5.9), Classes(waspada=6, rawan=17, probability=0.8))
    ''
    """
    told = []
    # Waspada by its value alone, below Rawan; and Rawan by its value, whatever lower class it got.
    value = areas["score"]
    held = {
        ("Waspada", "Aman", classes.waspada): (areas["kelas"] == RiskClass.AMAN)
        & (value >= classes.waspada)
        & (value < classes.rawan),
        ("Rawan", "Aman", classes.rawan): (areas["kelas"] == RiskClass.AMAN) & (value >= classes.rawan),
        ("Rawan", "Waspada", classes.rawan): (areas["kelas"] == RiskClass.WASPADA) & (value >= classes.rawan),
    }
    for (upper, stays, threshold), which in held.items():
        if which.any():
            names = listed(list(areas.loc[which, "nama"]))
            points, chance = number(threshold, 0 if float(threshold).is_integer() else 1), classes.probability
            told.append(
                f"{names} sudah mencapai batas {upper} ({points} poin) tetapi tetap {stays}, "
                f"karena peluangnya belum {number(100 * chance)} %."
            )
    return " ".join(told)


def completeness(office: Office, actor: Actor, table: pd.DataFrame, *, meeting: bool = False) -> pd.DataFrame:
    """Return per desa when it last reported and was last patrolled, as local days, and its state."""
    seen = look(office, actor, meeting=meeting).incidents
    ever = _coverage(office, seen, None).reindex(table.index)
    return pd.DataFrame(
        {
            "nama": table["nama"],
            "laporan_terakhir": ever["laporan_terakhir"],
            "patroli_terakhir": ever["patroli_terakhir"],
            "keadaan": table["keadaan"],
            "n_kejadian": table["n_kejadian"],
            "n_tertutup": table["n_tertutup"],
        },
        index=table.index,
    )


def _coverage(office: Office, incidents: pd.DataFrame, period: Period | None) -> pd.DataFrame:
    first, after = period.bounds(office.zone) if period else _EVER
    codes = pd.Index(office.areas().index)
    logs = office.frame(PATROL_LOGS)
    return coverage(incidents, logs, codes, first=first, after=after, zone=office.profile.zone)
