"""The gate: every route, file, upload and websocket of the app is answered only to a live login."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from urllib.parse import quote

from anyio import sleep, to_thread
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.headers import ACTOR, Headers, passed_on, secured, session_token
from dashboard.origin import same_origin
from dashboard.paths import HEALTH, OPEN, is_closed, is_page
from dashboard.shown import Shown
from dashboard.upload_room import ROOM, UploadRoom
from sop.party import Actor
from sop.problem import Refused

_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_POLICY_VIOLATION = 1008
_TRY_AGAIN_LATER = 1013
_PROTOCOL_PARTS = 3
_PATIENCE, _PAUSE_S = 10, 1.0
"""How often, and with what pause, a login is looked up before a message is given up."""


class Gate:
    """ASGI middleware in front of everything.

    Parameters
    ----------
    app
        What stands behind the gate.
    who
        Looks a token up, on every request and on every message of an open websocket:
        who it belongs to, or None when it opens nothing (any more).
    upload_room
        Bytes that one actor may have handed in before a page takes them.
    """

    def __init__(self, app: ASGIApp, *, who: Callable[[str], Actor | None], upload_room: int = ROOM) -> None:
        self._app = app
        self._who = who
        self._shown = Shown()
        self._room = UploadRoom(upload_room)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        token = session_token(scope["headers"])
        try:
            actor = await self._actor(token)
        except Refused as refused:
            await _closed_for_now(scope, receive, send, refused)
            return
        inner = {**scope, "headers": passed_on(scope["headers"], token if actor else None), ACTOR: actor}
        if scope["type"] == "websocket":
            await self._websocket(inner, receive, send, scope["headers"], token, actor)
        else:
            send = secured(send, scope["path"])
            with self._room.asked(actor, scope, self._shown.sessions) as full:
                answer = self._refusal(scope, actor) or full or self._app
                try:
                    await answer(inner, receive, send)
                except Refused as refused:
                    await _closed_for_now(scope, receive, send, refused)

    async def _actor(self, token: str | None) -> Actor | None:
        return None if token is None else await to_thread.run_sync(self._who, token)

    async def _objection(self, token: str | None, actor: Actor) -> int | None:
        """Return the code with which a websocket is closed, None while its login opens.

        While the store cannot be asked, what was said has to wait; at last the browser is told to come
        back, which it does by itself and with all that was typed.
        """
        for _ in range(_PATIENCE):
            with suppress(Refused):
                return None if await self._actor(token) == actor else _POLICY_VIOLATION
            await sleep(_PAUSE_S)
        return _TRY_AGAIN_LATER

    def _refusal(self, scope: Scope, actor: Actor | None) -> Response | None:
        """Return the answer at the gate, or None to let the request through."""
        path, method = scope["path"], scope["method"]
        if method not in _READING and not same_origin(scope["headers"]):
            return _plain("Permintaan dari situs lain ditolak.", HTTPStatus.FORBIDDEN)
        if path in OPEN:
            return None
        if actor is None:
            return _stranger(scope)
        if is_closed(path) or not self._shown.may_fetch(actor, path):
            return _plain("Tidak ditemukan.", HTTPStatus.NOT_FOUND)
        return None

    async def _websocket(
        self,
        scope: Scope,
        receive: Receive,
        send: Send,
        headers: Headers,
        token: str | None,
        actor: Actor | None,
    ) -> None:
        if actor is None or not same_origin(headers, needed=True):
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
            return
        scope["headers"] = self._own_session_only(scope["headers"], actor)
        is_over = False
        session_known = False

        async def checked_receive() -> Message:
            nonlocal is_over
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            code = await self._objection(token, actor)
            if code is None:
                return message
            is_over = True
            if code == _POLICY_VIOLATION:
                await send({"type": "websocket.send", "bytes": _to_login()})
            await send({"type": "websocket.close", "code": code})
            return {"type": "websocket.disconnect", "code": code}

        async def noting_send(message: Message) -> None:
            nonlocal session_known
            if is_over:
                return
            if data := message.get("bytes"):
                if not session_known and (session := _page_session(data)):
                    self._shown.note_session(actor, session)
                    session_known = True
                self._shown.note_addresses(actor, data)
            await send(message)

        await self._app(scope, checked_receive, noting_send)

    def _own_session_only(self, headers: Headers, actor: Actor) -> Headers:
        """Drop the request to take up a page session that another account or role opened."""
        kept = []
        for name, value in headers:
            parts = [part.strip() for part in value.decode("latin-1").split(",")]
            if (
                name == b"sec-websocket-protocol"
                and len(parts) >= _PROTOCOL_PARTS
                and not self._shown.owns_session(actor, parts[2])
            ):
                kept.append((name, ", ".join(parts[:2]).encode("latin-1")))
            else:
                kept.append((name, value))
        return kept


def _stranger(scope: Scope) -> Response:
    path, method = scope["path"], scope["method"]
    if method in {"GET", "HEAD"} and path == HEALTH:
        return _plain("ok", HTTPStatus.OK)
    if method in {"GET", "HEAD"} and is_page(path):
        query = scope.get("query_string", b"").decode("latin-1")
        asked = f"{path}?{query}" if query else path
        target = "/masuk" if asked == "/" else f"/masuk?berikut={quote(asked, safe='/')}"
        return RedirectResponse(target, status_code=HTTPStatus.SEE_OTHER)
    return _plain("Silakan masuk lebih dahulu.", HTTPStatus.UNAUTHORIZED)


async def _closed_for_now(scope: Scope, receive: Receive, send: Send, refused: Refused) -> None:
    """Answer when the office's data cannot be had: a server that is away, most of all."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": _TRY_AGAIN_LATER})
        return
    answer = _plain(str(refused), HTTPStatus.SERVICE_UNAVAILABLE)
    await answer(scope, receive, secured(send, scope["path"]))


def _plain(text: str, status: HTTPStatus) -> Response:
    return PlainTextResponse(text, status_code=status)


def _page_session(data: bytes) -> str:
    """Return the name of the page session that a message opens, or nothing."""
    message = ForwardMsg.FromString(data)
    return message.new_session.initialize.session_id if message.HasField("new_session") else ""


def _to_login() -> bytes:
    """Build the message that makes the browser leave for the login form."""
    message = ForwardMsg()
    message.auth_redirect.url = "/masuk"
    return bytes(message.SerializeToString())
