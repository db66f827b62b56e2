"""Papers as PDF: packaged templates that are shown data, which no text in it can leave."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import matplotlib as mpl
import typst

_TEMPLATES = Path(__file__).parent
_PACKAGED_FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"
_FAMILIES = ("Arial", "Liberation Sans", "DejaVu Sans")
"""What official papers are set in, the same shapes under a free name, and what is always there."""


@cache
def fonts(*, system: bool = True) -> typst.Fonts:
    """Return the fonts of the machine and those that come with the product, or the latter alone."""
    return typst.Fonts(include_system_fonts=system, font_paths=[_PACKAGED_FONTS])


def typeset(
    template: str,
    data: Mapping[str, Any],
    images: Mapping[str, str],
    *,
    made_at: datetime,
    known: typst.Fonts | None = None,
    form: Literal["pdf", "png"] = "pdf",
) -> list[bytes]:
    """Return a paper: one PDF, or one PNG a page.

    All data arrive in the template as values, never as markup, so a text can be nothing but text.

    Parameters
    ----------
    template
        Name of a packaged template.
    data
        What it shows, of numbers, texts, flags, lists and mappings.
    images
        SVG by name.
    made_at
        Aware; the date that the PDF bears, which makes equal papers equal bytes.
    known
        Fonts; those of `fonts` otherwise.
    """
    known = known or fonts()
    available = set(known.families())
    families = [family for family in _FAMILIES if family in available]
    inputs = {"data": json.dumps({**data, "fonts": families}), **images}
    compiler = typst.Compiler(_TEMPLATES / template, root=_TEMPLATES, font_paths=known, sys_inputs=inputs)
    made = compiler.compile(format=form, timestamp=int(made_at.timestamp()))
    return [made] if isinstance(made, bytes) else made or []
