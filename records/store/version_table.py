"""A table of versions as migrations make it: how every kind of record is kept since the second revision.

A revision that was released stays what it is: whoever needs another shape writes another function.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, Text, UniqueConstraint, text

from records.store.geopackage import add_layer
from records.store.schema import append_only_sql


def version_table(name: str, key: str, *columns: Column[object]) -> None:
    """Within a migration, add the table of a kind of record without geometry.

    Parameters
    ----------
    key
        Name of the column of the record's number.
    columns
        The columns of its own, after the number and the fingerprint of the form.
    """
    act = ForeignKey("audit.id", deferrable=True, initially="DEFERRED")
    op.create_table(
        name,
        Column("fid", Integer, primary_key=True),
        Column(key, Text, nullable=False),
        Column("sidik", Text, nullable=False),
        *columns,
        Column("versi", Integer, nullable=False),
        Column("act_id", Integer, act, nullable=False),
        Column("sidik_baris", LargeBinary, nullable=False),
        UniqueConstraint(key, "versi"),
    )
    op.create_index(f"ix_{name}_act_id", name, ["act_id"])
    first = text("versi = 1")
    op.create_index(
        f"ix_{name}_sidik", name, ["sidik"], unique=True, sqlite_where=first, postgresql_where=first
    )
    connection = op.get_bind()
    for statement in append_only_sql(name, connection.dialect.name):
        connection.execute(text(statement))
    if connection.dialect.name == "sqlite":
        add_layer(connection, name, None)
