"""Photos beside records: who adds, sees and erases them, and that the disk and the store agree."""

import shutil
from contextlib import suppress
from datetime import timedelta

import pytest

from records.attachments import Files
from services.attachments import (
    MOST,
    attach_photo,
    erase_photo,
    files_of,
    mirror_of,
    photo_bytes,
    photo_counts,
    photo_problems,
    photos,
    place_in,
    prepare_photo,
    time_in,
)
from services.office import Office
from services.reference import shown_number
from services.upkeep import examine, make_backup, restore_backup, verify_store
from sop.dictionary import ATTACHMENTS, CONFLICT_CASES, INCIDENTS, PATROL_LOGS
from sop.party import Actor, Role, Verb
from sop.problem import ProblemCode, Refused
from tests.pictures import bomb, photo
from tests.services.conftest import KEEPER, NOW, Desk

KASI, OPERATOR, CAMAT, PETUGAS, POLSEK, SATPOL, KORAMIL = (
    Actor(role.value, role)
    for role in (
        Role.KASI,
        Role.OPERATOR,
        Role.CAMAT,
        Role.PETUGAS,
        Role.POLSEK,
        Role.SATPOL_PP,
        Role.KORAMIL,
    )
)
OPEN, RESTRICTED, SECRET = "KJD-2026-0001", "KJD-2026-0002", "KJD-2026-0003"


@pytest.fixture(scope="module")
def filled_home(blank_home, tmp_path_factory):
    """An open, a restricted and a secret incident, a log and a secret case."""
    folder = tmp_path_factory.mktemp("foto")
    shutil.copytree(blank_home, folder / "kantor")
    desk = Desk(Office.open(folder / "kantor"), folder)
    desk.incidents(
        ("2026-11-20 20:00", "JLN-04", "62.01"),
        ("2026-11-21 20:00", "JUD-01", "62.01"),
        ("2026-11-22 20:00", "SAR-01", "62.01"),
    )
    desk.logs(("2026-11-24 19:00", "62.01:30"))
    desk.cases(("SAR-01", "62.01", "2026-11-01", 1))
    desk.office.close()
    return folder / "kantor"


@pytest.fixture
def office(filled_home, tmp_path):
    shutil.copytree(filled_home, tmp_path / "kantor")
    opened = Office.open(tmp_path / "kantor")
    yield opened
    opened.close()


def attach(office, actor=KASI, number=OPEN, data=None, *, frame=INCIDENTS, name="foto.jpg", note=""):
    return attach_photo(office, actor, frame, number, name, data or photo(), at=NOW, note=note)


def codes(refused):
    return [one.code for one in refused.value.problems]


def on_disk(files):
    return sorted(path.name for path in files.folder.rglob("*") if path.is_file())


def test_a_photo_is_kept_beside_its_record_and_can_be_looked_at(office):
    number = attach(office, note="Simpang tiga")
    (found,) = photos(office, KASI, INCIDENTS, OPEN)
    assert (found.number, found.name, found.note, found.told_place) == (
        number,
        "foto.jpg",
        "Simpang tiga",
        False,
    )
    assert (found.added_by, found.added_at) == ("kasi", NOW)
    data = photo_bytes(office, KASI, number)
    assert data.startswith(b"\xff\xd8\xff")
    assert len(data) == found.size
    assert dict(photo_counts(office, INCIDENTS)) == {OPEN: 1}


def test_adding_is_an_act_that_names_record_and_file(office):
    attach(office)
    act = office.store.audit()[-1]
    row = office.frame(ATTACHMENTS).iloc[0]
    assert (act.actor, act.verb, act.note) == ("kasi", Verb.LAMPIRAN_CATAT, OPEN)
    assert act.details == {"objek": "incidents", "kunci": OPEN, "sha256": row["sha256"]}


def test_the_original_is_not_kept_and_its_place_only_as_a_yes(office):
    data = photo(place=(115.15, -2.15))
    attach(office, data=data)
    row = office.frame(ATTACHMENTS).iloc[0]
    assert bool(row["ada_lokasi"]) is True
    assert row["sha256"] != row["sha256_asli"]
    (file,) = files_of(office).folder.rglob("*.jpg")
    assert (file.stem, file.parent.name) == (row["sha256"], row["sha256"][:2])
    assert b"Exif" not in file.read_bytes()


def test_place_and_time_of_a_photo_are_offered_in_the_offices_words(office):
    picture = prepare_photo("a.jpg", photo(place=(115.15, -2.15), taken="2026:11:24 19:40:05"))
    place = place_in(office, picture)
    assert (place.kode_desa, place.precision) == ("62.01", "gps")
    assert time_in(office, picture, at=NOW).isoformat() == "2026-11-24T19:40:05+07:00"
    assert time_in(office, picture, at=NOW - timedelta(days=1)) is None
    assert place_in(office, prepare_photo("a.jpg", photo())) is None


