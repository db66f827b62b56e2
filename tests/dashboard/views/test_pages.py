"""Every page as a script: empty and full, for the office and for partners."""

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from sop.party import Role
from tests.dashboard.views.conftest import words


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
