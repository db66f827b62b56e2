"""The teams with their hours, joint patrols and rules of planning: drafted, then proposed to the Camat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from dashboard.components.teks import polos, terbedakan
from dashboard.pengaturan.isian import isian
from dashboard.pengaturan.rancangan import Rancangan
from dashboard.pengaturan.satu_regu import satu_regu
from dashboard.pengaturan.usulan import ajukan, menunggu, riwayat_pengaturan
from services.office import Office
from services.patrol_setting_words import Entry, joint_words
from services.setting_fields import plan_fields
from services.setting_words import JOINTS, TEAMS, patrol_values
from services.settings import changes
from services.team_drafts import bases, new_team, team_table, without
from sop.party import Actor, Verb
from sop.period import WEEKDAYS
from sop.setting import Sheet

_PLACE = "pengaturan.regu"
_SHEETS = frozenset({Sheet.PATROLI})
_DRAFT = Rancangan("regu.rancangan")
_ROW = 36


def jam_regu(office: Office, actor: Actor) -> None:
    """Show the teams and the rules; the Kasi drafts a proposal, the Camat decides on it."""
    now, may_draft = datetime.now(UTC), actor.may(Verb.PENGATURAN_UBAH)
    st.caption("Kasi mengusulkan, Camat menyetujui. Cuti dan tugas tambahan dicatat di bagian sebelah.")
    menunggu(office, actor, _SHEETS, place=_PLACE, at=now)
    current = patrol_values(office.patrols)
    st.subheader("Regu dan jam tugas")
    teams = _teams(office, actor, current, may_draft=may_draft)
    st.subheader("Patroli gabungan")
    _joints(current, teams, may_draft=may_draft)
    with st.expander("Aturan rencana"):
        columns = st.columns(3)
        for position, field in enumerate(plan_fields()):
            with columns[position % 3]:
                isian(office, _DRAFT, field, current[field.key], disabled=not may_draft)
    st.subheader("Akibatnya")
    ajukan(office, actor, changes(office.settings, _DRAFT.isi), _DRAFT, _SHEETS, place=_PLACE, at=now)
    riwayat_pengaturan(office, actor, _SHEETS)


def _newest(current: Mapping[str, Any], key: str) -> list[Entry]:
    return list(_DRAFT.terbaru(Sheet.PATROLI, key, current[key]))


def _keep(current: Mapping[str, Any], key: str, said: Sequence[Entry]) -> None:
    _DRAFT.catat(Sheet.PATROLI, key, current[key], list(said))


def _teams(office: Office, actor: Actor, current: Mapping[str, Any], *, may_draft: bool) -> list[Entry]:
    teams, known = _newest(current, TEAMS), bases(office, actor)
    table = st.container()
    code = _chosen(teams, may_draft=may_draft)
    if code is not None:
        entry = next(one for one in teams if one["kode"] == code)
        stands = next((one for one in current[TEAMS] if one["kode"] == code), new_team(entry["nama"], ()))
        with st.container(border=True):
            said = satu_regu(office, _DRAFT, entry, stands, known, disabled=not may_draft)
            if may_draft:
                st.button(
                    "Hapus regu ini", key=_DRAFT.kunci("hapus", code), on_click=_drop, args=(current, code)
                )
        teams = [said if one["kode"] == code else one for one in teams]
        _keep(current, TEAMS, teams)
    with table:
        # drawn last, so that it tells what has been typed in this run
        _table(teams, team_table(teams, known))
    if may_draft:
        _new(current, teams)
    return teams


def _table(teams: Sequence[Entry], rows: Any) -> None:
    codes = [str(one["kode"]) for one in teams]

    def picked() -> None:
        marked = st.session_state[_DRAFT.kunci("tabel")]["selection"]["rows"]
        if marked:
            st.session_state[_DRAFT.kunci("pilihan")] = codes[marked[0]]

    st.dataframe(
        rows,
        key=_DRAFT.kunci("tabel"),
        hide_index=True,
        on_select=picked,
        selection_mode="single-row",
        row_height=_ROW,
    )


def _chosen(teams: Sequence[Entry], *, may_draft: bool) -> str | None:
    names = terbedakan({str(one["kode"]): str(one["nama"]) for one in teams})
    key = _DRAFT.kunci("pilihan")
    if st.session_state.get(key) not in names:
        st.session_state[key] = None
    return st.selectbox(
        "Ubah regu" if may_draft else "Rincian regu",
        list(names),
        index=None,
        format_func=lambda one: names.get(one, one),
        key=key,
        placeholder="Pilih di tabel, atau ketik sebagian namanya",
        persist_state="session",
    )


def _new(current: Mapping[str, Any], teams: Sequence[Entry]) -> None:
    name = _DRAFT.kunci("baru")

    def add() -> None:
        said = str(st.session_state.get(name) or "").strip()
        if said:
            made = new_team(said, {str(one["kode"]) for one in teams})
            _keep(current, TEAMS, [*teams, made])
            st.session_state.update({name: "", _DRAFT.kunci("pilihan"): made["kode"]})

    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Regu baru", key=name, placeholder="Nama regu, misalnya Regu Linmas", max_chars=80)
        st.button("Tambah regu", key=_DRAFT.kunci("tambah"), on_click=add)


def _drop(current: Mapping[str, Any], code: str) -> None:
    """Take a team out of the draft, and out of its joint patrols."""
    _keep(current, TEAMS, [one for one in _newest(current, TEAMS) if one["kode"] != code])
    _keep(current, JOINTS, without(_newest(current, JOINTS), code))


def _joints(current: Mapping[str, Any], teams: Sequence[Entry], *, may_draft: bool) -> None:
    st.caption("Pada hari itu regu-regunya berangkat bersama, pada jam tugas yang sama-sama mereka punya.")
    names = terbedakan({str(one["kode"]): str(one["nama"]) for one in teams})
    joints = _newest(current, JOINTS)
    if not joints:
        st.markdown("Belum ada patroli gabungan yang tetap.")
    for position, joint in enumerate(joints):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(polos(joint_words(joint, names)))
            if may_draft:
                rest = joints[:position] + joints[position + 1 :]
                st.button(
                    "Hapus",
                    key=_DRAFT.kunci("gabungan", str(position)),
                    type="tertiary",
                    on_click=_keep,
                    args=(current, JOINTS, rest),
                )
    if may_draft:
        _join(current, joints, names)


def _join(current: Mapping[str, Any], joints: Sequence[Entry], names: Mapping[str, str]) -> None:
    who, when = _DRAFT.kunci("gabung"), _DRAFT.kunci("gabung", "hari")

    def add() -> None:
        teams, days = st.session_state.get(who) or [], st.session_state.get(when) or []
        if len(teams) > 1 and days:
            made = {"regu": list(teams), "hari": [day for day in WEEKDAYS if day in days]}
            _keep(current, JOINTS, [*joints, made])
            st.session_state.update({who: [], when: []})

    with st.container(border=True):
        st.multiselect(
            "Regu yang berangkat bersama",
            list(names),
            format_func=lambda one: names.get(one, one),
            key=who,
            placeholder="Pilih dua regu atau lebih; yang pertama memimpin",
        )
        st.pills("Hari", list(WEEKDAYS), selection_mode="multi", key=when, wrap=True)
        st.button("Tambah patroli gabungan", key=_DRAFT.kunci("gabung", "tambah"), on_click=add)
