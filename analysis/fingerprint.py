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
    incidents = evidence.incidents.loc[evidence.incidents["waktu_kejadian"] < then]
    logs = evidence.logs.loc[evidence.logs["berangkat"] < then]
    parts = (
        _areas_digest(evidence),
        _rows_digest(_incident_table(incidents)),
        _lines_digest([i, _ms(a), _ms(b), m] for i, a, b, m in _fields(logs, _LOG_COLUMNS)),
        _lines_digest(map(list, _fields(evidence.cases, _CASE_COLUMNS))),
        _lines_digest(
            [c.code, c.safety, c.escalation, c.impact, c.score_factor] for c in evidence.categories.values()
        ),
    )
    return hashlib.sha256(b"".join(parts)).hexdigest()


_LOG_COLUMNS = ("berangkat", "kembali", "menit_desa")


def _areas_digest(evidence: Evidence) -> bytes:
    # The order of the desa counts: the random draws go by it.
    text = json.dumps([list(evidence.areas.index), [str(name) for name in evidence.areas["nama"]]])
    return hashlib.sha256(text.encode()).digest()


def _incident_table(incidents: pd.DataFrame) -> pd.DataFrame:
    columns: dict[str, Any] = {name: incidents[name].astype("object") for name in _INCIDENT_TEXTS}
    columns["waktu"] = incidents["waktu_kejadian"].astype("datetime64[ms, UTC]").astype("int64")
    columns["dampak"] = incidents["dampak_aktual"].astype("float64")
    return pd.DataFrame(columns, index=incidents.index.astype("object"))


def _rows_digest(table: pd.DataFrame) -> bytes:
    each = pd.util.hash_pandas_object(table, index=True).to_numpy(dtype="<u8")
    return hashlib.sha256(np.sort(each).tobytes()).digest()


def _fields(frame: pd.DataFrame, columns: tuple[str, ...]) -> Any:
    return zip(frame.index, *(frame[name] for name in columns), strict=True)


def _ms(time: Any) -> int | None:
    return None if pd.isna(time) else int(pd.Timestamp(time).timestamp() * 1000)


def _lines_digest(rows: Any) -> bytes:
    lines = sorted(json.dumps(row, sort_keys=True, default=_plain) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).digest()


def _plain(value: Any) -> Any:
    """Bring numpy's and pandas' own values down to JSON."""
    return None if pd.isna(value) else value.item()
