"""What the page of orders and sheets shows: who may go, who is out, what waits for the Camat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pandas as pd

from planning.plan import Route
from reports.patrol.order import INVITED
from services.history import Step, history
from services.office import Office
from services.patrol_orders import OrderDraft, PatrolOrder, next_order, order_list
from services.patrol_sheets import PatrolSheet, one_sheet, sheet_list
from services.plan_board import told_route
from sop.dictionary import PATROL_ORDERS, PATROL_SHEETS
from sop.party import Actor, Role, Verb
from sop.patrol import OrderKind, PatrolState
from sop.period import long_date
from sop.wording import listed, number

_BACK, _AHEAD = timedelta(days=7), timedelta(days=31)
_INSIDE = frozenset({Role.KASI, Role.OPERATOR, Role.CAMAT, Role.SEKCAM, Role.LOKAL})


@dataclass(frozen=True, kw_only=True)
class SheetBoard:
    """Orders and sheets around a day.

    Parameters
    ----------
    sentence
        How today stands.
    standing
        The standing order that holds today; None if there is none.
    uncovered
        Names of the teams that have no standing order for today, neither in force nor on its way.
    wanted
        The standing order that is wanted next, for those who write it; None if there is nothing to write.
    sheets
        By number, those still ahead first: ``Hari Jam Regu Titik Status``.
    orders
        By number, the latest first: ``Jenis Berlaku Regu Status``; empty for those who see none.
    """

    sentence: str
    standing: PatrolOrder | None
    uncovered: tuple[str, ...]
    wanted: OrderDraft | None
    sheets: pd.DataFrame
    orders: pd.DataFrame


def sheet_board(office: Office, actor: Actor, *, at: datetime) -> SheetBoard:
    """Return the sheets of the last week and the coming month that this reader sees, and the orders."""
    actor.require(Verb.LEMBAR_LIHAT)
    today = at.astimezone(office.zone).date()
    found = sheet_list(office, actor, *board_days(today), at=at)
    told = order_list(office, actor) if actor.may(Verb.SPT_LIHAT) else ()
    months = [one for one in told if one.kind is OrderKind.BULANAN and one.first <= today <= one.last]
    standing = next((one for one in months if one.in_force), None)
    wanted = next_order(office, today) if actor.may(Verb.SPT_BUAT) else None
    sees = actor.may(Verb.SPT_LIHAT)
    names = _team_names(office)
    ahead = sorted(found, key=lambda one: (one.day < today, abs((one.day - today).days), one.route.start))
    return SheetBoard(
        sentence=_sentence([one for one in found if one.day == today or _still_out(one, at)], at),
        standing=standing,
        uncovered=tuple(
            name for code, name in names.items() if sees and not any(one.month_of(code) for one in months)
        ),
        wanted=wanted,
        sheets=pd.DataFrame(
            [_sheet_row(one, at) for one in ahead],
            columns=["Hari", "Jam", "Regu", "Titik", "Status"],
            index=pd.Index([one.number for one in ahead], dtype="str"),
        ),
        orders=pd.DataFrame(
            [_order_row(one, names) for one in told],
            columns=["Jenis", "Berlaku", "Regu", "Status"],
            index=pd.Index([one.number for one in told], dtype="str"),
        ),
    )


def board_days(today: date) -> tuple[date, date]:
    """Return the first and the last day of the board.

    Examples
    --------
    >>> [day.isoformat() for day in board_days(date(2026, 11, 26))]
    ['2026-11-19', '2026-12-27']
    """
    return today - _BACK, today + _AHEAD


def sheet_facts(sheet: PatrolSheet, *, at: datetime, people: bool) -> tuple[tuple[str, str], ...]:
    """Return what a sheet says above its stops, as pairs of a heading and what stands beside it.

    Parameters
    ----------
    people
        Whether names are told, or only how many come of each agency.
    """
    route, crew = sheet.route, sheet.crew
    counts = crew.counts(route.shift.elements)
    coming = [
        element.label + (f" {many} orang" if many else "") + (" (diundang)" if element in INVITED else "")
        for element, many in counts.items()
    ]
    facts = [
        ("Status", sheet.status(at)),
        ("Hari", long_date(sheet.day)),
        ("Jam", f"{route.start:%H.%M}–{route.end:%H.%M}"),
        ("Jenis", sheet.kind.label),
        (
            "Titik",
            f"{len(route.visits)} titik, {number(sum(one.dwell_min for one in route.visits))} menit singgah",
        ),
        ("Jarak", f"± {number(route.distance_km, 1)} km, {number(route.travel_min)} menit di jalan"),
        ("Unsur", listed(coming)),
    ]
    if people:
        facts += [
            ("Pimpinan", crew.leader),
            ("Personel", ", ".join(one.name for one in crew.personnel)),
            ("Kendaraan", crew.vehicle),
        ]
    facts += [("Menggantikan", sheet.replaces or ""), ("Alasan", sheet.reason if people else "")]
    return tuple((name, said) for name, said in facts if said)


def sheet_route(sheet: PatrolSheet, *, meeting: bool) -> Route:
    """Return the route of a sheet; in a meeting without persons and companies that people typed into it."""
    return told_route(sheet.route) if meeting else sheet.route


def sheet_history(office: Office, actor: Actor, key: str, *, at: datetime) -> tuple[Step, ...]:
    """Return the steps of a sheet, the latest first; partners read roles instead of names."""
    actor.require(Verb.LEMBAR_LIHAT)
    one_sheet(office, actor, key, at=at)
    outside = actor.role not in _INSIDE
    untold = {"isi", "sidik_isi", "id_jurnal", *(["alasan"] if outside else [])}
    steps = history(office, PATROL_SHEETS, key, untold=frozenset(untold), outside=outside)
    versions = office.store.history(PATROL_SHEETS, key)
    return _asked_first(steps, versions, "Mengajukan lembar rute ke Camat")


def _asked_first(steps: tuple[Step, ...], versions: pd.DataFrame, what: str) -> tuple[Step, ...]:
    """Call the first step of what was made to wait for the Camat by what it was.

    The act is called after what the Kasi wanted; nothing was out before the Camat agreed.
    """
    if versions.iloc[0]["status"] != PatrolState.DIAJUKAN:
        return steps
    return (*steps[:-1], replace(steps[-1], what=what))


def order_history(office: Office, actor: Actor, key: str) -> tuple[Step, ...]:
    """Return the steps of an order, the latest first."""
    actor.require(Verb.SPT_LIHAT)
    steps = history(office, PATROL_ORDERS, key, untold=frozenset({"isi", "waktu_setuju", "disetujui_oleh"}))
    return _asked_first(steps, office.store.history(PATROL_ORDERS, key), "Mengajukan SPT ke Camat")


def order_facts(office: Office, order: PatrolOrder, *, people: bool) -> tuple[tuple[str, str], ...]:
    """Return what an order says, as pairs of a heading and what stands beside it.

    Parameters
    ----------
    people
        Whether names are told.
    """
    approved, names = "", _team_names(office)
    if order.approved_at is not None:
        day = long_date(order.approved_at.date())
        approved = f"{order.approved_by}, {day}" if people else day
    facts = (
        ("Status", order.state.label),
        ("Jenis", order.kind.label),
        ("Berlaku", _span(order.first, order.last)),
        ("Regu", ", ".join(names.get(code, code) for code in order.teams)),
        ("Dasar", "; ".join(order.basis)),
        ("Untuk", order.purpose),
        ("Alasan", order.reason if people else ""),
        ("Personel", ", ".join(one.name for one in order.crew.personnel) if people else ""),
        ("Disetujui", approved),
        ("Nomor surat", order.letter or ""),
        ("Tanggal surat", "" if order.letter_day is None else long_date(order.letter_day)),
    )
    return tuple((name, said) for name, said in facts if said)


def _sentence(today: list[PatrolSheet], at: datetime) -> str:
    live = [one for one in today if one.state is not PatrolState.BATAL]
    if not live:
        return "Hari ini belum ada lembar rute yang terbit."
    late = [one for one in live if one.late(at)]
    out = [one for one in live if one.state is PatrolState.BERJALAN]
    waiting = [one for one in live if one.state is PatrolState.DIAJUKAN]
    approved = [one for one in live if one.state is PatrolState.DISETUJUI]
    done = [one for one in live if one.state in {PatrolState.SELESAI, PatrolState.TERVERIFIKASI}]
    ready = [one for one in live if one.state is PatrolState.TERBIT and not one.late(at)]
    parts = [
        *_part(late, "terlambat berangkat"),
        *_part(out, "sedang berjalan"),
        *_part(ready, "siap berangkat"),
        *_part(approved, "disetujui Camat dan tinggal diterbitkan"),
        *_part(waiting, "menunggu Camat"),
        *_part(done, "selesai"),
    ]
    return f"Hari ini {listed(parts)}."


def _still_out(one: PatrolSheet, at: datetime) -> bool:
    """Say whether a patrol of an earlier day is not over: nights end after midnight."""
    return one.state is PatrolState.BERJALAN and one.route.start <= at


def _part(sheets: list[PatrolSheet], words: str) -> list[str]:
    return [f"{listed(sorted({one.team_name for one in sheets}))} {words}"] if sheets else []


def _sheet_row(one: PatrolSheet, at: datetime) -> tuple[str, ...]:
    return (
        long_date(one.day),
        f"{one.route.start:%H.%M}–{one.route.end:%H.%M}",
        one.team_name,
        f"{len(one.route.visits)}",
        one.status(at),
    )


def _order_row(one: PatrolOrder, names: Mapping[str, str]) -> tuple[str, ...]:
    teams = ", ".join(names.get(code, code) for code in one.teams)
    return one.kind.label, _span(one.first, one.last), teams, one.state.label


def _team_names(office: Office) -> dict[str, str]:
    return {one.code: one.name for one in office.patrols.roster.teams}


def _span(first: date, last: date) -> str:
    return long_date(first) if first == last else f"{long_date(first)} – {long_date(last)}"
