"""The correction form of an incident: only what somebody changed is sent, and nothing typed is lost.

The form is pinned to the version on which it began. If somebody else was faster, it says so, and goes on
from the newer version only when its reader has said so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import streamlit as st

from dashboard.components.bentrok import lanjutkan
from dashboard.components.isian_kejadian import SAID_TIME, isian, lupakan_isian
from dashboard.components.kabar import kabarkan
from dashboard.components.salah import mulai_isian, penolakan, tandai
from services.incidents import IncidentDetail, correct_incident
from services.office import Office
from sop.dictionary import INCIDENTS
from sop.party import Actor
from sop.problem import Refused

_TIME = ("waktu_kejadian", "presisi_waktu", "zona_waktu_asli")
_TIME_FIELDS = ("tanggal", "jam", "presisi_waktu", "zona_waktu_asli")
_CHANGED = object()
"""Stands for the first value of a field that was changed before the form took up a newer version."""


def perbaikan_kejadian(office: Office, actor: Actor, detail: IncidentDetail, *, at: datetime) -> None:
    """Ask for corrections, with a reason, and store them as the next version."""
    key = f"kejadian.ubah.{detail.number}"
    if not st.session_state.get(f"{key}.terbuka"):
        st.button("Perbaiki isian", key=f"{key}.mulai", icon=":material/edit:", on_click=_open, args=(key,))
        return
    st.subheader("Perbaiki isian")
    version = st.session_state.setdefault(f"{key}.versi", detail.version)
    mulai_isian(key, detail.values)
    # the place on which the form began: a newer one must not make it look as if this form had moved it
    place = st.session_state.setdefault(f"{key}.tempat", detail.location)
    said = isian(office, actor.role, key=key, at=at, place=place)
    base: dict[str, Any] = st.session_state.setdefault(f"{key}.semula", {})
    for name, value in said.items():
        base.setdefault(name, value)
    changes = _changes(said, base)
    note = st.text_input("Alasan perbaikan *", key=f"{key}.note", max_chars=2_000, persist_state="session")
    goes_on = version != detail.version and lanjutkan(f"{INCIDENTS.label} {detail.number}", key=key)
    penolakan(key, {**said, "note": note})
    with st.container(horizontal=True):
        saved = st.button("Simpan perbaikan", key=f"{key}.simpan", type="primary")
        st.button("Batalkan perbaikan", key=f"{key}.batal", on_click=lupakan_isian, args=(key,))
    if goes_on:
        _take_up(detail, key, tuple(changes))
        st.rerun()
    if not saved:
        return
    try:
        correct_incident(
            office, actor, detail.number, changes, expected_version=version, note=note or "", at=at
        )
    except Refused as refusal:
        tandai(key, refusal, {**said, "note": note})
    else:
        lupakan_isian(key)
        kabarkan(f"Perbaikan {detail.number} tersimpan.")
    st.rerun()


def _open(key: str) -> None:
    st.session_state[f"{key}.terbuka"] = True


def _changes(said: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Any]:
    changed = {name for name, value in said.items() if value != base[name]}
    if SAID_TIME in changed:
        changed |= {*_TIME}
    else:
        changed -= {*_TIME}
    return {name: said[name] for name in changed if name != SAID_TIME}


def _take_up(detail: IncidentDetail, key: str, changed: tuple[str, ...]) -> None:
    """Show what stands now in every field that was left alone, and keep the others as they were typed."""
    kept = {"note", "terbuka", *changed, *(_TIME_FIELDS if _TIME[0] in changed else ())}
    names = [str(name) for name in st.session_state if str(name).startswith(f"{key}.")]
    for name in names:
        if name[len(key) + 1 :].split(".", 1)[0] not in ({"lokasi"} if "location" in kept else set()) | kept:
            del st.session_state[name]
    first = dict.fromkeys(changed, _CHANGED)
    if _TIME[0] in changed:
        first[SAID_TIME] = _CHANGED
    st.session_state[f"{key}.semula"] = first
    st.session_state[f"{key}.versi"] = detail.version
