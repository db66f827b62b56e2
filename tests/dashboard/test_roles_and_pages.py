"""Every role on every page, over the network as a browser asks: the page, or a refusal, and nothing else."""

import http.client
import itertools
import re
from urllib.parse import urlencode

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from dashboard.menu import JURNAL, KEJADIAN, KONFLIK, LAPOR, MENU, PENGATURAN, SURAT_TUGAS
from services.office import Office
from sop.party import ACCOUNT_ROLES, Actor, Role

REFUSAL = "tidak berhak"
MISHAP = "gagal ditampilkan"
ASKED = {
    KEJADIAN: ("nomor", "catat"),
    KONFLIK: ("nomor", "catat"),
    JURNAL: ("nomor", "isian", "lembar"),
    SURAT_TUGAS: ("nomor", "isian"),
    LAPOR: ("jurnal", "isian"),
    PENGATURAN: ("bagian",),
}
"""What the address of a page may name."""
HOSTILE = (
    "' OR '1'='1",
    "KJD-2026-0001' UNION SELECT password_hash FROM accounts --",
    '"; DELETE FROM audit; --',
    "KJD-2026-000%",
    "\x00\u202e",
    b"\xed\xa0\x80",
    "../../../etc/passwd",
    "<script>alert(1)</script>[x](https://evil.example)",
    "x" * 5_000,
)


def enter(app, role):
    """Log in and return the token."""
    form = urlencode({"username": f"uji-{role.replace('_', '-')}", "password": app.password})
    connection = http.client.HTTPConnection("127.0.0.1", app.port, timeout=20)
    connection.request("POST", "/masuk", form, {"Content-Type": "application/x-www-form-urlencoded"})
    cookie = connection.getresponse().headers["Set-Cookie"]
    connection.close()
    return re.match(r"tenteram_sesi=([^;]+);", cookie)[1]


def visit(websocket, path, query=""):
    """Ask for a page and return its headings, its refusals, and how many elements came."""
    message = BackMsg()
    message.rerun_script.page_name = path
    message.rerun_script.query_string = query
    websocket.send(message.SerializeToString())
    headings, alerts, elements = [], [], 0
    while True:
        told = ForwardMsg.FromString(websocket.recv(timeout=60))
        if told.HasField("script_finished") and told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return headings, alerts, elements
        element = told.delta.new_element
        elements += told.HasField("delta")
        if element.HasField("heading") and element.heading.tag == "h1":
            headings.append(element.heading.body)
        if element.HasField("alert"):
            alerts.append(element.alert.body)


def connected(app, role):
    """Open the websocket of an account that has a role."""
    return connect(
        f"ws://127.0.0.1:{app.port}/_stcore/stream",
        additional_headers={"Cookie": f"tenteram_sesi={enter(app, role)}"},
        origin=app.url,
        subprotocols=["streamlit"],
        max_size=None,
        proxy=None,
    )


@pytest.fixture(scope="module", params=ACCOUNT_ROLES)
def somebody(request, running_app):
    """A role and an open websocket of an account that has it."""
    with connected(running_app, request.param) as websocket:
        yield request.param, websocket


@pytest.mark.parametrize("page", MENU, ids=lambda page: page.url_path)
def test_a_role_gets_the_page_or_only_a_refusal(somebody, page):
    role, websocket = somebody
    headings, alerts, elements = visit(websocket, page.url_path)
    assert headings == [page.title]
    refused = [alert for alert in alerts if REFUSAL in alert]
    if page.open_to(Actor("uji", role)):
        assert refused == []
    else:
        assert refused == alerts != []
        # Heading and refusal, and what every page carries: two styles, the sidebar and the mark DATA CONTOH.
        assert elements <= 12


@pytest.mark.parametrize("page", ASKED, ids=lambda page: page.url_path)
def test_whatever_stands_in_an_address_breaks_no_page_and_changes_nothing(running_app, page):
    with connected(running_app, Role.KASI) as websocket:
        before = counted(running_app.home)
        for text, name in itertools.product(HOSTILE, ASKED[page]):
            headings, alerts, _ = visit(websocket, page.url_path, urlencode({name: text}))
            assert headings, (name, text)
            assert [one for one in alerts if MISHAP in one] == [], (name, text)
            assert [one for one in headings + alerts if "](https://evil" in one] == []
        assert counted(running_app.home) == before


def counted(home):
    office = Office.open(home)
    told = office.store.counts()
    office.close()
    return told
