"""Cells of 250 m: where incidents are to be expected."""

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box

from analysis.cells import cell_rates, cells
from analysis.grid import grid
from analysis.level import WeeklyPrior
from analysis.parameters import Cells, Parameters
from analysis.place import place
from sop.problem import Refused
from tests.analysis.worlds import AT, EAST, EPSG, NORTH, ZONE, evidence, incidents, logs, row_of_desa

DEFAULT = Parameters()
PRIOR = WeeklyPrior(1.0, 1.0)


def ranked(world, parameters=DEFAULT, **more):
    return cells(world, parameters, at=AT, zone=ZONE, metric_epsg=EPSG, **more)


def at_points(*points, **more):
    return incidents(*({"ago": 1 + i / 10, "xy": xy, **more} for i, xy in enumerate(points)))


def centre(row):
    metres = gpd.GeoSeries([shapely.Point(row["lon"], row["lat"])], crs=4326).to_crs(EPSG)[0]
    return metres.x - EAST, metres.y - NORTH


def test_the_cell_with_the_incidents_comes_first():
    # 2,000 m desa on the grid: the point (1300, 700) lies in the cell [1250, 1500) × [500, 750).
    found = ranked(evidence(at_points(*[(1300, 700)] * 5, (5100, 1900))))
    first = found.iloc[0]
    assert centre(first) == pytest.approx((1375, 625), abs=0.01)
    assert (first["rank"], first["n"], first["kode_desa"]) == (1, 5, "01")
    assert found.iloc[1]["n"] <= 1
    corners = gpd.GeoSeries([first["geometry"]], crs=4326).to_crs(EPSG)[0].bounds
    assert corners == pytest.approx((EAST + 1250, NORTH + 500, EAST + 1500, NORTH + 750), abs=0.01)


def test_a_single_incident_ranks_its_own_cell_before_the_cells_around():
    first = ranked(evidence(at_points((1300, 700)))).iloc[0]
    assert (first["n"], centre(first)) == (1, pytest.approx((1375, 625), abs=0.01))


def test_cells_cover_the_areas_and_their_shares_add_up_to_one():
    # Three desa of 8 × 8 cells; the border cells that they only touch come on top.
    found = ranked(evidence(at_points((100, 100))))
    assert 24 * 8 <= len(found) <= 26 * 10
    assert found["share"].sum() == pytest.approx(1)
    assert found["rank"].to_list() == list(range(1, len(found) + 1))
    assert found["rate_per_week"].is_monotonic_decreasing
    assert found["n"].sum() == 1
    assert found.crs.to_epsg() == 4326


def test_top_cuts_the_table_and_not_the_shares():
    world = evidence(at_points((100, 100), (700, 700)))
    whole, top = ranked(world), ranked(world, top=3)
    assert len(top) == 3
    assert top["share"].to_list() == whole["share"].to_list()[:3]


def test_without_incidents_every_cell_is_alike():
    found = ranked(evidence())
    assert found["rate_per_week"].to_numpy() == pytest.approx(found["rate_per_week"].iloc[0])
    assert found["rate_per_week"].sum() == pytest.approx(16.078 * 12 * 7 / 365.25, rel=1e-3)


@pytest.mark.parametrize(
    "fault",
    [
        {"presisi_lokasi": "centroid_desa"},
        {"visibilitas": "rahasia"},
        {"asal": "temuan_patroli"},
        {"status": "duplikat"},
        {"kode_kategori": "NOL"},
        {"xy": None},
        {"ago": -1},
    ],
)
def test_incidents_without_a_point_that_may_be_shown_make_no_cell(fault):
    row = {"ago": 1, "xy": (100, 100), **fault}
    assert ranked(evidence(incidents(row), logs({"ago": 1, "menit": {"01": 60}})))["n"].sum() == 0


def test_an_incident_of_restricted_visibility_makes_a_cell():
    assert ranked(evidence(at_points((100, 100), visibilitas="terbatas")))["n"].sum() == 1


