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

_EVERY_S = 600
_LOG = logging.getLogger("tenteram.harian")


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
            except Exception:  # noqa: BLE001 - whatever it was, it is tried again
                # A backup that is too old is told on the first page.
                _LOG.exception("Pekerjaan harian belum berhasil; dicoba lagi")

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
