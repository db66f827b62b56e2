"""Score: the expected weight of disturbances of each desa in the coming week, with its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.calendar import EVERY, week_ahead
from analysis.certainty import RiskClass, certainty, classify
from analysis.conflict import open_cases, risks
from analysis.counting import age_weeks, history_weeks, local_day, scored
from analysis.draws import Draws, draw
from analysis.evidence import Evidence
from analysis.expected_severity import SeverityMix, severity_mix
from analysis.fingerprint import data_hash
from analysis.forecast import AreaForecast, chance_of_any, forecast, interval
from analysis.parameters import Parameters
from analysis.patrol import visits
from analysis.trend import trend

_LOW, _HIGH = 0.1, 0.9


@dataclass(frozen=True, kw_only=True)
class Scores:
    """Scores of all desa for the seven days after an instant.

    Parameters
    ----------
    areas
        By ``kode_desa``, in the order of the areas; a row's columns:

        - ``kode nama``; ``score score_low score_high`` (poin a week, 80 % interval);
        - ``kejadian konflik kalender``: the parts, which add up to the score;
        - ``expected expected_low expected_high``: incidents, 80 % predictive interval;
        - ``p_any p_konflik``: chance of an incident, of an escalation;
        - ``n_eff rank_low rank_high prob_top``: effective incidents, ranks 10-90 %, chance of rank 1;
        - ``kelas tren certainty`` (codes) and ``prob_kelas``;
        - what it is made of: ``share level severity n_cases n_incidents n_apart``.
    total
        The whole kecamatan: the same names where they apply, drawn jointly.
    distinguishable
        Whether the desa with the highest score is on top with the demanded probability.
    enough
        Whether the records suffice for classes (rule of the back-test).
    history_weeks
        How long records have been kept.
    data_hash, params_hash
        Fingerprints from which the scores can be replayed.
    """

    areas: pd.DataFrame
    total: Mapping[str, float]
    distinguishable: bool
    enough: bool
    history_weeks: float
    data_hash: str
    params_hash: str


def score(evidence: Evidence, parameters: Parameters, *, at: datetime, zone: str) -> Scores:
    """Return the score of every desa for the seven days after ``at``, from everything before it.

    Parameters
    ----------
    evidence
        Incidents, patrol logs, conflict cases, areas and categories; not changed.
    at
        Aware instant.
    zone
        IANA zone of the office, for calendar days.

    Notes
    -----
    Method and formulas: ``docs/metode.md``.
    """
    fingerprint = data_hash(evidence, at=at)
    codes = pd.Index(evidence.areas.index)
    counted = scored(evidence, parameters, at=at, zone=zone)
    weighed = counted.loc[~counted["apart"]]
    history = history_weeks(evidence, at=at)

    expectation = forecast(weighed, _visits(evidence, codes, at), len(codes), history, parameters)
    mix = _mix(weighed, expectation, len(codes), parameters, at, zone)
    opened = open_cases(evidence.cases, at=at, zone=zone)
    chances, case_points = risks(opened, codes, evidence.categories, parameters)
    rng = np.random.default_rng(int(fingerprint[:32], 16))
    cap = parameters.forecast.size_cap
    drawn = draw(rng, parameters.draws.count, expectation, mix, chances, case_points, size_cap=cap)
    workings = _Workings(expectation, mix, chances, case_points, drawn)

    enough = _enough(weighed, history, parameters)
    areas = _areas(evidence, counted, weighed, workings)
    words = _words(areas, weighed, drawn, history, parameters, enough=enough)
    areas = pd.concat([areas, words], axis=1)
    top = float(areas["prob_top"].to_numpy()[areas["score"].argmax()])
    return Scores(
        areas=areas,
        total=_total(areas, workings),
        distinguishable=enough and top >= parameters.classes.probability,
        enough=enough,
        history_weeks=history,
        data_hash=fingerprint,
        params_hash=parameters.digest,
    )


@dataclass(frozen=True)
class _Workings:
    expectation: AreaForecast
    mix: SeverityMix
    chances: NDArray[np.float64]
    case_points: NDArray[np.float64]
    drawn: Draws


def _visits(evidence: Evidence, codes: pd.Index, at: datetime) -> pd.DataFrame:
    went = visits(evidence.logs.loc[evidence.logs["berangkat"] < pd.Timestamp(at)])
    desa = codes.get_indexer(pd.Index(went["kode_desa"].astype("object")))
    table = went.assign(desa=desa, age_weeks=age_weeks(went["berangkat"], at))
    return table.loc[(desa >= 0) & went["menit"].notna().to_numpy(), ["desa", "age_weeks", "menit"]]


def _mix(
    weighed: pd.DataFrame,
    expectation: AreaForecast,
    n_areas: int,
    parameters: Parameters,
    at: datetime,
    zone: str,
) -> SeverityMix:
    unknown = week_ahead([EVERY], local_day(at, zone), parameters.calendar)[EVERY]
    return severity_mix(
        weighed["desa"].to_numpy(),
        weighed["severity"].to_numpy(),
        weighed["u_ahead"].to_numpy(),
        expectation.weight,
        n_areas,
        prior_severity=parameters.prior.severity,
        prior_u=unknown,
        shrink=parameters.forecast.severity_shrink,
    )


def _enough(weighed: pd.DataFrame, history: float, parameters: Parameters) -> bool:
    prior = parameters.prior
    recent = int((weighed["age_weeks"] <= parameters.forecast.mean_weeks).sum())
    return history >= prior.enough_weeks and recent >= prior.enough_incidents


def _areas(
    evidence: Evidence, counted: pd.DataFrame, weighed: pd.DataFrame, workings: _Workings
) -> pd.DataFrame:
    codes = pd.Index(evidence.areas.index)
    expectation, mix = workings.expectation, workings.mix
    chances, case_points, drawn = workings.chances, workings.case_points, workings.drawn
    ordinary = expectation.expected
    expected = ordinary * mix.u
    low, high = interval(expected, expectation.size)
    kejadian = ordinary * mix.severity
    kalender = ordinary * (mix.ahead - mix.severity)
    konflik = chances @ case_points
    concerned = case_points > 0
    score_low, score_high = np.quantile(drawn.points, [_LOW, _HIGH], axis=0, method="inverted_cdf")
    rank_low, rank_high, prob_top = _ranks(drawn.mean)
    n = len(codes)
    return pd.DataFrame(
        {
            "kode": codes.astype("str"),
            "nama": evidence.areas["nama"].to_numpy(),
            "score": kejadian + konflik + kalender,
            "score_low": score_low,
            "score_high": score_high,
            "kejadian": kejadian,
            "konflik": konflik,
            "kalender": kalender,
            "expected": expected,
            "expected_low": low,
            "expected_high": high,
            "p_any": chance_of_any(expected, expectation.size),
            "p_konflik": 1 - np.prod(1 - concerned * chances[:, None], axis=0),
            "n_eff": _effective(weighed["desa"].to_numpy(), expectation.weight, n),
            "rank_low": rank_low,
            "rank_high": rank_high,
            "prob_top": prob_top,
            "share": expectation.share,
            "level": expectation.level,
            "severity": mix.severity,
            "n_cases": concerned.sum(axis=0),
            "n_incidents": np.bincount(weighed["desa"], minlength=n),
            "n_apart": np.bincount(counted.loc[counted["apart"], "desa"], minlength=n),
        },
        index=codes.rename("kode_desa"),
    )


def _words(
    areas: pd.DataFrame,
    weighed: pd.DataFrame,
    drawn: Draws,
    history: float,
    parameters: Parameters,
    *,
    enough: bool,
) -> pd.DataFrame:
    kelas, sure = classify(areas["score"].to_numpy(), drawn.mean, parameters.classes)
    if not enough:
        kelas = [RiskClass.BELUM_CUKUP_DATA] * len(areas)
    reported = weighed.loc[~weighed["finding"]]
    desa, age = reported["desa"].to_numpy(), reported["age_weeks"].to_numpy()
    tren = trend(desa, age, len(areas), history, parameters.trend)
    sureness = certainty(sure, areas["n_eff"].to_numpy(), parameters.certainty, enough=enough)
    return pd.DataFrame(
        {
            "kelas": pd.Series([word.value for word in kelas], index=areas.index, dtype="str"),
            "tren": pd.Series([word.value for word in tren], index=areas.index, dtype="str"),
            "certainty": pd.Series([word.value for word in sureness], index=areas.index, dtype="str"),
            "prob_kelas": pd.Series(sure, index=areas.index),
        }
    )


def _ranks(
    means: NDArray[np.float64],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Return the 10 % and 90 % points of each desa's rank, and how often it is on top."""
    order = np.argsort(-means, axis=1, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(1, means.shape[1] + 1)[None, :], axis=1)
    low, high = np.quantile(ranks, [_LOW, _HIGH], axis=0, method="inverted_cdf")
    return low.astype("int64"), high.astype("int64"), (ranks == 1).mean(axis=0)


