"""Making a plan, with progress while it is made; and what became of it, told on the next run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

import streamlit as st

from dashboard.components.teks import alasan, polos
from dashboard.session import current_actor
from services.office import Office
from services.patrol_plans import Made, Progress, make_plan
from services.patrol_words import taken_over
from services.plan_edits import Change, replan
from sop.period import monday_of
from sop.problem import Refused

TODAY, WEEK = "Hari ini", "Sampai Minggu"
_TOLD = "rencana.kabar"
_LAST = 6


def kabar() -> None:
    """Tell how the last step went."""
    good, told = st.session_state.pop(_TOLD, (True, ""))
    if told:
        (st.success if good else st.error)(told)


def kabarkan(told: str, *, good: bool = True) -> None:
    """Have something told on the next run.

    Parameters
    ----------
    told
        Markdown.
    """
    st.session_state[_TOLD] = (good, told)


def susun(office: Office, day: date, today: date) -> None:
    """Offer to make a plan for a day, or from it to the end of its week."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        rest = day.weekday() != _LAST
        words = {TODAY: "Hari ini" if day == today else "Hari itu", WEEK: "Sampai hari Minggu"}
        span = st.segmented_control(
            "Susun untuk",
            [TODAY, WEEK] if rest else [TODAY],
            format_func=lambda one: words[one],
            default=TODAY,
            required=True,
            key=f"rencana.rentang.{day}",
        )
        pressed = st.button(
            "Susun rencana", type="primary", icon=":material/route:", key=f"rencana.susun.{day}"
        )
    if pressed:
        days = 1 if span == TODAY else (monday_of(day) + timedelta(days=_LAST) - day).days + 1
        _run(
            lambda progress: make_plan(
                office, current_actor(), first=day, days=days, at=datetime.now(UTC), progress=progress
            ),
            "Rencana tersusun.",
        )


def susun_ulang(
    office: Office, number: str, changes: Sequence[Change], *, done: str, undone: Sequence[int] = ()
) -> None:
    """Make a plan anew with changes, and draw the page with it.

    Parameters
    ----------
    done
        What to say afterwards.
    undone
        Changes made before that do not count any more.
    """
    _run(
        lambda progress: replan(
            office,
            current_actor(),
            number,
            changes,
            at=datetime.now(UTC),
            undone=undone,
            progress=progress,
        ),
        done,
    )


def _run(make: Callable[[Progress], Made], done: str) -> None:
    bar = st.progress(0.0, "Menyusun rencana: memilih titik dan mencari urutan…")

    def tell(ready: float, days: int) -> None:
        whole = f"{int(ready)} dari {days} hari selesai" if days > 1 else "mencari urutan yang terbaik"
        bar.progress(ready / days, f"Menyusun rencana: {whole}…")

    try:
        made = make(tell)
    except Refused as refusal:
        kabarkan(alasan(refusal), good=False)
    else:
        lacking = sorted({one.stop.name for one in made.plan.infeasible})
        more = f" {len(lacking)} titik tidak tercapai; lihat “Yang tidak didatangi”." if lacking else ""
        same = f" {taken_over(made)}" if made.taken_over else ""
        kabarkan(polos(f"{done} Nomornya {made.number}.{same}{more}"))
    st.rerun()
