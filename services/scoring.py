"""The score per desa and the hotspot cells, for any instant."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import geopandas as gpd
import pandas as pd

from analysis.cells import cells
from analysis.evidence import Evidence
from analysis.parameters import Parameters
from analysis.score import Scores, score
from services.driven import believed_logs
from services.office import Office
from sop.category import Visibility
from sop.dictionary import CONFLICT_CASES, INCIDENTS
from sop.party import Actor, Verb
from sop.period import day_start


def scores(office: Office, actor: Actor, *, at: datetime) -> Scores:
    """Return the scores for the seven days after ``at``, from everything before it.

    The points count every incident and case: only who sees all of these sees them. For the others, and
    wherever others look along, there are classes and ranks without anything secret (`outlook`, `coarse`).
    """
    actor.require(Verb.SKOR_LIHAT)
    return outlook(office, at=at, whole=True)


def exact(actor: Actor, *, meeting: bool = False) -> bool:
    """Say whether points are shown: to nobody from whom something in them could be closed."""
    return actor.may(Verb.SKOR_LIHAT) and not meeting


def coarse(areas: pd.DataFrame) -> pd.DataFrame:
    """Return desa by class and rank alone: without points, in an order that tells no more than the ranks.

    Parameters
    ----------
    areas
        Rows of `analysis.score.Scores.areas`, or some of its columns.

    Examples
    --------
    >>> areas = pd.DataFrame({"nama": ["B", "A"], "score": [9.1, 9.0], "rank_low": [1, 1],
    ...     "rank_high": [2, 2], "kelas": ["waspada", "waspada"]})
    >>> coarse(areas).to_numpy().tolist()
    [['A', nan, 1, 2, 'waspada'], ['B', nan, 1, 2, 'waspada']]
    """
    hidden = {name: float("nan") for name in areas.columns if name not in _COARSE}
    return areas.assign(**hidden).sort_values(["rank_low", "rank_high", "nama"], kind="stable")


_COARSE = frozenset({"kode", "nama", "kelas", "certainty", "tren", "rank_low", "rank_high"})


def outlook(office: Office, *, at: datetime, whole: bool, known: datetime | None = None) -> Scores:
    """Return the scores to a service that cuts them down to its reader; remembered.

    Parameters
    ----------
    whole
        Whether secret incidents and cases count. Without them nothing that is secret can change a class or
        a rank, so that neither tells of it; that goes for whoever is not shown points (`exact`).
    known
        Only what had been entered by then counts; None for everything.
    """
    parameters = office.parameters
    return office.remember(
        ("scores", at, whole, known, parameters.digest),
        lambda: score(
            _known(evidence(office) if whole else _open_evidence(office), known),
            parameters,
            at=at,
            zone=office.profile.zone,
        ),
    )


def _open_evidence(office: Office) -> Evidence:
    """Gather what the analysis looks at, without what is secret."""
    every = evidence(office)
    return replace(
        every,
        incidents=every.incidents.loc[every.incidents["visibilitas"] != Visibility.RAHASIA],
        cases=every.cases.loc[every.cases["visibilitas"] != Visibility.RAHASIA],
    )


def _known(every: Evidence, until: datetime | None) -> Evidence:
    """Leave out what was entered after an instant."""
    if until is None:
        return every
    return replace(
        every,
        incidents=every.incidents.loc[every.incidents["waktu_input"] <= pd.Timestamp(until)],
        cases=every.cases.loc[every.cases["waktu_input"] <= pd.Timestamp(until)],
    )


def hotspots(office: Office, actor: Actor, *, at: datetime) -> gpd.GeoDataFrame:
    """Return the cells of the kecamatan, ranked by expected incidents a week."""
    actor.require(Verb.SKOR_LIHAT)
    return cell_outlook(office, at=at)


def cell_outlook(office: Office, *, at: datetime) -> gpd.GeoDataFrame:
    """Return the ranked cells to a service; nothing secret is in them (`analysis.parameters.Cells`)."""
    parameters = office.parameters
    return office.remember(
        ("cells", at, parameters.digest),
        lambda: cells(
            evidence(office),
            parameters,
            at=at,
            zone=office.profile.zone,
            metric_epsg=office.profile.metric_epsg,
        ),
    )


def evidence(office: Office) -> Evidence:
    """Gather what the analysis looks at."""
    return Evidence(
        incidents=office.geoframe(INCIDENTS),
        logs=believed_logs(office),
        cases=office.geoframe(CONFLICT_CASES),
        areas=office.areas(),
        categories=office.categories,
    )


def origin(office: Office, day: date | None, now: datetime) -> datetime:
    """Return the instant from which a forecast looks ahead.

    A given day means its first instant in the office's zone. Without one it is the next full hour:
    what was entered a minute ago counts, and the answer is remembered for an hour.
    """
    if day is not None:
        return day_start(day, office.zone)
    return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def score_document(result: Scores, at: datetime) -> dict[str, Any]:
    """Return the scores as the command line prints them."""
    return {
        "at": at.isoformat(),
        "data_hash": result.data_hash,
        "params_hash": result.params_hash,
        "dapat_dibedakan": result.distinguishable,
        "areas": [_area_document(row) for row in result.areas.reset_index().to_dict("records")],
    }


def _area_document(row: dict[Hashable, Any]) -> dict[str, Any]:
    return {
        "kode": row["kode_desa"],
        "nama": row["nama"],
        "score": row["score"],
        "score_interval80": [row["score_low"], row["score_high"]],
        "parts": {name: row[name] for name in ("kejadian", "konflik", "kalender")},
        "expected": row["expected"],
        "interval80": [int(row["expected_low"]), int(row["expected_high"])],
        "p_any": row["p_any"],
        "p_konflik": row["p_konflik"],
        "n_eff": row["n_eff"],
        "rank_interval": [int(row["rank_low"]), int(row["rank_high"])],
        "class": row["kelas"],
        "trend": row["tren"],
        "certainty": row["certainty"],
    }


def hotspots_document(
    ranked: gpd.GeoDataFrame, at: datetime, parameters: Parameters, top: int
) -> dict[str, Any]:
    """Return the best-ranked cells as the command line prints them."""
    columns = ["rank", "lon", "lat", "kode_desa", "rate_per_week", "share"]
    return {
        "at": at.isoformat(),
        "cell_m": parameters.cells.size_m,
        "cells": pd.DataFrame(ranked).head(top)[columns].to_dict("records"),
    }
