"""Digests of version rows: what `verify` compares with what an act wrote."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=bytes.hex)


def row_digest(table: str, act: int, version: int, values: Sequence[Any]) -> bytes:
    """Return SHA-256 over one version row, 32 bytes.

    Parameters
    ----------
    values
        The row's fields in the order of the dictionary, then its geometry as WKB, if it has one.

    Examples
    --------
    >>> row_digest("places", 1, 1, ["TMP-2026-0001", None]) == row_digest("places", 1, 1, ["", None])
    False
    """
    return hashlib.sha256(_JSON.encode([table, act, version, *values]).encode()).digest()


def digest_of_rows(digests: Iterable[bytes]) -> str:
    """Return SHA-256 over the digests of an act's rows in one table, in the order of writing.

    Examples
    --------
    >>> digest_of_rows([b"a", b"b"]) == hashlib.sha256(b"ab").hexdigest()
    True
    """
    return hashlib.sha256(b"".join(digests)).hexdigest()
