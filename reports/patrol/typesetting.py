"""Papers as PDF: packaged templates that are shown data, which no text in it can leave."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
import typst

_TEMPLATES = Path(__file__).parent
_PACKAGED_FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"
_FAMILIES = ("Arial", "Liberation Sans", "DejaVu Sans")
"""What official papers are set in, the same shapes under a free name, and what is always there."""
_DOTS_AN_INCH = 110.0


@cache
def fonts(*, system: bool = True) -> typst.Fonts:
    """Return the fonts of the machine and those that come with the product, or the latter alone."""
    return typst.Fonts(include_system_fonts=system, font_paths=[_PACKAGED_FONTS])


@dataclass(frozen=True, kw_only=True)
class Print:
    """A paper that is ready to be set.

    All data arrive in the template as values, never as markup, so a text can be nothing but text.

    Parameters
    ----------
    template
        Name of a packaged template.
    data
        What it shows: numbers, texts, flags, lists and mappings.
    images
        SVG by name.
    made_at
        Aware; the date that the PDF bears, which makes equal papers equal bytes.
    """

    template: str
    data: Mapping[str, Any]
    images: Mapping[str, str]
    made_at: datetime

    def pdf(self, known: typst.Fonts | None = None) -> bytes:
        """Return the paper as PDF, set in the fonts of `fonts` unless others are given."""
        made = self._compiler(known).compile(format="pdf", timestamp=int(self.made_at.timestamp()))
        return b"".join(_pages(made))

    def pictures(self, known: typst.Fonts | None = None) -> list[bytes]:
        """Return a PNG of each page, for a screen."""
        return _pages(self._compiler(known).compile(format="png", ppi=_DOTS_AN_INCH))

    def _compiler(self, known: typst.Fonts | None) -> typst.Compiler:
        known = known or fonts()
        available = set(known.families())
        families = [family for family in _FAMILIES if family in available]
        inputs = {"data": json.dumps({**self.data, "fonts": families}), **self.images}
        return typst.Compiler(
            _TEMPLATES / self.template, root=_TEMPLATES, font_paths=known, sys_inputs=inputs
        )


def _pages(made: bytes | list[bytes] | None) -> list[bytes]:
    """Return what the compiler gives for one page, for several, and for none, as one kind of thing."""
    return [made] if isinstance(made, bytes) else made or []
