"""The layers that change with filter and selection: one element a kind, never a marker per incident."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import folium
import geopandas as gpd
import pandas as pd
from folium.template import Template

from reports.maps import palette
from reports.maps.escape import text
from reports.maps.shapes import collection
from reports.maps.verbatim import VerbatimMacro, script_json
from reports.words import STATE, STATE_SIGN, TREND, amount, rank_range
from sop.conflict import LEVELS
from sop.wording import number

_GRAVE_LEVEL = 2
"""From this level on a case is drawn filled."""


class Paint(VerbatimMacro):
    """Colours, values and case signs of the desa that the base map already shows."""

    _template = Template("{% macro script(this, kwargs) %}tenteram.paint({{ this.payload }});{% endmacro %}")

    def __init__(self, payload: dict[str, Any]) -> None:
        super().__init__("Paint")
        self.payload = script_json(payload)


class Shapes(VerbatimMacro):
    """One GeoJSON layer whose look and behaviour stand in the map's own script, under its kind."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        L.geoJSON({{ this.payload }}, tenteram.kinds.{{ this.kind }}).addTo({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self, data: dict[str, Any], kind: str) -> None:
        super().__init__("Shapes")
        self.payload, self.kind = script_json(data), kind


def painted(
    areas: pd.DataFrame, *, cases: pd.DataFrame | None = None, selected: str | None = None
) -> folium.FeatureGroup:
    """Return the desa by class: colour, hatch on low certainty, value, explanation, case sign.

    Parameters
    ----------
    areas
        Indexed by code, the heaviest first; columns ``nama score score_low score_high kelas tren certainty
        rank_low rank_high n_kejadian keadaan``.
    cases
        Indexed by code: ``n_open`` and ``max_level`` of open conflict cases; None leaves the signs out.
    selected
        Code of the desa to be framed.
    """
    signs = {} if cases is None else {str(case.Index): case for case in _rows(cases)}
    payload = {
        str(area.Index): {
            "nama": text(area.nama),
            "value": _value(area),
            "fill": palette.fill(area.kelas, area.certainty),
            "dark": palette.style_of(area.kelas).ink == "#ffffff",
            "tip": _area_tip(area),
            "order": order,
            **_case_sign(signs.get(str(area.Index))),
        }
        for order, area in enumerate(_rows(areas))
    }
    group = folium.FeatureGroup(name="Desa", control=False)
    group.add_child(Paint({"areas": payload, "selected": selected}))
    return group


def cells(frame: gpd.GeoDataFrame) -> folium.FeatureGroup:
    """Return incident cells as squares; columns ``n``, ``label`` and, if known, ``kode_desa``."""
    rows = [
        {
            "w": palette.cell_colour(cell.n),
            "kode": str(getattr(cell, "kode_desa", "") or ""),
            "tip": f"<b>{text(cell.label)}</b><br>{number(cell.n)} kejadian pada periode ini",
        }
        for cell in _rows(frame)
    ]
    return _group("Petak kejadian", "petak", frame, rows)


def rough(frame: gpd.GeoDataFrame) -> folium.FeatureGroup:
    """Return the squares in which incidents lie whose place is told roughly; columns ``kategori jumlah``."""
    rows = [
        {
            "kode": str(area.kode_desa or ""),
            "tip": f"<b>{text(area.kategori)}</b><br>{text(area.jumlah)} kejadian, lokasi perkiraan",
        }
        for area in _rows(frame)
    ]
    return _group("Daerah perkiraan", "daerah", frame, rows)


def tracks(frame: gpd.GeoDataFrame) -> folium.FeatureGroup:
    """Return patrol tracks as lines; columns ``nama`` and ``mulai`` (words)."""
    rows = [{"tip": f"<b>{text(track.nama)}</b><br>{text(track.mulai)}"} for track in _rows(frame)]
    return _group("Jalur patroli", "jalur", frame, rows)


def places(
    frame: gpd.GeoDataFrame, *, pickable: bool = False, chosen: str | None = None
) -> folium.FeatureGroup:
    """Return known places as small circles; columns ``nama`` and ``jenis`` (words).

    Parameters
    ----------
    pickable
        Whether a click on one reports its number, the frame's index.
    chosen
        Number of the one that is drawn larger.
    """
    rows: list[dict[str, Any]] = []
    for place in _rows(frame):
        row: dict[str, Any] = {"tip": f"<b>{text(place.nama)}</b><br>{text(place.jenis)}"}
        if pickable:
            row |= {"nomor": str(place.Index), "pilih": str(place.Index) == chosen}
        rows.append(row)
    return _group("Tempat", "tempat", frame, rows)


def roads(frame: gpd.GeoDataFrame) -> folium.FeatureGroup:
    """Return roads as thin lines; column ``nama``."""
    rows = [{"tip": text(road.nama)} for road in _rows(frame)]
    return _group("Jalan", "jalan", frame, rows)


def _group(
    name: str, kind: str, frame: gpd.GeoDataFrame, properties: list[dict[str, Any]]
) -> folium.FeatureGroup:
    group = folium.FeatureGroup(name=name, control=False)
    if not frame.empty:
        group.add_child(Shapes(collection(frame, properties), kind))
    return group


def _area_tip(area: Any) -> str:
    style = palette.style_of(area.kelas)
    lines = [f"<b>{text(area.nama)}</b>", _class_line(style.label, area.certainty)]
    if _known(area) and _has_points(area):
        lines.append(
            f"{amount(area.score)} poin gangguan seminggu ke depan"
            f" <span class='redup'>({amount(area.score_low)} s.d. {amount(area.score_high)})</span>"
        )
    if _known(area):
        lines.append(f"Peringkat {rank_range(area.rank_low, area.rank_high)}{_trend(area.tren)}")
    lines.append(_state_line(area))
    return "<br>".join(lines)


def _known(area: Any) -> bool:
    """Say whether the value of a desa is more than the general prior."""
    return bool(area.kelas != "belum_cukup_data")


def _has_points(area: Any) -> bool:
    """Say whether the reader sees points, or only class and rank."""
    return not math.isnan(area.score)


def _value(area: Any) -> str:
    if not _known(area):
        return "–"
    if _has_points(area):
        return amount(area.score)
    return f"{palette.style_of(area.kelas).short} · {rank_range(area.rank_low, area.rank_high)}"


def _class_line(label: str, certainty: object) -> str:
    return f"{label} · keyakinan {certainty}" if isinstance(certainty, str) else label


def _trend(code: object) -> str:
    return f" · {TREND[code]}" if isinstance(code, str) and code in TREND else ""


def _state_line(area: Any) -> str:
    closed = f"<br>Tertutup: {text(area.n_tertutup)}" if isinstance(area.n_tertutup, str) else ""
    if area.keadaan == "ada_kejadian":
        return f"{STATE_SIGN['ada_kejadian']} {number(area.n_kejadian)} kejadian pada periode ini{closed}"
    words = STATE.get(area.keadaan, "")
    return f"{STATE_SIGN.get(area.keadaan, '')} {words.capitalize()} pada periode ini{closed}"


def _case_sign(case: Any) -> dict[str, Any]:
    if case is None or not case.n_open:
        return {}
    level = int(case.max_level)
    return {
        "cases": f"{int(case.n_open)} · E{level}",
        "grave": level >= _GRAVE_LEVEL,
        "level": text(LEVELS.get(level, "")),
    }


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    return frame.itertuples(index=True, name="Baris")
