"""What the program does for itself while it runs: the backup of the day, and abandoned uploads swept away."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from services.office import Office
from services.upkeep import daily_backup
from services.uploads import sweep
from sop.problem import Refused

_EVERY_S = 600
_log = logging.getLogger(__name__)


@contextmanager
def kept_up(office: Callable[[], Office], *, every_s: float = _EVERY_S) -> Iterator[None]:
    """Do it now and then again and again, so that a PC that stays on is backed up each day too.

    Parameters
    ----------
    office
        The office that is served just then; another one may be founded meanwhile.
    every_s
        Seconds between two looks.
    """
    _keep_up(office())
    over = threading.Event()

    def look_after() -> None:
        while not over.wait(every_s):
            try:
                _keep_up(office())
            except (Refused, OSError) as fault:
                # It is tried again, and a backup that is too old is told on the first page.
                _log.warning("%s: %s", type(fault).__name__, "cadangan harian belum dapat dibuat")

    thread = threading.Thread(target=look_after, name="upkeep", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _keep_up(office: Office) -> None:
    now = datetime.now(UTC)
    daily_backup(office, at=now)
    sweep(office, at=now)
