"""A patrol log is entered once and corrected as a new version; one that found nothing is a record too."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pandas as pd

from planning.plan import Route
from planning.stop import Stop
from services.locating import locate_point
from services.office import Office
from services.patrol_report import (
    Closure,
    PatrolReport,
    StopResult,
    day_faults,
    stop_results,
    stop_rows,
    with_stops,
)
from services.patrol_sheets import close_within, one_sheet
from services.stored import row_of, store_once
from services.typed import form_mark, remark, typed
from sop.dictionary import INCIDENTS, PATROL_LOGS
from sop.incident import IncidentState
from sop.party import Actor, Verb
from sop.patrol import PatrolElement, PatrolKind, elements
from sop.period import long_time
from sop.problem import Problem, ProblemCode, Refused, problem
from sop.wording import duration
from sop.wording import number as numeral

CLOCK_SLACK = timedelta(minutes=10)
"""A phone's clock may run ahead of the office's by so much."""

_DAY_MIN = 24 * 60
_LONG = timedelta(hours=12)
_ALIKE = timedelta(minutes=45)
_TEXTS = ("uraian", "cuaca", "hambatan")


def record_log(
    office: Office,
    actor: Actor,
    report: PatrolReport,
    *,
    at: datetime,
    form_id: str,
    closure: Closure | None = None,
) -> str:
    """Store a patrol log and return its number; with it the patrol has been reported.

    Parameters
    ----------
    at
        Now: when it was reported and entered.
    form_id
        Name of the form that was filled in; the same one sent twice is one log.
    closure
        The route sheet that the log closes in the same act, and what became of its stops, from which the
        minutes per desa follow; None for a patrol without a sheet.

    Raises
    ------
    Refused
        With every fault, each with its field; ``spt.langkah`` if the sheet is closed already.
    """
    actor.require(Verb.JURNAL_CATAT)
    mark = form_mark(PATROL_LOGS, actor, form_id)
    faults: list[Problem] = []
    kept: dict[str, Any] = {}
    if closure is not None:
        route = _as_today(office, one_sheet(office, actor, closure.sheet, at=at).route)
        faults, kept = stop_rows(closure, route)
        faults += day_faults(report, closure.sheet, route, office.zone)
        report = with_stops(report, closure, route)
    try:
        columns = _checked(office, report, at=at, anywhere=closure is None)
    except Refused as refused:
        raise Refused.of([*refused.problems, *faults]) from None
    if faults:
        raise Refused.of(faults)
    row = {**columns, **kept, "sidik": mark, "waktu_laporan": at}
    rows = pd.DataFrame({name: [value] for name, value in row.items()})
    with office.store.act(actor, at, Verb.JURNAL_CATAT) as act:
        number, new = store_once(act, PATROL_LOGS, rows)
        if new:
            act.details.update(nomor=number, nihil=report.nihil)
            if closure is not None:
                act.details["lembar"] = closure.sheet
                close_within(act, office, actor, closure.sheet, number, at=at)
    return number


def correct_log(
    office: Office,
    actor: Actor,
    number: str,
    report: PatrolReport,
    *,
    reason: str,
    expected_version: int,
    at: datetime,
    stops: Sequence[StopResult] | None = None,
) -> int:
    """Store a corrected version of a patrol log and return its version.

    A log that was never reported has been, from now on.

    Parameters
    ----------
    reason
        Why.
    expected_version
        The version on which the correction was made.
    stops
        What became of the stops of the sheet that the log closed, from which the minutes per desa follow;
        None leaves them as they are, and is all that a log without a sheet takes.

    Raises
    ------
    Refused
        ``versi.bentrok`` if somebody else was first; else with every fault, each with its field.
    """
    actor.require(Verb.JURNAL_UBAH)
    row = row_of(office.frame(PATROL_LOGS), PATROL_LOGS, number)
    if row["versi"] != expected_version:
        raise Refused(problem(ProblemCode.VERSI_BENTROK, objek=f"{PATROL_LOGS.label} {number}"))
    said, faults = remark(reason, label="Alasan", required=True)
    faults += _nihil_faults(office, number, report)
    kept: dict[str, Any] = {}
    if stops is not None and row["id_lembar"] is not None:
        closure = Closure(sheet=row["id_lembar"], stops=tuple(stops))
        route = _as_today(office, one_sheet(office, actor, closure.sheet, at=at).route)
        wrong, kept = stop_rows(closure, route)
        faults += [*wrong, *day_faults(report, closure.sheet, route, office.zone)]
        report = with_stops(report, closure, route)
    try:
        columns = _checked(office, report, at=at, anywhere=row["id_lembar"] is None)
    except Refused as refused:
        raise Refused.of([*faults, *refused.problems]) from None
    if faults:
        raise Refused.of(faults)
    if elements(row["unsur"]) == tuple(one for one in PatrolElement if one in report.unsur):
        # A file may name others than the form offers: they stay as long as nobody changes the list.
        del columns["unsur"]
    told = {**columns, **kept}
    changes = {name: value for name, value in told.items() if not _same(value, row[name])}
    if row["waktu_laporan"] is None:
        changes["waktu_laporan"] = at
    if not changes:
        raise Refused(problem(ProblemCode.JURNAL_TETAP))
    with office.store.act(actor, at, Verb.JURNAL_UBAH, said) as act:
        act.details["nomor"] = number
        return act.revise(PATROL_LOGS, number, expected_version=expected_version, changes=changes)


def report_of(office: Office, actor: Actor, number: str) -> PatrolReport:
    """Return a stored log as it would be said again, to who reads logs or wrote it.

    Raises
    ------
    Refused
        ``rekam.tak_ada`` if there is none, and just the same if it is somebody else's.
    """
    actor.require(Verb.JURNAL_CATAT)
    rows = office.frame(PATROL_LOGS)
    if not actor.may(Verb.JURNAL_LIHAT):
        rows = rows.loc[office.authors(PATROL_LOGS).reindex(rows.index) == actor.name]
    row = row_of(rows, PATROL_LOGS, number)
    return PatrolReport(
        jenis=PatrolKind(row["jenis"]),
        berangkat=_local(office, row["berangkat"]),
        kembali=_local(office, row["kembali"]),
        menit_desa=row["menit_desa"],
        nihil=bool(row["nihil"]),
        unsur=elements(row["unsur"]),
        personel=row["personel"],
        uraian=row["uraian"] or "",
        cuaca=row["cuaca"] or "",
        hambatan=row["hambatan"] or "",
        km=row["km"],
    )


def closure_of(office: Office, actor: Actor, number: str) -> Closure | None:
    """Return what a stored log says of the stops of its sheet, None where it closed none.

    Raises
    ------
    Refused
        As `report_of`.
    """
    report_of(office, actor, number)
    row = row_of(office.frame(PATROL_LOGS), PATROL_LOGS, number)
    if row["id_lembar"] is None:
        return None
    return Closure(sheet=row["id_lembar"], stops=stop_results(row["titik"] or ()))


def log_warnings(office: Office, report: PatrolReport, *, number: str | None = None) -> tuple[Problem, ...]:
    """Return what a person should weigh before saving: none of it forbids anything.

    Parameters
    ----------
    number
        The log that is being corrected; it is not told to resemble itself.
    """
    if report.berangkat is None or report.kembali is None or report.kembali < report.berangkat:
        return ()
    lasted = report.kembali - report.berangkat
    told = []
    if lasted > _LONG:
        told.append(problem(ProblemCode.JURNAL_LAMA, column="kembali", lama=length(lasted)))
    noted = sum(minutes for minutes in report.menit_desa.values() if minutes)
    if noted > lasted / timedelta(minutes=1):
        told.append(
            problem(
                ProblemCode.JURNAL_MENIT_LEBIH,
                column="menit_desa",
                jumlah=numeral(noted),
                lama=length(lasted),
            )
        )
    told.extend(_alike(office, report, report.berangkat, number))
    return tuple(told)


def _as_today(office: Office, route: Route) -> Route:
    """Return a route whose stops lie in the desa of today; a sheet keeps the codes of the day it was made."""
    known = office.areas().index
    visits = [
        one
        if one.stop.kode_desa in known
        else replace(one, stop=replace(one.stop, kode_desa=_desa_of(office, one.stop)))
        for one in route.visits
    ]
    return replace(route, visits=tuple(visits))


def _desa_of(office: Office, stop: Stop) -> str:
    return locate_point(office, stop.lon, stop.lat).kode_desa or ""


def _checked(office: Office, report: PatrolReport, *, at: datetime, anywhere: bool = True) -> dict[str, Any]:
    """Return the columns of a log; every fault at once.

    Parameters
    ----------
    anywhere
        Whether somebody must have been somewhere: a patrol on a sheet may have reached none of its stops.
    """
    texts, faults = typed(PATROL_LOGS, {name: getattr(report, name) for name in _TEXTS})
    places = _place_faults(office, report) if anywhere or report.menit_desa else ()
    faults = [*_time_faults(office, report, at), *places, *faults]
    faults.extend(_number_faults(report))
    if not report.nihil and texts["uraian"] is None:
        faults.append(problem(ProblemCode.ISIAN_WAJIB, column="uraian", isian="Uraian temuan"))
    if faults:
        raise Refused.of(faults)
    return {
        **texts,
        "jenis": report.jenis.value,
        "berangkat": report.berangkat,
        "kembali": report.kembali,
        "menit_desa": {
            code: None if minutes is None else float(minutes) for code, minutes in report.menit_desa.items()
        },
        "personel": report.personel,
        "unsur": ", ".join(one.label for one in PatrolElement if one in report.unsur) or None,
        "nihil": report.nihil,
        "km": report.km,
    }


def _time_faults(office: Office, report: PatrolReport, at: datetime) -> Iterator[Problem]:
    for name in ("berangkat", "kembali"):
        when, label = getattr(report, name), PATROL_LOGS[name].label
        if when is None:
            yield problem(ProblemCode.ISIAN_WAJIB, column=name, isian=label)
        elif when > at + CLOCK_SLACK:
            told = long_time(when, office.zone)
            yield problem(ProblemCode.WAKTU_DEPAN, column=name, isian=label, nilai=told)
    if report.berangkat and report.kembali and report.kembali < report.berangkat:
        yield problem(
            ProblemCode.WAKTU_TERBALIK,
            column="kembali",
            isian=PATROL_LOGS["kembali"].label,
            nilai=long_time(report.kembali, office.zone),
            awal="waktu berangkat",
        )


def _place_faults(office: Office, report: PatrolReport) -> Iterator[Problem]:
    if not report.menit_desa:
        yield problem(ProblemCode.ISIAN_WAJIB, column="menit_desa", isian="Desa yang dikunjungi")
    known = office.areas().index
    unknown = [code for code in report.menit_desa if code not in known]
    if unknown:
        listed = ", ".join(code[:40] for code in unknown)
        yield problem(ProblemCode.DESA_TAK_DIKENAL, column="menit_desa", daftar=listed)
    for minutes in report.menit_desa.values():
        if minutes is not None and not (math.isfinite(minutes) and 0 < minutes <= _DAY_MIN):
            yield problem(
                ProblemCode.ISIAN_TAK_SAH,
                column="menit_desa",
                isian="Menit",
                nilai=minutes,
                harus=f"bilangan 1–{numeral(_DAY_MIN)}, atau kosong bila tidak dicatat",
            )


def _number_faults(report: PatrolReport) -> Iterator[Problem]:
    for name, least in (("personel", 1), ("km", 0)):
        field, value = PATROL_LOGS[name], getattr(report, name)
        most = field.high or math.inf
        if value is not None and not (math.isfinite(value) and least <= value <= most):
            must = f"bilangan {least}–{numeral(most)}"
            yield problem(ProblemCode.ISIAN_TAK_SAH, column=name, isian=field.label, nilai=value, harus=must)


def _nihil_faults(office: Office, number: str, report: PatrolReport) -> list[Problem]:
    """Return the fault of calling a patrol nihil on which something was found."""
    found = findings(office, number)
    if not report.nihil or found.empty:
        return []
    listed = ", ".join(map(str, found.index))
    return [problem(ProblemCode.JURNAL_BERTEMUAN, column="nihil", nomor=number, temuan=listed)]


def findings(office: Office, number: str | None = None) -> pd.DataFrame:
    """Return the incidents found on a patrol, or on any, without those disproved and the doubles."""
    rows = office.frame(INCIDENTS)
    gone = rows["status"].isin([IncidentState.TIDAK_TERBUKTI, IncidentState.DUPLIKAT])
    found = rows["id_jurnal"].notna() if number is None else rows["id_jurnal"] == number
    return pd.DataFrame(rows.loc[found & ~gone])


def may_name(office: Office, actor: Actor, number: str) -> bool:
    """Say whether somebody may tie what was found to a patrol log: a log of his own, or any that he reads."""
    if number not in office.frame(PATROL_LOGS).index:
        return False
    return actor.may(Verb.JURNAL_LIHAT) or bool(office.authors(PATROL_LOGS)[number] == actor.name)


def _alike(office: Office, report: PatrolReport, departed: datetime, number: str | None) -> Iterator[Problem]:
    """Yield a log that another member of the same patrol may have written."""
    rows = office.frame(PATROL_LOGS).drop(index=[number] if number else [])
    near = rows["berangkat"].between(departed - _ALIKE, departed + _ALIKE)
    for other, row in zip(rows.index[near], rows.loc[near].to_dict("records"), strict=True):
        if set(row["menit_desa"]) & set(report.menit_desa):
            when = long_time(row["berangkat"], office.zone)
            yield problem(ProblemCode.JURNAL_SERUPA, column="berangkat", nomor=other, waktu=when)
            return


def _local(office: Office, when: pd.Timestamp | None) -> datetime | None:
    return None if when is None else when.to_pydatetime().astimezone(office.zone)


def _same(new: Any, old: Any) -> bool:
    """Say whether nothing was changed: a form asks for times to the minute."""
    if isinstance(new, datetime) and isinstance(old, datetime):
        return pd.Timestamp(new) in {pd.Timestamp(old), pd.Timestamp(old).floor("min")}
    return bool(new == old)


def length(span: timedelta) -> str:
    """Return a length of time to the minute.

    Examples
    --------
    >>> length(timedelta(minutes=150)), length(timedelta(minutes=45)), length(timedelta(hours=2))
    ('2 jam 30 menit', '45 menit', '2 jam')
    """
    hours, minutes = divmod(int(span / timedelta(minutes=1)), 60)
    if not hours:
        return duration(minutes * 60)
    return f"{hours} jam" + (f" {minutes} menit" if minutes else "")
