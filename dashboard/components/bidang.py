"""An area or a line, drawn corner by corner on the map; for conflict areas.

Not for use inside ``st.form``.
"""

from __future__ import annotations

from contextlib import suppress

import shapely
import streamlit as st

from dashboard.components.peta import bingkai
from reports.maps.pointing import BIDANG, GARIS, pointed, pointing_map
from services.basemap import base_of
from services.office import Office

_KINDS = {"Bidang": BIDANG, "Garis": GARIS}
_FEWEST = {BIDANG: 3, GARIS: 2}


def bidang(
    office: Office,
    *,
    key: str,
    initial: shapely.Polygon | shapely.LineString | None = None,
    height: int = 420,
) -> shapely.Polygon | shapely.LineString | None:
    """Ask for an area or a line and return it (EPSG:4326), None as long as it is none.

    What was drawn is kept under ``key`` through failed saves and other pages, until `lokasi.lupakan`.

    Parameters
    ----------
    key
        Name of this question; another record needs another one.
    initial
        The shape that is known already; counts until somebody draws another.
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
    corners = st.session_state[f"{key}.sudut"]
    bingkai(
        pointing_map(base_of(office), drawing=True),
        [
            pointed(
                corners,
                seen=st.session_state[f"{key}.dilihat"],
                mode=mode,
                done=st.session_state[f"{key}.selesai"],
            )
        ],
        key=f"{key}.peta",
        height=height,
        on_change=lambda: _drawn(key),
    )
    return _shape(corners, mode)


def _begin(key: str, initial: shapely.Polygon | shapely.LineString | None) -> None:
    line = initial.exterior if isinstance(initial, shapely.Polygon) else initial
    corners = [] if line is None else [(float(x), float(y)) for x, y in shapely.get_coordinates(line)]
    if isinstance(initial, shapely.Polygon):
        corners = corners[:-1]
    st.session_state.setdefault(
        f"{key}.bentuk", "Garis" if isinstance(initial, shapely.LineString) else "Bidang"
    )
    st.session_state.setdefault(f"{key}.sudut", corners)
    st.session_state.setdefault(f"{key}.selesai", bool(corners))
    st.session_state.setdefault(f"{key}.dilihat", 0)


def _drawn(key: str) -> None:
    told = st.session_state.get(f"{key}.peta") or {}
    with suppress(KeyError, TypeError, ValueError):
        corners = [(float(lon), float(lat)) for lon, lat in told["corners"]]
        st.session_state[f"{key}.sudut"] = corners
        st.session_state[f"{key}.selesai"] = bool(told["done"])
        st.session_state[f"{key}.dilihat"] = int(told["sent"])


def _shape(corners: list[tuple[float, float]], mode: str) -> shapely.Polygon | shapely.LineString | None:
    if len(corners) < _FEWEST[mode]:
        st.caption(f"Klik sudut-sudutnya di peta: paling sedikit {_FEWEST[mode]}.")
        return None
    shape = shapely.Polygon(corners) if mode == BIDANG else shapely.LineString(corners)
    if not shape.is_valid or (mode == BIDANG and shape.area == 0):
        st.warning("Garis tepinya saling bersilangan. Geser atau batalkan sudut yang salah.")
        return None
    return shape
