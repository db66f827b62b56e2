"""How a page for the phone sits on the screen: one column, and things that a thumb can hit."""

from __future__ import annotations

import streamlit as st

_STYLE = """<style>
.stMainBlockContainer{max-width:560px;padding-left:1rem;padding-right:1rem}
.stMainBlockContainer h1{font-size:1.6rem;padding:.1rem 0 .2rem}
.stMainBlockContainer h3{font-size:1.15rem;padding:1rem 0 .2rem}
.stMainBlockContainer h5{font-size:1rem;padding:.5rem 0 0}
[data-testid=stButtonGroup] button{min-height:46px;font-size:1rem}
[data-testid=stButton] button{min-height:50px;font-size:1.02rem}
[data-testid=stElementToolbar]{display:none}
</style>"""


def telepon() -> None:
    """Set the page's style."""
    st.html(_STYLE)
