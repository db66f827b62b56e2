"""The login form at /masuk and the way out at /keluar."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache, partial
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs

from anyio import CapacityLimiter, to_thread
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard.headers import COOKIE
from dashboard.paths import local_path
from services.accounts import login, logout
from services.office import Office
from sop.problem import ProblemCode, Refused

_TEMPLATES = Path(__file__).parent / "templates"
_LARGEST_FORM = 8_192
"""Bytes; a longer form is no login."""
_AT_ONCE = 2
"""Passwords compared at the same time: each takes 64 MiB of memory on purpose."""


def login_routes(office: Office) -> list[BaseRoute]:
    """Return the routes that strangers need, bound to one office."""
    form = _LoginForm(office)
    return [
        Route("/masuk", form.show, methods=["GET"]),
        Route("/masuk", form.submit, methods=["POST"]),
        Route("/masuk/gaya.css", partial(_file, "gaya.css"), methods=["GET"]),
        Route("/masuk/ikon.svg", partial(_file, "ikon.svg"), methods=["GET"]),
        Route("/keluar", form.ask_leave, methods=["GET"]),
        Route("/keluar", form.leave, methods=["POST"]),
    ]


class _LoginForm:
    """The pages of one office's door."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._turns = CapacityLimiter(_AT_ONCE)

    async def show(self, request: Request) -> Response:
        """Show the form; whoever is logged in already goes where they wanted."""
        asked = local_path(request.query_params.get("berikut", "/"))
        if COOKIE in request.cookies:
            return RedirectResponse(asked, status_code=HTTPStatus.SEE_OTHER)
        return self._page("masuk.html", title="Masuk", asked=asked, username="")

    async def submit(self, request: Request) -> Response:
        """Try the user name and password; a new login always gets a new token."""
        fields = await _fields(request)
        username, asked = fields.get("username", ""), local_path(fields.get("berikut", "/"))
        attempt = partial(
            login,
            self._office,
            username,
            fields.get("password", ""),
            address=request.client.host if request.client else "",
            at=datetime.now(UTC),
        )
        try:
            token = await to_thread.run_sync(attempt, limiter=self._turns)
        except Refused as refused:
            limited = any(p.code is ProblemCode.MASUK_DIBATASI for p in refused.problems)
            return self._page(
                "masuk.html",
                title="Masuk",
                asked=asked,
                username=username[:100],
                message=str(refused),
                status=HTTPStatus.TOO_MANY_REQUESTS if limited else HTTPStatus.UNAUTHORIZED,
            )
        await self._end(request)
        answer = RedirectResponse(asked, status_code=HTTPStatus.SEE_OTHER)
        answer.set_cookie(
            COOKIE,
            token,
            path="/",
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
        return answer

    async def ask_leave(self, _request: Request) -> Response:
        """Ask before leaving: a link alone must not log anybody out."""
        return self._page("keluar.html", title="Keluar")

    async def leave(self, request: Request) -> Response:
        """End the login."""
        await self._end(request)
        answer = RedirectResponse("/masuk", status_code=HTTPStatus.SEE_OTHER)
        answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
        return answer

    async def _end(self, request: Request) -> None:
        if token := request.cookies.get(COOKIE):
            await to_thread.run_sync(partial(logout, self._office, token, at=datetime.now(UTC)))

    def _page(
        self, template: str, *, status: HTTPStatus = HTTPStatus.OK, message: str = "", **values: str
    ) -> Response:
        text = (
            _templates()
            .get_template(template)
            .render(office=self._office.profile.name, demo=self._office.demo, message=message, **values)
        )
        return HTMLResponse(text, status_code=status)


async def _fields(request: Request) -> dict[str, str]:
    """Return the first value of each field of a small form; nothing of anything else."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_FORM:
            return {}
    try:
        values = parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        return {}
    return {name: found[0] for name, found in values.items()}


async def _file(name: str, _request: Request) -> Response:
    return FileResponse(_TEMPLATES / name)


@cache
def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)