def _effective(desa: NDArray[np.int64], weight: NDArray[np.float64], n: int) -> NDArray[np.float64]:
    """Return (Σ w)² / Σ w² per desa; 0 without incidents."""
    total = np.bincount(desa, weight, minlength=n)
    square = np.bincount(desa, weight**2, minlength=n)
    return np.divide(total**2, square, out=np.zeros(n), where=square > 0)


def _total(areas: pd.DataFrame, workings: _Workings) -> dict[str, float]:
    drawn = workings.drawn
    added = {name: float(areas[name].sum()) for name in ("kejadian", "konflik", "kalender", "expected")}
    points = np.quantile(drawn.points.sum(axis=1), [_LOW, _HIGH], method="inverted_cdf")
    counts = np.quantile(drawn.counts.sum(axis=1), [_LOW, _HIGH], method="inverted_cdf")
    return added | {
        "score": added["kejadian"] + added["konflik"] + added["kalender"],
        "score_low": float(points[0]),
        "score_high": float(points[1]),
        "expected_low": float(counts[0]),
        "expected_high": float(counts[1]),
        "p_any": float(1 - np.exp(-drawn.rate.sum(axis=1)).mean()),
        "p_konflik": float(1 - np.prod(1 - workings.chances)),
        "level": workings.expectation.level,
    }
