"""What somebody says of a patrol: as a log of its own, or of the stops of a route sheet."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from planning.plan import Route, Visit
from services.typed import remark
from sop.dictionary import PATROL_LOGS
from sop.patrol import MissReason, PatrolElement, PatrolKind
from sop.period import long_date, long_time
from sop.problem import Problem, ProblemCode, problem
from sop.wording import number as numeral

MOST_MINUTES = 240
"""Longest stand at one stop, in minutes."""
_EARLY = timedelta(hours=2)
"""So long before midnight a patrol may leave whose shift begins with the day."""


@dataclass(frozen=True, kw_only=True)
class PatrolReport:
    """What somebody says of a patrol.

    Parameters
    ----------
    jenis
        Kind of the patrol.
    berangkat, kembali
        When it left and came back, with a zone.
    menit_desa
        Minutes per code of a desa; None where somebody was there and nobody noted how long.
    nihil
        Whether nothing was found: safe and calm.
    unsur
        Who went along.
    personel
        Number of people.
    uraian, cuaca, hambatan
        Account, weather, obstacles.
    km
        Length of the way.
    """

    jenis: PatrolKind
    berangkat: datetime | None
    kembali: datetime | None
    menit_desa: Mapping[str, float | None]
    nihil: bool
    unsur: tuple[PatrolElement, ...] = ()
    personel: int | None = None
    uraian: str = ""
    cuaca: str = ""
    hambatan: str = ""
    km: float | None = None


@dataclass(frozen=True, kw_only=True)
class StopResult:
    """What became of one stop.

    Parameters
    ----------
    stop
        Its identity on the sheet.
    visited
        Whether the patrol stood there; None as long as nobody has said.
    minutes
        For how long, where it did.
    reason, words
        Why it did not, and what the reason was where none of the usual ones fits.
    """

    stop: str
    visited: bool | None = None
    minutes: float | None = None
    reason: MissReason | None = None
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Closure:
    """What a patrol says of its route sheet.

    Parameters
    ----------
    sheet
        Number of the sheet.
    stops
        Each of its stops, in any order.
    """

    sheet: str
    stops: tuple[StopResult, ...]


def with_stops(report: PatrolReport, closure: Closure, route: Route) -> PatrolReport:
    """Return a report with the minutes of each desa that follow from the stops at which the patrol stood.

    A stop that lies in no desa (an empty code) adds none.
    """
    said = {one.stop: one for one in closure.stops}
    minutes: dict[str, float | None] = {}
    for visit in route.visits:
        one = said.get(visit.stop.id)
        code = visit.stop.kode_desa
        if code and one is not None and one.visited and _stood(one.minutes):
            minutes[code] = (minutes.get(code) or 0.0) + float(one.minutes or 0)
    return replace(report, menit_desa=minutes)


def stop_rows(closure: Closure, route: Route) -> tuple[list[Problem], dict[str, Any]]:
    """Return what is wrong with the answers on a sheet, and the columns of a log that keep them.

    Every stop of the sheet needs an answer, in its order; a visit its minutes, a miss its reason.
    """
    said = {one.stop: one for one in closure.stops}
    faults: list[Problem] = []
    kept = []
    for visit in route.visits:
        one = said.pop(visit.stop.id, StopResult(stop=visit.stop.id))
        words, wrong = remark(one.words, label=f"{visit.stop.name}, sebab")
        faults += [*_faults(visit, one, words), *wrong]
        kept.append(_row(visit, one, words))
    column = PATROL_LOGS["titik"].name
    faults += [
        problem(ProblemCode.JURNAL_TITIK_ASING, column=column, titik=stop[:40], lembar=closure.sheet)
        for stop in said
    ]
    return faults, {"id_lembar": closure.sheet, "titik": kept}


def day_faults(report: PatrolReport, sheet: str, route: Route, zone: ZoneInfo) -> Iterator[Problem]:
    """Give what is wrong with the day of a patrol that closes a sheet: it left on the sheet's day or night.

    Parameters
    ----------
    sheet
        Number of the sheet that the route is on.
    zone
        Zone of the office.
    """
    left, shift = report.berangkat, route.shift
    if left is None:
        return
    in_shift = shift.start - _EARLY <= left <= shift.end
    if not in_shift and left.astimezone(zone).date() != shift.day:
        yield problem(
            ProblemCode.JURNAL_HARI_LEMBAR,
            column=PATROL_LOGS["berangkat"].name,
            lembar=sheet,
            hari=long_date(shift.day),
            waktu=long_time(left, zone),
        )


def stop_results(kept: Sequence[Mapping[str, Any]]) -> tuple[StopResult, ...]:
    """Return the answers of a log as they would be said again, from the column that keeps them.

    Examples
    --------
    >>> visited = {"id": "A", "nama": "A", "didatangi": True, "menit": 12.0, "alasan": ""}
    >>> missed = {"id": "B", "nama": "B", "didatangi": False, "menit": 0.0, "alasan": "Waktu habis: hujan"}
    >>> [(one.visited, one.minutes, one.reason, one.words) for one in stop_results([visited, missed])]
    [(True, 12.0, None, ''), (False, None, <MissReason.WAKTU: 'waktu_habis'>, 'hujan')]
    """
    return tuple(_result(one) for one in kept)


def _result(kept: Mapping[str, Any]) -> StopResult:
    if kept["didatangi"]:
        return StopResult(stop=kept["id"], visited=True, minutes=kept["menit"])
    for reason in MissReason:
        head, colon, words = kept["alasan"].partition(": ")
        if reason is not MissReason.LAIN and head == reason.label and bool(colon) == bool(words):
            return StopResult(stop=kept["id"], visited=False, reason=reason, words=words)
    return StopResult(stop=kept["id"], visited=False, reason=MissReason.LAIN, words=kept["alasan"])


def _faults(visit: Visit, one: StopResult, words: str) -> list[Problem]:
    name, column = visit.stop.name, f"titik.{visit.stop.id}"
    if one.visited is None:
        return [problem(ProblemCode.JURNAL_TITIK_BELUM, column=column, titik=name)]
    if one.visited:
        if not _stood(one.minutes):
            most = numeral(MOST_MINUTES)
            return [problem(ProblemCode.JURNAL_TITIK_MENIT, column=column, titik=name, terbanyak=most)]
        return []
    if one.reason is None or (one.reason is MissReason.LAIN and not words):
        return [problem(ProblemCode.JURNAL_TITIK_SEBAB, column=column, titik=name)]
    return []


def _stood(minutes: float | None) -> bool:
    """Say whether these can be the minutes of a visit."""
    return minutes is not None and math.isfinite(minutes) and 1 <= minutes <= MOST_MINUTES


def _row(visit: Visit, one: StopResult, words: str) -> dict[str, Any]:
    missed = one.visited is False
    return {
        "id": visit.stop.id,
        "nama": visit.stop.name,
        "didatangi": bool(one.visited),
        "menit": float(one.minutes or 0) if one.visited else 0.0,
        "alasan": _why(one.reason, words) if missed else "",
    }


def _why(reason: MissReason | None, words: str) -> str:
    """Return the reason of a miss in words.

    Examples
    --------
    >>> _why(MissReason.JALAN, ""), _why(MissReason.LAIN, "ban bocor"), _why(MissReason.WAKTU, "hujan")
    ('Jalan putus atau banjir', 'ban bocor', 'Waktu habis: hujan')
    """
    if reason is None or reason is MissReason.LAIN:
        return words
    return f"{reason.label}: {words}" if words else reason.label
