"""Accounts and logins: who may come in, until when, and how often someone may try."""

from __future__ import annotations

import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from records.store import accounts as rows
from records.store.accounts import Account, LoginSession
from records.store.act import Act
from records.store.store import Store
from services.passwords import is_outdated, matches, new_hash, password_problems, token_hash
from services.typed import remark
from sop.party import ACCOUNT_ROLES, Actor, Role, Verb
from sop.problem import Problem, ProblemCode, Refused, problem

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")


class HasStore(Protocol):
    """The one thing that accounts need of an office."""

    @property
    def store(self) -> Store:
        """The open store."""
        ...


@dataclass(frozen=True, kw_only=True)
class LoginRules:
    """How long a login lasts and how often one may try.

    Parameters
    ----------
    idle
        A login unused for this long is over.
    lifetime
        A login is over after this long in any case.
    seen_every
        How exactly the last use is kept; a write at every look would cost more than it tells.
    free_tries, free_tries_address
        Failures in a row that cost no waiting, for one account and for one address.
    first_wait, longest_wait
        The next failure costs ``first_wait``; each further one doubles it up to ``longest_wait``.
    memory, memory_address
        Failures older than this are forgotten. An address is forgiven sooner: a whole office may
        share one.
    """

    idle: timedelta = timedelta(hours=12)
    lifetime: timedelta = timedelta(days=7)
    seen_every: timedelta = timedelta(minutes=5)
    free_tries: int = 5
    free_tries_address: int = 30
    first_wait: timedelta = timedelta(seconds=30)
    longest_wait: timedelta = timedelta(minutes=15)
    memory: timedelta = timedelta(hours=24)
    memory_address: timedelta = timedelta(hours=1)

    def __post_init__(self) -> None:
        """Refuse rules that contradict themselves."""
        spans = (self.seen_every, self.first_wait, self.longest_wait, self.memory, self.memory_address)
        if min(spans) <= timedelta(0) or min(self.free_tries, self.free_tries_address) < 1:
            raise ValueError("every span must be positive and one try must be free")
        if not self.seen_every < self.idle <= self.lifetime:
            raise ValueError("needs seen_every < idle <= lifetime")

    def wait(self, failures: tuple[datetime, ...], free: int, at: datetime) -> timedelta:
        """Return how long to wait still, given earlier failures, oldest first.

        Examples
        --------
        >>> from datetime import UTC
        >>> noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
        >>> LoginRules().wait((noon,) * 4, 5, noon)
        datetime.timedelta(0)
        >>> LoginRules().wait((noon,) * 6, 5, noon + timedelta(seconds=10))
        datetime.timedelta(seconds=50)
        """
        over = len(failures) - free
        if over < 0:
            return timedelta(0)
        # 2**20 times the first wait is beyond any longest wait, and still a timedelta.
        penalty = min(self.first_wait * (1 << min(over, 20)), self.longest_wait)
        return max(failures[-1] + penalty - at, timedelta(0))


RULES = LoginRules()


def login(
    office: HasStore, username: str, password: str, *, address: str, at: datetime, rules: LoginRules = RULES
) -> str:
    """Open a login and return its token, which is new each time and stored only as a hash.

    Parameters
    ----------
    address
        Network address of the one who tries; only its hash is kept.

    Raises
    ------
    Refused
        ``masuk.salah`` for an unknown account and for a wrong password alike, ``masuk.dibatasi`` after
        too many failures (even if the password is right this time), ``masuk.nonaktif`` for a disabled
        account whose password was right.
    """
    name = username_key(username)
    tries = rows.record_try(
        office.store,
        account_hash=token_hash(name),
        address_hash=token_hash(address),
        at=at,
        since=at - rules.memory,
    )
    recent = tuple(time for time in tries.address if at - time < rules.memory_address)
    waiting = max(
        rules.wait(tries.account, rules.free_tries, at), rules.wait(recent, rules.free_tries_address, at)
    )
    if waiting:
        # A try that was not looked at must not prolong the waiting.
        rows.forget_try(office.store, tries.id)
        raise Refused(problem(ProblemCode.MASUK_DIBATASI, tunggu=in_words(waiting)))
    account = rows.account(office.store, name)
    if not matches(password, account.password_hash if account else None) or account is None:
        raise Refused(problem(ProblemCode.MASUK_SALAH))
    if account.disabled:
        raise Refused(problem(ProblemCode.MASUK_NONAKTIF))
    rows.forget_tries(office.store, token_hash(name))
    token = secrets.token_urlsafe(32)
    with office.store.act(Actor(name, account.role), at, rows.LOGIN) as act:
        if is_outdated(account.password_hash):
            rows.change_account(act, name, password_hash=new_hash(password))
        rows.add_session(
            act,
            LoginSession(
                token_hash=token_hash(token),
                username=name,
                created_at=at,
                last_seen=at,
                expires_at=at + rules.lifetime,
            ),
        )
    rows.forget_expired_sessions(office.store, before=at)
    return token


def actor_of(office: HasStore, token: str, *, at: datetime, rules: LoginRules = RULES) -> Actor | None:
    """Return who a token belongs to now, or None when it opens nothing (any more).

    It is asked on every request and on every rerun of a page, so that a logout, a disabled account
    or a changed role counts at once.
    """
    session = rows.login_session(office.store, token_hash(token))
    if session is None or at >= session.expires_at or at - session.last_seen >= rules.idle:
        return None
    account = rows.account(office.store, session.username)
    if account is None or account.disabled:
        return None
    if at - session.last_seen >= rules.seen_every:
        rows.touch_session(office.store, session.token_hash, at)
    return Actor(account.username, account.role)


