"""The map of a route for paper: desa, numbered stops, scale and north, in strokes that survive a copier."""

from __future__ import annotations

import io
from functools import cache
from typing import Literal

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont
from matplotlib.ft2font import FT2Font
from matplotlib.patheffects import withStroke

from reports.patrol.gpx import line
from reports.patrol.labels import apart, roomiest
from reports.patrol.order import Sheet
from reports.patrol.plain import plain
from sop.wording import number

Points = npt.NDArray[np.float64]

_INK, _ROUTE, _EDGE, _PAPER = "#1a1a1a", "#1f4e8c", "#8a8a8a", "#ffffff"
_LEAST_M = 1500.0
"""A map shows no less than this many metres, however near the stops are to one another."""
_MARGIN = 0.14
_LABEL_MM = 4.6
_WORTH_A_NAME = 1 / 60
_LETTER_MM = 1.6
_IN = 0.0015
"""How far the frame is drawn inside the edge, as a share, so that no side is cut off."""
_MM = 72 / 25.4
_FONT = "DejaVu Sans"
_DPI = 200


def route_map(sheet: Sheet, width_cm: float, height_cm: float, form: Literal["svg", "png"]) -> bytes:
    """Return the map.

    Parameters
    ----------
    sheet
        The route and the desa in which it lies.
    width_cm, height_cm
        Size on paper.
    form
        SVG with its letters as outlines, or PNG of 200 dots an inch.
    """
    figure = Figure(figsize=(width_cm / 2.54, height_cm / 2.54), facecolor=_PAPER)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    points = _metres(sheet)
    west, south, east, north = _frame(points, width_cm / height_cm)
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    metres_a_mm = (east - west) / (width_cm * 10)
    labels = apart(points[:-1], _LABEL_MM * metres_a_mm)
    circles = shapely.MultiPoint(labels).buffer(_LABEL_MM * metres_a_mm / 2)
    frame = shapely.box(west, south, east, north)
    _draw_areas(axes, sheet, frame, circles.union(shapely.LineString(points)), metres_a_mm)
    _draw_route(axes, points, labels, metres_a_mm)
    _draw_scale(axes, metres_a_mm)
    _draw_north(axes, metres_a_mm)
    _say(axes, (west, south), (1.5, 1.5), _drawable(plain(sheet.office.boundary_note, 60)), metres_a_mm)
    axes.plot(
        [_IN, 1 - _IN, 1 - _IN, _IN, _IN],
        [_IN, _IN, 1 - _IN, 1 - _IN, _IN],
        transform=axes.transAxes,
        color=_INK,
        lw=1.2,
        clip_on=False,
    )
    out = io.BytesIO()
    figure.savefig(out, format=form, dpi=_DPI, metadata={"Date": None} if form == "svg" else None)
    return out.getvalue()


def map_size(stops: int) -> tuple[float, float]:
    """Return width and height of the map in centimetres: the longer the table of stops, the lower it is.

    Examples
    --------
    >>> map_size(6), map_size(14)
    ((10.6, 8.4), (10.6, 6.8))
    """
    return (10.6, round(max(8.4 - 0.2 * max(0, stops - 6), 5), 1))


def _metres(sheet: Sheet) -> Points:
    lon, lat = zip(*line(sheet), strict=True)
    series = gpd.GeoSeries.from_xy(lon, lat, crs=4326)
    return shapely.get_coordinates(series.to_crs(sheet.office.metric_epsg).to_numpy())


def _frame(points: Points, shape: float) -> tuple[float, float, float, float]:
    """Return the box around the route with room around it, as wide for its height as the paper."""
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    height = max(north - south, (east - west) / shape, _LEAST_M) * (1 + 2 * _MARGIN)
    middle = ((west + east) / 2, (south + north) / 2)
    width = height * shape
    return (middle[0] - width / 2, middle[1] - height / 2, middle[0] + width / 2, middle[1] + height / 2)


@cache
def _letters() -> frozenset[int]:
    return frozenset(FT2Font(findfont(_FONT)).get_charmap())


def _drawable(text: str) -> str:
    """Return a text with a box for each letter that the font of the map does not have."""
    known = _letters()
    return "".join(letter if ord(letter) in known else "□" for letter in text)


