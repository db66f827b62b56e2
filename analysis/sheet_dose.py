"""Dose of route sheets: what each stop was to get, was told to have got, and by tracks provably got."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.dwell import TrackRules

DOSE = ("planned", "told", "verified")
"""Columns of the minutes."""

_COUNTS = ("visits", "told_visits", "proven_visits", "untold", "untracked")


def driven_sheets(candidates: pd.DataFrame, linked: Mapping[str, str], rules: TrackRules) -> pd.Series[str]:
    """Return of which route sheet each track is, by the number of the track.

    Of the sheets that a track could be of it is the one at whose stops it stood longest, and where it stood
    at none, the one with whose hours it has most in common. A track that has too little of both, one that
    passed a stop on its way to elsewhere, is of no sheet.

    Parameters
    ----------
    candidates
        ``jalur lembar``, minutes at the stops of the sheet (``menit``) and at one of them at most
        (``terlama``), and which part of its hours the track lasted (``bersama``, 0 to 1).
    linked
        Sheet by track, where somebody has said it.
    rules
        From how much in common on a track is of a sheet.

    Examples
    --------
    >>> candidates = pd.DataFrame(
    ...     [("TRK-1", "RUT-1", 12.0, 9.0, 0.9), ("TRK-1", "RUT-2", 30.0, 20.0, 0.0),
    ...      ("TRK-2", "RUT-1", 1.0, 0.5, 0.2)], columns=["jalur", "lembar", "menit", "terlama", "bersama"])
    >>> driven_sheets(candidates, {}, TrackRules()).to_dict()
    {'TRK-1': 'RUT-2'}
    """
    stood = candidates["terlama"] >= rules.belongs_min - 1e-6
    likely = candidates.loc[stood | (candidates["bersama"] >= rules.belongs_share)]
    # Of two that are alike the first number counts, so that the order of the rows plays no part.
    ordered = likely.sort_values(
        ["jalur", "menit", "bersama", "lembar"], ascending=[True, False, False, True], kind="stable"
    )
    best = ordered.drop_duplicates("jalur").set_index("jalur")["lembar"]
    said = {str(track): str(sheet) for track, sheet in best.items()} | dict(linked)
    return pd.Series(said, dtype="str", name="lembar").sort_index().rename_axis("jalur")


def sheet_dose(
    planned: pd.DataFrame, told: pd.DataFrame, proven: pd.DataFrame, rules: TrackRules
) -> pd.DataFrame:
    """Return the planned, the told and the proven minutes of each stop of each route sheet.

    Parameters
    ----------
    planned
        ``lembar titik menit``: the stops of the sheets and how long to stand at each.
    told
        ``lembar titik didatangi menit``: what logs tell of them.
    proven
        ``jalur lembar titik menit mulai selesai``: minutes of each track at each stop of its sheet, and when
        the track began and ended. Two phones on one patrol prove it once: of tracks that overlap in time the
        longest stand counts, tracks one after the other add up.
    rules
        From which share of its planned minutes on a stop was visited.

    Returns
    -------
    DataFrame
        On the index of ``planned``: ``planned``; ``told`` and ``told_visit``, NaN without a log of the
        sheet; ``verified`` and ``proven_visit``, NaN without a track of it.

    Examples
    --------
    >>> planned = pd.DataFrame(
    ...     {"lembar": ["RUT-1", "RUT-1", "RUT-2"], "titik": ["A", "B", "A"], "menit": [15.0, 10.0, 15.0]})
    >>> told = pd.DataFrame({"lembar": ["RUT-1"] * 2, "titik": ["A", "B"], "didatangi": [True, False],
    ...     "menit": [15.0, 0.0]})
    >>> hour = pd.Timedelta(hours=1)
    >>> start = pd.Timestamp("2026-06-01", tz="UTC")
    >>> proven = pd.DataFrame({"jalur": ["T"], "lembar": ["RUT-1"], "titik": ["A"], "menit": [12.0],
    ...     "mulai": [start], "selesai": [start + hour]})
    >>> sheet_dose(planned, told, proven, TrackRules()).to_numpy().tolist()
    [[15.0, 15.0, 1.0, 12.0, 1.0], [10.0, 0.0, 0.0, 0.0, 0.0], [15.0, nan, nan, nan, nan]]
    """
    key = pd.MultiIndex.from_frame(planned[["lembar", "titik"]])
    said = told.drop_duplicates(["lembar", "titik"], keep="last").set_index(["lembar", "titik"])
    went = said["didatangi"].astype("float64")
    minutes = said["menit"].astype("float64").where(went > 0, 0.0)
    stood = counted_once(proven).reindex(key).to_numpy(dtype="float64")
    has_log = planned["lembar"].isin(told["lembar"]).to_numpy()
    has_track = planned["lembar"].isin(proven["lembar"]).to_numpy()
    wanted = planned["menit"].to_numpy(dtype="float64")
    verified = np.where(has_track, np.nan_to_num(stood), np.nan)
    seen = np.where(has_track, verified >= rules.visited_share * wanted - 1e-6, np.nan)
    return pd.DataFrame(
        {
            "planned": wanted,
            "told": _known(minutes, key, known=has_log),
            "told_visit": _known(went, key, known=has_log),
            "verified": verified,
            "proven_visit": seen,
        },
        index=planned.index,
    )


def counted_once(proven: pd.DataFrame) -> pd.Series[float]:
    """Return proven minutes by sheet and stop: of tracks at the same time the longest stand.

    Parameters
    ----------
    proven
        As for `sheet_dose`.

    Examples
    --------
    Two phones from six to eight, and one that was begun anew at eight.

    >>> hour = [pd.Timestamp(f"2026-06-01 {n:02}:00", tz="UTC") for n in range(10)]
    >>> proven = pd.DataFrame(
    ...     [("T1", "R", "A", 12.0, hour[6], hour[8]), ("T2", "R", "A", 14.0, hour[6], hour[8]),
    ...      ("T3", "R", "A", 5.0, hour[8], hour[9])],
    ...     columns=["jalur", "lembar", "titik", "menit", "mulai", "selesai"])
    >>> counted_once(proven).to_dict()
    {('R', 'A'): 19.0}
    """
    tracks = proven[["lembar", "jalur", "mulai", "selesai"]].drop_duplicates("jalur")
    ordered = tracks.sort_values(["lembar", "mulai", "jalur"], kind="stable")
    until = ordered.groupby("lembar")["selesai"].cummax().groupby(ordered["lembar"]).shift()
    # A track that begins after all before it have ended begins a new part of the patrol.
    part = (ordered["mulai"] >= until).groupby(ordered["lembar"]).cumsum()
    numbered = proven["jalur"].map(pd.Series(part.to_numpy(), index=ordered["jalur"]))
    longest = proven.groupby(["lembar", "titik", numbered.rename("bagian")])["menit"].max()
    return longest.groupby(level=["lembar", "titik"]).sum()


def believed(dose: pd.DataFrame, rules: TrackRules) -> pd.Series[float]:
    """Return the minutes that a stop is taken to have got, on the index of a dose.

    What a track proves; without one ``told_share`` of what the log tells; without either nothing.

    Examples
    --------
    >>> nan = float("nan")
    >>> dose = pd.DataFrame({"told": [20.0, 20.0, nan], "verified": [12.0, nan, nan]})
    >>> believed(dose, TrackRules()).to_list()
    [12.0, 10.0, 0.0]
    """
    half = dose["told"] * rules.told_share
    return dose["verified"].fillna(half).fillna(0.0).rename("menit")


def summed(dose: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """Return a dose added up by some name, in the order in which the names come.

    Parameters
    ----------
    dose
        As `sheet_dose` returns it; a row whose ``planned`` is NaN was on no sheet.
    groups
        Name of each row, on the index of ``dose``; an index that repeats puts a row into several groups.

    Returns
    -------
    DataFrame
        By name: ``planned told verified`` minutes (NaN where nobody told, or no track was handed in, of any
        of its rows); ``visits`` (planned ones), ``told_visits``, ``proven_visits``; ``untold`` and
        ``untracked``, visits of which there is no log, or no track.

    Examples
    --------
    >>> nan = float("nan")
    >>> dose = pd.DataFrame({"planned": [15.0, 10.0], "told": [15.0, nan], "told_visit": [1.0, nan],
    ...     "verified": [nan, nan], "proven_visit": [nan, nan]})
    >>> summed(dose, pd.Series(["Bamban", "Bamban"])).to_numpy().tolist()
    [[25.0, 15.0, nan, 2.0, 1.0, 0.0, 1.0, 2.0]]
    """
    rows = dose.loc[groups.index].reset_index(drop=True)
    owed = rows["planned"].notna()
    rows = rows.assign(
        visits=owed,
        told_visits=rows["told_visit"].fillna(0.0),
        proven_visits=rows["proven_visit"].fillna(0.0),
        untold=owed & rows["told"].isna(),
        untracked=owed & rows["verified"].isna(),
    )
    by = rows.groupby(groups.to_numpy(), sort=False)
    minutes, counts = by[[*DOSE]].sum(min_count=1), by[[*_COUNTS]].sum()
    return minutes.join(counts.astype("int64"))


def _known(values: pd.Series, key: pd.MultiIndex, *, known: np.ndarray) -> np.ndarray:
    """Return values by sheet and stop: 0 where a log leaves a stop out, NaN where there is no log."""
    return np.where(known, np.nan_to_num(values.reindex(key).to_numpy(dtype="float64")), np.nan)
