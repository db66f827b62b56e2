"""The real app, asked over the network as a stranger, as a thief and as somebody logged in."""

import http.client
import re
import time
import uuid
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from services.accounts import RULES, actor_of, add_account, disable_account, login
from services.office import Office
from sop.party import Actor, Role

KEEPER = Actor("cli:uji", Role.LOKAL)
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")
ANYTHING = str(uuid.UUID(int=7))

STREAMLITS_OWN = (
    "/_stcore/stream", "/_stcore/metrics", "/_stcore/host-config", "/_stcore/script-health-check",
    f"/_stcore/upload_file/{ANYTHING}/{ANYTHING}", "/_stcore/bidi-components/x/y.js",
    "/_stcore/agent/interact", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp", "/_stcore/message",
    "/_stcore/allowed-message-origins",
    "/media/x.png", "/component/streamlit_folium.st_folium/index.html", "/component/x", "/static/js/index.js",
    "/app/static/x", "/auth/login", "/auth/logout", "/oauth2callback", "/healthz", "/st-metrics",
    "/favicon.png", "/manifest.json", "/robots.txt", "/index.html", "/aset/leaflet/leaflet.js",
    "/aset/folium/leaflet_heat.min.js", "/aset/tenteram.js",
)  # fmt: skip


def ask(app, path, method="GET", headers=None, body=None):
    """Send exactly this path, and return status, headers and body."""
    connection = http.client.HTTPConnection("127.0.0.1", app.port, timeout=20)
    connection.putrequest(method, path, skip_accept_encoding=True)
    for name, value in {"Content-Length": str(len(body or b"")), **(headers or {})}.items():
        connection.putheader(name, value)
    connection.endheaders(body)
    answer = connection.getresponse()
    found = answer.status, answer.headers, answer.read()
    connection.close()
    return found


def submit(app, username, password=None, *, path="/masuk", **headers):
    form = urlencode({"username": username, "password": password or app.password}).encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return ask(app, path, "POST", {**kind, **headers}, form)


def enter(app, username, **headers):
    """Log in and return the token."""
    status, answered, _ = submit(app, username, **headers)
    assert status == 303
    return re.match(r"tenteram_sesi=([^;]+);", answered["Set-Cookie"])[1]


def with_token(token):
    return {"Cookie": f"tenteram_sesi={token}"}


def is_in(app, token):
    return ask(app, "/_stcore/host-config", headers=with_token(token))[0] == 200


def talk(app, token=None, origin=None, protocol=("streamlit",)):
    return connect(
        f"ws://127.0.0.1:{app.port}/_stcore/stream",
        additional_headers=with_token(token) if token else {},
        origin=origin or app.url,
        subprotocols=protocol,
        max_size=None,
        proxy=None,
    )


def rerun():
    message = BackMsg()
    message.rerun_script.query_string = ""
    return message.SerializeToString()


@pytest.fixture
def office(running_app):
    """The same store, opened by another process than the app."""
    opened = Office.open(running_app.home)
    yield opened
    opened.close()


def is_denial(path, method, status, headers, body):
    if path == "/_stcore/health" and method in {"GET", "HEAD"}:
        return status == 200 and body in {b"ok", b""} and "Set-Cookie" not in headers
    if status == 303:
        return headers["Location"].startswith("/masuk")
    return status in {401, 403, 405}


def test_strangers_get_nothing_of_any_route_by_any_method(running_app, routes):
    counted = [re.sub(r"\{[^}]*\}", ANYTHING, path) for path, _ in routes(running_app.home)]
    assert {"/masuk", "/keluar", "/aset/leaflet", "/media/" + ANYTHING} <= set(counted)
    paths = [path or "/" for path in counted if not path.startswith("/masuk")]
    mounted = [f"{path}/x.js" for path in paths if path.startswith("/aset/")]
    wrong = [
        (path, method, status)
        for path in [*paths, *mounted, *STREAMLITS_OWN]
        for method in METHODS
        for status, headers, body in [ask(running_app, path, method)]
        if not is_denial(path, method, status, headers, body)
    ]
    assert wrong == []


