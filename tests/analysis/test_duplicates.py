"""Which reports may tell of the same event: on a plane of metres, with days counted by hand."""

import geopandas as gpd
import pandas as pd
import pytest

from analysis.duplicates import Likeness, alike
from sop.problem import Refused

EPSG = 32750


def reports(**rows):
    """Build reports of (category, day of November, x, y) in metres; x None: only the desa is known."""
    frame = pd.DataFrame(
        {
            "kode_kategori": [category for category, *_ in rows.values()],
            "waktu_kejadian": pd.to_datetime([f"2026-{day}" for _, day, *_ in rows.values()], utc=True),
        },
        index=list(rows),
    )
    xs = [x for *_, x, _ in rows.values()]
    points = gpd.GeoSeries.from_xy([x or 0 for x in xs], [y for *_, y in rows.values()], index=frame.index)
    return gpd.GeoDataFrame(frame, geometry=points.where([x is not None for x in xs], None), crs=EPSG)


def test_the_nearest_comes_first_and_the_later_one_counts_too():
    made = reports(
        satu=("JLN-04", "11-20", 0, 0),
        jauh=("JLN-04", "11-18", 0, 200),
        dekat=("JLN-04", "11-21", 30, 40),
    )
    found = alike(made, "satu", Likeness())
    assert found.to_dict("index") == {
        "dekat": {"distance_m": 50.0, "days": -1.0},
        "jauh": {"distance_m": 200.0, "days": 2.0},
    }
    assert list(found.index) == ["dekat", "jauh"]


def test_the_limits_belong_to_it_and_what_lies_beyond_does_not():
    made = reports(
        satu=("JLN-04", "11-30", 0, 0),
        tepi=("JLN-04", "10-31", 250, 0),
        luar=("JLN-04", "11-30", 251, 0),
        lama=("JLN-04", "10-30", 0, 0),
        lain=("LNG-02", "11-30", 0, 0),
        desa=("JLN-04", "11-30", None, 0),
    )
    assert list(alike(made, "satu", Likeness()).index) == ["tepi"]


def test_a_report_that_names_only_its_desa_is_like_no_other():
    made = reports(satu=("JLN-04", "11-20", None, 0), dua=("JLN-04", "11-20", 0, 0))
    assert alike(made, "satu", Likeness()).empty


def test_at_most_so_many_are_suggested():
    made = reports(**{f"r{n}": ("JLN-04", "11-20", n, 0) for n in range(9)})
    assert list(alike(made, "r0", Likeness(most=3)).index) == ["r1", "r2", "r3"]


def test_equal_distances_go_by_time_then_by_number():
    made = reports(
        satu=("JLN-04", "11-20", 0, 0),
        c=("JLN-04", "11-18", 0, 10),
        b=("JLN-04", "11-21", 10, 0),
        a=("JLN-04", "11-19", 0, 10),
    )
    assert list(alike(made, "satu", Likeness()).index) == ["a", "b", "c"]


@pytest.mark.parametrize("name", ["radius_m", "days", "most"])
def test_limits_that_find_nothing_are_refused(name):
    with pytest.raises(Refused, match=name):
        Likeness(**{name: 0})


def test_what_is_given_stays_unchanged():
    made = reports(satu=("JLN-04", "11-20", 0, 0), dua=("JLN-04", "11-20", 5, 0))
    before = made.copy(deep=True)
    alike(made, "satu", Likeness())
    pd.testing.assert_frame_equal(pd.DataFrame(made), pd.DataFrame(before))
