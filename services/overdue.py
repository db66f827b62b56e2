"""What is late or soon will be, as far as each reader is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pandas as pd

from analysis.clocks import told_at
from services.case_privacy import sights
from services.decisions import may_see
from services.office import Office
from services.overdue_words import Teller
from services.privacy import (
    READS_TEXT,
    SEES_ALL,
    Sight,
    referred_to,
    sight,
)
from services.running import running
from sop.category import Severity
from sop.deadline import Duty, Escalation, due_words
from sop.dictionary import CONFLICT_CASES, DECISIONS, INCIDENTS
from sop.party import Actor, Role, Verb

SHOWN = 8
"""Lines that a page shows at once."""

_TOLD: Mapping[Role, frozenset[str]] = {
    role: frozenset(level.value for level in levels)
    for levels, roles in (
        ((Escalation.KASI, Escalation.SEKCAM, Escalation.CAMAT), (Role.KASI, Role.OPERATOR, Role.LOKAL)),
        ((Escalation.SEKCAM, Escalation.CAMAT), (Role.SEKCAM,)),
        ((Escalation.CAMAT,), (Role.CAMAT,)),
        # a partner of everything that was referred to it and waits, however long
        (tuple(Escalation), (Role.SATPOL_PP, Role.POLSEK, Role.KORAMIL)),
    )
    for role in roles
}
"""How far a duty must have slipped until a role is told (domain §3.2)."""

_OWN_LIST: Mapping[Role, frozenset[str]] = {
    Role.CAMAT: frozenset({Duty.KEPUTUSAN.value}),
    Role.KASI: frozenset({Duty.KEPUTUSAN.value, Duty.DISPOSISI.value}),
    Role.LOKAL: frozenset({Duty.KEPUTUSAN.value, Duty.DISPOSISI.value}),
}
"""Duties that stand in a list of their own on the page of a role."""

_ALARMS = frozenset({Role.KASI, Role.OPERATOR, Role.LOKAL})
"""Roles that raise the alarm about something critical."""
_FIRST_DUTIES = frozenset({Duty.VERIFIKASI.value, Duty.PENANGANAN.value, Duty.KONFLIK_RESPON.value})
_FRESH = timedelta(hours=24)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One duty that waits.

    Parameters
    ----------
    what
        The duty.
    frame, number
        The record: name of its frame, and its number.
    about
        The record in neutral words, without anybody's own text.
    due
        How its time limit stands, in words.
    late, critical
        Whether the limit has passed, and whether the record is *kritis*.
    alarm
        A sentence to be sent to Polsek and Camat at once; empty where there is no need.
    """

    what: str
    frame: str
    number: str
    about: str
    due: str
    late: bool
    critical: bool
    alarm: str


@dataclass(frozen=True, kw_only=True)
class Overdue:
    """What one reader is told.

    Parameters
    ----------
    lines
        The most pressing ones: what is critical, then what is due first.
    total, late
        How many there are in all, and how many of them are past their limit.
    """

    lines: tuple[Line, ...]
    total: int
    late: int


NOTHING = Overdue(lines=(), total=0, late=0)
"""Nothing is late."""


def overdue(
    office: Office, actor: Actor, *, at: datetime, most: int = SHOWN, meeting: bool = False
) -> Overdue:
    """Return the duties that an actor is told of.

    The Kasi and the operator from half of the time on, the Sekcam when it is over, the Camat when it
    has passed twice; everybody inside the office at once of what is critical and in nobody's hands. A
    partner is told what was referred to its agency and waits for it to acknowledge.

    Parameters
    ----------
    most
        Lines to return.
    meeting
        Whether others look along: then a partner reads of no secret kind, and the office of nothing.
    """
    actor.require(Verb.SITUASI_LIHAT)
    if meeting and actor.role in READS_TEXT:
        return NOTHING
    clocks = _concerning(office, actor, at)
    far = told_at(clocks, office.limits, at).isin(_TOLD[actor.role])
    told = clocks[far | (clocks["kritis"] & (clocks["duty"] != Duty.PENYELESAIAN))]
    teller = Teller(office, actor, meeting=meeting)
    return Overdue(
        lines=tuple(_line(teller, actor, row, at) for row in told.head(most).to_dict("records")),
        total=len(told),
        late=int((told["due"] <= pd.Timestamp(at)).sum()),
    )


