"""Times in the store: UTC with milliseconds, as text on SQLite and as timestamptz on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Dialect, TypeDecorator
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.types import TypeEngine, UserDefinedType


def time_to_text(at: datetime) -> str:
    """Return an aware time as UTC text with milliseconds; what is finer is cut off.

    Raises
    ------
    ValueError
        If the time has no zone.

    Examples
    --------
    >>> from datetime import timedelta, timezone
    >>> time_to_text(datetime(2026, 11, 23, 16, 45, 0, 900_999, timezone(timedelta(hours=7))))
    '2026-11-23T09:45:00.900Z'
    """
    if at.tzinfo is None:
        raise ValueError("a stored time needs a zone")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def text_to_time(text: str) -> datetime:
    """Return the time that a stored text says; a short fraction counts tenths, so ``.9`` is 900 ms.

    Examples
    --------
    >>> text_to_time("2026-11-23T09:45:00.9Z").microsecond
    900000
    """
    day, _, fraction = text.removesuffix("Z").partition(".")
    at = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return at.replace(microsecond=int(fraction[:3].ljust(3, "0")) * 1000)


class _GeoPackageTime(UserDefinedType[str]):
    """The column type that the GeoPackage standard gives to times."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "DATETIME"


class Instant(TypeDecorator[datetime]):
    """Column of aware times, kept in UTC to the millisecond."""

    impl = TIMESTAMP
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the database's own type."""
        if dialect.name == "postgresql":
            return TIMESTAMP(timezone=True, precision=3)
        return dialect.type_descriptor(_GeoPackageTime())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Turn a time into what the driver takes."""
        if value is None:
            return None
        text = time_to_text(value)
        return text_to_time(text) if dialect.name == "postgresql" else text

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Turn what the driver gives into an aware time."""
        if value is None:
            return None
        return value.astimezone(UTC) if dialect.name == "postgresql" else text_to_time(value)
