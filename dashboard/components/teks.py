"""Text as it stands, where Streamlit would read Markdown."""

from __future__ import annotations

from collections.abc import Mapping

from sop.problem import Refused

_SIGNS = frozenset(r"\`*_{}[]()#+-.!|<>~:$&")


def polos(text: str) -> str:
    r"""Escape what Markdown would take for a sign.

    Examples
    --------
    >>> polos("a*b :red[c]")
    'a\\*b \\:red\\[c\\]'
    """
    return "".join(f"\\{sign}" if sign in _SIGNS else sign for sign in text)


def alasan(refusal: Refused) -> str:
    """Return why something was refused, a paragraph for each reason."""
    return "\n\n".join(polos(one.message) for one in refusal.problems)


def terbedakan(words: Mapping[str, str]) -> dict[str, str]:
    """Return what options are called, each apart from the others.

    Streamlit knows an option by its words alone: of two that read the same, the wrong one would be chosen.

    Examples
    --------
    >>> terbedakan({"a1": "Pukul 01.04", "a2": "Pukul 01.04", "b": "Pukul 09.00"})
    {'a1': 'Pukul 01.04 (a1)', 'a2': 'Pukul 01.04 (a2)', 'b': 'Pukul 09.00'}
    """
    said = list(words.values())
    return {one: f"{told} ({one})" if said.count(told) > 1 else told for one, told in words.items()}
