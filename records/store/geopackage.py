"""What makes a SQLite file a GeoPackage: its system tables and the marks in its header.

There is no ``gpkg_ogr_contents`` on purpose: a stale row count there makes readers lose rows.
Source: OGC GeoPackage 1.3, clauses 1.1.2, 1.1.3 and 2.1.5.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import (
    Column,
    Connection,
    Double,
    ForeignKey,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    Text,
    insert,
)

from records.store.geometry import SRID
from records.store.time import Instant, text_to_time

metadata = MetaData()

_APPLICATION_ID = int.from_bytes(b"GPKG", "big")
_USER_VERSION = 10300

_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],'
    'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'
)

_SRS = Table(
    "gpkg_spatial_ref_sys",
    metadata,
    Column("srs_name", Text, nullable=False),
    Column("srs_id", Integer, primary_key=True),
    Column("organization", Text, nullable=False),
    Column("organization_coordsys_id", Integer, nullable=False),
    Column("definition", Text, nullable=False),
    Column("description", Text),
)

_CONTENTS = Table(
    "gpkg_contents",
    metadata,
    Column("table_name", Text, primary_key=True),
    Column("data_type", Text, nullable=False),
    Column("identifier", Text, unique=True),
    Column("description", Text, server_default=""),
    Column("last_change", Instant, nullable=False),
    Column("min_x", Double),
    Column("min_y", Double),
    Column("max_x", Double),
    Column("max_y", Double),
    Column("srs_id", Integer, ForeignKey("gpkg_spatial_ref_sys.srs_id")),
)

_GEOMETRY_COLUMNS = Table(
    "gpkg_geometry_columns",
    metadata,
    Column("table_name", Text, ForeignKey("gpkg_contents.table_name"), primary_key=True, unique=True),
    Column("column_name", Text, primary_key=True),
    Column("geometry_type_name", Text, nullable=False),
    Column("srs_id", Integer, ForeignKey("gpkg_spatial_ref_sys.srs_id"), nullable=False),
    Column("z", SmallInteger, nullable=False),
    Column("m", SmallInteger, nullable=False),
)

# The audit trail says when data changed; the standard only wants some time here.
_LAST_CHANGE = text_to_time("1970-01-01T00:00:00.000Z")


def make_geopackage(connection: Connection, shapes: Mapping[str, str | None]) -> None:
    """Make the file behind a connection a GeoPackage.

    Parameters
    ----------
    shapes
        Declared geometry type of each layer, None for a table without geometry.
    """
    metadata.create_all(connection)
    connection.execute(
        insert(_SRS),
        [
            _srs("Undefined Cartesian", -1, "NONE", "undefined"),
            _srs("Undefined geographic", 0, "NONE", "undefined"),
            _srs("WGS 84", SRID, "EPSG", _WGS84),
        ],
    )
    for name, shape in shapes.items():
        add_layer(connection, name, shape)
    connection.exec_driver_sql(f"PRAGMA application_id = {_APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {_USER_VERSION}")


def add_layer(connection: Connection, name: str, shape: str | None) -> None:
    """List a table among the file's layers, by its declared geometry type; None is a table without."""
    layer = {
        "table_name": name,
        "data_type": "features" if shape else "attributes",
        "identifier": name,
        "last_change": _LAST_CHANGE,
        "srs_id": SRID if shape else None,
    }
    connection.execute(insert(_CONTENTS).values(layer))
    if shape:
        column = {"table_name": name, "column_name": "geom", "geometry_type_name": shape, "srs_id": SRID}
        connection.execute(insert(_GEOMETRY_COLUMNS).values(**column, z=2, m=0))


def _srs(name: str, number: int, organization: str, definition: str) -> dict[str, object]:
    return {
        "srs_name": name,
        "srs_id": number,
        "organization": organization,
        "organization_coordsys_id": number,
        "definition": definition,
    }
