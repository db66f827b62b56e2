"""The login form at /masuk and the way out at /keluar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard.first_account import FirstAccountForm
from dashboard.forms import TEMPLATES, form_fields, form_page
from dashboard.headers import COOKIE
from dashboard.office import founding
from dashboard.paths import local_path
from services.accounts import login, logout
from services.office import Office
from sop.problem import ProblemCode, Refused

_AT_ONCE = 2
"""Passwords compared at the same time: each takes 64 MiB of memory on purpose."""


def login_routes(office: Callable[[], Office]) -> list[BaseRoute]:
    """Return the routes that strangers need.

    Parameters
    ----------
    office
        Gives the office that is served just then.
    """
    form, first = _LoginForm(office), FirstAccountForm(office)
    return [
        Route("/masuk/pertama", first.show, methods=["GET"]),
        Route("/masuk/pertama", first.submit, methods=["POST"]),
        Route("/masuk", form.show, methods=["GET"]),
        Route("/masuk", form.submit, methods=["POST"]),
        Route("/masuk/gaya.css", partial(_file, "gaya.css"), methods=["GET"]),
        Route("/masuk/ikon.svg", partial(_file, "ikon.svg"), methods=["GET"]),
        Route("/keluar", form.ask_leave, methods=["GET"]),
        Route("/keluar", form.leave, methods=["POST"]),
    ]


class _LoginForm:
    """The pages of one office's door."""

    def __init__(self, office: Callable[[], Office]) -> None:
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
        fields = await form_fields(request)
        username, asked = fields.get("username", ""), local_path(fields.get("berikut", "/"))
        attempt = partial(
            login,
            self._office(),
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
            await to_thread.run_sync(partial(logout, self._office(), token, at=datetime.now(UTC)))

    def _page(
        self, template: str, *, status: HTTPStatus = HTTPStatus.OK, message: str = "", **values: str
    ) -> Response:
        office = self._office()
        # An office without any account: its first one is made with the code that the terminal shows.
        first = "ya" if founding() and not office.demo else ""
        return form_page(office, template, status=status, message=message, first=first, **values)


async def _file(name: str, _request: Request) -> Response:
    return FileResponse(TEMPLATES / name)
