"""Those who take part in a record: entered, looked at with a reason, erased; nobody is named unasked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import streamlit as st

from dashboard.components.langkah import Langkah, kabar, langkah
from dashboard.components.teks import polos
from dashboard.session import current_actor
from reports.maps.escape import text
from services.identities import (
    BACKUPS_KEEP,
    Beside,
    Party,
    Shown,
    add_party,
    beside,
    erase_party,
    look_at_parties,
)
from services.office import Office
from sop.dictionary import CONFLICT_CASES, Frame
from sop.person import PartyKind, PartyRole
from sop.problem import Refused

_SEEN = "pihak.dilihat"
"""What was looked at last: only one record's identities are on screen at a time, and not for long."""
_SEEN_FOR = timedelta(minutes=5)
_STYLE = """<style>
.pihak dl{display:grid;grid-template-columns:minmax(96px,32%) 1fr;margin:4px 0 0;padding:0;font-size:.92rem}
.pihak dt,.pihak dd{border-bottom:1px solid #e2ddd3;padding:4px 6px 4px 0;margin:0;overflow-wrap:anywhere}
.pihak dt{color:#5d564e}
</style>"""
_IN_CASES = (PartyRole.PIHAK, PartyRole.KUASA, PartyRole.TOKOH, PartyRole.SAKSI, PartyRole.KORBAN)
_IN_INCIDENTS = (PartyRole.PELAPOR, PartyRole.TERLAPOR, PartyRole.KORBAN, PartyRole.SAKSI)


def pihak(office: Office, frame: Frame, number: str) -> None:
    """Show who takes part in a record to those who enter or handle it, and what can be done about it.

    The identities that were looked at disappear after five minutes, or when another record's are opened.
    """
    actor, now = current_actor(), datetime.now(UTC)
    place = f"pihak.{frame.name}.{number}"
    there = beside(office, actor, frame, number)
    if not (there.may_add or there.may_look):
        return
    st.subheader("Pihak")
    kabar(place)
    seen = _seen(place, actor.name, now) if there.may_look else {}
    if not there.parties:
        st.caption("Belum ada identitas yang dicatat.")
    for party, words in there.parties:
        with st.container(border=True):
            _party(words, seen.get(party))
            if there.may_erase:
                langkah((_erase(office, frame, number, party),), key=f"{place}.{party}", place=place)
    _looking(office, frame, number, place, there, seen)
    if there.may_add:
        _entry(office, frame, number, place)


def _party(words: str, seen: Shown | None) -> None:
    if seen is None:
        st.markdown(polos(words))
        return
    rows = "".join(f"<dt>{text(label)}</dt><dd>{text(value)}</dd>" for label, value in seen.facts)
    st.html(f'<div class="pihak"><b>{text(seen.heading)}</b><dl>{rows}</dl></div>{_STYLE}')


def _looking(
    office: Office, frame: Frame, number: str, place: str, there: Beside, seen: dict[int, Shown]
) -> None:
    if not there.parties:
        return
    if seen:
        st.caption("Identitas tertutup kembali dalam lima menit. Bahwa Anda melihatnya tercatat di riwayat.")
        st.button("Tutup identitas", key=f"{place}.tutup", on_click=_close)
    elif there.may_look:
        langkah((_look(office, frame, number, place),), key=place, place=place)
    else:
        st.caption(
            "Identitas hanya dibuka oleh Kasi, Camat, dan instansi yang menangani; setiap kali dicatat."
        )


def _look(office: Office, frame: Frame, number: str, place: str) -> Langkah:
    def do(note: str, _form: str) -> None:
        actor, now = current_actor(), datetime.now(UTC)
        found = look_at_parties(office, actor, frame, number, note=note, at=now)
        st.session_state[_SEEN] = (place, actor.name, now, {one.number: one for one in found})

    return Langkah(
        name="lihat",
        label="Lihat identitas",
        send="Lihat",
        asks="Untuk keperluan apa (tanpa nama orang)",
        do=do,
        done="Identitas dibuka; alasan Anda tercatat di riwayat.",
    )


