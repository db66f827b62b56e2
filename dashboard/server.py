"""The web server: Streamlit behind the gate, with the login form and the map's own files beside it."""

from __future__ import annotations

import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import folium
import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from xstatic.pkg import leaflet

from dashboard.gate import Gate
from dashboard.login import login_routes
from dashboard.mishap import on_script_error
from dashboard.office import choose
from dashboard.shell import shell_routes
from services.accounts import actor_of
from services.office import Office
from services.upkeep import daily_backup
from sop.party import Actor
from sop.problem import ProblemCode, Refused, problem

ADDRESS = "127.0.0.1"
FIRST_PORT = 8501
_PORTS_TRIED = 50

_CONFIG: dict[str, Any] = {
    "server.address": ADDRESS,
    "server.headless": True,
    "server.baseUrlPath": "",
    "server.fileWatcherType": "none",
    "server.runOnSave": False,
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
    "server.enableStaticServing": False,
    "server.enableAgentApi": False,
    "server.scriptHealthCheckEnabled": False,
    "server.trustedUserHeaders": {},
    "server.maxUploadSize": 200,
    "server.showEmailPrompt": False,
    "browser.gatherUsageStats": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "global.developmentMode": False,
    "logger.hideWelcomeMessage": True,
    "theme.base": "light",
    "theme.primaryColor": "#1f4e5f",
    "theme.backgroundColor": "#ffffff",
    "theme.secondaryBackgroundColor": "#eef3f4",
    "theme.textColor": "#17323d",
}


def serve(home: Path, *, port: int | None = None, database: str | None = None) -> None:
    """Serve the workspace in ``home`` on this computer until stopped.

    Parameters
    ----------
    port
        Port to listen on; the first free one from 8501 when None.

    Raises
    ------
    Refused
        If the workspace cannot be opened or the port is taken.
    """
    # Nobody's word about a visitor's address is taken, unless the office has put a proxy in front.
    os.environ.setdefault("FORWARDED_ALLOW_IPS", "")
    office = choose(home, database)
    chosen = free_port(port)
    try:
        daily_backup(office, at=datetime.now(UTC))
        build_app(office, port=chosen).run(config={**_CONFIG, "server.port": chosen})
    finally:
        office.close()


def build_app(office: Office, *, port: int | None = None) -> st.App:
    """Put the app together: the login form, the map's files, the pages, and the gate before all."""
    return st.App(
        Path(__file__).with_name("main.py"),
        lifespan=partial(_announced, port=port),
        routes=[*login_routes(office), *_asset_routes(), *shell_routes()],
        middleware=[Middleware(Gate, who=partial(_who, office))],
        on_script_error=on_script_error,
    )


def free_port(port: int | None) -> int:
    """Return the port to listen on.

    Raises
    ------
    Refused
        ``port.terpakai`` if the given one, or every one that was tried, is taken.
    """
    wanted = [port] if port else range(FIRST_PORT, FIRST_PORT + _PORTS_TRIED)
    for candidate in wanted:
        with socket.socket() as probe:
            if os.name != "nt":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((ADDRESS, candidate))
            except OSError:
                continue
            return candidate
    raise Refused(problem(ProblemCode.PORT_TERPAKAI, port=port or f"{wanted[0]}–{wanted[-1]}"))


def _who(office: Office, token: str) -> Actor | None:
    return actor_of(office, token, at=datetime.now(UTC))


def _asset_routes() -> list[BaseRoute]:
    """Serve Leaflet and folium's own scripts from the installed packages."""
    folders = {
        "/aset/leaflet": Path(leaflet.BASE_DIR),
        "/aset/folium": Path(folium.__file__).parent / "templates",
    }
    return [Mount(path, StaticFiles(directory=folder)) for path, folder in folders.items()]


@asynccontextmanager
async def _announced(_app: st.App, *, port: int | None) -> AsyncIterator[None]:
    """Say where the app is, once it is there."""
    if port is not None:
        print(f"Tenteram siap: buka http://{ADDRESS}:{port} di peramban.", flush=True)  # noqa: T201 - for people
        print("Hentikan dengan Ctrl+C.", flush=True)  # noqa: T201 - for people
    yield
