"""Passwords and tokens: what makes one good, and the hashes by which alone the store knows them."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sop.problem import Problem, ProblemCode, problem

SHORTEST, LONGEST = 10, 256
_HASHER = PasswordHasher()
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that nobody takes for one another, read aloud or copied from paper."""
_GROUPS, _LETTERS = 4, 4


def new_password() -> str:
    """Return a password that nobody guesses and everybody can copy: 79 bits in four groups.

    Examples
    --------
    >>> [len(group) for group in new_password().split("-")]
    [4, 4, 4, 4]
    """
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_LETTERS)) for _ in range(_GROUPS))
    return "-".join(groups)


def password_problems(username: str, password: str) -> list[Problem]:
    """Return every rule that a password breaks.

    Examples
    --------
    >>> [p.code.value for p in password_problems("kasi", "Kasi")]
    ['sandi.panjang', 'sandi.sama_nama']
    """
    problems = []
    if not SHORTEST <= len(password) <= LONGEST:
        problems.append(
            problem(ProblemCode.SANDI_PANJANG, column="password", terpendek=SHORTEST, terpanjang=LONGEST)
        )
    if unicodedata.normalize("NFKC", password).strip().casefold() == username:
        problems.append(problem(ProblemCode.SANDI_SAMA_NAMA, column="password"))
    return problems


def new_hash(password: str) -> str:
    """Return the hash under which a password is stored."""
    return _HASHER.hash(_normal(password))


def matches(password: str, known: str | None) -> bool:
    """Compare a password with a stored hash, in the same time whether or not there is one."""
    try:
        return _HASHER.verify(known or _nobodys_hash(), _normal(password)[:LONGEST]) and known is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(known: str) -> bool:
    """Say whether a stored hash should be made anew when its password is next seen."""
    return _HASHER.check_needs_rehash(known)


def token_hash(text: str) -> str:
    """Return the hash under which a token, a user name or an address is kept."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _nobodys_hash() -> str:
    return _HASHER.hash(secrets.token_urlsafe(32))


def _normal(password: str) -> str:
    return unicodedata.normalize("NFC", password)
