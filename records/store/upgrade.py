"""Bring a database to the schema of this program: create it, migrate it, or refuse it."""

from __future__ import annotations

import secrets
from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, insert, inspect

from records.store.engine import shown, writing
from records.store.schema import AUDIT, META, create_all
from records.store.server import POSTGIS_TABLE, prepare_server
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
    script = _script(migrations)
    with writing(engine) as connection:
        context = MigrationContext.configure(connection)
        if not own_tables(connection):
            prepare_server(connection)
            _create(connection, zone)
            context.stamp(script, "head")
            return
        refuse_foreign(connection, migrations=migrations)
        _migrate(context, script)


def own_tables(connection: Connection) -> set[str]:
    """Return the names of the tables, without those that PostGIS brings."""
    return set(inspect(connection).get_table_names()) - {POSTGIS_TABLE}


def refuse_foreign(
    connection: Connection, file: Path | None = None, *, migrations: Path = MIGRATIONS
) -> None:
    """Refuse a database that is not ours or is newer than this program.

    Parameters
    ----------
    file
        The file by the name that a person knows it by, if it is not the database's own.

    Raises
    ------
    Refused
        With ``data.asing`` or ``skema.lebih_baru``.
    """
    if not {META.name, AUDIT.name, "alembic_version"} <= own_tables(connection):
        name = file or shown(connection.engine.url.render_as_string())
        raise Refused(problem(ProblemCode.DATA_ASING, berkas=name))
    current = MigrationContext.configure(connection).get_current_revision()
    if current not in {known.revision for known in _script(migrations).walk_revisions()}:
        raise Refused(problem(ProblemCode.SKEMA_LEBIH_BARU, skema=current))


def _script(migrations: Path) -> ScriptDirectory:
    return ScriptDirectory(str(migrations), version_locations=[str(migrations)])


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
    steps = list(script.iterate_revisions("head", current))
    try:
        with Operations.context(context):
            for step in reversed(steps):
                step.module.upgrade()
                context.stamp(script, step.revision)
    except Exception as error:
        raise Refused(problem(ProblemCode.SKEMA_GAGAL, sebab=error)) from error
