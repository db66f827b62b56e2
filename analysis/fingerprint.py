"""Fingerprint: the SHA-256 of exactly the data that a score looks at."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd

from analysis.evidence import Evidence

_INCIDENT_TEXTS = (
    "kode_kategori",
    "kode_desa",
    "asal",
    "status",
    "status_verifikasi",
    "visibilitas",
    "id_kasus",
    "id_jurnal",
    "berulang_dari",
    "karantina",
)
_CASE_COLUMNS = (
    "kode_kategori",
    "desa",
    "tgl_teridentifikasi",
    "tgl_tutup",
    "tahap",
    "tingkat_eskalasi",
    "riwayat_eskalasi",
)


def data_hash(evidence: Evidence, *, at: datetime) -> str:
    """Return the fingerprint of the evidence before an instant, whatever the order of its rows.

    Only what can change the score is looked at: a corrected landmark leaves it alone, a corrected
    category does not. Incidents and patrols after ``at`` play no part.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    then = pd.Timestamp(at)
    logs = evidence.logs.loc[evidence.logs["berangkat"] < then].sort_index()
    cases = evidence.cases.sort_index()
    rest = {
        # The order of the desa counts: the random draws go by it.
        "areas": [list(evidence.areas.index), list(evidence.areas["nama"])],
        "logs": [
            list(logs.index),
            _milliseconds(logs["berangkat"]),
            _milliseconds(logs["kembali"]),
            list(logs["menit_desa"]),
        ],
        "cases": [list(cases.index), *(list(cases[name]) for name in _CASE_COLUMNS)],
        "categories": [
            [c.code, c.safety, c.escalation, c.impact, c.score_factor] for c in evidence.categories.values()
        ],
    }
    text = json.dumps(rest, sort_keys=True, default=_plain)
    incidents = evidence.incidents[["waktu_kejadian", "dampak_aktual", *_INCIDENT_TEXTS]]
    return hashlib.sha256(text.encode() + _rows_digest(pd.DataFrame(incidents), then)).hexdigest()


def _rows_digest(incidents: pd.DataFrame, then: pd.Timestamp) -> bytes:
    """Return a digest of the incidents before an instant: that of their rows' hashes, sorted."""
    before = incidents.loc[incidents["waktu_kejadian"] < then]
    columns = {name: before[name].astype("str") for name in _INCIDENT_TEXTS}
    numbers = {
        "waktu": before["waktu_kejadian"].astype("datetime64[ms, UTC]").astype("int64"),
        "dampak": before["dampak_aktual"].astype("float64"),
    }
    table = pd.DataFrame({**columns, **numbers}, index=before.index.astype("str"))
    each = pd.util.hash_pandas_object(table, index=True).to_numpy(dtype="<u8")
    return hashlib.sha256(np.sort(each).tobytes()).digest()


def _milliseconds(times: pd.Series) -> list[int]:
    return times.astype("datetime64[ms, UTC]").astype("int64").to_list()


def _plain(value: Any) -> Any:
    """Bring numpy's and pandas' own values down to JSON."""
    return None if pd.isna(value) else value.item()
