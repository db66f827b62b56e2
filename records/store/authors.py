"""Who entered each record."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import select

from records.store.schema import ACT, AUDIT, TABLES, VERSION
from records.store.store import Store
from sop.dictionary import Frame


def authors(store: Store, frame: Frame) -> pd.Series[str]:
    """Return the account that stored the first version of every record, by the record's number."""
    table = TABLES[frame.name]
    query = (
        select(table.c[frame.key], AUDIT.c.actor)
        .join(AUDIT, table.c[ACT] == AUDIT.c.id)
        .where(table.c[VERSION] == 1)
        .order_by(table.c[frame.key])
    )
    with store.reading() as connection:
        rows = connection.execute(query).all()
    keys = pd.Index([row[0] for row in rows], name=frame.key, dtype="str")
    return pd.Series([row[1] for row in rows], index=keys, name="actor", dtype="str")
