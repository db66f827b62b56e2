"""The real app, booted once for all tests that need it, and a browser that sees no other host."""

import asyncio
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from services.accounts import add_account
from services.office import Office
from services.setup import initialise
from sop.party import ACCOUNT_ROLES, Actor, Role

expect.set_options(timeout=30_000)
KEEPER = Actor("cli:uji", Role.LOKAL)
PASSWORD = "kata-sandi-uji"
AT_REST = """const animate = Element.prototype.animate;
Element.prototype.animate = function (frames, given) {
  const timing = typeof given === 'object' ? given : {};
  return animate.call(this, frames, { ...timing, duration: 1, delay: 0 });
};"""
"""What opens slowly moves away from under a click that follows faster than anybody's hand."""
START_S = 60


@dataclass(frozen=True)
class RunningApp:
    """A served demo workspace; every role has an account named ``uji-<role>``."""

    url: str
    home: Path
    password: str = PASSWORD

    @property
    def port(self) -> int:
        return int(urlsplit(self.url).port)


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory):
    home = tmp_path_factory.mktemp("demo") / "kantor"
    initialise(home, KEEPER, at=datetime.now(UTC), demo=True)
    office = Office.open(home)
    for role in ACCOUNT_ROLES:
        name = f"uji-{role.replace('_', '-')}"
        add_account(office, KEEPER, name, role, PASSWORD, at=datetime.now(UTC), name=f"Uji {role.label}")
    office.close()
    return home


@contextmanager
def served(home, *, environment=None, program=("-m", "cli")):
    """Serve a workspace as ``tenteram serve`` does and give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = home.with_name(f"{home.name}-{port}.log")
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, *program, "--home", str(home), "serve", "--port", str(port)],
            stdout=out,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(environment or {})},
        )
    try:
        url = f"http://127.0.0.1:{port}"
        end = time.monotonic() + START_S
        while not _lives(url):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(20)


def _lives(url):
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=2)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().read() == b"ok"
    except OSError:
        return False
    finally:
        connection.close()


@pytest.fixture(scope="session")
def serve_home():
    return served


@pytest.fixture(scope="session")
def running_app(demo_home):
    with served(demo_home) as url:
        yield RunningApp(url, demo_home)


@pytest.fixture(scope="session")
def routes():
    """Every route of the real app with its methods, counted in a process of its own."""
    script = (
        "import json, sys\n"
        "from pathlib import Path\n"
        "from dashboard.office import choose\n"
        "from dashboard.server import build_app\n"
        "choose(Path(sys.argv[1]))\n"
        "app = build_app()._build_starlette_app()\n"
        "print(json.dumps([[r.path, sorted(getattr(r, 'methods', None) or [])] for r in app.routes]))\n"
    )

    def of(home):
        done = subprocess.run(
            [sys.executable, "-c", script, str(home)], capture_output=True, text=True, check=True
        )
        return [(path, methods) for path, methods in json.loads(done.stdout.splitlines()[-1])]

    return of


@pytest.fixture(scope="session")
def run_async():
    """Run a coroutine in a thread of its own, whatever loop runs in this one."""

    def run(coroutine):
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, coroutine).result()

    return run


@dataclass
class Browser:
    """Chromium, and what it did that it should not."""

    context: object
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, url):
        page = self.context.new_page()
        page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(url)
        return page

    def log_in(self, app, role, path="/"):
        page = self.open(app.url + path)
        page.fill("#username", f"uji-{role}")
        page.fill("#password", app.password)
        page.click("button")
        page.wait_for_selector("text=Keluar")
        return page


@pytest.fixture
def new_browser(chromium):
    """Make browsers without a common memory; each may reach only this computer."""
    made = []

    def make(**options):
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        context.set_default_timeout(30_000)
        context.add_init_script(AT_REST)
        browser = Browser(context)
        made.append(context)

        def check(route):
            if urlsplit(route.request.url).hostname == "127.0.0.1":
                route.continue_()
            else:
                browser.outside.append(route.request.url)
                route.abort()

        context.route(lambda url: urlsplit(url).scheme in {"http", "https"}, check)
        return browser

    yield make
    for context in made:
        context.close()


@pytest.fixture
def browser(new_browser):
    return new_browser()
