"""Geometries in the store: GeoPackage blobs on SQLite, EWKB on PostGIS, shapely everywhere else.

What a row's digest covers is the plain WKB, so it is the same on both databases.
Layout of the blob: OGC GeoPackage 1.3, clause 2.1.3 (header, envelope, ISO WKB).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Dialect, TypeDecorator
from sqlalchemy.types import LargeBinary, TypeEngine, UserDefinedType

SRID = 4326
_ENVELOPE_XY, _EMPTY, _LITTLE = 0b0010, 0b10000, 0b0001
_HEADER = struct.Struct("<2sBBi")
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)


def to_wkb(geometries: Any) -> list[bytes | None]:
    """Return little-endian ISO WKB of an array of geometries, None where there is none."""
    array = np.asarray(geometries, dtype=object)
    return list(shapely.to_wkb(array, byte_order=1, flavor="iso"))


def from_wkb(wkb: Sequence[bytes | None]) -> np.ndarray[Any, Any]:
    """Return the geometries of WKB bytes, None where there are none."""
    return np.asarray(shapely.from_wkb(np.array(wkb, dtype=object)), dtype=object)


def wkb_to_blobs(wkb: Sequence[bytes | None]) -> list[bytes | None]:
    r"""Return GeoPackage blobs with an envelope around WKB bytes.

    Examples
    --------
    >>> blob = wkb_to_blobs(to_wkb([shapely.Point(115, -2)]))[0]
    >>> blob[:4], len(blob)
    (b'GP\x00\x03', 61)
    """
    minx, miny, maxx, maxy = shapely.bounds(from_wkb(wkb)).reshape(-1, 4).T
    envelopes = np.column_stack([minx, maxx, miny, maxy]).astype("<f8")
    flat, empty = envelopes.tobytes(), np.isnan(minx)
    full_head = _HEADER.pack(b"GP", 0, _ENVELOPE_XY | _LITTLE, SRID)
    empty_head = _HEADER.pack(b"GP", 0, _EMPTY | _LITTLE, SRID)
    return [
        None if body is None else empty_head + body if bare else full_head + flat[32 * i : 32 * i + 32] + body
        for i, (body, bare) in enumerate(zip(wkb, empty, strict=True))
    ]


def blobs_to_wkb(blobs: Sequence[bytes | None]) -> list[bytes | None]:
    """Return the WKB inside GeoPackage blobs.

    Examples
    --------
    >>> wkb = to_wkb([shapely.Point(115, -2), None])
    >>> blobs_to_wkb(wkb_to_blobs(wkb)) == wkb
    True
    """
    return [None if b is None else b[8 + _ENVELOPE_BYTES[(b[3] >> 1) & 7] :] for b in blobs]


class _Named(UserDefinedType[bytes]):
    """A column type that is only a name."""

    cache_ok = True

    def __init__(self, spec: str) -> None:
        self.spec = spec

    def get_col_spec(self, **_: Any) -> str:
        return self.spec


class Geometry(TypeDecorator[BaseGeometry]):
    """Column of shapely geometries in EPSG:4326.

    Parameters
    ----------
    shape
        ``POINT`` where all are points, else ``GEOMETRY``.
    """

    impl = LargeBinary
    cache_ok = True

    def __init__(self, shape: str = "GEOMETRY") -> None:
        super().__init__()
        self.shape = shape

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the database's own type."""
        spec = f"geometry({self.shape},{SRID})" if dialect.name == "postgresql" else self.shape
        return dialect.type_descriptor(_Named(spec))

    def process_bind_param(self, value: BaseGeometry | None, dialect: Dialect) -> Any:
        """Turn a geometry into what the driver takes."""
        return None if value is None else wkb_to_driver(to_wkb([value]), dialect)[0]

    def process_result_value(self, value: Any, dialect: Dialect) -> BaseGeometry | None:
        """Turn what the driver gives into a geometry."""
        return None if value is None else from_wkb(driver_to_wkb([value], dialect))[0]


def wkb_to_driver(wkb: Sequence[bytes | None], dialect: Dialect) -> list[Any]:
    """Turn WKB into what the database's driver takes: a blob, or EWKB in hex digits."""
    if dialect.name != "postgresql":
        return wkb_to_blobs(wkb)
    shapes = shapely.set_srid(from_wkb(wkb), SRID)
    return list(shapely.to_wkb(shapes, hex=True, byte_order=1, include_srid=True))


def driver_to_wkb(values: Sequence[Any], dialect: Dialect) -> list[bytes | None]:
    """Turn what the database's driver gives into WKB."""
    return blobs_to_wkb(values) if dialect.name != "postgresql" else to_wkb(from_wkb(values))
