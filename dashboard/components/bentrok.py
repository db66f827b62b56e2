"""Somebody else was faster: said the same way by every form that corrects a record."""

from __future__ import annotations

import streamlit as st

from dashboard.components.teks import polos
from sop.problem import ProblemCode, problem


def lanjutkan(objek: str, *, key: str) -> bool:
    """Say that a record has been changed, and return whether its reader goes on from what stands now.

    Then the form shows what stands now in every field that was left alone, and keeps the others as typed.
    To be asked within the run, after the fields: what was typed last counts too.

    Parameters
    ----------
    objek
        Kind and number of the record.
    key
        Name of the form.
    """
    st.warning(polos(problem(ProblemCode.VERSI_BENTROK, objek=objek).message))
    st.caption("Isian Anda masih ada di sini. Perubahan orang lain tercatat di Riwayat.")
    return st.button("Lanjutkan dengan versi terbaru", key=f"{key}.terbaru")
