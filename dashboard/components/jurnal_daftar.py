"""The list of patrol logs, with its filters; one row can be chosen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components.daftar import daftar, pilih, terpilih
from dashboard.components.kosong import kosong
from dashboard.components.periode import periode
from dashboard.components.teks import polos
from reports.maps.escape import text
from services.locating import desa_names
from services.office import Office
from services.patrol_log_list import NIHIL, log_list
from sop.party import Actor

_LIST, _NUMBER, _SHOWN = "tabel_jurnal", "nomor", "jurnal.ditunjukkan"
_ALL = "Semua desa"
_COLUMNS = {
    "Nomor": st.column_config.TextColumn(width=112),
    "Tanggal": st.column_config.TextColumn(width=84),
    "Jam": st.column_config.TextColumn(width=92),
    "Desa (menit)": st.column_config.TextColumn(width=256),
    "Hasil": st.column_config.TextColumn(width=94),
    "Laporan": st.column_config.TextColumn(width=136),
    "Jenis": st.column_config.TextColumn(width=140),
    "Unsur": st.column_config.TextColumn(width=160),
}

_STYLE = """<style>
ul.jurnal-saya{list-style:none;margin:0;padding:0}
ul.jurnal-saya li{margin:0;border-bottom:1px solid #e2ddd3;padding:9px 0;overflow-wrap:anywhere}
.jurnal-saya b{display:block;font-size:.98rem}.jurnal-saya span{font-size:.85rem;color:#5f584f}
</style>"""


def daftar_jurnal(office: Office, actor: Actor, *, at: datetime, meeting: bool) -> str | None:
    """Show the logs of the chosen period and return the number of the chosen one, which the address names.

    A log stays chosen while others come and go, or the list is narrowed; an address that names another one
    chooses that.

    Parameters
    ----------
    at
        Now.
    meeting
        Whether others look along.
    """
    asked = str(st.query_params.get(_NUMBER, ""))
    if asked and asked != st.session_state.get(_SHOWN):
        pilih(_LIST, asked)
    with st.container(horizontal=True, vertical_alignment="center"):
        period = periode(at.astimezone(office.zone).date(), key="periode_jurnal")
        names = desa_names(office)
        code = st.selectbox(
            "Desa",
            [_ALL, *names],
            format_func=lambda one: names.get(one, one),
            key="desa_jurnal",
            label_visibility="collapsed",
            width=190,
        )
        nihil = st.toggle("Hanya nihil", key="nihil_jurnal")
    listed = log_list(
        office,
        actor,
        at=at,
        period=period,
        kode_desa=None if code == _ALL else code,
        only_nihil=nihil,
        meeting=meeting,
    )
    if listed.table.empty:
        kosong(listed.sentence, "Pilih periode yang lebih panjang, atau buka Isi jurnal.")
    else:
        st.markdown(f"**{polos(listed.sentence)}**")
        daftar(_marked(listed.table), key=_LIST, widths=_COLUMNS)
    return _named(terpilih(_LIST))


def jurnal_saya(own: pd.DataFrame) -> None:
    """Show one's own logs, the latest first."""
    st.subheader("Jurnal saya")
    if own.empty:
        kosong("Belum ada jurnal dari Anda.", "Isi bagian di atas, lalu tekan Simpan jurnal.")
    else:
        rows = "".join(_own(row) for row in _marked(own).to_dict("records"))
        st.html(f'<ul class="jurnal-saya">{rows}</ul>{_STYLE}')


def _own(row: Mapping[Any, Any]) -> str:
    return (
        f"<li><b>{text(row['Tanggal'])}, {text(row['Jam'])}: {text(row['Hasil'])}</b>"
        f"<span>{text(row['Nomor'])} · {text(row['Desa (menit)'])}</span></li>"
    )


def _named(number: str | None) -> str | None:
    """Let the address name the chosen log."""
    if number is None:
        st.query_params.pop(_NUMBER, None)
    elif st.query_params.get(_NUMBER) != number:
        st.query_params[_NUMBER] = number
    st.session_state[_SHOWN] = number
    return number


def _marked(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with a sign before what was found or not: an empty circle is no empty cell."""
    sign = table["Hasil"].map(lambda told: f"○ {told}" if told == NIHIL else f"● {told}")
    return table.assign(Hasil=sign)
