"""Travel times on streets that can be walked by hand."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import shapely

from planning.travel import Roads, straight

UTM = "EPSG:32750"
CORNER = (300_000.0, 9_800_000.0)


def streets(*lines: list[tuple[float, float]], kmh: list[float | None] | None = None) -> gpd.GeoDataFrame:
    """Return streets, in metres from a corner."""
    moved = [shapely.LineString([(x + CORNER[0], y + CORNER[1]) for x, y in line]) for line in lines]
    columns = {} if kmh is None else {"kecepatan_kmj": kmh}
    return gpd.GeoDataFrame(columns, geometry=moved, crs=UTM)


def places(*at: tuple[float, float]) -> Sequence[tuple[float, float]]:
    """Return longitude and latitude of places in metres from the corner."""
    x, y = np.array(at).T
    points = gpd.GeoSeries.from_xy(x + CORNER[0], y + CORNER[1], crs=UTM).to_crs("EPSG:4326")
    return list(zip(points.x.tolist(), points.y.tolist(), strict=True))


def test_a_degree_of_longitude_on_the_equator_is_111_km_and_takes_three_hours_on_foot_times_the_detour() -> (
    None
):
    """6,378,137 m × π / 180 = 111,319.49 m; × 1.4 = 155,847.3 m; at 36 km/h, 10 m/s, 15,584.7 s."""
    told = straight([(115.0, 0.0), (116.0, 0.0)], kmh=36)
    assert told.metres.round(1).tolist() == [[0.0, 155_847.3], [155_847.3, 0.0]]
    assert told.seconds.tolist() == [[0, 15_585], [15_585, 0]]


def test_a_way_follows_the_road_around_the_corner() -> None:
    """1,000 m east, then 500 m north, at 36 km/h: 150 s; the straight line would be 1,118 m."""
    roads = Roads(streets([(0, 0), (1000, 0), (1000, 500)]), default_kmh=36)
    told = roads.travel(places((0, 0), (1000, 500)), straight_kmh=3.6)
    assert told.metres.round().tolist() == [[0, 1500], [1500, 0]]
    assert abs(told.seconds[0, 1] - 150) <= 1
    assert told.guessed == ()


def test_the_quicker_way_is_taken_though_it_is_longer_and_its_own_length_told() -> None:
    """Straight on: 1,000 m at 18 km/h, 200 s. Around: 500 + 1,000 + 500 m at 72 km/h, 100 s."""
    roads = Roads(
        streets([(0, 0), (1000, 0)], [(0, 0), (0, 500), (1000, 500), (1000, 0)], kmh=[18, 72]),
        default_kmh=36,
    )
    told = roads.travel(places((0, 0), (1000, 0)), straight_kmh=3.6)
    assert abs(told.seconds[0, 1] - 100) <= 1
    assert round(told.metres[0, 1]) == 2000


def test_a_road_without_a_speed_is_driven_at_the_usual_one() -> None:
    roads = Roads(streets([(0, 0), (1000, 0)], kmh=[None]), default_kmh=36)
    assert abs(roads.travel(places((0, 0), (1000, 0)), straight_kmh=3.6).seconds[0, 1] - 100) <= 1


def test_a_place_beside_the_road_is_reached_in_a_straight_line() -> None:
    """100 m off the road at 1 m/s, then 1,000 m at 10 m/s."""
    roads = Roads(streets([(0, 0), (1000, 0)]), default_kmh=36)
    told = roads.travel(places((0, 100), (1000, 0)), straight_kmh=3.6)
    assert abs(told.seconds[0, 1] - 200) <= 1
    assert round(told.metres[0, 1]) == 1100


def test_places_that_no_road_joins_get_the_straight_line_and_are_named() -> None:
    """Two roads with a gap of a kilometre: 2,000 m between the far ends, × 1.4 at 10 m/s is 280 s."""
    roads = Roads(streets([(0, 0), (500, 0)], [(1500, 0), (2000, 0)]), default_kmh=36)
    told = roads.travel(places((0, 0), (500, 0), (2000, 0)), straight_kmh=36)
    assert told.guessed == ((0, 2), (1, 2))
    assert abs(told.seconds[0, 2] - 280) <= 1
    assert abs(told.seconds[0, 1] - 50) <= 1


def test_roads_meet_where_their_ends_lie_within_the_same_metre() -> None:
    roads = Roads(streets([(0, 0), (500, 0)], [(500.2, 0.2), (1000, 0)]), default_kmh=36)
    assert roads.travel(places((0, 0), (1000, 0)), straight_kmh=36).guessed == ()


def test_without_any_road_every_way_is_a_straight_line() -> None:
    told = Roads(streets(), default_kmh=36).travel(places((0, 0), (1000, 0)), straight_kmh=36)
    assert told.guessed == ((0, 1),)
    assert abs(told.seconds[0, 1] - 140) <= 1
