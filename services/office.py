"""An opened office: its workspace, its store, and what is remembered between two questions."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

import geopandas as gpd
import pandas as pd

from analysis.parameters import Parameters
from planning.patrols import Patrols
from records.profile import Profile
from records.sheets import staged, stamp
from records.store.authors import authors
from records.store.settings import settle
from records.store.store import Store
from records.workspace import Workspace, open_workspace
from services.setting_sheets import Settings, read_settings
from sop.category import Category
from sop.deadline import Limits
from sop.dictionary import DESA, Frame
from sop.problem import Refused

T = TypeVar("T")

_REMEMBERED = 256
"""Answers kept at most, twenty people ask a dozen things each; those asked for longest ago go first."""

_RECALLED = 20_000
"""Small answers kept for as long as the office is open: those of two years of tracks and route sheets."""


class Office:
    """One workspace with its store open; safe to share between threads.

    Answers are remembered for one version of the data and of the settings: any committed act, and any
    change of a sheet of settings, by whomever, makes them stale. Frames are shared between callers, who
    must not change them.
    """

    def __init__(self, workspace: Workspace, store: Store) -> None:
        self.store = store
        self._workspace = workspace
        self._answers: dict[Hashable, tuple[str, Any]] = {}
        self._recalled: dict[Hashable, Any] = {}
        self._turns: dict[Hashable, threading.RLock] = {}
        self._lock = threading.RLock()
        settle(store, workspace.home)
        with store.reading() as connection:
            self._settings = read_settings(connection, workspace.home)

    @classmethod
    def open(cls, home: Path, database: str | None = None) -> Office:
        """Open the workspace in ``home``.

        Raises
        ------
        Refused
            If there is no workspace, its store is damaged or newer than this program, or its settings
            cannot be read.
        """
        workspace = open_workspace(home, database=database)
        store = Store.open(workspace.database_url, zone=workspace.profile.zone)
        try:
            return cls(workspace, store)
        except BaseException:
            store.close()
            raise

    @property
    def settings(self) -> Settings:
        """The office's settings, read again whenever a sheet has changed on disk."""
        kept, home = self._settings, self._workspace.home
        # Staged first: else a text could be put in place between the two, and the old would count.
        if not staged(home) and kept.stamp == stamp(home):
            return kept
        with self._lock:
            # While somebody is writing, what is staged may or may not come to be: the old still counts.
            settled = settle(self.store, home)
            if settled or kept.stamp != stamp(home):
                self._settings = self._read_again()
            return self._settings

    @property
    def workspace(self) -> Workspace:
        """The office's workspace, with the profile as it is now."""
        return replace(self._workspace, profile=self.profile)

    @property
    def profile(self) -> Profile:
        """The office's profile."""
        return self.settings.profile

    @property
    def demo(self) -> bool:
        """Whether every page and print must say DATA CONTOH."""
        return self._workspace.demo

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the office lives."""
        return ZoneInfo(self.profile.zone)

    @property
    def categories(self) -> dict[str, Category]:
        """The table of categories."""
        return self.settings.categories

    @property
    def parameters(self) -> Parameters:
        """The parameters of the score."""
        return self.settings.parameters

    @property
    def patrols(self) -> Patrols:
        """The teams and the rules of planning."""
        return self.settings.patrols

    @property
    def limits(self) -> Limits:
        """The time limits and the calendar."""
        return self.settings.limits

    def frame(self, frame: Frame) -> pd.DataFrame:
        """Return the current versions of one kind of record."""
        return self.remember(("frame", frame.name), lambda: self.store.frame(frame))

    def geoframe(self, frame: Frame) -> gpd.GeoDataFrame:
        """Return the current versions of a kind of record that has a geometry."""
        return cast("gpd.GeoDataFrame", self.frame(frame))

    def authors(self, frame: Frame) -> pd.Series[str]:
        """Return the account that entered each record, by its number."""
        return self.remember(("authors", frame.name), lambda: authors(self.store, frame))

    def areas(self) -> gpd.GeoDataFrame:
        """Return the scored areas in their order, indexed by code."""
        return self.remember("areas", lambda: self.geoframe(DESA).sort_values("urutan"))

    def neighbours(self) -> gpd.GeoDataFrame:
        """Return the units around the scored areas, for context on maps."""
        return self.remember("neighbours", self.workspace.neighbours)

    def outlines(self) -> gpd.GeoDataFrame:
        """Return the outlines of the kecamatan around, for context on maps."""
        return self.remember("outlines", self.workspace.outlines)

    def remember(self, question: Hashable, answer: Callable[[], T]) -> T:
        """Answer a question once for each version of the data and of the settings.

        Who asks the same meanwhile waits for the answer; who asks something else does not.
        """
        with self._lock:
            if (known := self._known(question)) is not None:
                return cast("T", known[0])
            # Questions ask one another in one direction only, so that no two wait for each other.
            turn = self._turns.setdefault(question, threading.RLock())
        with turn:
            with self._lock:
                if (known := self._known(question)) is not None:
                    return cast("T", known[0])
                version = self._version()
            try:
                found = answer()
                self._keep(question, version, found)
            finally:
                with self._lock:
                    self._turns.pop(question, None)
        return found

    def recall(self, question: Hashable, answer: Callable[[], T]) -> T:
        """Answer a question whose answer can never change, once as long as the office is open.

        To be asked with the fingerprints of all that the answer follows from, and for small answers only.
        """
        with self._lock:
            if question in self._recalled:
                return cast("T", self._recalled[question])
        found = answer()
        with self._lock:
            self._recalled[question] = found
            while len(self._recalled) > _RECALLED:
                self._recalled.pop(next(iter(self._recalled)))
        return found

    def _keep(self, question: Hashable, version: str, found: object) -> None:
        with self._lock:
            self._answers[question] = (version, found)
            while len(self._answers) > _REMEMBERED:
                self._answers.pop(next(iter(self._answers)))

    def _version(self) -> str:
        return f"{self.store.version()} {self.settings.digest}"

    def _known(self, question: Hashable) -> tuple[Any] | None:
        """Return what is remembered and still true, in a tuple, since the answer itself can be None."""
        known = self._answers.pop(question, None)
        if known is None or known[0] != self._version():
            return None
        # What is asked again moves to the end: what nobody asks any more goes first.
        self._answers[question] = known
        return (known[1],)

    def _read_again(self) -> Settings:
        """Read the sheets; as long as one is beyond use, what was read before counts."""
        now = stamp(self._workspace.home)
        try:
            with self.store.reading() as connection:
                return read_settings(connection, self._workspace.home)
        except Refused as refused:
            return replace(self._settings, stamp=now, problems=refused.problems)

    def close(self) -> None:
        """Close the store."""
        self.store.close()
