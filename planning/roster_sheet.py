"""The roster as the office writes it: tables ``regu`` and ``gabungan`` of a sheet of settings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from planning.roster import Roster
from planning.team import Joint, Team
from sop.patrol import PatrolElement
from sop.period import WEEKDAYS
from sop.problem import Problem, ProblemCode, Refused, problem

_CLOCK = re.compile(r"([0-9]{1,2})(?:[.:]([0-5][0-9]))?")
_DAY_MIN = 24 * 60
_LONGEST_MIN = 12 * 60
_MOST_TEAMS = 30
_TEAM_KEYS = frozenset(
    {"kode", "nama", "unsur", "hari", "mulai", "selesai", "lama_menit", "titik_awal", "cuti", "tambahan"}
)
_JOINT_KEYS = frozenset({"regu", "hari"})


def read_roster(table: Mapping[str, Any], *, source: str) -> Roster:
    """Read the teams of a sheet, and which of them go together.

    Parameters
    ----------
    table
        With the lists ``regu`` and ``gabungan``; either may be missing.
    source
        Name of the file, for the problems.

    Raises
    ------
    Refused
        With everything that is wrong, by its place on the sheet.

    Examples
    --------
    >>> roster = read_roster({"regu": [{"kode": "kec", "nama": "Regu Kecamatan", "unsur": ["kecamatan"],
    ...     "hari": ["senin"], "mulai": "20.00", "selesai": "00.30"}]}, source="patroli.toml")
    >>> roster.teams[0].start_min, roster.teams[0].end_min
    (1200, 30)
    """
    reader = _Reader(source)
    entries = list(reader.tables(table, "regu"))
    teams = [reader.team(entry, place) for place, entry in entries]
    # Those of faulty teams too, so that nobody is told that a team which is there is not.
    codes = [str(entry["kode"]).strip() for _, entry in entries if "kode" in entry]
    if len(set(codes)) < len(codes):
        reader.tell("regu", "kode regu harus berbeda-beda")
    joints = [reader.joint(entry, place, codes) for place, entry in reader.tables(table, "gabungan")]
    if reader.problems:
        raise Refused.of(reader.problems)
    return Roster(
        teams=tuple(one for one in teams if one is not None),
        joints=tuple(one for one in joints if one is not None),
    )


def roster_table(roster: Roster) -> dict[str, Any]:
    """Return a roster as the tables that `read_roster` reads."""
    return {
        "regu": [_team_table(one) for one in roster.teams],
        "gabungan": [{"regu": list(one.teams), "hari": _days(one.weekdays)} for one in roster.joints],
    }


def _team_table(team: Team) -> dict[str, Any]:
    return {
        "kode": team.code,
        "nama": team.name,
        "unsur": [element.value for element in team.elements],
        "hari": _days(team.weekdays),
        "mulai": _clock(team.start_min),
        "selesai": _clock(team.end_min),
        **({"lama_menit": team.longest_min} if team.longest_min else {}),
        **({"titik_awal": list(team.base)} if team.base else {}),
        "cuti": sorted(day.isoformat() for day in team.off),
        "tambahan": sorted(day.isoformat() for day in team.extra),
    }


def _days(weekdays: frozenset[int]) -> list[str]:
    return [WEEKDAYS[n] for n in sorted(weekdays)]


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}.{minutes % 60:02d}"


class _Reader:
    """Reads the tables of a sheet and keeps everything that is wrong in them."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.problems: list[Problem] = []

    def tell(self, part: str, cause: str) -> None:
        self.problems.append(problem(ProblemCode.REGU_TAK_SAH, berkas=self.source, bagian=part, sebab=cause))

    def tables(self, sheet: Mapping[str, Any], key: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Give the tables of a list, each with what it is called in a problem."""
        entries = sheet.get(key, [])
        if not isinstance(entries, list) or not all(isinstance(one, Mapping) for one in entries):
            self.tell(key, f"harus daftar [[{key}]]")
            return
        if len(entries) > _MOST_TEAMS:
            self.tell(key, f"paling banyak {_MOST_TEAMS}")
            return
        for number, entry in enumerate(entries, start=1):
            yield f"{key} ke-{number}", entry

    def team(self, entry: Mapping[str, Any], place: str) -> Team | None:
        """Read a team; None if something is wrong with it."""
        before = len(self.problems)
        self._strangers(entry, place, _TEAM_KEYS)
        code, name = (self._text(entry, key, place) for key in ("kode", "nama"))
        if "+" in code:
            self.tell(place, "kode tidak boleh memuat tanda +")
        elements = self._elements(entry, place)
        weekdays = self._weekdays(entry, place)
        start, end = (self._minutes(entry, key, place) for key in ("mulai", "selesai"))
        if start is not None and end is not None and ((end - start) % _DAY_MIN or _DAY_MIN) > _LONGEST_MIN:
            self.tell(place, f"jam tugas paling lama {_LONGEST_MIN // 60} jam")
        longest = self._length(entry, place)
        base = self._base(entry, place)
        off, extra = (self._dates(entry, key, place) for key in ("cuti", "tambahan"))
        if len(self.problems) > before or start is None or end is None:
            return None
        return Team(
            code=code, name=name, elements=elements, weekdays=weekdays, start_min=start, end_min=end,
            longest_min=longest, base=base, off=off, extra=extra,
        )  # fmt: skip

    def joint(self, entry: Mapping[str, Any], place: str, codes: Sequence[str]) -> Joint | None:
        """Read which teams go together; None if something is wrong."""
        before = len(self.problems)
        self._strangers(entry, place, _JOINT_KEYS)
        teams = entry.get("regu")
        if not isinstance(teams, list) or len(teams) < 2 or len(set(map(str, teams))) < len(teams):  # noqa: PLR2004
            self.tell(place, "regu harus daftar dua kode regu atau lebih")
            return None
        for code in teams:
            if code not in codes:
                self.tell(place, f"regu “{str(code)[:40]}” tidak ada")
        weekdays = self._weekdays(entry, place)
        return Joint(teams=tuple(teams), weekdays=weekdays) if len(self.problems) == before else None

    def _strangers(self, entry: Mapping[str, Any], place: str, known: frozenset[str]) -> None:
        for key in sorted(set(entry) - known):
            self.tell(place, f"isian “{str(key)[:40]}” tidak dikenal")

    def _text(self, entry: Mapping[str, Any], key: str, place: str) -> str:
        value = entry.get(key)
        if isinstance(value, str) and 0 < len(value.strip()) <= 80:  # noqa: PLR2004 - fits a line
            return value.strip()
        self.tell(place, f"{key} harus teks, paling panjang 80 huruf")
        return ""

    def _elements(self, entry: Mapping[str, Any], place: str) -> tuple[PatrolElement, ...]:
        known = {one.value: one for one in PatrolElement}
        values = entry.get("unsur")
        if not isinstance(values, list) or not values or not set(map(str, values)) <= set(known):
            self.tell(place, f"unsur harus dipilih dari {', '.join(known)}")
            return ()
        return tuple(known[str(value)] for value in values)

    def _weekdays(self, entry: Mapping[str, Any], place: str) -> frozenset[int]:
        known = {name.casefold(): n for n, name in enumerate(WEEKDAYS)}
        values = entry.get("hari", [])
        if not isinstance(values, list) or not {str(one).casefold() for one in values} <= set(known):
            self.tell(place, f"hari harus dipilih dari {', '.join(WEEKDAYS)}")
            return frozenset()
        return frozenset(known[str(one).casefold()] for one in values)

    def _minutes(self, entry: Mapping[str, Any], key: str, place: str) -> int | None:
        # Without quotes, 20.30 is the number 20.3, in which nobody can tell 20.30 from 20.03.
        value = entry.get(key)
        found = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
        told = int(found[1]) * 60 + int(found[2] or 0) if found else _DAY_MIN + 1
        if told <= _DAY_MIN:
            return told % _DAY_MIN
        self.tell(place, f"{key} harus jam seperti 20.00, di antara tanda kutip")
        return None

    def _length(self, entry: Mapping[str, Any], place: str) -> float | None:
        value = entry.get("lama_menit")
        if value is None or (type(value) in {int, float} and 0 < value <= _LONGEST_MIN):
            return None if value is None else float(value)
        self.tell(place, f"lama_menit harus bilangan, paling banyak {_LONGEST_MIN}")
        return None

    def _base(self, entry: Mapping[str, Any], place: str) -> tuple[float, float] | None:
        value = entry.get("titik_awal")
        if value is None:
            return None
        if (
            isinstance(value, list)
            and [type(part) in {int, float} for part in value] == [True, True]
            and abs(value[0]) <= 180  # noqa: PLR2004 - degrees
            and abs(value[1]) <= 90  # noqa: PLR2004 - degrees
        ):
            return float(value[0]), float(value[1])
        self.tell(place, "titik_awal harus [bujur, lintang]")
        return None

    def _dates(self, entry: Mapping[str, Any], key: str, place: str) -> frozenset[date]:
        values = entry.get(key, [])
        try:
            if not isinstance(values, list):
                raise TypeError  # noqa: TRY301 - told below with the other causes
            return frozenset(one if type(one) is date else date.fromisoformat(one) for one in values)
        except (TypeError, ValueError):
            self.tell(place, f"{key} harus daftar tanggal seperti 2026-12-25")
            return frozenset()
