"""Founding the office: from the demo its own workspace, in an empty workspace its first account.

A process that can found an office makes a code and prints it in its terminal. Only who sits at the office
PC can read it, so neither a login of the demo, which a whole class may share, nor the bare address is
enough. A few wrong codes close the chance until the process starts again, and it is gone for good once
there is an account.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import geopandas as gpd

from records.parsing.boundaries import areas_of, read_boundaries
from records.profile import Profile, load_profile, profile_of
from records.reference import BENUA_LIMA_BOUNDARIES, BENUA_LIMA_PROFILE
from records.store import accounts as rows
from records.store.backup import backup
from records.workspace import create_workspace, is_workspace
from services.accounts import account_problems, add_account
from services.office import Office
from services.setting_words import profile_values
from services.uploads import Upload
from sop.party import Actor, Role, Verb
from sop.problem import Problem, ProblemCode, Refused, problem

T = TypeVar("T")

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_GROUPS, _LETTERS = 2, 4
_TRIES = 5


@dataclass(frozen=True, kw_only=True)
class FirstAccount:
    """The Kasi's account with which the office begins."""

    username: str
    name: str
    password: str


@dataclass(frozen=True, kw_only=True)
class Ground:
    """The areas of the office to be, looked at before anything is made.

    Parameters
    ----------
    frame
        As `records.parsing.boundaries.Boundaries.frame`.
    metric_epsg
        CRS in which metres are measured.
    warnings
        What a person should look at.
    """

    frame: gpd.GeoDataFrame
    metric_epsg: int
    warnings: tuple[Problem, ...]

    @property
    def names(self) -> dict[str, str]:
        """Name of each area by its code."""
        return dict(zip(self.frame["kode_desa"], self.frame["nama"], strict=True))


class Founding:
    """The one chance to found an office from this process.

    Parameters
    ----------
    home, database
        Where the office's own workspace is to be, or is.
    keeper
        Who runs this process; the first acts of the office are his.
    code
        What the terminal shows; made anew for each process.
    """

    def __init__(
        self, home: Path, keeper: Actor, *, database: str | None = None, code: str | None = None
    ) -> None:
        keeper.require(Verb.SISTEM_SIAPKAN)
        self.home, self.database = home, database
        self.code = code or _new_code()
        self._keeper = keeper
        self._left = _TRIES
        self._lock = threading.Lock()

    @property
    def is_open(self) -> bool:
        """Whether there is still a chance."""
        return self._left > 0

    def applies_to(self, served: Office) -> bool:
        """Say whether an office is still to be founded, with that one served now."""
        if served.demo:
            return not is_workspace(self.home)
        return not rows.accounts(served.store)

    def found(
        self,
        demo: Office,
        actor: Actor,
        *,
        code: str,
        profile: Mapping[str, Any],
        ground: Ground,
        first: FirstAccount,
        at: datetime,
    ) -> Path:
        """Make the office's own workspace with its first account, and return its folder.

        Parameters
        ----------
        demo, actor
            The demo that is served, and its Kasi, who asks.
        code
            As it was typed.
        profile
            The profile as its file holds it; its areas and CRS are those of the ground.
        ground
            As `packaged_ground` or `uploaded_ground` give it.

        Raises
        ------
        Refused
            If it may not be done here, the code is wrong, or with everything that is wrong with what was
            said. Nothing is made then.
        """
        actor.require(Verb.KANTOR_MULAI)
        if not demo.demo or not self.applies_to(demo):
            raise Refused(problem(ProblemCode.MULAI_TERTUTUP))

        def make() -> Path:
            made = _profile(profile, ground)
            create_workspace(self.home, made, ground.frame, actor=self._keeper, at=at, database=self.database)
            with closing(Office.open(self.home, self.database)) as office:
                self._add(office, first, at)
                # An office without one is told so on its first page; it may well wait for that.
                with suppress(Refused):
                    backup(office.store, office.workspace.backups, at)
            return self.home

        return self._once(code, lambda: _faults(profile, ground, first), make)

    def let_in(self, office: Office, *, code: str, first: FirstAccount, at: datetime) -> None:
        """Make the first account of a workspace that has none.

        Raises
        ------
        Refused
            If there is an account already, the code is wrong, or with everything that is wrong with the
            account.
        """
        if office.demo or not self.applies_to(office):
            raise Refused(problem(ProblemCode.MULAI_TERTUTUP))
        self._once(code, lambda: _account_faults(first), lambda: self._add(office, first, at))

    def _once(self, code: str, faults: Callable[[], list[Problem]], make: Callable[[], T]) -> T:
        """Do it for who knows the code, one after the other, and never again."""
        with self._lock:
            if not self.is_open:
                raise Refused(problem(ProblemCode.MULAI_TERTUTUP))
            if not _plain(code):
                # who pressed too early has not guessed
                raise Refused(
                    problem(ProblemCode.ISIAN_WAJIB, column="kode", isian="Kode penyiapan"), *faults()
                )
            if not hmac.compare_digest(_plain(code).encode(), _plain(self.code).encode()):
                self._left -= 1
                if not self.is_open:
                    raise Refused(problem(ProblemCode.MULAI_TERTUTUP))
                raise Refused(problem(ProblemCode.MULAI_KODE_SALAH, column="kode", sisa=self._left))
            if found := faults():
                raise Refused.of(found)
            made = make()
            self._left = 0
            return made

    def _add(self, office: Office, first: FirstAccount, at: datetime) -> None:
        add_account(office, self._keeper, first.username, Role.KASI, first.password, at=at, name=first.name)


