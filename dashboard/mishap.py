"""What people read when a page fails: our sentence, never a traceback."""

from __future__ import annotations

import logging

import streamlit as st

from sop.problem import Refused

_LOG = logging.getLogger("tenteram.halaman")


def on_script_error(error: Exception) -> bool:
    """Show a refusal in its own words, anything else as our fault, kept in the log.

    Returns
    -------
    bool
        True: Streamlit need not show anything itself.
    """
    if isinstance(error, Refused):
        st.error(str(error))
        return True
    _LOG.error("Halaman gagal ditampilkan", exc_info=error)
    st.error(
        "Maaf, halaman ini gagal ditampilkan. Data Anda aman. Muat ulang halaman; "
        "jika terulang, sampaikan isi jendela terminal Tenteram kepada pengelola."
    )
    return True
