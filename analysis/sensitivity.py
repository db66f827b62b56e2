"""Sensitivity: the rank of each desa when its incidents are counted in simpler ways."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata

from analysis.counting import scored
from analysis.evidence import Evidence
from analysis.parameters import Parameters

WINDOW_WEEKS = 52


def sensitivity(evidence: Evidence, parameters: Parameters, *, at: datetime, zone: str) -> pd.DataFrame:
    """Return how the desa rank by plain ways of counting, so that nobody need take the score on trust.

    Parameters
    ----------
    evidence
        As for `analysis.score.score`; conflict cases play no part.
    at
        Aware instant.
    zone
        IANA zone of the office, for calendar days.

    Returns
    -------
    DataFrame
        By ``kode_desa``, in the order of the areas: ``n`` (scored incidents of the last 52 weeks),
        ``bobot`` (their summed weight, poin), ``luruh`` (the weight of all scored incidents, decayed
        with the half-life of the share, poin), and ``rank_n rank_bobot rank_luruh``, 1 the highest;
        equals share the better rank.
    """
    counted = scored(evidence, parameters, at=at, zone=zone)
    weighed = counted.loc[~counted["apart"]]
    desa, age = weighed["desa"].to_numpy(), weighed["age_weeks"].to_numpy()
    weight = weighed["severity"].to_numpy()
    recent, decay = age <= WINDOW_WEEKS, np.exp2(-age / parameters.forecast.share_half_life_weeks)
    per_incident = {"n": recent.astype(np.float64), "bobot": weight * recent, "luruh": weight * decay}
    table = {
        name: np.bincount(desa, column, minlength=len(evidence.areas)).astype(np.float64)
        for name, column in per_incident.items()
    }
    ranks = {f"rank_{name}": _ranks(column) for name, column in table.items()}
    frame = pd.DataFrame({**table, **ranks}, index=evidence.areas.index.rename("kode_desa"))
    return frame.astype({"n": "int64"})


def _ranks(column: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.asarray(rankdata(-column, method="min"), dtype=np.int64)
