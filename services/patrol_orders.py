"""Orders for patrols (Surat Perintah Tugas): one that stands for a month, and those for a single occasion.

The Camat decides on an order once, in `services.deciding`; what was put before the Camat is never changed
afterwards. Route sheets that go under an order are in `services.patrol_sheets`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from records.store.act import Act
from reports.patrol.order import Crew
from services.accounts import display_names
from services.availability import whole_crew
from services.decisions import add, answer, decisions
from services.office import Office
from services.patrol_content import (
    Signing,
    crew_content,
    crew_of_content,
    signing_content,
    signing_of_content,
)
from services.stored import row_of, rows_of, store_once
from services.typed import form_mark, remark, said_reason, typed
from sop.decision import DecisionKind, DecisionState
from sop.dictionary import PATROL_ORDERS, PATROL_SHEETS
from sop.party import Actor, Verb
from sop.patrol import IN_FORCE, ORDER_MOVES, SHEET_MOVES, OrderKind, PatrolState
from sop.period import long_date
from sop.problem import Problem, ProblemCode, Refused, problem
from sop.wording import lowered

LONGEST_DAYS = 31
"""A standing order lasts a month."""

REPLACEABLE = frozenset({PatrolState.DISETUJUI, PatrolState.TERBIT})
"""States in which another sheet can take a sheet's place: approved, and nobody has left."""

NOTE = "Catatan"
_BASIS = (
    "Standar Operasional Prosedur Seksi Ketenteraman dan Ketertiban Umum",
    "Program kerja Seksi Ketenteraman dan Ketertiban Umum",
)


@dataclass(frozen=True, kw_only=True)
class PatrolOrder:
    """An order as it stands in the store.

    Parameters
    ----------
    number, version
        Its number in Tenteram, and the version that its reader saw.
    kind, state
        For a month or for one occasion, and where it stands.
    first, last
        Local days on which it holds.
    teams
        Codes of the teams that may go under it.
    basis, purpose
        Dasar and untuk.
    reason
        Why it is needed beside the standing one (empty for that).
    crew
        People as they were when it was put to the Camat; nobody where it names none.
    approved_by, approved_at
        Name of the Camat's account, and when; None before.
    signing
        Who signs it and who gets a copy; None before it is approved.
    letter, letter_day
        Number and date of the letter; None before it has them.
    """

    number: str
    version: int
    kind: OrderKind
    state: PatrolState
    first: date
    last: date
    teams: tuple[str, ...]
    basis: tuple[str, ...]
    purpose: str
    reason: str
    crew: Crew
    approved_by: str | None
    approved_at: datetime | None
    signing: Signing | None
    letter: str | None
    letter_day: date | None

    @property
    def in_force(self) -> bool:
        """Whether route sheets can go under it."""
        return self.state in IN_FORCE

    def month_of(self, team: str) -> bool:
        """Say whether it is a team's standing order, in force or on its way."""
        standing = self.kind is OrderKind.BULANAN and self.state is not PatrolState.BATAL
        return standing and team in self.teams

    def covers(self, day: date, team: str) -> bool:
        """Say whether a team may go under it on a day."""
        return self.in_force and self.first <= day <= self.last and team in self.teams


@dataclass(frozen=True, kw_only=True)
class OrderDraft:
    """What a person says of an order.

    Parameters
    ----------
    first, last, teams, basis, purpose
        As of `PatrolOrder`.
    """

    first: date
    last: date
    teams: tuple[str, ...]
    basis: tuple[str, ...]
    purpose: str


def usual_order(office: Office, month: date) -> OrderDraft:
    """Return the standing order of a month as it is usually written: all teams, the SOP as its basis.

    Parameters
    ----------
    month
        Any day of the month; the order begins there and ends with the month.
    """
    after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    kecamatan = office.profile.kecamatan
    where = f" di wilayah Kecamatan {kecamatan}" if kecamatan else ""
    return OrderDraft(
        first=month,
        last=date.fromordinal(after.toordinal() - 1),
        teams=tuple(one.code for one in office.patrols.roster.teams),
        basis=(_BASIS[0], f"{_BASIS[1]} tahun {month.year}"),
        purpose=f"Melaksanakan patroli pengawasan ketenteraman dan ketertiban umum{where}",
    )


