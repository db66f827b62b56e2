"""What a path of the app is: a page, a file, or something nobody gets."""

from __future__ import annotations

from urllib.parse import urlsplit

OPEN = frozenset({"/masuk", "/masuk/pertama", "/masuk/gaya.css", "/masuk/ikon.svg"})
"""What strangers may see: the login form, that of the first account, and their looks."""

HEALTH = "/_stcore/health"

UPLOADS = "/_stcore/upload_file/"
"""What begins so is a file that is handed in."""

_FILES = ("/_stcore/", "/media/", "/component/", "/static/", "/aset/", "/app/", "/auth/", "/oauth2callback")
# Streamlit brings these along; Tenteram uses none of them.
_CLOSED = (
    "/_stcore/agent",
    "/_stcore/metrics",
    "/_stcore/script-health-check",
    "/app/static",
    "/auth",
    "/oauth2callback",
)
_LONGEST = 500


def is_page(path: str) -> bool:
    """Say whether a person would open this path in the address bar.

    Examples
    --------
    >>> is_page("/"), is_page("/peta-kerawanan"), is_page("/media/ab.png"), is_page("/favicon.png")
    (True, True, False, False)
    """
    name = path.rsplit("/", 1)[-1]
    return not path.startswith(_FILES) and ("." not in name or name.endswith(".html"))


def is_closed(path: str) -> bool:
    """Say whether nobody gets this path, logged in or not.

    Examples
    --------
    >>> is_closed("/_stcore/agent/mcp"), is_closed("/authority"), is_closed("/")
    (True, False, False)
    """
    return any(path == closed or path.startswith(f"{closed}/") for closed in _CLOSED)


def local_path(asked: str) -> str:
    """Return the path to go to after the login: the one asked for if it is ours, else the start.

    Examples
    --------
    >>> local_path("/peta-kerawanan?desa=1"), local_path("//evil.example/x"), local_path("https://evil.example")
    ('/peta-kerawanan?desa=1', '/', '/')
    """
    plain = asked.isprintable() and asked.isascii() and "\\" not in asked and len(asked) <= _LONGEST
    if not plain or not asked.startswith("/") or asked.startswith("//"):
        return "/"
    path = urlsplit(asked).path
    ours = is_page(path) and not path.startswith(("/masuk", "/keluar"))
    return asked if ours else "/"
