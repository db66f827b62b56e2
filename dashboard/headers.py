"""Headers: which of a request go on to the app, and which every answer carries."""

from __future__ import annotations

import re

from starlette.types import Message, Send

COOKIE = "tenteram_sesi"
"""Cookie that carries the token of a login."""

ACTOR = "tenteram.actor"
"""Under this name the gate tells the routes behind it, in the scope, who asks."""

Headers = list[tuple[bytes, bytes]]

_PASSED_ON = frozenset(
    name.encode()
    for name in (
        "accept",
        "accept-encoding",
        "accept-language",
        "cache-control",
        "connection",
        "content-length",
        "content-type",
        "expect",
        "host",
        "if-match",
        "if-modified-since",
        "if-none-match",
        "if-range",
        "if-unmodified-since",
        "pragma",
        "range",
        "sec-websocket-extensions",
        "sec-websocket-key",
        "sec-websocket-protocol",
        "sec-websocket-version",
        "transfer-encoding",
        "upgrade",
        "user-agent",
        "x-xsrftoken",
    )
)
"""A list of what may pass, because identity headers have endless spellings.

``Origin`` is not among them: the gate has judged it, and the app behind would look up its own
outside address to judge it again.
"""

_XSRF_COOKIE = "_streamlit_xsrf"

_PAGE_POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' data: blob:; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'"
)
# The map component builds its script as text, so elements and eval must be allowed in its frame;
# handlers in attributes (`onerror=` in a popup) need neither and stay forbidden.
_COMPONENT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; script-src-attr 'none'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' data: blob:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'none'; frame-ancestors 'self'"
)
_FORM_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)

_EVERY_ANSWER: dict[bytes, bytes] = {
    b"x-content-type-options": b"nosniff",
    # `no-referrer` would turn the Origin of our own forms into "null".
    b"referrer-policy": b"same-origin",
    b"x-frame-options": b"SAMEORIGIN",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(self), geolocation=(self), microphone=(), payment=(), usb=()",
}

_HASHED_NAME = re.compile(r"\.[0-9A-Za-z_-]{8}\.(?:js|css|woff2?|ttf)$")


def cookie_values(headers: Headers, name: str) -> list[str]:
    """Return every value that a request gives for one cookie.

    Examples
    --------
    >>> cookie_values([(b"cookie", b"a=1; b=2; a=3")], "a")
    ['1', '3']
    """
    pairs = (
        part.strip().partition("=")
        for key, value in headers
        if key.lower() == b"cookie"
        for part in value.decode("latin-1").split(";")
    )
    return [value for key, _, value in pairs if key == name]


def session_token(headers: Headers) -> str | None:
    """Return the token of a request; none when two different ones are offered.

    Cookies know neither ports nor paths' owners: whoever can plant a second one must gain nothing.

    Examples
    --------
    >>> session_token([(b"cookie", b"tenteram_sesi=x")]), session_token([])
    ('x', None)
    >>> session_token([(b"cookie", b"tenteram_sesi=x; tenteram_sesi=y")]) is None
    True
    """
    values = set(cookie_values(headers, COOKIE))
    return values.pop() if len(values) == 1 else None


def passed_on(headers: Headers, token: str | None) -> Headers:
    """Return the headers that the app may see, with the cookies that it may see.

    Examples
    --------
    >>> passed_on([(b"host", b"a"), (b"Remote-User", b"camat"), (b"cookie", b"_streamlit_user=x")], "t")
    [(b'host', b'a'), (b'cookie', b'tenteram_sesi=t')]
    """
    kept = [(name, value) for name, value in headers if name.lower() in _PASSED_ON]
    cookies = [f"{_XSRF_COOKIE}={value}" for value in cookie_values(headers, _XSRF_COOKIE)[:1]]
    if token is not None:
        cookies.append(f"{COOKIE}={token}")
    if cookies:
        kept.append((b"cookie", "; ".join(cookies).encode("latin-1")))
    return kept


def secured(send: Send, path: str) -> Send:
    """Wrap ``send`` so that the answer for ``path`` carries the security headers."""

    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {
                **message,
                "headers": _answer_headers(message.get("headers", []), path, message["status"]),
            }
        await send(message)

    return wrapped


def _answer_headers(headers: Headers, path: str, status: int) -> Headers:
    given = {name.lower(): value for name, value in headers}
    ours = {
        **_EVERY_ANSWER,
        b"content-security-policy": _policy(path).encode(),
        b"cache-control": _caching(path, status, given.get(b"cache-control", b"")),
    }
    kept = [
        (name, value)
        for name, value in headers
        if name.lower() not in ours and not name.lower().startswith(b"access-control-")
    ]
    return [*kept, *ours.items()]


def _policy(path: str) -> str:
    if path.startswith(("/masuk", "/keluar")):
        return _FORM_POLICY
    return _COMPONENT_POLICY if path.startswith("/component/") else _PAGE_POLICY


def _caching(path: str, status: int, given: bytes) -> bytes:
    """Keep the program's own files at the browser; never a page, a record or a refusal."""
    if status not in {200, 206, 304}:
        return b"no-store"
    if given == b"no-cache":
        # its name stays when its content does not, so the browser asks each time whether it is the same
        return b"private, no-cache"
    if path.startswith(("/static/", "/component/")):
        if _HASHED_NAME.search(path):
            return b"private, max-age=31536000, immutable"
        return given.replace(b"public", b"private") or b"no-cache"
    if path.startswith(("/aset/", "/masuk/")):
        return b"private, max-age=86400"
    return b"no-store"
