"""Work that goes on while the page stays alive, with its progress."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

import streamlit as st

from services.importing import Progress, Step
from sop.wording import number

T = TypeVar("T")

_LOOK_EVERY_S = 1.0
PATIENCE_S = 0.25
"""Most work is done within this; a bar that flashes up tells nobody anything."""
_SHARES: dict[Step, tuple[float, float]] = {
    Step.BACA: (0.0, 0.3),
    Step.PERIKSA: (0.3, 0.5),
    Step.LETAK: (0.5, 0.6),
    Step.GANDA: (0.6, 1.0),
    Step.SIMPAN: (0.6, 1.0),
}
"""Where the bar stands at the begin and at the end of each step, roughly as long as each takes."""


class BrokenOffError(Exception):
    """Somebody broke the work off."""


class Tugas(Generic[T]):
    """One piece of work in a thread of its own.

    Parameters
    ----------
    title
        What is being done, in words.
    work
        Does it; told where to report its progress.
    """

    def __init__(self, title: str, work: Callable[[Progress], T]) -> None:
        self.title = title
        self._work = work
        self._told: tuple[Step, int, int | None] = (Step.BACA, 0, None)
        self._stop = threading.Event()
        self._outcome: Callable[[], T] | None = None
        # A daemon: the program may end in the middle of it, and nothing is half-stored then.
        self._thread = threading.Thread(target=self._run, name="tugas", daemon=True)
        self._thread.start()

    @property
    def done(self) -> bool:
        """Whether it has come to an end, good or bad."""
        return not self._thread.is_alive()

    @property
    def broken_off(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._stop.is_set()

    @property
    def share(self) -> float:
        """How much of it is done, from 0 to 1."""
        step, done, total = self._told
        begin, end = _SHARES[step]
        return begin + (end - begin) * (min(done / total, 1.0) if total else 0.0)

    @property
    def words(self) -> str:
        """What it is at."""
        step, done, total = self._told
        if not done:
            return f"{step.label} …"
        return f"{step.label}: {number(done)}{f' dari {number(total)}' if total else ''} baris"

    def wait(self, seconds: float) -> bool:
        """Wait for the end, so many seconds at most, and say whether it came."""
        self._thread.join(seconds)
        return self.done

    def break_off(self) -> None:
        """Let it stop at the next word of progress; what it has finished by then stays."""
        self._stop.set()

    def outcome(self) -> T:
        """Return what came of it, or raise what it raised; only once it is `done`."""
        if self._outcome is None:
            raise RuntimeError("the work goes on")
        return self._outcome()

    def _run(self) -> None:
        try:
            result = self._work(self._tell)
        except Exception as error:  # noqa: BLE001 - whoever waits for the outcome gets it
            problem = error

            def failed() -> T:
                raise problem

            self._outcome = failed
        else:
            self._outcome = lambda: result

    def _tell(self, step: Step, done: int, total: int | None) -> None:
        if self._stop.is_set():
            raise BrokenOffError
        self._told = (step, done, total)


@st.fragment(run_every=_LOOK_EVERY_S)
def kemajuan(task: Tugas[T]) -> None:
    """Show how far a task is, and look again by itself; the page follows when it is done."""
    if task.done:
        st.rerun()
    st.subheader(task.title)
    st.progress(task.share, text=task.words)
    if task.broken_off:
        st.caption("Sedang dihentikan …")
    else:
        st.button("Hentikan", on_click=task.break_off, key="tugas.hentikan")
    st.caption("Halaman lain tetap dapat dibuka; hasilnya muncul di sini.")
