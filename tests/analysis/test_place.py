"""Place: every point in exactly one desa, or outside."""

import geopandas as gpd
import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, Polygon, box

from analysis.place import place


def areas(**polygons):
    return gpd.GeoDataFrame(index=list(polygons), geometry=list(polygons.values()), crs=4326)


WEST_EAST = areas(b=box(0, 0, 1, 1), a=box(1, 0, 2, 1))


def codes(points, among=WEST_EAST):
    found = place(gpd.GeoSeries(points, crs=4326), among)
    return [None if pd.isna(code) else code for code in found]


def test_points_inside_and_outside():
    assert codes([Point(0.5, 0.5), Point(1.5, 0.5), Point(5, 5)]) == ["b", "a", None]


def test_a_point_on_a_shared_border_lies_in_the_lowest_code_whatever_the_order():
    border = [Point(1, 0.5), Point(1, 0), Point(1, 1)]
    assert codes(border) == ["a", "a", "a"]
    assert codes(border, WEST_EAST.iloc[::-1]) == ["a", "a", "a"]


def test_a_point_on_the_outer_border_lies_inside():
    assert codes([Point(0, 0.5), Point(2, 1)]) == ["b", "a"]


def test_a_missing_or_empty_point_lies_nowhere():
    assert codes([None, Point(), Point(0.5, 0.5)]) == [None, None, "b"]


def test_no_points_and_no_areas():
    assert codes([]) == []
    assert codes([Point(0, 0)], WEST_EAST.iloc[:0]) == [None]


def test_a_point_in_a_hole_lies_outside():
    ring = Polygon([(0, 0), (4, 0), (4, 4), (0, 4)], [[(1, 1), (3, 1), (3, 3), (1, 3)]])
    assert codes([Point(2, 2), Point(0.5, 2)], areas(x=ring)) == [None, "x"]


def test_the_index_of_the_points_is_kept_even_when_it_repeats():
    points = gpd.GeoSeries([Point(0.5, 0.5), Point(1.5, 0.5)], index=[7, 7], crs=4326)
    found = place(points, WEST_EAST)
    assert found.to_list() == ["b", "a"]
    assert found.index.to_list() == [7, 7]
    assert found.name == "kode_desa"


def test_points_in_metres_are_brought_into_the_areas_system():
    points = gpd.GeoSeries([Point(0.5, 0.5)], crs=4326).to_crs(3857)
    assert place(points, WEST_EAST).to_list() == ["b"]


@given(
    cuts=st.lists(st.floats(0.01, 0.99), min_size=1, max_size=6, unique=True),
    xs=st.lists(st.floats(0, 1), min_size=1, max_size=20),
)
def test_every_point_of_a_coverage_lies_in_exactly_one_area(cuts, xs):
    edges = np.array([0.0, *sorted(cuts), 1.0])
    strips = gpd.GeoDataFrame(
        index=[f"{i:02d}" for i in range(len(edges) - 1)],
        geometry=box(edges[:-1], 0, edges[1:], 1),
        crs=4326,
    )
    found = place(gpd.GeoSeries([Point(x, 0.5) for x in xs], crs=4326), strips)
    # The strip of x is the first whose right edge is not left of it.
    assert found.to_list() == [f"{np.searchsorted(edges[1:], x):02d}" for x in xs]
