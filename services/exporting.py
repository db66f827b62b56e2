"""What leaves the office: a list, a map, a message; each looked at before, each with its mark in the audit.

There are two halves to each. The first returns what would leave, with everything in it that tells of persons
or companies; the second makes it, and only from what was looked at.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from services.exported_list import ListChoice, ListFormat, prepared_list
from services.exported_map import MapChoice, prepared_map
from services.exported_message import prepared_message
from services.office import Office
from services.scrubbing import Draft, Made, Piece, Released
from sop.party import Actor, Verb

__all__ = [
    "Draft",
    "ListChoice",
    "ListFormat",
    "Made",
    "MapChoice",
    "Piece",
    "Released",
    "look_at_list",
    "look_at_map",
    "look_at_message",
    "take_list",
    "take_map",
    "take_message",
]


def look_at_list(office: Office, actor: Actor, choice: ListChoice, *, at: datetime) -> Draft:
    """Return what a list of incidents would take along.

    Raises
    ------
    Refused
        ``ekspor.banyak`` if it is too long to be looked at.
    """
    actor.require(Verb.DATA_EKSPOR)
    return prepared_list(office, actor, choice, at=at).draft()


def take_list(
    office: Office,
    actor: Actor,
    choice: ListChoice,
    *,
    seen: str,
    kept: Collection[int] = (),
    at: datetime,
) -> Released:
    """Make a list of incidents as a file; who took it, and its mark, stay on record.

    Parameters
    ----------
    seen
        `Draft.mark` of what was looked at.
    kept
        Positions of the pieces that stay as they are on purpose; all others are replaced.

    Raises
    ------
    Refused
        ``ekspor.berubah`` if it is not what was looked at.
    """
    actor.require(Verb.DATA_EKSPOR)
    return prepared_list(office, actor, choice, at=at).release(office, actor, seen=seen, kept=kept, at=at)


def look_at_map(office: Office, actor: Actor, choice: MapChoice, *, at: datetime) -> Draft:
    """Return what a map for a meeting would take along: the names on it."""
    actor.require(Verb.DATA_EKSPOR)
    return prepared_map(office, actor, choice, at=at).draft()


def take_map(
    office: Office, actor: Actor, choice: MapChoice, *, seen: str, kept: Collection[int] = (), at: datetime
) -> Released:
    """Make a map for a meeting, as `take_list`: one file that opens anywhere, always in meeting mode."""
    actor.require(Verb.DATA_EKSPOR)
    return prepared_map(office, actor, choice, at=at).release(office, actor, seen=seen, kept=kept, at=at)


def look_at_message(office: Office, actor: Actor, number: str, *, story: bool) -> Draft:
    """Return what a message about an incident would take along.

    Parameters
    ----------
    story
        Whether the chronology goes along.

    Raises
    ------
    Refused
        ``ekspor.rahasia`` if the incident is secret; ``rekam.tak_ada`` if there is none for the actor.
    """
    actor.require(Verb.DATA_EKSPOR)
    return prepared_message(office, actor, number, story=story).draft()


def take_message(
    office: Office,
    actor: Actor,
    number: str,
    *,
    story: bool,
    seen: str,
    kept: Collection[int] = (),
    at: datetime,
) -> Released:
    """Make a message about an incident to be copied, as `take_list`."""
    actor.require(Verb.DATA_EKSPOR)
    made = prepared_message(office, actor, number, story=story)
    return made.release(office, actor, seen=seen, kept=kept, at=at)
