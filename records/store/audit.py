"""The audit trail: one row an act, each carrying the hash of the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, literal_column, select, true

from records.store.columns import canonical
from records.store.schema import AUDIT
from records.store.storable import refuse_unstorable
from records.store.time import text_to_time, time_to_text
from sop.party import Actor

ORIGIN = ""
"""What the first row carries in place of the hash of a row before it."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One act as the audit trail tells it.

    Parameters
    ----------
    id
        Number of the act, from 1; the order of acts, whatever the clock said.
    at
        When, as the actor's clock had it.
    actor, role, verb, note
        Who, in which role, did what, and why.
    details
        Counts, file hashes and whatever else belongs to the act.
    written
        Per table, how many version rows the act wrote and the digest over them.
    previous
        Hash of the act before.
    """

    id: int
    at: datetime
    actor: str
    role: str
    verb: str
    note: str
    details: Mapping[str, Any]
    written: Mapping[str, Mapping[str, Any]]
    previous: str

    @property
    def hash(self) -> str:
        """SHA-256 over everything above, in hex digits."""
        said = canonical(
            [self.id, time_to_text(self.at), self.actor, self.role, self.verb, self.note, self.details,
             self.written, self.previous]
        )  # fmt: skip
        return hashlib.sha256(said.encode()).hexdigest()


def head(connection: Connection) -> tuple[int, str]:
    """Return number and hash of the last act, ``(0, ORIGIN)`` before the first."""
    last = connection.execute(select(AUDIT.c.id, AUDIT.c.hash).order_by(AUDIT.c.id.desc()).limit(1)).first()
    return (last.id, last.hash) if last else (0, ORIGIN)


def has(connection: Connection, entry: Entry) -> bool:
    """Say whether an act is in the trail."""
    stored = connection.execute(select(AUDIT.c.hash).where(AUDIT.c.id == entry.id)).scalar_one_or_none()
    return stored == entry.hash


def data_version(connection: Connection) -> str:
    """Return the hash of the last act that wrote records; logins and backups change nothing that is shown."""
    wrote = select(AUDIT.c.hash).where(AUDIT.c.written != canonical({})).order_by(AUDIT.c.id.desc()).limit(1)
    return connection.execute(wrote).scalar_one_or_none() or ORIGIN


def append(
    connection: Connection,
    actor: Actor,
    at: datetime,
    verb: str,
    note: str,
    *,
    details: Mapping[str, Any],
    written: Mapping[str, Mapping[str, Any]],
) -> Entry:
    """Write the next act into the trail; the caller holds the write transaction.

    Raises
    ------
    Refused
        With ``isian.tak_tersimpan`` if a text is none that every database can keep.
    """
    refuse_unstorable(actor.name, verb, note)
    last, previous = head(connection)
    entry = Entry(
        id=last + 1,
        at=text_to_time(time_to_text(at)),
        actor=actor.name,
        role=actor.role.value,
        verb=verb,
        note=note,
        # As they will be read back: JSON turns tuples into lists and numbers of keys into text.
        details=json.loads(canonical(dict(details))),
        written=written,
        previous=previous,
    )
    connection.execute(
        insert(AUDIT).values(
            id=entry.id,
            at=entry.at,
            actor=entry.actor,
            role=entry.role,
            verb=entry.verb,
            note=entry.note,
            details=canonical(entry.details),
            written=canonical(entry.written),
            previous=entry.previous,
            hash=entry.hash,
        )
    )
    return entry


def entries(connection: Connection, *, verb: str | None = None) -> Iterator[tuple[Entry, str]]:
    """Yield every act from the first, or those of one verb, each with the hash that is stored beside it.

    Whatever was done to a row outside the program, it is yielded; its hash will not fit then.
    """
    yield from _entries(connection, true() if verb is None else AUDIT.c.verb == verb)


def latest(
    connection: Connection, chosen: ColumnElement[bool], *, limit: int, offset: int = 0
) -> tuple[Entry, ...]:
    """Return acts of one kind, the latest first, a page at a time."""
    return tuple(found for found, _ in _entries(connection, chosen, latest=(limit, offset)))


def _entries(
    connection: Connection, chosen: ColumnElement[bool], *, latest: tuple[int, int] | None = None
) -> Iterator[tuple[Entry, str]]:
    # The time as the driver gives it: what somebody edited may be no time at all.
    columns = [literal_column("at") if column is AUDIT.c.at else column for column in AUDIT.c]
    query = select(*columns).select_from(AUDIT).where(chosen)
    if latest is None:
        query = query.order_by(AUDIT.c.id)
    else:
        query = query.order_by(AUDIT.c.id.desc()).limit(latest[0]).offset(latest[1])
    for row in connection.execute(query):
        found = Entry(
            id=row.id,
            at=_time(row.at),
            actor=row.actor,
            role=row.role,
            verb=row.verb,
            note=row.note,
            details=_object(row.details),
            written=_object(row.written),
            previous=row.previous,
        )
        yield found, row.hash


def entry(connection: Connection, number: int) -> Entry | None:
    """Return one act, None if there is none of that number."""
    return next((found for found, _ in _entries(connection, AUDIT.c.id == number)), None)


def _time(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    try:
        return text_to_time(value)
    except (ValueError, TypeError, AttributeError):
        return datetime.min.replace(tzinfo=UTC)


def _object(text: Any) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, TypeError):
        value = None
    # What cannot be read must not look like the empty object that may have been there.
    return value if isinstance(value, dict) else {"tak_terbaca": str(text)}
