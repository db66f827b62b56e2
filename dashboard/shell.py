"""The HTML page that carries Streamlit's front end, made ours: Indonesian, and without inline script."""

from __future__ import annotations

import re
from functools import cache, partial
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path

import streamlit
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard.headers import ACTOR
from dashboard.menu import MENU, Page, start_of

_NO_SCRIPT = (
    "<noscript><p>Tenteram memerlukan JavaScript. Aktifkan JavaScript di peramban Anda.</p></noscript>"
)
_SCRIPT_PATH = "/aset/tenteram.js"
_SCRIPT = "\n".join(
    Path(__file__).with_name("templates").joinpath(name).read_text(encoding="utf-8")
    for name in ("tenteram.js", "foto.js")
)
_VERSION = sha256(_SCRIPT.encode()).hexdigest()[:12]
_CHANGES = (
    (re.compile(r"<html lang=\"en\">"), '<html lang="id">'),
    (re.compile(r"<link rel=\"shortcut icon\"[^>]*>"), '<link rel="icon" href="/masuk/ikon.svg">'),
    # Without being told, the front end looks for the app's root under the page's own address first.
    (re.compile(r"<head>"), f'<head>\n<script src="{_SCRIPT_PATH}?v={_VERSION}"></script>'),
    (re.compile(r"<title>.*?</title>", re.DOTALL), "<title>Tenteram</title>"),
    (re.compile(r"<noscript>.*?</noscript>", re.DOTALL), _NO_SCRIPT),
    (re.compile(r"<!--(?!\[).*?-->\s*", re.DOTALL), ""),
    (re.compile(r"<link rel=\"service-desc\"[^>]*>\s*"), ""),
    # Only search engines read what it sets, and without it the page needs no inline script.
    (re.compile(r"<script>\s*window\.prerenderReady = false\s*</script>\s*"), ""),
)


def shell_routes() -> list[BaseRoute]:
    """Return the routes of all pages; an address that is no page leads to the start.

    A role's start page answers at the root alone: Streamlit knows it under no other address.
    """
    register_url_convertor("halaman", _PageName())
    return [
        Route(_SCRIPT_PATH, _script),
        Route("/", _show),
        *(Route(f"/{page.url_path}", partial(_show_page, page)) for page in MENU),
        Route("/{name:halaman}", _to_start),
    ]


class _PageName(Convertor[str]):
    """One path segment of letters, digits and hyphens: neither a file nor a path of Streamlit's own."""

    regex = "[A-Za-z0-9-]+"

    def convert(self, value: str) -> str:
        """Return the name as it stands."""
        return value

    def to_string(self, value: str) -> str:
        """Return the name as it stands."""
        return value


async def _show(_request: Request) -> Response:
    return HTMLResponse(html())


async def _show_page(page: Page, request: Request) -> Response:
    actor = request.scope.get(ACTOR)
    if actor is None or start_of(actor) is not page:
        return HTMLResponse(html())
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/{query}", status_code=HTTPStatus.SEE_OTHER)


async def _to_start(_request: Request) -> Response:
    return RedirectResponse("/", status_code=HTTPStatus.SEE_OTHER)


async def _script(_request: Request) -> Response:
    return Response(_SCRIPT, media_type="text/javascript")


@cache
def html() -> str:
    """Return the page.

    Examples
    --------
    >>> '<html lang="id">' in html(), "<title>Tenteram</title>" in html(), _SCRIPT_PATH in html()
    (True, True, True)
    >>> [text for text in ("<script>", "<!--", "service-desc", "English", "_stcore") if text in html()]
    []
    """
    text = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    for pattern, replacement in _CHANGES:
        text = pattern.sub(replacement, text)
    return text