def logout(office: HasStore, token: str, *, at: datetime) -> None:
    """End a login; a token that opens nothing is left alone."""
    actor = actor_of(office, token, at=at)
    if actor is not None:
        with office.store.act(actor, at, "akun.keluar") as act:
            rows.end_session(act, token_hash(token))


def display_name(office: HasStore, actor: Actor) -> str:
    """Return the name to greet an actor with."""
    account = rows.account(office.store, actor.name)
    return account.name if account and account.name else actor.name


def display_names(office: HasStore) -> dict[str, str]:
    """Return the name to show for each account; who acted at the command line has none."""
    return {account.username: account.name or account.username for account in rows.accounts(office.store)}


def role_names(office: HasStore) -> dict[str, str]:
    """Return the role of each account in words, for those to whom the office's names mean nothing."""
    return {account.username: account.role.label for account in rows.accounts(office.store)}


def account_actor(office: HasStore, username: str) -> Actor:
    """Return the actor of an account, for a local administrator who narrows himself to it.

    Raises
    ------
    Refused
        If there is no such account or it is disabled.
    """
    key = username_key(username)
    account = rows.account(office.store, key)
    if account is None:
        raise Refused(problem(ProblemCode.AKUN_TAK_ADA, nama=key))
    if account.disabled:
        raise Refused(problem(ProblemCode.MASUK_NONAKTIF))
    return Actor(account.username, account.role)


def add_account(
    office: HasStore, actor: Actor, username: str, role: Role, password: str, *, at: datetime, name: str = ""
) -> None:
    """Add an account.

    Parameters
    ----------
    name
        The person's name as screens show it; the user name when empty.

    Raises
    ------
    Refused
        With every rule that the user name, role and password break.
    """
    actor.require(Verb.AKUN_KELOLA)
    key = username_key(username)
    shown, faults = remark(name, label="Nama")
    problems = [*account_problems(username, role, password), *faults]
    if rows.account(office.store, key) is not None:
        problems.append(problem(ProblemCode.AKUN_SUDAH_ADA, nama=key))
    if problems:
        raise Refused.of(problems)
    account = Account(
        username=key,
        name=shown or key,
        role=role,
        password_hash=new_hash(password),
        disabled=False,
        created_at=at,
    )
    with office.store.act(actor, at, "akun.tambah", note=f"{key} ({role})") as act:
        if not rows.add_account(act, account):
            raise Refused(problem(ProblemCode.AKUN_SUDAH_ADA, nama=key))


def account_problems(username: str, role: Role, password: str) -> list[Problem]:
    """Return every rule that the user name, role and password of a new account break."""
    key = username_key(username)
    problems = [*_username_problems(key), *password_problems(key, password)]
    if role not in ACCOUNT_ROLES:
        problems.append(problem(ProblemCode.AKUN_PERAN_TAK_SAH, peran=role.label))
    return problems


def list_accounts(office: HasStore, actor: Actor) -> tuple[Account, ...]:
    """Return all accounts, by user name."""
    actor.require(Verb.AKUN_KELOLA)
    return tuple(rows.accounts(office.store))


def disable_account(office: HasStore, actor: Actor, username: str, *, at: datetime) -> None:
    """Disable an account and end its logins; what it did stays on record.

    Raises
    ------
    Refused
        If there is no such account, or it is the last active one of a Kasi: only the local administrator
        may leave an office without one.
    """
    actor.require(Verb.AKUN_KELOLA)
    key = username_key(username)
    with office.store.act(actor, at, "akun.nonaktif", note=key) as act:
        keep_a_kasi(act, actor, key)
        if not rows.change_account(act, key, disabled=True):
            raise Refused(problem(ProblemCode.AKUN_TAK_ADA, nama=key))
        rows.end_sessions(act, key)


def set_password(office: HasStore, actor: Actor, username: str, password: str, *, at: datetime) -> None:
    """Give an account a new password and end its logins."""
    actor.require(Verb.AKUN_KELOLA)
    key = username_key(username)
    if problems := password_problems(key, password):
        raise Refused.of(problems)
    hashed = new_hash(password)
    with office.store.act(actor, at, "akun.sandi", note=key) as act:
        if not rows.change_account(act, key, password_hash=hashed):
            raise Refused(problem(ProblemCode.AKUN_TAK_ADA, nama=key))
        rows.end_sessions(act, key)
    rows.forget_tries(office.store, token_hash(key))


def keep_a_kasi(act: Act, actor: Actor, losing: str) -> None:
    """Within an act, refuse to take the rights of a Kasi from the last account that has them."""
    if actor.role is not Role.LOKAL and rows.active_accounts(act, Role.KASI) == {losing}:
        raise Refused(problem(ProblemCode.AKUN_KASI_TERAKHIR, nama=losing))


def username_key(username: str) -> str:
    """Return the form in which user names are stored and compared.

    Examples
    --------
    >>> username_key(" Kasi ")
    'kasi'
    """
    return unicodedata.normalize("NFKC", username).strip().casefold()


def _username_problems(key: str) -> list[Problem]:
    if _USERNAME.fullmatch(key):
        return []
    return [problem(ProblemCode.AKUN_NAMA_TAK_SAH, column="username", nama=key)]


def in_words(span: timedelta) -> str:
    """Return a waiting time in words.

    Examples
    --------
    >>> in_words(timedelta(seconds=30)), in_words(timedelta(seconds=61))
    ('30 detik', '2 menit')
    """
    seconds = -(-span // timedelta(seconds=1))
    return f"{seconds} detik" if seconds < 60 else f"{-(-seconds // 60)} menit"  # noqa: PLR2004 - a minute
