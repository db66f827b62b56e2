"""Who signs the papers of the office, on what paper, and who gets a copy."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.pengaturan.rancangan import Rancangan
from services.setting_words import AUTHORITY_LABELS, OFFICIAL_LABELS, PROFILE_LABELS
from sop.official import Paper, Post
from sop.setting import Sheet

_PAPERS = {one.value: one.label for one in Paper}
_LONGEST, _LONGEST_COPIES = 120, 1000


def penanda_tangan(draft: Rancangan, current: dict[str, Any]) -> None:
    """Ask who signs, and on what paper; what differs goes into the draft."""
    st.subheader("Penanda tangan dan kertas")
    st.caption(
        "Dicetak pada surat perintah tugas dan lembar rute. Yang dikosongkan menjadi titik-titik di kertas, "
        "untuk diisi dengan tangan."
    )
    known, said = current["pejabat"], {}
    for post, side in zip(Post, st.columns(2, gap="large"), strict=True):
        with side:
            st.markdown(f"**{post.label}**")
            said[post.value] = _official(draft, post, known[post.value])
    draft.catat(Sheet.PROFIL, "pejabat", known, said)
    left, right = st.columns(2, gap="large")
    with left:
        _paper(draft, current["ukuran_kertas"])
    with right:
        _copies(draft, current["tembusan"])


def _official(draft: Rancangan, post: Post, stands: dict[str, str]) -> dict[str, str]:
    said = {}
    for key, label in OFFICIAL_LABELS.items():
        name = draft.mulai_bagian("pejabat", post.value, key, current=stands[key])
        # the post stands in the label too: two fields of one name cannot be told apart by ear
        told = f"{label} {post.label}"
        if key == "kedudukan":
            typed = st.selectbox(
                told, list(AUTHORITY_LABELS), format_func=lambda one: AUTHORITY_LABELS[one], key=name
            )
        else:
            hint = "18 angka" if key == "nip" else None
            typed = st.text_input(told, key=name, max_chars=_LONGEST, placeholder=hint)
        said[key] = str(draft.catat_bagian(name, stands[key], typed)).strip()
    return said


def _paper(draft: Rancangan, stands: str) -> None:
    typed = st.selectbox(
        PROFILE_LABELS["ukuran_kertas"],
        list(_PAPERS),
        format_func=lambda one: _PAPERS[one],
        key=draft.mulai(Sheet.PROFIL, "ukuran_kertas", stands),
    )
    draft.catat(Sheet.PROFIL, "ukuran_kertas", stands, typed)


def _copies(draft: Rancangan, current: list[str]) -> None:
    stands = "\n".join(current)
    name = draft.mulai_bagian(Sheet.PROFIL, "tembusan", current=stands)
    typed = st.text_area(
        "Tembusan surat perintah tugas",
        key=name,
        height=100,
        max_chars=_LONGEST_COPIES,
        help="Satu penerima di setiap baris, misalnya Bupati Barito Timur di Tamiang Layang.",
    )
    draft.catat_bagian(name, stands, typed)
    draft.catat(Sheet.PROFIL, "tembusan", current, [one.strip() for one in typed.splitlines() if one.strip()])
