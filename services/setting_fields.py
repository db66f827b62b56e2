"""The parameters as a form asks for them: what kind of field, its limits, its default in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import Any

from analysis.settings import Codes, Number, Numbers, Told, Whole, readable
from planning.rules import SECTION, PlanRules
from services.setting_words import PARAMETERS, say
from sop.setting import Sheet
from sop.wording import number


class Ask(Enum):
    """How a form asks for a setting."""

    NUMBER = "bilangan"
    WHOLE = "bilangan bulat"
    NUMBERS = "sejumlah bilangan"
    LIST = "daftar bilangan"
    CHOICES = "pilihan"
    CATEGORIES = "kategori"
    MONTHS = "faktor per bulan"
    EVENTS = "peristiwa"


@dataclass(frozen=True, kw_only=True)
class Field:
    """One parameter as a form asks for it.

    Parameters
    ----------
    key, label, unit
        Its name in the file, for people, and in what it is counted.
    sheet
        On which it stands.
    ask
        How it is asked for.
    low, high
        Inclusive limits of its numbers; None where there are none.
    choices
        Words by code, where one chooses.
    hint
        Its limits and its default, in words.
    """

    key: str
    label: str
    unit: str
    ask: Ask
    low: float | None
    high: float | None
    choices: Mapping[str, str]
    hint: str
    sheet: Sheet = Sheet.PARAMETER


@dataclass(frozen=True, kw_only=True)
class Section:
    """A section of parameters: its heading, what it is for, its fields."""

    label: str
    about: str
    fields: tuple[Field, ...]


def sections() -> tuple[Section, ...]:
    """Return all parameters, section by section.

    Examples
    --------
    >>> [section.label for section in sections()][:3]
    ['Rumus bobot', 'Yang dihitung', 'Ambang kelas']
    >>> sections()[2].fields[0].hint
    '0 sampai 10.000 poin per minggu; bawaan 6'
    """
    made = []
    for label, members in groupby(PARAMETERS.values(), key=lambda one: one.section):
        told = list(members)
        made.append(Section(label=label, about=told[0].about, fields=tuple(_field(one) for one in told)))
    return tuple(made)


def plan_fields() -> tuple[Field, ...]:
    """Return the rules of planning, in their order.

    Examples
    --------
    >>> plan_fields()[0].label, plan_fields()[0].hint
    ('Lama singgah di satu titik', '3 sampai 120 menit; bawaan 12')
    """
    return tuple(
        _field(
            Told(
                key=f"{SECTION}.{key}",
                section="",
                about="",
                label=item.metadata["label"],
                unit=item.metadata["unit"],
                default=item.default,
                read=item.metadata["read"],
            ),
            Sheet.PATROLI,
        )
        for key, item in readable(PlanRules).items()
    )


def _field(one: Told, sheet: Sheet = Sheet.PARAMETER) -> Field:
    ask, limits = _kind(one)
    choices: Mapping[str, str] = {}
    if isinstance(one.read, Codes):
        choices = {code.value: code.label for code in one.read.known}
    return Field(
        key=one.key,
        label=one.label,
        unit=one.unit,
        ask=ask,
        low=limits[0],
        high=limits[1],
        choices=choices,
        hint=_hint(one, limits, sheet),
        sheet=sheet,
    )


def _kind(one: Told) -> tuple[Ask, tuple[float | None, float | None]]:
    match one.read:
        case Number(low=low, high=high):
            return Ask.NUMBER, (low, high)
        case Whole(low=low, high=high):
            return Ask.WHOLE, (low, high)
        case Numbers(count=count, one=Number(low=low, high=high)):
            return (Ask.LIST if count is None else Ask.NUMBERS), (low, high)
        case Codes():
            return Ask.CHOICES, (None, None)
    named = {"kalender.bulan": Ask.MONTHS, "kalender.peristiwa": Ask.EVENTS}
    return named.get(one.key, Ask.CATEGORIES), (None, None)


def _hint(one: Told, limits: tuple[float | None, float | None], sheet: Sheet) -> str:
    low, high = limits
    default = say(sheet, one.key, _plain(one.default))
    default = default.removesuffix(f" {one.unit}") if one.unit else default
    if low is None or high is None:
        return f"bawaan: {default}"
    return f"{_short(low)} sampai {_short(high)}{f' {one.unit}' if one.unit else ''}; bawaan {default}"


def _short(value: float) -> str:
    return number(value, next((n for n in range(3) if round(value, n) == value), 3))


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
