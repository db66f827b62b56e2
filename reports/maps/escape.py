"""The one way in which text from records reaches a map."""

from __future__ import annotations

import unicodedata

_ENTITIES = str.maketrans({character: f"&#{ord(character)};" for character in "&<>\"'`${}\\"})
_KEPT_FORMATS = frozenset("\u200c\u200d")


def text(value: object) -> str:
    """Return a value as HTML text that is inert wherever Leaflet or folium may put it.

    Every character that could end an HTML attribute, open a tag, close a script, or start
    an expression in a JavaScript template literal becomes a numeric entity. Line breaks of
    any kind become spaces, control and direction characters are dropped, missing values are
    an empty text.

    Examples
    --------
    >>> text("Pasar <b>Bamban</b>")
    'Pasar &#60;b&#62;Bamban&#60;/b&#62;'
    >>> text("${alert(1)} `x`")
    '&#36;&#123;alert(1)&#125; &#96;x&#96;'
    >>> text(None)
    ''
    """
    if value is None or value != value:  # noqa: PLR0124 - NaN is the only value unlike itself
        return ""
    return "".join(map(_visible, str(value))).translate(_ENTITIES)


def _visible(character: str) -> str:
    match unicodedata.category(character):
        case "Zl" | "Zp":
            return " "
        case "Cc":
            return " " if character in "\n\r\t\v\f\x85" else ""
        case "Cf" | "Cs" | "Co":
            return character if character in _KEPT_FORMATS else ""
    return character
