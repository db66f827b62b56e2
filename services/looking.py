"""What every page looks at: the incidents that count and that its reader may see, in a period."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from analysis import patrol
from services.office import Office
from services.privacy import Seen, briefed, closed_words, seen
from sop.dictionary import INCIDENTS, PATROL_LOGS
from sop.incident import IncidentState, LocationPrecision, Verification
from sop.party import Actor
from sop.period import Period

_DISCARDED = (IncidentState.TIDAK_TERBUKTI, IncidentState.DUPLIKAT)


@dataclass(frozen=True)
class Look:
    """Incidents that count, as one reader sees them, ready to be filtered many times.

    Parameters
    ----------
    seen
        The incidents, cut down to the reader's rights.
    xy
        Their points in the office's metric CRS, one row each; NaN without a point of their own.
    """

    seen: Seen
    xy: NDArray[np.float64]

    @property
    def incidents(self) -> gpd.GeoDataFrame:
        """The incidents that the reader sees."""
        return self.seen.incidents


def look(office: Office, actor: Actor, *, meeting: bool = False) -> Look:
    """Return what an actor's role sees; remembered for one version of the data.

    Parameters
    ----------
    meeting
        Whether others look along: then only what is open to all is there to be listed and counted.
    """
    question: Hashable = ("look", actor.role, meeting)
    return office.remember(question, lambda: _look(office, actor, meeting=meeting))


def within(times: pd.Series, period: Period | None, office: Office) -> pd.Series:
    """Say which times lie in a period of local days; everything with a time does when it is None."""
    if period is None:
        return times.notna()
    first, after = period.bounds(office.zone)
    return (times >= pd.Timestamp(first)) & (times < pd.Timestamp(after))


def counted(incidents: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the incidents that count: placed in a desa, not disproved, not a duplicate."""
    kept = (
        incidents["karantina"].isna()
        & incidents["kode_desa"].notna()
        & (incidents["status_verifikasi"] != Verification.TIDAK_TERBUKTI)
        & ~incidents["status"].isin(_DISCARDED)
    )
    return incidents.loc[kept]


def hidden_words(seen_: Seen, codes: pd.Index, period: Period | None, office: Office) -> pd.Series:
    """Return per desa how many incidents stay closed, too coarsely to be subtracted; None if none can."""
    if seen_.complete:
        return pd.Series(None, index=codes, dtype="object")
    inside = seen_.closed.loc[within(seen_.closed["waktu_kejadian"], period, office)]
    words = [closed_words(inside.loc[inside["kode_desa"] == code], seen_.told) for code in codes]
    return pd.Series(words, index=codes, dtype="object")


def visits(office: Office) -> pd.DataFrame:
    """Return one row per patrol and desa it went to; remembered for one version of the data."""
    return office.remember("visits", lambda: patrol.visits(office.frame(PATROL_LOGS)))


def local_days(times: pd.Series, office: Office) -> pd.Series:
    """Return the local calendar day of each time."""
    days: pd.Series = times.dt.tz_convert(office.profile.zone).dt.date
    return days


def _look(office: Office, actor: Actor, *, meeting: bool) -> Look:
    incidents = counted(office.geoframe(INCIDENTS))
    mine = seen(
        incidents,
        actor.role,
        office.categories,
        metric_epsg=office.profile.metric_epsg,
        meeting=meeting,
    )
    mine = briefed(mine) if meeting else mine
    return Look(mine, _metres(mine.incidents, office.profile.metric_epsg))


def _metres(incidents: gpd.GeoDataFrame, metric_epsg: int) -> NDArray[np.float64]:
    own = (incidents["presisi_lokasi"] != LocationPrecision.DESA) & incidents.geometry.notna()
    xy = np.full((len(incidents), 2), np.nan)
    if own.any():
        metres = incidents.loc[own].to_crs(metric_epsg).geometry
        xy[own.to_numpy()] = shapely.get_coordinates(metres.to_numpy())
    return xy
