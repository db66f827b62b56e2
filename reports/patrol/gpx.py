"""A route as GPX 1.1: a line to follow and the stops, without times, so that nobody takes it for a drive."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from xml.etree import ElementTree as ET

from reports.patrol.clock import hours, weekday_date
from reports.patrol.order import Sheet
from reports.patrol.plain import plain

_NAMESPACE = "http://www.topografix.com/GPX/1/1"


def gpx(sheet: Sheet) -> bytes:
    """Return the file.

    Its track runs straight from the start over all stops and back; the way along the roads is the driver's.
    The points of the line bear no times: a recorded drive has them, and a plan must never pass for one.
    It names no person and gives no reasons, for files are passed on.
    """
    route, zone = sheet.route, sheet.office.zone
    title = " ".join(part for part in (sheet.mark, "RENCANA", plain(sheet.number, 40)) if part)
    root = ET.Element("gpx", {"xmlns": _NAMESPACE, "version": "1.1", "creator": "Tenteram"})
    about = ET.SubElement(root, "metadata")
    _texts(about, (("name", title), ("desc", _about(sheet))))
    ET.SubElement(about, "time").text = f"{sheet.made_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    start = _point(root, "wpt", route.shift.lon, route.shift.lat)
    span = hours(route.start, route.end, zone)
    _texts(start, (("name", plain(sheet.start_name, 80)), ("desc", f"Berangkat dan kembali, {span}")))
    for order, visit in enumerate(route.visits, start=1):
        stop = visit.stop
        point = _point(root, "wpt", stop.lon, stop.lat)
        times = hours(visit.arrive, visit.depart, zone)
        _texts(
            point,
            (
                ("name", f"{order}. {plain(stop.name, 80)}"),
                ("desc", f"{times} · {sheet.desa(stop.kode_desa)}"),
                ("type", stop.kind.label),
            ),
        )
    track = ET.SubElement(root, "trk")
    _texts(
        track,
        (("name", title), ("desc", "Garis lurus antartitik, bukan hasil perjalanan"), ("type", "rencana")),
    )
    segment = ET.SubElement(track, "trkseg")
    for lon, lat in line(sheet):
        _point(segment, "trkpt", lon, lat)
    content: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return content


def line(sheet: Sheet) -> list[tuple[float, float]]:
    """Return longitude and latitude of the start, of every stop in order, and of the start again."""
    shift = sheet.route.shift
    home = (shift.lon, shift.lat)
    return [home, *((visit.stop.lon, visit.stop.lat) for visit in sheet.route.visits), home]


def _about(sheet: Sheet) -> str:
    told = f"{plain(sheet.route.shift.name, 80)}, {weekday_date(sheet.route.start, sheet.office.zone)}"
    return f"DATA CONTOH · {told}" if sheet.office.demo else told


def _point(parent: ET.Element, tag: str, lon: float, lat: float) -> ET.Element:
    return ET.SubElement(parent, tag, {"lat": f"{lat:.6f}", "lon": f"{lon:.6f}"})


def _texts(parent: ET.Element, texts: Iterable[tuple[str, str]]) -> None:
    for tag, text in texts:
        ET.SubElement(parent, tag).text = text
