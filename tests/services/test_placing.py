"""Where records lie, and what waits for a person."""

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from services.placing import doubts, placed_cases, placed_points
from sop.dictionary import CONFLICT_CASES, INCIDENTS
from sop.problem import ProblemCode

AREAS = gpd.GeoDataFrame(
    {"nama": ["Barat", "Timur"]},
    index=pd.Index(["A", "B"], name="kode_desa"),
    geometry=[shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)],
    crs=4326,
)


def points(*rows):
    """Make parsed rows from (x, y or None, named desa)."""
    shapes = [None if x is None else shapely.Point(x, y) for x, y, _ in rows]
    named = pd.Series([code for *_, code in rows], index=range(2, 2 + len(rows)), dtype="str")
    return gpd.GeoDataFrame({"kode_desa": named}, geometry=shapes, index=named.index, crs=4326)


@pytest.mark.parametrize(
    ("row", "code", "reason"),
    [
        ((0.5, 0.5, None), "A", None),
        ((1.5, 0.5, "A"), "B", None),
        ((None, None, "A"), "A", None),
        ((5.0, 0.5, None), None, "luar_wilayah"),
        ((5.0, 0.5, "A"), None, "luar_wilayah"),
        ((None, None, None), None, "tanpa_lokasi"),
    ],
)
def test_the_point_decides_and_a_row_without_one_keeps_the_desa_it_names(row, code, reason):
    placed = placed_points(points(row), AREAS).iloc[0]
    assert (None if pd.isna(placed["kode_desa"]) else placed["kode_desa"]) == code
    assert (None if pd.isna(placed["karantina"]) else placed["karantina"]) == reason


def test_a_point_on_the_shared_border_has_one_desa_whatever_the_order():
    on_border, inside = (1.0, 0.5, None), (1.5, 0.5, None)
    forth = placed_points(points(on_border, inside), AREAS)["kode_desa"].tolist()
    back = placed_points(points(inside, on_border), AREAS)["kode_desa"].tolist()
    assert forth == back[::-1] == ["A", "B"]


def test_a_point_in_another_desa_than_the_one_named_is_told_with_its_row():
    parsed = points((0.5, 0.5, "A"), (1.5, 0.5, "A"), (None, None, "B"))
    (told,) = doubts(INCIDENTS, parsed, placed_points(parsed, AREAS), AREAS)
    assert (told.row, told.details) == (3, {"letak": "Timur", "tertulis": "Barat"})


def test_a_case_without_named_desa_belongs_to_those_its_shape_touches():
    shapes = [shapely.box(0.9, 0.4, 1.1, 0.6), shapely.Point(0.5, 0.5), shapely.Point(0.5, 0.5)]
    cases = gpd.GeoDataFrame({"desa": [[], [], ["B"]]}, geometry=shapes, crs=4326)
    assert placed_cases(cases, AREAS)["desa"].tolist() == [["A", "B"], ["A"], ["B"]]


def test_a_case_that_touches_no_desa_belongs_to_none_and_is_told():
    cases = gpd.GeoDataFrame({"desa": [[], []]}, geometry=[None, shapely.Point(9, 9)], crs=4326)
    placed = placed_cases(cases, AREAS)
    assert placed["desa"].tolist() == [[], []]
    told = doubts(CONFLICT_CASES, cases, placed, AREAS)
    assert [(p.code, p.row) for p in told] == [
        (ProblemCode.KASUS_TANPA_DESA, 0),
        (ProblemCode.KASUS_TANPA_DESA, 1),
    ]


def test_placing_leaves_the_given_rows_alone():
    parsed = points((0.5, 0.5, None))
    before = parsed.copy(deep=True)
    placed_points(parsed, AREAS)
    pd.testing.assert_frame_equal(parsed, before)
