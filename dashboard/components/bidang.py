"""An area or a line, drawn corner by corner on the map; for conflict areas.

Not for use inside ``st.form``.
"""

from __future__ import annotations

from contextlib import suppress

import shapely
import streamlit as st
from shapely.geometry.base import BaseGeometry

from dashboard.components.giliran import begin_turn
from dashboard.components.peta import bingkai
from dashboard.components.teks import polos
from reports.maps.layers import places, roads
from reports.maps.pointing import BIDANG, GARIS, pointed, pointing_map
from services.basemap import base_of, drawn_places, drawn_roads
from services.locating import shape_words
from services.office import Office

_KINDS = {"Bidang": BIDANG, "Garis": GARIS}
_FEWEST = {BIDANG: 3, GARIS: 2}

Corners = list[tuple[float, float]]


def bidang(
    office: Office, *, key: str, initial: BaseGeometry | None = None, height: int = 420
) -> BaseGeometry | None:
    """Ask for an area or a line and return it (EPSG:4326), None as long as there is none.

    What was drawn is kept under ``key`` through failed saves and other pages, until `giliran.lupakan`.

    Parameters
    ----------
    key
        Name of this question; another record needs another one.
    initial
        The shape that is known already, returned as it is until somebody draws another. One that is no
        simple polygon or line is kept too, but cannot be changed corner by corner.
    """
    _begin(key, initial)
    kind = st.segmented_control(
        "Bentuk",
        list(_KINDS),
        key=f"{key}.bentuk",
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    mode = _KINDS[kind or "Bidang"]
    corners: Corners = st.session_state[f"{key}.sudut"]
    _map(office, corners, mode, key=key, height=height)
    unchanged = initial is not None and (corners, mode) == _known(initial)
    shape = initial if unchanged else _shape(corners, mode)
    if shape is not None:
        st.success(polos(shape_words(office, shape)))
    return shape


def _begin(key: str, initial: BaseGeometry | None) -> None:
    corners, mode = ([], BIDANG) if initial is None else _known(initial)
    st.session_state.setdefault(f"{key}.bentuk", next(name for name, one in _KINDS.items() if one == mode))
    st.session_state.setdefault(f"{key}.sudut", corners)
    st.session_state.setdefault(f"{key}.selesai", bool(corners))
    st.session_state.setdefault(f"{key}.dilihat", 0)
    begin_turn(key)


def _known(shape: BaseGeometry) -> tuple[Corners, str]:
    """Return the corners of a shape and its mode; none for a shape that has holes or several parts."""
    if isinstance(shape, shapely.LineString):
        return _corners(shape), GARIS
    if isinstance(shape, shapely.Polygon) and not shape.interiors:
        return _corners(shape.exterior)[:-1], BIDANG
    return [], BIDANG


def _corners(line: BaseGeometry) -> Corners:
    return [(float(x), float(y)) for x, y in shapely.get_coordinates(line)]


def _map(office: Office, corners: Corners, mode: str, *, key: str, height: int) -> None:
    layer = pointed(
        corners,
        turn=st.session_state[f"{key}.giliran"],
        seen=st.session_state[f"{key}.dilihat"],
        mode=mode,
        done=st.session_state[f"{key}.selesai"],
    )
    bingkai(
        pointing_map(base_of(office), drawing=True),
        [roads(drawn_roads(office)), places(drawn_places(office)), layer],
        key=f"{key}.peta",
        height=height,
        on_change=lambda: _drawn(key),
    )


def _drawn(key: str) -> None:
    """Take over what the map reports."""
    told = st.session_state.get(f"{key}.peta") or {}
    with suppress(KeyError, TypeError, ValueError):
        corners = [(float(lon), float(lat)) for lon, lat in told["corners"]]
        st.session_state.update(
            {
                f"{key}.sudut": corners,
                f"{key}.selesai": bool(told["done"]),
                f"{key}.dilihat": int(told["sent"]),
            }
        )


def _shape(corners: Corners, mode: str) -> BaseGeometry | None:
    if len(corners) < _FEWEST[mode]:
        st.caption(f"Klik sudut-sudutnya di peta, paling sedikit {_FEWEST[mode]}.")
        return None
    shape = shapely.Polygon(corners) if mode == BIDANG else shapely.LineString(corners)
    if not shape.is_valid or (mode == BIDANG and shape.area == 0):
        st.warning("Garis tepinya saling bersilangan. Geser atau urungkan sudut yang salah.")
        return None
    return shape
