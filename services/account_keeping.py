"""Keeping the accounts: who has one, what it may do, and one's own password."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from records.store import accounts as rows
from records.store.act import Act
from services.accounts import RULES, HasStore, LoginRules, in_words, keep_a_kasi, username_key
from services.passwords import matches, new_hash, password_problems, token_hash
from services.typed import remark
from sop.party import ACCOUNT_ROLES, Actor, Role, Verb
from sop.problem import ProblemCode, Refused, problem


@dataclass(frozen=True, kw_only=True)
class KnownAccount:
    """One account as the list shows it.

    Parameters
    ----------
    username, name, role
        Who it is.
    disabled
        Whether it opens nothing.
    created_at, last_login
        When it was made, and last used to come in (None: never).
    """

    username: str
    name: str
    role: Role
    disabled: bool
    created_at: datetime
    last_login: datetime | None


def known_accounts(office: HasStore, actor: Actor) -> tuple[KnownAccount, ...]:
    """Return all accounts: the active ones first, by user name."""
    actor.require(Verb.AKUN_KELOLA)
    logins = rows.last_logins(office.store)
    made = (
        KnownAccount(
            username=one.username,
            name=one.name,
            role=one.role,
            disabled=one.disabled,
            created_at=one.created_at,
            last_login=logins.get(one.username),
        )
        for one in rows.accounts(office.store)
    )
    return tuple(sorted(made, key=lambda one: (one.disabled, one.username)))


def change_account(
    office: HasStore, actor: Actor, username: str, *, name: str, role: Role, at: datetime
) -> None:
    """Change the name and the role of an account; an open page shows the new role's at its next step.

    Raises
    ------
    Refused
        If there is no such account, it has no name, the role is none for accounts, or the last Kasi would
        lose the role.
    """
    actor.require(Verb.AKUN_KELOLA)
    key = username_key(username)
    said, faults = remark(name, label="Nama", required=True)
    if role not in ACCOUNT_ROLES:
        faults.append(problem(ProblemCode.AKUN_PERAN_TAK_SAH, peran=role.label))
    if faults:
        raise Refused.of(faults)
    with office.store.act(actor, at, "akun.ubah", note=f"{key} ({role})") as act:
        if role is not Role.KASI:
            keep_a_kasi(act, actor, key)
        _change(act, key, name=said, role=role)


def enable_account(office: HasStore, actor: Actor, username: str, *, at: datetime) -> None:
    """Let a disabled account in again, with the password that it had."""
    actor.require(Verb.AKUN_KELOLA)
    key = username_key(username)
    with office.store.act(actor, at, "akun.aktif", note=key) as act:
        _change(act, key, disabled=False)


def change_own_password(
    office: HasStore,
    actor: Actor,
    old: str,
    new: str,
    *,
    token: str,
    at: datetime,
    rules: LoginRules = RULES,
) -> None:
    """Give oneself another password; all other logins of the account end.

    Parameters
    ----------
    token
        Of the login from which it is done; it stays open.

    Raises
    ------
    Refused
        If the old password is wrong, which may be tried only so often, or the new one breaks a rule.
    """
    actor.require(Verb.AKUN_SANDI_SENDIRI)
    account = rows.account(office.store, actor.name)
    if account is None:
        raise Refused(problem(ProblemCode.AKUN_TAK_ADA, nama=actor.name))
    mark = token_hash(actor.name)
    tries = rows.record_try(
        office.store, account_hash=mark, address_hash=mark, at=at, since=at - rules.memory
    )
    if waiting := rules.wait(tries.account, rules.free_tries, at):
        rows.forget_try(office.store, tries.id)
        raise Refused(problem(ProblemCode.MASUK_DIBATASI, tunggu=in_words(waiting)))
    if not matches(old, account.password_hash):
        raise Refused(problem(ProblemCode.SANDI_LAMA_SALAH, column="lama"))
    rows.forget_tries(office.store, mark)
    faults = password_problems(actor.name, new)
    if new == old:
        faults.append(problem(ProblemCode.SANDI_TETAP, column="baru"))
    if faults:
        raise Refused.of(faults)
    hashed = new_hash(new)
    with office.store.act(actor, at, Verb.AKUN_SANDI_SENDIRI) as act:
        _change(act, actor.name, password_hash=hashed)
        rows.end_sessions(act, actor.name, but=token_hash(token))


def _change(act: Act, key: str, **given: Any) -> None:
    changes: Mapping[str, Any] = given
    if not rows.change_account(act, key, **changes):
        raise Refused(problem(ProblemCode.AKUN_TAK_ADA, nama=key))
