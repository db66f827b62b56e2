"""Every page as a script: empty and full, for the office and for partners."""

from datetime import UTC, datetime

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from dashboard.headers import COOKIE
from dashboard.office import choose
from services.accounts import add_account, login
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

    def run(view, home, role=Role.KASI):
        monkeypatch.setenv("TENTERAM_HOME", str(home))
        monkeypatch.setenv("TENTERAM_DATABASE", "")
        office = choose(home)
        name = f"halaman-{role.replace('_', '-')}"
        if (home, role) not in _KNOWN:
            add_account(office, KEEPER, name, role, PASSWORD, at=datetime.now(UTC))
            _KNOWN.add((home, role))
        token = login(office, name, PASSWORD, address="127.0.0.1", at=datetime.now(UTC))
        monkeypatch.setattr(ContextProxy, "cookies", {COOKIE: token})
        app = AppTest.from_string(f"from dashboard.views import {view}\n{view}.show()", default_timeout=60)
        opened.append(app)
        return app.run()

    return run


_KNOWN: set = set()


def words(app):
    """Return everything on a page that is text."""
    return " ".join(
        str(element.value)
        for kind in ("title", "subheader", "markdown", "caption", "text", "info", "warning")
        for element in app.get(kind)
    )


@pytest.mark.parametrize(("view", "title"), [("situasi", "Situasi"), ("peta_kerawanan", "Peta Kerawanan")])
@pytest.mark.parametrize("role", [Role.KASI, Role.CAMAT, Role.OPERATOR, Role.SATPOL_PP, Role.KORAMIL])
def test_a_full_page_opens_for_every_role_that_may_see_it(page, demo_home, view, title, role):
    app = page(view, demo_home, role)
    assert [*app.exception] == []
    assert app.title[0].value == title


@pytest.mark.parametrize("view", ["situasi", "peta_kerawanan"])
def test_an_empty_office_gets_a_page_that_says_what_to_do(page, empty_home, view):
    app = page(view, empty_home)
    assert [*app.exception] == []
    assert {"situasi": "Belum ada kejadian", "peta_kerawanan": "Belum ada desa yang dipilih"}[view] in words(
        app
    )


@pytest.mark.parametrize("view", ["situasi", "peta_kerawanan"])
def test_every_quick_period_can_be_chosen(page, demo_home, view):
    app = page(view, demo_home)
    for name in ("Hari ini", "Minggu ini", "Bulan lalu", "Tahun ini", "Semua"):
        app.get("button_group")[0].set_value(name).run()
        assert app.get("button_group")[0].value == name
        assert [*app.exception] == [], name


def test_the_table_ranks_all_desa_in_indonesian_numbers(page, demo_home):
    table = page("situasi", demo_home).dataframe[0].value
    assert list(table.columns) == ["Urutan", "Desa", "Poin", "Kelas", "Keyakinan"]
    assert len(table) == 7
    points = [float(text.replace(".", "").replace(",", ".")) for text in table["Poin"]]
    assert points == sorted(points, reverse=True)


def test_a_selected_desa_is_explained_beside_the_map(page, demo_home):
    app = page("peta_kerawanan", demo_home)
    app.session_state["desa_terpilih"] = "62.13.02.2005"
    app.run()
    assert [*app.exception] == []
    assert "Belum ada desa yang dipilih" not in words(app)
    assert "Kejadian pada periode ini" in words(app)


def test_a_selection_that_no_longer_exists_is_forgotten(page, demo_home):
    app = page("peta_kerawanan", demo_home)
    app.session_state["desa_terpilih"] = "99.99"
    app.run()
    assert [*app.exception] == []
    assert "Belum ada desa yang dipilih" in words(app)


def test_nobody_without_a_login_sees_anything(page, demo_home, monkeypatch):
    page("situasi", demo_home)
    monkeypatch.setattr(ContextProxy, "cookies", {})
    app = AppTest.from_string("from dashboard.views import situasi\nsituasi.show()").run()
    assert [*app.title, *app.dataframe] == []
    assert "Sesi Anda sudah berakhir" in words(app)