def test_strangers_get_of_the_login_only_the_form_and_its_looks(running_app):
    answers = {path: ask(running_app, path)[0] for path in ("/masuk", "/masuk/gaya.css", "/masuk/ikon.svg")}
    assert set(answers.values()) == {200}
    assert {ask(running_app, p)[0] for p in ("/masuk/x", "/masuk/gaya.css/x", "/masuk/.ssh")} <= {
        303,
        401,
        404,
    }


def test_a_logged_in_visitor_gets_the_page_in_indonesian(running_app):
    token = enter(running_app, "uji-kasi")
    status, headers, body = ask(running_app, "/", headers=with_token(token))
    assert status == 200
    assert b'<html lang="id">' in body
    assert b"<title>Tenteram</title>" in body
    assert headers["Cache-Control"] == "no-store"


def test_an_address_that_is_no_page_leads_to_the_start(running_app):
    token = enter(running_app, "uji-kasi")
    status, headers, _ = ask(running_app, "/entah-apa", headers=with_token(token))
    assert (status, headers["Location"]) == (303, "/")


def test_the_cookie_is_for_this_site_and_no_script(running_app):
    _, headers, _ = submit(running_app, "uji-kasi")
    flags = {part.strip().lower() for part in headers["Set-Cookie"].split(";")[1:]}
    assert flags == {"httponly", "path=/", "samesite=strict"}


