"""Files that Streamlit itself keeps, behind the gate: the addresses are those of the installed Streamlit."""

import http.client
import re
import socket
import subprocess
import sys
import time
import uuid

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

LAUNCHER = """
import sys
import streamlit as st
from starlette.middleware import Middleware
from dashboard.gate import Gate
from sop.party import Actor, Role

WHO = {"token-kasi": Actor("kasi", Role.KASI), "token-camat": Actor("camat", Role.CAMAT)}
app = st.App(sys.argv[1], middleware=[Middleware(Gate, who=WHO.get, upload_room=2_000)])
app.run(config={
    "server.address": "127.0.0.1", "server.port": int(sys.argv[2]), "server.headless": True,
    "browser.gatherUsageStats": False, "server.fileWatcherType": "none",
})
"""
PAGE = """
import streamlit as st
st.download_button("Unduh", b"rahasia kasi", "laporan.csv", "text/csv")
st.file_uploader("Berkas")
"""


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    folder = tmp_path_factory.mktemp("berkas")
    launcher, page = folder / "peluncur.py", folder / "halaman.py"
    launcher.write_text(LAUNCHER)
    page.write_text(PAGE)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, str(launcher), str(page), str(free)], stdout=subprocess.DEVNULL
    )
    end = time.monotonic() + 60
    while True:
        try:
            ask(free, "/_stcore/health")
            break
        except OSError:
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.1)
    yield free
    process.terminate()
    process.wait(20)


def ask(port, path, who=None, method="GET", headers=None, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    given = {"Cookie": f"tenteram_sesi=token-{who}"} if who else {}
    for name, value in (headers or {}).items():
        given[name] = f"{given[name]}; {value}" if name in given else value
    connection.request(method, path, body, given)
    answer = connection.getresponse()
    found = answer.status, answer.headers, answer.read()
    connection.close()
    return found


def talk(port, who):
    return connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        additional_headers={"Cookie": f"tenteram_sesi=token-{who}"},
        origin=f"http://127.0.0.1:{port}",
        subprotocols=["streamlit"],
        proxy=None,
    )


def until(websocket, found):
    """Read messages up to the first for which ``found`` tells something, and return that."""
    while True:
        message = ForwardMsg.FromString(websocket.recv(timeout=30))
        if told := found(message):
            return told


def run_page(websocket):
    message = BackMsg()
    message.rerun_script.query_string = ""
    websocket.send(message.SerializeToString())


def test_a_download_answers_only_to_whom_it_was_offered(port):
    with talk(port, "kasi") as websocket:
        run_page(websocket)
        address = until(websocket, lambda m: m.delta.new_element.download_button.url)
        assert ask(port, address, "kasi")[::2] == (200, b"rahasia kasi")
        assert ask(port, address, "camat")[0] == 404
        assert ask(port, address)[0] == 401


def offered(websocket, session, count):
    """Ask for addresses to which files may be handed in."""
    message = BackMsg()
    message.file_urls_request.request_id = "1"
    message.file_urls_request.file_names.extend(f"data-{number}.csv" for number in range(count))
    message.file_urls_request.session_id = session
    websocket.send(message.SerializeToString())
    return [found.upload_url for found in until(websocket, lambda m: list(m.file_urls_response.file_urls))]


def handed_in(port, who, content):
    """Return the headers and the body with which a page of somebody hands a file in."""
    token = re.match(r"_streamlit_xsrf=([^;]+)", ask(port, "/_stcore/health", who)[1]["Set-Cookie"])[1]
    form = (
        b'--batas\r\nContent-Disposition: form-data; name="a"; filename="data.csv"\r\n'
        b"Content-Type: text/csv\r\n\r\n" + content + b"\r\n--batas--\r\n"
    )
    headers = {
        "Content-Type": "multipart/form-data; boundary=batas",
        "X-Xsrftoken": token,
        "Cookie": f"_streamlit_xsrf={token}",
    }
    return headers, form


def opened_page(websocket):
    """Run the page to its end and return the name of its session."""
    run_page(websocket)
    session = until(websocket, lambda m: m.new_session.initialize.session_id)
    until(websocket, lambda m: m.WhichOneof("type") == "script_finished")
    return session


def test_an_upload_goes_only_where_its_own_page_asked_for_it(port):
    with talk(port, "kasi") as websocket:
        session = opened_page(websocket)
        [address] = offered(websocket, session, 1)
        headers, form = handed_in(port, "kasi", b"a,b")
        invented = f"/_stcore/upload_file/{session}/{uuid.uuid4()}"
        assert ask(port, address, "camat", "PUT", headers, form)[0] == 404
        assert ask(port, invented, "kasi", "PUT", headers, form)[0] == 404
        assert ask(port, address, "kasi", "PUT", {**headers, "X-Xsrftoken": "x"}, form)[0] == 403
        assert ask(port, address, "kasi", "PUT", headers, form)[0] == 204
        assert ask(port, address, "camat", "DELETE", headers)[0] == 404


def test_nobody_fills_the_memory_with_files_that_no_page_takes(port):
    with talk(port, "camat") as mine, talk(port, "kasi") as other:
        addresses = offered(mine, opened_page(mine), 4)
        headers, form = handed_in(port, "camat", b"x" * 800)
        answers = [ask(port, address, "camat", "PUT", headers, form)[0] for address in addresses[:3]]
        assert answers == [204, 204, 429]
        [address] = offered(other, opened_page(other), 1)
        assert ask(port, address, "kasi", "PUT", *handed_in(port, "kasi", b"x" * 800))[0] == 204
        assert ask(port, addresses[0], "camat", "DELETE", headers)[0] == 204
        assert ask(port, addresses[3], "camat", "PUT", headers, form)[0] == 204
