"""The office that this process serves: opened once, shared by the gate and by every page."""

from __future__ import annotations

import threading
from pathlib import Path

from services.founding import Founding
from services.office import Office

_Place = tuple[str, str]

_chosen: list[_Place] = []
_opened: dict[_Place, Office] = {}
_offered: list[Founding] = []
_lock = threading.Lock()


def office() -> Office:
    """Return the office of this process.

    Raises
    ------
    Refused
        If the workspace cannot be opened.
    """
    return _open(_chosen[0])


def choose(home: Path, database: str | None = None) -> Office:
    """Make this process serve the workspace in ``home`` and return it."""
    place = (str(home.resolve()), database or "")
    chosen = _open(place)
    _chosen[:] = [place]
    return chosen


def offer(founding: Founding | None) -> None:
    """Let this process found an office of its own, or not any more."""
    _offered[:] = [founding] if founding else []


def founding() -> Founding | None:
    """Return the chance to found an office, if there still is one."""
    return next((one for one in _offered if one.is_open), None)


def close_all() -> None:
    """Close every office that this process has opened."""
    with _lock:
        for one in _opened.values():
            one.close()
        _opened.clear()


def _open(place: _Place) -> Office:
    with _lock:
        if place not in _opened:
            _opened[place] = Office.open(Path(place[0]), place[1] or None)
        return _opened[place]
