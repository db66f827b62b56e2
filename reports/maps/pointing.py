"""A map that is pointed at: a click puts a marker or a corner there, and only that is reported."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import folium
from folium.template import Template

from reports.maps.assets import SERVED, Assets
from reports.maps.base import Base, OfflineMap, base_map
from reports.maps.verbatim import VerbatimMacro, script_json

TITIK, GARIS, BIDANG = "titik", "garis", "bidang"
"""What is pointed at: one point, the bends of a line, or the corners of an area."""


class _Pointing(VerbatimMacro):
    """The script of pointing, started on the base map's own."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        {{ this.code }}
        tenteram.point.start({{ this.mode }});
        {% endmacro %}
        """
    )

    def __init__(self, mode: str) -> None:
        super().__init__("Pointing")
        self.code = _script()
        self.mode = script_json(mode)


class _Pointed(VerbatimMacro):
    """What has been pointed at so far."""

    _template = Template(
        "{% macro script(this, kwargs) %}tenteram.point.show({{ this.payload }});{% endmacro %}"
    )

    def __init__(self, payload: dict[str, object]) -> None:
        super().__init__("Pointed")
        self.payload = script_json(payload)


def pointing_map(base: Base, *, drawing: bool = False, assets: Assets = SERVED) -> OfflineMap:
    """Return a map on which one point is chosen, or with ``drawing`` the corners of a shape."""
    made = base_map(base, assets)
    made.add_child(_Pointing(BIDANG if drawing else TITIK))
    return made


def pointed(
    corners: Sequence[tuple[float, float]], *, turn: int, seen: int, mode: str = TITIK, done: bool = False
) -> folium.FeatureGroup:
    """Return what has been pointed at as a layer.

    Parameters
    ----------
    corners
        Longitude and latitude of each.
    turn
        Number of the question; with another one the map forgets what it has reported.
    seen
        Number of the last message from the map that is part of this; the map keeps what is newer.
    mode
        `TITIK`, `GARIS` or `BIDANG`.
    done
        Whether the drawing is finished, so that clicks add nothing.
    """
    payload = {
        "corners": [list(one) for one in corners],
        "turn": turn,
        "seen": seen,
        "mode": mode,
        "done": done,
    }
    group = folium.FeatureGroup(name="Tunjuk", control=False)
    group.add_child(_Pointed(payload))
    return group


@cache
def _script() -> str:
    return Path(__file__).with_name("tunjuk.js").read_text(encoding="utf-8")
