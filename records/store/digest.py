"""Digests of version rows: what `verify` compares with what an act wrote."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any

from sop.dictionary import Frame

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=bytes.hex)


def row_digests(
    frame: Frame, acts: Iterable[int], versions: Iterable[int], columns: Mapping[str, Sequence[Any]]
) -> Iterator[bytes]:
    """Yield SHA-256 over each version row, 32 bytes.

    Fields of the first revision count in the order of the dictionary, then the geometry as WKB, if there
    is one. A field that came later counts only where it holds something, so that a row keeps its digest
    when the dictionary grows.

    Parameters
    ----------
    columns
        The plain columns, by name.

    Examples
    --------
    >>> from sop.dictionary import PLACES
    >>> columns = {field.name: ["x"] for field in PLACES} | {"geom": [None]}
    >>> [d] = row_digests(PLACES, [1], [1], columns)
    >>> [e] = row_digests(PLACES, [1], [2], columns)
    >>> len(d), d == e
    (32, False)
    """
    later = {field.name for field in frame if field.since > 1}
    first = [column for name, column in columns.items() if name not in later]
    grown = {name: columns[name] for name in sorted(later) if any(v is not None for v in columns[name])}
    rows = zip(acts, versions, zip(*first, strict=True), zip(*grown.values(), strict=True), strict=False)
    if not grown:
        rows = zip(acts, versions, zip(*first, strict=True), repeat(()), strict=False)
    for act, version, values, more in rows:
        said = [frame.name, act, version, *values]
        held = {name: value for name, value in zip(grown, more, strict=True) if value is not None}
        yield hashlib.sha256(_JSON.encode([*said, held] if held else said).encode()).digest()


def digest_of_rows(digests: Iterable[bytes]) -> str:
    """Return SHA-256 over the digests of an act's rows in one table, in the order of writing.

    Examples
    --------
    >>> digest_of_rows([b"a", b"b"]) == hashlib.sha256(b"ab").hexdigest()
    True
    """
    return hashlib.sha256(b"".join(digests)).hexdigest()
