"""What the demo's Camat is asked, has decided and has ordered."""

from __future__ import annotations

from datetime import datetime, timedelta

import pandas as pd

from sop.decision import DecisionKind, DecisionState
from sop.dictionary import CONFLICT_CASES, INCIDENTS

_MARK = "[DATA CONTOH]"


def demo_decisions(*, case: str, incident: str, at: datetime) -> pd.DataFrame:
    """Return a question that waits, one that was answered, and an order that waits.

    Parameters
    ----------
    case, incident
        Numbers of the records that they are about.
    at
        When the demo is made; everything was asked in the days before.
    """
    asked, ordered = DecisionKind.ARAHAN.value, DecisionKind.DISPOSISI.value
    rows = [
        {
            "jenis": asked,
            "objek": CONFLICT_CASES.name,
            "kunci": case,
            "perihal": f"Mohon arahan atas kasus konflik {case}",
            "uraian": f"{_MARK} Kedua pihak minta dipertemukan di kantor kecamatan. Apakah Camat memimpin?",
            "diajukan_oleh": "kasi",
            "status": DecisionState.MENUNGGU.value,
            "waktu_input": at - timedelta(hours=30),
        },
        {
            "jenis": asked,
            "perihal": f"{_MARK} Tambahan patroli selama pasar malam",
            "uraian": "Tiga malam, bersama Polsek dan Koramil.",
            "diajukan_oleh": "kasi",
            "status": DecisionState.DISETUJUI.value,
            "putusan": "Setuju. Libatkan perangkat desa.",
            "diputus_oleh": "camat",
            "waktu_putusan": at - timedelta(days=3),
            "waktu_input": at - timedelta(days=4),
        },
        {
            "jenis": ordered,
            "objek": INCIDENTS.name,
            "kunci": incident,
            "perihal": f"Disposisi atas kejadian {incident}",
            "uraian": f"{_MARK} Selesaikan bersama Polsek, laporkan hasilnya.",
            "diajukan_oleh": "camat",
            "status": DecisionState.MENUNGGU.value,
            "waktu_input": at - timedelta(hours=20),
        },
    ]
    frame = pd.DataFrame(rows).assign(sidik=[f"contoh-keputusan-{n}" for n in range(len(rows))])
    for name in ("waktu_input", "waktu_putusan"):
        frame[name] = pd.to_datetime(frame[name], utc=True)
    return frame
