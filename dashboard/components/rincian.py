"""One desa: its parts in words and numbers, its incidents, its cases."""

from __future__ import annotations

import streamlit as st

from dashboard.components.kosong import kosong
from services.vulnerability import AreaDetail


def rincian(detail: AreaDetail) -> None:
    """Show what is behind the value of a desa."""
    st.subheader(_plain(detail.nama))
    for sentence in detail.sentences:
        st.text(sentence)
    st.dataframe(detail.parts, hide_index=True)
    st.markdown("**Kejadian pada periode ini**")
    if detail.incidents.empty:
        kosong(
            "Tidak ada kejadian yang dilaporkan.",
            "Pilih periode yang lebih panjang untuk melihat riwayatnya.",
        )
    else:
        st.dataframe(detail.incidents, hide_index=True, height=min(38 + 35 * len(detail.incidents), 320))
    if len(detail.cases):
        st.markdown("**Kasus konflik terbuka**")
        st.dataframe(detail.cases, hide_index=True)


def _plain(name: str) -> str:
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]()#+-.!|<>~:$" else sign for sign in name)
