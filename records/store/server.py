"""What a PostgreSQL database must have before the store is made in it."""

from __future__ import annotations

from psycopg.errors import FeatureNotSupported, InsufficientPrivilege, UndefinedFile
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from records.store.engine import shown
from sop.problem import ProblemCode, Refused, problem

POSTGIS_TABLE = "spatial_ref_sys"
"""The one table that PostGIS brings."""


def prepare_server(connection: Connection) -> None:
    """Give an empty database what the store needs; a file needs nothing.

    Raises
    ------
    Refused
        With ``server.tak_cocok`` if its texts are not UTF-8, or PostGIS is not there to be had.
    """
    if connection.dialect.name != "postgresql":
        return
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        raise _unfit(connection, f"pengodean teksnya {encoding}, bukan UTF8")
    try:
        connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS postgis")
    except DBAPIError as error:
        if isinstance(error.orig, InsufficientPrivilege):
            cause = "PostGIS belum dipasang di dalamnya; minta pengelola server: CREATE EXTENSION postgis"
            raise _unfit(connection, cause) from error
        if isinstance(error.orig, FeatureNotSupported | UndefinedFile):
            raise _unfit(connection, "PostGIS tidak terpasang di server itu") from error
        raise


def _unfit(connection: Connection, cause: str) -> Refused:
    address = shown(connection.engine.url.render_as_string())
    return Refused(problem(ProblemCode.SERVER_TAK_COCOK, alamat=address, sebab=cause))
