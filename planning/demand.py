"""Demand: from scores, cells and places to stops with a target of minutes a week, and why."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial, reduce
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from planning.rules import PlanRules
from planning.spots import spots
from planning.stop import Stop, Window
from sop.patrol import StopKind
from sop.wording import number, one_sentence

_WEEK = 7
_DAY_MIN = 24 * 60


@dataclass(frozen=True, kw_only=True)
class Request:
    """A stop that somebody asked for: an order of the Camat, a wish of a meeting, a market day.

    Parameters
    ----------
    id, name, kode_desa, lon, lat
        As of a stop.
    kind
        ``PERINTAH``, ``RAPAT`` or ``AGENDA``.
    reason
        One Indonesian sentence by who asked.
    dwell_min
        Minutes to stand there; None for the ordinary dwell.
    windows
        Parts of the day in which it makes sense.
    """

    id: str
    name: str
    kode_desa: str
    lon: float
    lat: float
    kind: StopKind
    reason: str
    dwell_min: float | None = None
    windows: tuple[Window, ...] = ()


def demand(
    areas: pd.DataFrame,
    cells: gpd.GeoDataFrame,
    places: gpd.GeoDataFrame,
    rules: PlanRules,
    *,
    minutes: float,
    seed: int,
    distinguishable: bool,
    requests: Sequence[Request] = (),
) -> tuple[Stop, ...]:
    """Return the stops of the coming week with the minutes that each should get.

    The minutes are shared out: a floor for every desa, a part for comparison visits at known places that
    are not hotspots (drawn anew for every week), and all the rest in proportion to risk. Shrunk scores, a
    floor and comparison keep patrols from making hotspots out of where they looked before
    (`docs/metode.md`).

    Parameters
    ----------
    areas
        Rows of `analysis.score.Scores.areas`: ``nama score`` by ``kode_desa``, and the ``geometry``.
    cells
        As `analysis.cells.cells` gives them: ``lon lat kode_desa rate_per_week``, best first.
    places
        Known places by their number: ``nama kode_desa`` and the point (EPSG:4326).
    rules
        Rules of planning.
    minutes
        Minutes of standing that the teams have in a week.
    seed
        Decides which known places are compared: with `week_seed` all plans of a week compare the same ones.
    distinguishable
        Whether the desa can be told apart; if not, the reasons say so and the turn goes round.
    requests
        Stops that somebody asked for; those with one identity become one stop.

    Returns
    -------
    tuple of Stop
        Requests first, then by risk, the riskiest first. ``risk`` adds up to at most 1.
    """
    found = spots(areas, cells, places, rules)
    hot = found.loc[found["lift"] >= rules.hot_lift].head(rules.most_stops)
    present = _present(areas, found, hot, rules)
    compared = _compared(found, hot.index.union(present.index), rules, minutes=minutes, seed=seed)
    kinds = [StopKind.RAWAN, StopKind.KEHADIRAN, StopKind.PEMBANDING]
    groups = dict(zip(kinds, (hot, present, compared), strict=True))
    target = _targets(groups, rules, minutes=minutes)
    words = _Words(areas, distinguishable=distinguishable, any_hot=bool(len(hot)))
    wishes = _merged(requests, rules)
    asked = {one.id for one in wishes}
    groups[StopKind.RAWAN] = _named(hot, areas)
    stops = [
        _stop(row, kind, target[row.Index], rank, rules, words)
        for kind, group in groups.items()
        for rank, row in enumerate(group.itertuples(), start=1)
        if row.Index not in asked
    ]
    risk = found["risk"].to_dict()
    return (*(_asked(one, float(risk.get(one.id, 0.0)), rules) for one in wishes), *stops)


def week_seed(day: date) -> int:
    """Return the seed of the comparison visits of the week (Monday to Sunday) of a day.

    Examples
    --------
    >>> week_seed(date(2026, 11, 23)), week_seed(date(2026, 11, 29)), week_seed(date(2027, 1, 1))
    (202648, 202648, 202653)
    """
    year, week, _ = day.isocalendar()
    return 100 * year + week


def _present(areas: pd.DataFrame, found: pd.DataFrame, hot: pd.DataFrame, rules: PlanRules) -> pd.DataFrame:
    """Return stops that make every desa be visited: its first known place, else a point in it.

    Where nothing stands out at all, every known place is one: then there is nothing to choose by.
    """
    rest = found.loc[found["tempat"].astype(bool) & ~found.index.isin(hot.index)]
    if len(hot):
        if rules.floor_min == 0:
            return rest.iloc[:0]
        rest = rest.loc[~rest["kode_desa"].isin(hot["kode_desa"]) & ~rest["kode_desa"].duplicated()]
    rest = rest.head(rules.most_stops)
    bare = areas.loc[~areas.index.isin([*hot["kode_desa"], *rest["kode_desa"]])]
    if not len(bare):
        return rest
    inside = shapely.get_coordinates(shapely.point_on_surface(np.asarray(bare["geometry"])))
    made = pd.DataFrame(
        {
            "nama": bare["nama"].to_numpy(),
            "kode_desa": np.asarray(bare.index, dtype="object"),
            "lon": inside[:, 0],
            "lat": inside[:, 1],
            "tempat": True,
            "risk": 0.0,
            "n": 0,
            "lift": 0.0,
        },
        index=pd.Index([f"DESA-{code}" for code in bare.index], dtype="object"),
    )
    return pd.concat([rest, made]) if len(rest) else made


def _compared(
    found: pd.DataFrame, taken: pd.Index, rules: PlanRules, *, minutes: float, seed: int
) -> pd.DataFrame:
    """Draw the known places outside the hotspots that are visited once this week.

    Every place draws its own lot: whatever becomes a hotspot meanwhile, the others keep theirs.
    """
    rest = found.loc[found["tempat"].astype(bool) & ~found.index.isin(taken)].sort_index()
    most = int(rules.comparison * minutes // rules.dwell_min)
    lots = [hashlib.sha256(f"{seed} {one}".encode()).digest() for one in rest.index]
    drawn = sorted(range(len(rest)), key=lots.__getitem__)[:most]
    return rest.iloc[sorted(drawn)]


def _targets(
    groups: Mapping[StopKind, pd.DataFrame], rules: PlanRules, *, minutes: float
) -> Mapping[Hashable, float]:
    """Return minutes a week by stop: the floor of every desa, comparison visits, and the rest by risk."""
    hot, present, compared = (groups[kind] for kind in groups)
    dwell = rules.dwell_min
    most = dwell * _WEEK
    even = dict.fromkeys(compared.index, dwell)
    if not len(hot):
        each = (minutes - sum(even.values())) / max(len(present), 1)
        return {**even, **dict.fromkeys(present.index, float(np.clip(each, dwell, most)))}
    even |= dict.fromkeys(present.index, min(max(rules.floor_min, dwell), most))
    free = max(minutes - sum(even.values()), 0.0)
    # Everybody gets the one visit of the longest interval; what is left goes where the risk is.
    interval = np.where(np.arange(len(hot)) < rules.top_stops, rules.top_days, rules.most_days)
    least = dwell * _WEEK / interval
    wanted = least + max(free - least.sum(), 0.0) * hot["risk"] / hot["risk"].sum()
    per_desa = wanted.groupby(hot["kode_desa"]).transform("sum")
    lifted = wanted * (rules.floor_min / per_desa).clip(lower=1.0)
    return {**even, **lifted.clip(upper=most).to_dict()}


def _named(hot: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """Return hot spots with a name for those that are no known place, numbered within their desa."""
    bare = ~hot["tempat"].astype(bool)
    if not bare.any():
        return hot
    order = hot.loc[bare].groupby("kode_desa").cumcount() + 1
    names = "Petak " + hot.loc[bare, "kode_desa"].map(areas["nama"]) + " " + order.astype("str")
    return hot.assign(nama=hot["nama"].where(~bare, names))


class _Words:
    """Says why a stop is one."""

    def __init__(self, areas: pd.DataFrame, *, distinguishable: bool, any_hot: bool) -> None:
        self._names: Mapping[Hashable, str] = areas["nama"].to_dict()
        self._any_hot = any_hot
        self._distinguishable = distinguishable

    def reason(self, row: Any, rank: int, kind: StopKind) -> str:
        desa = self._names[row.kode_desa]
        if kind is StopKind.KEHADIRAN:
            if not self._any_hot:
                return "Belum ada titik yang menonjol, jadi semua desa dan tempat digilir."
            return f"Mewakili {desa} yang belum punya titik rawan, supaya tiap desa didatangi."
        if kind is StopKind.PEMBANDING:
            return "Pembanding di luar titik rawan, supaya yang tidak dilaporkan pun terlihat."
        if self._distinguishable:
            share = number(100 * row.risk, 1)
            return f"Titik rawan ke-{rank}, di sekitarnya {share} % perkiraan gangguan kecamatan."
        return "Titik rawan yang digilir, karena antardesa belum dapat dibedakan."


def _stop(row: Any, kind: StopKind, target: float, rank: int, rules: PlanRules, words: _Words) -> Stop:
    top = kind is StopKind.RAWAN and rank <= rules.top_stops
    return Stop(
        id=str(row.Index),
        name=str(row.nama),
        kode_desa=str(row.kode_desa),
        lon=float(row.lon),
        lat=float(row.lat),
        kind=kind,
        dwell_min=rules.dwell_min,
        target_min=float(target),
        risk=float(row.risk),
        most_days=rules.top_days if top else rules.most_days,
        reason=words.reason(row, rank, kind),
    )


def _merged(requests: Sequence[Request], rules: PlanRules) -> tuple[Request, ...]:
    """Return one request for each stop, that serves all who asked for it and says them all.

    It has the weightiest kind, the longest visit and the hours of all.
    """
    found: dict[str, list[Request]] = {}
    for one in requests:
        found.setdefault(one.id, []).append(one)
    return tuple(group[0] if len(group) == 1 else _whole(group, rules) for group in found.values())


def _whole(group: Sequence[Request], rules: PlanRules) -> Request:
    dwell = max(one.dwell_min or rules.dwell_min for one in group)
    return replace(
        group[0],
        kind=min((one.kind for one in group), key=list(StopKind).index),
        reason=one_sentence(*dict.fromkeys(one.reason for one in group)),
        dwell_min=dwell,
        windows=reduce(partial(_hours, dwell=dwell), (one.windows for one in group)),
    )


def _hours(ones: Sequence[Window], others: Sequence[Window], *, dwell: float) -> tuple[Window, ...]:
    """Return the hours that two have in common, as far as a visit fits; those of either if none are."""
    if not ones or not others:
        return tuple(ones or others)
    # Hours of the small hours are those of the next morning too, for a patrol that lasts past midnight.
    spans = [
        (max(a.first_min + i, b.first_min + j), min(a.last_min + i, b.last_min + j))
        for a in ones
        for b in others
        for i, j in ((0, 0), (_DAY_MIN, 0), (0, _DAY_MIN))
    ]
    common = tuple(Window(first_min=a, last_min=b) for a, b in spans if b - a >= dwell)
    return common or tuple(dict.fromkeys([*ones, *others]))


def _asked(request: Request, risk: float, rules: PlanRules) -> Stop:
    dwell = request.dwell_min or rules.dwell_min
    return Stop(
        id=request.id,
        name=request.name,
        kode_desa=request.kode_desa,
        lon=request.lon,
        lat=request.lat,
        kind=request.kind,
        dwell_min=dwell,
        target_min=dwell * _WEEK,
        risk=risk,
        most_days=1,
        reason=request.reason,
        windows=request.windows,
        required=True,
    )