def test_a_login_leads_to_the_page_asked_for_if_it_is_ours(running_app):
    for asked, target in (
        ("/peta-kerawanan?desa=1", "/peta-kerawanan?desa=1"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/x\r\nSet-Cookie: a=b", "/"),
        ("/keluar", "/"),
    ):
        form = {"username": "uji-kasi", "password": running_app.password, "berikut": asked}
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        status, headers, _ = ask(running_app, "/masuk", "POST", kind, urlencode(form).encode())
        assert (status, headers["Location"]) == (303, target)


def test_hostile_text_in_the_form_comes_back_inert(running_app):
    hostile = '"><script>alert(1)</script>'
    _, _, body = submit(running_app, hostile)
    assert b"<script>" not in body
    _, _, body = ask(running_app, "/masuk?" + urlencode({"berikut": f"/{hostile}"}))
    assert b"<script>" not in body


@pytest.mark.parametrize(
    "body", [b"\xff" * 100, b"a=1&" * 100, b"x" * 100_000, b"", b"username=%00&password=%ff"]
)
def test_a_broken_form_is_a_failed_login(running_app, body):
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert ask(running_app, "/masuk", "POST", kind, body)[0] in {401, 429}


@pytest.mark.parametrize(
    "name",
    ["X-Forwarded-User", "X-Streamlit-User", "Remote-User", "X-Remote-User", "Authorization", "X-Email"],
)
def test_claiming_an_identity_in_a_header_opens_nothing(running_app, name):
    assert ask(running_app, "/", headers={name: "uji-kasi"})[0] == 303
    assert ask(running_app, "/_stcore/host-config", headers={name: "uji-kasi"})[0] == 401


def test_streamlits_own_user_cookie_opens_nothing(running_app):
    assert (
        ask(
            running_app, "/_stcore/host-config", headers={"Cookie": "_streamlit_user=x; _streamlit_session=y"}
        )[0]
        == 401
    )


def test_a_token_planted_before_the_login_is_worth_nothing_after_it(running_app):
    planted = "ditanam-orang-lain"
    token = enter(running_app, "uji-kasi", **with_token(planted))
    assert token != planted
    assert not is_in(running_app, planted)
    assert is_in(running_app, token)


def test_a_new_login_ends_the_one_it_replaces(running_app):
    old = enter(running_app, "uji-kasi")
    new = enter(running_app, "uji-camat", **with_token(old))
    assert (is_in(running_app, old), is_in(running_app, new)) == (False, True)


def test_guessing_is_limited_also_after_a_restart(running_app, office, serve_home):
    add_account(office, KEEPER, "uji-tebak", Role.CAMAT, running_app.password, at=datetime.now(UTC))
    answers = [submit(running_app, "uji-tebak", "tebakan-yang-salah")[0] for _ in range(6)]
    assert answers == [401] * 5 + [429]
    with serve_home(running_app.home) as url:
        again = type(running_app)(url, running_app.home)
        status, _, body = submit(again, "uji-tebak")
    assert status == 429
    assert b"Terlalu banyak percobaan masuk. Coba lagi dalam" in body


def test_nobody_is_believed_to_be_a_proxy(running_app):
    claimed = {
        "X-Forwarded-For": "203.0.113.7",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "evil.example",
    }
    _, headers, _ = submit(running_app, "uji-kasi", **claimed)
    assert "secure" not in headers["Set-Cookie"].lower()
    assert headers["Location"] == "/"


@pytest.mark.parametrize(
    "foreign", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_another_site_can_neither_log_me_in_nor_out(running_app, foreign):
    status, headers, _ = submit(running_app, "uji-kasi", **foreign)
    assert status == 403
    assert "Set-Cookie" not in headers
    token = enter(running_app, "uji-kasi")
    assert ask(running_app, "/keluar", "POST", {**with_token(token), **foreign})[0] == 403
    assert is_in(running_app, token)


def test_a_link_alone_logs_nobody_out(running_app):
    token = enter(running_app, "uji-kasi")
    status, _, body = ask(running_app, "/keluar", headers=with_token(token))
    assert status == 200
    assert b'<form method="post" action="/keluar">' in body
    assert is_in(running_app, token)


def test_a_logout_closes_everything_at_once(running_app):
    token = enter(running_app, "uji-kasi")
    status, headers, _ = ask(running_app, "/keluar", "POST", with_token(token))
    assert (status, headers["Location"]) == (303, "/masuk")
    assert 'tenteram_sesi="";' in headers["Set-Cookie"]
    assert not is_in(running_app, token)


def test_strangers_and_other_sites_get_no_websocket(running_app):
    token = enter(running_app, "uji-kasi")
    for who, origin in ((None, None), ("x" * 43, None), (token, "http://evil.example"), (token, "null")):
        with pytest.raises(InvalidStatus) as refused:
            talk(running_app, who, origin)
        assert refused.value.response.status_code == 403


def first_answer(websocket):
    """Run the page and return the first message about it."""
    websocket.send(rerun())
    return ForwardMsg.FromString(websocket.recv(timeout=30))


def expect_the_door(websocket):
    """Ask for a run of the page, and get nothing but the way to the login."""
    websocket.send(rerun())
    assert ForwardMsg.FromString(websocket.recv(timeout=30)).auth_redirect.url == "/masuk"
    with pytest.raises(ConnectionClosed):
        websocket.recv(timeout=30)


def drain(websocket):
    """Read on until the run of the page has ended and nothing more comes."""
    kinds = []
    with suppress(TimeoutError):
        while True:
            wait = 1 if "script_finished" in kinds else 60
            kinds.append(ForwardMsg.FromString(websocket.recv(timeout=wait)).WhichOneof("type"))
    assert "script_finished" in kinds


def test_an_open_websocket_gets_nothing_after_the_logout(running_app):
    token = enter(running_app, "uji-kasi")
    with talk(running_app, token) as websocket:
        assert first_answer(websocket).WhichOneof("type") != "auth_redirect"
        drain(websocket)
        ask(running_app, "/keluar", "POST", with_token(token))
        expect_the_door(websocket)


def test_a_disabled_account_is_out_on_the_network_and_on_its_open_websocket(running_app, office):
    add_account(office, KEEPER, "uji-mantan", Role.CAMAT, running_app.password, at=datetime.now(UTC))
    token = enter(running_app, "uji-mantan")
    with talk(running_app, token) as websocket:
        first_answer(websocket)
        drain(websocket)
        disable_account(office, KEEPER, "uji-mantan", at=datetime.now(UTC))
        assert not is_in(running_app, token)
        expect_the_door(websocket)
    assert submit(running_app, "uji-mantan")[0] == 401


def test_a_login_that_expires_is_out_on_its_open_websocket(running_app, office):
    now = datetime.now(UTC)
    began = now - RULES.lifetime + timedelta(seconds=8)
    token = login(office, "uji-kasi", running_app.password, address="uji", at=began)
    for hours in range(11, 7 * 24, 11):
        assert actor_of(office, token, at=began + timedelta(hours=hours)) is not None
    with talk(running_app, token) as websocket:
        assert first_answer(websocket).WhichOneof("type") != "auth_redirect"
        drain(websocket)
        time.sleep(max(0.0, (began + RULES.lifetime - datetime.now(UTC)).total_seconds()))
        expect_the_door(websocket)


def test_an_expired_login_is_a_stranger(running_app, office):
    now = datetime.now(UTC)
    for age, live in ((timedelta(hours=11), True), (timedelta(hours=12), False), (timedelta(days=8), False)):
        token = login(office, "uji-kasi", running_app.password, address="uji", at=now - age)
        assert is_in(running_app, token) is live


def pressed(websocket, page, query, button=""):
    """Run a page, as if a button had been pressed on it, and return its buttons: identity by label."""
    message = BackMsg()
    message.rerun_script.page_name = page
    message.rerun_script.query_string = query
    if button:
        message.rerun_script.widget_states.widgets.add(id=button, trigger_value=True)
    websocket.send(message.SerializeToString())
    buttons = {}
    while True:
        told = ForwardMsg.FromString(websocket.recv(timeout=60))
        if told.HasField("script_finished") and told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return buttons
        element = told.delta.new_element
        if element.HasField("button"):
            buttons[element.button.label] = element.button.id


def test_a_role_cannot_press_the_button_of_another_roles_page(running_app):
    page, query = "pengaturan", "bagian=Cadangan"

    def kept():
        return len(list((running_app.home / "backups").glob("*.gpkg")))

    with talk(running_app, enter(running_app, "uji-kasi")) as chief:
        button = pressed(chief, page, query)["Cadangkan sekarang"]
        before = kept()
        for role in ("polsek", "camat", "operator", "petugas"):
            with talk(running_app, enter(running_app, f"uji-{role}")) as other:
                for path in (page, "situasi", "lapor"):
                    assert "Cadangkan sekarang" not in pressed(other, path, query, button)
        assert kept() == before
        pressed(chief, page, query, button)
        assert kept() == before + 1


def test_a_page_session_of_somebody_else_cannot_be_taken_up(running_app):
    with talk(running_app, enter(running_app, "uji-kasi")) as mine:
        session = first_answer(mine).new_session.initialize.session_id
        drain(mine)
    assert len(session) == 36
    thief = enter(running_app, "uji-camat")
    with talk(running_app, thief, protocol=("streamlit", "x", session)) as other:
        assert first_answer(other).new_session.initialize.session_id != session


@pytest.mark.parametrize(
    "mount",
    ["/aset/leaflet", "/aset/folium", "/component/streamlit_folium.st_folium", "/static", "/media", ""],
)
@pytest.mark.parametrize(
    "climb",
    [
        "/../../../../../../../../etc/passwd",
        "/..%2f..%2f..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/..%5c..%5c..%5c..%5cetc%5cpasswd",
        "//etc/passwd",
        "/%00/etc/passwd",
        "/....//....//....//....//....//etc/passwd",
    ],
)  # fmt: skip
def test_no_path_climbs_out_of_what_is_served(running_app, mount, climb):
    token = enter_once(running_app)
    status, _, body = ask(running_app, mount + climb, headers=with_token(token))
    assert b"root:" not in body
    assert status in {200, 303, 400, 404}
    assert status != 200 or b'<div id="root">' in body


@contextmanager
def upload_address(app, token):
    """Give the address to which a page of this login may send a file while it is open."""
    with talk(app, token) as websocket:
        session = first_answer(websocket).new_session.initialize.session_id
        drain(websocket)
        message = BackMsg()
        message.file_urls_request.request_id = "1"
        message.file_urls_request.file_names.append("besar.csv")
        message.file_urls_request.session_id = session
        websocket.send(message.SerializeToString())
        while True:
            told = ForwardMsg.FromString(websocket.recv(timeout=30))
            if told.HasField("file_urls_response"):
                break
        yield told.file_urls_response.file_urls[0].upload_url


def hand_in(app, address, headers, *, mib, announced):
    """Send a file of so many MiB as one part of a form; return the status and how many MiB were taken."""
    part = b'--batas\r\nContent-Disposition: form-data; name="a"; filename="besar.csv"\r\n\r\n'
    connection = http.client.HTTPConnection("127.0.0.1", app.port, timeout=60)
    connection.putrequest("PUT", address)
    length = {"Content-Length": str(mib * 2**20)} if announced else {"Transfer-Encoding": "chunked"}
    kind = {"Content-Type": "multipart/form-data; boundary=batas"}
    for name, value in {**kind, **headers, **length}.items():
        connection.putheader(name, value)
    connection.endheaders()
    sent = 0
    with suppress(ConnectionError):
        while not announced and sent < mib:
            piece = part + b"x" * (2**20 - len(part)) if sent == 0 else b"x" * 2**20
            connection.send(b"%x\r\n%s\r\n" % (len(piece), piece))
            sent += 1
    status = None
    with suppress(ConnectionError):
        status = connection.getresponse().status
    connection.close()
    return status, sent


def peak_mib(app):
    """Return the most memory that the server ever had in use, as Linux counts it."""
    (status,) = [
        one.parent / "status"
        for one in Path("/proc").glob("[0-9]*/cmdline")
        if one.read_bytes().endswith(f"serve\0--port\0{app.port}\0".encode())
    ]
    return int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) / 1024


def test_half_a_gigabyte_is_refused_without_being_kept_and_the_server_lives(running_app):
    token = enter(running_app, "uji-kasi")
    with upload_address(running_app, token) as address:
        xsrf = ask(running_app, "/_stcore/health", headers=with_token(token))[1]["Set-Cookie"]
        key = re.match(r"_streamlit_xsrf=([^;]+)", xsrf)[1]
        headers = {"X-Xsrftoken": key, "Cookie": f"tenteram_sesi={token}; _streamlit_xsrf={key}"}
        before = peak_mib(running_app)
        assert hand_in(running_app, address, headers, mib=500, announced=True) == (413, 0)
        # What does not tell its size is counted on the way, and let go.
        status, _ = hand_in(running_app, address, headers, mib=500, announced=False)
        assert status in {413, None}, "closed in the middle of what it was sent"
        assert hand_in(running_app, address, {}, mib=500, announced=True) == (401, 0)
        assert peak_mib(running_app) - before < 100
    assert is_in(running_app, token)


_TOKENS = {}


def enter_once(app):
    """Log in once for many requests."""
    if app.url not in _TOKENS:
        _TOKENS[app.url] = enter(app, "uji-operator")
    return _TOKENS[app.url]


def test_the_maps_own_files_are_served(running_app):
    token = enter_once(running_app)
    for path in ("/aset/leaflet/leaflet.js", "/aset/leaflet/leaflet.css", "/aset/folium/leaflet_heat.min.js"):
        status, headers, _ = ask(running_app, path, headers=with_token(token))
        assert (status, headers["Cache-Control"]) == (200, "private, max-age=86400")


def test_a_foreign_origin_never_makes_the_app_look_for_its_own_outside_address(running_app):
    token = enter_once(running_app)
    status, headers, _ = ask(
        running_app, "/_stcore/host-config", headers={**with_token(token), "Origin": "http://evil.example"}
    )
    assert status == 200
    assert [name for name in headers if name.lower().startswith("access-control-")] == []


def test_small_answers_are_not_held_back_by_the_network_stack(running_app):
    """Nagle's algorithm with delayed acknowledgement would cost every one of them 40 ms."""
    connection = http.client.HTTPConnection("127.0.0.1", running_app.port, timeout=20)

    def seconds():
        start = time.perf_counter()
        connection.request("GET", "/_stcore/health")
        connection.getresponse().read()
        return time.perf_counter() - start

    fastest = min(seconds() for _ in range(20))
    connection.close()
    assert fastest < 0.02
