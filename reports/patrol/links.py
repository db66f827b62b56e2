"""A route as links that a phone opens in Google Maps."""

from __future__ import annotations

from urllib.parse import urlencode

from reports.patrol.gpx import line
from reports.patrol.order import Sheet

MOST_WAYPOINTS = 9
"""Google Maps takes so many between origin and destination."""


def google_links(sheet: Sheet) -> tuple[str, ...]:
    """Return one link for each part of the route, none for a route without stops.

    A part begins where the one before it ends; together they lead from the start over every stop back to
    the start.
    """
    points = [f"{lat:.6f},{lon:.6f}" for lon, lat in line(sheet)]
    if not sheet.route.visits:
        return ()
    step = MOST_WAYPOINTS + 1
    parts = [points[first : first + step + 1] for first in range(0, len(points) - 1, step)]
    return tuple(_link(part) for part in parts)


def _link(points: list[str]) -> str:
    asked = {"api": "1", "origin": points[0], "destination": points[-1], "travelmode": "driving"}
    if points[1:-1]:
        asked["waypoints"] = "|".join(points[1:-1])
    return f"https://www.google.com/maps/dir/?{urlencode(asked)}"
