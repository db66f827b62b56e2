"""An opened office: its workspace, its store, and what is remembered between two questions."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

import geopandas as gpd
import pandas as pd

from analysis.parameters import Parameters
from records.profile import Profile
from records.reference import categories
from records.store.store import Store
from records.workspace import Workspace, open_workspace
from sop.category import Category
from sop.deadline import Limits
from sop.dictionary import DESA, Frame

T = TypeVar("T")

_REMEMBERED = 64
"""Answers kept at most; the oldest go first."""


class Office:
    """One workspace with its store open; safe to share between threads.

    Answers are remembered for one version of the data: any committed act makes them stale.
    Frames are shared between callers, who must not change them.
    """

    def __init__(self, workspace: Workspace, store: Store) -> None:
        self.workspace = workspace
        self.store = store
        self._answers: dict[Hashable, tuple[str, Any]] = {}
        self._lock = threading.RLock()

    @classmethod
    def open(cls, home: Path, database: str | None = None) -> Office:
        """Open the workspace in ``home``.

        Raises
        ------
        Refused
            If there is no workspace, or its store is damaged or newer than this program.
        """
        workspace = open_workspace(home, database=database)
        return cls(workspace, Store.open(workspace.database_url, zone=workspace.profile.zone))

    @property
    def profile(self) -> Profile:
        """The office's profile."""
        return self.workspace.profile

    @property
    def demo(self) -> bool:
        """Whether every page and print must say DATA CONTOH."""
        return self.workspace.demo

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the office lives."""
        return ZoneInfo(self.profile.zone)

    @cached_property
    def categories(self) -> dict[str, Category]:
        """The master table of categories."""
        return categories()

    @cached_property
    def parameters(self) -> Parameters:
        """The parameters of the score as they stand in the workspace."""
        return Parameters.from_mapping(self.workspace.parameters)

    @cached_property
    def limits(self) -> Limits:
        """The time limits and the calendar as they stand in the workspace."""
        return Limits.from_mapping(self.workspace.rules)

    def frame(self, frame: Frame) -> pd.DataFrame:
        """Return the current versions of one kind of record."""
        return self.remember(("frame", frame.name), lambda: self.store.frame(frame))

    def geoframe(self, frame: Frame) -> gpd.GeoDataFrame:
        """Return the current versions of a kind of record that has a geometry."""
        return cast("gpd.GeoDataFrame", self.frame(frame))

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
        """Answer a question once for each version of the data."""
        with self._lock:
            version = self.store.version()
            known = self._answers.get(question)
            if known is None or known[0] != version:
                known = (version, answer())
                self._answers.pop(question, None)
                self._answers[question] = known
                while len(self._answers) > _REMEMBERED:
                    self._answers.pop(next(iter(self._answers)))
            return cast("T", known[1])

    def close(self) -> None:
        """Close the store."""
        self.store.close()
