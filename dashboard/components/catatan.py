"""What a reader must know to read the figures rightly."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from reports.maps.escape import text

_STYLE = """<style>
.catatan{border-left:4px solid #c58a2b;background:#fbf5e9;border-radius:4px;padding:8px 14px;margin:0;
list-style:none;color:#3b352d;font-size:.92rem}
.catatan li{margin:2px 0}
</style>"""


def catatan(notices: Sequence[str]) -> None:
    """Show the notices as one quiet list, or nothing."""
    if notices:
        st.html(f'<ul class="catatan">{"".join(f"<li>{text(one)}</li>" for one in notices)}</ul>{_STYLE}')
