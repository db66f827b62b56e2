"""The office that this process serves: opened once, shared by the gate and by every page."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from services.office import Office

HOME, DATABASE = "TENTERAM_HOME", "TENTERAM_DATABASE"


def office() -> Office:
    """Return the office of this process.

    Raises
    ------
    Refused
        If the workspace cannot be opened.
    """
    return _opened(os.environ[HOME], os.environ.get(DATABASE) or None)


def choose(home: Path, database: str | None = None) -> Office:
    """Make this process serve the workspace in ``home`` and return it."""
    os.environ[HOME] = str(home.resolve())
    os.environ[DATABASE] = database or ""
    return office()


@lru_cache(maxsize=4)
def _opened(home: str, database: str | None) -> Office:
    return Office.open(Path(home), database)