def packaged_profile() -> dict[str, Any]:
    """Return the profile that comes with the product, as its file holds it."""
    return profile_values(load_profile(BENUA_LIMA_PROFILE))


@cache
def packaged_ground() -> Ground:
    """Return the areas that come with the product: Kecamatan Benua Lima."""
    profile = load_profile(BENUA_LIMA_PROFILE)
    read = read_boundaries(BENUA_LIMA_BOUNDARIES, expected=profile.units)
    return Ground(frame=read.frame, metric_epsg=profile.metric_epsg, warnings=read.warnings)


def uploaded_ground(upload: Upload, *, code_column: str | None, name_column: str | None) -> Ground:
    """Return the areas of a file of boundaries that was handed in.

    Raises
    ------
    Refused
        With everything that is wrong with them.
    """
    read = areas_of(upload.file.raw, id_column=code_column, name_column=name_column)
    return Ground(frame=read.frame, metric_epsg=read.metric_crs, warnings=read.warnings)


def renamed(ground: Ground, names: Mapping[str, str]) -> Ground:
    """Return the areas with other names, by code."""
    new = [names.get(code, name).strip() for code, name in ground.names.items()]
    return replace(ground, frame=ground.frame.assign(nama=new))


def _faults(profile: Mapping[str, Any], ground: Ground, first: FirstAccount) -> list[Problem]:
    found = _account_faults(first)
    blank = [code for code, name in ground.names.items() if not name]
    found += [problem(ProblemCode.ISIAN_WAJIB, column="nama", isian=f"Nama desa {code}") for code in blank]
    try:
        _profile(profile, ground)
    except Refused as refused:
        found += refused.problems
    return found


def _account_faults(first: FirstAccount) -> list[Problem]:
    found = account_problems(first.username, Role.KASI, first.password)
    if not first.name.strip():
        found.append(problem(ProblemCode.ISIAN_WAJIB, column="name", isian="Nama Kasi"))
    return found


def _profile(said: Mapping[str, Any], ground: Ground) -> Profile:
    document = {**said, "metric_epsg": ground.metric_epsg, "wilayah": ground.names}
    return profile_of(document, source="profil")


def _new_code() -> str:
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_LETTERS)) for _ in range(_GROUPS))
    return "-".join(groups)


def _plain(code: str) -> str:
    return "".join(code.upper().replace("-", " ").split())
