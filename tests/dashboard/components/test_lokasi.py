"""The place of an incident as a script: three ways of saying it, kept between runs."""

from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.office import choose
from services.setup import initialise
from sop.party import Actor, Role


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("lokasi") / "kantor"
    initialise(home, Actor("cli:uji", Role.LOKAL), at=datetime.now(UTC))
    return home


@pytest.fixture
def form(home, monkeypatch):
    monkeypatch.setenv("TENTERAM_HOME", str(home))
    monkeypatch.setenv("TENTERAM_DATABASE", "")
    choose(home)
    script = (
        "import streamlit as st\n"
        "from dashboard.components.lokasi import lokasi\n"
        "from dashboard.office import office\n"
        "st.session_state.hasil = lokasi(office(), key='tempat')\n"
        "st.button('Lagi')\n"
    )
    return AppTest.from_string(script, default_timeout=60).run()


def test_pasted_coordinates_name_the_desa_and_outlive_another_way_of_saying_it(form):
    form.get("button_group")[0].set_value("Tautan atau koordinat").run()
    form.text_input[0].set_value("2°09'42.12\" LS 115°16'32.52\" BT").run()
    assert form.session_state.hasil.words == "Bamban · 2,16170° LS 115,27570° BT"
    form.get("button_group")[0].set_value("Hanya desa").run()
    assert form.session_state.hasil is None
    form.selectbox[0].set_value("62.13.02.2005").run()
    assert form.session_state.hasil.words == "Bamban (hanya desa)"
    form.get("button_group")[0].set_value("Tautan atau koordinat").run()
    assert form.text_input[0].value == "2°09'42.12\" LS 115°16'32.52\" BT"
    assert [*form.exception] == []


def test_swapped_numbers_are_refused_and_one_click_swaps_them(form):
    form.get("button_group")[0].set_value("Tautan atau koordinat").run()
    form.text_input[0].set_value("115,10 -2,02").run()
    assert form.session_state.hasil is None
    assert "tampak tertukar" in form.warning[0].value
    form.button(key="tempat.tukar").click().run()
    point = form.session_state.hasil.point
    assert (point.x, point.y) == (115.10, -2.02)
