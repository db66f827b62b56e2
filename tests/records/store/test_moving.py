"""An office moves: from its file into a server's database, and back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from sqlalchemy.exc import IntegrityError

from records.store import accounts
from records.store.accounts import Account, LoginSession
from records.store.backup import backup, opened, restore
from records.store.copying import contents
from records.store.engine import url_of
from records.store.identities import Identity, add_identity, erase, look
from records.store.store import Store
from records.store.verify import verify
from sop.dictionary import CONFLICT_CASES, FRAMES, INCIDENTS, PATROL_LOGS, PATROL_TRACKS
from sop.party import Role
from sop.problem import ProblemCode, Refused

Make = Callable[..., gpd.GeoDataFrame]
WITNESS = Identity(role="saksi", name="Nama Rekaan Saja")


@dataclass(frozen=True)
class Place:
    home: Path
    database_url: str


@pytest.fixture
def other(backend, tmp_path, request) -> Place:
    """The other kind of store, not yet made, in a home of its own."""
    home = tmp_path / "lain"
    home.mkdir()
    if backend == "postgis":
        return Place(home, url_of(home / "store.gpkg"))
    server = request.getfixturevalue("postgis")
    return Place(home, server.create(f"lain{next(request.getfixturevalue('numbers'))}"))


def strange_texts(n: int) -> list[str]:
    """Make texts of every kind of character that can be stored, control characters too."""
    chance = np.random.default_rng(7)
    plain = [chr(c) for c in (*range(1, 0x250), *range(0x2000, 0x2070), 0xE000, 0xFFFD, 0xFFFF, 0x1F6F5)]
    return ["".join(chance.choice(plain, 40)) for _ in range(n)]


@pytest.fixture
def full(store: Store, actor, at, incidents: Make) -> Store:
    """A store with something of every kind, some of it corrected, some erased."""
    logs = {
        "sidik": ["a", "b"], "jenis": "harian", "nihil": [True, False], "km": [12.3, None],
        "berangkat": pd.to_datetime(["2026-11-01T00:00:00.000Z", "2026-11-01T23:59:59.999Z"]),
        "menit_desa": [{"62.01": 30.5, "62.02": None}, {}],
    }  # fmt: skip
    cases = {
        "sidik": ["a"], "judul": "Batas kebun", "kode_kategori": "LHN-01", "desa": [["62.01"]],
        "tgl_teridentifikasi": "2025-12-31", "tingkat_eskalasi": 1, "visibilitas": "terbatas",
        "riwayat_eskalasi": [[["2025-12-31", 1]]], "tahap": "mediasi", "status_quo": True,
    }  # fmt: skip
    tracks = {"sidik": ["a"], "sumber_jalur": "gpx", "jumlah_titik": 2, "titik": [b"\x00\xff\\N\t"]}
    rows = incidents(
        4,
        kronologi=["tab\tbaris\nbaru", "\\N \\. %s :a", "“é” 🛵", None],
        kerugian_rp=[1e15, 0.1, 5e-324, -0.0],
        jumlah_terlibat=[0, 2**31 - 1, None, 15],
    )
    rows.loc[3, "geometry"] = None
    with store.act(actor, at, "data.impor", note="Catatan “pertama”\n\\N") as act:
        act.add(INCIDENTS, rows)
        act.add(INCIDENTS, incidents(60, first=100, kronologi=strange_texts(60)))
        act.add(PATROL_LOGS, pd.DataFrame(logs))
        shape = shapely.MultiPolygon([shapely.box(115, -2, 115.1, -1.9), shapely.box(116, -2, 116.1, -1.9)])
        act.add(CONFLICT_CASES, gpd.GeoDataFrame(cases, geometry=[shape], crs=4326))
        line = shapely.LineString([(115, -2, 10.5), (115.1, -2, 11)])
        act.add(PATROL_TRACKS, gpd.GeoDataFrame(tracks, geometry=[line], crs=4326))
        act.replace_desa(
            gpd.GeoDataFrame(
                {"kode_desa": ["62.02", "62.01"], "nama": "x", "jenis": None, "urutan": [1, 2]},
                geometry=[shapely.box(0, 0, 1, 1)] * 2,
                crs=4326,
            )
        )
    with store.act(actor, at + timedelta(seconds=1), "kejadian.ubah") as act:
        act.revise(INCIDENTS, "KJD-2026-0002", expected_version=1, changes={"status": "tutup"})
        numbers = [add_identity(act, INCIDENTS, "KJD-2026-0001", WITNESS) for _ in range(3)]
        erase(act, numbers[-1])
    account = Account(
        username="kasi", name="Kasi", role=Role.KASI, password_hash="h", disabled=False, created_at=at
    )
    session = LoginSession(
        token_hash="t", username="kasi", created_at=at, last_seen=at, expires_at=at + timedelta(days=7)
    )
    with store.act(actor, at, "akun.masuk") as act:
        accounts.add_account(act, account)
        accounts.add_account(act, replace(account, username="Kasi-2", disabled=True))
        accounts.add_session(act, session)
    accounts.record_try(store, account_hash="a", address_hash="x", at=at, since=at)
    return store


def digests(store: Store) -> dict[str, str]:
    with store.reading() as connection:
        return contents(connection)


def test_what_arrives_in_the_other_database_is_what_left(full: Store, other: Place, tmp_path, at):
    made = backup(full, tmp_path / "backups", at)
    assert restore(made, other, at) is None
    moved = Store.open(other.database_url)
    try:
        assert digests(moved) == digests(full)
        with opened(made) as copy:
            assert contents(copy) == digests(full)
        assert (verify(moved), moved.audit(), moved.zone) == ([], full.audit(), full.zone)
        for frame in FRAMES.values():
            pd.testing.assert_frame_equal(moved.frame(frame), full.frame(frame))
        assert accounts.accounts(moved) == accounts.accounts(full)
        assert accounts.login_session(moved, "t") == accounts.login_session(full, "t")
    finally:
        moved.close()


def test_an_office_that_moved_goes_on_where_it_was_and_comes_back(
    full: Store, other: Place, tmp_path, actor, at, incidents: Make, database
):
    restore(backup(full, tmp_path / "backups", at), other, at)
    moved = Store.open(other.database_url)
    try:
        with moved.act(actor, at, "incidents.impor") as act:
            assert act.add(INCIDENTS, incidents(2, first=3)).ids.tolist() == ["KJD-2026-0065"]
            # The third identity was erased; its number is not given to anybody else.
            assert add_identity(act, INCIDENTS, "KJD-2026-0001", WITNESS) == 4
        made = backup(moved, other.home / "backups", at + timedelta(hours=1))
        expected = digests(moved)
    finally:
        moved.close()
    aside = restore(made, Place(tmp_path, database), at)
    assert digests(full) == expected
    assert verify(full) == []
    assert aside is not None
    with opened(aside) as replaced:
        assert contents(replaced)["incidents"].startswith("65 ")
    with full.act(actor, at, "identitas.lihat") as act:
        assert list(look(act, INCIDENTS, "KJD-2026-0001")) == [1, 2, 4]
        assert add_identity(act, INCIDENTS, "KJD-2026-0001", WITNESS) == 5


def test_after_a_restore_nothing_can_be_overwritten(full: Store, other: Place, tmp_path, at):
    restore(backup(full, tmp_path / "backups", at), other, at)
    moved = Store.open(other.database_url)
    try:
        for table in ("incidents", "audit", "desa"):
            with pytest.raises(IntegrityError, match="only grows"), moved.writing() as connection:
                connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - the attack
    finally:
        moved.close()


@pytest.mark.usefixtures("postgis")
def test_who_reads_while_a_server_is_restored_sees_the_old_data_to_the_end(
    full: Store, tmp_path, actor, at, incidents: Make, database
):
    made = backup(full, tmp_path / "backups", at)
    with full.act(actor, at, "incidents.impor") as act:
        act.add(INCIDENTS, incidents(3, first=10))
    with full.reading() as connection:
        before = contents(connection)
        restore(made, Place(tmp_path, database), at)
        assert contents(connection) == before
    assert (len(full.frame(INCIDENTS)), verify(full)) == (64, [])


@pytest.mark.usefixtures("postgis")
def test_a_backup_that_a_server_cannot_take_leaves_it_as_it_was(full: Store, tmp_path, at, database):
    made = backup(full, tmp_path / "backups", at)
    text = "UPDATE login_tries SET account_hash = 'a' || char(0)"
    copy = Store.open(url_of(made))
    with copy.writing() as connection:
        connection.exec_driver_sql(text)
    copy.close()
    before = digests(full)
    with pytest.raises(Refused) as refused:
        restore(made, Place(tmp_path, database), at)
    assert [p.code for p in refused.value.problems] == [ProblemCode.ISIAN_TAK_TERSIMPAN]
    assert (digests(full), verify(full)) == (before, [])
