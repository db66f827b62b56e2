"""Where it happened: clicked on the map, pasted as text, or only the desa; one part for all forms.

Not for use inside ``st.form``: a click must show at once in which desa it lies.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import shapely
import streamlit as st

from dashboard.components.giliran import begin_turn, lupakan
from dashboard.components.peta import bingkai
from dashboard.components.teks import polos
from reports.maps.layers import places, roads
from reports.maps.pointing import pointed, pointing_map
from services.basemap import base_of, drawn_places, drawn_roads
from services.locating import Location, desa_names, locate_desa, locate_text, offered, text_of
from services.office import Office
from sop.incident import LocationPrecision
from sop.problem import ProblemCode, Refused
from sop.wording import number

__all__ = ["ditunjuk", "lokasi", "lupakan"]

KLIK, TEKS, DESA = "Klik di peta", "Tautan atau koordinat", "Hanya desa"
_EMPTY = {
    KLIK: "Belum ada titik. Klik letaknya di peta; titiknya dapat digeser.",
    TEKS: "Belum ada titik. Tempelkan tautan Google Maps atau koordinat.",
}
_DOUBTS = {ProblemCode.LOKASI_TERTUKAR: "Tukar", ProblemCode.LOKASI_TANDA: "Pakai lintang selatan"}


def lokasi(
    office: Office, *, key: str, initial: Location | None = None, height: int = 360
) -> Location | None:
    """Ask where something happened and return the place, None as long as there is none.

    What was said is kept under ``key`` through failed saves and other pages, until `giliran.lupakan`.

    Parameters
    ----------
    key
        Name of this question; another record needs another one.
    initial
        The place that is known already; counts until somebody says another.
    """
    _begin(key, initial)
    way = st.segmented_control(
        "Cara menunjuk lokasi",
        (KLIK, TEKS, DESA),
        key=f"{key}.cara",
        required=True,
        wrap=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    if way == DESA:
        return _only_desa(office, f"{key}.desa")
    # The map stays the same element in every way, or the browser would load it anew.
    above = st.container()
    if way == TEKS:
        above.text_input(
            "Tautan peta atau koordinat",
            key=f"{key}.teks",
            placeholder="https://maps.google.com/?q=…  atau  −1,98765, 115,12345",
            persist_state="session",
        )
    found, refusal = _found(office, key, initial)
    _map(office, found, key=key, height=height)
    with above if way == TEKS else st.container():
        _say(office, found, refusal if way == TEKS else None, key=key, way=str(way))
    return found


def ditunjuk(office: Office, *, key: str, initial: Location | None = None) -> Location | None:
    """Return the place that a question on the page says by now, without drawing it; for callbacks.

    Parameters
    ----------
    key, initial
        As `lokasi` was given them.
    """
    if st.session_state.get(f"{key}.cara") == DESA:
        code = st.session_state.get(f"{key}.desa")
        return None if code is None else locate_desa(office, code)
    return _found(office, key, initial)[0]


def _begin(key: str, initial: Location | None) -> None:
    """Put the known place into the widgets, unless somebody has been here before."""
    point = None if initial is None else initial.point
    st.session_state.setdefault(f"{key}.cara", KLIK if initial is None or point is not None else DESA)
    st.session_state.setdefault(f"{key}.teks", "" if point is None else text_of(point))
    st.session_state.setdefault(f"{key}.desa", None if initial is None else initial.kode_desa)
    st.session_state.setdefault(f"{key}.dilihat", 0)
    begin_turn(key)


def _only_desa(office: Office, key: str) -> Location | None:
    names = desa_names(office)
    if st.session_state[key] not in names:
        st.session_state[key] = None
    code = st.selectbox(
        "Desa",
        list(names),
        index=None,
        format_func=lambda one: names.get(one, one),
        key=key,
        placeholder="Pilih desa",
        persist_state="session",
    )
    if code is None:
        return None
    found = locate_desa(office, code)
    st.success(polos(found.words))
    return found


def _found(office: Office, key: str, initial: Location | None) -> tuple[Location | None, Refused | None]:
    text: str = st.session_state.get(f"{key}.teks") or ""
    gps: tuple[str, int] | None = st.session_state.get(f"{key}.gps")
    if not text.strip():
        return None, None
    if initial is not None and initial.point is not None and text == text_of(initial.point):
        return initial, None
    try:
        found = locate_text(office, text)
    except Refused as refusal:
        return None, refusal
    if gps is None or gps[0] != text:
        return found, None
    exact = f"{found.words} · GPS ± {number(gps[1])} m"
    return replace(found, precision=LocationPrecision.GPS, words=exact), None


def _map(office: Office, found: Location | None, *, key: str, height: int) -> None:
    corners = [] if found is None or found.point is None else [(found.point.x, found.point.y)]
    layer = pointed(corners, turn=st.session_state[f"{key}.giliran"], seen=st.session_state[f"{key}.dilihat"])
    bingkai(
        pointing_map(base_of(office)),
        [roads(drawn_roads(office)), places(drawn_places(office)), layer],
        key=f"{key}.peta",
        height=height,
        on_change=lambda: _clicked(key),
    )


def _clicked(key: str) -> None:
    """Take over what the map reports: the text says the same point from now on."""
    told = st.session_state.get(f"{key}.peta") or {}
    with suppress(KeyError, TypeError, ValueError):
        ((lon, lat),) = told["corners"]
        text = text_of(shapely.Point(float(lon), float(lat)))
        accuracy = told["accuracy"]
        st.session_state.update(
            {
                f"{key}.teks": text,
                f"{key}.gps": None if accuracy is None else (text, int(accuracy)),
                f"{key}.dilihat": int(told["sent"]),
            }
        )


def _say(office: Office, found: Location | None, refusal: Refused | None, *, key: str, way: str) -> None:
    if found is not None:
        (st.warning if found.quarantine else st.success)(polos(found.words))
    elif refusal is not None:
        st.warning(polos(str(refusal)))
        _offer(office, refusal, key)
    else:
        st.caption(_EMPTY[way])


def _offer(office: Office, refusal: Refused, key: str) -> None:
    """Offer what a doubtful text may have meant; one click takes it."""
    label = _DOUBTS.get(refusal.problems[0].code)
    meant = offered(office, st.session_state[f"{key}.teks"])
    if label is not None and meant is not None and meant.point is not None:
        text = text_of(meant.point)
        st.button(label, key=f"{key}.tukar", on_click=lambda: st.session_state.update({f"{key}.teks": text}))
