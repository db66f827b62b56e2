"""Tracks handed in after two patrols, asked of a script: what is told of one is not told of the other."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from dashboard.headers import COOKIE
from dashboard.office import choose
from services.accounts import login
from sop.dictionary import PATROL_LOGS
from tests.dashboard.conftest import PASSWORD

SCRIPT = """
from datetime import UTC, datetime
import streamlit as st
from dashboard.components.jalur import serahkan_jalur
from dashboard.office import office
from dashboard.session import current_actor
log = st.radio("Jurnal", {logs!r})
serahkan_jalur(office(), current_actor(), key=f"jalur.{{log}}", log=log, at=datetime.now(UTC))
"""


@pytest.fixture(scope="module")
def office(demo_home, tmp_path_factory):
    copy = tmp_path_factory.mktemp("jalur") / "kantor"
    shutil.copytree(demo_home, copy)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TENTERAM_HOME", str(copy))
        patch.setenv("TENTERAM_DATABASE", "")
        yield choose(copy)


@pytest.fixture
def asked(office, monkeypatch):
    logs = [str(one) for one in office.frame(PATROL_LOGS).index[:2]]
    token = login(office, "uji-kasi", PASSWORD, address="127.0.0.1", at=datetime.now(UTC))
    monkeypatch.setattr(ContextProxy, "cookies", {COOKIE: token})
    app = AppTest.from_string(SCRIPT.format(logs=logs), default_timeout=60).run()
    assert [*app.exception] == []
    return app, logs


def hand_in(app, content):
    app.file_uploader[0].set_value(("jalur.gpx", content, "application/gpx+xml")).run()
    assert [*app.exception] == []


def told(app):
    return [one.value for one in (*app.success, *app.warning, *app.markdown)]


def gpx():
    begun = datetime.now(UTC) - timedelta(hours=1)
    fixes = "".join(
        f'<trkpt lat="-2.15" lon="115.15"><time>{(begun + timedelta(minutes=n)).isoformat()}</time></trkpt>'
        for n in range(6)
    )
    return f"<gpx><trk><trkseg>{fixes}</trkseg></trk></gpx>".encode()


def test_what_is_told_of_one_patrols_track_is_not_told_of_another_and_goes_with_a_refusal(asked):
    app, (first, second) = asked
    hand_in(app, gpx())
    assert any("1 jalur tersimpan" in one for one in told(app))
    assert any("di luar jam patroli" in one for one in told(app))
    app.radio[0].set_value(second).run()
    assert told(app) == []
    app.radio[0].set_value(first).run()
    assert any("1 jalur tersimpan" in one for one in told(app))
    hand_in(app, b"<html></html>")
    assert len(told(app)) == 1
    assert "1 jalur tersimpan" not in told(app)[0]
