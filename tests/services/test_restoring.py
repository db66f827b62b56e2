"""Going back to a backup while the office is open."""

from datetime import UTC, datetime, timedelta

import pytest

from records.store.verify import verify
from services.accounts import actor_of, add_account, login
from services.restoring import CONFIRMATION, kept_backups, loss, restore
from services.settings import change_directly, change_profile, changes
from services.upkeep import make_backup, restore_backup
from sop.dictionary import INCIDENTS
from sop.party import ACCOUNT_ROLES, Actor, Role
from sop.problem import ProblemCode, Refused
from sop.setting import Sheet

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
KEEPER, KASI = Actor("cli:uji", Role.LOKAL), Actor("kasi", Role.KASI)
PASSWORD = "kata-sandi-kasi"


def codes(refused):
    return [p.code for p in refused.value.problems]


@pytest.fixture
def office(desk):
    """One incident and an account in the backup; another incident, another threshold after it."""
    add_account(desk.office, KEEPER, "kasi", Role.KASI, PASSWORD, at=NOW)
    desk.incidents(("2026-11-24 20:00", "JLN-04", "62.01"))
    make_backup(desk.office, KEEPER, at=NOW)
    desk.incidents(("2026-11-24 20:00", "JLN-04", "62.01"), ("2026-11-24 21:00", "JLN-04", "62.02"))
    wanted = changes(desk.office.settings, {Sheet.PARAMETER: {"kelas.waspada": 8.0}})
    change_directly(desk.office, KEEPER, wanted, note="Uji", at=NOW)
    return desk.office


def test_the_list_tells_time_and_size_the_latest_first(office):
    make_backup(office, KASI, at=LATER)
    found = kept_backups(office, KASI)
    assert [one.made_at for one in found] == [LATER, NOW]
    assert all(0.1 < one.size_mb < 10 for one in found)
    assert found[0].name == "tenteram-20261125T040000000Z.gpkg"


def test_what_would_be_lost_is_told_before(office):
    login(office, "kasi", PASSWORD, address="x", at=NOW)
    told = loss(office, KASI, kept_backups(office, KASI)[0].name)
    assert told.last_act == "Mengimpor kejadian, Rabu, 25 November 2026 pukul 10.00 WIB"
    assert told.acts == 3
    assert told.kinds == ("Mengubah pengaturan secara langsung: 1", "Mengimpor kejadian: 1")
    assert told.sheets == ("Bobot dan ambang",)


def test_everything_goes_back_and_everybody_logs_in_again(office):
    token = login(office, "kasi", PASSWORD, address="x", at=NOW)
    add_account(office, KASI, "operator", Role.OPERATOR, PASSWORD, at=NOW)
    other = login(office, "operator", PASSWORD, address="x", at=NOW)
    assert (len(office.frame(INCIDENTS)), office.parameters.classes.waspada) == (2, 8.0)
    name = kept_backups(office, KASI)[0].name
    aside = restore(office, KASI, name, typed=f" {CONFIRMATION} ", at=LATER)
    assert (len(office.frame(INCIDENTS)), office.parameters.classes.waspada) == (1, 6.0)
    assert (actor_of(office, token, at=LATER), actor_of(office, other, at=LATER)) == (None, None)
    assert login(office, "kasi", PASSWORD, address="x", at=LATER)
    assert verify(office.store) == []
    assert aside.is_file()
    told = office.store.audit()[-2]
    assert (told.actor, told.verb, told.note) == ("kasi", "cadangan.kelola", f"Dipulihkan dari {name}")
    assert told.details["pengaturan"][0]["ubah"] == [
        {"lembar": "parameter", "kunci": "kelas.waspada", "lama": 8, "baru": 6}
    ]
    set_aside = told.details["berkas_disisihkan"]
    assert "waspada = 8" in (office.workspace.home / set_aside[0]).read_text(encoding="utf-8")


def test_a_profile_that_changed_since_goes_back_too(office):
    wanted = changes(office.settings, {Sheet.PROFIL: {"tempat": "Taniran"}})
    change_profile(office, KASI, wanted, note="", at=NOW)
    restore(office, KASI, kept_backups(office, KASI)[0].name, typed=CONFIRMATION, at=LATER)
    assert office.profile.seat == ""


@pytest.mark.parametrize("typed", ["", "pulihkan", "PULIHKAN!"])
def test_without_the_word_nothing_happens(office, typed):
    acts = len(office.store.audit())
    with pytest.raises(Refused) as refused:
        restore(office, KASI, kept_backups(office, KASI)[0].name, typed=typed, at=LATER)
    assert codes(refused) == [ProblemCode.CADANGAN_TANPA_PERSETUJUAN]
    assert len(office.store.audit()) == acts


@pytest.mark.parametrize("name", ["../store.gpkg", "store.gpkg", "", "/etc/passwd", "x" * 5000])
def test_only_a_backup_of_this_office_has_a_name(office, name):
    for attempt in (
        lambda: loss(office, KASI, name),
        lambda: restore(office, KASI, name, typed=CONFIRMATION, at=LATER),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert codes(refused) == [ProblemCode.CADANGAN_TAK_ADA]


def test_a_damaged_backup_is_refused_and_nothing_changes(office):
    (made,) = kept_backups(office, KASI)
    file = office.workspace.backups / made.name
    file.write_bytes(file.read_bytes()[:20_000])
    with pytest.raises(Refused) as refused:
        restore(office, KASI, made.name, typed=CONFIRMATION, at=LATER)
    assert codes(refused) == [ProblemCode.CADANGAN_RUSAK]
    assert len(office.frame(INCIDENTS)) == 2


def test_a_backup_of_another_history_is_refused(office, desk):
    (made,) = kept_backups(office, KASI)
    restore(office, KASI, made.name, typed=CONFIRMATION, at=LATER)
    make_backup(office, KASI, at=LATER)
    strange = kept_backups(office, KASI)[0].name
    restore(office, KASI, made.name, typed=CONFIRMATION, at=LATER + timedelta(minutes=1))
    desk.incidents(("2026-11-23 20:00", "JLN-04", "62.03"))
    with pytest.raises(Refused) as refused:
        loss(office, KASI, strange)
    assert codes(refused) == [ProblemCode.CADANGAN_LAIN]


def test_the_command_line_tells_the_trail_too(office):
    (made,) = kept_backups(office, KASI)
    home = office.workspace.home
    restore_backup(home, KEEPER, office.workspace.backups / made.name, at=LATER)
    assert office.store.audit()[-1].note == f"Dipulihkan dari {made.name}"
    assert office.parameters.classes.waspada == 6.0


@pytest.mark.parametrize("role", [role for role in ACCOUNT_ROLES if role is not Role.KASI])
def test_nobody_else_sees_or_restores_backups(desk, role):
    actor = Actor("x", role)
    for attempt in (
        lambda: kept_backups(desk.office, actor),
        lambda: loss(desk.office, actor, "x"),
        lambda: restore(desk.office, actor, "x", typed=CONFIRMATION, at=NOW),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert codes(refused) == [ProblemCode.HAK_DITOLAK]
