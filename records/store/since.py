"""What was done since an instant: the acts, and how revised records stood before it."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import func, select

from records.store.columns import to_series
from records.store.schema import ACT, AUDIT, TABLES, VERSION
from records.store.store import Store
from sop.dictionary import Frame


@dataclass(frozen=True, kw_only=True)
class Done:
    """One act.

    Parameters
    ----------
    at, actor, verb, note
        When, who, what and why.
    details
        Counts and whatever else belongs to the act.
    """

    at: datetime
    actor: str
    verb: str
    note: str
    details: dict[str, Any]


def acts_since(store: Store, since: datetime) -> tuple[Done, ...]:
    """Return the acts after an instant, oldest first; what was done to accounts is left out."""
    query = (
        select(AUDIT.c.at, AUDIT.c.actor, AUDIT.c.verb, AUDIT.c.note, AUDIT.c.details)
        .where(AUDIT.c.at > since, AUDIT.c.verb.not_like("akun.%"))
        .order_by(AUDIT.c.id)
    )
    with store.reading() as connection:
        rows = connection.execute(query).all()
    return tuple(
        Done(at=row.at, actor=row.actor, verb=row.verb, note=row.note, details=json.loads(row.details))
        for row in rows
    )


def before(store: Store, frame: Frame, since: datetime, names: Collection[str]) -> pd.DataFrame:
    """Return how the records that were revised after an instant stood before it.

    Records that are new since then are not among them.

    Parameters
    ----------
    names
        Fields to return: texts, codes and whole numbers.

    Returns
    -------
    DataFrame
        Indexed by the records' numbers, in their order.
    """
    table = TABLES[frame.name]
    key, version = table.c[frame.key], table.c[VERSION]
    revised = (
        select(key.label("key"), func.min(version).label("first"))
        .join(AUDIT, table.c[ACT] == AUDIT.c.id)
        .where(AUDIT.c.at > since)
        .group_by(key)
        .having(func.min(version) > 1)
        .subquery()
    )
    query = (
        select(key, *(table.c[name] for name in names))
        .join(revised, (key == revised.c.key) & (version == revised.c.first - 1))
        .order_by(key)
    )
    with store.reading() as connection:
        rows = connection.execute(query).all()
    columns = list(zip(*rows, strict=True)) if rows else [()] * (len(names) + 1)
    index = pd.Index(list(columns[0]), name=frame.key, dtype="str")
    data = {
        name: to_series(list(values), frame[name].kind)
        for name, values in zip(names, columns[1:], strict=True)
    }
    return pd.DataFrame(data).set_axis(index)