def test_the_same_photo_twice_is_one_and_at_two_records_one_file(office):
    first = attach(office)
    acts = len(office.store.audit())
    assert attach(office, OPERATOR) == first
    assert len(office.store.audit()) == acts
    other = attach(office, number=RESTRICTED)
    assert other != first
    assert len(on_disk(files_of(office))) == 1


@pytest.mark.parametrize(
    ("actor", "seen"),
    [
        (KASI, {OPEN, RESTRICTED, SECRET}),
        (CAMAT, {OPEN, RESTRICTED, SECRET}),
        (OPERATOR, {OPEN, RESTRICTED}),
        (POLSEK, set()),
        (SATPOL, set()),
        (KORAMIL, set()),
    ],
    ids=lambda x: x.role.value if isinstance(x, Actor) else "",
)
def test_the_office_sees_the_photos_of_what_it_sees_in_full_and_partners_none(office, actor, seen):
    numbers = {record: attach(office, number=record) for record in (OPEN, RESTRICTED, SECRET)}
    known_as = {record: shown_number(office, actor, INCIDENTS, record) for record in numbers}
    listed = {record for record, said in known_as.items() if photos(office, actor, INCIDENTS, said)}
    fetched = set()
    for record, number in numbers.items():
        with suppress(Refused):
            photo_bytes(office, actor, number)
            fetched.add(record)
    assert (listed, fetched) == (seen, seen)


def test_a_partner_sees_the_photos_of_what_it_handles_or_reported_itself(office):
    with office.store.act(POLSEK, NOW, Verb.KEJADIAN_CATAT.value) as act:
        row = office.frame(INCIDENTS).loc[[OPEN]].drop(columns="versi").reset_index(drop=True)
        (own,) = act.add(INCIDENTS, row.assign(sidik="punya-polsek")).ids
        act.revise(INCIDENTS, RESTRICTED, expected_version=1, changes={"dirujuk_ke": "Koramil"})
    numbers = {record: attach(office, number=record) for record in (OPEN, RESTRICTED, own)}
    seen = {}
    for actor in (POLSEK, KORAMIL, SATPOL):
        known_as = {record: shown_number(office, actor, INCIDENTS, record) for record in numbers}
        seen[actor.name] = {
            record for record, said in known_as.items() if photos(office, actor, INCIDENTS, said)
        }
    assert seen == {"polsek": {own}, "koramil": {RESTRICTED}, "satpol_pp": set()}
    assert photo_bytes(office, POLSEK, numbers[own])


def test_a_meeting_sees_no_photo_at_all(office):
    number = attach(office)
    assert photos(office, KASI, INCIDENTS, OPEN, meeting=True) == ()
    with pytest.raises(Refused) as refused:
        photo_bytes(office, KASI, number, meeting=True)
    assert codes(refused) == [ProblemCode.REKAM_TAK_ADA]


def test_an_officer_adds_to_his_own_report_only_and_looks_at_none(office):
    with office.store.act(PETUGAS, NOW, Verb.KEJADIAN_CATAT.value) as act:
        own = office.frame(INCIDENTS).loc[[OPEN]].drop(columns="versi").reset_index(drop=True)
        (mine,) = act.add(INCIDENTS, own.assign(sidik="punya-petugas")).ids
    assert attach(office, PETUGAS, mine)
    for denied in (
        lambda: photos(office, PETUGAS, INCIDENTS, mine),
        lambda: photo_bytes(office, PETUGAS, "x"),
    ):
        with pytest.raises(Refused) as refused:
            denied()
        assert codes(refused) == [ProblemCode.HAK_DITOLAK]
    with pytest.raises(Refused) as refused:
        attach(office, PETUGAS, OPEN)
    assert codes(refused) == [ProblemCode.REKAM_TAK_ADA]
    with pytest.raises(Refused) as refused:
        attach(office, CAMAT)
    assert codes(refused) == [ProblemCode.HAK_DITOLAK]


def test_photos_of_logs_and_cases_follow_the_rights_of_those(office):
    log, case = "JRN-2026-0001", "KFL-2026-0001"
    attach(office, frame=PATROL_LOGS, number=log)
    attach(office, frame=CONFLICT_CASES, number=case)
    assert len(photos(office, CAMAT, PATROL_LOGS, log)) == 1
    assert photos(office, POLSEK, PATROL_LOGS, log) == ()
    assert len(photos(office, CAMAT, CONFLICT_CASES, case)) == 1
    assert photos(office, OPERATOR, CONFLICT_CASES, case) == ()


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_left(office):
    with pytest.raises(Refused) as refused:
        attach(office, number="KJD-2026-9999", note="x" * 30_000)
    assert codes(refused) == [ProblemCode.TEKS_TERLALU_PANJANG, ProblemCode.REKAM_TAK_ADA]
    for bad in (bomb(), b"<svg onload='alert(1)'/>", photo()[:200], b"PK\x03\x04"):
        with pytest.raises(Refused):
            attach(office, data=bad)
    assert len(office.frame(ATTACHMENTS)) == 0
    assert on_disk(files_of(office)) == []


