"""What a parser must know of the office, and what it hands back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import pandas as pd

from records.parsing.mapping import ColumnMapping
from sop.category import Category
from sop.problem import Problem


@dataclass(frozen=True, kw_only=True)
class ParseContext:
    """The office as far as a parser needs it.

    Parameters
    ----------
    zone
        IANA name of the office's zone.
    areas
        Names of the areas by code; a name may hold several, separated by ``/``.
    categories
        The master table of categories, by code.
    now
        Instant of the import; nothing may have happened later.
    defaults
        Values for empty fields by field name, from the profile.
    aliases
        Codes of the areas by other names that people use.
    bounds
        West, south, east, north of the areas in degrees; None if they are not known.
    """

    zone: str
    areas: Mapping[str, str]
    categories: Mapping[str, Category]
    now: datetime
    defaults: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    bounds: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, kw_only=True)
class Parsed:
    """A parsed file: its good rows, and every bad row with its reason.

    Parameters
    ----------
    frame
        Good rows in the shape of the data dictionary; the index is the row number in the source.
    rows
        Records in the file: ``len(frame) + len(rejected)``.
    rejected
        One problem for each rejected row.
    warnings
        What a person should weigh: defaults used, columns not used, odd values.
    mapping
        The mapping that was used, guesses included.
    encoding
        Of a text file.
    defaults
        What empty cells were filled with, by field: from the mapping, the office, or this program.
    """

    frame: pd.DataFrame
    rows: int
    rejected: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    mapping: ColumnMapping
    encoding: str | None
    defaults: Mapping[str, str] = field(default_factory=dict)
