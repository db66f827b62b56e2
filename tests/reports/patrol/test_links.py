"""Links to Google Maps."""

from urllib.parse import parse_qs, urlsplit

import pytest

from reports.patrol.links import google_links


def asked(link):
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query, strict_parsing=True).items()}


def test_two_stops_are_one_link_from_the_start_and_back(sheet):
    (link,) = google_links(sheet)
    assert link.startswith("https://www.google.com/maps/dir/?api=1&")
    assert asked(link) == {
        "api": "1",
        "origin": "-2.150000,115.150000",
        "destination": "-2.150000,115.150000",
        "travelmode": "driving",
        # 115.11 + .18 × .7 and -2.19 + .08 × .3; then .4 and .6
        "waypoints": "-2.166000,115.236000|-2.142000,115.182000",
    }


@pytest.mark.parametrize(
    ("stops", "waypoints"), [(0, []), (1, [1]), (9, [9]), (10, [9, 0]), (14, [9, 4]), (20, [9, 9, 0])]
)
def test_parts_hold_at_most_nine_waypoints_and_hang_together(sheet_of, stops, waypoints):
    sheet = sheet_of(stops)
    parts = [asked(link) for link in google_links(sheet)]
    assert [len(part["waypoints"].split("|")) if "waypoints" in part else 0 for part in parts] == waypoints
    assert [part["origin"] for part in parts[1:]] == [part["destination"] for part in parts[:-1]]
    home = "-2.150000,115.150000"
    driven = [home] if parts else []
    for part in parts:
        driven += [*part.get("waypoints", "").split("|"), part["destination"]]
    stops_driven = [f"{visit.stop.lat:.6f},{visit.stop.lon:.6f}" for visit in sheet.route.visits]
    assert [point for point in driven if point] == ([home, *stops_driven, home] if parts else [])
