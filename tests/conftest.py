"""What tests of several rooms share."""

import itertools
import os

import pytest
from playwright.sync_api import sync_playwright

from tests.postgis import Server
from tests.scheduling import WholeFiles, turn

OWN = {"file": "berkas", "postgis": "postgis"}
"""The two stores, each by the fixture of which a test makes it its own."""


def pytest_generate_tests(metafunc):
    """Run on both stores what asks for a ``backend``, but what handles the ``file`` or ``postgis`` itself."""
    if "backend" in metafunc.fixturenames:
        own = [store for name, store in OWN.items() if name in metafunc.fixturenames]
        metafunc.parametrize("backend", own or list(OWN.values()))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Deal the tests out by whole files."""
    return WholeFiles(config, log) if config.getoption("dist") == "loadscope" else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Let several workers begin with what takes long."""
    if not hasattr(config, "workerinput"):
        return
    turns = {file: turn(file) for file in {item.nodeid.split("::")[0] for item in items}}
    items.sort(key=lambda item: turns[item.nodeid.split("::")[0]])


def pytest_terminal_summary(terminalreporter):
    """Say what was not run for want of a server."""
    left = [r for r in terminalreporter.stats.get("skipped", []) if NO_SERVER in str(r.longrepr)]
    if left:
        terminalreporter.write_line(f"{len(left)} tests on PostGIS were not run: {NO_SERVER}")


NO_SERVER = "PostgreSQL with PostGIS is not installed"


@pytest.fixture(scope="session")
def postgis():
    """Run a private PostgreSQL server while there are tests that ask for it; CI must have one."""
    programs = Server.found()
    if programs is None:
        assert os.environ.get("CI") != "true", NO_SERVER
        pytest.skip(NO_SERVER)
    server = Server(programs)
    yield server
    server.remove()


@pytest.fixture
def file(tmp_path):
    """The file of the store; a test that asks for it is run on that store only."""
    return tmp_path / "store.gpkg"


@pytest.fixture(scope="session")
def numbers():
    """Count, so that every database has a name of its own."""
    return itertools.count(1)


@pytest.fixture
def backend(request):
    """Name one of the two stores."""
    return request.param


@pytest.fixture
def empty_database(backend, tmp_path, request):
    """Give the address of a store that is not yet made."""
    if backend == "berkas":
        yield f"sqlite:///{tmp_path / 'store.gpkg'}"
        return
    server = request.getfixturevalue("postgis")
    name = f"kosong{next(request.getfixturevalue('numbers'))}"
    yield server.create(name)
    server.drop(name)


# One for each module, not for the session: while Playwright runs, its event loop holds this thread,
# and no test could run a loop of its own.
@pytest.fixture(scope="module")
def chromium():
    """Start Debian's or the user's Chromium; `run.py test` names it, and an empty name means Playwright's."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("TENTERAM_CHROMIUM", "/usr/bin/chromium") or None,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()
