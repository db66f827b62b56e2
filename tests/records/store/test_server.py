"""What only a server does: it refuses, stops, dies and comes back."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import geopandas as gpd
import psycopg
import pytest
from sqlalchemy import Connection, event

from records.store import engine
from records.store.engine import make_engine
from records.store.store import Store
from records.store.verify import verify
from sop.dictionary import INCIDENTS, PLACES
from sop.problem import ProblemCode, Refused
from tests.postgis import Server
from tests.records.store.test_concurrency import start_writer

pytestmark = pytest.mark.usefixtures("postgis")
Make = Callable[..., gpd.GeoDataFrame]


@pytest.fixture
def add(store: Store, actor, at, incidents: Make) -> Callable[[int], str]:
    """Store the n-th incident in an act of its own."""

    def added(n: int) -> str:
        with store.act(actor, at, "incidents.impor") as act:
            return str(act.add(INCIDENTS, incidents(1, first=n)).ids.iloc[0])

    return added


@contextmanager
def refusal(code: ProblemCode) -> Iterator[None]:
    with pytest.raises(Refused) as refused:
        yield
    assert [p.code for p in refused.value.problems] == [code]


def later(do: Callable[[], None], seconds: float) -> threading.Timer:
    timer = threading.Timer(seconds, do)
    timer.start()
    return timer


# -- while it runs --------------------------------------------------------------------------------


def test_readers_see_one_moment_and_cannot_write_and_a_commit_is_on_the_disk(store: Store):
    names = ("transaction_isolation", "transaction_read_only", "synchronous_commit", "TimeZone")
    query = "SELECT " + ", ".join(f"current_setting('{name}')" for name in names)
    with store.reading() as connection:
        assert tuple(connection.exec_driver_sql(query).one()) == ("repeatable read", "on", "on", "UTC")
    with store.writing() as connection:
        assert tuple(connection.exec_driver_sql(query).one()) == ("read committed", "off", "on", "UTC")


def test_a_writer_waits_for_a_writer_on_another_computer_and_is_told(database, monkeypatch):
    monkeypatch.setattr(engine, "WAIT_S", 1)
    here, there = Store.open(database), Store.open(database)
    try:
        with there.writing(), refusal(ProblemCode.DATA_SIBUK), here.writing():
            pass
        with here.writing():
            pass
    finally:
        here.close()
        there.close()


def test_a_server_without_room_says_so_and_nothing_is_half_saved(store: Store, add, actor, at, incidents):
    add(0)
    with store.writing() as connection:
        # The server's own error, raised at the 300th row as a full disk would.
        connection.exec_driver_sql(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$"
        )
        connection.exec_driver_sql(
            "CREATE TRIGGER full_disk BEFORE INSERT ON incidents FOR EACH ROW "
            "WHEN (NEW.sidik = 'sidik-300') EXECUTE FUNCTION full_disk()"
        )
    with refusal(ProblemCode.DISK_PENUH), store.act(actor, at, "incidents.impor") as act:
        act.add(INCIDENTS, incidents(400, first=1))
    assert (len(store.frame(INCIDENTS)), len(store.audit()), verify(store)) == (1, 1, [])
    assert add(1) == "KJD-2026-0002"


# -- when it is not to be had ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "kantor",
        "mysql://a:rahasia@x/kantor",
        "postgresql://a:rahasia@x",
        "postgresql://a:rahasia@x:pintu/kantor",
        "postgresql://a:rahasia@127.0.0.1/kantor?tak_dikenal=1",
    ],
)
def test_an_address_that_is_none_is_told_without_its_password(url: str):
    with pytest.raises(Refused) as refused:
        Store.open(url)
    assert [p.code for p in refused.value.problems] == [ProblemCode.SERVER_ALAMAT_TAK_SAH]
    assert "rahasia" not in str(refused.value)


def test_a_server_that_does_not_let_us_in_is_told_with_the_reason(postgis: Server, database: str):
    reasons = {
        database.replace(postgis.password, "salah"): "nama atau sandi akun basis data salah",
        postgis.url("tak_ada"): "basis data atau akunnya tidak ada di server itu",
        "postgresql://a:b@127.0.0.1:1/kantor": "tidak ada server yang menjawab",
        "postgresql://a:b@tidak.ada.invalid/kantor": "nama server tidak dikenal",
    }
    for url, reason in reasons.items():
        with pytest.raises(Refused) as refused:
            Store.open(url)
        (problem,) = refused.value.problems
        assert (problem.code, problem.details["sebab"]) == (ProblemCode.SERVER_TAK_TERJANGKAU, reason)
        assert "salah@" not in str(refused.value)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_every_usual_way_to_write_the_address_is_taken(database: str, scheme: str):
    opened = Store.open(database.replace("postgresql+psycopg", scheme))
    assert opened.audit() == ()
    opened.close()


def test_a_database_that_does_not_fit_is_refused_and_left_alone(postgis: Server):
    with postgis.connect() as keeper:
        keeper.execute("CREATE ROLE kantor LOGIN PASSWORD 'kantor'")
        keeper.execute("CREATE DATABASE tanpa_postgis OWNER kantor TEMPLATE template0")
        keeper.execute("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1'")
        keeper.execute("CREATE DATABASE lain TEMPLATE template0")
    with postgis.connect("lain") as keeper:
        keeper.execute("CREATE TABLE milik_lain (x int)")
    address = postgis.url("tanpa_postgis").replace(f"tenteram:{postgis.password}", "kantor:kantor")
    for url, code, said in (
        (address, ProblemCode.SERVER_TAK_COCOK, "CREATE EXTENSION postgis"),
        (postgis.url("latin"), ProblemCode.SERVER_TAK_COCOK, "LATIN1"),
        (postgis.url("lain"), ProblemCode.DATA_ASING, f"127.0.0.1:{postgis.port}/lain"),
    ):
        with pytest.raises(Refused) as refused:
            Store.open(url)
        assert [p.code for p in refused.value.problems] == [code]
        assert said in str(refused.value)
    # Once the server's keeper has put PostGIS in, an account without special rights is enough.
    with postgis.connect("tanpa_postgis") as keeper:
        keeper.execute("CREATE EXTENSION postgis")
    opened = Store.open(address)
    assert (verify(opened), opened.audit()) == ([], ())
    opened.close()
    for name in ("tanpa_postgis", "latin", "lain"):
        postgis.drop(name)


def test_a_store_of_a_newer_program_is_refused(store: Store, database: str):
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with refusal(ProblemCode.SKEMA_LEBIH_BARU):
        Store.open(database)


# -- when it goes ---------------------------------------------------------------------------------


def test_a_restarted_server_is_noticed_by_nobody(store: Store, postgis: Server, add):
    add(0)
    for go in (postgis.stop, postgis.kill):
        go()
        postgis.start()
        assert len(store.frame(INCIDENTS)) == len(store.audit())
        add(len(store.audit()))
    assert (len(store.frame(INCIDENTS)), verify(store)) == (3, [])


def test_while_the_server_is_away_everybody_is_told_and_afterwards_all_goes_on(
    store: Store, database, postgis: Server, add
):
    add(0)
    postgis.stop()
    try:
        with refusal(ProblemCode.SERVER_TAK_TERJANGKAU):
            store.frame(INCIDENTS)
        with refusal(ProblemCode.SERVER_TAK_TERJANGKAU):
            add(1)
        with refusal(ProblemCode.SERVER_TAK_TERJANGKAU):
            Store.open(database)
    finally:
        postgis.start()
    assert add(1) == "KJD-2026-0002"


@pytest.mark.parametrize("go", ["kill", "stop"])
def test_an_act_in_which_the_server_goes_is_not_half_saved(
    store: Store, postgis: Server, add, actor, at, incidents, go: str
):
    add(0)
    with refusal(ProblemCode.SERVER_PUTUS), store.act(actor, at, "incidents.impor") as act:
        act.add(INCIDENTS, incidents(100, first=1))
        getattr(postgis, go)()
        postgis.start()
        act.add(INCIDENTS, incidents(100, first=101))
    assert (len(store.frame(INCIDENTS)), len(store.audit()), verify(store)) == (1, 1, [])
    assert add(1) == "KJD-2026-0002"


def test_a_server_that_dies_while_something_is_read_is_told(store: Store, postgis: Server):
    with refusal(ProblemCode.SERVER_PUTUS), store.reading() as connection:
        connection.exec_driver_sql("SELECT 1")
        postgis.kill()
        postgis.start()
        connection.exec_driver_sql("SELECT 1")


@pytest.mark.parametrize("saved", [False, True], ids=["before the commit", "after the commit"])
def test_when_the_server_goes_in_the_middle_of_a_commit_the_truth_is_found_out(
    store: Store, postgis: Server, add, saved: bool
):
    add(0)
    timers = []

    def go(connection: Connection) -> None:
        if saved:
            driver = connection.connection.driver_connection
            assert isinstance(driver, psycopg.Connection)
            driver.commit()
            # The answer does not arrive: for this side the transaction is still open.
            driver.execute("SELECT 1")
        postgis.kill()
        timers.append(later(postgis.start, 0.5))

    event.listen(store.engine, "commit", go, once=True)
    try:
        if saved:
            assert add(1) == "KJD-2026-0002"
        else:
            with refusal(ProblemCode.SERVER_PUTUS):
                add(1)
    finally:
        timers[0].join()
    assert (len(store.frame(INCIDENTS)), len(store.audit()), verify(store)) == (1 + saved, 1 + saved, [])


def test_when_nobody_can_say_whether_it_was_saved_the_user_is_told_to_look(
    store: Store, postgis: Server, add, monkeypatch
):
    monkeypatch.setattr("records.store.store._SETTLE_S", 0.3)
    add(0)

    def go(_: Connection) -> None:
        postgis.kill()

    event.listen(store.engine, "commit", go, once=True)
    try:
        with refusal(ProblemCode.SERVER_RAGU):
            add(1)
    finally:
        postgis.start()
    assert len(store.frame(INCIDENTS)) == 1


def test_no_acknowledged_record_is_lost_when_the_server_is_killed(postgis: Server, database: str):
    acknowledged: set[str] = set()
    for n in range(2):
        with start_writer(database, f"s{n}") as writer:
            assert writer.stdout is not None
            acknowledged.update(writer.stdout.readline().strip() for _ in range(5))
            postgis.kill()
            writer.terminate()
            acknowledged.update(line.strip() for line in writer.stdout if line.endswith("\n"))
        postgis.start()
    opened = Store.open(database)
    try:
        assert len(acknowledged) >= 10
        assert acknowledged <= set(opened.frame(PLACES)["sidik"])
        assert verify(opened) == []
    finally:
        opened.close()


def test_nobody_keeps_a_connection_open_that_is_not_needed(store: Store, postgis: Server, add):
    for n in range(5):
        add(n)
    query = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND state LIKE 'idle in transaction%%'"
    with postgis.connect() as keeper:
        assert keeper.execute(query, [store.engine.url.database]).fetchone() == (0,)


def test_an_engine_opens_nothing_before_it_is_asked(postgis: Server):
    postgis.stop()
    try:
        make_engine(postgis.url("tak_ada")).dispose()
    finally:
        postgis.start()
