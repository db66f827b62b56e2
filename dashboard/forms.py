"""Plain HTML forms, for those who are not logged in yet."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from services.office import Office

TEMPLATES = Path(__file__).parent / "templates"
_LARGEST = 8_192
"""Bytes; a longer form is none of ours."""


def form_page(
    office: Office, template: str, *, status: HTTPStatus = HTTPStatus.OK, message: str = "", **values: str
) -> HTMLResponse:
    """Return a page with a form, or with what there is to say instead of one."""
    page = _templates().get_template(template)
    text = page.render(office=office.profile.name, demo=office.demo, message=message, **values)
    return HTMLResponse(text, status_code=status)


async def form_fields(request: Request) -> dict[str, str]:
    """Return the first value of each field of a small form; nothing of anything else."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST:
            return {}
    try:
        values = parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        return {}
    return {name: found[0] for name, found in values.items()}


@cache
def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
