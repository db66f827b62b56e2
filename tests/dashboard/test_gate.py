"""The gate, with a plain ASGI app behind it that tells what reached it."""

import asyncio

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.gate import Gate
from sop.party import Actor, Role
from sop.problem import ProblemCode, Refused, problem

KASI, CAMAT = Actor("kasi", Role.KASI), Actor("camat", Role.CAMAT)
LOCAL = (b"host", b"127.0.0.1:8501")
OWN_ORIGIN = (b"origin", b"http://127.0.0.1:8501")
FILE = "/media/" + "a" * 32 + ".csv"
PAGE_SESSION = "12345678-1234-1234-1234-123456789abc"
UPLOAD = f"/_stcore/upload_file/{PAGE_SESSION}/{PAGE_SESSION}"
SESSION = "abcdef01-1234-1234-1234-123456789abc"


class Behind:
    """Tells what reached it, and sends what it was given to every websocket."""

    def __init__(self):
        self.scopes, self.received, self.sends = [], [], []

    async def __call__(self, scope, receive, send):
        self.scopes.append(scope)
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"rahasia"})
            return
        await send({"type": "websocket.accept"})
        for data in self.sends:
            await send({"type": "websocket.send", "bytes": data})
        while (message := await receive())["type"] != "websocket.disconnect":
            if message["type"] == "websocket.receive":
                self.received.append(message["bytes"])
                await send({"type": "websocket.send", "bytes": new_session(SESSION)})


@pytest.fixture
def behind():
    return Behind()


@pytest.fixture
def logins():
    return {"token-kasi": KASI, "token-camat": CAMAT}


@pytest.fixture
def gate(behind, logins):
    return Gate(behind, who=logins.get)


def cookie(token):
    return (b"cookie", f"tenteram_sesi={token}".encode())


def ask(gate, path, *headers, method="GET"):
    """Return status, headers and body of an answer."""
    sent = []

    async def receive():
        return {"type": "http.request", "body": b""}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": [LOCAL, *headers],
    }
    asyncio.run(gate(scope, receive, send))
    return sent[0]["status"], dict(sent[0]["headers"]), b"".join(m.get("body", b"") for m in sent)


def converse(gate, *headers, says=(), meanwhile=lambda: None):
    """Open a websocket, say something, hang up; return everything that came back.

    ``meanwhile`` is done when the websocket is open, before anything is said.
    """
    sent, left = (
        [],
        [{"type": "websocket.connect"}, *({"type": "websocket.receive", "bytes": s} for s in says)],
    )

    async def receive():
        if left and left[0]["type"] == "websocket.receive":
            meanwhile()
        return left.pop(0) if left else {"type": "websocket.disconnect", "code": 1000}

    async def send(message):
        sent.append(message)

    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": [LOCAL, *headers]}
    asyncio.run(gate(scope, receive, send))
    return sent


def download(path):
    """Build the message that shows a download button; the byte after the address is a printable 8."""
    message = ForwardMsg()
    message.delta.new_element.download_button.url = path
    message.delta.new_element.download_button.disabled = True
    assert path.encode() + b"8" in message.SerializeToString()
    return message.SerializeToString()


def new_session(name):
    message = ForwardMsg()
    message.new_session.initialize.session_id = name
    return message.SerializeToString()


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/", "/masuk"),
        ("/peta-kerawanan", "/masuk?berikut=/peta-kerawanan"),
        ("//evil.example/x", "/masuk?berikut=//evil.example/x"),
        ("/x\r\nSet-Cookie: a=b", "/masuk?berikut=/x%0D%0ASet-Cookie%3A%20a%3Db"),
    ],
)
def test_a_stranger_who_opens_a_page_is_sent_to_the_login(gate, behind, path, target):
    status, headers, _ = ask(gate, path)
    assert (status, headers[b"location"]) == (303, target.encode())
    assert behind.scopes == []


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", [FILE, UPLOAD, "/_stcore/host-config", "/component/a/b.js", "/static/a.js"])
def test_a_stranger_gets_no_file(gate, behind, path, method):
    assert ask(gate, path, method=method)[0] == 401
    assert behind.scopes == []


