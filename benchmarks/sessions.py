"""Many people at once: how long a page takes to answer 20 open sessions, beside an empty Streamlit app.

``python benchmarks/sessions.py [--sessions 20] [--seconds 60] [--incidents 1000] [--database URL]`` prints
one JSON document. Every session is a real login and a real websocket that speaks Streamlit's protocol: it
opens a page, then again and again thinks for three seconds and either changes the period or turns to the
other page. The clock runs from the message that asks until the server has sent the whole page. While they
work, an import every ten seconds makes every remembered answer stale.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from paint import EMPTY_APP, PASSWORD, PERIODS, free_port, running, tenteram, write_incidents
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

ROLES = ("kasi", "operator", "camat", "sekcam", "satpol_pp", "polsek", "koramil")
PAGES = ("situasi", "peta-kerawanan")
THINKING_S = 3.0
WRITE_EVERY_S = 10.0


def main() -> None:
    """Measure, and print the figures as JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sessions", type=int, default=20)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--incidents", type=int, default=1_000)
    options.add_argument("--database", help="URL of an empty PostGIS database; the embedded store without")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="tenteram-") as folder:
        figures = {
            "store": "postgis" if chosen.database else "geopackage",
            "sessions": chosen.sessions,
            "incidents": chosen.incidents,
            "empty": empty(Path(folder), chosen.sessions, chosen.seconds / 3),
            "tenteram": ours(Path(folder) / "kantor", chosen),
        }
    print(json.dumps(figures, indent=2))


def empty(folder: Path, sessions: int, seconds: float) -> dict[str, float]:
    """Time as many sessions of a Streamlit app that shows one word."""
    script, port = folder / "kosong.py", free_port()
    script.write_text(EMPTY_APP, encoding="utf-8")
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless=true"]
    with running([*command, f"--server.port={port}", "--browser.gatherUsageStats=false"], port):
        return asyncio.run(everybody(port, [""] * sessions, ("",), seconds))


def ours(home: Path, chosen: argparse.Namespace) -> dict[str, float]:
    """Time the sessions of an office with accounts of every role."""
    command = [*tenteram(home), *(["--database", chosen.database] if chosen.database else [])]
    home.mkdir()
    run([*command, "init"])
    write_incidents(home / "kejadian.csv", chosen.incidents)
    run([*command, "import", "incidents", str(home / "kejadian.csv"), "--json"])
    for role in ROLES:
        run([*command, "user", "add", f"ukur-{role}", "--role", role, "--password-stdin"], PASSWORD)
    port = free_port()
    with running([*command, "serve", "--port", str(port)], port):
        tokens = {role: login(port, f"ukur-{role}") for role in ROLES}
        given = [tokens[ROLES[i % len(ROLES)]] for i in range(chosen.sessions)]
        return asyncio.run(
            everybody(port, given, PAGES, chosen.seconds, write=lambda n: add_one(command, home, n))
        )


async def everybody(
    port: int,
    tokens: list[str],
    pages: tuple[str, ...],
    seconds: float,
    *,
    write: Callable[[int], None] | None = None,
) -> dict[str, float]:
    """Let every session work for a while and return what they waited."""
    first, later = [], []
    end = time.monotonic() + seconds
    async with asyncio.TaskGroup() as group:
        for number, token in enumerate(tokens):
            group.create_task(somebody(port, token, pages, end, random.Random(number), first, later))
        if write:
            group.create_task(writes(write, end))
    in_order = sorted(later)
    return {
        "answers": len(later),
        "first_page_p50_ms": round(1000 * statistics.median(first)),
        "p50_ms": round(1000 * statistics.median(later)),
        "p95_ms": round(1000 * in_order[int(0.95 * (len(in_order) - 1))]),
        "worst_ms": round(1000 * in_order[-1]),
    }


async def somebody(
    port: int,
    token: str,
    pages: tuple[str, ...],
    end: float,
    chance: random.Random,
    first: list[float],
    later: list[float],
) -> None:
    """Work as one person does: look, think, change something, look again."""
    headers = {"Cookie": f"tenteram_sesi={token}"} if token else {}
    await asyncio.sleep(chance.random() * THINKING_S)
    async with connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        additional_headers=headers,
        origin=f"http://127.0.0.1:{port}",
        subprotocols=["streamlit"],
        max_size=None,
        proxy=None,
    ) as websocket:
        page, period = pages[0], "Bulan ini"
        widget, taken = await ask(websocket, page, None, period)
        first.append(taken)
        while time.monotonic() < end:
            await asyncio.sleep(THINKING_S)
            if len(pages) > 1 and chance.random() < 0.3:  # noqa: PLR2004 - now and then to another page
                page = chance.choice(pages)
                widget = None
            else:
                period = chance.choice(PERIODS)
            found, taken = await ask(websocket, page, widget, period)
            widget = found or widget
            later.append(taken)


async def ask(
    websocket: ClientConnection, page: str, widget: str | None, period: str
) -> tuple[str | None, float]:
    """Ask for a run of a page and return the id of its period control, and how long the answer took."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    message.rerun_script.page_name = page
    if widget:
        state = message.rerun_script.widget_states.widgets.add(id=widget)
        state.string_array_value.data.append(period)
    start = time.perf_counter()
    await websocket.send(message.SerializeToString())
    found, drawn = None, 0
    while True:
        told = ForwardMsg.FromString(await websocket.recv())
        group = told.delta.new_element.button_group
        found = group.id if group.label == "Periode" else found
        drawn += told.HasField("delta")
        if told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY and told.HasField("script_finished"):
            if found is None:
                raise RuntimeError(f"{page} came without its period control, {drawn} elements")
            return found, time.perf_counter() - start


async def writes(write: Callable[[int], None], end: float) -> None:
    """Enter one more report every few seconds."""
    number = 0
    while time.monotonic() + WRITE_EVERY_S < end:
        await asyncio.sleep(WRITE_EVERY_S)
        number += 1
        await asyncio.to_thread(write, number)


def add_one(command: list[str], home: Path, number: int) -> None:
    """Import one report by the command line."""
    file = home / f"satu-{number}.csv"
    today = date.today().isoformat()  # noqa: DTZ011 - the periods on the page are this machine's
    file.write_text(f"date,lon,lat,category\n{today},115.0{number % 10},-1.9,JLN-04\n", encoding="utf-8")
    run([*command, "import", "incidents", str(file), "--json"])


def run(command: list[str], said: str = "") -> None:
    """Run a command to its good end."""
    subprocess.run(
        command, check=True, input=said.encode(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def login(port: int, username: str) -> str:
    """Log in as a browser would and return the token."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    form = urlencode({"username": username, "password": PASSWORD})
    connection.request("POST", "/masuk", form, {"Content-Type": "application/x-www-form-urlencoded"})
    cookie = connection.getresponse().headers["Set-Cookie"]
    connection.close()
    return re.match(r"tenteram_sesi=([^;]+);", cookie)[1]


if __name__ == "__main__":
    main()
