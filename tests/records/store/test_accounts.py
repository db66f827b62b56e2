from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from records.store import accounts
from records.store.accounts import Account, LoginSession
from records.store.store import Store
from sop.party import Role


@pytest.fixture
def kasi(at) -> Account:
    return Account(
        username="kasi", name="Kasi", role=Role.KASI, password_hash="h", disabled=False, created_at=at
    )


@pytest.fixture
def session(at) -> LoginSession:
    return LoginSession(
        token_hash="t", username="kasi", created_at=at, last_seen=at, expires_at=at + timedelta(days=7)
    )


def test_an_account_comes_back_as_it_was_added(store: Store, actor, at, kasi: Account):
    with store.act(actor, at, "akun.tambah") as act:
        assert accounts.add_account(act, kasi)
    assert accounts.account(store, "kasi") == kasi
    assert accounts.accounts(store) == (kasi,)
    assert accounts.account(store, "tamu") is None


def test_a_name_that_is_taken_is_told_and_the_act_goes_on(store: Store, actor, at, kasi: Account):
    with store.act(actor, at, "akun.tambah") as act:
        assert accounts.add_account(act, kasi)
        assert not accounts.add_account(act, kasi)
    assert len(accounts.accounts(store)) == 1


def test_only_what_is_given_changes(store: Store, actor, at, kasi: Account):
    with store.act(actor, at, "akun.ubah") as act:
        accounts.add_account(act, kasi)
        assert accounts.change_account(act, "kasi", disabled=True)
        assert accounts.change_account(act, "kasi", password_hash="h2", role=Role.OPERATOR)
        assert not accounts.change_account(act, "tamu", disabled=True)
    found = accounts.account(store, "kasi")
    assert found is not None
    assert (found.name, found.role, found.password_hash, found.disabled) == (
        "Kasi",
        Role.OPERATOR,
        "h2",
        True,
    )


def test_a_login_lives_until_it_is_ended(store: Store, actor, at, kasi: Account, session: LoginSession):
    with store.act(actor, at, "akun.masuk") as act:
        accounts.add_account(act, kasi)
        accounts.add_session(act, session)
    assert accounts.login_session(store, "t") == session
    later = at + timedelta(minutes=6)
    accounts.touch_session(store, "t", later)
    seen = accounts.login_session(store, "t")
    assert seen is not None
    assert (seen.last_seen, seen.expires_at) == (later, session.expires_at)
    with store.act(actor, at, "akun.keluar") as act:
        accounts.end_session(act, "t")
    assert accounts.login_session(store, "t") is None


def test_expired_logins_and_all_logins_of_an_account_can_be_ended(
    store: Store, actor, at, kasi, session: LoginSession
):
    with store.act(actor, at, "akun.masuk") as act:
        accounts.add_account(act, kasi)
        accounts.add_session(act, session)
    accounts.forget_expired_sessions(store, before=session.expires_at - timedelta(seconds=1))
    assert accounts.login_session(store, "t") is not None
    accounts.forget_expired_sessions(store, before=session.expires_at)
    assert accounts.login_session(store, "t") is None
    with store.act(actor, at, "akun.masuk") as act:
        accounts.add_session(act, session)
        accounts.end_sessions(act, "kasi")
    assert accounts.login_session(store, "t") is None


def test_nobody_logs_in_without_an_account(store: Store, actor, at, session: LoginSession):
    with pytest.raises(IntegrityError), store.act(actor, at, "akun.masuk") as act:
        accounts.add_session(act, session)


def test_a_try_tells_the_failures_before_it_by_account_and_by_address(store: Store, at):
    minutes = [at + timedelta(minutes=m) for m in range(4)]

    def attempt(account: str, address: str, m: int) -> accounts.Tries:
        since = minutes[m] - timedelta(minutes=2)
        return accounts.record_try(
            store, account_hash=account, address_hash=address, at=minutes[m], since=since
        )

    assert attempt("a", "x", 0).account == ()
    second = attempt("a", "y", 1)
    assert (second.account, second.address) == ((minutes[0],), ())
    assert attempt("b", "x", 1).address == (minutes[0],)
    accounts.forget_try(store, second.id)
    # Two minutes later the first try is still remembered, three minutes later it is not.
    third = attempt("a", "x", 2)
    assert (third.account, third.address) == ((minutes[0],), (minutes[0], minutes[1]))
    assert attempt("a", "x", 3).account == (minutes[2],)
    accounts.forget_tries(store, "a")
    assert attempt("a", "x", 3).account == ()


def test_tries_and_last_uses_leave_no_audit_row(store: Store, at):
    accounts.record_try(store, account_hash="a", address_hash="x", at=at, since=at)
    accounts.touch_session(store, "t", at)
    assert store.audit() == ()
