"""Counting: which incidents are scored, and what each of them brings."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.calendar import factors, week_ahead
from analysis.conflict import open_cases
from analysis.evidence import Evidence
from analysis.parameters import Parameters
from analysis.patrol import visits
from analysis.severity import looked_up, weights
from sop.incident import IncidentState, Origin, Verification

MS_A_WEEK = 7 * 24 * 3600 * 1000
_DISCARDED = (IncidentState.TIDAK_TERBUKTI.value, IncidentState.DUPLIKAT.value)


def scored(evidence: Evidence, parameters: Parameters, *, at: datetime, zone: str) -> pd.DataFrame:
    """Return the incidents before ``at`` that are scored.

    Left out: what lies in no scored desa or is quarantined; disproved and duplicate reports;
    categories with factor 0 or left out by name; visibilities that the office does not score;
    incidents linked to an open conflict case, from the day on which the case began; and a patrol
    finding that confirms a scored report (``berulang_dari``), which is counted already.

    Returns
    -------
    DataFrame
        By ``id_kejadian``, sorted, so that the order of the records plays no part: ``desa``
        (position in the areas), ``age_weeks``, ``severity`` (poin), ``u`` and ``u_ahead`` (calendar
        factors on its day and in the week ahead), ``finding`` (by a patrol), ``apart`` (a finding
        whose patrol minutes are unknown: shown, never weighed).
    """
    incidents = evidence.incidents
    weight = weights(incidents, evidence.categories, parameters)
    desa = evidence.areas.index.get_indexer(pd.Index(incidents["kode_desa"].astype("object")))
    kept = (
        (incidents["waktu_kejadian"] < pd.Timestamp(at)).to_numpy()
        & (desa >= 0)
        & incidents["karantina"].isna().to_numpy()
        & (incidents["status_verifikasi"] != Verification.TIDAK_TERBUKTI.value).to_numpy()
        & ~incidents["status"].isin(_DISCARDED).to_numpy()
        & incidents["visibilitas"].isin(parameters.counting.visibilities).to_numpy()
        & (weight > 0).to_numpy()
        & ~_in_open_case(incidents, evidence, at, zone)
    )
    finding = (incidents["asal"] == Origin.TEMUAN_PATROLI.value).to_numpy()
    kept &= ~_confirms(incidents["berulang_dari"], kept, finding)

    chosen = pd.DataFrame(incidents[["waktu_kejadian", "kode_kategori", "kode_desa", "id_jurnal"]]).loc[kept]
    local = _local_days(chosen["waktu_kejadian"], zone)
    return pd.DataFrame(
        {
            "desa": desa[kept],
            "age_weeks": age_weeks(chosen["waktu_kejadian"], at),
            "severity": weight[kept],
            "u": factors(chosen["kode_kategori"], local, parameters.calendar),
            "u_ahead": _ahead(chosen["kode_kategori"], parameters, at, zone),
            "finding": finding[kept],
            "apart": _apart(chosen, finding[kept], local, evidence.logs, at, zone),
        },
        index=chosen.index,
    ).sort_index()


def age_weeks(times: pd.Series, at: datetime) -> NDArray[np.float64]:
    """Return how many weeks before ``at`` each instant lies."""
    milliseconds = times.astype("datetime64[ms, UTC]").astype("int64").to_numpy()
    age = (pd.Timestamp(at).value // 1_000_000 - milliseconds) / MS_A_WEEK
    return np.asarray(age, dtype=np.float64)


def history_weeks(evidence: Evidence, *, at: datetime) -> float:
    """Return how long the office has kept records before ``at``: since its first incident or patrol log."""
    instants = (evidence.incidents["waktu_kejadian"], evidence.logs["berangkat"])
    known = [times[times < pd.Timestamp(at)] for times in instants]
    return max(float(age_weeks(times, at).max(initial=0.0)) for times in known)


def _confirms(linked: pd.Series, kept: NDArray[np.bool_], finding: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say which findings confirm a report that is scored."""
    confirms = kept & finding & linked.notna().to_numpy()
    if confirms.any():
        reports = linked.index[kept & ~finding]
        confirms[confirms] = linked[confirms].isin(reports).to_numpy()
    return confirms


def _in_open_case(incidents: pd.DataFrame, evidence: Evidence, at: datetime, zone: str) -> NDArray[np.bool_]:
    opened = open_cases(evidence.cases, at=at, zone=zone)
    linked = np.array(incidents["id_kasus"].isin(opened.index), dtype=np.bool_)
    if linked.any():
        start = incidents.loc[linked, "id_kasus"].map(opened["start"])
        linked[linked] = (incidents.loc[linked, "waktu_kejadian"] >= start).to_numpy()
    return linked


def _ahead(categories: pd.Series, parameters: Parameters, at: datetime, zone: str) -> NDArray[np.float64]:
    ahead = week_ahead(list(categories.unique()), local_day(at, zone), parameters.calendar)
    return looked_up(categories, ahead, 1.0)


def local_day(at: datetime, zone: str) -> pd.Timestamp:
    """Return the local calendar day of an instant as a naive midnight."""
    return pd.Timestamp(at).tz_convert(zone).tz_localize(None).normalize()


def _local_days(times: pd.Series, zone: str) -> pd.Series:
    local: pd.Series = times.dt.tz_convert(zone).dt.tz_localize(None).dt.normalize()
    return local


def _apart(
    chosen: pd.DataFrame,
    finding: NDArray[np.bool_],
    local: pd.Series,
    logs: pd.DataFrame,
    at: datetime,
    zone: str,
) -> NDArray[np.bool_]:
    """Say which findings have no patrol minutes: neither in their own log nor, without one, that day."""
    apart = finding.copy()
    if not finding.any():
        return apart
    went = visits(logs.loc[logs["berangkat"] < pd.Timestamp(at)])
    went = went.loc[went["menit"].notna()]
    places = went["kode_desa"].to_list()
    by_log = set(zip(went["id_jurnal"].to_list(), places, strict=True))
    by_day = set(zip(_day_numbers(_local_days(went["berangkat"], zone)), places, strict=True))
    by_day |= set(zip(_day_numbers(_local_days(went["kembali"], zone)), places, strict=True))
    logs_of, desa_of = (chosen.loc[finding, name].to_list() for name in ("id_jurnal", "kode_desa"))
    apart[finding] = [
        (log, desa) not in by_log if isinstance(log, str) else (day, desa) not in by_day
        for log, desa, day in zip(logs_of, desa_of, _day_numbers(local[finding]), strict=True)
    ]
    return apart


def _day_numbers(days: pd.Series) -> list[int]:
    """Return days as plain numbers, which compare much faster than timestamps."""
    return days.astype("datetime64[s]").astype("int64").to_list()
