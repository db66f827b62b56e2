"""What was shown to whom: a file's address answers only to the account and role that it was sent to."""

from __future__ import annotations

import re
import threading
from collections.abc import Collection

from dashboard.paths import UPLOADS
from sop.party import Actor

_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
# Fixed lengths on purpose: in a binary message the next byte may look like part of the name.
_ADDRESS = re.compile(rf"/(media/[0-9a-f]{{32}}|_stcore/upload_file/({_UUID})/{_UUID})")
_ADDRESS_BYTES = re.compile(_ADDRESS.pattern.encode())
_REQUEST = re.compile(rf"{_ADDRESS.pattern}(?:\.[0-9A-Za-z]+)?")
_PRIVATE = ("/media/", UPLOADS)
_MOST = 20_000
"""Addresses, and page sessions, remembered for one actor; the oldest go first."""


class Shown:
    """Addresses of files, and names of page sessions, that the server sent to each actor.

    An account whose role has changed begins anew: a page of its old role still holds what that showed.

    Examples
    --------
    >>> from sop.party import Role
    >>> kasi, camat = Actor("kasi", Role.KASI), Actor("camat", Role.CAMAT)
    >>> shown = Shown()
    >>> shown.note_addresses(kasi, b"..." + b"/media/" + b"a" * 32 + b".png")
    >>> shown.may_fetch(kasi, "/media/" + "a" * 32 + ".png")
    True
    >>> shown.may_fetch(camat, "/media/" + "a" * 32 + ".png")
    False
    >>> shown.may_fetch(camat, "/static/js/index.js")
    True
    """

    def __init__(self) -> None:
        self._seen: dict[Actor, dict[str, None]] = {}
        self._sessions: dict[Actor, dict[str, None]] = {}
        self._lock = threading.Lock()

    def note_addresses(self, actor: Actor, message: bytes) -> None:
        """Remember the addresses in a message on its way to an actor's browser."""
        if b"/media/" in message or UPLOADS.encode() in message:
            self._add(self._seen, actor, {found[1].decode() for found in _ADDRESS_BYTES.finditer(message)})

    def note_session(self, actor: Actor, session: str) -> None:
        """Remember that a page session belongs to an actor."""
        self._add(self._sessions, actor, {session})

    def owns_session(self, actor: Actor, session: str) -> bool:
        """Say whether a page session was opened by this account in this role."""
        return session in self._sessions.get(actor, {})

    def sessions(self, actor: Actor) -> Collection[str]:
        """Return the page sessions of an actor, also those that are over."""
        return tuple(self._sessions.get(actor, ()))

    def may_fetch(self, actor: Actor, path: str) -> bool:
        """Say whether this path is nobody's, or was sent to this account in this role.

        A file is handed in only at a page of one's own: what it takes is counted by page.
        """
        if not path.startswith(_PRIVATE):
            return True
        match = _REQUEST.fullmatch(path)
        if match is None or match[1] not in self._seen.get(actor, {}):
            return False
        return match[2] is None or self.owns_session(actor, match[2])

    def _add(self, known: dict[Actor, dict[str, None]], actor: Actor, names: set[str]) -> None:
        with self._lock:
            seen = known.setdefault(actor, {})
            for name in names:
                seen.pop(name, None)
                seen[name] = None
            while len(seen) > _MOST:
                del seen[next(iter(seen))]
