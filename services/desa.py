"""The desa of a period in one table: score and class, what was reported, what is known."""

from __future__ import annotations

from datetime import datetime

import geopandas as gpd
import numpy as np
import pandas as pd

from services.looking import hidden_words, local_days, look, visits, within
from services.office import Office
from services.scoring import scores
from sop.party import Actor
from sop.period import Period

SCORE_COLUMNS = (
    "nama", "score", "score_low", "score_high", "kelas", "tren", "certainty", "rank_low", "rank_high",
    "expected",
)  # fmt: skip


def desa_table(
    office: Office, actor: Actor, *, at: datetime, period: Period | None, meeting: bool = False
) -> gpd.GeoDataFrame:
    """Return the desa, the heaviest first.

    Returns
    -------
    GeoDataFrame
        Index ``kode_desa``; `SCORE_COLUMNS`, then ``n_kejadian`` (what the reader sees), ``n_tertutup``
        (words, None when nothing can be closed to the reader), ``keadaan`` and the polygon.
    """
    table = scores(office, actor, at=at).areas[list(SCORE_COLUMNS)]
    seen = look(office, actor, meeting=meeting).seen
    inside = within(seen.incidents["waktu_kejadian"], period, office)
    counts = seen.incidents.loc[inside, "kode_desa"].value_counts()
    table = table.assign(
        n_kejadian=counts.reindex(table.index, fill_value=0).astype("int64"),
        n_tertutup=hidden_words(seen, table.index, period, office),
    )
    table = table.assign(keadaan=states(table["n_kejadian"], office, period))
    table = table.sort_values("score", ascending=False, na_position="last", kind="stable")
    shapes = office.areas().geometry.reindex(table.index)
    return gpd.GeoDataFrame(table, geometry=shapes, crs=office.areas().crs)


def states(counts: pd.Series, office: Office, period: Period | None) -> pd.Series:
    """Return what is known of each desa: incidents, or which of the three kinds of zero.

    *Nihil dilaporkan*: a patrol was there and nothing happened. *Tidak dipatroli*: patrols went out,
    but not there. *Belum ada laporan*: nobody reported anything, not even a patrol.
    """
    gone = visits(office)
    inside = gone.loc[within(gone["berangkat"], period, office), "kode_desa"]
    visited = counts.index.isin(inside.unique())
    zero = "tidak_dipatroli" if len(inside) else "belum_ada_laporan"
    words = np.where(counts > 0, "ada_kejadian", np.where(visited, "nihil_dilaporkan", zero))
    return pd.Series(words, index=counts.index, dtype="str")


def completeness(office: Office, actor: Actor, table: pd.DataFrame) -> pd.DataFrame:
    """Return per desa when it last reported and was last patrolled, as local days, and its state."""
    incidents = look(office, actor).incidents
    gone = visits(office)
    reported = incidents.groupby("kode_desa")["waktu_kejadian"].max()
    patrolled = gone.groupby("kode_desa")["berangkat"].max()
    latest = pd.concat([reported, patrolled]).groupby(level=0).max()
    return pd.DataFrame(
        {
            "nama": table["nama"],
            "laporan_terakhir": _days(latest, table.index, office),
            "patroli_terakhir": _days(patrolled, table.index, office),
            "keadaan": table["keadaan"],
            "n_kejadian": table["n_kejadian"],
            "n_tertutup": table["n_tertutup"],
        },
        index=table.index,
    )


def _days(times: pd.Series, codes: pd.Index, office: Office) -> pd.Series:
    known = times.reindex(codes).astype("datetime64[ms, UTC]")
    days = local_days(known, office).astype("object")
    return days.where(known.notna(), None)
