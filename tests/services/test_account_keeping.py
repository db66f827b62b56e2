"""Accounts as the Kasi keeps them, on a real store."""

import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from records.store.store import Store
from services.account_keeping import change_account, change_own_password, enable_account, known_accounts
from services.accounts import actor_of, add_account, disable_account, login
from services.passwords import new_password
from sop.party import ACCOUNT_ROLES, Actor, Role, Verb
from sop.problem import ProblemCode, Refused

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEEPER = Actor("cli:uji", Role.LOKAL)
KASI = Actor("kasi", Role.KASI)
PASSWORD = "kata-sandi-kasi"


@dataclass
class Desk:
    store: Store


@pytest.fixture
def desk(tmp_path):
    store = Store.open(f"sqlite:///{tmp_path / 'store.gpkg'}")
    made = Desk(store)
    add_account(made, KEEPER, "kasi", Role.KASI, PASSWORD, at=NOON, name="Kasi Rekaan")
    yield made
    store.close()


def enter(desk, username="kasi", password=PASSWORD, at=NOON):
    return login(desk, username, password, address="10.0.0.1", at=at)


def codes(refused):
    return [p.code for p in refused.value.problems]


def test_the_list_tells_who_came_in_last_and_no_hash(desk):
    add_account(desk, KASI, "operator", Role.OPERATOR, PASSWORD, at=NOON)
    add_account(desk, KASI, "camat", Role.CAMAT, PASSWORD, at=NOON)
    disable_account(desk, KASI, "camat", at=NOON)
    enter(desk, at=NOON)
    enter(desk, at=NOON + timedelta(hours=2))
    told = known_accounts(desk, KASI)
    assert [(one.username, one.disabled, one.last_login) for one in told] == [
        ("kasi", False, NOON + timedelta(hours=2)),
        ("operator", False, None),
        ("camat", True, None),
    ]
    assert not any("argon2" in repr(one) for one in told)


def test_a_changed_role_and_name_count_at_once(desk):
    add_account(desk, KASI, "operator", Role.OPERATOR, PASSWORD, at=NOON)
    token = enter(desk, "operator")
    change_account(desk, KASI, "operator", name=" Ibu  Rekaan ", role=Role.SEKCAM, at=NOON)
    assert actor_of(desk, token, at=NOON) == Actor("operator", Role.SEKCAM)
    assert {one.username: one.name for one in known_accounts(desk, KASI)}["operator"] == "Ibu Rekaan"
    assert desk.store.audit()[-1].note == "operator (sekcam)"


def test_a_disabled_account_opens_nothing_until_it_is_enabled_again(desk):
    add_account(desk, KASI, "operator", Role.OPERATOR, PASSWORD, at=NOON)
    token = enter(desk, "operator")
    disable_account(desk, KASI, "operator", at=NOON)
    assert actor_of(desk, token, at=NOON) is None
    enable_account(desk, KASI, "operator", at=NOON)
    assert actor_of(desk, token, at=NOON) is None
    assert actor_of(desk, enter(desk, "operator"), at=NOON) == Actor("operator", Role.OPERATOR)


