"""The audit trail as somebody searches it: by person, by act, by time, by record."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, true, union

from records.store import audit
from records.store.schema import ACT, AUDIT, PARTIES, TABLES
from records.store.settings import DETAIL
from sop.dictionary import FRAMES, Frame


@dataclass(frozen=True, kw_only=True)
class Search:
    """What acts are looked for; what is None does not matter.

    Parameters
    ----------
    actor, verb
        Who did it, and what.
    first, after
        From this instant on, and before that one.
    record
        Number of a record that the act wrote, or that it tells of.
    """

    actor: str | None = None
    verb: str | None = None
    first: datetime | None = None
    after: datetime | None = None
    record: str | None = None


def found(
    connection: Connection, search: Search, *, limit: int, offset: int = 0
) -> tuple[tuple[audit.Entry, ...], int]:
    """Return a page of the acts that are looked for, the latest first, and how many there are."""
    chosen = _condition(search)
    total = connection.execute(select(func.count()).select_from(AUDIT).where(chosen)).scalar_one()
    return audit.latest(connection, chosen, limit=limit, offset=offset), int(total)


def who_and_what(connection: Connection) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return everybody who ever acted, and every verb that was ever used, in order."""
    actors = connection.execute(select(AUDIT.c.actor).distinct().order_by(AUDIT.c.actor)).scalars()
    verbs = connection.execute(select(AUDIT.c.verb).distinct().order_by(AUDIT.c.verb)).scalars()
    return tuple(actors), tuple(verbs)


def of_settings(connection: Connection, *, limit: int) -> tuple[audit.Entry, ...]:
    """Return the acts that changed settings, the latest first."""
    return audit.latest(connection, AUDIT.c.details.contains(f'"{DETAIL}":', autoescape=True), limit=limit)


def since(connection: Connection, number: int, *, limit: int) -> tuple[tuple[audit.Entry, ...], int]:
    """Return the latest acts after one, and how many there are."""
    chosen = AUDIT.c.id > number
    total = connection.execute(select(func.count()).select_from(AUDIT).where(chosen)).scalar_one()
    return audit.latest(connection, chosen, limit=limit), int(total)


def keys_written(connection: Connection, frame: Frame, acts: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Return the records of a kind that each act wrote."""
    table = TABLES[frame.name]
    query = select(table.c[ACT], table.c[frame.key]).where(table.c[ACT].in_(list(acts)))
    keys: dict[int, tuple[str, ...]] = {}
    for act, key in connection.execute(query.order_by(table.c[ACT], table.c[frame.key])):
        keys[act] = (*keys.get(act, ()), key)
    return keys


def _condition(search: Search) -> ColumnElement[bool]:
    parts: list[ColumnElement[bool]] = [true()]
    if search.actor is not None:
        parts.append(AUDIT.c.actor == search.actor)
    if search.verb is not None:
        parts.append(AUDIT.c.verb == search.verb)
    if search.first is not None:
        parts.append(AUDIT.c.at >= search.first)
    if search.after is not None:
        parts.append(AUDIT.c.at < search.after)
    if search.record is not None:
        parts.append(_about(search.record))
    return and_(*parts)


def _about(record: str) -> ColumnElement[bool]:
    wrote = [
        select(TABLES[frame.name].c[ACT]).where(TABLES[frame.name].c[frame.key] == record)
        for frame in FRAMES.values()
    ]
    beside = select(PARTIES.c[ACT]).where(PARTIES.c.key == record)
    return or_(
        AUDIT.c.id.in_(union(*wrote, beside)),
        AUDIT.c.details.contains(record, autoescape=True),
        AUDIT.c.note == record,
    )
