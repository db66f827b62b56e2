"""What the program does for itself while it runs."""

import shutil
import time
from contextlib import closing

from dashboard.upkeep import kept_up
from records.store.backup import newest
from services.office import Office


def soon(found):
    end = time.monotonic() + 30
    while not (it := found()):
        assert time.monotonic() < end
        time.sleep(0.02)
    return it


def test_a_pc_that_stays_on_is_backed_up_again_when_today_has_no_backup(demo_home, tmp_path):
    shutil.copytree(demo_home, tmp_path / "kantor")
    with closing(Office.open(tmp_path / "kantor")) as office:
        folder = office.workspace.backups
        shutil.rmtree(folder, ignore_errors=True)
        with kept_up(lambda: office, every_s=0.05):
            first = newest(folder)
            assert first is not None
            time.sleep(0.3)
            assert [one.name for one in folder.glob("*.gpkg")] == [first.path.name]
            # As if it were yesterday's, and given up.
            first.path.unlink()
            again = soon(lambda: newest(folder))
        assert again.path != first.path


def test_a_backup_that_cannot_be_made_now_is_tried_again(demo_home, tmp_path, caplog):
    shutil.copytree(demo_home, tmp_path / "kantor")
    with closing(Office.open(tmp_path / "kantor")) as office:
        folder = office.workspace.backups
        with kept_up(lambda: office, every_s=0.05):
            shutil.rmtree(folder)
            # A file stands where the folder belongs.
            folder.write_text("")
            soon(lambda: "Pekerjaan harian belum berhasil" in caplog.text)
            folder.unlink()
            soon(lambda: newest(folder))


def test_no_fault_whatever_ends_the_upkeep(demo_home, tmp_path, caplog):
    shutil.copytree(demo_home, tmp_path / "kantor")
    with closing(Office.open(tmp_path / "kantor")) as office:
        folder, asked = office.workspace.backups, []

        def served():
            asked.append(office)
            if len(asked) == 2:
                raise ZeroDivisionError
            return office

        with kept_up(served, every_s=0.05):
            soon(lambda: "ZeroDivisionError" in caplog.text)
            newest(folder).path.unlink()
            soon(lambda: newest(folder))
