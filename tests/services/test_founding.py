"""From the demo to the office's own workspace, and the first account of an empty one."""

import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from records.workspace import is_workspace
from services.accounts import add_account, login
from services.founding import (
    FirstAccount,
    Founding,
    packaged_ground,
    packaged_profile,
    renamed,
    uploaded_ground,
)
from services.office import Office
from services.setup import initialise
from services.uploads import receive
from sop.party import ACCOUNT_ROLES, Actor, Role
from sop.problem import ProblemCode, Refused

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
KEEPER, KASI = Actor("cli:uji", Role.LOKAL), Actor("kasi", Role.KASI)
CODE = "ABCD-2345"
FIRST = FirstAccount(username="kasi1", name="Kasi Rekaan", password="sandi-pertama")
BOUNDARIES = Path(__file__).parents[2] / "data" / "desa_boundaries" / "benua_lima.geojson"


def codes(refused):
    return [p.code for p in refused.value.problems]


@pytest.fixture
def demo(desk):
    """An office that is marked as a demo; its invented data play no part here."""
    (desk.office.workspace.home / "DATA-CONTOH").write_text("rekaan")
    with closing(Office.open(desk.office.workspace.home)) as office:
        yield office


@pytest.fixture
def chance(tmp_path):
    return Founding(tmp_path / "milik-sendiri", KEEPER, code=CODE)


def found(chance, demo, actor=KASI, code=CODE, profile=None, ground=None, first=FIRST):
    return chance.found(
        demo,
        actor,
        code=code,
        profile=profile or packaged_profile(),
        ground=ground or packaged_ground(),
        first=first,
        at=NOW,
    )


def test_an_office_is_founded_with_profile_areas_account_and_backup(demo, chance):
    assert chance.applies_to(demo)
    home = found(chance, demo, profile={**packaged_profile(), "tempat": "Bamban"}, code=" abcd 2345 ")
    with closing(Office.open(home)) as office:
        assert (office.demo, office.profile.seat, len(office.areas())) == (False, "Bamban", 7)
        assert office.profile.aliases["62.13.02.2003"][0] == "Banyulandas"
        assert [(act.actor, act.verb) for act in office.store.audit()] == [
            ("cli:uji", "sistem.siapkan"),
            ("cli:uji", "akun.tambah"),
        ]
        assert login(office, "kasi1", "sandi-pertama", address="x", at=NOW)
        assert len(list(office.workspace.backups.glob("*.gpkg"))) == 1
        assert not chance.applies_to(office)
    assert not chance.applies_to(demo)


def test_a_chance_is_used_once(demo, chance):
    found(chance, demo)
    assert not chance.is_open
    with pytest.raises(Refused) as refused:
        found(chance, demo)
    assert codes(refused) == [ProblemCode.MULAI_TERTUTUP]


def test_a_wrong_code_founds_nothing_and_a_few_close_the_chance(demo, chance):
    for left in (4, 3, 2, 1):
        with pytest.raises(Refused) as refused:
            found(chance, demo, code="ABCD-2346")
        assert codes(refused) == [ProblemCode.MULAI_KODE_SALAH]
        assert refused.value.problems[0].details == {"sisa": left}
    for code in ("ABCD-2346", CODE):
        with pytest.raises(Refused) as refused:
            found(chance, demo, code=code)
        assert codes(refused) == [ProblemCode.MULAI_TERTUTUP]
    assert not is_workspace(chance.home)


def test_without_a_code_everything_that_is_missing_is_told_and_no_try_is_lost(demo, chance):
    for _ in range(10):
        with pytest.raises(Refused) as refused:
            found(
                chance, demo, code=" ", first=FirstAccount(username="kasi1", name="", password=FIRST.password)
            )
        assert [one.column for one in refused.value.problems] == ["kode", "name"]
    found(chance, demo)
    assert is_workspace(chance.home)


def test_every_process_has_a_code_of_its_own(tmp_path):
    made = {Founding(tmp_path, KEEPER).code for _ in range(50)}
    assert len(made) == 50
    assert all(len(code) == 9 for code in made)


@pytest.mark.parametrize("role", [role for role in ACCOUNT_ROLES if role is not Role.KASI])
def test_only_the_kasi_of_the_demo_may_begin(demo, chance, role):
    with pytest.raises(Refused) as refused:
        found(chance, demo, actor=Actor("x", role))
    assert codes(refused) == [ProblemCode.HAK_DITOLAK]
    assert chance.is_open


def test_nobody_but_the_keeper_of_the_office_pc_makes_a_chance(tmp_path):
    with pytest.raises(Refused) as refused:
        Founding(tmp_path, KASI)
    assert codes(refused) == [ProblemCode.HAK_DITOLAK]


