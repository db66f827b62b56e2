"""How much may be handed in that no page has taken yet: Streamlit keeps it all in memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from http import HTTPStatus

from starlette.responses import PlainTextResponse, Response
from starlette.types import Scope
from streamlit.runtime import exists, get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from dashboard.paths import UPLOADS
from sop.party import Actor

ROOM = 512 * 2**20
"""Bytes for one actor: two of the largest files, and what photos take beside them."""

_UNKNOWN = 200 * 2**20
"""Bytes that an upload counts for that does not tell its size."""


class UploadRoom:
    """Turns uploads away that would take more memory than one actor is given.

    Parameters
    ----------
    size
        Bytes that an actor may have on the way and waiting together.
    """

    def __init__(self, size: int = ROOM) -> None:
        self._size = size
        self._coming: dict[Actor, int] = {}

    @contextmanager
    def asked(
        self, actor: Actor | None, scope: Scope, sessions: Callable[[Actor], Collection[str]]
    ) -> Iterator[Response | None]:
        """Keep room while a request is answered; give the answer instead of it when there is none.

        Parameters
        ----------
        sessions
            Tells the names of an actor's page sessions.
        """
        if actor is None or scope["method"] != "PUT" or not scope["path"].startswith(UPLOADS):
            yield None
            return
        size, before = _told_size(scope), self._coming.get(actor, 0)
        if before + _waiting(sessions(actor)) + size > self._size:
            yield PlainTextResponse(
                "Masih banyak berkas Anda yang menunggu. Muat ulang halaman, lalu coba lagi.",
                status_code=HTTPStatus.TOO_MANY_REQUESTS,
            )
            return
        self._coming[actor] = before + size
        try:
            yield None
        finally:
            self._coming[actor] -= size


def _told_size(scope: Scope) -> int:
    told = dict(scope["headers"]).get(b"content-length", b"")
    return int(told) if told.isdigit() else _UNKNOWN


def _waiting(sessions: Collection[str]) -> int:
    """Return the bytes that Streamlit holds for these page sessions."""
    manager = get_instance().uploaded_file_mgr if exists() else None
    if not isinstance(manager, MemoryUploadedFileManager):
        return 0
    held = [manager.file_storage.get(session, {}) for session in sessions]
    return sum(len(file.data) for files in held for file in list(files.values()))
