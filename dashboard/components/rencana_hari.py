"""One day of the plan: the answer in a sentence, what to do next, each team's route, what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import groupby
from uuid import uuid4

import streamlit as st

from dashboard.components.berkas_patroli import unduh_hari
from dashboard.components.kosong import kosong
from dashboard.components.rencana_rute import rute
from dashboard.components.rencana_susun import kabar, kabarkan, susun, susun_ulang
from dashboard.components.rencana_ubah import ubah
from dashboard.components.tautan import tautan
from dashboard.components.teks import alasan, polos
from dashboard.session import current_actor
from planning.plan import Infeasible, Unvisited
from reports.maps.escape import text
from services.kept_plans import KeptPlan
from services.office import Office
from services.patrol_sheets import PatrolSheet
from services.plan_board import BoardRoute, DayBoard, day_board
from services.plan_edits import open_days
from services.sheet_issue import issue_day, issue_sheet
from sop.dictionary import PATROL_SHEETS
from sop.party import Actor, Verb
from sop.patrol import PatrolState
from sop.problem import Refused
from sop.wording import listed, number

_SETTLED = (
    "Semua regu sudah punya lembar rute atau jam tugasnya lewat. "
    "Untuk rute lain pakai “Ubah rencana”, lalu ganti lembarnya di Surat Tugas."
)
_STYLE = """<style>
ul.jawaban{padding:0!important}
.jawaban{font-size:1.28rem;line-height:1.4;font-weight:600;margin:.1rem 0 .5rem;padding:0;list-style:none;
color:#17323d}
.jawaban li{margin:.15rem 0!important;padding:0}
.jawaban small{font-weight:600;font-size:.8rem;border:1px solid #0b3954;border-radius:4px;
padding:.05rem .4rem;margin-left:.4rem;white-space:nowrap;vertical-align:.12em}
@media (max-width:560px){.jawaban{font-size:1.08rem}}
</style>"""


def hari(office: Office, actor: Actor, day: date, *, at: datetime, meeting: bool) -> None:
    """Show one day.

    Parameters
    ----------
    at
        Now.
    meeting
        Whether others look along: then nothing can be changed.
    """
    today = at.astimezone(office.zone).date()
    here = day_board(office, actor, day, at=at, meeting=meeting)
    told = "".join(f"<li>{text(sentence)}{_state(one)}</li>" for sentence, one in here.sentences(today))
    st.html(f'<ul class="jawaban">{told}</ul>{_STYLE}')
    kabar()
    if not meeting:
        _next(office, actor, here, today, at)
        unduh_hari(office, actor, day, at=at)
    if here.clashes:
        st.warning("\n".join(f"- {polos(clash.sentence)}" for clash in here.clashes))
    _routes(office, here, meeting=meeting)
    if here.plan is not None:
        if not meeting and here.plan.notices:
            st.warning("\n".join(f"- {polos(told)}" for told in here.plan.notices))
        if not meeting and actor.may(Verb.RENCANA_BUAT):
            ubah(office, actor, here, here.plan, today=today)
        _left_out(here)
        _made_of(here.plan)


def _state(one: BoardRoute | None) -> str:
    return "" if one is None or one.sheet is None else f"<small>{text(one.state)}</small>"


def _next(office: Office, actor: Actor, here: DayBoard, today: date, at: datetime) -> None:
    """Offer the step that comes next: to plan, to issue, or to plan anew."""
    if here.day < today:
        return
    plan = here.plan
    if plan is None:
        if actor.may(Verb.RENCANA_BUAT):
            susun(office, here.day, today)
        elif not here.routes:
            kosong("Belum ada rencana untuk hari ini.", "Kasi atau operator yang menyusunnya.")
        return
    drafts = [one for one in here.driven if one.sheet is None]
    approved = [one.sheet for one in here.driven if one.sheet and one.sheet.state is PatrolState.DISETUJUI]
    with st.container(horizontal=True):
        if approved and actor.may(Verb.LEMBAR_TERBIT):
            _issue_approved(office, approved)
        if drafts and actor.may(Verb.LEMBAR_TERBIT):
            _issue(office, plan, here.day, drafts)
        if actor.may(Verb.RENCANA_BUAT):
            _again(office, actor, plan, at)


def _again(office: Office, actor: Actor, plan: KeptPlan, at: datetime) -> None:
    """Offer to plan anew, as long as there is somebody whose route may still change by it."""
    if not open_days(office, actor, plan, at=at):
        st.caption(_SETTLED)
    elif st.button(
        "Susun ulang",
        icon=":material/refresh:",
        key=f"rencana.ulang.{plan.number}",
        help="Dengan data terbaru; perubahan yang Anda buat tetap berlaku.",
    ):
        susun_ulang(office, plan.number, (), done="Rencana disusun ulang.")


def _issue(office: Office, plan: KeptPlan, day: date, drafts: Sequence[BoardRoute]) -> None:
    # One name for each offer, so that a second click issues nothing twice.
    form = st.session_state.setdefault(f"rencana.terbit.{plan.number}.{day}", uuid4().hex)
    label = "Terbitkan lembar rute" if len(drafts) == 1 else f"Terbitkan {len(drafts)} lembar rute"
    if not st.button(
        label, type="primary", icon=":material/send:", key=f"rencana.terbitkan.{plan.number}.{day}"
    ):
        return
    try:
        made = issue_day(
            office,
            current_actor(),
            plan.number,
            day,
            teams=[one.team for one in drafts],
            at=datetime.now(UTC),
            form_id=form,
        )
    except Refused as refusal:
        kabarkan(alasan(refusal), good=False)
    else:
        said = [f"Lembar {listed(made.issued)} terbit."] if made.issued else []
        if made.waiting:
            said.append(f"Lembar {listed(made.waiting)} menunggu persetujuan Camat.")
        kabarkan(polos(" ".join(said)))
    st.rerun()


def _issue_approved(office: Office, sheets: Sequence[PatrolSheet]) -> None:
    """Offer to issue what waited for the Camat and waits no more."""
    numbers = [one.number for one in sheets]
    if not st.button(
        f"Terbitkan {listed(numbers)}", type="primary", icon=":material/send:",
        key=f"rencana.disetujui.{numbers[0]}", help="Camat sudah menyetujui; tinggal diterbitkan.",
    ):  # fmt: skip
        return
    now = datetime.now(UTC)
    try:
        for one in sheets:
            issue_sheet(office, current_actor(), one.number, expected_version=one.version, at=now)
    except Refused as refusal:
        kabarkan(alasan(refusal), good=False)
    else:
        kabarkan(polos(f"Lembar {listed(numbers)} terbit."))
    st.rerun()


def _routes(office: Office, here: DayBoard, *, meeting: bool) -> None:
    driven = {one.team: one for one in here.driven}
    if not driven:
        return
    team = next(iter(driven))
    if len(driven) > 1:
        team = st.segmented_control(
            "Rute",
            list(driven),
            format_func=lambda one: polos(driven[one].route.shift.name) if one in driven else one,
            default=team,
            required=True,
            key=f"rencana.rute.{here.day}",
            label_visibility="collapsed",
            wrap=True,
        )
    one = driven.get(str(team), next(iter(driven.values())))
    if one.sheet is not None and not meeting:
        _of_sheet(one, one.sheet)
    rute(office, one.route, key=f"rencana.peta.{here.day}", meeting=meeting)


def _of_sheet(one: BoardRoute, sheet: PatrolSheet) -> None:
    """Lead to the sheet, where it is printed, handed over and, if the plan has changed since, replaced."""
    if one.pending is not None:
        st.info(polos(f"Penggantinya, {one.pending}, menunggu Camat; sampai disetujui lembar ini berlaku."))
    elif one.outdated:
        st.info(
            "Yang ditampilkan rute pada lembarnya; rencana terbaru memuat rute lain untuk regu ini. "
            "Bila rute baru yang dipakai, ganti lembarnya."
        )
    tautan(PATROL_SHEETS.name, sheet.number, f"Lembar {polos(sheet.number)}: cetak, bagikan, mulai, ganti")


def _left_out(here: DayBoard) -> None:
    short = {one.stop.id for one in here.infeasible}
    rest = [one for one in here.unvisited if one.stop.id not in short]
    if not short and not rest:
        return
    names = listed([f"{len(short)} tidak tercapai"] * bool(short) + [f"{len(rest)} menunggu"] * bool(rest))
    with st.expander(f"Yang tidak didatangi: {names}", expanded=bool(short)):
        for reason, group in groupby(sorted(here.infeasible, key=_why), key=_why):
            told = list(group)
            shifts = max(one.extra_shifts for one in told)
            more = f" Perlu {shifts} giliran tambahan." if shifts else ""
            st.html(f"<p><b>{text(reason + more)}</b> {text(_names(told))}.</p>")
        for reason, group_left in groupby(sorted(rest, key=_why), key=_why):
            st.html(f"<p>{text(reason)} {text(_names(list(group_left)))}.</p>")


def _why(one: Infeasible | Unvisited) -> str:
    return one.reason


def _names(left: Sequence[Infeasible | Unvisited]) -> str:
    return listed(sorted({one.stop.name for one in left}))


def _made_of(plan: KeptPlan) -> None:
    made = plan.plan
    days = "satu hari" if made.days == 1 else f"{made.days} hari"
    said = [
        f"Rencana {plan.number} untuk {days}, benih undian {made.seed}",
        f"disusun ulang dari {plan.base}" if plan.base else "",
        f"kebutuhan yang terlayani {number(100 * made.risk_share)} %",
        f"harga jam dan urutan yang sulit ditebak {number(100 * made.surprise_cost, 1)} % kebutuhan",
    ]
    guessed = " Waktu tempuh ditaksir dari garis lurus; rawa dan sungai tidak diperhitungkan."
    st.caption(polos("; ".join(one for one in said if one) + "." + (guessed if plan.guessed else "")))
