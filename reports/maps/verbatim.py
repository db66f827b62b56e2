"""Elements that folium passes on as they stand.

Folium reads what an element has rendered as a template once more. That would run ``{{ … }}`` out of
a record on the server, and compiling a large script takes longer than everything else.
"""

from __future__ import annotations

import json
from typing import cast

from branca.element import Element, Figure, MacroElement

_PARTS = ("header", "html", "script")


class Verbatim(Element):
    """A piece of HTML or script, never read as a template.

    Examples
    --------
    >>> Verbatim("{{ 7 * 7 }}").render()
    '{{ 7 * 7 }}'
    """

    def __init__(self, content: str) -> None:
        super().__init__()
        self._name = "Verbatim"
        self.content = content

    def render(self, **_kwargs: object) -> str:
        """Return the content."""
        return self.content


class VerbatimMacro(MacroElement):
    """A macro element whose parts reach the page verbatim."""

    def __init__(self, name: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = name

    def render(self, **kwargs: object) -> str:
        """Add this element's parts to its figure; nothing is left for the place itself."""
        figure = cast("Figure", self.get_root())
        for part in _PARTS:
            macro = getattr(self._template.module, part, None)
            if macro is not None:
                getattr(figure, part).add_child(Verbatim(macro(self, kwargs)), name=self.get_name())
        return ""


def script_json(value: object) -> str:
    """Return compact JSON that cannot close the script element around it.

    Examples
    --------
    >>> "<" in script_json({"a": "</script>"})
    False
    """
    compact = json.dumps(value, separators=(",", ":"), ensure_ascii=True)
    return compact.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
