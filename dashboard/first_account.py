"""The form at /masuk/pertama: the first account of an office that has none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dashboard.forms import form_fields, form_page
from dashboard.office import founding
from services.founding import FirstAccount
from services.office import Office
from sop.problem import Refused

_KEPT = ("username", "name", "code")
_LONGEST = 100


class FirstAccountForm:
    """The form, open only to who knows the code that the office PC's terminal shows.

    Parameters
    ----------
    office
        Gives the office that is served just then.
    """

    def __init__(self, office: Callable[[], Office]) -> None:
        self._office = office

    async def show(self, _request: Request) -> Response:
        """Show the form; where there is nothing to begin, the login."""
        if founding() is None or self._office().demo:
            return _to_login()
        return self._page({})

    async def submit(self, request: Request) -> Response:
        """Make the account, and lead to the login."""
        fields, chance, office = await form_fields(request), founding(), self._office()
        if chance is None or office.demo:
            return _to_login()
        if fields.get("password", "") != fields.get("again", ""):
            return self._page(fields, "Kata sandi dan ulangannya tidak sama.")
        first = FirstAccount(
            username=fields.get("username", ""),
            name=fields.get("name", ""),
            password=fields.get("password", ""),
        )
        make = partial(chance.let_in, office, code=fields.get("code", ""), first=first, at=datetime.now(UTC))
        try:
            await to_thread.run_sync(make)
        except Refused as refused:
            return self._page(fields, str(refused))
        return _to_login()

    def _page(self, fields: Mapping[str, str], message: str = "") -> Response:
        kept = {name: fields.get(name, "")[:_LONGEST] for name in _KEPT}
        status = HTTPStatus.BAD_REQUEST if message else HTTPStatus.OK
        return form_page(
            self._office(), "pertama.html", status=status, message=message, title="Akun pertama", **kept
        )


def _to_login() -> Response:
    return RedirectResponse("/masuk", status_code=HTTPStatus.SEE_OTHER)
