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
    per_log = [log if isinstance(log, dict) else {} for log in logs["menit_desa"].to_list()]
    position = np.repeat(np.arange(len(per_log)), [len(log) for log in per_log])
    minutes = pd.to_numeric(pd.Series([told for log in per_log for told in log.values()], dtype="object"))
    times = logs[["berangkat", "kembali"]].iloc[position].reset_index(drop=True)
    return pd.DataFrame(
        {
            "id_jurnal": pd.Series(logs.index[position], dtype="str"),
            "kode_desa": pd.Series([kode for log in per_log for kode in log], dtype="str"),
            "berangkat": times["berangkat"],
            "kembali": times["kembali"].fillna(times["berangkat"]),
            "menit": minutes.where(minutes > 0).astype("float64"),
        }
    )
