"""Numbers on a map that do not hide one another."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import shapely
from shapely.affinity import scale

_GRID = 21
_STEPS = 200
_TURN = 2.4
"""Radians from the direction of one label to the next, near the golden angle, so that none repeats."""
_TOUCH = 1e-3
"""Overlap that nobody sees, as a share of the distance."""


def apart(anchors: npt.NDArray[np.float64], least: float) -> npt.NDArray[np.float64]:
    """Return a place for the label of each point, near it, and ``least`` away from all other labels.

    Labels that touch push one another away, half the overlap each, until none does. Points at the same place
    part in directions of their own, so the result is the same every time.

    Parameters
    ----------
    anchors
        Points, two columns.
    least
        Distance between the middles of two labels, in the same unit.

    Examples
    --------
    >>> apart(np.array([[0.0, 0.0], [9.0, 0.0]]), 4.0).tolist()
    [[0.0, 0.0], [9.0, 0.0]]
    >>> near = apart(np.array([[0.0, 0.0], [1.0, 0.0]]), 4.0)
    >>> np.round(near, 2).tolist()
    [[-1.5, 0.0], [2.5, 0.0]]
    """
    turn = np.arange(len(anchors)) * _TURN
    spread = np.column_stack([np.cos(turn), np.sin(turn)])
    labels = anchors
    for _ in range(_STEPS):
        gap = labels[:, None] - labels[None]
        length = np.hypot(gap[..., 0], gap[..., 1])
        short = np.clip(least - length, 0, None) / 2
        np.fill_diagonal(short, 0)
        if short.max(initial=0) <= least * _TOUCH:
            break
        way = np.where((length < least * _TOUCH)[..., None], spread[:, None] - spread[None], gap)
        size = np.hypot(way[..., 0], way[..., 1])
        np.fill_diagonal(size, 1)
        labels = labels + (way / size[..., None] * short[..., None]).sum(axis=1)
    return labels


def roomiest(area: shapely.Geometry, busy: shapely.Geometry, wide: float) -> tuple[float, float]:
    """Return where in an area a word is farthest from its edge and from what is drawn there.

    Words are wider than high, so what lies beside one is taken for nearer than it is.

    Parameters
    ----------
    area
        Where the word belongs.
    busy
        What is drawn there.
    wide
        Width of the word for a height of 1.

    Examples
    --------
    >>> roomiest(shapely.box(0, 0, 30, 10), shapely.LineString([(0, 0), (0, 10)]), 3.0)
    (15.0, 5.0)
    """
    squeezed, hindrance = (scale(shape, xfact=1 / wide, yfact=1, origin=(0, 0)) for shape in (area, busy))
    west, south, east, north = shapely.bounds(squeezed)
    steps = (np.arange(_GRID) + 0.5) / _GRID
    grid = np.meshgrid(west + (east - west) * steps, south + (north - south) * steps)
    tried = shapely.points(*(axis.ravel() for axis in grid))
    inside = tried[shapely.contains_properly(squeezed, tried)]
    if not len(inside):
        inside = np.array([shapely.point_on_surface(squeezed)])
    room = np.minimum(
        shapely.distance(inside, shapely.boundary(squeezed)), shapely.distance(inside, hindrance)
    )
    best = inside[int(np.argmax(np.round(room, 6)))]
    return float(best.x * wide), float(best.y)
