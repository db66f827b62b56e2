"""First steps: a workspace for an office, and the demo that opens before there is one."""

from __future__ import annotations

import os
import secrets
import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import tomli_w

from records.parsing.boundaries import read_boundaries
from records.profile import Profile, bare_profile, load_profile
from records.reference import BENUA_LIMA_BOUNDARIES, BENUA_LIMA_PROFILE
from records.workspace import create_workspace, default_home, is_workspace, open_workspace
from services.accounts import add_account
from services.demo import fill
from services.founding import Founding
from services.office import Office
from sop.party import ACCOUNT_ROLES, Actor, Verb
from sop.problem import Problem

__all__ = ["DemoAccount", "Initialised", "Served", "default_home", "initialise", "served_home"]

_DEMO_ACCOUNTS = "akun-demo.toml"


@dataclass(frozen=True, kw_only=True)
class Initialised:
    """A workspace that was just made."""

    profile: Profile
    areas: int
    warnings: tuple[Problem, ...]


@dataclass(frozen=True)
class DemoAccount:
    """An account of the demo; its password is made with the demo and lies beside it."""

    role: str
    name: str
    password: str


@dataclass(frozen=True, kw_only=True)
class Served:
    """Which workspace to serve, and what may found the office's own where there is none yet."""

    home: Path
    database: str | None
    demo_accounts: tuple[DemoAccount, ...]
    founding: Founding


def initialise(
    home: Path,
    actor: Actor,
    *,
    at: datetime,
    database: str | None = None,
    profile: Path | None = None,
    boundaries: Path | None = None,
    id_column: str | None = None,
    name_column: str | None = None,
    zone: str | None = None,
    demo: bool = False,
) -> Initialised:
    """Make a workspace in ``home``, all of it or nothing.

    With neither profile nor boundaries it is that of Benua Lima; with boundaries alone its profile is
    bare: named after the file, its metric CRS that of the UTM zone in which the areas lie.

    Raises
    ------
    Refused
        If the folder is in use, or the profile or the boundaries have faults: all of them.
    """
    actor.require(Verb.SISTEM_SIAPKAN)
    packaged = profile is None and boundaries is None
    base = load_profile(profile or BENUA_LIMA_PROFILE) if packaged or profile else None
    shapes = read_boundaries(
        boundaries or BENUA_LIMA_BOUNDARIES,
        id_column=id_column,
        name_column=name_column,
        expected=base.units if base else None,
    )
    made = base or bare_profile((boundaries or home).stem, metric_epsg=shapes.metric_crs, zone=zone)
    create_workspace(home, made, shapes.frame, actor=actor, at=at, database=database, demo=demo)
    if demo:
        _open_demo(home, actor, at=at, database=database)
    return Initialised(profile=made, areas=len(shapes.frame), warnings=shapes.warnings)


def served_home(
    home: Path, actor: Actor, *, at: datetime, database: str | None = None, demo: bool = False
) -> Served:
    """Return the workspace to serve: the office's own, or the demo beside it until there is one."""
    actor.require(Verb.SISTEM_SIAPKAN)
    founding = Founding(home, actor, database=database)
    if is_workspace(home) and (not demo or open_workspace(home).demo):
        return Served(
            home=home,
            database=database,
            demo_accounts=_demo_accounts(home),
            founding=founding,
        )
    beside = home.with_name(f"{home.name}-contoh")
    if not is_workspace(beside):
        initialise(beside, actor, at=at, demo=True)
    return Served(
        home=beside,
        database=None,
        demo_accounts=_demo_accounts(beside),
        founding=founding,
    )


def _open_demo(home: Path, actor: Actor, *, at: datetime, database: str | None) -> None:
    office = Office.open(home, database)
    try:
        fill(office, actor, at=at)
        passwords = {str(role): secrets.token_urlsafe(9) for role in ACCOUNT_ROLES}
        for role in ACCOUNT_ROLES:
            add_account(office, actor, str(role), role, passwords[role], at=at)
    finally:
        office.close()
    file = home / _DEMO_ACCOUNTS
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(tomli_w.dumps(passwords))


def _demo_accounts(home: Path) -> tuple[DemoAccount, ...]:
    file = home / _DEMO_ACCOUNTS
    if not file.exists():
        return ()
    passwords = tomllib.loads(file.read_text(encoding="utf-8"))
    return tuple(DemoAccount(role, role, password) for role, password in passwords.items())
