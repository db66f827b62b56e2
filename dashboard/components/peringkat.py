"""The ranked table of desa as people read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from reports.maps.palette import style_of
from reports.words import amount, certainty, rank_range


def peringkat(areas: pd.DataFrame) -> pd.DataFrame:
    """Return one row per desa, indexed by code, every cell ready to be read; points where there are any."""
    rows = [
        {
            "Urutan": rank_range(area.rank_low, area.rank_high) if _known(area) else "–",
            "Desa": area.nama,
            "Poin": amount(area.score) if _known(area) else "–",
            "Kelas": style_of(area.kelas).short,
            "Keyakinan": certainty(area.certainty).split(" ")[0],
        }
        for area in _rows(areas)
    ]
    shown = pd.DataFrame(rows, index=areas.index)
    return shown.drop(columns="Poin") if areas["score"].isna().all() else shown


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    return frame.itertuples()


def _known(area: Any) -> bool:
    return bool(area.kelas != "belum_cukup_data")
