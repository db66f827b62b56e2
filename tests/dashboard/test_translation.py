"""Streamlit's own words in Indonesian, and what is typed when the connection is lost."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from dashboard.translation import SCRIPTS, WORDS, scripts, translated

TYPED = "Pasar malam minta izin; ini belum terkirim."


@pytest.mark.parametrize("name", WORDS)
def test_every_piece_is_found_in_a_script_of_its_name(name):
    texts = [path.read_text(encoding="utf-8") for path in SCRIPTS.glob(f"{name}.*.js")]
    assert [piece for piece in WORDS[name] if not any(piece in text for text in texts)] == []


@pytest.mark.parametrize("path", scripts(), ids=lambda path: path.name.split(".")[0])
def test_a_translated_script_says_nothing_of_it_in_english_any_more(path):
    said = translated(path.name).decode()
    assert [piece for piece in WORDS[path.name.split(".")[0]] if piece in said] == []


@pytest.mark.parametrize("name", WORDS)
def test_what_is_exchanged_leaves_a_script_that_still_is_one(name):
    # Backticks pair, and what is filled in by the script is filled in as before.
    for english, indonesian in WORDS[name].items():
        assert (english.count("`") - indonesian.count("`")) % 2 == 0, english
        for opening, closing in ("{}", "()", "[]"):
            balance = [text.count(opening) - text.count(closing) for text in (english, indonesian)]
            assert balance[0] == balance[1], english
        filled_in = [set(re.findall(r"\$\{[\w.]+", text)) for text in (english, indonesian)]
        assert filled_in[1] <= filled_in[0], english


def fetch(app, path, headers):
    connection = http.client.HTTPConnection("127.0.0.1", app.port, timeout=20)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    found = answer.status, answer.headers, answer.read()
    connection.close()
    return found


@pytest.fixture(scope="module")
def cookie(running_app):
    body = urlencode({"username": "uji-kasi", "password": running_app.password})
    connection = http.client.HTTPConnection("127.0.0.1", running_app.port, timeout=20)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/masuk", body, kind)
    token = re.match(r"[^;]+", connection.getresponse().headers["Set-Cookie"])[0]
    connection.close()
    return {"Cookie": token}


def test_a_script_is_fetched_once_and_asked_for_ever_after(running_app, cookie):
    path = f"/static/js/{next(p.name for p in scripts() if p.name.startswith('Selectbox'))}"
    status, headers, body = fetch(running_app, path, cookie)
    assert (status, headers["Cache-Control"]) == (200, "private, no-cache")
    assert "Tidak ada yang cocok" in body.decode()
    again = fetch(running_app, path, {**cookie, "If-None-Match": headers["ETag"]})
    assert (again[0], again[2]) == (304, b"")


def test_strangers_get_no_script(running_app):
    assert {fetch(running_app, f"/static/js/{path.name}", {})[0] for path in scripts()} == {401}


@contextmanager
def serving(home, port):
    command = [sys.executable, "-m", "cli", "--home", str(home), "serve", "--port", str(port)]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ}
    )
    try:
        end = time.monotonic() + 60
        while not _answers(port):
            assert time.monotonic() < end
            time.sleep(0.1)
        yield
    finally:
        process.kill()
        process.wait(20)


def _answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class _App:
    def __init__(self, port):
        self.url, self.port, self.password = f"http://127.0.0.1:{port}", port, "kata-sandi-uji"


@pytest.mark.browser
def test_when_the_server_is_killed_the_page_says_what_to_do_and_gives_the_words_back(demo_home, new_browser):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with serving(demo_home, port):
        page = new_browser().log_in(_App(port), "kasi")
        page.get_by_role("button", name="Minta keputusan Camat", exact=True).click()
        page.get_by_label("Apa yang perlu diputuskan Camat, dan mengapa").fill(TYPED)
    told = page.get_by_role("dialog").inner_text()
    assert told.startswith("Sambungan ke Tenteram terputus")
    assert "Jangan tutup atau muat ulang halaman" in told
    with serving(demo_home, port):
        panel = page.get_by_role("region", name="Isian sebelum sambungan terputus")
        panel.wait_for(timeout=60_000)
        assert TYPED in panel.inner_text()
        panel.get_by_role("button", name="Tutup").click()
        expect(panel).to_have_count(0)


@pytest.mark.browser
def test_months_and_numbers_of_the_front_end_are_indonesian_whatever_the_browser_speaks(
    running_app, new_browser
):
    page = new_browser(locale="en-US").log_in(running_app, "kasi")
    assert (
        page.evaluate("new Date(2026, 7, 1).toLocaleString(navigator.language, { month: 'long' })")
        == "Agustus"
    )
    assert page.evaluate("(1234.5).toLocaleString(navigator.languages)") == "1.234,5"
