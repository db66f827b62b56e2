"""Facts of a record as a table of headings and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from reports.maps.escape import text

_STYLE = """<style>
dl.fakta{display:grid;grid-template-columns:minmax(110px,32%) 1fr;margin:8px 0 0;padding:0;font-size:.92rem}
.fakta dt,.fakta dd{border-bottom:1px solid #e2ddd3;padding:5px 6px 5px 0;margin:0;white-space:pre-line;
overflow-wrap:anywhere}
.fakta dt{color:#5d564e}.fakta dd{color:#2e2a25}
</style>"""


def fakta(facts: Iterable[tuple[str, str]]) -> None:
    """Show pairs of a heading and what stands beside it."""
    rows = "".join(f"<dt>{text(name)}</dt><dd>{text(said)}</dd>" for name, said in facts)
    st.html(f'{_STYLE}<dl class="fakta">{rows}</dl>')
