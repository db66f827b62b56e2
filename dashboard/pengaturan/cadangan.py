"""Cadangan: made, listed, and gone back to, with what would be lost told before."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from dashboard.components.kosong import kosong
from dashboard.components.teks import polos, terbedakan
from dashboard.session import current_actor, farewell
from services.office import Office
from services.restoring import CONFIRMATION, KeptBackup, Loss, kept_backups, loss, restore
from services.upkeep import make_backup
from sop.party import Actor
from sop.period import long_time
from sop.problem import Refused
from sop.wording import number

_TOLD = "pengaturan.cadangan.kabar"
_ROW, _MOST_HEIGHT = 36, 330


def cadangan(office: Office, actor: Actor) -> None:
    """Show the backups, make one, or go back to one."""
    if told := st.session_state.pop(_TOLD, None):
        (st.success if told[0] else st.error)(polos(told[1]))
    st.caption(
        "Tenteram mencadangkan sendiri setiap hari selama berjalan, dan memeriksa setiap cadangan "
        "saat dibuat. Salin folder ini ke diska lepas secara berkala; isinya sama rahasianya dengan datanya, "
        "karena itu tidak dapat diunduh dari sini."
    )
    st.code(str(office.workspace.backups), language=None)
    st.button("Cadangkan sekarang", key="cadangan.buat", type="primary", on_click=_make, args=(office,))
    found = kept_backups(office, actor)
    if not found:
        kosong("Belum ada cadangan.", "Tekan tombol di atas untuk membuat yang pertama.")
        return
    chosen = _list(office, found)
    if chosen is not None:
        _restore(office, actor, chosen)


def _list(office: Office, found: tuple[KeptBackup, ...]) -> KeptBackup | None:
    made = {one.name: long_time(one.made_at, office.zone) for one in found}
    words = terbedakan(made)
    table = pd.DataFrame(
        [
            {"Dibuat": made[one.name], "Ukuran": f"{number(one.size_mb, 1)} MB", "Berkas": one.name}
            for one in found
        ]
    )
    names = [one.name for one in found]

    def picked() -> None:
        rows = st.session_state["cadangan.tabel"]["selection"]["rows"]
        if rows:
            st.session_state["cadangan.pilih"] = names[rows[0]]

    st.dataframe(
        table,
        key="cadangan.tabel",
        hide_index=True,
        on_select=picked,
        selection_mode="single-row",
        row_height=_ROW,
        height=min(_ROW * (len(found) + 1) + 3, _MOST_HEIGHT),
    )
    if st.session_state.get("cadangan.pilih") not in names:
        st.session_state["cadangan.pilih"] = None
    name = st.selectbox(
        "Pulihkan dari cadangan",
        names,
        index=None,
        format_func=lambda one: words[one],
        key="cadangan.pilih",
        placeholder="Pilih di tabel atau di sini",
    )
    return next((one for one in found if one.name == name), None)


def _restore(office: Office, actor: Actor, chosen: KeptBackup) -> None:
    with st.container(border=True):
        try:
            told = loss(office, actor, chosen.name)
        except Refused as refused:
            st.error(polos(str(refused)))
            return
        _tell(told)
        typed = st.text_input(
            f"Ketik {CONFIRMATION} untuk memulihkan", key=f"cadangan.ketik.{chosen.name}", max_chars=40
        )
        st.button(
            "Pulihkan sekarang",
            key=f"cadangan.pulih.{chosen.name}",
            disabled=not typed.strip(),
            on_click=_go_back,
            args=(office, chosen.name),
        )


def _tell(told: Loss) -> None:
    st.markdown(f"Cadangan ini utuh. Yang terakhir di dalamnya: **{polos(told.last_act)}**.")
    if told.acts == 0:
        st.markdown("Tidak ada yang terjadi sesudahnya; tidak ada yang hilang.")
    else:
        st.markdown(f"**{number(told.acts)} tindakan sesudahnya akan hilang dari data:**")
        st.markdown("\n".join(f"- {polos(kind)}" for kind in told.kinds) or "- hanya masuk dan keluar")
    if told.sheets:
        st.markdown(f"Pengaturan ini ikut kembali: {polos(', '.join(told.sheets))}.")
    st.caption(
        "Data yang sekarang tidak dihapus, tetapi disisihkan di ruang kerja. Akun dan kata sandi juga "
        "kembali seperti saat itu, dan semua orang harus masuk lagi."
    )


def _make(office: Office) -> None:
    try:
        made = make_backup(office, current_actor(), at=datetime.now(UTC))
    except Refused as refused:
        st.session_state[_TOLD] = (False, str(refused))
        return
    st.session_state[_TOLD] = (True, f"Cadangan dibuat dan diperiksa: {made.name}")


def _go_back(office: Office, name: str) -> None:
    typed = st.session_state.get(f"cadangan.ketik.{name}") or ""
    try:
        restore(office, current_actor(), name, typed=typed, at=datetime.now(UTC))
    except Refused as refused:
        st.session_state[_TOLD] = (False, str(refused))
    else:
        farewell("Data dipulihkan dari cadangan. Semua orang, juga Anda, harus masuk lagi.")
