"""What became of the stops of a route sheet, asked one by one; for closing it and for a later correction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.components.teks import polos
from planning.plan import Visit
from services.patrol_report import MOST_MINUTES, StopResult
from sop.patrol import MissReason
from sop.wording import number

YES, NO = "Didatangi", "Tidak"


def tanya_titik(
    visits: Sequence[Visit], names: Mapping[str, str], *, key: str, initial: Iterable[StopResult] = ()
) -> tuple[StopResult, ...]:
    """Ask what became of each stop and return what was said so far.

    Parameters
    ----------
    names
        Names of the desa by code.
    key
        Name of the form.
    initial
        What stands already, if it is to be corrected.
    """
    for name, value in _values(initial).items():
        st.session_state.setdefault(f"{key}.isi.{name}", value)
    return tuple(_stop(n, visit, names, key) for n, visit in enumerate(visits, start=1))


def semua_didatangi(key: str, stops: Iterable[str]) -> None:
    """Say of the stops of which nothing was said that the patrol stood there."""
    for stop in stops:
        if st.session_state.get(f"{key}.isi.titik.{stop}") is None:
            st.session_state[f"{key}.isi.titik.{stop}"] = YES


def titik_disentuh(key: str, initial: Iterable[StopResult]) -> frozenset[str]:
    """Return which answers of a form say something else than those that stood when it began."""
    return frozenset(
        name
        for name, value in _values(initial).items()
        if st.session_state.get(f"{key}.isi.{name}", value) != value
    )


def muat_titik_yang_tetap(key: str, initial: Iterable[StopResult]) -> None:
    """Forget the answers that nobody touched, so that they show what stands now."""
    stood = tuple(initial)
    for name in _values(stood).keys() - titik_disentuh(key, stood):
        st.session_state.pop(f"{key}.isi.{name}", None)


def _values(results: Iterable[StopResult]) -> dict[str, Any]:
    """Return answers as their widgets hold them."""
    held: dict[str, Any] = {}
    for one in results:
        name = f"titik.{one.stop}"
        held[name] = {True: YES, False: NO, None: None}[one.visited]
        if one.visited:
            held[f"{name}.menit"] = max(round(one.minutes or 0), 1)
        elif one.reason is not None:
            held |= {f"{name}.sebab": one.reason, f"{name}.kata": one.words}
    return held


def _stop(place: int, visit: Visit, names: Mapping[str, str], form: str) -> StopResult:
    stop, key = visit.stop, f"{form}.isi.titik.{visit.stop.id}"
    with st.container(border=True):
        st.markdown(f"**{place}. {polos(stop.name)}**")
        where = names.get(stop.kode_desa, stop.kode_desa)
        st.caption(polos(f"{where} · rencana {visit.arrive:%H.%M}, {number(visit.dwell_min)} menit"))
        said = st.segmented_control(
            f"Titik {place}: {polos(stop.name)}",
            (YES, NO),
            key=key,
            label_visibility="collapsed",
            width="stretch",
            persist_state="session",
        )
        if said == YES:
            st.session_state.setdefault(f"{key}.menit", max(round(visit.dwell_min), 1))
            minutes = st.number_input(
                f"Menit di {polos(stop.name)}", min_value=1, max_value=MOST_MINUTES, step=1,
                key=f"{key}.menit", persist_state="session",
            )  # fmt: skip
            return StopResult(stop=stop.id, visited=True, minutes=minutes)
        if said == NO:
            return _missed(visit, key)
    return StopResult(stop=stop.id)


def _missed(visit: Visit, key: str) -> StopResult:
    reason = st.pills(
        f"Mengapa tidak ke {polos(visit.stop.name)}?",
        [*MissReason],
        format_func=lambda one: one.label,
        key=f"{key}.sebab",
        wrap=True,
        persist_state="session",
    )
    words = ""
    if reason is not None and (MissReason(reason) is MissReason.LAIN or st.session_state.get(f"{key}.kata")):
        words = st.text_input("Sebabnya", key=f"{key}.kata", persist_state="session")
    chosen = None if reason is None else MissReason(reason)
    return StopResult(stop=visit.stop.id, visited=False, reason=chosen, words=words)
