"""The few filters of the map: group of categories, and layers."""

from __future__ import annotations

import streamlit as st

from reports.maps.legend import LAYER_NAMES
from services.office import Office
from services.vulnerability import category_groups
from sop.party import Actor, Verb

_ALL = "Semua kategori"
_FIRST_SHOWN = ("Petak kejadian", "Kasus konflik")


def kelompok(office: Office) -> tuple[str, frozenset[str] | None]:
    """Return the chosen group of categories: what it is called, and its codes (None for all)."""
    groups = category_groups(office)
    name = st.selectbox(
        "Kelompok kategori", [_ALL, *groups], key="kelompok", label_visibility="collapsed", width=240
    )
    return (name or _ALL).lower(), groups.get(name)


def lapisan(actor: Actor) -> list[str]:
    """Return the names of the layers to be drawn over the desa."""
    offered = [name for name in LAYER_NAMES if name != "Jalur patroli" or actor.may(Verb.JALUR_LIHAT)]
    return st.pills(
        "Lapisan",
        offered,
        selection_mode="multi",
        default=list(_FIRST_SHOWN),
        key="lapisan",
        label_visibility="collapsed",
        wrap=True,
    )