def _erase(office: Office, frame: Frame, number: str, party: int) -> Langkah:
    def do(note: str, _form: str) -> None:
        erase_party(office, current_actor(), frame, number, party, note=note, at=datetime.now(UTC))
        _close()

    return Langkah(
        name="hapus",
        label="Hapus identitas",
        send="Hapus selamanya",
        asks="Alasan penghapusan (tanpa nama orang)",
        do=do,
        done=BACKUPS_KEEP,
    )


def _seen(place: str, account: str, now: datetime) -> dict[int, Shown]:
    """Return the identities on screen here, and forget those of another record, account or hour."""
    kept = st.session_state.get(_SEEN)
    if kept is None:
        return {}
    where, who, at, found = kept
    if (where, who) != (place, account) or now - at > _SEEN_FOR:
        _close()
        return {}
    shown: dict[int, Shown] = found
    return shown


def _close() -> None:
    st.session_state.pop(_SEEN, None)


def _entry(office: Office, frame: Frame, number: str, place: str) -> None:
    """Ask for somebody; what was typed stays until he has been stored, then the form starts afresh."""
    turn = st.session_state.setdefault(f"{place}.ke", 0)
    key = f"{place}.catat.{turn}"
    with (
        st.expander("Catat pihak", key=f"{key}.buka"),
        st.form(key, border=False, enter_to_submit=False),
    ):
        st.caption("Agama dan suku tidak pernah dicatat. Dari seorang anak hanya inisial yang disimpan.")
        said = _fields(frame, key)
        # A second click while the first is being stored sends the same form again.
        form = st.session_state.setdefault(f"{key}.formulir", uuid4().hex)
        if not st.form_submit_button("Simpan pihak", type="primary"):
            return
        try:
            add_party(
                office, current_actor(), frame, number, Party(**said), at=datetime.now(UTC), form_id=form
            )
        except Refused as refusal:
            faults = "\n".join(f"- {polos(one.message)}" for one in refusal.problems)
            st.error(f"Belum disimpan.\n\n{faults}")
            return
    st.session_state[f"{place}.ke"] = turn + 1
    st.session_state[f"{place}.kabar"] = [("Pihak dicatat; identitasnya tersimpan terpisah.", None)]
    _close()
    st.rerun()


def _fields(frame: Frame, key: str) -> dict[str, Any]:
    in_case = frame is CONFLICT_CASES
    said: dict[str, Any] = {}
    left, right = st.columns(2)
    with left:
        said["role"] = st.selectbox(
            "Peran", _IN_CASES if in_case else _IN_INCIDENTS, format_func=_label, key=f"{key}.peran"
        )
    with right:
        said["kind"] = st.selectbox("Berupa", list(PartyKind), format_func=_label, key=f"{key}.jenis")
    said["name"] = st.text_input("Nama *", key=f"{key}.nama", max_chars=200)
    said["child"] = st.checkbox("Anak (di bawah 18 tahun)", key=f"{key}.anak")
    left, right = st.columns(2)
    with left:
        said["national_id"] = st.text_input("NIK", key=f"{key}.nik", max_chars=30)
        said["age"] = st.number_input(
            "Umur", min_value=0, max_value=130, value=None, step=1, key=f"{key}.umur", placeholder="–"
        )
    with right:
        said["phone"] = st.text_input("Nomor HP", key=f"{key}.hp", max_chars=30)
        said["address"] = st.text_input("Alamat", key=f"{key}.alamat", max_chars=300)
    if in_case:
        said["position"] = st.text_area("Posisi: apa yang dituntut", key=f"{key}.posisi", height=80)
        said["interest"] = st.text_area("Kepentingan: mengapa", key=f"{key}.kepentingan", height=80)
        said["crowd"] = st.number_input(
            "Jumlah massa", min_value=0, value=None, step=1, key=f"{key}.massa", placeholder="Tidak diketahui"
        )
    return said


def _label(code: PartyRole | PartyKind) -> str:
    return code.label
