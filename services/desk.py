"""What lies on the desk of whoever opens Situasi: what is late, what changed, and what there is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.decisions import WAITING, decisions
from services.health import warnings
from services.looks import Changes, changes, looked
from services.office import Office
from services.overdue import NOTHING, Overdue, overdue
from services.privacy import PARTNERS, READS_TEXT
from sop.party import Actor, Verb

_CLEARED = "Mode rapat: yang terlambat, yang berubah, dan keputusan tidak ditampilkan."


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What one reader finds.

    Parameters
    ----------
    overdue
        What is late or soon will be.
    changes
        What changed since the visit before; None where there is nothing to compare with.
    late_title
        What the late duties are called for this reader.
    health
        What whoever keeps the office PC must know, a sentence each.
    calm
        One line that names everything there is nothing of.
    """

    overdue: Overdue
    changes: Changes | None
    health: tuple[str, ...]
    calm: str
    late_title: str


def desk(office: Office, actor: Actor, *, at: datetime, most: int = 5, meeting: bool = False) -> Desk:
    """Note that an actor looks, and return what lies on the desk.

    Parameters
    ----------
    most
        Late duties to list.
    meeting
        Whether others look along: then the desk is cleared but for what a partner has to acknowledge, and
        what changed waits to be looked at alone.
    """
    actor.require(Verb.SITUASI_LIHAT)
    if meeting and actor.role not in PARTNERS:
        return Desk(overdue=NOTHING, changes=None, health=(), calm=_CLEARED, late_title="")
    since = None if meeting else looked(office, actor, at=at)
    late = overdue(office, actor, at=at, most=most, meeting=meeting)
    changed = None if since is None else changes(office, actor, since=since, at=at)
    inside = actor.role in READS_TEXT
    return Desk(
        overdue=late,
        changes=changed,
        late_title="Terlambat atau mendekati tenggat"
        if inside
        else "Rujukan yang menunggu tanda terima Anda",
        health=_health(office, actor, at),
        calm=_calm(office, actor, late, changed),
    )


def _calm(office: Office, actor: Actor, late: Overdue, changed: Changes | None) -> str:
    nothing = []
    waiting = office.remember(("waiting", actor), lambda: _waiting(office, actor))
    if actor.may(Verb.KEPUTUSAN_PUTUS) and False not in waiting:
        nothing.append("tidak ada yang menunggu keputusan Anda")
    if actor.may(Verb.DISPOSISI_LAKSANA) and True not in waiting:
        nothing.append("tidak ada disposisi yang harus dilaksanakan")
    if not late.total:
        inside = actor.role in READS_TEXT
        what = "yang terlambat" if inside else "rujukan yang menunggu tanda terima Anda"
        nothing.append(f"tidak ada {what}")
    if changed is not None and not changed.lines:
        nothing.append(f"tidak ada yang berubah sejak {changed.since}")
    told = "; ".join(nothing)
    return f"{told[:1].upper()}{told[1:]}." if told else ""


def _waiting(office: Office, actor: Actor) -> frozenset[bool]:
    """Say of what waits whether it is an order."""
    if not actor.may(Verb.KEPUTUSAN_LIHAT):
        return frozenset()
    return frozenset(one.is_order for one in decisions(office, actor, states=WAITING))


def _health(office: Office, actor: Actor, at: datetime) -> tuple[str, ...]:
    """Return what ails the office PC; asked at most once a minute."""
    minute = at.replace(second=0, microsecond=0)
    return office.remember(("warnings", actor.role, minute), lambda: warnings(office, actor, at))
