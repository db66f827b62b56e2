"""The daily duty: the days without patrol for which there is a lawful reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from records.store.act import Act
from services.office import Office
from services.removal import standing_of
from services.typed import form_mark, said_reason, typed
from sop.dictionary import DUTY_EXCUSES
from sop.party import Actor, Verb
from sop.patrol import ExcuseReason
from sop.period import Period, long_date
from sop.problem import Problem, ProblemCode, Refused, problem

MOST_DAYS = 31
"""Days that can be given a reason at once."""


@dataclass(frozen=True, kw_only=True)
class Excuse:
    """Why there was no patrol on one day.

    Parameters
    ----------
    number, version
        Number of the record, and the version on which a change is based.
    day
        Local calendar day.
    reason
        Which of the lawful reasons.
    text
        What it was, in a sentence.
    """

    number: str
    version: int
    day: date
    reason: ExcuseReason
    text: str

    @property
    def words(self) -> str:
        """Reason and what it was, as the calendar tells it."""
        return f"{self.reason.label}: {self.text}"


def excuses(office: Office, actor: Actor, period: Period | None = None) -> tuple[Excuse, ...]:
    """Return the days without patrol that have a lawful reason, the latest first.

    Parameters
    ----------
    period
        Days to look at; all of them when it is None.
    """
    actor.require(Verb.JURNAL_LIHAT)
    return tuple(
        one
        for one in reversed(standing_excuses(office))
        if period is None or period.first <= one.day < period.after
    )


def standing_excuses(office: Office) -> tuple[Excuse, ...]:
    """Return to a service the excuses that nobody has taken back, by day."""
    rows = _standing(office.frame(DUTY_EXCUSES)).sort_values("tanggal", kind="stable")
    return tuple(
        Excuse(
            number=str(number),
            version=int(version),
            day=date.fromisoformat(day),
            reason=ExcuseReason(reason),
            text=text,
        )
        for number, version, day, reason, text in zip(
            rows.index, rows["versi"], rows["tanggal"], rows["sebab"], rows["uraian"], strict=True
        )
    )


def add_excuses(
    office: Office,
    actor: Actor,
    days: Iterable[date],
    reason: ExcuseReason,
    text: str,
    *,
    at: datetime,
    form_id: str,
) -> tuple[str, ...]:
    """Say why there was no patrol on some days, and return the numbers of the records, one a day.

    Parameters
    ----------
    days
        Local days up to today.
    text
        What it was, in a sentence.
    form_id
        Name of the form that was filled in; the same one sent twice is stored once.

    Raises
    ------
    Refused
        With everything that is wrong; ``hari.sudah_beralasan`` with each day that has a reason already.
    """
    actor.require(Verb.HARI_ALASAN)
    wanted = sorted(set(days))
    said, faults = typed(DUTY_EXCUSES, {"uraian": text})
    faults += _day_faults(wanted, at.astimezone(office.zone).date())
    if faults:
        raise Refused.of(faults)
    rows = pd.DataFrame(
        {
            "sidik": [form_mark(DUTY_EXCUSES, actor, f"{form_id} {day}") for day in wanted],
            "tanggal": [day.isoformat() for day in wanted],
            "sebab": reason.value,
            "uraian": said["uraian"],
        }
    )
    with office.store.act(actor, at, Verb.HARI_ALASAN, reason.label) as act:
        added = act.add(DUTY_EXCUSES, rows)
        if added.ids.empty:
            act.abandon()
            return tuple(str(act.found(DUTY_EXCUSES, "sidik", mark).index[0]) for mark in rows["sidik"])
        _refuse_doubles(act, [wanted[place] for place in added.ids.index], set(added.ids))
        act.details.update(nomor=list(added.ids), hari=list(rows["tanggal"]))
    return tuple(added.ids)


def remove_excuse(
    office: Office, actor: Actor, number: str, *, expected_version: int, at: datetime, note: str
) -> None:
    """Take back the reason of a day: the day counts as missed again, and its history stays.

    Raises
    ------
    Refused
        Without a note why; ``versi.bentrok`` if somebody else was first.
    """
    actor.require(Verb.HARI_ALASAN)
    said = said_reason(note, required=True)
    with office.store.act(actor, at, Verb.HARI_ALASAN, said) as act:
        act.details["nomor"] = number
        act.revise(DUTY_EXCUSES, number, expected_version=expected_version, changes={"dihapus": True})


def _standing(rows: pd.DataFrame) -> pd.DataFrame:
    return standing_of(rows)


def _day_faults(days: Sequence[date], today: date) -> list[Problem]:
    label = DUTY_EXCUSES["tanggal"].label
    if not days:
        return [problem(ProblemCode.ISIAN_WAJIB, column="tanggal", isian=label)]
    faults = []
    if len(days) > MOST_DAYS:
        faults.append(
            problem(
                ProblemCode.ISIAN_TAK_SAH,
                column="tanggal",
                isian=label,
                nilai=f"{len(days)} hari",
                harus=f"paling banyak {MOST_DAYS} hari sekaligus",
            )
        )
    if days[-1] > today:
        told = long_date(days[-1])
        faults.append(problem(ProblemCode.WAKTU_DEPAN, column="tanggal", isian=label, nilai=told))
    return faults


def _refuse_doubles(act: Act, days: Iterable[date], own: set[str]) -> None:
    """Refuse a second reason for a day that has one."""
    faults = []
    for day in days:
        others = _standing(act.found(DUTY_EXCUSES, "tanggal", day.isoformat())).drop(
            index=list(own), errors="ignore"
        )
        if len(others):
            reason = ExcuseReason(others["sebab"].iloc[0]).label
            faults.append(
                problem(
                    ProblemCode.HARI_SUDAH_BERALASAN, column="tanggal", hari=long_date(day), alasan=reason
                )
            )
    if faults:
        raise Refused.of(faults)