def next_order(office: Office, today: date) -> OrderDraft | None:
    """Return to a service the standing order that is wanted next, as it is usually written.

    From today for the teams that have none, else for the coming month; None where that has one too.
    """
    after = date(today.year + today.month // 12, today.month % 12 + 1, 1)
    for day in (today, after):
        usual = usual_order(office, day)
        bare = tuple(
            team
            for team in usual.teams
            if not any(one.month_of(team) and one.first <= day <= one.last for one in orders(office))
        )
        if bare:
            return replace(usual, teams=bare)
    return None


def draft_order(office: Office, actor: Actor, draft: OrderDraft, *, at: datetime, form_id: str) -> str:
    """Keep the draft of a standing order and return its number.

    Parameters
    ----------
    form_id
        Name of the form that was sent; the same one again changes nothing and gives the same number.

    Raises
    ------
    Refused
        With everything that is missing, too long or not possible.
    """
    actor.require(Verb.SPT_BUAT)
    if (known := order_of_form(office, actor, form_id)) is not None:
        return known
    texts, faults = typed(PATROL_ORDERS, {"tujuan": draft.purpose})
    basis, more = _basis(draft.basis)
    faults += [*more, *_faults(office, draft)]
    if faults:
        raise Refused.of(faults)
    row = order_row(OrderKind.BULANAN, draft.first, draft.last, draft.teams, basis, str(texts["tujuan"]))
    with office.store.act(actor, at, Verb.SPT_BUAT) as act:
        # asked within the act: nobody else writes meanwhile
        if overlapping := _overlaps(office, draft):
            raise Refused.of(overlapping)
        row["sidik"] = form_mark(PATROL_ORDERS, actor, form_id)
        number, _ = store_once(act, PATROL_ORDERS, pd.DataFrame([row]))
        act.details["nomor"] = number
    return number


def propose_order(
    office: Office,
    actor: Actor,
    number: str,
    *,
    note: str,
    expected_version: int,
    at: datetime,
    form_id: str,
) -> str:
    """Put a draft before the Camat with the people of its teams; return the number of the request.

    Raises
    ------
    Refused
        If it is no draft, or somebody was first.
    """
    actor.require(Verb.SPT_AJUKAN)
    found, said = _current(office, number, expected_version), said_reason(note, label=NOTE)
    _refuse_move(found, PatrolState.DIAJUKAN)
    with office.store.act(actor, at, Verb.SPT_AJUKAN, said) as act:
        changes = {
            "status": PatrolState.DIAJUKAN.value,
            "isi": crew_content(whole_crew(office, found.teams)),
        }
        act.revise(PATROL_ORDERS, number, expected_version=expected_version, changes=changes)
        asked = ask(act, actor, found, said, sheets=(), mark=form_mark(PATROL_ORDERS, actor, form_id))
        act.details.update(nomor=number, permintaan=asked)
    return asked


def number_order(
    office: Office,
    actor: Actor,
    number: str,
    *,
    letter: str,
    day: date,
    expected_version: int,
    at: datetime,
    reason: str = "",
) -> int:
    """Give an approved order the number and date of its letter, or correct them, and return its version.

    Parameters
    ----------
    reason
        Why they are corrected; an order that has none yet needs no reason.

    Raises
    ------
    Refused
        If the Camat has not approved it, the number is empty or another order of that year has or had it, a
        correction has no reason or changes nothing, or somebody was first.
    """
    actor.require(Verb.SPT_NOMOR)
    found = _current(office, number, expected_version)
    texts, faults = typed(PATROL_ORDERS, {"nomor_surat": letter})
    said, wrong = remark(reason, label="Alasan", required=found.letter is not None)
    text = texts["nomor_surat"]
    missing = problem(ProblemCode.ISIAN_WAJIB, column="nomor_surat", isian="Nomor surat")
    faults += wrong if text else [*wrong, missing]
    if text is None or faults:
        raise Refused.of(faults)
    if (found.letter, found.letter_day) == (text, day):
        raise Refused(problem(ProblemCode.SPT_NOMOR_TETAP, nomor=number, surat=text))
    if found.letter is None or found.state is not PatrolState.TERBIT:
        _refuse_move(found, PatrolState.TERBIT)
    _refuse_used_letter(office.frame(PATROL_ORDERS), number, text, day)
    with office.store.act(actor, at, Verb.SPT_NOMOR, said) as act:
        _refuse_used_letter(act.found(PATROL_ORDERS, "nomor_surat", text), number, text, day)
        act.details.update(nomor=number, surat=text)
        changes = {"status": PatrolState.TERBIT.value, "nomor_surat": text, "tgl_surat": day.isoformat()}
        return act.revise(PATROL_ORDERS, number, expected_version=expected_version, changes=changes)


def _refuse_used_letter(orders: pd.DataFrame, number: str, letter: str, day: date) -> None:
    """Refuse the number of a letter that another order of its year has, though that one be cancelled.

    Numbers are alike whatever their spaces and capitals: the register of letters is kept by hand.
    """
    for other, row in rows_of(orders):
        if other == number or row["nomor_surat"] is None or str(row["tgl_surat"])[:4] != str(day.year):
            continue
        if _register(row["nomor_surat"]) == _register(letter):
            raise Refused(
                problem(
                    ProblemCode.SPT_NOMOR_DIPAKAI, column="nomor_surat",
                    surat=letter, nomor=other, tahun=day.year,
                )
            )  # fmt: skip


def _register(letter: str) -> str:
    """Return the number of a letter as it is compared.

    Examples
    --------
    >>> _register("300.1.2.1 / 12 / b.lima / 2026")
    '300.1.2.1/12/B.LIMA/2026'
    """
    return "".join(letter.split()).upper()


def cancel_order(
    office: Office, actor: Actor, number: str, *, reason: str, expected_version: int, at: datetime
) -> None:
    """Cancel an order, with the sheets under it that nobody drives yet, and take back what waits.

    Raises
    ------
    Refused
        If no reason is given, it is cancelled already, or somebody was first.
    """
    actor.require(Verb.SPT_BATAL)
    found, said = _current(office, number, expected_version), said_reason(reason, required=True)
    _refuse_move(found, PatrolState.BATAL)
    open_requests = [one for one in decisions(office, actor, frame=PATROL_ORDERS, number=number) if one.waits]
    with office.store.act(actor, at, Verb.SPT_BATAL, said) as act:
        act.details["nomor"] = number
        _end(act, found, said)
        for one in open_requests:
            state = DecisionState.DITARIK
            answer(act, actor, one, state, note=said, expected_version=one.version)


def order_of_form(office: Office, actor: Actor, form_id: str) -> str | None:
    """Return the number of the order that a form of this actor has become; None as long as it has not."""
    actor.require(Verb.SPT_BUAT)
    rows = office.frame(PATROL_ORDERS)
    found = rows.index[rows["sidik"] == form_mark(PATROL_ORDERS, actor, form_id)]
    return str(found[0]) if len(found) else None


def order_list(office: Office, actor: Actor) -> tuple[PatrolOrder, ...]:
    """Return all orders, the latest first."""
    actor.require(Verb.SPT_LIHAT)
    return tuple(sorted(orders(office), key=lambda one: (one.first, one.number), reverse=True))


def one_order(office: Office, actor: Actor, number: str) -> PatrolOrder:
    """Return an order.

    Raises
    ------
    Refused
        ``rekam.tak_ada`` if there is none of this number.
    """
    actor.require(Verb.SPT_LIHAT)
    return _current(office, number)


def orders(office: Office) -> tuple[PatrolOrder, ...]:
    """Return to a service all orders as they stand."""
    return office.remember("patrol_orders", lambda: tuple(_orders(office)))


def _orders(office: Office) -> Iterator[PatrolOrder]:
    rows, zone = office.frame(PATROL_ORDERS), office.zone
    names = display_names(office) if len(rows) else {}
    for number, row in rows_of(rows):
        yield _order_of(number, row, names, zone)


def standing(office: Office, day: date, team: str) -> PatrolOrder | None:
    """Return to a service the standing order under which a team goes on a day; None if there is none."""
    fitting = (one for one in orders(office) if one.kind is OrderKind.BULANAN and one.covers(day, team))
    return next(fitting, None)


def order_row(
    kind: OrderKind,
    first: date,
    last: date,
    teams: Sequence[str],
    basis: Sequence[str],
    purpose: str,
    *,
    reason: str | None = None,
    crew: Crew | None = None,
    state: PatrolState = PatrolState.DRAF,
) -> dict[str, Any]:
    """Return the row of a new order, without its fingerprint."""
    return {
        "jenis": kind.value,
        "mulai": first.isoformat(),
        "selesai": last.isoformat(),
        "regu": list(teams),
        "dasar": list(basis),
        "tujuan": purpose,
        "alasan": reason,
        "isi": None if crew is None else crew_content(crew),
        "status": state.value,
    }


def ask(act: Act, actor: Actor, order: PatrolOrder, text: str, *, sheets: Iterable[str], mark: str) -> str:
    """Within an act, ask the Camat to approve an order, and return the number of the request.

    Parameters
    ----------
    sheets
        Numbers of the route sheets that wait for it.
    """
    row = {
        "jenis": DecisionKind.SPT.value,
        "objek": PATROL_ORDERS.name,
        "kunci": order.number,
        "perihal": subject(order),
        "uraian": text or order.reason or None,
        "isi": {"lembar": list(sheets)},
    }
    return add(act, actor, row, mark)[0]


def subject(order: PatrolOrder) -> str:
    """Return in one line what the Camat is asked to approve.

    Examples
    --------
    ``SPT tetap (bulanan), 1 November 2026 sampai 30 November 2026, 2 regu``
    """
    days = long_date(order.first)
    if order.last != order.first:
        days = f"{days} sampai {long_date(order.last)}"
    teams = f"{len(order.teams)} regu" if order.kind is OrderKind.BULANAN else ", ".join(order.teams)
    return f"SPT {lowered(order.kind.label)}, {days}, {teams}"


def order_approved(office: Office, act: Act, number: str, content: Mapping[str, Any], *, by: str) -> None:
    """Within the Camat's act, approve an order and the sheets that wait for it; what they replace ends."""
    found = _current(office, number)
    _refuse_move(found, PatrolState.DISETUJUI)
    signing = Signing(office.profile.camat, office.profile.copies)
    changes = {
        "status": PatrolState.DISETUJUI.value,
        "disetujui_oleh": by,
        "waktu_setuju": act.at,
        "isi": {**crew_content(found.crew), **signing_content(signing)},
    }
    act.revise(PATROL_ORDERS, number, expected_version=found.version, changes=changes)
    for key in content.get("lembar", ()):
        sheet = row_of(act.found(PATROL_SHEETS, PATROL_SHEETS.key, key), PATROL_SHEETS, key)
        _move_sheet(act, key, sheet, PatrolState.DISETUJUI)
        old = sheet["menggantikan"]
        if old is not None:
            _replace(act, old, key)


def _replace(act: Act, old: str, new: str) -> None:
    sheet = row_of(act.found(PATROL_SHEETS, PATROL_SHEETS.key, old), PATROL_SHEETS, old)
    state = PatrolState(sheet["status"])
    if state is PatrolState.BATAL:
        return
    if state not in REPLACEABLE:
        said = f"berstatus {lowered(state.label)}"
        raise Refused(problem(ProblemCode.LEMBAR_DITOLAK, nomor=old, sebab=said))
    _move_sheet(act, old, sheet, PatrolState.BATAL, reason=f"Diganti {new}.")
    end_with_sheets(act, sheet["id_spt"])


def end_with_sheets(act: Act, number: str | None) -> None:
    """Within an act, end an order for one occasion once no sheet under it holds any more."""
    rows = act.found(PATROL_ORDERS, PATROL_ORDERS.key, number or "")
    under = act.found(PATROL_SHEETS, "id_spt", number or "")
    if not len(rows) or (under["status"] != PatrolState.BATAL).any():
        return
    order = row_of(rows, PATROL_ORDERS, str(number))
    if order["jenis"] != OrderKind.BULANAN and order["status"] != PatrolState.BATAL:
        changes = {"status": PatrolState.BATAL.value}
        act.revise(PATROL_ORDERS, str(number), expected_version=order["versi"], changes=changes)


def order_refused(office: Office, act: Act, number: str) -> None:
    """Within the Camat's act, end an order that was not approved, with its sheets."""
    _end(act, _current(office, number), "Tidak disetujui Camat.")


def _end(act: Act, found: PatrolOrder, reason: str) -> None:
    changes = {"status": PatrolState.BATAL.value}
    act.revise(PATROL_ORDERS, found.number, expected_version=found.version, changes=changes)
    under = act.found(PATROL_SHEETS, "id_spt", found.number)
    for key in under.index:
        sheet = row_of(under, PATROL_SHEETS, str(key))
        if PatrolState.BATAL in SHEET_MOVES[PatrolState(sheet["status"])] and sheet["berangkat"] is None:
            _move_sheet(act, str(key), sheet, PatrolState.BATAL, reason=reason)


def _move_sheet(
    act: Act, key: str, sheet: Mapping[str, Any], to: PatrolState, *, reason: str | None = None
) -> None:
    state = PatrolState(sheet["status"])
    if to not in SHEET_MOVES[state]:
        raise Refused(problem(ProblemCode.SPT_LANGKAH, nomor=key, status=lowered(state.label)))
    changes: dict[str, Any] = {"status": to.value}
    if reason is not None:
        changes["alasan"] = reason
    act.revise(PATROL_SHEETS, key, expected_version=sheet["versi"], changes=changes)


def _current(office: Office, number: str, expected_version: int | None = None) -> PatrolOrder:
    row = row_of(office.frame(PATROL_ORDERS), PATROL_ORDERS, number)
    if expected_version is not None and row["versi"] != expected_version:
        raise Refused(problem(ProblemCode.VERSI_BENTROK, objek=f"{PATROL_ORDERS.label} {number}"))
    return _order_of(number, row, display_names(office), office.zone)


def _order_of(number: str, row: Mapping[str, Any], names: Mapping[str, str], zone: ZoneInfo) -> PatrolOrder:
    by, at, day = row["disetujui_oleh"], row["waktu_setuju"], row["tgl_surat"]
    return PatrolOrder(
        number=number,
        version=row["versi"],
        kind=OrderKind(row["jenis"]),
        state=PatrolState(row["status"]),
        first=date.fromisoformat(row["mulai"]),
        last=date.fromisoformat(row["selesai"]),
        teams=tuple(row["regu"]),
        basis=tuple(row["dasar"]),
        purpose=row["tujuan"],
        reason=row["alasan"] or "",
        crew=Crew(personnel=()) if row["isi"] is None else crew_of_content(row["isi"]),
        approved_by=None if by is None else names.get(by, by),
        approved_at=None if at is None else at.to_pydatetime().astimezone(zone),
        signing=signing_of_content(row["isi"] or {}),
        letter=row["nomor_surat"],
        letter_day=None if day is None else date.fromisoformat(day),
    )


def _refuse_move(found: PatrolOrder, to: PatrolState) -> None:
    if to not in ORDER_MOVES[found.state]:
        status = lowered(found.state.label)
        raise Refused(problem(ProblemCode.SPT_LANGKAH, nomor=found.number, status=status))


def _faults(office: Office, draft: OrderDraft) -> list[Problem]:
    found = []
    if not 0 <= (draft.last - draft.first).days < LONGEST_DAYS:
        found.append(problem(ProblemCode.SPT_TANGGAL, column="selesai", terbanyak=LONGEST_DAYS))
    known = {one.code for one in office.patrols.roster.teams}
    if not draft.teams or not set(draft.teams) <= known:
        found.append(problem(ProblemCode.SPT_TANPA_REGU, column="regu"))
    return found


def _overlaps(office: Office, draft: OrderDraft) -> list[Problem]:
    names = {one.code: one.name for one in office.patrols.roster.teams}
    return [
        problem(ProblemCode.SPT_RANGKAP, column="regu", regu=names.get(team, team), nomor=one.number)
        for team in draft.teams
        for one in orders(office)
        if one.month_of(team) and one.first <= draft.last and draft.first <= one.last
    ]


def _basis(sentences: Sequence[str]) -> tuple[tuple[str, ...], list[Problem]]:
    said, faults = [], []
    for sentence in sentences:
        text, found = remark(sentence, label=PATROL_ORDERS["dasar"].label)
        said += [text] if text else []
        faults += found
    if not said:
        faults.append(problem(ProblemCode.ISIAN_WAJIB, column="dasar", isian=PATROL_ORDERS["dasar"].label))
    return tuple(said), faults
