"""One file on its way in: what is known of it, kept between runs of the page and other pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import streamlit as st

from dashboard.components.tugas import PATIENCE_S, BrokenOffError, Tugas
from dashboard.components.unggah import Berkas
from services.importing import ImportResult
from services.office import Office
from services.preview import ColumnMapping, Preview, preview
from services.uploads import Upload, import_upload, receive
from sop.party import Actor
from sop.problem import Problem, Refused

_KEY, _TASK, _REFUSED = "impor.kiriman", "impor.tugas", "impor.ditolak"


@dataclass
class Kiriman:
    """A file that has been read.

    Parameters
    ----------
    upload
        The file.
    shown
        How it would be read.
    counts
        What an import would do, if that has been counted for this way of reading.
    result
        What the import did.
    strict
        Whether one bad row refuses all.
    turn
        Counts how often the way of reading was changed other than by its own fields.
    told
        What a person should know of the mapping that was loaded.
    """

    upload: Upload
    shown: Preview
    counts: ImportResult | None = None
    result: ImportResult | None = None
    refused: tuple[Problem, ...] = ()
    strict: bool = False
    turn: int = 0
    told: str = ""

    def read_as(self, office: Office, actor: Actor, mapping: ColumnMapping, *, at: datetime) -> None:
        """Change how the file is read; what was counted counts no more."""
        self.shown = preview(office, actor, self.upload, at=at, mapping=mapping)
        self.counts, self.refused = None, ()


@dataclass(frozen=True)
class _Running:
    task: Tugas[Any]
    then: Callable[[Any], None]
    before: Kiriman | None = field(default=None)


def kiriman() -> Kiriman | None:
    """Return the file that is on its way in, if there is one."""
    return st.session_state.get(_KEY)


def refused() -> tuple[Problem, ...]:
    """Return why the last file was not taken, until another one comes."""
    found: tuple[Problem, ...] = st.session_state.get(_REFUSED, ())
    return found


def lepaskan() -> None:
    """Let go of the file."""
    for name in (_KEY, _REFUSED):
        st.session_state.pop(name, None)


def baca(office: Office, actor: Actor, kind: str, file: Berkas, *, at: datetime, layer: str = "") -> None:
    """Begin to read a file."""

    def read(upload: Upload) -> None:
        shown = preview(office, actor, upload, at=at)
        st.session_state[_KEY] = Kiriman(upload=upload, shown=shown)

    lepaskan()
    _begin(
        f"Membaca {file.name}",
        lambda tell: receive(office, actor, kind, file.name, file.data, at=at, layer=layer, progress=tell),
        read,
    )


def periksa(office: Office, actor: Actor, one: Kiriman, *, at: datetime) -> None:
    """Begin to count what an import would do."""

    def counted(counts: ImportResult) -> None:
        one.counts = counts

    one.refused = ()
    _begin(
        f"Memeriksa {one.upload.name}; belum ada yang disimpan",
        lambda tell: import_upload(
            office, actor, one.upload, mapping=one.shown.mapping, at=at, dry_run=True, progress=tell
        ),
        counted,
        one,
    )


def simpan(office: Office, actor: Actor, one: Kiriman, *, at: datetime) -> None:
    """Begin to import."""

    def stored(result: ImportResult) -> None:
        one.result = result

    one.refused = ()
    _begin(
        f"Mengimpor {one.upload.name}",
        lambda tell: import_upload(
            office, actor, one.upload, mapping=one.shown.mapping, at=at, strict=one.strict, progress=tell
        ),
        stored,
        one,
    )


def berjalan() -> Tugas[Any] | None:
    """Return the work on a file that still goes on; take up what came of it once it is done."""
    running: _Running | None = st.session_state.get(_TASK)
    if running is None or not running.task.wait(PATIENCE_S):
        return None if running is None else running.task
    del st.session_state[_TASK]
    try:
        running.then(running.task.outcome())
    except BrokenOffError:
        st.toast("Dihentikan; tidak ada yang disimpan.")
    except Refused as refusal:
        if running.before is None:
            st.session_state[_REFUSED] = refusal.problems
        else:
            running.before.refused = refusal.problems
    return None


def _begin(
    title: str, work: Callable[[Any], Any], then: Callable[[Any], None], before: Kiriman | None = None
) -> None:
    if _TASK not in st.session_state:  # the second of two quick clicks begins nothing
        st.session_state[_TASK] = _Running(Tugas(title, work), then, before)
