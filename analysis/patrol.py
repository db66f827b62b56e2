"""Patrol: which desa was visited when, and for how many minutes."""

from __future__ import annotations

import numpy as np
import pandas as pd


def visits(logs: pd.DataFrame) -> pd.DataFrame:
    """Return one row per patrol log and desa.

    Parameters
    ----------
    logs
        With ``berangkat``, ``kembali`` and ``menit_desa`` ({kode_desa: minutes or None}).

    Returns
    -------
    DataFrame
        ``id_jurnal kode_desa berangkat kembali menit``; minutes that are missing or not above
        zero are unknown (NaN): somebody was there, nobody knows how long.

    Examples
    --------
    >>> at = pd.Timestamp("2026-06-01", tz="UTC")
    >>> log = pd.DataFrame({"berangkat": [at], "kembali": [at], "menit_desa": [{"01": 30, "02": None}]},
    ...     index=["JRN-1"])
    >>> visits(log)[["id_jurnal", "kode_desa", "menit"]].values.tolist()
    [['JRN-1', '01', 30.0], ['JRN-1', '02', nan]]
    """
    rows = [
        (position, kode, minutes)
        for position, per_desa in enumerate(logs["menit_desa"])
        if isinstance(per_desa, dict)
        for kode, minutes in per_desa.items()
    ]
    position = np.array([row[0] for row in rows], dtype="int64")
    minutes = np.array([np.nan if row[2] is None else row[2] for row in rows], dtype="float64")
    times = logs[["berangkat", "kembali"]].iloc[position].reset_index(drop=True)
    return pd.DataFrame(
        {
            "id_jurnal": pd.Series(logs.index[position], dtype="str"),
            "kode_desa": pd.Series([row[1] for row in rows], dtype="str"),
            "berangkat": times["berangkat"],
            "kembali": times["kembali"].fillna(times["berangkat"]),
            "menit": np.where(minutes > 0, minutes, np.nan),
        }
    )
