"""Notices of a plan: what a person decided that has nothing to hold on to any more."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from planning.edits import Edit
from planning.stop import Stop
from services.office import Office
from services.places import standing
from services.stop_requests import standing_requests
from sop.dictionary import PLACES, STOP_REQUESTS
from sop.patrol import EditKind, StopKind
from sop.period import long_date

_ENTERED = (PLACES.prefix, STOP_REQUESTS.prefix)
"""How the identities of stops begin that are there only because somebody entered a place or a request."""


def notices(
    office: Office,
    edits: Sequence[Edit],
    stops: Sequence[Stop],
    calendar: Collection[date],
    teams: Mapping[str, str],
) -> tuple[str, ...]:
    """Return to a service, one Indonesian sentence each, which changes lost what they were about.

    Parameters
    ----------
    edits
        All that a person changed, settled.
    stops
        Those that demand gives now.
    calendar
        The days of the plan.
    teams
        Names of the teams by code.
    """
    counts = [one for one in edits if one.day in calendar]
    entered = {*standing(office).index.astype(str), *standing_requests(office).index.astype(str)}
    known = {one.id for one in stops}
    return tuple(_lost(counts, known, entered, teams))


def _lost(
    edits: Sequence[Edit], known: Collection[str], entered: Collection[str], teams: Mapping[str, str]
) -> Iterator[str]:
    for one in edits:
        day = long_date(one.day)
        if one.stop is None:
            if one.team not in teams:
                yield f"Regu {one.team} (tidak ikut pada {day}) tidak ada lagi di daftar regu."
        elif one.stop.id in known:
            continue
        elif one.kind is EditKind.TETAP:
            if one.stop.id not in entered and one.stop.id.startswith(_ENTERED):
                yield (
                    f"{one.stop.name} (ditetapkan pada {day}) sudah tidak tercatat; "
                    "rutenya tetap ke letak lamanya sampai perubahan itu diurungkan."
                )
        elif one.stop.kind is not StopKind.TAMBAHAN:
            yield (
                f"{one.stop.name} (dicoret pada {day}) tidak lagi termasuk titik rencana ini, "
                "jadi pencoretannya tidak berpengaruh."
            )
