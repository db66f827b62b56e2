"""Everything about one team, as a draft holds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

import streamlit as st

from dashboard.components.lokasi import lokasi
from dashboard.components.teks import terbedakan
from dashboard.pengaturan.rancangan import Rancangan
from services.locating import locate_point
from services.office import Office
from services.patrol_setting_words import Entry
from services.setting_words import TEAMS
from services.team_drafts import Bases, base_of, clock, edited_team, near
from sop.patrol import PatrolElement
from sop.period import WEEKDAYS

_OFFICE, _MAP = "kantor", "peta"
_ELEMENTS = {one.value: one.label for one in PatrolElement}
_LONGEST_MIN, _STEP_MIN = 720, 15
_HEIGHT = 320


def satu_regu(
    office: Office, draft: Rancangan, entry: Entry, stands: Entry, known: Bases, *, disabled: bool
) -> Entry:
    """Ask for everything about a team, and return it as it is said now.

    Parameters
    ----------
    entry
        The team in the draft.
    stands
        The team in the settings; of a new one, as it began.
    known
        Places from which it can leave.
    """
    ask = _Parts(draft, str(entry["kode"]), disabled=disabled)
    left, middle, right = st.columns([2, 1, 1])
    with left:
        name = ask.text("Nama regu", "nama", stands["nama"])
    with middle:
        begins = ask.clock("Mulai", "mulai", stands["mulai"])
    with right:
        ends = ask.clock("Selesai", "selesai", stands["selesai"])
    st.caption("Selesai yang lebih awal daripada mulai berarti lewat tengah malam.")
    elements = ask.several("Unsur", "unsur", stands["unsur"], _ELEMENTS)
    days = ask.several("Hari tetap", "hari", stands["hari"], {day: day for day in WEEKDAYS})
    left, right = st.columns(2)
    with left:
        longest = ask.minutes("Patroli paling lama (menit)", "lama", stands.get("lama_menit"))
    with right:
        place = _place(ask, stands.get("titik_awal"), known)
    base = _base(office, ask, place, stands.get("titik_awal"), known)
    return edited_team(
        entry, name=name, elements=elements, days=days, begins=begins, ends=ends, longest=longest, base=base
    )


def _place(ask: _Parts, stands: Sequence[float] | None, known: Bases) -> str:
    """Ask from what kind of place the team leaves: the office, a known place, or a point on the map."""
    names = terbedakan({number: name for number, (name, _) in known.items()})
    began = base_of(stands, known) or (_MAP if stands else _OFFICE)
    words = {_OFFICE: "Kantor kecamatan", **names, _MAP: "Titik lain di peta"}
    return ask.one("Titik awal", "titik", began, words)


def _base(
    office: Office, ask: _Parts, place: str, stands: Sequence[float] | None, known: Bases
) -> list[float] | None:
    """Return where that is, asked for on the map if it is no known place."""
    if place in known:
        return list(stands) if stands and place == base_of(stands, known) else known[place][1]
    if place == _OFFICE:
        return None
    initial = locate_point(office, stands[0], stands[1]) if stands else None
    found = lokasi(office, key=ask.name("letak"), initial=initial, height=_HEIGHT)
    if found is None or found.point is None:
        st.caption("Tanpa titik, yang berlaku tetap titik awal sebelumnya.")
        return list(stands) if stands else None
    return near([found.point.x, found.point.y], stands)


class _Parts:
    """Asks for the parts of a team: what is typed stays in the draft, the rest follows the settings."""

    def __init__(self, draft: Rancangan, code: str, *, disabled: bool) -> None:
        self._draft, self._code, self._disabled = draft, code, disabled

    def name(self, part: str) -> str:
        """Return the name of the widget of a part."""
        return self._draft.kunci(TEAMS, self._code, part)

    def text(self, label: str, part: str, stands: str) -> str:
        """Ask for a text."""
        key = self._begin(part, stands)
        return str(
            self._take(key, stands, st.text_input(label, key=key, max_chars=80, disabled=self._disabled))
        )

    def clock(self, label: str, part: str, stands: str) -> time:
        """Ask for a time of day."""
        stood = clock(stands)
        key = self._begin(part, stood)
        said = st.time_input(label, key=key, step=_STEP_MIN * 60, disabled=self._disabled) or stood
        return time.fromisoformat(str(self._take(key, stood, said)))

    def several(self, label: str, part: str, stands: Sequence[str], words: Mapping[str, str]) -> list[str]:
        """Ask for some of a few."""
        stood = list(stands)
        key = self._begin(part, stood)
        said = st.pills(
            label,
            list(words),
            format_func=lambda one: words[one],
            selection_mode="multi",
            key=key,
            disabled=self._disabled,
            wrap=True,
        )
        # in their usual order, so that the same ones are the same
        ordered = stood if set(said) == set(stood) else [one for one in words if one in said]
        return list(self._take(key, stood, ordered))

    def minutes(self, label: str, part: str, stands: float | None) -> int:
        """Ask for minutes; 0 stands for none."""
        stood = int(stands or 0)
        key = self._begin(part, stood)
        said = st.number_input(
            label,
            0,
            _LONGEST_MIN,
            step=_STEP_MIN,
            key=key,
            disabled=self._disabled,
            help="Regu berangkat pada jam yang diundi di dalam jam tugasnya. 0 berarti sepanjang jam tugas.",
        )
        return int(self._take(key, stood, said))

    def one(self, label: str, part: str, stands: str, words: Mapping[str, str]) -> str:
        """Ask for one of many."""
        key = self._begin(part, stands)
        said = st.selectbox(
            label, list(words), format_func=lambda one: words.get(one, one), key=key, disabled=self._disabled
        )
        return str(self._take(key, stands, said))

    def _begin(self, part: str, stands: Any) -> str:
        return self._draft.mulai_bagian(TEAMS, self._code, part, current=stands)

    def _take(self, key: str, stands: Any, said: Any) -> Any:
        return self._draft.catat_bagian(key, stands, said)
