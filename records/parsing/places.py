"""Known places from a table or a map layer."""

from __future__ import annotations

from records.parsing.draft import Draft
from records.parsing.geometry import read_geometry
from records.parsing.identity import read_identity
from records.parsing.incidents import read_desa
from sop.patrol import PlaceKind


def parse_places(draft: Draft) -> None:
    """Fill the draft of a file of places; a place of no known kind is of the kind ``lain``."""
    draft.require_columns(("nama",))
    draft.read("nama")
    draft.require("nama")
    draft.read("jenis", PlaceKind.LAIN.value)
    read_geometry(draft)
    read_desa(draft)
    draft.read_others()
    read_identity(draft)
