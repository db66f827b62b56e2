"""Roads from a map layer."""

from __future__ import annotations

from records.parsing.draft import Draft
from records.parsing.geometry import read_geometry
from records.parsing.identity import read_identity
from sop.problem import ProblemCode


def parse_roads(draft: Draft) -> None:
    """Fill the draft of a file of roads; a row without a line is no road."""
    read_geometry(draft)
    missing = draft.shapeless & draft.sound
    draft.reject(missing, ProblemCode.ISIAN_WAJIB, "geometry", isian="Garis jalan")
    draft.read_others()
    read_identity(draft)
