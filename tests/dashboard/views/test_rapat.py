"""The switch for screens that others look at, on the pages that are for their reader alone."""

import shutil
from datetime import UTC, datetime

import pytest

from dashboard.office import choose
from services.locating import locate_point
from services.places import Place, add_place
from sop.party import Actor, Role
from sop.patrol import PlaceKind
from tests.dashboard.views.conftest import alone, words

KASI = Actor("kasi", Role.KASI)
CLOSED = "halaman ini hanya untuk layar Anda sendiri"


@pytest.fixture
def home(empty_home, tmp_path):
    shutil.copytree(empty_home, tmp_path / "kantor")
    return tmp_path / "kantor"


def in_meeting(app):
    app.session_state["rapat"] = True
    return app.run()


@pytest.mark.parametrize(
    ("view", "query"),
    [("impor", {}), *(("pengaturan", {"bagian": part}) for part in ("Bobot", "Akun", "Cadangan", "Riwayat"))],
)
def test_a_page_for_ones_own_eyes_is_closed_until_the_switch_is_turned(page, home, view, query):
    app = in_meeting(page(view, home, **query))
    assert [*app.exception] == []
    assert CLOSED in words(app)
    assert [*app.get("file_uploader"), *app.dataframe, *app.button] == []
    app = alone(app)
    assert [*app.exception] == []
    assert CLOSED not in words(app)


@pytest.mark.parametrize("role", [Role.KASI, Role.POLSEK])
def test_the_own_password_can_be_changed_in_a_meeting_too(page, home, role):
    app = in_meeting(page("pengaturan", home, role, bagian="Akun saya"))
    assert CLOSED not in words(app)
    assert len(app.text_input) == 3


def test_places_are_shown_to_a_room_without_remarks_names_of_persons_and_forms(page, home):
    office = choose(home)
    inside = office.areas().geometry.iloc[0].representative_point()
    place = Place(
        nama="Warung Pak Rekaan",
        jenis=next(iter(PlaceKind)),
        keterangan="Tempat kumpul pemuda",
        location=locate_point(office, inside.x, inside.y),
    )
    add_place(office, KASI, place, at=datetime.now(UTC), form_id="warung")
    app = page("tempat", home)
    assert app.dataframe[0].value.iloc[0]["Nama"] == "Warung Pak Rekaan"
    app = in_meeting(app)
    assert app.dataframe[0].value.iloc[0]["Nama"] == "Warung [nama orang]"
    assert "Keterangan" not in app.dataframe[0].value
    assert [button.key for button in app.button if str(button.key).startswith("tempat.")] == []
