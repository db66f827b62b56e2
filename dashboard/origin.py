"""Whether a browser sent a request from our own pages."""

from __future__ import annotations

from urllib.parse import urlsplit

from dashboard.headers import Headers


def same_origin(headers: Headers, *, needed: bool = False) -> bool:
    """Say whether a request that changes something comes from our own pages.

    Parameters
    ----------
    headers
        Headers of the request, as ASGI gives them.
    needed
        Whether a request without ``Origin`` is refused as well. Browsers always send it with a
        websocket; programs that are no browser carry nobody else's cookie.

    Examples
    --------
    >>> host = (b"host", b"127.0.0.1:8501")
    >>> same_origin([host, (b"origin", b"http://127.0.0.1:8501")])
    True
    >>> same_origin([host, (b"origin", b"http://evil.example")])
    False
    >>> same_origin([host, (b"origin", b"null")])
    False
    >>> same_origin([host, (b"sec-fetch-site", b"cross-site")])
    False
    """
    values = {name.lower(): value.decode("latin-1") for name, value in headers}
    if values.get(b"sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = values.get(b"origin")
    if origin is None:
        return not needed
    parts = urlsplit(origin)
    return parts.scheme in {"http", "https"} and parts.netloc == values.get(b"host")
