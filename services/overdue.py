"""What is late or soon will be, as far as each reader is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pandas as pd

from reports.words import listed
from services.case_privacy import sights
from services.decisions import may_see
from services.office import Office
from services.privacy import (
    READS_TEXT,
    SECRET_CATEGORY,
    SEES_ALL,
    Sight,
    category_name,
    referred_to,
    short_name,
    sight,
)
from services.running import running
from sop.category import Severity, Visibility
from sop.deadline import Duty, Escalation, due_words
from sop.dictionary import CONFLICT_CASES, DECISIONS, FRAMES, INCIDENTS, PATROL_LOGS, Frame
from sop.party import Actor, Role, Verb
from sop.patrol import PatrolKind
from sop.period import long_time

SHOWN = 8
"""Lines that a page shows at once."""

_TOLD: Mapping[Role, frozenset[str]] = {
    role: frozenset(level.value for level in levels)
    for levels, roles in (
        ((Escalation.KASI, Escalation.SEKCAM, Escalation.CAMAT), (Role.KASI, Role.OPERATOR, Role.LOKAL)),
        ((Escalation.SEKCAM, Escalation.CAMAT), (Role.SEKCAM,)),
        ((Escalation.CAMAT,), (Role.CAMAT,)),
    )
    for role in roles
}
"""How far a duty must have slipped until a role inside the office is told (domain §3.2)."""

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


def overdue(office: Office, actor: Actor, *, at: datetime, most: int = SHOWN) -> Overdue:
    """Return the duties that an actor is told of.

    The Kasi and the operator from half of the time on, the Sekcam when it is over, the Camat when it
    has passed twice; everybody inside the office of what is critical at once. A partner is told what
    was referred to its agency and waits for it to acknowledge.

    Parameters
    ----------
    most
        Lines to return.
    """
    actor.require(Verb.SITUASI_LIHAT)
    told = _told(office, actor, at)
    now = pd.Timestamp(at)
    critical = told["severity"] == Severity.KRITIS
    told = pd.concat([told[critical], told[~critical]])
    rows = told.head(most).to_dict("records")
    return Overdue(
        lines=tuple(_line(office, actor, row, at) for row in rows),
        total=len(told),
        late=int((told["due"] <= now).sum()),
    )


def _told(office: Office, actor: Actor, at: datetime) -> pd.DataFrame:
    clocks = running(office, at=at)
    if actor.role not in READS_TEXT:
        waiting = clocks[(clocks["objek"] == INCIDENTS.name) & (clocks["duty"] == Duty.RUJUKAN)]
        return waiting[waiting["kunci"].isin(_referred(office, actor.role))]
    critical = (clocks["severity"] == Severity.KRITIS) & clocks["objek"].isin(
        [INCIDENTS.name, CONFLICT_CASES.name]
    )
    kept = clocks["escalation"].isin(_TOLD[actor.role]) | critical
    kept &= ~clocks["duty"].isin(_OWN_LIST.get(actor.role, frozenset()))
    return clocks[kept & ~_closed(office, actor, clocks)]


def _closed(office: Office, actor: Actor, clocks: pd.DataFrame) -> pd.Series:
    """Say which clocks run on records that the actor may not see."""
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


def _line(office: Office, actor: Actor, row: Mapping[Any, Any], at: datetime) -> Line:
    duty, due = Duty(row["duty"]), row["due"].to_pydatetime()
    started = row["started"].to_pydatetime()
    critical = row["severity"] == Severity.KRITIS
    urgent = critical and row["duty"] in _FIRST_DUTIES and at - started < _FRESH and actor.role in _ALARMS
    return Line(
        what=duty.label,
        frame=row["objek"],
        number=row["kunci"],
        about=_ABOUT[row["objek"]](office, actor, row["kunci"]),
        due=due_words(due, at),
        late=due <= at,
        critical=critical,
        alarm=_alarm(office, row["objek"], row["kunci"], started) if urgent else "",
    )


def _incident(office: Office, actor: Actor, number: str) -> str:
    row = office.frame(INCIDENTS).loc[[number]]
    seen = str(sight(row, actor.role, office.categories).iloc[0])
    name = short_name(category_name(str(row["kode_kategori"].iloc[0]), seen, office.categories))
    return f"{INCIDENTS.label} {number} · {name} · {_desa(office, [row['kode_desa'].iloc[0]])}"


def _case(office: Office, _actor: Actor, number: str) -> str:
    row = _row(office, CONFLICT_CASES, number)
    name = short_name(category_name(str(row["kode_kategori"]), Sight.PENUH, office.categories))
    return f"{CONFLICT_CASES.label} {number} · {name} · {_desa(office, row['desa'])}"


def _decision(office: Office, _actor: Actor, number: str) -> str:
    return f"{number} · {_row(office, DECISIONS, number)['perihal']}"


def _log(office: Office, _actor: Actor, number: str) -> str:
    row = _row(office, PATROL_LOGS, number)
    kind = PatrolKind(str(row["jenis"])).label
    return f"{PATROL_LOGS.label} {number} · {kind} · berangkat {long_time(row['berangkat'], office.zone)}"


_ABOUT: Mapping[str, Callable[[Office, Actor, str], str]] = {
    INCIDENTS.name: _incident,
    CONFLICT_CASES.name: _case,
    DECISIONS.name: _decision,
    PATROL_LOGS.name: _log,
}


def _row(office: Office, frame: Frame, number: str) -> dict[Any, Any]:
    return office.frame(frame).loc[number].to_dict()


def _desa(office: Office, codes: list[Any]) -> str:
    names = office.areas()["nama"]
    known = [str(names[code]) for code in codes if code in names.index]
    return listed(known) or "lokasi belum ditetapkan"


def _alarm(office: Office, frame: str, number: str, since: datetime) -> str:
    """Return a message about something critical: kind, desa and time, and nobody's own words."""
    row = _row(office, FRAMES[frame], number)
    secret = row["visibilitas"] == Visibility.RAHASIA
    name = SECRET_CATEGORY.lower()
    where = ""
    if not secret:
        name = short_name(category_name(str(row["kode_kategori"]), Sight.PENUH, office.categories))
        codes = row["desa"] if frame == CONFLICT_CASES.name else [row["kode_desa"]]
        where = f" di {_desa(office, codes)}"
    return (
        f"KRITIS – {FRAMES[frame].label} {number}: {name}{where}, tercatat "
        f"{long_time(since, office.zone)}. Mohon perhatian dan tindakan segera. "
        f"Rincian ada di Tenteram; jangan diteruskan ke luar. – Trantib {office.profile.name}"
    )
