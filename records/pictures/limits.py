"""How much a picture may ask of this computer, and how large it is kept."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 2**20


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Caps on a picture and on the process that opens it.

    Parameters
    ----------
    file_bytes
        Size of the file.
    pixels
        Width times height of what the file unpacks to.
    side
        Longer side of the kept picture, in pixels.
    quality
        JPEG quality of the kept picture, 1 to 95.
    memory_bytes, cpu_seconds
        Limits of the opening process, where the system knows them (POSIX).
    seconds
        Wall time of the opening process, everywhere.

    Examples
    --------
    >>> Limits().file_bytes // MIB
    20
    """

    file_bytes: int = 20 * MIB
    pixels: int = 50_000_000
    side: int = 1_600
    quality: int = 82
    memory_bytes: int = 1_500 * MIB
    cpu_seconds: int = 20
    seconds: float = 40.0

    def __post_init__(self) -> None:
        """Refuse limits that let nothing through."""
        if min(self.file_bytes, self.pixels, self.side, self.quality) < 1:
            raise ValueError("limits of a picture must be positive")
