"""Accounts and logins on a real store."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from records.store.store import Store
from services.accounts import (
    LoginRules,
    account_actor,
    actor_of,
    add_account,
    disable_account,
    list_accounts,
    login,
    logout,
    set_password,
)
from sop.party import Actor, Role
from sop.problem import ProblemCode, Refused

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEEPER = Actor("cli:uji", Role.LOKAL)
PASSWORD = "kata-sandi-kasi"
HERE = "10.0.0.1"


@dataclass
class Desk:
    store: Store


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'store.gpkg'}"


@pytest.fixture
def desk(url):
    store = Store.open(url)
    made = Desk(store)
    add_account(made, KEEPER, "kasi", Role.KASI, PASSWORD, at=NOON, name="Budi, S.Sos")
    yield made
    store.close()


def enter(desk, at=NOON, password=PASSWORD, username="kasi", address=HERE):
    return login(desk, username, password, address=address, at=at)


def codes(refused):
    return [p.code for p in refused.value.problems]


def test_a_login_opens_what_its_role_may_see(desk):
    assert actor_of(desk, enter(desk), at=NOON) == Actor("kasi", Role.KASI)


def test_a_user_name_is_the_same_in_capitals_and_with_spaces(desk):
    assert actor_of(desk, enter(desk, username=" KASI "), at=NOON) == Actor("kasi", Role.KASI)


def test_every_login_gets_a_token_of_its_own_with_256_bits(desk):
    first, second = enter(desk), enter(desk)
    assert first != second
    assert len(first) == 43  # 32 bytes in base64 without padding


def test_neither_token_nor_password_lies_in_the_file(desk, tmp_path):
    token = enter(desk)
    stored = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    assert token.encode() not in stored
    assert PASSWORD.encode() not in stored
    assert HERE.encode() not in stored


def test_unknown_account_and_wrong_password_get_the_same_answer(desk):
    with pytest.raises(Refused) as unknown:
        enter(desk, username="tidakada")
    with pytest.raises(Refused) as wrong:
        enter(desk, password="salah-sama-sekali")
    assert unknown.value.problems == wrong.value.problems
    assert codes(wrong) == [ProblemCode.MASUK_SALAH]


def test_a_made_up_token_opens_nothing(desk):
    assert actor_of(desk, "x" * 43, at=NOON) is None
    assert actor_of(desk, "", at=NOON) is None


def test_a_logout_closes_this_login_and_no_other(desk):
    mine, other = enter(desk), enter(desk)
    logout(desk, mine, at=NOON)
    assert actor_of(desk, mine, at=NOON) is None
    assert actor_of(desk, other, at=NOON) is not None


def test_a_logout_without_login_leaves_no_trace(desk):
    before = len(desk.store.audit())
    logout(desk, "x" * 43, at=NOON)
    assert len(desk.store.audit()) == before


def test_twelve_idle_hours_end_a_login(desk):
    token = enter(desk)
    assert actor_of(desk, token, at=NOON + timedelta(hours=12, seconds=-1)) is not None
    token = enter(desk)
    assert actor_of(desk, token, at=NOON + timedelta(hours=12)) is None


def test_use_keeps_a_login_alive_but_not_beyond_seven_days(desk):
    token = enter(desk)
    for hours in range(6, 7 * 24, 6):
        assert actor_of(desk, token, at=NOON + timedelta(hours=hours)) is not None
    assert actor_of(desk, token, at=NOON + timedelta(days=7)) is None


def test_a_disabled_account_is_out_at_the_next_look(desk):
    token = enter(desk)
    disable_account(desk, KEEPER, "kasi", at=NOON)
    assert actor_of(desk, token, at=NOON) is None
    with pytest.raises(Refused) as refused:
        enter(desk)
    assert codes(refused) == [ProblemCode.MASUK_NONAKTIF]
    with pytest.raises(Refused) as refused:
        enter(desk, password="salah-sama-sekali")
    assert codes(refused) == [ProblemCode.MASUK_SALAH]


def test_a_new_password_ends_the_logins_made_with_the_old_one(desk):
    token = enter(desk)
    set_password(desk, KEEPER, "kasi", "kata-sandi-baru", at=NOON)
    assert actor_of(desk, token, at=NOON) is None
    assert actor_of(desk, enter(desk, password="kata-sandi-baru"), at=NOON) is not None
    with pytest.raises(Refused):
        enter(desk)


def fail(desk, times, at=NOON, **how):
    for _ in range(times):
        with pytest.raises(Refused) as refused:
            enter(desk, at=at, password="salah-sama-sekali", **how)
        assert codes(refused) == [ProblemCode.MASUK_SALAH]


def test_after_five_failures_even_the_right_password_waits(desk):
    fail(desk, 5)
    with pytest.raises(Refused) as refused:
        enter(desk)
    assert str(refused.value) == "Terlalu banyak percobaan masuk. Coba lagi dalam 30 detik."
    assert enter(desk, at=NOON + timedelta(seconds=30))


def test_each_further_failure_doubles_the_wait(desk):
    fail(desk, 5)
    fail(desk, 1, at=NOON + timedelta(seconds=30))
    with pytest.raises(Refused) as refused:
        enter(desk, at=NOON + timedelta(seconds=31))
    assert str(refused.value).endswith("dalam 59 detik.")


def test_a_refused_try_does_not_prolong_the_wait(desk):
    fail(desk, 5)
    for second in range(29):
        with pytest.raises(Refused):
            enter(desk, at=NOON + timedelta(seconds=second))
    assert enter(desk, at=NOON + timedelta(seconds=30))


def test_tries_are_remembered_over_a_restart(desk, url):
    fail(desk, 5)
    desk.store.close()
    desk.store = Store.open(url)
    with pytest.raises(Refused) as refused:
        enter(desk)
    assert codes(refused) == [ProblemCode.MASUK_DIBATASI]


def test_a_success_forgives_the_failures_of_the_account(desk):
    fail(desk, 4)
    enter(desk)
    fail(desk, 4)
    assert enter(desk)


def test_one_address_cannot_try_many_accounts(desk):
    for number in range(30):
        fail(desk, 1, username=f"orang{number}")
    with pytest.raises(Refused) as refused:
        enter(desk)
    assert codes(refused) == [ProblemCode.MASUK_DIBATASI]
    assert enter(desk, address="10.0.0.2")


def test_unknown_accounts_are_limited_like_known_ones(desk):
    fail(desk, 5, username="tidakada")
    with pytest.raises(Refused) as refused:
        enter(desk, username="tidakada")
    assert codes(refused) == [ProblemCode.MASUK_DIBATASI]


def test_unknown_accounts_cost_as_much_time_as_known_ones(desk):
    def cost(username):
        start = datetime.now(UTC)
        with pytest.raises(Refused):
            enter(desk, username=username, password="salah-sama-sekali")
        return datetime.now(UTC) - start

    cost("pemanasan")
    known, unknown = min(cost("kasi") for _ in range(3)), min(cost(f"orang{n}") for n in range(3))
    assert known / 3 < unknown < known * 3


@pytest.mark.parametrize(
    ("username", "password", "code"),
    [
        ("ab", "kata-sandi-baik", ProblemCode.AKUN_NAMA_TAK_SAH),
        ("<script>", "kata-sandi-baik", ProblemCode.AKUN_NAMA_TAK_SAH),
        ("camat", "sembilan9", ProblemCode.SANDI_PANJANG),
        ("camat", "x" * 257, ProblemCode.SANDI_PANJANG),
        ("camat.benua", "Camat.Benua", ProblemCode.SANDI_SAMA_NAMA),
        ("kasi", "kata-sandi-baik", ProblemCode.AKUN_SUDAH_ADA),
    ],
)
def test_bad_accounts_are_refused_with_the_reason(desk, username, password, code):
    with pytest.raises(Refused) as refused:
        add_account(desk, KEEPER, username, Role.CAMAT, password, at=NOON)
    assert codes(refused) == [code]
    assert [a.username for a in list_accounts(desk, KEEPER)] == ["kasi"]


def test_all_faults_of_an_account_are_told_at_once(desk):
    with pytest.raises(Refused) as refused:
        add_account(desk, KEEPER, "a", Role.LOKAL, "pendek", at=NOON)
    assert codes(refused) == [
        ProblemCode.AKUN_NAMA_TAK_SAH,
        ProblemCode.SANDI_PANJANG,
        ProblemCode.AKUN_PERAN_TAK_SAH,
    ]


def test_only_those_who_keep_accounts_may_change_them(desk):
    operator = Actor("operator", Role.OPERATOR)
    for act in (
        lambda: add_account(desk, operator, "baru", Role.CAMAT, "kata-sandi-baik", at=NOON),
        lambda: list_accounts(desk, operator),
        lambda: disable_account(desk, operator, "kasi", at=NOON),
        lambda: set_password(desk, operator, "kasi", "kata-sandi-baru", at=NOON),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert codes(refused) == [ProblemCode.HAK_DITOLAK]
    assert enter(desk)


def test_an_unknown_account_is_neither_disabled_nor_given_a_password(desk):
    before = desk.store.audit()
    for act in (
        lambda: disable_account(desk, KEEPER, "tidakada", at=NOON),
        lambda: set_password(desk, KEEPER, "tidakada", "kata-sandi-baru", at=NOON),
        lambda: account_actor(desk, "tidakada"),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert codes(refused) == [ProblemCode.AKUN_TAK_ADA]
    assert desk.store.audit() == before


def test_every_act_is_in_the_audit_trail(desk):
    token = enter(desk)
    logout(desk, token, at=NOON)
    set_password(desk, KEEPER, "kasi", "kata-sandi-baru", at=NOON)
    disable_account(desk, KEEPER, "kasi", at=NOON)
    assert [(entry.actor, entry.verb, entry.note) for entry in desk.store.audit()] == [
        ("cli:uji", "akun.tambah", "kasi (kasi)"),
        ("kasi", "akun.masuk", ""),
        ("kasi", "akun.keluar", ""),
        ("cli:uji", "akun.sandi", "kasi"),
        ("cli:uji", "akun.nonaktif", "kasi"),
    ]


@pytest.mark.parametrize(
    "rules", [{"idle": timedelta(days=8)}, {"free_tries": 0}, {"first_wait": timedelta(0)}]
)
def test_rules_that_contradict_themselves_are_refused(rules):
    with pytest.raises(ValueError, match=r"needs|must"):
        LoginRules(**rules)


def test_a_page_of_somebody_who_is_logged_in_does_not_wait_for_whoever_imports(desk):
    token = enter(desk)
    began = time.monotonic()
    with desk.store.lock.hold():
        found = actor_of(desk, token, at=NOON + timedelta(minutes=6))
    assert found == Actor("kasi", Role.KASI)
    assert time.monotonic() - began < 5
