"""Records on which a clock runs, in neutral words: kind and place, and nothing that somebody wrote."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

import pandas as pd

from services.office import Office
from services.privacy import SECRET_CATEGORY, short_name
from services.reference import partner_number, shown_number
from sop.category import Visibility
from sop.dictionary import CONFLICT_CASES, DECISIONS, FRAMES, INCIDENTS, PATROL_LOGS
from sop.party import Actor
from sop.patrol import PatrolKind
from sop.period import long_time
from sop.wording import listed


class Teller:
    """Tells records of one moment of the data, for a reader who may know of them.

    Parameters
    ----------
    meeting
        Whether others look along: then of what is secret the kind is not told.
    """

    def __init__(self, office: Office, actor: Actor, *, meeting: bool = False) -> None:
        self._office = office
        self._actor = actor
        self._meeting = meeting
        self._frames: dict[str, pd.DataFrame] = {}

    def about(self, frame: str, number: str) -> str:
        """Return what a record is called."""
        tell: Mapping[str, Callable[[Mapping[Any, Any]], str]] = {
            INCIDENTS.name: self._placed,
            CONFLICT_CASES.name: self._placed,
            PATROL_LOGS.name: self._patrol,
            DECISIONS.name: lambda row: str(row["perihal"]),
        }
        label = "" if frame == DECISIONS.name else f"{FRAMES[frame].label} "
        return f"{label}{self.number(frame, number)} · {tell[frame](self._row(frame, number))}"

    def number(self, frame: str, number: str) -> str:
        """Return the number under which the reader knows a record."""
        return shown_number(self._office, self._actor, FRAMES[frame], number)

    def alarm(self, frame: str, number: str, since: datetime) -> str:
        """Return a message about something critical, to be sent on; of what is secret only its number."""
        row = self._row(frame, number)
        if row["visibilitas"] == Visibility.RAHASIA:
            what = SECRET_CATEGORY.lower()
        else:
            what = f"{self._category(row)} di {self._desa(row)}"
        # The message goes to other agencies: they know the record under a number of their own.
        theirs = partner_number(self._office, FRAMES[frame], number)
        return (
            f"KRITIS – {FRAMES[frame].label} {theirs}: {what}, tercatat "
            f"{long_time(since, self._office.zone)}. Mohon perhatian dan tindakan segera. "
            f"Rincian ada di Tenteram; jangan diteruskan ke luar. – Trantib {self._office.profile.name}"
        )

    def _placed(self, row: Mapping[Any, Any]) -> str:
        return f"{self._category(row)} · {self._desa(row)}"

    def _patrol(self, row: Mapping[Any, Any]) -> str:
        left = long_time(row["berangkat"], self._office.zone)
        return f"{PatrolKind(row['jenis']).label} · berangkat {left}"

    def _category(self, row: Mapping[Any, Any]) -> str:
        if self._meeting and row["visibilitas"] == Visibility.RAHASIA:
            return SECRET_CATEGORY
        code = str(row["kode_kategori"])
        category = self._office.categories.get(code)
        return short_name(category.name if category else code)

    def _desa(self, row: Mapping[Any, Any]) -> str:
        codes = row["desa"] if "desa" in row else [row["kode_desa"]]
        names = self._names
        return listed([names[code] for code in codes if code in names]) or "lokasi belum ditetapkan"

    @cached_property
    def _names(self) -> dict[Any, str]:
        areas = self._office.areas()
        return dict(zip(areas.index, areas["nama"].astype("str"), strict=True))

    def _row(self, frame: str, number: str) -> dict[Any, Any]:
        if frame not in self._frames:
            self._frames[frame] = self._office.frame(FRAMES[frame])
        rows = self._frames[frame]
        (place,) = rows.index.get_indexer(pd.Index([number]))
        return {name: rows[name].iloc[place] for name in _NEEDED[frame]}


_NEEDED: Mapping[str, tuple[str, ...]] = {
    INCIDENTS.name: ("kode_kategori", "kode_desa", "visibilitas"),
    CONFLICT_CASES.name: ("kode_kategori", "desa", "visibilitas"),
    PATROL_LOGS.name: ("jenis", "berangkat"),
    DECISIONS.name: ("perihal",),
}
"""Columns of each frame that are told; free text is none of them."""