def _concerning(office: Office, actor: Actor, at: datetime) -> pd.DataFrame:
    """Return the clocks that an actor may ever be told of, what is critical first; remembered for a day."""

    def found() -> pd.DataFrame:
        clocks = running(office, at=at)
        if actor.role in READS_TEXT:
            kept = ~clocks["duty"].isin(_OWN_LIST.get(actor.role, frozenset()))
            kept &= ~closed_clocks(office, actor, clocks)
        else:
            kept = (clocks["objek"] == INCIDENTS.name) & (clocks["duty"] == Duty.RUJUKAN)
            kept &= clocks["kunci"].isin(_referred(office, actor.role))
        records = clocks["objek"].isin([INCIDENTS.name, CONFLICT_CASES.name])
        # Violence is told at once, whatever its kind.
        critical = records & (clocks["severity"] == Severity.KRITIS) | (
            clocks["duty"] == Duty.KONFLIK_KABUPATEN
        )
        mine = clocks.assign(kritis=critical)[kept]
        return pd.concat([mine[mine["kritis"]], mine[~mine["kritis"]]])

    return office.remember(("told", actor, at.astimezone(office.zone).date()), found)


def closed_clocks(office: Office, actor: Actor, clocks: pd.DataFrame) -> pd.Series[bool]:
    """Say which clocks run on records that somebody inside the office may not see.

    Parameters
    ----------
    clocks
        As `services.running.running_under` returns them.
    """
    seen = sights(office, actor)
    # Who sees a case in short does not see what is done about it.
    short = seen.index[seen != Sight.PENUH]
    closed = (clocks["objek"] == CONFLICT_CASES.name) & clocks["kunci"].isin(short)
    if actor.role not in SEES_ALL:
        closed |= (clocks["objek"] == INCIDENTS.name) & clocks["kunci"].isin(_shut(office, actor.role))
    orders = clocks["objek"] == DECISIONS.name
    if not actor.may(Verb.KEPUTUSAN_LIHAT):
        return closed | orders
    hidden = [key for key in clocks.loc[orders, "kunci"] if not may_see(office, actor, DECISIONS.name, key)]
    return closed | (orders & clocks["kunci"].isin(hidden))


def _shut(office: Office, role: Role) -> frozenset[str]:
    """Return the numbers of the incidents that are closed to a role; remembered for one version."""

    def found() -> frozenset[str]:
        incidents = office.frame(INCIDENTS)
        sights = sight(incidents, role, office.categories)
        return frozenset(incidents.index[sights == Sight.TERTUTUP])

    return office.remember(("shut", role), found)


def _referred(office: Office, role: Role) -> frozenset[str]:
    """Return the numbers of the incidents that were referred to a role's agency and that it sees."""
    incidents = office.frame(INCIDENTS)
    return frozenset(incidents.index[referred_to(incidents, role)]) - _shut(office, role)


def _line(teller: Teller, actor: Actor, row: Mapping[Any, Any], at: datetime) -> Line:
    duty, due = Duty(row["duty"]), row["due"].to_pydatetime()
    started = row["started"].to_pydatetime()
    critical = bool(row["kritis"])
    urgent = critical and row["duty"] in _FIRST_DUTIES and at - started < _FRESH and actor.role in _ALARMS
    return Line(
        what=duty.label,
        frame=row["objek"],
        number=teller.number(row["objek"], row["kunci"]),
        about=teller.about(row["objek"], row["kunci"]),
        due=due_words(due, at),
        late=due <= at,
        critical=critical,
        alarm=teller.alarm(row["objek"], row["kunci"], started) if urgent else "",
    )