@pytest.mark.parametrize(
    ("given", "kept_as"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("", "foto.jpg"),
        ("...", "foto.jpg"),
        ("a\x00b\u202egpj.exe", "abgpj.exe"),
        ("x" * 500 + ".jpg", "x" * 116 + ".jpg"),
        ("<img src=x onerror=alert(1)>.jpg", "<img src=x onerror=alert(1)>.jpg"),
    ],
)
def test_a_hostile_file_name_is_only_a_name(office, given, kept_as):
    attach(office, name=given)
    (found,) = photos(office, KASI, INCIDENTS, OPEN)
    assert found.name == kept_as
    assert all(path.is_relative_to(files_of(office).folder) for path in files_of(office).folder.rglob("*"))
    assert len(on_disk(files_of(office))) == 1


def test_a_record_takes_only_so_many_photos(office):
    for i in range(MOST):
        attach(office, data=photo(color=(i, 5 * i, 0)))
    with pytest.raises(Refused) as refused:
        attach(office, data=photo(color=(0, 0, 255)))
    assert codes(refused) == [ProblemCode.FOTO_TERLALU_BANYAK]
    assert attach(office, data=photo(color=(0, 0, 0)))


def test_erasing_takes_the_file_from_disk_and_backups_and_leaves_who_and_why(office):
    number = attach(office)
    make_backup(office, KEEPER, at=NOW)
    assert on_disk(files_of(office)) == on_disk(mirror_of(office)) != []
    erase_photo(office, KASI, number, reason="Memuat wajah anak", expected_version=1, at=NOW)
    assert (on_disk(files_of(office)), on_disk(mirror_of(office))) == ([], [])
    assert photos(office, KASI, INCIDENTS, OPEN) == ()
    act = office.store.audit()[-1]
    assert (act.verb, act.note) == (Verb.LAMPIRAN_HAPUS, "Memuat wajah anak")
    with pytest.raises(Refused) as refused:
        photo_bytes(office, KASI, number)
    assert codes(refused) == [ProblemCode.FOTO_SUDAH_DIHAPUS]
    assert verify_store(office, KEEPER) == []


def test_a_file_that_could_not_be_deleted_goes_with_the_next_backup(office):
    number = attach(office)
    path = files_of(office).path(office.frame(ATTACHMENTS)["sha256"][number])
    kept = path.read_bytes()
    path.unlink()
    path.mkdir()
    with pytest.raises(Refused) as refused:
        erase_photo(office, KASI, number, reason="Salah rekam", expected_version=1, at=NOW)
    assert codes(refused) == [ProblemCode.FOTO_TAK_TERHAPUS]
    assert photos(office, KASI, INCIDENTS, OPEN) == ()
    path.rmdir()
    path.write_bytes(kept)
    make_backup(office, KEEPER, at=NOW)
    assert (on_disk(files_of(office)), on_disk(mirror_of(office))) == ([], [])


def test_an_erased_photo_can_be_added_again_as_a_new_one(office):
    first = attach(office)
    erase_photo(office, KASI, first, reason="Salah rekam", expected_version=1, at=NOW)
    again = attach(office)
    assert again != first
    assert photo_bytes(office, KASI, again)


def test_a_file_that_another_record_uses_stays(office):
    first, other = attach(office), attach(office, number=RESTRICTED)
    erase_photo(office, KASI, first, reason="Salah rekam", expected_version=1, at=NOW)
    assert photo_bytes(office, KASI, other)


def test_erasing_takes_a_reason_the_right_and_the_version_that_was_seen(office):
    number = attach(office)
    for actor, reason, version, code in (
        (KASI, "  ", 1, ProblemCode.ISIAN_WAJIB),
        (OPERATOR, "Salah", 1, ProblemCode.HAK_DITOLAK),
        (KASI, "Salah", 2, ProblemCode.VERSI_BENTROK),
    ):
        with pytest.raises(Refused) as refused:
            erase_photo(office, actor, number, reason=reason, expected_version=version, at=NOW)
        assert codes(refused) == [code]
    assert photo_bytes(office, KASI, number)


