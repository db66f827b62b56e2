"""How much a file may ask of this computer."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 2**20


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Caps on a file and on the process that reads it.

    Parameters
    ----------
    file_bytes
        Size of the file itself.
    ratio
        Unpacked size over packed size, of a zip as a whole and of its larger members.
    members
        Number of files inside a zip.
    unpacked_bytes
        Unpacked size of a zip that is unpacked (a Shapefile).
    streamed_bytes
        Unpacked size of what is read as a stream (a workbook) or by column (Parquet).
    columns
        Number of columns of a table.
    memory_bytes, cpu_seconds
        Limits of the reading process, where the system knows them (POSIX).
    seconds
        Wall time of the reading process, everywhere.

    Examples
    --------
    >>> Limits().file_bytes // MIB
    200
    """

    file_bytes: int = 200 * MIB
    ratio: float = 100.0
    members: int = 1_000
    unpacked_bytes: int = 200 * MIB
    streamed_bytes: int = 2_000 * MIB
    columns: int = 500
    memory_bytes: int = 3_000 * MIB
    cpu_seconds: int = 600
    seconds: float = 600.0
