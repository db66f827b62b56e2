"""Code lists whose members know the Indonesian words that people see."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Code(StrEnum):
    """A stored code with the Indonesian label shown for it.

    The value is what the store and the files carry; the label is what people read.

    Examples
    --------
    >>> class Cuaca(Code):
    ...     CERAH = "cerah", "Cerah"
    >>> Cuaca("cerah").label
    'Cerah'
    """

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make a member from its stored value and its label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
