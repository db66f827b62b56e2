"""Grid: the square cells that cover the areas."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree

from sop.problem import ProblemCode, Refused, problem
from sop.wording import number

MOST_CELLS = 4_000_000
"""Most cells in the rectangle around the areas; above, the cell size does not suit the region."""


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Cells of a size in metres, laid out from the origin of the metric CRS.

    Parameters
    ----------
    size_m
        Edge of a cell.
    column, row
        Column and row number of the cell in the south-west corner of the rectangle.
    inside
        Which cells of the rectangle touch an area; shape (rows, columns).
    area
        Position of each cell's area among the areas: of those that hold its centre, else of those
        that touch it, the one with the lowest code; -1 outside. Same shape.
    """

    size_m: int
    column: int
    row: int
    inside: NDArray[np.bool_]
    area: NDArray[np.int64]

    def cell_of(self, xy: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the flat number of the cell of each point in metres; -1 beyond the rectangle."""
        column, row = (np.floor(xy / self.size_m).astype("int64") - (self.column, self.row)).T
        rows, columns = self.inside.shape
        within = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
        return np.where(within, row * columns + column, -1)

    def corner_of(self, cells: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the south-west corner of cells, in metres; shape (cells, 2)."""
        row, column = np.divmod(cells, self.inside.shape[1])
        return np.stack([column + self.column, row + self.row], axis=1) * float(self.size_m)


def grid(areas: gpd.GeoDataFrame, size_m: int) -> Grid:
    """Return the cells that touch the areas.

    Parameters
    ----------
    areas
        Polygons in a metric CRS, indexed by code.
    size_m
        Edge of a cell in metres.

    Raises
    ------
    Refused
        If the rectangle around the areas holds more than `MOST_CELLS` cells.

    Examples
    --------
    >>> areas = gpd.GeoDataFrame(index=["01"], geometry=[shapely.box(100, 100, 400, 200)], crs=32750)
    >>> grid(areas, 250).inside
    array([[ True,  True]])
    """
    west, south, east, north = areas.total_bounds
    column, row = int(np.floor(west / size_m)), int(np.floor(south / size_m))
    columns, rows = int(np.floor(east / size_m)) - column + 1, int(np.floor(north / size_m)) - row + 1
    if columns * rows > MOST_CELLS:
        many, most = number(columns * rows), number(MOST_CELLS)
        raise Refused(problem(ProblemCode.PETAK_TERLALU_BANYAK, jumlah=many, ukuran=size_m, batas=most))
    x = (np.arange(columns) + column) * float(size_m)
    y = (np.arange(rows) + row) * float(size_m)
    left, bottom = (part.ravel() for part in np.meshgrid(x, y))
    squares = STRtree(shapely.box(left, bottom, left + size_m, bottom + size_m))
    centres = STRtree(shapely.points(left + size_m / 2, bottom + size_m / 2))

    by_code = np.argsort(np.asarray(areas.index), kind="stable")
    shapes = np.asarray(areas.geometry.array)[by_code]
    area = np.full(columns * rows, len(areas))
    for tree in (squares, centres):
        rank, cell = tree.query(shapes, predicate="intersects")
        lowest = np.full(columns * rows, len(areas))
        np.minimum.at(lowest, cell, rank)
        area = np.where(lowest < len(areas), lowest, area)
    inside = area < len(areas)
    return Grid(
        size_m=size_m,
        column=column,
        row=row,
        inside=inside.reshape(rows, columns),
        area=np.append(by_code, -1)[area].reshape(rows, columns),
    )