def test_a_stranger_learns_from_the_health_check_only_that_it_lives(gate, behind):
    status, headers, body = ask(gate, "/_stcore/health")
    assert (status, body) == (200, b"ok")
    assert b"set-cookie" not in headers
    assert behind.scopes == []


@pytest.mark.parametrize("path", ["/masuk/", "/masuk/../media/x", "/masuk/gaya.css/x", "/Masuk", "/masuk//"])
def test_only_the_exact_paths_of_the_login_are_open(gate, behind, path):
    assert ask(gate, path, method="DELETE")[0] == 401
    assert behind.scopes == []


@pytest.mark.parametrize("token", ["", "x", "token-kasi,token-camat", "TOKEN-KASI", "\xff"])
def test_a_token_that_opens_nothing_is_a_stranger(gate, behind, token):
    assert ask(gate, "/static/a.js", (b"cookie", b"tenteram_sesi=" + token.encode("latin-1")))[0] == 401
    assert behind.scopes == []


def test_two_different_tokens_are_no_login(gate):
    assert (
        ask(gate, "/static/a.js", (b"cookie", b"tenteram_sesi=token-kasi; tenteram_sesi=token-camat"))[0]
        == 401
    )
    assert ask(gate, "/static/a.js", cookie("token-kasi"), cookie("token-camat"))[0] == 401


def test_identity_headers_and_streamlits_own_cookies_stay_outside(gate, behind):
    forged = [
        b"x-forwarded-user", b"X-Streamlit-User", b"remote-user", b"x-remote-user", b"X_Forwarded_User",
        b"x-auth-request-email", b"authorization", b"forwarded", b"x-forwarded-for", b"cf-access-user",
        b"x-ms-client-principal", b"x-goog-authenticated-user-email", b"x-amzn-oidc-identity", b"origin",
    ]  # fmt: skip
    ask(
        gate,
        "/static/a.js",
        (
            b"cookie",
            b"_streamlit_user=camat; tenteram_sesi=token-kasi; _streamlit_user__1=x; _streamlit_xsrf=2|a",
        ),
        *((name, b"camat") for name in forged),
        (b"accept", b"*/*"),
    )
    assert behind.scopes[0]["headers"] == [
        LOCAL,
        (b"accept", b"*/*"),
        (b"cookie", b"_streamlit_xsrf=2|a; tenteram_sesi=token-kasi"),
    ]


def test_identity_headers_alone_open_nothing(gate, behind):
    assert ask(gate, "/static/a.js", (b"x-forwarded-user", b"kasi"), (b"remote-user", b"kasi"))[0] == 401
    assert behind.scopes == []


@pytest.mark.parametrize(
    "foreign",
    [
        (b"origin", b"http://evil.example"),
        (b"origin", b"null"),
        (b"origin", b"http://127.0.0.1:9999"),
        (b"origin", b"http://127.0.0.1:8501.evil.example"),
        (b"origin", b"file://127.0.0.1:8501"),
        (b"sec-fetch-site", b"cross-site"),
        (b"sec-fetch-site", b"same-site"),
    ],
)
@pytest.mark.parametrize("path", ["/masuk", "/keluar", UPLOAD])
def test_another_site_can_neither_log_in_nor_out_nor_change_anything(gate, behind, path, foreign):
    assert ask(gate, path, foreign, cookie("token-kasi"), method="POST")[0] == 403
    assert behind.scopes == []


def test_what_streamlit_brings_along_unused_is_closed_to_everybody(gate, behind):
    for path in (
        "/_stcore/metrics", "/_stcore/agent/interact", "/_stcore/agent/mcp", "/_stcore/agent/openapi.json",
        "/_stcore/script-health-check", "/auth/login", "/auth/logout", "/oauth2callback", "/app/static/x",
    ):  # fmt: skip
        assert ask(gate, path, cookie("token-kasi"))[0] == 404
    assert behind.scopes == []


@pytest.mark.parametrize("path", [FILE, UPLOAD])
def test_a_file_answers_only_to_the_account_it_was_sent_to(gate, behind, path):
    assert ask(gate, path, cookie("token-kasi"))[0] == 404
    behind.sends = [new_session(PAGE_SESSION), download(path)]
    converse(gate, OWN_ORIGIN, cookie("token-kasi"))
    assert ask(gate, path, cookie("token-kasi"))[::2] == (200, b"rahasia")
    assert ask(gate, path, cookie("token-camat"))[::2] == (404, b"Tidak ditemukan.")
    assert ask(gate, path)[0] == 401