def test_the_last_active_kasi_cannot_shut_the_door_behind_himself(desk):
    add_account(desk, KASI, "kasi2", Role.KASI, PASSWORD, at=NOON)
    disable_account(desk, KASI, "kasi2", at=NOON)
    for attempt in (
        lambda: disable_account(desk, KASI, "kasi", at=NOON),
        lambda: change_account(desk, KASI, "kasi", name="Kasi", role=Role.OPERATOR, at=NOON),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert codes(refused) == [ProblemCode.AKUN_KASI_TERAKHIR]
    enable_account(desk, KASI, "kasi2", at=NOON)
    disable_account(desk, KASI, "kasi", at=NOON)
    assert [one.username for one in known_accounts(desk, Actor("kasi2", Role.KASI)) if not one.disabled] == [
        "kasi2"
    ]


def test_two_kasi_who_disable_each_other_at_once_leave_one(desk):
    add_account(desk, KASI, "kasi2", Role.KASI, PASSWORD, at=NOON)
    told = []

    def disable(actor, other):
        try:
            disable_account(desk, actor, other, at=NOON)
        except Refused as refused:
            told.append(refused.problems[0].code)

    both = [
        threading.Thread(target=disable, args=(KASI, "kasi2")),
        threading.Thread(target=disable, args=(Actor("kasi2", Role.KASI), "kasi")),
    ]
    for one in both:
        one.start()
    for one in both:
        one.join(30)
    assert told == [ProblemCode.AKUN_KASI_TERAKHIR]
    assert [one.disabled for one in known_accounts(desk, KASI)] == [False, True]


def test_the_local_administrator_may_leave_an_office_without_a_kasi(desk):
    disable_account(desk, KEEPER, "kasi", at=NOON)
    assert [one.disabled for one in known_accounts(desk, KEEPER)] == [True]


@pytest.mark.parametrize("role", [role for role in ACCOUNT_ROLES if role is not Role.KASI])
def test_nobody_else_keeps_accounts(desk, role):
    actor = Actor("x", role)
    for attempt in (
        lambda: known_accounts(desk, actor),
        lambda: change_account(desk, actor, "kasi", name="x", role=Role.CAMAT, at=NOON),
        lambda: enable_account(desk, actor, "kasi", at=NOON),
        lambda: disable_account(desk, actor, "kasi", at=NOON),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert codes(refused) == [ProblemCode.HAK_DITOLAK]


def test_what_is_wrong_with_a_change_is_told_at_once(desk):
    with pytest.raises(Refused) as refused:
        change_account(desk, KASI, "kasi", name=" ", role=Role.LOKAL, at=NOON)
    assert codes(refused) == [ProblemCode.ISIAN_WAJIB, ProblemCode.AKUN_PERAN_TAK_SAH]
    with pytest.raises(Refused) as refused:
        enable_account(desk, KASI, "tidak-ada", at=NOON)
    assert codes(refused) == [ProblemCode.AKUN_TAK_ADA]


def test_everybody_changes_the_own_password_and_other_logins_end(desk):
    assert all(Actor("saya", role).may(Verb.AKUN_SANDI_SENDIRI) for role in ACCOUNT_ROLES)
    role = Role.PETUGAS
    add_account(desk, KASI, "saya", role, PASSWORD, at=NOON)
    here, elsewhere = enter(desk, "saya"), enter(desk, "saya")
    change_own_password(desk, Actor("saya", role), PASSWORD, "sandi-yang-baru", token=here, at=NOON)
    assert actor_of(desk, here, at=NOON) == Actor("saya", role)
    assert actor_of(desk, elsewhere, at=NOON) is None
    assert enter(desk, "saya", "sandi-yang-baru")
    with pytest.raises(Refused):
        enter(desk, "saya")


def test_the_old_password_is_asked_for_and_guessing_it_is_limited(desk):
    token = enter(desk)
    for _ in range(5):
        with pytest.raises(Refused) as refused:
            change_own_password(desk, KASI, "salah-sekali", "sandi-yang-baru", token=token, at=NOON)
        assert codes(refused) == [ProblemCode.SANDI_LAMA_SALAH]
    for old in ("salah-sekali", PASSWORD):
        with pytest.raises(Refused) as refused:
            change_own_password(desk, KASI, old, "sandi-yang-baru", token=token, at=NOON)
        assert codes(refused) == [ProblemCode.MASUK_DIBATASI]
    change_own_password(desk, KASI, PASSWORD, "sandi-yang-baru", token=token, at=NOON + timedelta(minutes=1))


def test_a_new_password_keeps_the_rules_and_is_another_one(desk):
    token = enter(desk)
    for new, code in (("pendek", ProblemCode.SANDI_PANJANG), (PASSWORD, ProblemCode.SANDI_TETAP)):
        with pytest.raises(Refused) as refused:
            change_own_password(desk, KASI, PASSWORD, new, token=token, at=NOON)
        assert codes(refused) == [code]


def test_a_made_password_is_never_the_same_and_has_no_letter_to_confuse():
    made = {new_password() for _ in range(200)}
    assert len(made) == 200
    assert not set("".join(made)) & set("0O1lIo")
    assert all(len(one) == 19 for one in made)
