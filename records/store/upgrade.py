"""Bring a database to the schema of this program: create it, migrate it, or refuse it."""

from __future__ import annotations

import secrets
from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, insert, inspect

from records.store.engine import writing
from records.store.schema import META, create_all
from sop.problem import ProblemCode, Refused, problem

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(engine: Engine, *, zone: str, migrations: Path = MIGRATIONS) -> None:
    """Create the schema in an empty database, or migrate an older one, in one transaction.

    Parameters
    ----------
    zone
        IANA zone of the office, written into a new database.
    migrations
        Folder of the revisions.

    Raises
    ------
    Refused
        If the database is newer than this program, is not ours, or a migration fails; it is
        unchanged then.
    """
    script = ScriptDirectory(str(migrations), version_locations=[str(migrations)])
    with writing(engine) as connection:
        context = MigrationContext.configure(connection)
        tables = inspect(connection).get_table_names()
        if not tables:
            _create(connection, zone)
            context.stamp(script, "head")
            return
        if META.name not in tables or "alembic_version" not in tables:
            raise Refused(problem(ProblemCode.DATA_ASING, berkas=engine.url.database))
        _migrate(context, script)


def _create(connection: Connection, zone: str) -> None:
    create_all(connection)
    # The key makes the audit's hashes of identities useless to who has not the store itself.
    connection.execute(
        insert(META), [{"key": "zona", "value": zone}, {"key": "kunci", "value": secrets.token_hex(32)}]
    )


def _migrate(context: MigrationContext, script: ScriptDirectory) -> None:
    current = context.get_current_revision()
    if current == script.get_current_head():
        return
    if current not in {known.revision for known in script.walk_revisions()}:
        raise Refused(problem(ProblemCode.SKEMA_LEBIH_BARU, skema=current))
    steps = list(script.iterate_revisions("head", current))
    try:
        with Operations.context(context):
            for step in reversed(steps):
                step.module.upgrade()
                context.stamp(script, step.revision)
    except Exception as error:
        raise Refused(problem(ProblemCode.SKEMA_GAGAL, sebab=error)) from error
