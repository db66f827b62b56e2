import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import geopandas as gpd
import pytest

from records.store.backup import backup, daily_backup, newest, restore
from records.store.engine import url_of
from records.store.rotation import backup_name, outdated
from records.store.store import Store
from records.store.verify import verify
from sop.dictionary import INCIDENTS
from sop.problem import ProblemCode, Refused

Make = Callable[..., gpd.GeoDataFrame]
WIB = ZoneInfo("Asia/Pontianak")


@dataclass(frozen=True)
class Place:
    home: Path
    database_url: str


@pytest.fixture
def place(database: str, tmp_path: Path) -> Place:
    return Place(tmp_path, database)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def add(store: Store, actor, at, incidents: Make) -> Callable[[int, int], None]:
    def stored(n: int, first: int) -> None:
        with store.act(actor, at, "incidents.impor") as act:
            act.add(INCIDENTS, incidents(n, first=first))

    return stored


def test_a_restored_backup_equals_what_was_backed_up(store: Store, place, folder, add, at):
    add(5, 0)
    counts, trail, frame = store.counts(), store.audit(), store.frame(INCIDENTS)
    made = backup(store, folder, at)
    add(3, 5)
    aside = restore(made, place, at + timedelta(hours=1))
    # The store was open all the time: it goes on with the restored data.
    assert (store.counts(), store.audit(), verify(store)) == (counts, trail, [])
    assert store.frame(INCIDENTS).equals(frame)
    add(1, 8)
    assert len(store.frame(INCIDENTS)) == 6
    assert aside is not None
    replaced = Store.open(url_of(aside))
    assert (len(replaced.frame(INCIDENTS)), verify(replaced)) == (8, [])
    replaced.close()


def test_a_damaged_store_is_replaced_and_kept_aside_byte_by_byte(store: Store, place, file, folder, add, at):
    add(5, 0)
    made = backup(store, folder, at)
    store.close()
    file.write_bytes(b"\xff" * 20_000)
    aside = restore(made, place, at)
    assert aside is not None
    assert aside.read_bytes() == b"\xff" * 20_000
    again = Store.open(place.database_url)
    assert (len(again.frame(INCIDENTS)), verify(again)) == (5, [])
    again.close()


def test_a_lost_store_comes_back(store: Store, place, file, folder, add, at):
    add(5, 0)
    made = backup(store, folder, at)
    store.close()
    file.unlink()
    assert restore(made, place, at) is None
    again = Store.open(place.database_url)
    assert len(again.frame(INCIDENTS)) == 5
    again.close()


@pytest.mark.parametrize(
    "damage", ["page", "truncated", "text", "edited", "foreign", "newer", "missing", "planted"]
)
def test_a_bad_backup_is_refused_and_the_store_stays(store: Store, place, folder, add, at, damage: str):
    add(2000, 0)
    made = backup(store, folder, at)
    expected = ProblemCode.CADANGAN_RUSAK
    if damage == "page":
        with made.open("rb+") as broken:
            broken.seek(4096 * 50)
            broken.write(b"\xa5" * 4096)
    elif damage == "truncated":
        os.truncate(made, 4096 * 40)
    elif damage == "text":
        made.write_text("bukan cadangan")
    elif damage == "missing":
        made, expected = folder / "tidak-ada.gpkg", ProblemCode.CADANGAN_TAK_ADA
    else:
        with closing(sqlite3.connect(made)) as connection, connection:
            if damage == "edited":
                connection.execute("DROP TRIGGER audit_no_update")
                connection.execute("UPDATE audit SET actor = 'x'")
            elif damage == "foreign":
                connection.execute("DROP TABLE alembic_version")
                expected = ProblemCode.DATA_ASING
            elif damage == "planted":
                connection.execute(
                    "CREATE TRIGGER tanam AFTER INSERT ON accounts BEGIN "
                    "UPDATE accounts SET role = 'kasi' WHERE username = 'penyusup'; END"
                )
            else:
                connection.execute("UPDATE alembic_version SET version_num = '9999'")
                expected = ProblemCode.SKEMA_LEBIH_BARU
    with pytest.raises(Refused) as refused:
        restore(made, place, at)
    assert [p.code for p in refused.value.problems] == [expected]
    assert (len(store.frame(INCIDENTS)), verify(store)) == (2000, [])
    assert not list(folder.parent.glob("*diganti*"))


def test_a_backup_is_one_file_that_needs_no_journal(store: Store, folder, add, at):
    add(5, 0)
    made = backup(store, folder, at)
    assert [path.name for path in folder.iterdir()] == ["tenteram-20261123T094500900Z.gpkg"]
    with closing(sqlite3.connect(made)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("SELECT count(*) FROM incidents").fetchone() == (5,)


def test_only_the_first_start_of_a_local_day_makes_a_backup(store: Store, folder):
    # 17.00 UTC is midnight in WIB: the second start is on the same local day, the third on the next.
    starts = [datetime(2026, 11, 23, *hour, tzinfo=UTC) for hour in ((1, 0), (16, 59), (17, 0))]
    made = [daily_backup(store, folder, at, WIB) for at in starts]
    assert [path and path.name for path in made] == [backup_name(starts[0]), None, backup_name(starts[2])]
    last = newest(folder)
    assert last is not None
    assert (last.path, last.made_at) == (made[2], starts[2])


def test_a_backup_that_cannot_be_written_says_so_and_leaves_no_part(store: Store, file, at):
    blocked = file.parent / "blocked"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(Refused) as refused:
        backup(store, blocked, at)
    assert [p.code for p in refused.value.problems] == [ProblemCode.CADANGAN_GAGAL]
    assert blocked.read_text() == "a file where the folder should be"


def test_rotation_keeps_14_days_12_months_and_all_of_the_newest_day():
    # One a day at noon WIB over 500 days, and a second one on the last day.
    first = datetime(2025, 7, 1, 5, tzinfo=UTC)
    times = [first + timedelta(days=n) for n in range(500)]
    times.append(times[-1] + timedelta(hours=2))
    gone = {path.name for path in outdated([Path(backup_name(t)) for t in times], WIB)}
    kept = [t for t in times if backup_name(t) not in gone]
    days = [t for t in kept if t > times[-1] - timedelta(days=14)]
    months = [t for t in kept if t not in days]
    # The last day is 12 November 2026: 14 days with two backups on the last, month ends before that.
    assert (times[-1].date().isoformat(), len(days)) == ("2026-11-12", 15)
    assert [t.date().isoformat() for t in months] == [
        "2025-12-31", "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30",
        "2026-07-31", "2026-08-31", "2026-09-30",
    ]  # fmt: skip


@pytest.mark.usefixtures("file")
def test_rotation_touches_no_file_of_another_name(store: Store, folder, at):
    folder.mkdir()
    other = folder / "tenteram-simpan-selamanya.gpkg"
    other.write_text("x")
    for day in range(40):
        daily_backup(store, folder, at - timedelta(days=40 - day), WIB)
    assert other.read_text() == "x"
    # 14 to 27 October is not among the last 14 days (9 to 22 November); 31 October ends its month.
    assert len(list(folder.glob("tenteram-2026*"))) == 15
