import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import pytest

from records.store.store import Store
from records.store.verify import verify
from sop.dictionary import INCIDENTS
from sop.problem import ProblemCode

Make = Callable[..., gpd.GeoDataFrame]


@pytest.fixture
def filled(store: Store, actor, at, incidents: Make) -> Store:
    for n in range(4):
        with store.act(actor, at, "incidents.impor", note=f"berkas {n}") as act:
            act.add(INCIDENTS, incidents(3, first=3 * n, kronologi="apa adanya"))
    with store.act(actor, at, "kejadian.ubah") as act:
        act.revise(INCIDENTS, "KJD-2026-0005", expected_version=1, changes={"status": "tutup"})
    return store


@pytest.fixture
def tamper(backend: str, database: str, tmp_path: Path, request) -> Callable[..., None]:
    """Edit the database as somebody with its own tools would, guards removed."""

    def on_file(*statements: str) -> None:
        with closing(sqlite3.connect(tmp_path / "store.gpkg", isolation_level=None)) as connection:
            for table in ("incidents", "audit"):
                for act in ("update", "delete"):
                    connection.execute(f"DROP TRIGGER {table}_no_{act}")
            for statement in statements:
                assert connection.execute(statement).rowcount > 0

    def on_server(*statements: str) -> None:
        name = database.rpartition("/")[2]
        with request.getfixturevalue("postgis").connect(name) as connection:
            connection.execute("SET session_replication_role = replica")
            for statement in statements:
                assert connection.execute(statement).rowcount > 0

    return on_file if backend == "berkas" else on_server


def found(store: Store) -> list[tuple[ProblemCode, dict[str, object]]]:
    return [(p.code, dict(p.details)) for p in verify(store)]


def test_an_untouched_store_has_no_problems(filled: Store):
    assert verify(filled) == []


EDITS = [
    "actor = 'x'", "at = '2020-01-01T00:00:00.000Z'", "note = ''", "verb = 'x.y'",
    "role = 'camat'", """details = '{"a":1}'""", "details = 'x'", "written = '{}'", "written = '[1]'",
    """written = '{"incidents":5}'""",
]  # fmt: skip


@pytest.mark.parametrize("change", EDITS)
def test_an_edited_audit_row_is_named(filled: Store, tamper, change: str):
    tamper(f"UPDATE audit SET {change} WHERE id = 3")  # noqa: S608 - the attack
    assert (ProblemCode.AUDIT_DIUBAH, {"nomor": 3}) in found(filled)
    assert {p.details["nomor"] for p in verify(filled)} == {3}


def test_an_audit_row_edited_with_its_hash_breaks_the_chain_after_it(filled: Store, tamper):
    tamper("UPDATE audit SET note = 'x', hash = 'y' WHERE id = 2")
    assert found(filled) == [
        (ProblemCode.AUDIT_DIUBAH, {"nomor": 2}),
        (ProblemCode.AUDIT_PUTUS, {"nomor": 3}),
    ]


def test_a_removed_audit_row_breaks_the_chain(filled: Store, tamper):
    tamper("DELETE FROM audit WHERE id = 2")
    assert (ProblemCode.AUDIT_PUTUS, {"nomor": 3}) in found(filled)


@pytest.mark.parametrize("change", ["status = 'tutup'", "kronologi = NULL", "kode_kategori = 'JLN-01'",
                                    "waktu_kejadian = '2020-01-01T00:00:00.000Z'",
                                    "geom = (SELECT geom FROM incidents WHERE fid = 1)",
                                    "geom = NULL", "dampak_aktual = 2"])  # fmt: skip
def test_an_edited_version_row_is_named(filled: Store, tamper, change: str):
    tamper(f"UPDATE incidents SET {change} WHERE fid = 5")  # noqa: S608 - the attack
    row = {"objek": "Kejadian", "kunci": "KJD-2026-0005", "versi": 1}
    act = {"nomor": 2, "objek": "Kejadian", "tercatat": 3, "ada": 3}
    assert found(filled) == [(ProblemCode.BARIS_DIUBAH, row), (ProblemCode.BARIS_TAK_COCOK, act)]
    assert verify(filled)[0].message == "Kejadian KJD-2026-0005 versi 1 diubah di luar aplikasi."


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize("change", ["geom = x'47'", "geom = 'x'", "waktu_kejadian = 'x'"])
def test_what_a_file_lets_be_put_into_a_row_is_named_even_if_it_cannot_be_read(
    filled: Store, tamper, change: str
):
    tamper(f"UPDATE incidents SET {change} WHERE fid = 5")  # noqa: S608 - the attack
    assert [p.code for p in verify(filled)] == [ProblemCode.BARIS_DIUBAH, ProblemCode.BARIS_TAK_COCOK]


@pytest.mark.usefixtures("file")
def test_what_a_file_lets_be_put_in_place_of_a_time_is_named(filled: Store, tamper):
    tamper("UPDATE audit SET at = 'kemarin' WHERE id = 3")
    assert found(filled) == [(ProblemCode.AUDIT_DIUBAH, {"nomor": 3})]


@pytest.mark.usefixtures("postgis")
def test_a_time_edited_on_a_server_by_less_than_is_shown_is_no_edit(filled: Store, tamper):
    """The server itself keeps milliseconds only."""
    tamper("UPDATE audit SET at = at + interval '400 microseconds' WHERE id = 3")
    assert verify(filled) == []


def test_two_rows_exchanged_with_their_digests_are_found_by_their_act(filled: Store, tamper):
    tamper(
        "UPDATE incidents SET fid = 100 WHERE fid = 5",
        "UPDATE incidents SET fid = 5 WHERE fid = 6",
        "UPDATE incidents SET fid = 6 WHERE fid = 100",
    )
    assert [p.details["nomor"] for p in verify(filled)] == [2]


def test_a_removed_version_row_is_missed_by_its_act(filled: Store, tamper):
    tamper("DELETE FROM incidents WHERE fid = 8")
    assert found(filled) == [
        (ProblemCode.BARIS_TAK_COCOK, {"nomor": 3, "objek": "Kejadian", "tercatat": 3, "ada": 2})
    ]


def test_a_row_put_in_beside_the_program_is_found(filled: Store, tamper):
    columns = ", ".join(f.name for f in INCIDENTS if f.name not in ("id_kejadian", "sidik"))
    tamper(
        f"INSERT INTO incidents (id_kejadian, sidik, {columns}, geom, versi, act_id, sidik_baris) "  # noqa: S608
        f"SELECT 'KJD-2026-0099', 'x', {columns}, geom, 1, 4, sidik_baris FROM incidents WHERE fid = 1",
    )
    assert {p.code for p in verify(filled)} == {ProblemCode.BARIS_DIUBAH, ProblemCode.BARIS_TAK_COCOK}
    assert verify(filled)[0].details["kunci"] == "KJD-2026-0099"


def test_a_row_that_belongs_to_no_act_is_found(filled: Store, tamper):
    tamper("UPDATE incidents SET act_id = 77 WHERE fid = 1")
    codes = [p.code for p in verify(filled)]
    assert codes.count(ProblemCode.BARIS_TAK_COCOK) == 2
    assert ProblemCode.DATA_RUSAK_ISI in codes
