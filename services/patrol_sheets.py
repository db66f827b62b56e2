"""Route sheets as they stand: one route of one team on one day, driven, told and verified.

How a sheet comes to be, and how another takes its place, is in `services.sheet_issue`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from planning.plan import Route
from records.store.act import Act
from reports.patrol.order import Crew
from services.office import Office
from services.patrol_content import (
    crew_of_content,
    route_of,
)
from services.patrol_orders import (
    NOTE,
    cancel_order,
    end_with_sheets,
)
from services.stored import row_of, rows_of
from services.typed import said_reason
from sop.dictionary import PATROL_ORDERS, PATROL_SHEETS
from sop.party import Actor, Role, Verb
from sop.patrol import IN_FORCE, SHEET_MOVES, OrderKind, PatrolElement, PatrolKind, PatrolState
from sop.period import long_date
from sop.problem import ProblemCode, Refused, problem
from sop.wording import lowered

LATE_START = timedelta(minutes=30)
"""After so long without a start, a sheet is late."""

OPEN = frozenset({PatrolState.TERBIT, PatrolState.BERJALAN})
"""States in which a patrol is to be driven."""
_TO_OTHERS = frozenset(
    {
        PatrolState.TERBIT,
        PatrolState.BERJALAN,
        PatrolState.SELESAI,
        PatrolState.TERVERIFIKASI,
        PatrolState.BATAL,
    }
)
_OWN_DAYS = timedelta(days=1)
_AGENCY = {
    Role.SATPOL_PP: PatrolElement.SATPOL_PP,
    Role.POLSEK: PatrolElement.POLSEK,
    Role.KORAMIL: PatrolElement.KORAMIL,
}


@dataclass(frozen=True, kw_only=True)
class PatrolSheet:
    """A route sheet as it stands in the store.

    Parameters
    ----------
    number, version
        Its number, and the version that its reader saw.
    state
        Where it stands.
    kind
        Kind of the patrol.
    route
        Team, hours, stops with their times.
    crew
        Who goes along, as it was when the sheet was made.
    plan, seed
        Of which plan it is a part, and the plan's seed.
    order
        Number of the order under which it goes.
    digest
        Fingerprint of what it says; the printed sheet and its QR code carry it.
    replaces
        Number of the sheet that it replaces; None for most.
    reason
        Why it was changed or cancelled (may be empty).
    departed
        When the patrol left; None before.
    log
        Number of the patrol log that closed it; None before.
    held
        Whether it was ever approved, by itself or under a standing order.
    """

    number: str
    version: int
    state: PatrolState
    kind: PatrolKind
    route: Route
    crew: Crew
    plan: str
    seed: int
    order: str | None
    digest: str
    replaces: str | None
    reason: str
    departed: datetime | None
    log: str | None
    held: bool

    @property
    def day(self) -> date:
        """Local day of the patrol."""
        return self.route.shift.day

    @property
    def team(self) -> str:
        """Code of the team; of a joint patrol, all codes joined by ``+``."""
        return self.route.shift.team

    @property
    def team_name(self) -> str:
        """What people call the team."""
        return self.route.shift.name

    def late(self, at: datetime) -> bool:
        """Say whether it should have left by now and has not."""
        return self.state is PatrolState.TERBIT and at > self.route.start + LATE_START

    def over(self, at: datetime) -> bool:
        """Say whether its day has passed, and of a night that began the day before its shift."""
        return over(self.route, at)

    def status(self, at: datetime) -> str:
        """Return where it stands, in words."""
        return "Terlambat berangkat" if self.late(at) else self.state.label


def start_sheet(
    office: Office, actor: Actor, number: str, *, expected_version: int, at: datetime, note: str = ""
) -> int:
    """Note that the patrol has left, now, and return the sheet's version.

    Raises
    ------
    Refused
        If it was not issued or has left already, its day has not come or has passed, or somebody was first.
    """
    actor.require(Verb.LEMBAR_MULAI)
    said = said_reason(note, label=NOTE)
    found = _seen(office, actor, current_sheet(office, number, expected_version), at)
    if today_of(office, at) < found.day:
        raise Refused(problem(ProblemCode.LEMBAR_BELUM_HARI, nomor=number, hari=long_date(found.day)))
    if found.over(at):
        raise Refused(problem(ProblemCode.LEMBAR_LEWAT_HARI, nomor=number, hari=long_date(found.day)))
    return _move(office, actor, found, PatrolState.BERJALAN, Verb.LEMBAR_MULAI, at=at, note=said, departed=at)


def return_sheet(
    office: Office, actor: Actor, number: str, *, reason: str, expected_version: int, at: datetime
) -> int:
    """Take back that a patrol has left, where somebody said so by mistake, and return the sheet's version.

    Raises
    ------
    Refused
        If no reason is given, the patrol has not left or is closed, its day has passed, its order does not
        hold any more, or somebody was first.
    """
    actor.require(Verb.LEMBAR_KEMBALI)
    said = said_reason(reason, required=True)
    found = current_sheet(office, number, expected_version)
    if found.state is not PatrolState.BERJALAN:
        raise Refused(problem(ProblemCode.SPT_LANGKAH, nomor=number, status=lowered(found.state.label)))
    if over(found.route, at):
        raise Refused(problem(ProblemCode.LEMBAR_BERANGKAT, nomor=number, sebab="harinya sudah lewat"))
    with office.store.act(actor, at, Verb.LEMBAR_KEMBALI, said) as act:
        under = act.found(PATROL_ORDERS, PATROL_ORDERS.key, found.order or "")
        if not under["status"].isin([one.value for one in IN_FORCE]).all():
            sebab = f"{found.order} tidak berlaku lagi, jadi batalkan lembarnya"
            raise Refused(problem(ProblemCode.LEMBAR_BERANGKAT, nomor=number, sebab=sebab))
        act.details.update(nomor=number, ke=PatrolState.TERBIT.value)
        changes = {"status": PatrolState.TERBIT.value, "berangkat": None}
        return act.revise(PATROL_SHEETS, number, expected_version=expected_version, changes=changes)


def verify_sheet(
    office: Office, actor: Actor, number: str, *, note: str, expected_version: int, at: datetime
) -> int:
    """Confirm that a patrol was as its log says, and return the sheet's version.

    Raises
    ------
    Refused
        If it has not been closed, or somebody was first.
    """
    actor.require(Verb.LEMBAR_VERIFIKASI)
    said = said_reason(note)
    found = current_sheet(office, number, expected_version)
    return _move(office, actor, found, PatrolState.TERVERIFIKASI, Verb.LEMBAR_VERIFIKASI, at=at, note=said)


def cancel_sheet(
    office: Office, actor: Actor, number: str, *, reason: str, expected_version: int, at: datetime
) -> None:
    """Cancel a sheet that is not closed; one that waits for the Camat goes with the order put for it.

    Raises
    ------
    Refused
        If no reason is given, the patrol is over, or somebody was first.
    """
    actor.require(Verb.LEMBAR_BATAL)
    said = said_reason(reason, required=True)
    found = current_sheet(office, number, expected_version)
    if found.state is PatrolState.DIAJUKAN and found.order is not None:
        order = row_of(office.frame(PATROL_ORDERS), PATROL_ORDERS, found.order)
        cancel_order(office, actor, found.order, reason=said, expected_version=order["versi"], at=at)
        return
    _refuse_move(number, found.state, PatrolState.BATAL)
    with office.store.act(actor, at, Verb.LEMBAR_BATAL, said) as act:
        act.details.update(nomor=number, ke=PatrolState.BATAL.value)
        changes = {"status": PatrolState.BATAL.value, "alasan": said}
        act.revise(PATROL_SHEETS, number, expected_version=expected_version, changes=changes)
        end_with_sheets(act, found.order)


def sheet_list(
    office: Office, actor: Actor, first: date, last: date, *, at: datetime
) -> tuple[PatrolSheet, ...]:
    """Return the sheets of some days for this reader, by day, hour and number.

    Partners see those on which their own agency goes along, an officer those of yesterday, today and
    tomorrow; both only from the issue on.

    Parameters
    ----------
    first, last
        Local days, both included.
    """
    actor.require(Verb.LEMBAR_LIHAT)
    found = [one for one in sheets(office) if first <= one.day <= last and _visible(office, actor, one, at)]
    return tuple(sorted(found, key=lambda one: (one.day, one.route.start, one.number)))


def one_sheet(office: Office, actor: Actor, number: str, *, at: datetime) -> PatrolSheet:
    """Return a sheet.

    Raises
    ------
    Refused
        ``rekam.tak_ada`` if there is none of this number for this reader.
    """
    actor.require(Verb.LEMBAR_LIHAT)
    return _seen(office, actor, current_sheet(office, number), at)


def sheets(office: Office) -> tuple[PatrolSheet, ...]:
    """Return to a service all sheets as they stand, in the order of their numbers."""
    return office.remember("patrol_sheets", lambda: tuple(_sheets(office)))


def close_within(act: Act, office: Office, actor: Actor, number: str, log: str, *, at: datetime) -> None:
    """Within the act that stores a patrol log, close the sheet that it tells of.

    Raises
    ------
    Refused
        ``spt.langkah`` if the sheet was not issued or is closed already.
    """
    rows = act.found(PATROL_SHEETS, PATROL_SHEETS.key, number)
    row = row_of(rows, PATROL_SHEETS, number)
    _seen(office, actor, _sheet_of(number, row, _kinds(office), office.zone), at)
    _refuse_move(number, PatrolState(row["status"]), PatrolState.SELESAI)
    changes = {"status": PatrolState.SELESAI.value, "id_jurnal": log}
    act.revise(PATROL_SHEETS, number, expected_version=row["versi"], changes=changes)


def _sheets(office: Office) -> Iterator[PatrolSheet]:
    kinds, zone = _kinds(office), office.zone
    for number, row in rows_of(office.frame(PATROL_SHEETS)):
        yield _sheet_of(number, row, kinds, zone)


def _kinds(office: Office) -> Mapping[str, str]:
    """Return the kind of each order by its number."""
    rows = office.frame(PATROL_ORDERS)
    return dict(zip(rows.index, rows["jenis"], strict=True))


def _sheet_of(number: str, row: Mapping[str, Any], kinds: Mapping[str, str], zone: ZoneInfo) -> PatrolSheet:
    kept, departed = row["isi"], row["berangkat"]
    return PatrolSheet(
        number=number,
        version=row["versi"],
        state=PatrolState(row["status"]),
        kind=PatrolKind(row["jenis"]),
        route=route_of(kept["rute"], zone),
        crew=crew_of_content(kept["regu"]),
        plan=row["id_rencana"],
        seed=kept["benih"],
        order=row["id_spt"],
        digest=row["sidik_isi"],
        replaces=row["menggantikan"],
        reason=row["alasan"] or "",
        departed=None if departed is None else departed.to_pydatetime().astimezone(zone),
        log=row["id_jurnal"],
        held=_held(row, kinds),
    )


def _held(row: Mapping[str, Any], kinds: Mapping[str, str]) -> bool:
    state = PatrolState(row["status"])
    if state is not PatrolState.BATAL:
        return state is not PatrolState.DIAJUKAN
    # put, approved, cancelled are three versions; under a standing order a sheet begins as issued
    return bool(row["versi"] > 2 or kinds.get(row["id_spt"]) == OrderKind.BULANAN)  # noqa: PLR2004


def _visible(office: Office, actor: Actor, one: PatrolSheet, at: datetime) -> bool:
    if actor.role in _AGENCY:
        along = {*one.route.shift.elements, *(person.element for person in one.crew.personnel)}
        return one.held and one.state in _TO_OTHERS and _AGENCY[actor.role] in along
    if actor.role is Role.PETUGAS:
        today = today_of(office, at)
        return one.held and one.state in _TO_OTHERS and today - _OWN_DAYS <= one.day <= today + _OWN_DAYS
    return True


def _seen(office: Office, actor: Actor, one: PatrolSheet, at: datetime) -> PatrolSheet:
    if not _visible(office, actor, one, at):
        raise Refused(problem(ProblemCode.REKAM_TAK_ADA, objek=PATROL_SHEETS.label, kunci=one.number))
    return one


def current_sheet(office: Office, number: str, expected_version: int | None = None) -> PatrolSheet:
    """Return to a service a sheet as it stands, refused if it is not the version that its reader saw."""
    row = row_of(office.frame(PATROL_SHEETS), PATROL_SHEETS, number)
    if expected_version is not None and row["versi"] != expected_version:
        raise Refused(problem(ProblemCode.VERSI_BENTROK, objek=f"{PATROL_SHEETS.label} {number}"))
    return _sheet_of(number, row, _kinds(office), office.zone)


def _move(
    office: Office,
    actor: Actor,
    found: PatrolSheet,
    to: PatrolState,
    verb: Verb,
    *,
    at: datetime,
    note: str = "",
    departed: datetime | None = None,
) -> int:
    _refuse_move(found.number, found.state, to)
    changes: dict[str, Any] = {"status": to.value}
    if departed is not None:
        changes["berangkat"] = departed
    with office.store.act(actor, at, verb, note) as act:
        act.details.update(nomor=found.number, ke=to.value)
        return act.revise(PATROL_SHEETS, found.number, expected_version=found.version, changes=changes)


def _refuse_move(number: str, state: PatrolState, to: PatrolState) -> None:
    if to not in SHEET_MOVES[state]:
        raise Refused(problem(ProblemCode.SPT_LANGKAH, nomor=number, status=lowered(state.label)))


def today_of(office: Office, at: datetime) -> date:
    """Return the local day of an office."""
    return at.astimezone(office.zone).date()


def over(route: Route, at: datetime) -> bool:
    """Say whether a route's day has passed: of a night that began yesterday, not before its shift is over."""
    return route.shift.day < at.astimezone(route.shift.start.tzinfo).date() and route.shift.end <= at
