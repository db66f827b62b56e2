"""Where it happened, asked of a script: three ways of saying it, kept between runs; and drawn shapes."""

from datetime import UTC, datetime

import pytest
import shapely
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
def run(home, monkeypatch):
    """Run a form whose answer goes into ``hasil``."""
    monkeypatch.setenv("TENTERAM_HOME", str(home))
    monkeypatch.setenv("TENTERAM_DATABASE", "")
    choose(home)

    def of(call):
        script = (
            "import shapely\n"
            "import streamlit as st\n"
            "from dashboard.components.bidang import bidang\n"
            "from dashboard.components.lokasi import lokasi, lupakan\n"
            "from dashboard.office import office\n"
            "from services.locating import locate_desa, locate_point\n"
            "from sop.incident import LocationPrecision\n"
            f"st.session_state.hasil = {call}\n"
            "st.button('Simpan', key='simpan', on_click=lambda: lupakan('tempat'))\n"
        )
        return AppTest.from_string(script, default_timeout=60).run()

    return of


@pytest.fixture
def form(run):
    return run("lokasi(office(), key='tempat')")


def choose_way(form, way):
    form.get("button_group")[0].set_value(way).run()
    assert [*form.exception] == []


def test_pasted_coordinates_name_the_desa_and_outlive_another_way_of_saying_it(form):
    choose_way(form, "Tautan atau koordinat")
    form.text_input[0].set_value("2°09'42.12\" LS 115°16'32.52\" BT").run()
    assert form.session_state.hasil.words == "Bamban · 2,16170° LS 115,27570° BT"
    choose_way(form, "Hanya desa")
    assert form.session_state.hasil is None
    form.selectbox[0].set_value("62.13.02.2005").run()
    assert form.session_state.hasil.words == "Bamban (hanya desa)"
    choose_way(form, "Tautan atau koordinat")
    assert form.text_input[0].value == "2°09'42.12\" LS 115°16'32.52\" BT"
    assert form.session_state.hasil.kode_desa == "62.13.02.2005"


def test_swapped_numbers_are_refused_and_one_click_swaps_them(form):
    choose_way(form, "Tautan atau koordinat")
    form.text_input[0].set_value("115,10 -2,02").run()
    assert form.session_state.hasil is None
    assert "tampak tertukar" in form.warning[0].value
    form.button(key="tempat.tukar").click().run()
    point = form.session_state.hasil.point
    assert (point.x, point.y) == (115.10, -2.02)


def test_a_forgotten_sign_is_refused_and_one_click_adds_it(form):
    choose_way(form, "Tautan atau koordinat")
    form.text_input[0].set_value("2,1617, 115,2757").run()
    assert form.session_state.hasil is None
    form.button(key="tempat.tukar").click().run()
    assert form.session_state.hasil.words == "Bamban · 2,16170° LS 115,27570° BT"


def test_a_short_link_is_explained_and_what_was_typed_stays(form):
    choose_way(form, "Tautan atau koordinat")
    form.text_input[0].set_value("https://maps.app.goo.gl/AbC").run()
    assert form.session_state.hasil is None
    assert "Tautan pendek" in form.warning[0].value
    assert form.text_input[0].value == "https://maps.app.goo.gl/AbC"


def test_a_point_outside_is_taken_with_a_warning(form):
    choose_way(form, "Tautan atau koordinat")
    form.text_input[0].set_value("-2,0, 114,5").run()
    assert form.session_state.hasil.quarantine == "luar_wilayah"
    assert "karantina" in form.warning[0].value


def test_what_was_said_is_forgotten_once_it_is_saved(form):
    choose_way(form, "Tautan atau koordinat")
    form.text_input[0].set_value("-2,1617, 115,2757").run()
    first = form.session_state["tempat.giliran"]
    form.button(key="simpan").click().run()
    assert form.session_state.hasil is None
    assert form.session_state["tempat.giliran"] > first
    choose_way(form, "Tautan atau koordinat")
    assert form.text_input[0].value == ""


def test_a_known_place_is_kept_as_it_is_until_another_is_said(run):
    form = run(
        "lokasi(office(), key='tempat',"
        " initial=locate_point(office(), 115.27570004, -2.1617, LocationPrecision.PATOKAN))"
    )
    known = form.session_state.hasil
    assert (known.point.x, known.precision) == (115.27570004, "patokan")
    choose_way(form, "Tautan atau koordinat")
    form.text_input[0].set_value("-2,2323, 115,1569").run()
    assert (form.session_state.hasil.words, form.session_state.hasil.precision) == (
        "Taniran · 2,23230° LS 115,15690° BT",
        "peta",
    )


def test_a_place_known_by_its_desa_alone_opens_that_way(run):
    form = run("lokasi(office(), key='tempat', initial=locate_desa(office(), '62.13.02.2005'))")
    assert form.selectbox[0].value == "62.13.02.2005"
    assert form.session_state.hasil.words == "Bamban (hanya desa)"


RING = "shapely.box(115.15, -2.24, 115.2, -2.2)"


@pytest.mark.parametrize(
    "shape",
    [
        RING,
        "shapely.LineString([(115.15, -2.2), (115.2, -2.24)])",
        f"{RING}.difference(shapely.box(115.16, -2.23, 115.17, -2.22))",
        f"shapely.MultiPolygon([{RING}])",
    ],
)
def test_a_known_shape_is_returned_as_it_is_even_one_that_cannot_be_drawn(run, shape):
    form = run(f"bidang(office(), key='tempat', initial={shape})")
    assert [*form.exception] == []
    assert form.session_state.hasil.equals(eval(shape, {"shapely": shapely}))  # noqa: S307 - our own text
    assert "Taniran" in form.success[0].value


def test_without_a_drawing_there_is_no_shape(run):
    form = run("bidang(office(), key='tempat')")
    assert form.session_state.hasil is None
    assert "paling sedikit 3" in form.caption[0].value
