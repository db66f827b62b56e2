"""Single pages as scripts, for somebody who is really logged in."""

from datetime import UTC, datetime

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from dashboard.headers import COOKIE
from dashboard.office import choose
from services.accounts import add_account, list_accounts, login
from services.setup import initialise
from sop.party import Actor, Role

KEEPER = Actor("cli:uji", Role.LOKAL)
PASSWORD = "kata-sandi-uji"


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory):
    home = tmp_path_factory.mktemp("kosong") / "kantor"
    initialise(home, KEEPER, at=datetime.now(UTC))
    return home


@pytest.fixture
def page(monkeypatch):
    """Run one view for somebody who is really logged in."""
    opened = []

    def run(view, home, role=Role.KASI, **query):
        monkeypatch.setenv("TENTERAM_HOME", str(home))
        monkeypatch.setenv("TENTERAM_DATABASE", "")
        office = choose(home)
        name = f"halaman-{role.replace('_', '-')}"
        # A home may be a copy of one in which the account is already.
        if name not in {one.username for one in list_accounts(office, KEEPER)}:
            add_account(office, KEEPER, name, role, PASSWORD, at=datetime.now(UTC))
        token = login(office, name, PASSWORD, address="127.0.0.1", at=datetime.now(UTC))
        monkeypatch.setattr(ContextProxy, "cookies", {COOKIE: token})
        app = AppTest.from_string(f"from dashboard.views import {view}\n{view}.show()", default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        opened.append(app)
        return app.run()

    return run


def alone(app):
    """Turn the switch for joint audiences off."""
    return app.toggle(key="mode_rapat").set_value(False).run()


def words(app):
    """Return everything on a page that is text."""
    return " ".join(
        str(element.value)
        for kind in ("title", "subheader", "markdown", "caption", "text", "info", "warning")
        for element in app.get(kind)
    )
