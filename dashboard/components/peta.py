"""A map on the page: the base is sent once, the layers as they change, and only clicks come back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import folium
import streamlit as st
import streamlit_folium
from streamlit import runtime
from streamlit_folium import st_folium

from dashboard.components.pilihan import select
from reports.maps.base import Base, base_map


def peta(base: Base, groups: Sequence[folium.FeatureGroup], *, key: str, height: int = 480) -> None:
    """Show a map; a click on a desa selects it.

    The map's own script reports a click at once and nothing else, so panning and zooming never
    rerun the page.
    """
    bingkai(
        base_map(base),
        groups,
        key=key,
        height=height,
        on_change=lambda: select((st.session_state.get(key) or {}).get("kode_desa")),
    )


def bingkai(
    made: folium.Map,
    groups: Sequence[folium.FeatureGroup],
    *,
    key: str,
    height: int,
    on_change: Callable[[], None],
) -> None:
    """Put a map on the page; what its script reports stands in ``st.session_state[key]``."""
    _announce()
    st_folium(
        made,
        key=key,
        height=height,
        use_container_width=True,
        feature_group_to_add=list(groups),
        returned_objects=[],
        render=False,
        on_change=on_change,
    )


def _announce() -> None:
    """Make the map component known to the server that runs this page.

    Streamlit takes note of a component only when its package is first imported inside a page's run;
    the app imports its views before, to be quick for the first visitor.
    """
    if runtime.exists():
        runtime.get_instance().component_registry.register_component(streamlit_folium._component_func)  # noqa: SLF001 - the package has no public name for it
