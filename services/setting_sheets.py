"""What an office has set, read from its sheets and checked, as of one moment."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from analysis.parameters import Parameters
from planning.patrols import Patrols
from records import sheets
from records.profile import Profile, profile_of
from records.reference import categories_of
from records.sheets import FILES, Stamp
from records.store.settings import recorded
from sop.category import Category, Formula
from sop.deadline import Limits
from sop.problem import Problem, Refused
from sop.setting import Sheet


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All settings of an office.

    Parameters
    ----------
    stamp
        Of the files from which they were read.
    profile, parameters, limits, categories, patrols
        The five sheets, checked.
    texts
        The sheets as they were read.
    digest
        Fingerprint of everything above.
    problems
        Why sheets could not be used as they stand; the text that was last approved counts for them.
    """

    stamp: Stamp
    profile: Profile
    parameters: Parameters
    limits: Limits
    categories: dict[str, Category]
    patrols: Patrols
    texts: Mapping[Sheet, str]
    digest: str
    problems: tuple[Problem, ...] = ()


def read_settings(connection: Connection, home: Path) -> Settings:
    """Read the sheets of a workspace.

    A sheet that somebody has broken is taken as the audit trail knows it, and the damage is told.

    Raises
    ------
    Refused
        If a sheet is broken and the audit trail does not know it.
    """
    stamp = sheets.stamp(home)
    texts: dict[Sheet, str] = {}
    problems: list[Problem] = []
    for sheet in Sheet:
        try:
            texts[sheet] = sheets.read_sheet(home, sheet)
            parse(sheet, texts[sheet])
        except Refused as refused:
            known = recorded(connection, sheet)
            if known is None:
                raise
            texts[sheet] = known.text
            problems += refused.problems
    return settings_of(texts, stamp=stamp, problems=tuple(problems))


def settings_of(
    texts: Mapping[Sheet, str], *, stamp: Stamp = (), problems: tuple[Problem, ...] = ()
) -> Settings:
    """Return the settings that sheets with these texts say.

    Raises
    ------
    Refused
        With everything that is wrong on any sheet.
    """
    read: dict[Sheet, Any] = {}
    found: list[Problem] = []
    for sheet in Sheet:
        try:
            read[sheet] = parse(sheet, texts[sheet])
        except Refused as refused:
            found += refused.problems
    if found:
        raise Refused.of(found)
    digests = [sheets.digest(sheets.document(sheet, texts[sheet])) for sheet in Sheet]
    return Settings(
        stamp=stamp,
        profile=read[Sheet.PROFIL],
        parameters=read[Sheet.PARAMETER],
        limits=read[Sheet.ATURAN],
        categories=_weighed(read[Sheet.KATEGORI], read[Sheet.PARAMETER]),
        patrols=read[Sheet.PATROLI],
        texts=dict(texts),
        digest=hashlib.sha256("".join(digests).encode()).hexdigest(),
        problems=problems,
    )


def parse(sheet: Sheet, text: str) -> Profile | Parameters | Limits | dict[str, Category] | Patrols:
    """Return what one sheet says, checked.

    Raises
    ------
    Refused
        With everything that is wrong on it.
    """
    said = sheets.document(sheet, text)
    match sheet:
        case Sheet.PROFIL:
            return profile_of(said, source=FILES[sheet])
        case Sheet.PARAMETER:
            return Parameters.from_mapping(said)
        case Sheet.ATURAN:
            return Limits.from_mapping(said)
        case Sheet.KATEGORI:
            return categories_of(said.values(), source=FILES[sheet])
        case Sheet.PATROLI:
            return Patrols.from_mapping(said, source=FILES[sheet])


def _weighed(table: dict[str, Category], parameters: Parameters) -> dict[str, Category]:
    """Let the categories weigh as the office's parameters say."""
    own = parameters.weights
    formula = Formula(base=own.base, safety=own.safety, escalation=own.escalation, impact=own.impact)
    return {code: replace(category, formula=formula) for code, category in table.items()}