def test_a_photo_that_the_disk_does_not_take_leaves_no_record(office):
    files_of(office).folder.write_text("di sini ada berkas, bukan folder", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        attach(office)
    assert codes(refused) == [ProblemCode.FOTO_TAK_TERSIMPAN]
    assert len(office.frame(ATTACHMENTS)) == 0


def test_an_act_that_fails_after_the_file_was_written_leaves_no_file(office):
    # The number that the act will give is taken already: the store refuses at the last moment.
    first = attach(office)
    with office.store.writing() as connection:
        connection.exec_driver_sql("UPDATE counters SET last = 0 WHERE prefix = 'LMP'")
    with pytest.raises(Exception, match="UNIQUE"):
        attach(office, data=photo(color=(0, 0, 0)))
    assert on_disk(files_of(office)) == [f"{office.frame(ATTACHMENTS)['sha256'][first]}.jpg"]


def test_missing_and_altered_files_are_named_by_verify_and_doctor(office):
    lost, altered = attach(office), attach(office, data=photo(color=(0, 0, 0)))
    files, hashes = files_of(office), office.frame(ATTACHMENTS)["sha256"]
    files.path(hashes[lost]).unlink()
    files.path(hashes[altered]).write_bytes(photo())
    found = verify_store(office, KEEPER)
    assert [(one.code, one.details["kunci"]) for one in found] == [
        (ProblemCode.FOTO_HILANG, lost),
        (ProblemCode.FOTO_DIUBAH, altered),
    ]
    assert found[0].message == (
        f"Foto {lost} (Kejadian {OPEN}) tidak ada lagi di folder {files.folder}; "
        "cadangan pun tidak memuatnya."
    )
    (finding,) = [f for f in examine(office.workspace.home, KEEPER, at=NOW) if f.name == "foto"]
    assert finding.ok is False
    assert lost in finding.detail
    with pytest.raises(Refused) as refused:
        photo_bytes(office, KASI, altered)
    assert codes(refused) == [ProblemCode.FOTO_DIUBAH]


def test_the_next_backup_puts_back_what_was_lost_or_altered(office):
    number, other = attach(office), attach(office, data=photo(color=(0, 0, 0)))
    make_backup(office, KEEPER, at=NOW)
    kept = photo_bytes(office, KASI, number)
    hashes = office.frame(ATTACHMENTS)["sha256"]
    files_of(office).path(hashes[number]).unlink()
    files_of(office).path(hashes[other]).write_bytes(b"x")
    (told, _) = [one.message for one in photo_problems(office)]
    assert told.endswith("; cadangan berikutnya memulihkannya.")
    make_backup(office, KEEPER, at=NOW + timedelta(seconds=1))
    assert photo_bytes(office, KASI, number) == kept
    assert photo_problems(office) == []


def test_a_restored_backup_brings_its_photos_along(office, tmp_path):
    number = attach(office)
    kept = photo_bytes(office, KASI, number)
    made = make_backup(office, KEEPER, at=NOW)
    elsewhere = tmp_path / "diska"
    shutil.copytree(made.parent, elsewhere)
    home = office.workspace.home
    shutil.rmtree(files_of(office).folder)
    shutil.rmtree(made.parent)
    restore_backup(home, KEEPER, elsewhere / made.name, at=NOW + timedelta(hours=1))
    again = Office.open(home)
    assert photo_bytes(again, KASI, number) == kept
    assert photo_problems(again) == []
    again.close()


def test_what_a_power_cut_left_half_written_is_no_photo_and_goes_with_the_next_backup(office):
    number = attach(office)
    sha = office.frame(ATTACHMENTS)["sha256"][number]
    half = files_of(office).path(sha).with_suffix(".part")
    half.write_bytes(b"\xff\xd8")
    assert verify_store(office, KEEPER) == []
    make_backup(office, KEEPER, at=NOW)
    assert not half.exists()


def test_photos_are_kept_backed_up_and_erased_on_either_store(desk):
    desk.incidents(("2026-11-20 20:00", "JLN-04", "62.01"))
    first, second = (attach(desk.office, data=photo(color=(i, 0, 0))) for i in (1, 2))
    assert attach(desk.office, data=photo(color=(1, 0, 0))) == first
    make_backup(desk.office, KEEPER, at=NOW)
    assert len(on_disk(mirror_of(desk.office))) == 2
    erase_photo(desk.office, KASI, first, reason="Salah rekam", expected_version=1, at=NOW)
    assert [one.number for one in photos(desk.office, KASI, INCIDENTS, OPEN)] == [second]
    assert len(on_disk(files_of(desk.office))) == len(on_disk(mirror_of(desk.office))) == 1
    assert verify_store(desk.office, KEEPER) == []


def test_files_are_found_by_what_they_hold(tmp_path):
    files = Files(tmp_path / "lampiran")
    sha = files.put(b"isi")
    assert files.put(b"isi") == sha
    assert (files.get(sha), files.has(sha), files.get("0" * 64)) == (b"isi", True, None)
    files.path(sha).write_bytes(b"lain")
    assert (files.get(sha), files.has(sha)) == (None, True)
    assert files.put(b"isi") == sha
    assert files.get(sha) == b"isi"
