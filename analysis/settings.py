"""Readers of single settings: each knows what a value must be, and says it in words."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import Field, field, fields
from datetime import date
from typing import Any

from sop.code import Code
from sop.problem import Problem, ProblemCode, problem
from sop.wording import number as words

Reader = Callable[[Any], Any]
"""Returns the value in the one form in which it is kept, or raises `Unfit`."""


class Unfit(ValueError):  # noqa: N818 - a verdict on a value, not an accident
    """A value that does not fit; its text completes the sentence "padahal harus …"."""


def setting(key: str, default: Any, read: Reader) -> Any:
    """Declare a dataclass field that a TOML file calls ``key``."""
    return field(default=default, metadata={"key": key, "read": read})


def number(low: float, high: float) -> Reader:
    """Read a finite number within inclusive limits.

    Examples
    --------
    >>> number(0, 1)(1)
    1.0
    """

    def read(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise Unfit("bilangan")
        if not low <= value <= high:
            raise Unfit(f"antara {words(low, 2)} dan {words(high, 2)}")
        return float(value)

    return read


def whole(low: int, high: int) -> Reader:
    """Read a whole number within inclusive limits."""

    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise Unfit("bilangan bulat")
        if not low <= value <= high:
            raise Unfit(f"antara {words(low)} dan {words(high)}")
        return value

    return read


def numbers(count: int | None, low: float, high: float) -> Reader:
    """Read a list of numbers within inclusive limits, as a tuple; None takes any number of them from one."""
    one = number(low, high)

    def read(value: Any) -> tuple[float, ...]:
        if not isinstance(value, list | tuple) or len(value) != (count or max(len(value), 1)):
            raise Unfit(f"daftar berisi {count} bilangan" if count else "daftar bilangan")
        return tuple(one(item) for item in value)

    return read


def texts(value: Any) -> tuple[str, ...]:
    """Read a list of texts as a tuple."""
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise Unfit("daftar teks")
    return tuple(value)


def codes(known: type[Code]) -> Reader:
    """Read a list of codes of one code list, as a tuple of their stored values."""
    values = {str(code) for code in known}

    def read(value: Any) -> tuple[str, ...]:
        chosen = texts(value)
        if not values.issuperset(chosen):
            raise Unfit("dipilih dari: " + ", ".join(sorted(values)))
        return chosen

    return read


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
