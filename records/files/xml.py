"""XML that may not declare anything: no DTD, no entities, no outside references."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from sop.problem import ProblemCode, Refused, problem


def elements(path: Path) -> Iterator[tuple[str, Element]]:
    """Yield ``("start" | "end", element)`` of a whole document.

    Raises
    ------
    Refused
        If the document declares a DTD or entities, or is cut off or malformed.
    """
    try:
        with path.open("rb") as stream:
            events: Any = iterparse(stream, events=("start", "end"), forbid_dtd=True)
            yield from events
    except DefusedXmlException as error:
        raise Refused(problem(ProblemCode.BERKAS_XML_BERBAHAYA, berkas=path.name)) from error
    except (ParseError, UnicodeError, ValueError, LookupError) as error:
        raise Refused(
            problem(ProblemCode.BERKAS_TAK_TERBACA, berkas=path.name, sebab=_cause(error))
        ) from error


def local(element: Element) -> str:
    """Return the name of an element without its namespace.

    Examples
    --------
    >>> local(Element("{http://www.topografix.com/GPX/1/1}trkpt"))
    'trkpt'
    """
    return element.tag.rpartition("}")[2]


def text_of(element: Element) -> str | None:
    """Return the text of an element, stripped; None if there is none."""
    return (element.text or "").strip() or None


def _cause(error: Exception) -> str:
    if isinstance(error, ParseError) and getattr(error, "position", None):
        return f"XML terpotong atau rusak pada baris {error.position[0]}"
    return "XML rusak"
