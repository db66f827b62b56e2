"""Coverage: what is known of each desa in a period, and which of three zeros a zero is."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pandas as pd

from analysis.patrol import visits
from sop.code import Code
from sop.incident import IncidentState, Verification


class Coverage(Code):
    """What is known of a desa in a period."""

    ADA_KEJADIAN = "ada_kejadian", "Ada kejadian"
    NIHIL_DILAPORKAN = "nihil_dilaporkan", "Nihil dilaporkan"
    BELUM_ADA_LAPORAN = "belum_ada_laporan", "Belum ada laporan"
    TIDAK_DIPATROLI = "tidak_dipatroli", "Tidak dipatroli"


def coverage(
    incidents: pd.DataFrame,
    logs: pd.DataFrame,
    codes: pd.Index,
    *,
    first: datetime,
    after: datetime,
    zone: str,
) -> pd.DataFrame:
    """Return what is known of each desa between two instants.

    *Nihil dilaporkan*: a patrol was there and reported nothing. *Tidak dipatroli*: patrols
    reported, but none had gone there. *Belum ada laporan*: nobody reported anything; or a patrol
    was there, says that it found something, and nothing of what it found is recorded yet.

    Parameters
    ----------
    incidents
        With ``waktu_kejadian kode_desa status status_verifikasi karantina id_jurnal``; disproved,
        duplicate and quarantined ones do not count.
    logs
        Patrol logs with ``berangkat kembali menit_desa nihil``.
    codes
        The desa.
    first, after
        The first instant of the period and the first after it.
    zone
        IANA zone for the days.

    Returns
    -------
    DataFrame
        On ``codes``: ``n_kejadian``; ``n_patroli`` (logs that went there); ``menit`` (known minutes
        there) and ``menit_lengkap`` (whether every visit told its minutes); ``keadaan``;
        ``laporan_terakhir`` and ``patroli_terakhir`` (latest local day before ``after``, or None).
    """
    start, end = pd.Timestamp(first), pd.Timestamp(after)
    happened = _counted(incidents)
    happened = happened.loc[happened["waktu_kejadian"] < end]
    went = visits(logs.loc[logs["berangkat"] < end])
    recent = happened.loc[happened["waktu_kejadian"] >= start]
    patrolled = went.loc[went["berangkat"] >= start]

    n = recent["kode_desa"].value_counts().reindex(codes, fill_value=0)
    per_desa = patrolled.groupby("kode_desa")["menit"]
    told_nothing = codes.isin(
        patrolled.loc[patrolled["id_jurnal"].isin(_reported(logs, happened)), "kode_desa"]
    )
    elsewhere = Coverage.TIDAK_DIPATROLI if len(patrolled) else Coverage.BELUM_ADA_LAPORAN
    state = np.select(
        [n.to_numpy() > 0, told_nothing, codes.isin(patrolled["kode_desa"])],
        [Coverage.ADA_KEJADIAN.value, Coverage.NIHIL_DILAPORKAN.value, Coverage.BELUM_ADA_LAPORAN.value],
        elsewhere.value,
    )
    latest_report = happened.groupby("kode_desa")["waktu_kejadian"].max()
    latest_patrol = went.groupby("kode_desa")["berangkat"].max()
    return pd.DataFrame(
        {
            "n_kejadian": n.astype("int64"),
            "n_patroli": per_desa.size().reindex(codes, fill_value=0).astype("int64"),
            "menit": per_desa.sum().reindex(codes, fill_value=0.0),
            "menit_lengkap": (per_desa.size() == per_desa.count()).reindex(codes, fill_value=True),
            "keadaan": pd.Series(state, index=codes, dtype="str"),
            "laporan_terakhir": _days(
                pd.concat([latest_report, latest_patrol]).groupby(level=0).max(), codes, zone
            ),
            "patroli_terakhir": _days(latest_patrol, codes, zone),
        },
        index=codes,
    )


def _counted(incidents: pd.DataFrame) -> pd.DataFrame:
    discarded = (IncidentState.TIDAK_TERBUKTI.value, IncidentState.DUPLIKAT.value)
    kept = (
        incidents["karantina"].isna()
        & (incidents["status_verifikasi"] != Verification.TIDAK_TERBUKTI.value)
        & ~incidents["status"].isin(discarded)
    )
    return pd.DataFrame(incidents[["waktu_kejadian", "kode_desa", "id_jurnal"]]).loc[kept]


def _reported(logs: pd.DataFrame, happened: pd.DataFrame) -> pd.Index:
    """Return the logs whose outcome is on record: nihil, or with an incident to show for it."""
    return logs.index[logs["nihil"].fillna(False).astype(bool) | logs.index.isin(happened["id_jurnal"])]


def _days(times: pd.Series, codes: pd.Index, zone: str) -> pd.Series:
    known = times.reindex(codes)
    days = pd.Series([None] * len(codes), index=codes, dtype="object")
    told = known.notna()
    days[told] = known[told].astype("datetime64[ms, UTC]").dt.tz_convert(zone).dt.date
    return days
