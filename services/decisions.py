"""What the Camat is asked to decide, and what the Camat orders: asked, told, taken back, carried out.

Deciding itself is in `services.deciding`, which knows what an approval sets in motion; whoever asks for
a decision needs only this.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import pandas as pd

from records.store.act import Act
from services.accounts import display_names
from services.office import Office
from services.privacy import case_closed
from services.stored import store_once
from services.typed import form_mark, typed
from sop.category import Severity
from sop.deadline import Duty
from sop.decision import DecisionKind, DecisionState
from sop.dictionary import CONFLICT_CASES, DECISIONS, FRAMES, Frame
from sop.party import Actor, Verb
from sop.problem import Problem, ProblemCode, Refused, problem

WAITING = frozenset({DecisionState.MENUNGGU})
"""The state in which a request waits for the Camat, and an order for the Kasi."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A request to the Camat, or an order of the Camat.

    Parameters
    ----------
    number, version
        Its number, and the version that its reader saw.
    kind, state
        What it is about, and where it stands.
    subject, text
        What is asked or ordered: in one line, and in full (may be empty).
    frame, record
        Name of the frame and number of the record that it is about; None where it is about none.
    content
        What an approval sets in motion, as the one who asked wrote it.
    asked_by, asked_at
        Who asked or ordered (account), and when.
    due
        When the answer is due.
    note, decided_by, decided_at
        The answer (may be empty), who gave it, when; of an order, what was done.
    names
        Name to show for each account above.
    """

    number: str
    version: int
    kind: DecisionKind
    state: DecisionState
    subject: str
    text: str
    frame: str | None
    record: str | None
    content: Mapping[str, Any]
    asked_by: str
    asked_at: datetime
    due: datetime
    note: str
    decided_by: str | None
    decided_at: datetime | None
    names: Mapping[str, str]

    @property
    def waits(self) -> bool:
        """Whether somebody still has to do something."""
        return self.state in WAITING

    @property
    def is_order(self) -> bool:
        """Whether the Camat orders, rather than being asked."""
        return self.kind is DecisionKind.DISPOSISI

    @property
    def about(self) -> str:
        """The record that it is about, in neutral words; empty where there is none."""
        return f"{FRAMES[self.frame].label} {self.record}" if self.frame and self.record else ""

    def name(self, account: str | None) -> str:
        """Return the name to show for an account."""
        return self.names.get(account or "", account or "")


def request_decision(
    office: Office,
    actor: Actor,
    *,
    kind: DecisionKind,
    subject: str,
    text: str,
    at: datetime,
    frame: Frame | None = None,
    number: str | None = None,
    content: Mapping[str, Any] | None = None,
    form_id: str,
) -> str:
    """Ask the Camat to decide, and return the number of the request.

    Parameters
    ----------
    kind
        ``PENGATURAN``, ``PENGALIHAN`` or ``ARAHAN``; orders for patrol are put by `services.patrol_orders`.
    subject, text
        What is asked, in one line and in full.
    frame, number
        The record that it is about, if it is about one.
    content
        What an approval is to set in motion, as `services.deciding.EFFECTS` of this kind reads it.
    form_id
        Name of the form that was sent; the same one again changes nothing and gives the same number.

    Raises
    ------
    Refused
        With everything that is missing or too long, or if there is no such record for this reader.
    """
    actor.require(Verb.KEPUTUSAN_AJUKAN)
    if kind in {DecisionKind.DISPOSISI, DecisionKind.SPT}:
        raise ValueError(f"{kind.value} is not asked for here")
    values, faults = typed(DECISIONS, {"perihal": subject, "uraian": text})
    _refuse([*faults, *_unknown_record(office, actor, frame, number)])
    proposal = None if content is None else dict(content)
    row = {**values, **_about(frame, number), "jenis": kind.value, "isi": proposal}
    return _store(office, actor, row, verb=Verb.KEPUTUSAN_AJUKAN, at=at, form_id=form_id)


def give_disposition(
    office: Office,
    actor: Actor,
    frame: Frame | None,
    number: str | None,
    text: str,
    *,
    at: datetime,
    form_id: str,
) -> str:
    """Order something, on a record or in general, and return the number of the order.

    Raises
    ------
    Refused
        If nothing is ordered, or there is no such record for this reader.
    """
    actor.require(Verb.DISPOSISI_BERI)
    row = order(frame, number, text, _unknown_record(office, actor, frame, number))
    return _store(office, actor, row, verb=Verb.DISPOSISI_BERI, at=at, form_id=form_id)


def report_disposition(
    office: Office, actor: Actor, number: str, *, note: str, expected_version: int, at: datetime
) -> None:
    """Report an order as carried out.

    Raises
    ------
    Refused
        If the note is empty, or the order does not wait any more.
    """
    actor.require(Verb.DISPOSISI_LAKSANA)
    given, said = waiting(office, actor, number, order=True), answer_note(note)
    with office.store.act(actor, at, Verb.DISPOSISI_LAKSANA, said) as act:
        state = DecisionState.DILAKSANAKAN
        answer(act, actor, given, state, note=said, expected_version=expected_version)


def withdraw(
    office: Office, actor: Actor, number: str, *, note: str, expected_version: int, at: datetime
) -> None:
    """Take back a request (the Kasi) or an order (the Camat) that still waits.

    Raises
    ------
    Refused
        If the note is empty, it is not this person's to take back, or it does not wait any more; an order for
        patrol is taken back by cancelling it (``spt.ditarik_lewat``).
    """
    actor.require(Verb.KEPUTUSAN_TARIK)
    found = waiting(office, actor, number)
    actor.require(Verb.DISPOSISI_BERI if found.is_order else Verb.KEPUTUSAN_AJUKAN)
    if found.kind is DecisionKind.SPT:
        raise Refused(problem(ProblemCode.SPT_DITARIK_LEWAT, nomor=number))
    said = answer_note(note)
    with office.store.act(actor, at, Verb.KEPUTUSAN_TARIK, said) as act:
        answer(act, actor, found, DecisionState.DITARIK, note=said, expected_version=expected_version)


def decisions(
    office: Office,
    actor: Actor,
    *,
    frame: Frame | None = None,
    number: str | None = None,
    states: Collection[DecisionState] = tuple(DecisionState),
) -> tuple[Decision, ...]:
    """Return requests and orders, oldest first.

    What is about a record that the reader may not see is left out.

    Parameters
    ----------
    frame, number
        Only what is about this record; about any, and about none, when they are not given.
    states
        Only what stands so.
    """
    actor.require(Verb.KEPUTUSAN_LIHAT)
    rows = office.frame(DECISIONS)
    kept = rows["status"].isin(list(states))
    if frame is not None:
        kept &= (rows["objek"] == frame.name) & (rows["kunci"] == number)
    made = _made(office, rows.loc[kept].sort_values(["waktu_input", DECISIONS.key]))
    # An office is asked for a frame once, not by each of hundreds of decisions.
    rows_by = cache(lambda name: office.frame(FRAMES[name]))
    return tuple(one for one in made if _shown(rows_by, actor, one.frame, one.record))


def decision(office: Office, actor: Actor, number: str) -> Decision:
    """Return one request or order.

    Raises
    ------
    Refused
        With ``rekam.tak_ada`` if there is none of this number for this reader.
    """
    actor.require(Verb.KEPUTUSAN_LIHAT)
    rows = office.frame(DECISIONS)
    for found in _made(office, rows.loc[rows.index == number]):
        if may_see(office, actor, found.frame, found.record):
            return found
    raise Refused(problem(ProblemCode.REKAM_TAK_ADA, objek=DECISIONS.label, kunci=number))


def waiting(office: Office, actor: Actor, number: str, *, order: bool | None = None) -> Decision:
    """Return a request (or an order) that still waits.

    Raises
    ------
    Refused
        With ``keputusan.sudah`` if it was answered meanwhile, telling by whom and how.
    """
    found = decision(office, actor, number)
    if order is not None and found.is_order is not order:
        raise Refused(problem(ProblemCode.REKAM_TAK_ADA, objek=DECISIONS.label, kunci=number))
    if not found.waits:
        raise Refused(
            problem(
                ProblemCode.KEPUTUSAN_SUDAH,
                nomor=number,
                status=found.state.label.lower(),
                oleh=found.name(found.decided_by),
            )
        )
    return found


def answer(
    act: Act, actor: Actor, found: Decision, state: DecisionState, *, note: str, expected_version: int
) -> None:
    """Within an act, move a request or an order on, with the words of the one who does it."""
    act.details.update(nomor=found.number, status=state.value)
    changes = {"status": state.value, "putusan": note, "diputus_oleh": actor.name, "waktu_putusan": act.at}
    act.revise(DECISIONS, found.number, expected_version=expected_version, changes=changes)


def answer_note(note: str) -> str:
    """Return the words of an answer, without what cannot be seen.

    Raises
    ------
    Refused
        If there are none.
    """
    values, faults = typed(DECISIONS, {"putusan": note})
    if values["putusan"] is None:
        faults.append(problem(ProblemCode.ISIAN_WAJIB, column="putusan", isian="Catatan"))
    _refuse(faults)
    return values["putusan"] or ""


def order(
    frame: Frame | None, number: str | None, text: str, faults: Sequence[Problem] = ()
) -> dict[str, Any]:
    """Return the row of an order.

    Raises
    ------
    Refused
        If nothing is ordered; with the faults that were found before.
    """
    values, found = typed(DECISIONS, {"uraian": text})
    if values["uraian"] is None:
        found.append(problem(ProblemCode.ISIAN_WAJIB, column="uraian", isian="Isi disposisi"))
    _refuse([*found, *faults])
    about = f" atas {frame.label.lower()} {number}" if frame and number else " umum"
    kind = DecisionKind.DISPOSISI.value
    return {**values, **_about(frame, number), "perihal": f"Disposisi{about}", "jenis": kind}


def add(act: Act, actor: Actor, row: Mapping[str, Any], mark: str) -> tuple[str, bool]:
    """Within an act, store a row that waits; see `services.stored.store_once`."""
    full = {**row, "sidik": mark, "diajukan_oleh": actor.name, "status": DecisionState.MENUNGGU.value}
    return store_once(act, DECISIONS, pd.DataFrame({name: [value] for name, value in full.items()}))


def _store(
    office: Office, actor: Actor, row: Mapping[str, Any], *, verb: Verb, at: datetime, form_id: str
) -> str:
    mark = form_mark(DECISIONS, actor, form_id)
    with office.store.act(actor, at, verb, str(row["perihal"])) as act:
        number, _ = add(act, actor, row, mark)
        act.details.update({k: row[k] for k in ("jenis", "objek", "kunci") if row.get(k) is not None})
    return number


def _about(frame: Frame | None, number: str | None) -> dict[str, str | None]:
    return {"objek": frame.name if frame else None, "kunci": number if frame else None}


def _unknown_record(office: Office, actor: Actor, frame: Frame | None, number: str | None) -> list[Problem]:
    if frame is None or may_see(office, actor, frame.name, number):
        return []
    return [problem(ProblemCode.REKAM_TAK_ADA, objek=frame.label, kunci=number)]


def may_see(office: Office, actor: Actor, frame: str | None, number: str | None) -> bool:
    """Say whether the record that a decision is about is there for a reader; none is there for all."""
    return _shown(lambda name: office.frame(FRAMES[name]), actor, frame, number)


def _shown(
    rows_by: Callable[[str], pd.DataFrame], actor: Actor, frame: str | None, number: str | None
) -> bool:
    if frame is None:
        return True
    rows = rows_by(frame) if frame in FRAMES else None
    if rows is None or number is None or number not in rows.index:
        return False
    if frame == CONFLICT_CASES.name:
        return not bool(case_closed(rows.loc[[number]], actor).iloc[0])
    if frame == DECISIONS.name:
        objek, kunci = (rows[name].loc[number] for name in ("objek", "kunci"))
        return _shown(rows_by, actor, None if pd.isna(objek) else str(objek), str(kunci))
    return True


def _made(office: Office, rows: pd.DataFrame) -> Iterator[Decision]:
    names = display_names(office) if len(rows) else {}
    limits, zone = office.limits, office.zone
    for number, row in zip(rows.index, rows.to_dict("records"), strict=True):
        kept = {name: None if _missing(value) else value for name, value in row.items()}
        asked_at, kind = row["waktu_input"].to_pydatetime(), DecisionKind(row["jenis"])
        duty = Duty.DISPOSISI if kind is DecisionKind.DISPOSISI else Duty.KEPUTUSAN
        yield Decision(
            number=str(number),
            version=int(row["versi"]),
            kind=kind,
            state=DecisionState(row["status"]),
            subject=row["perihal"],
            text=kept["uraian"] or "",
            frame=kept["objek"],
            record=kept["kunci"],
            content=kept["isi"] or {},
            asked_by=row["diajukan_oleh"],
            asked_at=asked_at,
            due=limits.due(duty, Severity.SEDANG, asked_at, zone),
            note=kept["putusan"] or "",
            decided_by=kept["diputus_oleh"],
            decided_at=None if kept["waktu_putusan"] is None else kept["waktu_putusan"].to_pydatetime(),
            names=names,
        )


def _missing(value: Any) -> bool:
    return value is None or (not isinstance(value, (dict, list)) and bool(pd.isna(value)))


def _refuse(faults: list[Problem]) -> None:
    if faults:
        raise Refused.of(faults)
