"""What changed teams and rules would do to a usual week, before anybody decides on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pandas as pd

from planning.roster import Roster
from planning.shift import Shift
from services.office import Office
from services.patrol_members import standing
from services.places import seat
from services.settings import drafted
from sop.party import Actor, Verb
from sop.period import WEEKDAYS
from sop.setting import Change
from sop.wording import listed, number


@dataclass(frozen=True, kw_only=True)
class PatrolPreview:
    """A usual week, without leave and extra duty, before and after a change.

    Parameters
    ----------
    sentence
        What changes, in one sentence or two.
    week
        By weekday: ``lama`` and ``baru``, who is on duty at which hours.
    """

    sentence: str
    week: pd.DataFrame


def patrol_preview(office: Office, actor: Actor, wanted: Iterable[Change], *, at: datetime) -> PatrolPreview:
    """Compare a usual week with what it would be; nothing is changed.

    Parameters
    ----------
    at
        Now; the week is the one that begins on the Monday after.

    Raises
    ------
    Refused
        With everything that is wrong about the changed settings.
    """
    actor.require(Verb.PENGATURAN_LIHAT)
    asked = tuple(wanted)
    after = drafted(office.settings, asked).patrols.roster
    today = at.astimezone(office.zone).date()
    monday = today + timedelta(days=7 - today.weekday())
    old, new = (_week(office, one, monday) for one in (office.patrols.roster, after))
    week = pd.DataFrame({"lama": _lines(old, monday), "baru": _lines(new, monday)}, index=list(WEEKDAYS))
    return PatrolPreview(sentence=_sentence(office, old, new, after, monday, changed=bool(asked)), week=week)


def _week(office: Office, roster: Roster, monday: date) -> list[Shift]:
    usual = [replace(one, off=frozenset(), extra=frozenset()) for one in roster.teams]
    return replace(roster, teams=tuple(usual)).shifts(monday, 7, office.zone, seat=seat(office))


def _lines(shifts: Sequence[Shift], monday: date) -> list[str]:
    days = [[one for one in shifts if one.day == monday + timedelta(days=n)] for n in range(7)]
    return ["; ".join(f"{s.name} {s.start:%H.%M}–{s.end:%H.%M}" for s in day) or "tidak ada" for day in days]


def _sentence(
    office: Office, old: Sequence[Shift], new: Sequence[Shift], after: Roster, monday: date, *, changed: bool
) -> str:
    before, now = (_said(sum(one.patrol_min for one in side) / 60) for side in (old, new))
    if before != now:
        told = f"Waktu patroli dalam minggu biasa berubah dari {before} menjadi {now} jam."
    else:
        told = f"Waktu patroli dalam minggu biasa{' tetap' if changed else ''} {now} jam."
    manned = {one.day for one in new}
    empty = [WEEKDAYS[n] for n in range(7) if monday + timedelta(days=n) not in manned]
    if empty:
        told += f" Hari tanpa regu: {listed(empty)}."
    members = standing(office)["regu"].dropna()
    lost = members.loc[~members.isin([one.code for one in after.teams])]
    if len(lost):
        told += f" {len(lost)} personel atau kendaraan tercatat di regu yang tidak ada: pindahkan regunya."
    return told


def _said(hours: float) -> str:
    return number(hours, 0 if hours == round(hours) else 1)
