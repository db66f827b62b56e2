"""The sheet of patrols: the rules of planning and the teams, read together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from planning.roster import Roster
from planning.roster_sheet import read_roster, roster_table
from planning.rules import SECTION, PlanRules
from sop.problem import Problem, ProblemCode, Refused, problem


@dataclass(frozen=True, kw_only=True)
class Patrols:
    """How an office patrols.

    Parameters
    ----------
    rules
        Rules of planning.
    roster
        Its teams.

    Examples
    --------
    >>> Patrols.from_mapping({"rencana": {"menit_singgah": 15}}, source="patroli.toml").rules.dwell_min
    15.0
    """

    rules: PlanRules
    roster: Roster

    @classmethod
    def from_mapping(cls, table: Mapping[str, Any], *, source: str) -> Self:
        """Read the sheet: the table ``rencana`` and the lists ``regu`` and ``gabungan``; each may be missing.

        Raises
        ------
        Refused
            With everything that is wrong on it.
        """
        known = {SECTION, "regu", "gabungan"}
        found: list[Problem] = [
            problem(ProblemCode.REGU_TAK_SAH, berkas=source, bagian=str(key)[:40], sebab="tidak dikenal")
            for key in sorted(set(table) - known)
        ]
        said = table.get(SECTION, {})
        if not isinstance(said, Mapping):
            found.append(
                problem(ProblemCode.REGU_TAK_SAH, berkas=source, bagian=SECTION, sebab="harus tabel")
            )
            said = {}
        rules, roster = PlanRules(), Roster(teams=())
        try:
            rules = PlanRules.from_mapping(said)
        except Refused as refused:
            found += refused.problems
        try:
            roster = read_roster(table, source=source)
        except Refused as refused:
            found += refused.problems
        if found:
            raise Refused.of(found)
        return cls(rules=rules, roster=roster)

    def to_mapping(self) -> dict[str, Any]:
        """Return the sheet as `from_mapping` reads it."""
        return {SECTION: self.rules.to_mapping(), **roster_table(self.roster)}
