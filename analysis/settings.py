"""Readers of single settings: each knows what a value must be, and says it in words."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import date
from typing import Any

from sop.code import Code
from sop.problem import Problem, ProblemCode, problem
from sop.wording import number as words

Reader = Callable[[Any], Any]
"""Returns the value in the one form in which it is kept, or raises `Unfit`."""


class Unfit(ValueError):  # noqa: N818 - a verdict on a value, not an accident
    """A value that does not fit; its text completes the sentence "padahal harus …"."""


def setting(key: str, default: Any, read: Reader, label: str, unit: str = "") -> Any:
    """Declare a dataclass field that a TOML file calls ``key`` and people call ``label``."""
    return field(default=default, metadata={"key": key, "read": read, "label": label, "unit": unit})


def section(key: str, label: str, about: str) -> dict[str, str]:
    """Return the metadata of a field that holds a section of settings: what people call it, and its use."""
    return {"key": key, "label": label, "about": about}


@dataclass(frozen=True)
class Number:
    """Reads a finite number within inclusive limits.

    Examples
    --------
    >>> Number(0, 1)(1)
    1.0
    """

    low: float
    high: float

    def __call__(self, value: Any) -> float:
        """Return the number."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise Unfit("bilangan")
        if not self.low <= value <= self.high:
            raise Unfit(f"antara {words(self.low, 2)} dan {words(self.high, 2)}")
        return float(value)


@dataclass(frozen=True)
class Whole:
    """Reads a whole number within inclusive limits."""

    low: int
    high: int

    def __call__(self, value: Any) -> int:
        """Return the number."""
        if isinstance(value, bool) or not isinstance(value, int):
            raise Unfit("bilangan bulat")
        if not self.low <= value <= self.high:
            raise Unfit(f"antara {words(self.low)} dan {words(self.high)}")
        return value


@dataclass(frozen=True)
class Numbers:
    """Reads a list of numbers, each read by ``one``, as a tuple; without a count, one or more of them."""

    count: int | None
    one: Number

    def __call__(self, value: Any) -> tuple[float, ...]:
        """Return the numbers."""
        wanted = self.count
        if not isinstance(value, list | tuple) or len(value) != (wanted or max(len(value), 1)):
            raise Unfit(f"daftar berisi {wanted} bilangan" if wanted else "daftar bilangan")
        return tuple(self.one(item) for item in value)


@dataclass(frozen=True)
class Codes:
    """Reads a list of codes of one code list, as a tuple of their stored values."""

    known: type[Code]

    def __call__(self, value: Any) -> tuple[str, ...]:
        """Return the codes."""
        values = {str(code) for code in self.known}
        chosen = texts(value)
        if not values.issuperset(chosen):
            raise Unfit("dipilih dari: " + ", ".join(sorted(values)))
        return chosen


def texts(value: Any) -> tuple[str, ...]:
    """Read a list of texts as a tuple."""
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise Unfit("daftar teks")
    return tuple(value)


def day(value: Any) -> str:
    """Read a calendar date, TOML's own or ISO text, as ISO text."""
    if type(value) is date:
        return value.isoformat()
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise Unfit("tanggal seperti 2026-12-20") from None


def readable(kind: type[Any]) -> dict[str, Field[Any]]:
    """Return the settings of a dataclass by the keys that a file uses."""
    return {item.metadata["key"]: item for item in fields(kind) if "key" in item.metadata}


def faults(kind: type[Any], values: Mapping[str, Any], path: str) -> list[Problem]:
    """Return everything wrong with the values of one section, known by their file keys."""
    known = readable(kind)
    found = []
    for key, value in values.items():
        name = f"{path}.{key}" if path else key
        if key not in known:
            found.append(problem(ProblemCode.PARAMETER_TAK_DIKENAL, column=name, kunci=name))
            continue
        try:
            known[key].metadata["read"](value)
        except Unfit as unfit:
            found.append(unfit_problem(name, value, str(unfit)))
    return found


def unfit_problem(name: str, value: Any, must_be: str) -> Problem:
    """Return the problem of a value that is not what it must be."""
    shown = str(value)[:80]
    return problem(
        ProblemCode.PARAMETER_TAK_SAH, column=name, value=value, kunci=name, nilai=shown, harus=must_be
    )


def as_kept(kind: type[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return sound values by field name, each in the form in which it is kept."""
    known = readable(kind)
    return {known[key].name: known[key].metadata["read"](value) for key, value in values.items()}


@dataclass(frozen=True, kw_only=True)
class Told:
    """One setting in words.

    Parameters
    ----------
    key
        Its name in the file, such as ``kelas.waspada``.
    section, about
        Heading of its section, and what the section is for.
    label, unit
        Its own name, and in what it is counted (may be empty).
    default
        Its value when the file does not say.
    read
        What it must be.
    """

    key: str
    section: str
    about: str
    label: str
    unit: str
    default: Any
    read: Reader


def told(kind: type[Any]) -> tuple[Told, ...]:
    """Return every setting of a dataclass of sections, in order."""
    found = []
    for section, outer in readable(kind).items():
        inner: Any = outer.default_factory
        for key, item in readable(inner).items():
            made = Told(
                key=f"{section}.{key}",
                section=outer.metadata["label"],
                about=outer.metadata["about"],
                label=item.metadata["label"],
                unit=item.metadata["unit"],
                default=item.default,
                read=item.metadata["read"],
            )
            found.append(made)
    return tuple(found)
