"""One stored incident, as far as somebody may know of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.office import Office
from services.privacy import Seen, seen
from services.reference import row_meant
from services.stored import row_of
from sop.dictionary import INCIDENTS
from sop.incident import IncidentState
from sop.party import Actor, Role
from sop.problem import ProblemCode, Refused, problem

VERSION = "versi"
"""Column of a stored frame with the version of each record."""


def visible(office: Office, role: Role, *, meeting: bool = False) -> Seen:
    """Return every stored incident that a role sees, whatever became of it; remembered."""
    return office.remember(
        ("visible incidents", role, meeting),
        lambda: seen(
            office.geoframe(INCIDENTS),
            role,
            office.categories,
            metric_epsg=office.profile.metric_epsg,
            meeting=meeting,
        ),
    )


def stored(office: Office, actor: Actor, number: str) -> Mapping[str, Any]:
    """Return an incident as it is stored, with its ``geometry``.

    Raises
    ------
    Refused
        ``rekam.tak_ada`` if there is none, and just the same if it is closed to the actor.
    """
    key, _ = row_meant(office, actor, INCIDENTS, number, visible(office, actor.role).incidents)
    return row_of(office.geoframe(INCIDENTS), INCIDENTS, key)


def refuse_stale(number: str, row: Mapping[str, Any], expected_version: int) -> None:
    """Refuse when somebody else was first, before anything else is said about the record.

    Raises
    ------
    Refused
        ``versi.bentrok``.
    """
    if row[VERSION] != expected_version:
        raise Refused(problem(ProblemCode.VERSI_BENTROK, objek=f"{INCIDENTS.label} {number}"))


def refuse_others(actor: Actor, row: Mapping[str, Any]) -> None:
    """Refuse an operator who wants to change what somebody else entered, or what is past *masuk*.

    Raises
    ------
    Refused
        ``kejadian.bukan_milik``.
    """
    own = row["dicatat_oleh"] == actor.name and row["status"] == IncidentState.MASUK
    if actor.role is Role.OPERATOR and not own:
        raise Refused(problem(ProblemCode.KEJADIAN_BUKAN_MILIK))
