"""Every command again, with the office's data in a database on a server."""

import stat
from contextlib import closing

import pytest

from services.office import Office

TANIRAN = (115.18, -2.22)
NAMES = ("kantor_cli", "kantor_lain")


@pytest.fixture
def urls(postgis):
    """Two empty databases of a server, as an office would write their addresses."""
    yield [postgis.create(name).replace("postgresql+psycopg", "postgresql") for name in NAMES]
    for name in NAMES:
        postgis.drop(name)


def stored(home, database=None):
    with closing(Office.open(home, database)) as office:
        return office.store.counts()["incidents"]


def test_an_office_on_a_server_does_all_that_an_office_with_a_file_does(tenteram, urls, home, incidents):
    assert tenteram("--database", urls[0], "init").status == 0
    assert not (home / "store.gpkg").exists()
    # The address, which has a password in it, is remembered, for its owner alone.
    assert stat.S_IMODE((home / "basis-data.toml").stat().st_mode) == 0o600
    file = incidents(("2026-11-20", *TANIRAN, "JLN-04"), ("2026-11-21", *TANIRAN, "JLN-04"))
    assert tenteram("import", "incidents", file, "--json").json["accepted"] == 2
    assert len(tenteram("score", "--at", "2026-11-24", "--json").json["areas"]) == 7
    assert tenteram("user", "add", "kasi", "--role", "kasi", typed="kata-sandi-uji\n").status == 0
    assert tenteram("verify").out == "Penyimpanan utuh; rantai audit tersambung.\n"
    backup = tenteram("backup", "--json").json["file"]
    assert tenteram("doctor").status == 0
    later = incidents(("2026-11-22", *TANIRAN, "JLN-04"), name="lagi.csv")
    assert tenteram("import", "incidents", later).status == 0
    restored = tenteram("restore", backup)
    assert (restored.status, "disisihkan di" in restored.out) == (0, True)
    assert stored(home) == 2
    assert tenteram("import", "incidents", file, "--json").json["duplicates"] == 2
    assert tenteram("verify").status == 0


def test_an_office_moves_from_its_file_to_a_server_and_back(office, urls, home, incidents):
    tenteram, (first, second) = office, urls
    assert tenteram("import", "incidents", incidents(("2026-11-20", *TANIRAN, "JLN-04"))).status == 0
    backup = tenteram("backup", "--json").json["file"]
    # To look at a backup on a server moves nobody.
    assert tenteram("--database", first, "restore", backup).status == 0
    assert not (home / "basis-data.toml").exists()
    moved = tenteram("--database", second, "restore", backup, "--move")
    assert (moved.status, "Mulai sekarang kantor memakai basis data itu." in moved.out) == (0, True)
    assert tenteram("import", "incidents", incidents(("2026-11-21", *TANIRAN, "JLN-04"))).status == 0
    assert [stored(home, where) for where in ("berkas", None, second)] == [1, 2, 2]
    assert tenteram("verify").status == 0
    backup = tenteram("backup", "--json").json["file"]
    assert tenteram("--database", "berkas", "restore", backup, "--move").status == 0
    assert not (home / "basis-data.toml").exists()
    assert stored(home) == 2
    assert tenteram("verify").status == 0


def test_a_database_with_an_office_in_it_is_not_mixed_with_another(tenteram, urls, home):
    assert tenteram("--database", urls[0], "init").status == 0
    home.rename(home.with_name("lama"))
    again = tenteram("--database", urls[0], "init")
    assert (again.status, "sudah berisi data kantor" in again.err, home.exists()) == (1, True, False)
    assert tenteram("--database", urls[0], "init", "--demo").status == 1


def test_the_demo_can_be_on_a_server_too(tenteram, urls, home):
    assert tenteram("--database", urls[0], "init", "--demo").status == 0
    assert stored(home) > 100
    assert tenteram("verify").status == 0


def test_what_cannot_be_done_is_told_without_the_password(tenteram, urls, postgis):
    here = urls[0]
    assert tenteram("--database", here, "init").status == 0
    assert tenteram("restore", "x.gpkg", "--move").status == 2
    wrong = tenteram("--database", here.replace(postgis.password, "keliru"), "verify")
    assert (wrong.status, "sandi akun basis data salah" in wrong.err, "keliru" in wrong.err) == (
        1,
        True,
        False,
    )
    nothing = tenteram("--database", "mysql://a:keliru@x/y", "verify")
    assert (nothing.status, "Contoh yang benar" in nothing.err, "keliru" in nothing.err) == (1, True, False)
    postgis.stop()
    try:
        for command in (["verify"], ["backup"], ["score"], ["user", "list"]):
            away = tenteram(*command)
            assert (away.status, "tidak ada server yang menjawab" in away.err) == (1, True)
        doctor = tenteram("doctor")
        assert (doctor.status, "tidak ada server yang menjawab" in doctor.out) == (1, True)
    finally:
        postgis.start()
