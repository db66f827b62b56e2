"""Reports that may tell of the same event, until somebody has said what they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import geopandas as gpd
import pandas as pd

from analysis.duplicates import Likeness, alike
from services.incident_record import stored, visible
from services.incident_words import when
from services.office import Office
from services.stored import row_of
from sop.dictionary import INCIDENTS
from sop.incident import IncidentState, LocationPrecision
from sop.party import Actor, Verb
from sop.wording import duration
from sop.wording import number as in_words

_DAY_S = 86_400
_OUT = (IncidentState.DUPLIKAT, IncidentState.TIDAK_TERBUKTI)


@dataclass(frozen=True, kw_only=True)
class Alike:
    """A report that may be the same: its number, when it happened, how near, and how it stands.

    ``earlier`` says whether it happened before.
    """

    number: str
    when: str
    nearness: str
    status: str
    landmark: str
    earlier: bool


def suggestions(office: Office, actor: Actor, number: str) -> tuple[Alike, ...]:
    """Return the reports that may be the same as one, the nearest first."""
    actor.require(Verb.KEJADIAN_BEDA)
    row = stored(office, actor, number)
    if row["status"] in _OUT:
        return ()
    seen = visible(office, actor.role).incidents
    likely = alike(_metric(office), number, Likeness())
    likely = likely.loc[likely.index.isin(seen.index[~seen["status"].isin(_OUT)])]
    tied = _tied(seen, number) if len(likely) else set()
    if likely.index.difference(list(tied)).empty:
        return ()
    tied |= _different(office, number)
    return tuple(
        Alike(
            number=str(other),
            when=when(office, row_),
            nearness=f"{in_words(metres)} m, {_apart(days)}",
            status=IncidentState(row_["status"]).label,
            landmark=row_["patokan"] or "",
            earlier=days >= 0,
        )
        for other, metres, days in zip(likely.index, likely["distance_m"], likely["days"], strict=True)
        if other not in tied
        for row_ in [row_of(seen, INCIDENTS, str(other))]
    )


def declare_different(
    office: Office, actor: Actor, number: str, other: str, *, at: datetime, note: str = ""
) -> None:
    """Note that two reports are not the same, so that nobody is asked again.

    Raises
    ------
    Refused
        If one of them is not there, or not for these eyes.
    """
    actor.require(Verb.KEJADIAN_BEDA)
    for one in (number, other):
        stored(office, actor, one)
    with office.store.act(actor, at, Verb.KEJADIAN_BEDA.value, note) as act:
        act.details["nomor"] = sorted((number, other))


def _metric(office: Office) -> gpd.GeoDataFrame:
    """Return all incidents in metres, those without a point of their own without one."""

    def made() -> gpd.GeoDataFrame:
        frame = office.geoframe(INCIDENTS)[["kode_kategori", "waktu_kejadian", "presisi_lokasi", "geometry"]]
        metres = frame.to_crs(office.profile.metric_epsg)
        rough = metres["presisi_lokasi"] == LocationPrecision.DESA
        shapes = metres.geometry.to_numpy().copy()
        shapes[rough.to_numpy()] = None
        return metres.set_geometry(gpd.GeoSeries(shapes, index=metres.index, crs=metres.crs))

    return office.remember("metric incidents", made)


def _tied(seen: pd.DataFrame, number: str) -> set[str]:
    followers = seen.index[seen["berulang_dari"] == number]
    return {str(seen["berulang_dari"][number]), *map(str, followers)}


def _different(office: Office, number: str) -> set[str]:
    pairs = [entry.details.get("nomor", []) for entry in office.store.audit(verb=Verb.KEJADIAN_BEDA.value)]
    return {str(one) for pair in pairs if number in pair for one in pair}


def _apart(days: float) -> str:
    if days == 0:
        return "pada waktu yang sama"
    return f"{duration(abs(days) * _DAY_S)} {'sebelumnya' if days > 0 else 'sesudahnya'}"
