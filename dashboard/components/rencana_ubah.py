"""Changing a plan by hand: hold, move, strike or add a stop, leave a team out; all the rest is planned anew.

Every change makes another plan from the one on the page. Of two who change the same plan, the second is told
and sees the newer one; the choices stay in the fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from dashboard.components.rencana_susun import susun_ulang
from dashboard.components.teks import polos, terbedakan
from services.kept_plans import KeptPlan
from services.office import Office
from services.plan_board import DayBoard
from services.plan_edits import (
    add,
    addable,
    edit_words,
    leave_out,
    lock,
    move,
    strike,
    team_names,
)
from sop.party import Actor
from sop.period import WEEKDAYS, long_date


def ubah(office: Office, actor: Actor, here: DayBoard, plan: KeptPlan, *, today: date) -> None:
    """Offer the changes of a day of a plan.

    Parameters
    ----------
    plan
        The newest plan of the day.
    """
    days = [day for day in plan.days if day >= today]
    if here.day not in days:
        return
    with st.expander("Ubah rencana", icon=":material/tune:"):
        if any(one.sheet is not None for one in here.routes):
            st.info(
                "Lembar yang sudah terbit tidak ikut berubah; perubahan di sini baru berlaku setelah "
                "lembarnya diganti."
            )
        _stop(office, here, plan, days)
        _added(office, actor, here, plan)
        _team(office, actor, here, plan)
        _made(office, actor, plan)


def _stop(office: Office, here: DayBoard, plan: KeptPlan, days: list[date]) -> None:
    planned = [
        (route.shift.name, visit.stop)
        for route in plan.plan.routes
        if route.shift.day == here.day
        for visit in route.visits
    ]
    if not planned:
        return
    st.markdown("**Titik di rute ini**")
    # Without place and time in the route: a choice whose words change with the plan falls back to the first.
    words = terbedakan({stop.id: f"{stop.name} – {name}" for name, stop in planned})
    chosen = st.selectbox(
        "Titik", list(words), format_func=lambda one: words.get(one, one), key=f"ubah.titik.{here.day}"
    )
    name = next((stop.name for _, stop in planned if stop.id == chosen), "")
    with st.container(horizontal=True):
        if st.button("Kunci di sini", key="ubah.kunci", icon=":material/lock:"):
            susun_ulang(office, plan.number, lock(plan, chosen, here.day), done=f"{name} dikunci.")
        if st.button("Hapus dari hari ini", key="ubah.hapus", icon=":material/remove:"):
            susun_ulang(office, plan.number, strike(chosen, here.day), done=f"{name} dihapus dari hari ini.")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        day = st.selectbox(
            "Pindah ke hari", days, index=days.index(here.day), format_func=_named,
            key=f"ubah.hari.{here.day}", width=240,
        )  # fmt: skip
        teams = _teams(plan, day)
        team = st.selectbox(
            "Pindah ke regu", list(teams), format_func=lambda one: teams.get(one, one),
            key=f"ubah.regu.{day}", width=240,
        )  # fmt: skip
        if st.button("Pindahkan", key="ubah.pindah", disabled=team is None) and team is not None:
            changes = move(chosen, here.day, to_day=day, to_team=team)
            susun_ulang(office, plan.number, changes, done=f"{name} dipindahkan ke {teams[team]}.")


def _added(office: Office, actor: Actor, here: DayBoard, plan: KeptPlan) -> None:
    there = {
        visit.stop.id for route in plan.plan.routes if route.shift.day == here.day for visit in route.visits
    }
    words = terbedakan({key: name for key, name in addable(office, actor, plan).items() if key not in there})
    teams = _teams(plan, here.day)
    if not words or not teams:
        return
    st.markdown("**Tambah titik**")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        stop = st.selectbox(
            "Tempat atau titik", list(words), index=None, format_func=lambda one: words.get(one, one),
            placeholder="Pilih atau ketik namanya", key=f"ubah.tambah.{here.day}", width=320,
        )  # fmt: skip
        team = st.selectbox(
            "Untuk regu", list(teams), format_func=lambda one: teams.get(one, one),
            key=f"ubah.untuk.{here.day}", width=240,
        )  # fmt: skip
        if st.button("Tambahkan", key="ubah.tambahkan", disabled=stop is None) and stop is not None:
            susun_ulang(office, plan.number, add(stop, here.day, team), done=f"{words[stop]} ditambahkan.")
    st.caption("Letak yang belum tercatat: tambahkan dulu di bagian Titik atau di halaman Tempat.")


def _team(office: Office, actor: Actor, here: DayBoard, plan: KeptPlan) -> None:
    names = team_names(office, actor, plan)
    codes = [code for team in _teams(plan, here.day) for code in team.split("+")]
    if len(codes) < 2:  # noqa: PLR2004 - somebody has to go
        return
    st.markdown("**Regu yang tidak ikut**")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        code = st.selectbox(
            "Regu",
            codes,
            format_func=lambda one: names.get(one, one),
            key=f"ubah.libur.{here.day}",
            width=240,
        )
        if st.button("Tidak ikut hari ini", key="ubah.liburkan"):
            done = f"{names.get(code, code)} tidak ikut."
            susun_ulang(office, plan.number, leave_out(code, here.day), done=done)


def _made(office: Office, actor: Actor, plan: KeptPlan) -> None:
    if not plan.edits:
        return
    names = team_names(office, actor, plan)
    st.markdown("**Perubahan yang berlaku**")
    for n, edit in enumerate(plan.edits):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(polos(f"{edit_words(edit, names)}."), width="stretch")
            if st.button("Urungkan", key=f"ubah.urung.{plan.number}.{n}", type="tertiary"):
                susun_ulang(office, plan.number, (), undone=[n], done="Perubahan diurungkan.")


def _teams(plan: KeptPlan, day: date) -> Mapping[str, str]:
    return {one.shift.team: one.shift.name for one in plan.plan.routes if one.shift.day == day}


def _named(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]}, {long_date(day)}"
