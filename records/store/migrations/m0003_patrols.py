"""Patrol plans: drafts with everything that was planned."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, Text, UniqueConstraint, text

from records.store.geopackage import add_layer
from records.store.schema import append_only_sql
from records.store.time import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; no row is touched."""
    act = ForeignKey("audit.id", deferrable=True, initially="DEFERRED")
    op.create_table(
        "patrol_plans",
        Column("fid", Integer, primary_key=True),
        Column("id_rencana", Text, nullable=False),
        Column("sidik", Text, nullable=False),
        Column("tanggal", Text, nullable=False),
        Column("hari", Integer, nullable=False),
        Column("benih", Integer, nullable=False),
        Column("sidik_aturan", Text, nullable=False),
        Column("sidik_data", Text, nullable=False),
        Column("status", Text, nullable=False),
        Column("isi", Text, nullable=False),
        Column("waktu_input", Instant, nullable=False),
        Column("versi", Integer, nullable=False),
        Column("act_id", Integer, act, nullable=False),
        Column("sidik_baris", LargeBinary, nullable=False),
        UniqueConstraint("id_rencana", "versi"),
    )
    op.create_index("ix_patrol_plans_act_id", "patrol_plans", ["act_id"])
    first = text("versi = 1")
    op.create_index(
        "ix_patrol_plans_sidik",
        "patrol_plans",
        ["sidik"],
        unique=True,
        sqlite_where=first,
        postgresql_where=first,
    )
    connection = op.get_bind()
    for statement in append_only_sql("patrol_plans", connection.dialect.name):
        connection.execute(text(statement))
    if connection.dialect.name == "sqlite":
        add_layer(connection, "patrol_plans", None)