def test_another_cell_size():
    wide = replace(DEFAULT, cells=Cells(size_m=500))
    found = ranked(evidence(at_points((1300, 700))), wide)
    assert centre(found.iloc[0]) == pytest.approx((1250, 750), abs=0.01)


def test_a_region_too_large_for_its_cells_is_refused():
    nation = gpd.GeoDataFrame({"nama": ["x"]}, index=["01"], geometry=[box(0, 0, 6e6, 3e6)], crs=EPSG)
    with pytest.raises(Refused) as caught:
        grid(nation, 250)
    assert caught.value.problems[0].code.value == "petak.terlalu_banyak"
    assert "288.024.001" not in str(caught.value)
    assert grid(nation, 10_000).inside.all()


def test_a_cell_on_a_border_belongs_to_the_desa_of_its_centre():
    areas = gpd.GeoDataFrame(
        index=["b", "a"], geometry=[box(0, 0, 380, 250), box(380, 0, 1000, 250)], crs=EPSG
    )
    lattice = grid(areas, 250)
    # Centres at 125, 375, 625, 875; the row above and the column beyond only touch.
    assert lattice.area[0, :4].tolist() == [0, 0, 1, 1]
    assert lattice.area[1, :4].tolist() == [0, 1, 1, 1]  # touched by b, by both (a is lower), by a, by a


def test_points_fall_into_the_cell_south_west_of_them_and_beyond_the_grid_nowhere():
    lattice = grid(gpd.GeoDataFrame(index=["a"], geometry=[box(0, 0, 499, 249)], crs=EPSG), 250)
    points = np.array([[0.0, 0.0], [250.0, 249.9], [-1.0, 0.0], [600.0, 0.0]])
    assert lattice.cell_of(points).tolist() == [0, 1, -1, -1]
    assert lattice.corner_of(np.array([0, 1])).tolist() == [[0, 0], [250, 0]]


def test_the_rate_of_a_cell_lies_between_its_prior_and_its_own_count():
    n = np.zeros((9, 9), dtype=int)
    n[4, 4] = 10
    rate = cell_rates(n, np.ones((9, 9), dtype=bool), 20.0, Cells(), PRIOR)
    assert rate[0, 0] < rate[4, 4] < 10 / 20
    # Nothing of its own, but near the ten: more than far away.
    assert rate[4, 5] > rate[4, 8] > 0


def test_cells_outside_have_no_rate():
    inside = np.ones((3, 3), dtype=bool)
    inside[0] = False
    rate = cell_rates(np.zeros((3, 3), dtype=int), inside, 5.0, Cells(), PRIOR)
    assert (rate[0] == 0).all()
    assert (rate[1:] > 0).all()


def test_many_counts_outweigh_the_prior():
    n = np.full((8, 8), 100)
    n[2, 2] = 400
    rate = cell_rates(n, np.ones((8, 8), dtype=bool), 100.0, Cells(), PRIOR)
    assert rate[2, 2] == pytest.approx(4, rel=0.15)
    assert rate[6, 6] == pytest.approx(1, rel=0.05)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.floats(1, 5999), st.floats(1, 1999)), max_size=30), st.randoms())
def test_every_point_is_in_one_cell_whatever_the_order(points, random):
    happened = at_points(*points)
    order = list(range(len(points)))
    random.shuffle(order)
    found = ranked(evidence(happened))
    again = ranked(evidence(happened.iloc[order]))
    assert found["n"].sum() == len(points)
    assert found.drop(columns="geometry").equals(again.drop(columns="geometry"))


def test_the_desa_of_a_cell_is_where_its_centre_lies():
    areas = row_of_desa(2)
    found = ranked(evidence(at_points((1900, 100)), areas=areas))
    centres = gpd.GeoSeries.from_xy(found["lon"], found["lat"], crs=4326)
    lying = place(centres, areas)
    assert (found["kode_desa"] == lying)[lying.notna()].all()
    assert lying.notna().sum() >= 128


def test_cells_leave_the_evidence_alone(unchanged):
    world = unchanged(evidence(at_points((100, 100)), logs({"ago": 1, "menit": {"01": 60}})))
    assert len(ranked(world, top=1)) == 1
