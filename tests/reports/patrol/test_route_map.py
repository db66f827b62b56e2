"""The map on the route sheet."""

import io
from dataclasses import replace

import numpy as np
import pytest
import shapely
from defusedxml.ElementTree import fromstring
from PIL import Image

from reports.patrol.labels import apart, roomiest
from reports.patrol.route_map import route_map


def picture(sheet):
    return Image.open(io.BytesIO(route_map(sheet, 10.6, 8.4, "png"))).convert("L")


def test_the_map_is_as_large_as_the_paper_wants_it(sheet):
    # 10.6 and 8.4 cm at 200 dots an inch: 834.6 and 661.4
    assert picture(sheet).size in {(834, 661), (835, 661)}
    root = fromstring(route_map(sheet, 10.6, 8.4, "svg"))
    # 10.6 and 8.4 cm in points of 1/72 inch: 300.47 and 238.11
    size = [float(root.get(side).removesuffix("pt")) for side in ("width", "height")]
    assert size == pytest.approx([300.47, 238.11], abs=0.01)


def test_the_frame_is_whole_on_all_four_sides(sheet):
    dark = np.asarray(picture(sheet)) < 90
    for edge in (
        dark[:4].any(axis=0),
        dark[-4:].any(axis=0),
        dark[:, :4].any(axis=1),
        dark[:, -4:].any(axis=1),
    ):
        assert edge.mean() > 0.97


def test_the_map_is_the_same_in_whatever_crs_the_desa_come_and_leaves_them_alone(sheet):
    projected = replace(sheet, areas=sheet.areas.to_crs(32750))
    before = sheet.areas.copy(deep=True)
    assert picture(projected) == picture(sheet)
    assert sheet.areas.equals(before)


@pytest.mark.parametrize("stops", [0, 1, 30])
def test_a_map_is_drawn_for_any_number_of_stops(sheet_of, stops):
    fromstring(route_map(sheet_of(stops), 10.6, 5.0, "svg"))


def test_a_name_is_never_a_formula_nor_markup(sheet_of):
    for word in ("$\\frac{1}{$ </svg><script>\x00\ud800", "漢字 \U0001f9ff"):
        fromstring(route_map(sheet_of(2, word=word), 10.6, 8.4, "svg"))


def test_stops_at_one_place_are_still_told_apart(sheet):
    (visit, *_) = sheet.route.visits
    one, five = (replace(sheet, route=replace(sheet.route, visits=(visit,) * many)) for many in (1, 5))
    assert picture(one) != picture(five)
    labels = apart(np.zeros((6, 2)), 4.0)
    gaps = [np.hypot(*(a - b)) for at, a in enumerate(labels) for b in labels[:at]]
    assert min(gaps) >= 4.0 * 0.98


def test_a_word_goes_where_nothing_is_drawn():
    left_is_busy = shapely.box(0, 0, 30, 10)
    x, y = roomiest(shapely.box(0, 0, 60, 10), left_is_busy, 3.0)
    assert x > 30
    assert (x, y) == pytest.approx((45, 5), abs=1.5)


def test_a_sliver_has_a_place_for_its_word_too():
    sliver = shapely.Polygon([(0, 0), (100, 0.001), (100, 0.002)])
    assert sliver.buffer(1e-6).contains(shapely.Point(roomiest(sliver, shapely.Point(0, 0), 3.0)))
