"""A place on the page for what is not always there."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def tempatnya() -> DeltaGenerator:
    """Return a place that stays one, however much is drawn into it; to be used above a fragment.

    Streamlit knows a fragment by where it stands. If something above it comes or goes, it becomes another
    one, and a click that was made on the former just then is answered by nothing.
    """
    return st.container()
