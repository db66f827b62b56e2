"""Ports, and the login form under TLS."""

import socket

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from dashboard.gate import Gate
from dashboard.login import login_routes
from dashboard.server import listen
from services.office import Office
from sop.problem import ProblemCode, Refused


@pytest.fixture
def taken():
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        yield busy.getsockname()[1]


def test_a_taken_port_is_refused_with_advice(taken):
    with pytest.raises(Refused) as refused:
        listen(taken)
    assert [p.code for p in refused.value.problems] == [ProblemCode.PORT_TERPAKAI]
    assert "--port" in str(refused.value)


def test_without_a_wish_the_next_free_port_is_taken(taken, monkeypatch):
    monkeypatch.setattr("dashboard.server.FIRST_PORT", taken)
    with listen(None) as listener:
        address, port = listener.getsockname()
    assert address == "127.0.0.1"
    assert taken < port <= taken + 50


def test_a_free_port_is_taken_as_asked():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    with listen(free) as listener:
        assert listener.getsockname()[1] == free


def test_under_tls_the_cookie_never_travels_in_the_clear(demo_home, run_async):
    office = Office.open(demo_home)
    door = Starlette(
        routes=login_routes(lambda: office), middleware=[Middleware(Gate, who=lambda _token: None)]
    )
    body = b"username=uji-kasi&password=kata-sandi-uji"
    sent = []

    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "scheme": "https",
        "path": "/masuk",
        "query_string": b"",
        "headers": [(b"host", b"kantor"), (b"origin", b"https://kantor")],
        "client": ("10.0.0.1", 1),
        "server": ("kantor", 443),
    }
    run_async(door(scope, receive, send))
    office.close()
    assert sent[0]["status"] == 303
    assert dict(sent[0]["headers"])[b"set-cookie"].decode().endswith("SameSite=strict; Secure")
