"""One file of records, parsed: read, mapped, checked; good rows and bad rows told apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from records.files.contents import Format
from records.files.gpx import FIX_COLUMNS
from records.files.limits import Limits
from records.files.read import Progress, RawFile, read_file
from records.parsing.cases import parse_cases
from records.parsing.context import ParseContext, Parsed
from records.parsing.draft import Draft
from records.parsing.incidents import parse_incidents
from records.parsing.logs import parse_logs
from records.parsing.mapping import ColumnMapping, complete
from records.parsing.places import parse_places
from records.parsing.population import parse_population
from records.parsing.roads import parse_roads
from records.parsing.tracks import parse_tracks
from sop.dictionary import (
    CONFLICT_CASES,
    INCIDENTS,
    PATROL_LOGS,
    PATROL_TRACKS,
    PLACES,
    POPULATION,
    ROADS,
    Frame,
)
from sop.problem import ProblemCode, Refused, problem

__all__ = ["ParseContext", "Parsed", "parse_file", "parse_raw"]

_PARSERS: Mapping[str, Callable[[Draft], None]] = {
    INCIDENTS.name: parse_incidents,
    PATROL_LOGS.name: parse_logs,
    PATROL_TRACKS.name: parse_tracks,
    CONFLICT_CASES.name: parse_cases,
    PLACES.name: parse_places,
    ROADS.name: parse_roads,
    POPULATION.name: parse_population,
}


def parse_file(
    path: Path,
    frame: Frame,
    context: ParseContext,
    *,
    mapping: ColumnMapping | None = None,
    progress: Progress | None = None,
    limits: Limits | None = None,
) -> Parsed:
    """Parse a file of any accepted format into one kind of record.

    Parameters
    ----------
    mapping
        How to read it; what it leaves open is guessed from the headings.
    progress
        Called with rows read so far and rows expected, if known.
    limits
        Caps on file and reading process; the usual ones otherwise.

    Raises
    ------
    Refused
        If the file as a whole cannot be read or understood.
    """
    mapping = mapping or ColumnMapping()
    raw = read_file(path, layer=mapping.layer or None, progress=progress, limits=limits)
    return parse_raw(raw, frame, context, mapping=mapping)


def parse_raw(
    raw: RawFile, frame: Frame, context: ParseContext, *, mapping: ColumnMapping | None = None
) -> Parsed:
    """Parse a file that has been read already."""
    recorded = raw.format is Format.GPX
    if recorded and frame is not PATROL_TRACKS:
        raise Refused(problem(ProblemCode.BERKAS_BUKAN_ISINYA, berkas=raw.name, harus=frame.label.lower()))
    used, warnings = complete(raw, frame, mapping or ColumnMapping())
    if recorded:
        used = replace(used, columns={}, unmapped=())
    draft = Draft(raw, frame, used, context)
    draft.warnings.extend(warnings)
    _PARSERS[frame.name](draft)
    left = [column for column in used.unmapped if column not in FIX_COLUMNS or not recorded]
    if left:
        draft.warn(ProblemCode.KOLOM_TAK_DIPAKAI, kolom=", ".join(left))
    table = draft.result()
    return Parsed(
        frame=table,
        rows=len(table) + len(draft.rejected),
        rejected=draft.rejected,
        warnings=tuple(draft.warnings),
        mapping=used,
        encoding=raw.encoding,
        defaults=draft.defaults,
    )
