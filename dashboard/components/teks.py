"""Text as it stands, where Streamlit would read Markdown."""

from __future__ import annotations

_SIGNS = frozenset(r"\`*_{}[]()#+-.!|<>~:$&")


def polos(text: str) -> str:
    r"""Escape what Markdown would take for a sign.

    Examples
    --------
    >>> polos("a*b :red[c]")
    'a\\*b \\:red\\[c\\]'
    """
    return "".join(f"\\{sign}" if sign in _SIGNS else sign for sign in text)
