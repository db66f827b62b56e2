"""Text as it stands, where Streamlit would read Markdown."""

from __future__ import annotations

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
