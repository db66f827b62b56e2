"""What is late or soon will be."""

from __future__ import annotations

import streamlit as st

from dashboard.components.tautan import tautan
from dashboard.components.teks import polos
from services.overdue import Line, Overdue
from sop.wording import number


def tenggat(found: Overdue) -> None:
    """Show the most pressing duties, each leading to its record, and the messages to be sent at once."""
    for line in found.lines:
        with st.container(gap="xxsmall"):
            st.markdown(_words(line))
            tautan(line.frame, line.number, polos(line.about))
            if line.alarm:
                _alarm(line.alarm)
    rest = found.total - len(found.lines)
    if rest:
        st.caption(
            f"dan {number(rest)} lainnya; {number(found.late)} dari {number(found.total)} lewat tenggat."
        )


def _alarm(message: str) -> None:
    with st.expander("Beri tahu Polsek dan Camat sekarang"):
        st.caption("Salin ke WhatsApp. Pesan ini tidak memuat data pribadi.")
        st.code(message, language=None, wrap_lines=True)


def _words(line: Line) -> str:
    sign = ":red-badge[Kritis] " if line.critical else ""
    due = f":red[{line.due}]" if line.late else line.due
    return f"{sign}**{polos(line.what)}** – {due}"