def test_nobody_hands_a_file_in_at_the_page_of_somebody_else(gate, behind):
    behind.sends = [new_session(PAGE_SESSION), download(UPLOAD)]
    converse(gate, OWN_ORIGIN, cookie("token-kasi"))
    behind.sends = [new_session(SESSION), download(UPLOAD)]
    converse(gate, OWN_ORIGIN, cookie("token-camat"))
    answers = [ask(gate, UPLOAD, cookie(token), method="PUT")[0] for token in ("token-kasi", "token-camat")]
    assert answers == [200, 404]


@pytest.mark.parametrize(
    "path", ["/media/", "/media/../media/x", f"{FILE}/..", FILE + "%00", "/media/" + "a" * 31]
)
def test_a_file_has_one_spelling(gate, behind, path):
    behind.sends = [download(FILE)]
    converse(gate, OWN_ORIGIN, cookie("token-kasi"))
    assert ask(gate, path, cookie("token-kasi"))[0] == 404


def test_a_websocket_without_login_is_closed_before_it_opens(gate, behind):
    assert converse(gate, OWN_ORIGIN) == [{"type": "websocket.close", "code": 1008}]
    assert converse(gate, OWN_ORIGIN, cookie("x")) == [{"type": "websocket.close", "code": 1008}]
    assert behind.scopes == []


@pytest.mark.parametrize(
    "headers", [[], [(b"origin", b"http://evil.example")], [OWN_ORIGIN, (b"sec-fetch-site", b"cross-site")]]
)
def test_another_site_cannot_open_a_websocket_with_my_login(gate, behind, headers):
    assert converse(gate, cookie("token-kasi"), *headers) == [{"type": "websocket.close", "code": 1008}]
    assert behind.scopes == []


def test_a_websocket_with_a_login_talks(gate, behind):
    sent = converse(gate, OWN_ORIGIN, cookie("token-kasi"), says=[b"halo"])
    assert behind.received == [b"halo"]
    assert [m["type"] for m in sent] == ["websocket.accept", "websocket.send"]


def test_an_open_websocket_gets_nothing_more_after_the_logout(gate, behind, logins):
    sent = converse(
        gate,
        OWN_ORIGIN,
        cookie("token-kasi"),
        says=[b"satu"],
        meanwhile=lambda: logins.pop("token-kasi", None),
    )
    assert behind.received == []
    assert [m["type"] for m in sent] == ["websocket.accept", "websocket.send", "websocket.close"]
    assert ForwardMsg.FromString(sent[1]["bytes"]).auth_redirect.url == "/masuk"


def test_an_open_websocket_ends_when_the_role_changes(gate, behind, logins):
    demoted = Actor("kasi", Role.PETUGAS)
    converse(
        gate,
        OWN_ORIGIN,
        cookie("token-kasi"),
        says=[b"satu"],
        meanwhile=lambda: logins.update({"token-kasi": demoted}),
    )
    assert behind.received == []


def test_a_page_session_can_be_taken_up_again_by_its_own_account_only(gate, behind):
    behind.sends = [new_session(SESSION)]
    converse(gate, OWN_ORIGIN, cookie("token-kasi"))
    again = (b"sec-websocket-protocol", f"streamlit, xsrf, {SESSION}".encode())
    for token in ("token-kasi", "token-camat"):
        converse(gate, OWN_ORIGIN, cookie(token), again)
    asked = [dict(scope["headers"])[b"sec-websocket-protocol"] for scope in behind.scopes[1:]]
    assert asked == [again[1], b"streamlit, xsrf"]


def test_an_account_in_another_role_takes_up_nothing_of_its_old_one(gate, behind, logins):
    behind.sends = [new_session(SESSION), download(FILE)]
    converse(gate, OWN_ORIGIN, cookie("token-kasi"))
    logins["token-kasi"] = Actor("kasi", Role.PETUGAS)
    behind.sends = []
    converse(
        gate,
        OWN_ORIGIN,
        cookie("token-kasi"),
        (b"sec-websocket-protocol", f"streamlit, xsrf, {SESSION}".encode()),
    )
    assert dict(behind.scopes[-1]["headers"])[b"sec-websocket-protocol"] == b"streamlit, xsrf"
    assert ask(gate, FILE, cookie("token-kasi"))[0] == 404


