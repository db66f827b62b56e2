"""Photos beside a record, asked of a script: the gallery, taking one out, and who gets what."""

import itertools
import shutil
from datetime import UTC, datetime

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from dashboard.headers import COOKIE
from dashboard.office import choose
from services.accounts import login
from services.attachments import attach_photo, files_of, photos
from sop.dictionary import ATTACHMENTS, INCIDENTS
from sop.party import Actor, Role
from tests.dashboard.conftest import PASSWORD
from tests.pictures import photo

KASI = Actor("uji-kasi", Role.KASI)
NAME = "<img src=x onerror=alert(1)> *tebal* :red[x].jpg"


TURN = itertools.count(1)
"""Every test has an incident and a photo of its own."""


@pytest.fixture(scope="module")
def home(demo_home, tmp_path_factory):
    copy = tmp_path_factory.mktemp("foto") / "kantor"
    shutil.copytree(demo_home, copy)
    return copy


@pytest.fixture
def office(home, monkeypatch):
    monkeypatch.setenv("TENTERAM_HOME", str(home))
    monkeypatch.setenv("TENTERAM_DATABASE", "")
    return choose(home)


@pytest.fixture
def number(office):
    """A restricted incident with one photo that has a hostile name."""
    turn, rows = next(TURN), office.frame(INCIDENTS)
    found = str(rows.index[rows["visibilitas"] == "terbatas"][-turn])
    attach_photo(office, KASI, INCIDENTS, found, NAME, photo(color=(turn, 9, 9)), at=datetime.now(UTC))
    return found


@pytest.fixture
def shown(office, monkeypatch, number):
    def run(role, *, meeting=False):
        token = login(
            office, f"uji-{role.replace('_', '-')}", PASSWORD, address="127.0.0.1", at=datetime.now(UTC)
        )
        monkeypatch.setattr(ContextProxy, "cookies", {COOKIE: token})
        script = (
            "from datetime import UTC, datetime\n"
            "from dashboard.components.foto import foto\n"
            "from dashboard.office import office\n"
            "from dashboard.session import current_actor\n"
            "from sop.dictionary import INCIDENTS\n"
            f"foto(office(), current_actor(), INCIDENTS, {number!r}, key='f', at=datetime.now(UTC),"
            f" meeting={meeting})\n"
        )
        app = AppTest.from_string(script, default_timeout=60).run()
        assert [*app.exception] == []
        return app

    return run


def pictures(app):
    return len(app.get("imgs") or app.get("image") or [])


def captions(app):
    return " ".join(one.value for one in app.caption)


def test_the_gallery_shows_the_photo_with_its_name_as_it_is(shown):
    app = shown(Role.KASI)
    assert pictures(app) == 1
    assert r"\*tebal\* \:red\[x\]\.jpg" in captions(app)
    assert r"\<img src=x" in captions(app)


def test_a_meeting_sees_no_photo_and_can_add_none(shown):
    app = shown(Role.KASI, meeting=True)
    assert pictures(app) == 0
    assert [*app.get("file_uploader"), *app.button, *app.expander] == []
    assert captions(app) == "Foto tidak ditampilkan dalam mode rapat."


@pytest.mark.parametrize(
    ("role", "sees", "adds", "erases"),
    [
        (Role.KASI, True, True, True),
        (Role.OPERATOR, True, True, False),
        (Role.CAMAT, True, False, False),
        (Role.SEKCAM, True, False, False),
        # The record was not referred to them: a photo can show a face or a plate.
        (Role.POLSEK, False, False, False),
        # Sees a restricted incident only roughly: neither its photos nor that there are none.
        (Role.KORAMIL, False, False, False),
        (Role.PETUGAS, False, False, False),
    ],
)
def test_each_role_gets_what_it_may(shown, role, sees, adds, erases):
    app = shown(role)
    assert pictures(app) == sees
    assert bool(app.expander) is adds
    assert bool([one for one in app.button if one.label == "Hapus foto ini"]) is erases
    if not sees:
        assert app.caption == []


def test_the_kasi_takes_a_photo_out_with_a_reason(shown, office, number):
    app = shown(Role.KASI)
    erase = next(one for one in app.button if one.label == "Hapus foto ini")
    erase.click().run()
    assert "Alasan wajib diisi" in app.warning[0].value
    assert len(photos(office, KASI, INCIDENTS, number)) == 1
    app.text_input[0].set_value("Memuat wajah anak").run()
    next(one for one in app.button if one.label == "Hapus foto ini").click().run()
    assert [*app.exception] == []
    assert pictures(app) == 0
    assert "Belum ada foto." in captions(app)
    assert photos(office, KASI, INCIDENTS, number) == ()


def test_a_lost_file_is_told_in_the_place_of_its_photo(shown, office, number):
    rows = office.frame(ATTACHMENTS)
    files_of(office).remove(rows.loc[rows["kunci"] == number, "sha256"].iloc[0])
    app = shown(Role.KASI)
    assert pictures(app) == 0
    assert "tidak ada lagi di folder" in app.warning[0].value
