"""Lists inside one cell: minutes per desa, desa of a case, levels by date."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from records.parsing.codes import area_words
from records.parsing.context import ParseContext
from records.parsing.headers import normal

_BETWEEN = re.compile(r"[;\n|+]|,(?!\d{1,2}\b(?!\s*[:(]))|\s+dan\s+|\s+-\s+")
_MINUTES = re.compile(
    r"^(?P<name>.*?)\s*(?:[:=(]\s*(?P<minutes>\d+(?:[.,]\d+)?)\s*(?:menit|mnt|m|')?\s*\)?)?$"
)
_LEVEL = re.compile(r"^(?P<day>\d{4}-\d{2}-\d{2})\s*[:=]\s*E?(?P<level>[0-4])$")


@dataclass
class AreaNames:
    """Names of areas, looked up with every distinct unknown one remembered."""

    context: ParseContext
    words: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.words = area_words(self.context)

    def code(self, name: str) -> str | None:
        """Return the code of an area by any word for it."""
        word = normal(name)
        for prefix in ("", "desa_", "ds_", "kelurahan_", "kel_", "kampung_"):
            if word.startswith(prefix) and word.removeprefix(prefix) in self.words:
                return self.words[word.removeprefix(prefix)]
        return None


def split(text: str) -> list[str]:
    """Return the parts of a list written in one cell.

    Examples
    --------
    >>> split("Bamban; Taniran, Bagok dan Kandris")
    ['Bamban', 'Taniran', 'Bagok', 'Kandris']
    """
    return [part.strip() for part in _BETWEEN.split(text) if part and part.strip()]


def minutes_of(text: str, names: AreaNames) -> tuple[dict[str, float | None], list[str]]:
    """Return minutes by area code, null where a desa was visited for a time not known; and unknown names.

    A desa named twice gets the sum.
    """
    minutes: dict[str, float | None] = {}
    unknown: list[str] = []
    for part in split(text):
        found = _MINUTES.match(part)
        name = found.group("name") if found else part
        code = names.code(name)
        if code is None:
            unknown.append(name or part)
            continue
        value = float(found.group("minutes").replace(",", ".")) if found and found.group("minutes") else None
        known = minutes.get(code)
        minutes[code] = value if known is None else known + (value or 0)
    return minutes, unknown


def levels_of(text: str) -> list[list[str | int]] | None:
    """Return dated levels in order of date; None if a part is not ``date: level``.

    Examples
    --------
    >>> levels_of("2025-04-10: 2; 2025-03-01:1")
    [['2025-03-01', 1], ['2025-04-10', 2]]
    """
    levels: list[list[str | int]] = []
    for part in re.split(r"[;\n|]", text):
        if not part.strip():
            continue
        found = _LEVEL.match(part.strip())
        if found is None:
            return None
        levels.append([found.group("day"), int(found.group("level"))])
    return sorted(levels, key=lambda one: str(one[0])) or None
