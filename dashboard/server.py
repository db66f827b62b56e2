"""The web server: Streamlit behind the gate, with the login form and the map's own files beside it."""

from __future__ import annotations

import gc
import os
import socket
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import folium
import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from streamlit.web.bootstrap import load_config_options
from xstatic.pkg import leaflet

from dashboard.gate import Gate
from dashboard.login import login_routes
from dashboard.mishap import keep_words_out_of_logs, on_script_error
from dashboard.office import choose, close_all, offer, office
from dashboard.shell import shell_routes
from dashboard.translation import Translation
from dashboard.upkeep import kept_up
from services.accounts import actor_of
from services.founding import Founding
from sop.party import Actor
from sop.problem import ProblemCode, Refused, problem

ADDRESS = "127.0.0.1"
FIRST_PORT = 8501
_PORTS_TRIED = 50
_WAITING = 256
"""Connections that may wait to be accepted."""
_LARGEST_MESSAGE = 200 * 2**20
"""Bytes of one websocket message."""

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
    # It would print the words of an error past the logs (`mishap.keep_words_out_of_logs`).
    "logger.enableRich": False,
    "theme.base": "light",
    "theme.primaryColor": "#1f4e5f",
    "theme.backgroundColor": "#ffffff",
    "theme.secondaryBackgroundColor": "#eef3f4",
    "theme.textColor": "#17323d",
}


def serve(
    home: Path, *, port: int | None = None, database: str | None = None, founding: Founding | None = None
) -> None:
    """Serve the workspace in ``home`` on this computer until stopped.

    Parameters
    ----------
    founding
        What may found the office's own workspace, or its first account, if it lacks one.
    port
        Port to listen on; the first free one from 8501 when None.

    Raises
    ------
    Refused
        If the workspace cannot be opened or the port is taken.
    """
    with listen(port) as listener, ExitStack() as stack:
        stack.callback(close_all)
        keep_words_out_of_logs()
        served = choose(home, database)
        chance = founding if founding is not None and founding.applies_to(served) else None
        offer(chance)
        port = listener.getsockname()[1]
        load_config_options({**_CONFIG, "server.port": port})
        stack.enter_context(kept_up(office))
        config = uvicorn.Config(
            build_app(port=port, founding=chance),
            log_level="warning",
            access_log=False,
            server_header=False,
            # Nobody's word about a visitor's address is taken, unless the office has put a proxy in front.
            forwarded_allow_ips=os.environ.get("FORWARDED_ALLOW_IPS", ""),
            ws="websockets-sansio",
            ws_max_size=_LARGEST_MESSAGE,
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=5,
        )
        # Streamlit collects garbage after every run of a page; the libraries need not be gone through
        # again each time.
        gc.collect()
        gc.freeze()
        uvicorn.Server(config).run(sockets=[listener])


def build_app(*, port: int | None = None, founding: Founding | None = None) -> st.App:
    """Put the app together: the login form, the map's files, the pages, and the gate before all.

    It serves whatever office is chosen just then.
    """
    return st.App(
        Path(__file__).with_name("main.py"),
        lifespan=partial(_announced, port=port, founding=founding),
        routes=[*login_routes(office), *_asset_routes(), *shell_routes()],
        middleware=[Middleware(Gate, who=_who), Middleware(Translation)],
        on_script_error=on_script_error,
    )


def listen(port: int | None) -> socket.socket:
    """Return a socket that listens on the port, or on the first free one from 8501.

    Raises
    ------
    Refused
        ``port.terpakai`` if the given one, or every one that was tried, is taken.
    """
    wanted = [port] if port else range(FIRST_PORT, FIRST_PORT + _PORTS_TRIED)
    for candidate in wanted:
        # The protocol must be named: only then does asyncio send small answers at once, where
        # Nagle's algorithm would hold each of them back for some 40 ms.
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        if os.name != "nt":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((ADDRESS, candidate))
            listener.listen(_WAITING)
        except OSError:
            listener.close()
            continue
        return listener
    raise Refused(problem(ProblemCode.PORT_TERPAKAI, port=port or f"{wanted[0]}–{wanted[-1]}"))


def _who(token: str) -> Actor | None:
    return actor_of(office(), token, at=datetime.now(UTC))


def _asset_routes() -> list[BaseRoute]:
    """Serve Leaflet and folium's own scripts from the installed packages."""
    folders = {
        "/aset/leaflet": Path(leaflet.BASE_DIR),
        "/aset/folium": Path(folium.__file__).parent / "templates",
    }
    return [Mount(path, StaticFiles(directory=folder)) for path, folder in folders.items()]


@asynccontextmanager
async def _announced(_app: st.App, *, port: int | None, founding: Founding | None) -> AsyncIterator[None]:
    """Say where the app is, once it is there."""
    if port is not None:
        print(f"Tenteram siap: buka http://{ADDRESS}:{port} di peramban.", flush=True)  # noqa: T201 - for people
        if founding is not None:
            print(f"Kode penyiapan kantor: {founding.code}", flush=True)  # noqa: T201 - for people
        print("Hentikan dengan Ctrl+C.", flush=True)  # noqa: T201 - for people
    yield
