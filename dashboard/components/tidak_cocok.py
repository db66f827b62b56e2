"""What does not fit together in the days ahead, said so that somebody can weigh it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.components.teks import polos
from services.clashes import Clash

_FIRST = 4


def tidak_cocok(found: Sequence[Clash]) -> None:
    """Show what does not fit, the first days at once and the others folded away; nothing if all fits."""
    if not found:
        return
    st.warning(f"**Perlu diperhatikan**\n\n{_lines(found[:_FIRST])}")
    if more := found[_FIRST:]:
        with st.expander(f"{len(more)} hal lain pada hari-hari berikutnya"):
            st.markdown(_lines(more))


def _lines(found: Sequence[Clash]) -> str:
    return "\n".join(f"- {polos(one.sentence)}" for one in found)
