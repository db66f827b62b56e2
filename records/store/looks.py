"""When each account last looked at a page; a look is no act and leaves no audit row."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Executable, Insert, exists, insert, literal, select, update

from records.store.engine import writing
from records.store.schema import ACCOUNTS, LOOKS
from records.store.store import Store
from records.store.time import Instant
from sop.problem import Refused

_PATIENCE_S = 0.2


def note_look(
    store: Store, username: str, page: str, at: datetime, *, new_visit: timedelta, seen_every: timedelta
) -> datetime | None:
    """Note that an account looks at a page now, and return when its visit before this one ended.

    Parameters
    ----------
    new_visit
        Who comes back after more than this pays another visit.
    seen_every
        How exactly the last moment of a visit is kept; a write at every look would cost more than it
        tells.

    Returns
    -------
    datetime or None
        None at the first visit, and for who has no account.
    """
    mine = (LOOKS.c.username == username) & (LOOKS.c.page == page)
    with store.reading() as connection:
        known = connection.execute(select(LOOKS.c.seen_at, LOOKS.c.before_at).where(mine)).first()
    if known is None:
        _write(store, _first(username, page, at))
        return None
    gap = at - known.seen_at
    before: datetime | None = known.seen_at if gap > new_visit else known.before_at
    if gap > min(seen_every, new_visit):
        # Two pages of one account may open at once: only who still finds the old time writes.
        same = mine & (LOOKS.c.seen_at == known.seen_at)
        _write(store, update(LOOKS).where(same).values(seen_at=at, before_at=before))
    return before


def _first(username: str, page: str, at: datetime) -> Insert:
    """Return what notes the first visit: of who has an account, and only once."""
    has_account = exists().where(ACCOUNTS.c.username == username)
    known = exists().where(LOOKS.c.username == username, LOOKS.c.page == page)
    row = select(literal(username), literal(page), literal(at, Instant)).where(has_account, ~known)
    return insert(LOOKS).from_select(["username", "page", "seen_at"], row)


def _write(store: Store, statement: Executable) -> None:
    """Write if that can be done at once: a page must open while somebody imports, or the disk is full."""
    try:
        with store.lock.hold(_PATIENCE_S), writing(store.engine) as connection:
            connection.execute(statement)
    except Refused:
        return
