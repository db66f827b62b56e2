"""How the map pages sit on the screen: little border, a heading that leaves room for the answer."""

from __future__ import annotations

import streamlit as st

_STYLE = """<style>
.stMainBlockContainer{padding-left:clamp(.9rem,2.4vw,2.2rem);padding-right:clamp(.9rem,2.4vw,2.2rem)}
.stMainBlockContainer h1{font-size:1.9rem;padding:.2rem 0 .3rem}
.stMainBlockContainer h3{font-size:1.32rem;line-height:1.35;padding:.2rem 0 .4rem}
.stMainBlockContainer h2{font-size:1.2rem;padding:.6rem 0 .2rem}
.stCustomComponentV1{border-radius:8px;overflow:hidden;border:1px solid #ddd7cb}
</style>"""


def gaya() -> None:
    """Set the page's style."""
    st.html(_STYLE)
