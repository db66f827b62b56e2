"""The audit trail as somebody searches it: by person, by act, by time, by record."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, true, union

from records.store import audit
from records.store.schema import ACT, AUDIT, PARTIES, TABLES
from records.store.settings import DETAIL
from sop.dictionary import FRAMES, Frame

_SOME = 50
"""Acts that are read at once where it is not known how many will be wanted."""


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


def of_settings(connection: Connection) -> Iterator[audit.Entry]:
    """Yield the acts that changed settings, the latest first."""
    chosen, offset = AUDIT.c.details.contains(f'"{DETAIL}":', autoescape=True), 0
    while some := audit.latest(connection, chosen, limit=_SOME, offset=offset):
        yield from some
        offset += _SOME


def since(connection: Connection, number: int, *, limit: int) -> tuple[tuple[audit.Entry, ...], int]:
    """Return the latest acts after one, and how many there are."""
    chosen = AUDIT.c.id > number
    total = connection.execute(select(func.count()).select_from(AUDIT).where(chosen)).scalar_one()
    return audit.latest(connection, chosen, limit=limit), int(total)


def keys_written(
    connection: Connection, frame: Frame, acts: Collection[int], *, most: int | None = None
) -> dict[int, tuple[str, ...]]:
    """Return the records of a kind that each act wrote, if told so at most some: an import writes many."""
    table = TABLES[frame.name]
    place = func.row_number().over(partition_by=table.c[ACT], order_by=table.c[frame.key])
    wrote = select(table.c[ACT].label("act"), table.c[frame.key].label("key"), place.label("place"))
    rows = wrote.where(table.c[ACT].in_(list(acts))).subquery()
    query = select(rows.c.act, rows.c.key).order_by(rows.c.act, rows.c.place)
    if most is not None:
        query = query.where(rows.c.place <= most)
    keys: dict[int, list[str]] = {}
    for act, key in connection.execute(query):
        keys.setdefault(act, []).append(key)
    return {act: tuple(found) for act, found in keys.items()}


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
