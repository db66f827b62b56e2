"""Sample GPX files in the manners of different phone apps, all invented here."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Hashable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
from numpy.typing import NDArray

_EVERY = 4
"""Of the fixes, one in four is written: the files stay small."""
_OFFICE = timezone(timedelta(hours=7))


def write_gpx(row: Mapping[Hashable, Any], folder: Path, *, style: int) -> None:
    """Write one track of the demo.

    Parameters
    ----------
    row
        A row of ``patrol_tracks``.
    folder
        Where ``jalur_contoh_a.gpx``, ``…_b.gpx`` or ``…_c.gpx`` goes.
    style
        0: GPX 1.1 with heights and speeds; 1: GPX 1.0 with satellites and milliseconds;
        2: GPX 1.1 with waypoints, local offsets, and a segment of one point.
    """
    fixes = np.frombuffer(zlib.decompress(row["titik"]), "<f8").reshape(-1, 4)[::_EVERY]
    name, make = _STYLES[style]
    root = make(str(row["nama"]), fixes)
    ET.indent(root)
    text = ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
    (folder / f"jalur_contoh_{name}.gpx").write_bytes(text)


def _root(version: str, creator: str) -> ET.Element:
    namespace = "http://www.topografix.com/GPX/" + version.replace(".", "/")
    return ET.Element("gpx", version=version, creator=creator, xmlns=namespace)


def _text(parent: ET.Element, tag: str, text: object) -> None:
    ET.SubElement(parent, tag).text = str(text)


def _point(parent: ET.Element, tag: str, fix: NDArray[np.float64]) -> ET.Element:
    return ET.SubElement(parent, tag, lat=f"{fix[2]:.6f}", lon=f"{fix[1]:.6f}")


def _segments(fixes: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    return [fixes[fixes[:, 0] == number] for number in np.unique(fixes[:, 0])]


def _with_heights(name: str, fixes: NDArray[np.float64]) -> ET.Element:
    root = _root("1.1", "Aplikasi Contoh A")
    _text(ET.SubElement(root, "metadata"), "name", name)
    track = ET.SubElement(root, "trk")
    _text(track, "name", name)
    for part in _segments(fixes):
        segment = ET.SubElement(track, "trkseg")
        for number, fix in enumerate(part):
            point = _point(segment, "trkpt", fix)
            _text(point, "ele", f"{35 + 5 * np.sin(number / 20):.1f}")
            _text(point, "time", datetime.fromtimestamp(fix[3], UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
            _text(ET.SubElement(point, "extensions"), "speed", f"{4 + np.cos(number / 9):.2f}")
    return root


def _with_satellites(name: str, fixes: NDArray[np.float64]) -> ET.Element:
    root = _root("1.0", "Aplikasi Contoh B")
    _text(root, "time", datetime.fromtimestamp(fixes[0, 3], UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"))
    track = ET.SubElement(root, "trk")
    _text(track, "desc", name)
    for part in _segments(fixes):
        segment = ET.SubElement(track, "trkseg")
        for fix in part:
            point = _point(segment, "trkpt", fix)
            _text(point, "time", datetime.fromtimestamp(fix[3], UTC).strftime("%Y-%m-%dT%H:%M:%S.250Z"))
            _text(point, "hdop", "1.4")
            _text(point, "sat", 9)
            _text(point, "src", "gps")
    return root


def _with_waypoints(name: str, fixes: NDArray[np.float64]) -> ET.Element:
    root = _root("1.1", "Aplikasi Contoh C")
    for label, fix in (("Mulai", fixes[0]), ("Selesai", fixes[-1])):
        _text(_point(root, "wpt", fix), "name", label)
    track = ET.SubElement(root, "trk")
    _text(track, "name", name)
    for part in (*_segments(fixes[:-1]), fixes[-1:]):
        segment = ET.SubElement(track, "trkseg")
        for fix in part:
            _text(_point(segment, "trkpt", fix), "time", datetime.fromtimestamp(fix[3], _OFFICE).isoformat())
    return root


_STYLES: tuple[tuple[str, Callable[[str, NDArray[np.float64]], ET.Element]], ...] = (
    ("a", _with_heights),
    ("b", _with_satellites),
    ("c", _with_waypoints),
)
