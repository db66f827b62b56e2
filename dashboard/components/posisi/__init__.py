"""The position of the phone, asked of the browser: no map, no other host."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import streamlit.components.v1 as components
from streamlit import runtime

_component = components.declare_component("posisi", path=str(Path(__file__).parent))


@dataclass(frozen=True)
class Posisi:
    """A position: longitude and latitude in degrees, and how exact it is in metres."""

    lon: float
    lat: float
    accuracy_m: int


def posisi(*, key: str) -> Posisi | None:
    """Show the button that asks for the position and return the answer, None as long as there is none."""
    if runtime.exists():
        # Streamlit takes note of a component only when it is declared inside a page's run.
        runtime.get_instance().component_registry.register_component(_component)
    return read(_component(key=key, default=None))


def read(told: object) -> Posisi | None:
    """Return the position in what a browser sent, None if there is none in it.

    Examples
    --------
    >>> read({"lon": 115.2, "lat": -2.1, "accuracy": 11.2})
    Posisi(lon=115.2, lat=-2.1, accuracy_m=12)
    >>> read({"lon": "115", "lat": None}), read(None), read({"lon": 181.0, "lat": 0.0, "accuracy": 1})
    (None, None, None)
    """
    if not isinstance(told, dict):
        return None
    lon, lat, accuracy = (_number(told.get(name), most) for name, most in _MOST.items())
    if lon is None or lat is None or accuracy is None:
        return None
    return Posisi(lon, lat, max(1, math.ceil(accuracy)))


_MOST = {"lon": 180.0, "lat": 90.0, "accuracy": 1e7}


def _number(value: object, most: float) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) <= most:
        return None
    return float(value)
