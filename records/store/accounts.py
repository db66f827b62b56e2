"""Rows of accounts, login sessions and failed logins; only hashes of passwords, tokens and addresses.

Accounts and sessions change inside an act. Tries, and the last use of a session, are no acts: they
leave no audit row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from records.store.act import Act
from records.store.engine import writing
from records.store.schema import ACCOUNTS, AUDIT, LOGIN_TRIES, SESSIONS
from records.store.storable import refuse_unstorable
from records.store.store import Store
from sop.party import Role
from sop.problem import Refused

LOGIN = "akun.masuk"
"""Verb of the act that opens a login."""

_PATIENCE_S = 0.2
_ROLES = {role.value: role for role in Role}


@dataclass(frozen=True, kw_only=True)
class Account:
    """One account; ``password_hash`` is whatever the caller's hasher made."""

    username: str
    name: str
    role: Role
    password_hash: str
    disabled: bool
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class LoginSession:
    """One open login, known by the hash of its token."""

    token_hash: str
    username: str
    created_at: datetime
    last_seen: datetime
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class Tries:
    """A try that was just recorded, and the failures before it, oldest first."""

    id: int
    account: tuple[datetime, ...]
    address: tuple[datetime, ...]


def account(store: Store, username: str) -> Account | None:
    """Return an account, None if there is none of that name."""
    with store.reading() as connection:
        row = connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.username == username)).first()
    return None if row is None else _account(row)


def accounts(store: Store) -> tuple[Account, ...]:
    """Return all accounts by user name."""
    with store.reading() as connection:
        rows = connection.execute(select(ACCOUNTS).order_by(ACCOUNTS.c.username)).all()
    return tuple(_account(row) for row in rows)


def add_account(act: Act, new: Account) -> bool:
    """Store a new account; False if the name is taken."""
    refuse_unstorable(new.username, new.name)
    row = insert(ACCOUNTS).values(
        username=new.username,
        nama=new.name,
        role=new.role.value,
        password_hash=new.password_hash,
        disabled=new.disabled,
        created_at=new.created_at,
    )
    try:
        with act.connection.begin_nested():
            act.connection.execute(row)
    except IntegrityError:
        return False
    return True


def change_account(
    act: Act,
    username: str,
    *,
    name: str | None = None,
    role: Role | None = None,
    password_hash: str | None = None,
    disabled: bool | None = None,
) -> bool:
    """Change what is given of an account; False if there is no such account."""
    refuse_unstorable(username, name)
    given = {
        "nama": name,
        "role": None if role is None else role.value,
        "password_hash": password_hash,
        "disabled": disabled,
    }
    changes = {column: value for column, value in given.items() if value is not None}
    query = update(ACCOUNTS).where(ACCOUNTS.c.username == username).values(changes)
    return act.connection.execute(query).rowcount == 1


def add_session(act: Act, new: LoginSession) -> None:
    """Store a login."""
    act.connection.execute(
        insert(SESSIONS).values(
            token_hash=new.token_hash,
            username=new.username,
            created_at=new.created_at,
            last_seen=new.last_seen,
            expires_at=new.expires_at,
        )
    )


def login_session(store: Store, token_hash: str) -> LoginSession | None:
    """Return the login of a token, None if there is none (any more)."""
    with store.reading() as connection:
        row = connection.execute(select(SESSIONS).where(SESSIONS.c.token_hash == token_hash)).first()
    return None if row is None else LoginSession(**row._asdict())


def touch_session(store: Store, token_hash: str, at: datetime) -> None:
    """Remember when a login was last used, if that can be done at once: no page waits for a writer."""
    mine = SESSIONS.c.token_hash == token_hash
    try:
        with store.lock.hold(_PATIENCE_S), writing(store.engine) as connection:
            connection.execute(update(SESSIONS).where(mine).values(last_seen=at))
    except Refused:
        return


def end_session(act: Act, token_hash: str) -> None:
    """End one login."""
    act.connection.execute(delete(SESSIONS).where(SESSIONS.c.token_hash == token_hash))


def end_sessions(act: Act, username: str, *, but: str | None = None) -> None:
    """End every login of an account; all but the one of this token's hash, if one is given."""
    query = delete(SESSIONS).where(SESSIONS.c.username == username)
    act.connection.execute(query if but is None else query.where(SESSIONS.c.token_hash != but))


def end_all_sessions(act: Act) -> None:
    """End every login of everybody."""
    act.connection.execute(delete(SESSIONS))


def active_accounts(act: Act, role: Role) -> frozenset[str]:
    """Return the accounts of a role that are not disabled, as they are within the act."""
    query = select(ACCOUNTS.c.username).where(ACCOUNTS.c.role == role.value, ~ACCOUNTS.c.disabled)
    return frozenset(act.connection.execute(query).scalars())


def last_logins(store: Store) -> dict[str, datetime]:
    """Return when each account last logged in, from the audit trail."""
    query = (
        select(AUDIT.c.actor, func.max(AUDIT.c.at, type_=AUDIT.c.at.type))
        .where(AUDIT.c.verb == LOGIN)
        .group_by(AUDIT.c.actor)
    )
    with store.reading() as connection:
        return {row[0]: row[1] for row in connection.execute(query)}


def forget_expired_sessions(store: Store, *, before: datetime) -> None:
    """Forget logins which ended before a time."""
    with store.writing() as connection:
        connection.execute(delete(SESSIONS).where(SESSIONS.c.expires_at <= before))


def record_try(store: Store, *, account_hash: str, address_hash: str, at: datetime, since: datetime) -> Tries:
    """Record a try before its password is looked at, and return the failures before it.

    The try counts from now on, so that many at once cannot slip through; `forget_try` takes it back
    when it turns out to be no failure. Failures older than ``since`` are forgotten.
    """
    with store.writing() as connection:
        connection.execute(delete(LOGIN_TRIES).where(LOGIN_TRIES.c.at < since))
        earlier = Tries(
            id=0,
            account=_times(connection, LOGIN_TRIES.c.account_hash, account_hash),
            address=_times(connection, LOGIN_TRIES.c.address_hash, address_hash),
        )
        query = insert(LOGIN_TRIES).values(account_hash=account_hash, address_hash=address_hash, at=at)
        number = connection.execute(query.returning(LOGIN_TRIES.c.id)).scalar_one()
    return Tries(id=number, account=earlier.account, address=earlier.address)


def forget_try(store: Store, number: int) -> None:
    """Take one try back."""
    with store.writing() as connection:
        connection.execute(delete(LOGIN_TRIES).where(LOGIN_TRIES.c.id == number))


def forget_tries(store: Store, account_hash: str) -> None:
    """Forget the failures of an account."""
    with store.writing() as connection:
        connection.execute(delete(LOGIN_TRIES).where(LOGIN_TRIES.c.account_hash == account_hash))


def _account(row: Any) -> Account:
    return Account(
        username=row.username,
        name=row.nama,
        role=_ROLES[row.role],
        password_hash=row.password_hash,
        disabled=row.disabled,
        created_at=row.created_at,
    )


def _times(connection: Connection, column: Column[Any], wanted: str) -> tuple[datetime, ...]:
    query = select(LOGIN_TRIES.c.at).where(column == wanted).order_by(LOGIN_TRIES.c.at, LOGIN_TRIES.c.id)
    return tuple(connection.execute(query).scalars())