def test_a_real_office_is_never_founded_over(desk, demo, chance):
    with pytest.raises(Refused) as refused:
        found(chance, desk.office)
    assert codes(refused) == [ProblemCode.MULAI_TERTUTUP]
    initialise(chance.home, KEEPER, at=NOW)
    with pytest.raises(Refused) as refused:
        found(chance, demo)
    assert codes(refused) == [ProblemCode.MULAI_TERTUTUP]


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_made(demo, chance):
    bad = FirstAccount(username="K", name=" ", password="pendek")
    ground = renamed(packaged_ground(), {"62.13.02.2002": " "})
    with pytest.raises(Refused) as refused:
        found(chance, demo, profile={**packaged_profile(), "nama": ""}, ground=ground, first=bad)
    assert codes(refused) == [
        ProblemCode.AKUN_NAMA_TAK_SAH,
        ProblemCode.SANDI_PANJANG,
        ProblemCode.ISIAN_WAJIB,
        ProblemCode.ISIAN_WAJIB,
        ProblemCode.PROFIL_TAK_SAH,
    ]
    assert not chance.home.exists()
    assert chance.is_open
    found(chance, demo)


def test_a_folder_that_is_in_use_is_left_alone_and_the_chance_stays(demo, chance):
    chance.home.mkdir()
    (chance.home / "surat.docx").write_text("milik orang")
    with pytest.raises(Refused) as refused:
        found(chance, demo)
    assert codes(refused) == [ProblemCode.RUANG_SUDAH_ADA]
    assert chance.is_open
    (chance.home / "surat.docx").unlink()
    assert found(chance, demo) == chance.home


def test_two_tabs_that_begin_at_once_found_one_office(demo, chance):
    told = []

    def begin():
        try:
            found(chance, demo)
        except Refused as refused:
            told.append(refused.problems[0].code)

    both = [threading.Thread(target=begin) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(60)
    assert told == [ProblemCode.MULAI_TERTUTUP]
    with closing(Office.open(chance.home)) as office:
        assert len(office.store.audit()) == 2


def test_own_boundaries_are_looked_at_renamed_and_become_the_office(demo, chance):
    upload = receive(demo, KASI, "boundaries", "batas.geojson", BOUNDARIES.read_bytes(), at=NOW)
    ground = uploaded_ground(upload, code_column=None, name_column=None)
    assert (len(ground.names), ground.metric_epsg) == (7, 32750)
    hostile = "<script>alert(1)</script>"
    code = next(iter(ground.names))
    profile = {"nama": "Kecamatan Rekaan", "zona": "Asia/Makassar", "kop": ["PEMERINTAH", hostile]}
    found(chance, demo, profile=profile, ground=renamed(ground, {code: hostile}))
    with closing(Office.open(chance.home)) as office:
        assert office.areas().loc[code, "nama"] == office.profile.units[code] == hostile
        assert (office.profile.zone, office.profile.letterhead[1]) == ("Asia/Makassar", hostile)


def test_boundaries_that_are_none_are_refused_with_the_cause(demo):
    rows = b"kode,nama\n1,Bamban\n"
    upload = receive(demo, KASI, "boundaries", "batas.csv", rows, at=NOW)
    with pytest.raises(Refused, match="tidak berisi bidang"):
        uploaded_ground(upload, code_column=None, name_column=None)


def test_an_office_without_accounts_gets_its_first_one_by_the_code(desk):
    chance = Founding(desk.office.workspace.home, KEEPER, code=CODE)
    assert chance.applies_to(desk.office)
    with pytest.raises(Refused) as refused:
        chance.let_in(desk.office, code="salah", first=FIRST, at=NOW)
    assert codes(refused) == [ProblemCode.MULAI_KODE_SALAH]
    chance.let_in(desk.office, code=CODE, first=FIRST, at=NOW)
    assert login(desk.office, "kasi1", "sandi-pertama", address="x", at=NOW)
    assert (chance.applies_to(desk.office), chance.is_open) == (False, False)


def test_an_office_with_an_account_lets_nobody_in_by_a_code(desk):
    chance = Founding(desk.office.workspace.home, KEEPER, code=CODE)
    add_account(desk.office, KEEPER, "operator", Role.OPERATOR, "sandi-operator", at=NOW)
    with pytest.raises(Refused) as refused:
        chance.let_in(desk.office, code=CODE, first=FIRST, at=NOW)
    assert codes(refused) == [ProblemCode.MULAI_TERTUTUP]


def test_a_killed_founding_leaves_an_office_that_the_next_start_lets_somebody_in(chance):
    """Killed between workspace and account, the office is there without an account."""
    initialise(chance.home, KEEPER, at=NOW)
    with closing(Office.open(chance.home)) as office:
        again = Founding(chance.home, KEEPER, code=CODE)
        again.let_in(office, code=CODE, first=FIRST, at=NOW)
        assert login(office, "kasi1", "sandi-pertama", address="x", at=NOW)