def _draw_areas(
    axes: Axes, sheet: Sheet, frame: shapely.Polygon, busy: shapely.Geometry, metres_a_mm: float
) -> None:
    areas = sheet.areas.to_crs(sheet.office.metric_epsg)
    seen = areas.geometry.intersection(frame)
    for name, shape in zip(areas["nama"], seen, strict=True):
        for part in shapely.get_parts(shape):
            if not isinstance(part, shapely.Polygon):
                continue
            for ring in (part.exterior, *part.interiors):
                axes.plot(*ring.xy, color=_EDGE, lw=0.8, dashes=(5, 1.5, 1, 1.5), zorder=1)
        if shape.area > frame.area * _WORTH_A_NAME:
            word = _drawable(plain(str(name), 40).upper())
            within = shape.intersection(frame.buffer(-len(word) * _LETTER_MM / 2 * metres_a_mm))
            place = roomiest(shape if within.is_empty else within, busy, len(word) / 2)
            _write(axes, place, word, size=6.5, color="#6b6b6b", zorder=2)


def _draw_route(axes: Axes, points: Points, labels: Points, metres_a_mm: float) -> None:
    axes.plot(*points.T, color=_PAPER, lw=3.4, zorder=3)
    axes.plot(*points.T, color=_ROUTE, lw=1.5, zorder=4)
    for (x, y), (dx, dy) in zip(points[:-1], np.diff(points, axis=0), strict=True):
        if np.hypot(dx, dy) > 9 * metres_a_mm:
            tip, tail = (x + dx * 0.56, y + dy * 0.56), (x + dx * 0.54, y + dy * 0.54)
            axes.annotate("", tip, tail, zorder=4,
                          arrowprops={"arrowstyle": "-|>", "color": _ROUTE, "lw": 1.2})  # fmt: skip
    for order, (anchor, label) in enumerate(zip(points[:-1], labels, strict=True)):
        axes.plot(*zip(anchor, label, strict=True), color=_INK, lw=0.7, zorder=5)
        axes.plot(*anchor, marker="o", ms=2.4, color=_INK, zorder=5)
        shape, fill, ink = ("s", _INK, _PAPER) if order == 0 else ("o", _PAPER, _INK)
        axes.plot(*label, marker=shape, ms=_LABEL_MM * _MM * 0.86, mfc=fill, mec=_INK, mew=1, zorder=6)
        words = "M" if order == 0 else str(order)
        x, y = label
        axes.text(x, y, words, size=7, weight="bold", color=ink, ha="center", va="center_baseline", zorder=7)


def _draw_scale(axes: Axes, metres_a_mm: float) -> None:
    (west, east), (south, _) = axes.get_xlim(), axes.get_ylim()
    longest = (east - west) / 4
    power = 10 ** np.floor(np.log10(longest))
    length = float(power * max(step for step in (1, 2, 5) if step * power <= longest))
    right, base = east - 3 * metres_a_mm, south + 3 * metres_a_mm
    for color, width in ((_PAPER, 4.5), (_INK, 1.6)):
        axes.plot(
            [right - length, right], [base, base], color=color, lw=width, solid_capstyle="butt", zorder=8
        )
    for x in (right - length, right):
        axes.plot([x, x], [base - metres_a_mm * 0.6, base + metres_a_mm * 0.6], color=_INK, lw=1, zorder=8)
    said = f"{number(length / 1000)} km" if length >= 1000 else f"{number(length)} m"  # noqa: PLR2004 - a km
    _write(axes, (right - length / 2, base + 2 * metres_a_mm), said, size=6.5, color=_INK, zorder=9)


def _draw_north(axes: Axes, metres_a_mm: float) -> None:
    x, top = axes.get_xlim()[1] - 4 * metres_a_mm, axes.get_ylim()[1] - 6 * metres_a_mm
    shape = np.array([[0, 4], [-1.6, -1], [0, 0.2], [1.6, -1]]) * metres_a_mm + (x, top)
    axes.fill(*shape.T, fc=_INK, ec=_PAPER, lw=0.6, zorder=9)
    _write(axes, (x, top - 2.4 * metres_a_mm), "U", size=7.5, color=_INK, zorder=9)


def _say(
    axes: Axes, corner: tuple[float, float], inset_mm: tuple[float, float], text: str, metres_a_mm: float
) -> None:
    x, y = (place + inset * metres_a_mm for place, inset in zip(corner, inset_mm, strict=True))
    halo = [withStroke(linewidth=2, foreground=_PAPER)]
    axes.text(x, y, text, size=6, color=_INK, family=_FONT, ha="left", va="bottom",
              parse_math=False, path_effects=halo, zorder=9)  # fmt: skip


def _write(
    axes: Axes, place: tuple[float, float], text: str, *, size: float, color: str, zorder: float
) -> None:
    """Write a text on a light ground; a dollar sign in it is a dollar sign."""
    halo = [withStroke(linewidth=2, foreground=_PAPER)]
    x, y = place
    axes.text(x, y, text, size=size, color=color, family=_FONT, ha="center", va="center", clip_on=True,
              parse_math=False, path_effects=halo, zorder=zorder)  # fmt: skip
