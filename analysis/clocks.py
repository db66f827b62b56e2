"""Clocks: which duties run on which record, since when, until when, and how far up they are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from sop.category import UNCLASSIFIED, Category, Severity
from sop.conflict import GRAVE_LEVEL, ConflictStage, level_steps
from sop.deadline import Duty, Escalation, Limits
from sop.decision import DecisionKind, DecisionState
from sop.incident import ENDED, IncidentState
from sop.period import day_start

COLUMNS = ("objek", "kunci", "duty", "severity", "started", "due", "escalation")
HISTORY_DAYS = 90
"""An imported record older than this that nobody has touched is history: no clock runs on it."""

_HOTSPOT = "KAR-02"
_BEFORE_MEDIATION = (
    ConflictStage.TERIDENTIFIKASI,
    ConflictStage.PENILAIAN_AWAL,
    ConflictStage.KOORDINASI_TOKOH,
)
_OPEN_STATES = [
    state.value
    for state in IncidentState
    if state not in ENDED | {IncidentState.SELESAI, IncidentState.PEMANTAUAN}
]


@dataclass(frozen=True, kw_only=True)
class Watch:
    """By what the clocks go.

    Parameters
    ----------
    limits
        The office's time limits.
    categories
        The master table; says how severe a category is.
    zone
        IANA zone of the office.
    at
        Now.
    """

    limits: Limits
    categories: Mapping[str, Category]
    zone: str
    at: datetime

    def severity(self, code: str) -> Severity:
        """Return the severity of a category; one that is not known counts as *sedang*."""
        category = self.categories.get(code)
        return category.severity if category else Severity.SEDANG


_Running = tuple[str, str, Duty, Severity, datetime]


def incident_clocks(incidents: pd.DataFrame, watch: Watch) -> pd.DataFrame:
    """Return the clocks that run on incidents.

    Parameters
    ----------
    incidents
        With the columns of `sop.dictionary.INCIDENTS`, by number.

    Returns
    -------
    DataFrame
        One row a running duty, the most pressing first; the columns `COLUMNS`, times in UTC.
    """
    young = incidents["waktu_kejadian"] >= pd.Timestamp(watch.at - timedelta(days=HISTORY_DAYS))
    kept = incidents["status"].isin(_OPEN_STATES) & (incidents["waktu_status"].notna() | young)
    rows = incidents.loc[kept]
    return _table((clock for number, row in _rows(rows) for clock in _of_incident(number, row, watch)), watch)


def case_clocks(cases: pd.DataFrame, watch: Watch) -> pd.DataFrame:
    """Return the clocks that run on open conflict cases.

    Of a case without the hour of its identification, which was imported, only the report to the kabupaten is
    due, and only if the hour is known in which it became grave.

    Returns
    -------
    DataFrame
        As `incident_clocks`.
    """
    kept = cases["tahap"] != ConflictStage.TUTUP
    return _table(
        (clock for number, row in _rows(cases.loc[kept]) for clock in _of_case(number, row, watch)), watch
    )


def decision_clocks(decisions: pd.DataFrame, watch: Watch) -> pd.DataFrame:
    """Return the clocks that run on what waits for the Camat, and on the Camat's own orders.

    Returns
    -------
    DataFrame
        As `incident_clocks`.
    """
    waiting = decisions.loc[decisions["status"] == DecisionState.MENUNGGU]
    return _table(
        (
            (
                "decisions",
                number,
                Duty.DISPOSISI if row["jenis"] == DecisionKind.DISPOSISI else Duty.KEPUTUSAN,
                Severity.SEDANG,
                row["waktu_input"],
            )
            for number, row in _rows(waiting)
        ),
        watch,
    )


def log_clocks(logs: pd.DataFrame, watch: Watch) -> pd.DataFrame:
    """Return the clocks that run on patrols that came back and have not reported.

    Returns
    -------
    DataFrame
        As `incident_clocks`.
    """
    young = logs["kembali"] >= pd.Timestamp(watch.at - timedelta(days=HISTORY_DAYS))
    waiting = logs.loc[young & logs["waktu_laporan"].isna()]
    return _table(
        (
            ("patrol_logs", number, Duty.LAPORAN_PATROLI, Severity.SEDANG, row["kembali"])
            for number, row in _rows(waiting)
        ),
        watch,
    )


def told_at(clocks: pd.DataFrame, limits: Limits, at: datetime) -> pd.Series:
    """Return how far up each clock is told at an instant, on the same index.

    The clocks' own column says it for the instant at which they were read.

    Examples
    --------
    >>> start = pd.Timestamp("2026-11-23T00:00Z")
    >>> clocks = pd.DataFrame({"started": [start], "due": [start + pd.Timedelta(hours=10)]})
    >>> [told_at(clocks, Limits(), start + timedelta(hours=h)).iloc[0] for h in (4, 5, 10, 20)]
    ['belum', 'kasi', 'sekcam', 'camat']
    """
    share = (pd.Timestamp(at) - clocks["started"]) / (clocks["due"] - clocks["started"])
    told = pd.Series(Escalation.BELUM.value, index=clocks.index, dtype="str")
    for least, level in (
        (limits.tell_kasi, Escalation.KASI),
        (limits.tell_sekcam, Escalation.SEKCAM),
        (limits.tell_camat, Escalation.CAMAT),
    ):
        told = told.mask(share >= least, level.value)
    return told


def log_delays(logs: pd.DataFrame, watch: Watch) -> pd.Series:
    """Return how long after its time limit each patrol was reported.

    Parameters
    ----------
    logs
        With ``kembali`` and ``waktu_laporan``.

    Returns
    -------
    Series
        Timedelta on the same index: zero where it was in time, missing where either time is.
    """
    zone = ZoneInfo(watch.zone)
    delays = [
        pd.NaT
        if pd.isna(back) or pd.isna(told)
        else max(
            told - watch.limits.due(Duty.LAPORAN_PATROLI, Severity.SEDANG, back.to_pydatetime(), zone),
            timedelta(0),
        )
        for back, told in zip(logs["kembali"], logs["waktu_laporan"], strict=True)
    ]
    return pd.Series(delays, index=logs.index, dtype="timedelta64[ms]")


def _of_incident(number: str, row: Mapping[Any, Any], watch: Watch) -> Iterable[_Running]:
    severity = watch.severity(row["kode_kategori"])

    def clock(duty: Duty, *since: str) -> _Running:
        started = next(row[name] for name in (*since, "waktu_input") if pd.notna(row[name]))
        return ("incidents", number, duty, severity, started)

    match row["status"]:
        case IncidentState.MASUK:
            check = Duty.CEK_HOTSPOT if row["kode_kategori"] == _HOTSPOT else Duty.VERIFIKASI
            yield clock(check, "waktu_status", "waktu_lapor")
        case IncidentState.TERVERIFIKASI:
            yield clock(Duty.PENANGANAN, "waktu_status", "waktu_verifikasi")
        case IncidentState.DIRUJUK if pd.isna(row["waktu_rujukan_diterima"]):
            yield clock(Duty.RUJUKAN, "waktu_rujukan", "waktu_status")
        case _:
            yield clock(Duty.PENYELESAIAN, "waktu_penanganan", "waktu_rujukan", "waktu_status")
    if row["kode_kategori"] == UNCLASSIFIED:
        yield clock(Duty.KLASIFIKASI)


def _of_case(number: str, row: Mapping[Any, Any], watch: Watch) -> Iterable[_Running]:
    severity, start = watch.severity(row["kode_kategori"]), row["waktu_identifikasi"]

    def clock(duty: Duty, since: datetime) -> _Running:
        return ("conflict_cases", number, duty, severity, since)

    grave = row["tingkat_eskalasi"] >= GRAVE_LEVEL and pd.isna(row["waktu_lapor_kabupaten"])
    since = _grave_since(row, watch) if grave else None
    if pd.isna(start):
        if since is not None and since.hour_known:
            yield clock(Duty.KONFLIK_KABUPATEN, since.at)
        return
    if pd.isna(row["waktu_respon"]):
        yield clock(Duty.KONFLIK_RESPON, start)
    if pd.isna(row["waktu_rencana"]):
        yield clock(Duty.KONFLIK_RENCANA, start)
    if row["tahap"] in _BEFORE_MEDIATION:
        yield clock(Duty.KONFLIK_MEDIASI, start)
    if grave:
        yield clock(Duty.KONFLIK_KABUPATEN, start if since is None else max(start, since.at))


@dataclass(frozen=True)
class _Since:
    at: datetime
    hour_known: bool


def _grave_since(row: Mapping[Any, Any], watch: Watch) -> _Since | None:
    """Return when the case became grave the last time, as exactly as its history says."""
    since = None
    for step in level_steps(row["riwayat_eskalasi"]):
        since = (since or step) if step.level >= GRAVE_LEVEL else None
    if since is None:
        return None
    if since.at is not None:
        return _Since(datetime.fromisoformat(since.at), hour_known=True)
    return _Since(day_start(date.fromisoformat(since.day), ZoneInfo(watch.zone)), hour_known=False)


def _rows(frame: pd.DataFrame) -> Iterable[tuple[str, Mapping[Any, Any]]]:
    return zip(frame.index, frame.to_dict("records"), strict=True)


def _table(running: Iterable[_Running], watch: Watch) -> pd.DataFrame:
    zone = ZoneInfo(watch.zone)
    rows = []
    # What was imported together began together: the calendar is asked once for all of it.
    known: dict[tuple[Duty, Severity, datetime], datetime] = {}
    for name, number, duty, severity, since in running:
        started = pd.Timestamp(since).to_pydatetime()
        due = known.get((duty, severity, started))
        if due is None:
            due = known[duty, severity, started] = watch.limits.due(duty, severity, started, zone)
        rows.append((name, number, duty.value, severity.value, started, due))
    table = pd.DataFrame(rows, columns=list(COLUMNS[:-1]))
    table = table.assign(**{name: pd.to_datetime(table[name], utc=True) for name in ("started", "due")})
    table = table.assign(escalation=told_at(table, watch.limits, watch.at))
    return table.sort_values(["due", "kunci"], kind="stable", ignore_index=True)
