"""Patrols that wait to be closed, as their officers find them on a phone."""

from __future__ import annotations

from datetime import datetime, timedelta

from services.office import Office
from services.patrol_report import PatrolReport
from services.patrol_sheets import OPEN, PatrolSheet, sheet_list
from sop.party import Actor, Verb

_DAYS = timedelta(days=7)
"""For so long a patrol that nobody closed is offered to those who see it."""


def sheets_to_close(office: Office, actor: Actor, *, at: datetime) -> tuple[PatrolSheet, ...]:
    """Return the sheets that were issued and not closed, those of today first, then the later ones before.

    An officer finds those of yesterday and today, the office those of the last week.
    """
    actor.require(Verb.JURNAL_CATAT)
    today = at.astimezone(office.zone).date()
    found = [one for one in sheet_list(office, actor, today - _DAYS, today, at=at) if one.state in OPEN]
    return tuple(sorted(found, key=lambda one: (-one.day.toordinal(), one.route.start, one.number)))


def usual_report(sheet: PatrolSheet, *, at: datetime) -> PatrolReport:
    """Return what there is to say of a patrol if all went as its sheet says; nothing lies in the future.

    Parameters
    ----------
    at
        Now.
    """
    route = sheet.route
    left = min(sheet.departed or route.start, at)
    return PatrolReport(
        jenis=sheet.kind,
        berangkat=_minute(left.astimezone(route.start.tzinfo)),
        kembali=_minute(min(max(route.end, left), at).astimezone(route.start.tzinfo)),
        menit_desa={},
        nihil=True,
        unsur=route.shift.elements,
        personel=len(sheet.crew.personnel) or None,
    )


def _minute(when: datetime) -> datetime:
    return when.replace(second=0, microsecond=0)
