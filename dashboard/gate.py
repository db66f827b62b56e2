"""The gate: every route, file, upload and websocket of the app is answered only to a live login."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import quote

from anyio import to_thread
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.headers import Headers, passed_on, secured, session_token
from dashboard.origin import same_origin
from dashboard.paths import HEALTH, OPEN, is_closed, is_page
from dashboard.shown import Shown
from sop.party import Actor

_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_POLICY_VIOLATION = 1008
_PROTOCOL_PARTS = 3


class Gate:
    """ASGI middleware in front of everything.

    Parameters
    ----------
    app
        What stands behind the gate.
    who
        Looks a token up, on every request and on every message of an open websocket:
        who it belongs to, or None when it opens nothing (any more).
    """

    def __init__(self, app: ASGIApp, *, who: Callable[[str], Actor | None]) -> None:
        self._app = app
        self._who = who
        self._shown = Shown()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        token = session_token(scope["headers"])
        actor = await self._actor(token)
        inner = {**scope, "headers": passed_on(scope["headers"], token if actor else None)}
        if scope["type"] == "websocket":
            await self._websocket(inner, receive, send, scope["headers"], token, actor)
        else:
            send = secured(send, scope["path"])
            answer = self._refusal(scope, actor) or self._app
            await answer(inner, receive, send)

    async def _actor(self, token: str | None) -> Actor | None:
        return None if token is None else await to_thread.run_sync(self._who, token)

    def _refusal(self, scope: Scope, actor: Actor | None) -> Response | None:
        """Return the answer at the gate, or None to let the request through."""
        path, method = scope["path"], scope["method"]
        if method not in _READING and not same_origin(scope["headers"]):
            return _plain("Permintaan dari situs lain ditolak.", HTTPStatus.FORBIDDEN)
        if path in OPEN:
            return None
        if actor is None:
            return _stranger(scope)
        if is_closed(path) or not self._shown.may_fetch(actor.name, path):
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
            if message["type"] == "websocket.receive" and await self._actor(token) != actor:
                is_over = True
                await send({"type": "websocket.send", "bytes": _to_login()})
                await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
                return {"type": "websocket.disconnect", "code": _POLICY_VIOLATION}
            return message

        async def noting_send(message: Message) -> None:
            nonlocal session_known
            if is_over:
                return
            if data := message.get("bytes"):
                if not session_known and (session := _page_session(data)):
                    self._shown.note_session(actor.name, session)
                    session_known = True
                self._shown.note_addresses(actor.name, data)
            await send(message)

        await self._app(scope, checked_receive, noting_send)

    def _own_session_only(self, headers: Headers, actor: Actor) -> Headers:
        """Drop the request to take up a page session that another account opened."""
        kept = []
        for name, value in headers:
            parts = [part.strip() for part in value.decode("latin-1").split(",")]
            if (
                name == b"sec-websocket-protocol"
                and len(parts) >= _PROTOCOL_PARTS
                and not self._shown.owns_session(actor.name, parts[2])
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
