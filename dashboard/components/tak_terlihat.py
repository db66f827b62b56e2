"""Letters that cannot be seen come along with what is pasted: told once, wherever they were typed."""

from __future__ import annotations

import re

import streamlit as st

from services.typed import unseen

_NOW, _KNOWN = "tak_terlihat.kini", "tak_terlihat.sudah"
# a password is kept letter by letter
_KEPT = re.compile(r"sandi|akun_saya\.|\.ulang$")


def perhatikan() -> None:
    """Look through everything that stands in the fields; to be called before a step empties them."""
    known: set[tuple[str, str]] = st.session_state.setdefault(_KNOWN, set())
    typed = {
        (str(key), value)
        for key, value in st.session_state.items()
        if isinstance(value, str) and not value.isprintable() and not _KEPT.search(str(key))
    }
    if letters := unseen(value for _, value in typed - known):
        st.session_state[_NOW] = letters
    known |= typed


def kabarkan_tak_terlihat() -> None:
    """Tell what was found, wherever the page has been scrolled to.

    To be called at the end of a run: one that is cut short, as after a save, tells nobody anything.
    """
    if letters := st.session_state.pop(_NOW, ()):
        told = f"Isian memuat huruf tak terlihat ({', '.join(letters)}); huruf itu tidak ikut disimpan."
        st.toast(told, icon=":material/info:", duration="infinite")