@pytest.mark.parametrize("path", ["/", "/masuk", "/component/a/index.html", FILE, "/static/x.js", "/keluar"])
def test_every_answer_carries_the_security_headers(gate, path):
    for headers in (ask(gate, path)[1], ask(gate, path, cookie("token-kasi"))[1]):
        policy = headers[b"content-security-policy"].decode()
        assert "frame-ancestors 'self'" in policy or "frame-ancestors 'none'" in policy
        assert "default-src 'self'" in policy or "default-src 'none'" in policy
        assert "http" not in policy
        assert headers[b"x-content-type-options"] == b"nosniff"
        assert headers[b"referrer-policy"] == b"same-origin"


def test_pages_and_records_are_never_kept_by_the_browser(gate, behind):
    behind.sends = [download(FILE)]
    converse(gate, OWN_ORIGIN, cookie("token-kasi"))
    for path in ("/", "/masuk", FILE, "/_stcore/host-config"):
        assert ask(gate, path, cookie("token-kasi"))[1][b"cache-control"] == b"no-store"


def test_the_page_itself_runs_no_script_but_files_of_ours(gate):
    policy = ask(gate, "/", cookie("token-kasi"))[1][b"content-security-policy"].decode()
    assert "script-src 'self' 'wasm-unsafe-eval';" in policy


def test_handlers_in_attributes_are_forbidden_in_the_map(gate):
    policy = ask(gate, "/component/a/index.html", cookie("token-kasi"))[1][
        b"content-security-policy"
    ].decode()
    assert "script-src-attr 'none';" in policy


class Away:
    """Looks logins up in a store that cannot be reached for the next so many times."""

    def __init__(self, logins):
        self.logins, self.times = logins, 0

    def __call__(self, token):
        if self.times:
            self.times -= 1
            raise Refused(problem(ProblemCode.SERVER_TAK_TERJANGKAU, sebab="tidak ada server yang menjawab"))
        return self.logins.get(token)


@pytest.fixture
def away(logins):
    return Away(logins)


@pytest.mark.parametrize("path", ["/", FILE, "/keluar"])
def test_while_the_data_cannot_be_had_nothing_is_shown_and_the_reason_is_told(behind, away, path):
    away.times = 1
    gate = Gate(behind, who=away)
    status, headers, body = ask(gate, path, cookie("token-kasi"))
    assert (status, behind.scopes) == (503, [])
    assert body.decode().startswith("Server basis data tidak dapat dibuka: tidak ada server yang menjawab.")
    assert b"content-security-policy" in headers
    assert ask(gate, path, cookie("token-kasi"))[0] in (200, 404)


def test_a_page_that_is_refused_its_data_is_answered_with_the_reason(logins):
    async def page(_scope, _receive, _send):
        raise Refused(problem(ProblemCode.SERVER_PUTUS))

    status, _, body = ask(Gate(page, who=logins.get), "/", cookie("token-kasi"))
    assert (status, body.decode().startswith("Sambungan ke server basis data putus")) == (503, True)


def test_what_is_said_while_the_data_cannot_be_had_waits_and_is_not_lost(behind, away, monkeypatch):
    monkeypatch.setattr("dashboard.gate._PAUSE_S", 0.01)
    gate = Gate(behind, who=away)

    def goes():
        away.times = 5

    converse(gate, cookie("token-kasi"), OWN_ORIGIN, says=[b"satu", b"dua"], meanwhile=goes)
    assert behind.received == [b"satu", b"dua"]


def test_a_websocket_is_asked_to_come_back_when_the_data_stay_away(behind, away, monkeypatch):
    monkeypatch.setattr("dashboard.gate._PAUSE_S", 0.001)
    gate = Gate(behind, who=away)

    def goes():
        away.times = 1000

    sent = converse(gate, cookie("token-kasi"), OWN_ORIGIN, says=[b"satu"], meanwhile=goes)
    assert (behind.received, sent[-1]) == ([], {"type": "websocket.close", "code": 1013})
    assert converse(gate, cookie("token-kasi"), OWN_ORIGIN) == [{"type": "websocket.close", "code": 1013}]
