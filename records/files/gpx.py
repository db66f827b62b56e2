"""GPX as phones write it: every fix of every track, in order; time may be missing."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

import pyarrow as pa

from records.files.contents import ROW, Contents, Format, Request, of_table
from records.files.xml import elements, local, text_of
from sop.problem import ProblemCode, Refused, problem

FIX_COLUMNS = ("jalur", "nama", "segmen", "lon", "lat", "waktu")
"""Columns of a GPX: track number, its name, segment number, degrees, and the time as written."""

_LARGE = frozenset({"trkpt", "trkseg", "trk", "wpt", "rtept", "rte"})


@dataclass
class _Fixes:
    """What has been met so far on the way through the document."""

    track: list[int] = field(default_factory=list)
    segment: list[int] = field(default_factory=list)
    lon: list[float] = field(default_factory=list)
    lat: list[float] = field(default_factory=list)
    time: list[str | None] = field(default_factory=list)
    names: list[str | None] = field(default_factory=list)
    segments: int = 0
    routes: int = 0
    waypoints: int = 0
    open_time: str | None = None

    def start(self, name: str) -> None:
        if name == "trk":
            self.names.append(None)
        elif name == "trkseg":
            self.segments += 1
        elif name == "trkpt":
            self.open_time = None

    def end(self, name: str, parent: str, element: Element) -> None:
        if parent == "trk" and name == "name":
            self.names[-1] = text_of(element)
        elif parent == "trkpt" and name == "time":
            self.open_time = text_of(element)
        elif name == "trkpt":
            self.add(element.attrib)
        elif name == "rtept":
            self.routes += 1
        elif name == "wpt":
            self.waypoints += 1
        if name in _LARGE:
            element.clear()

    def add(self, place: dict[str, str]) -> None:
        try:
            lon, lat = float(place["lon"]), float(place["lat"])
        except (KeyError, ValueError):
            lon = lat = math.nan
        if not (abs(lon) <= 180 and abs(lat) <= 90):  # noqa: PLR2004 - degrees
            shown = f"{place.get('lat', '')}, {place.get('lon', '')}"
            number = len(self.lon) + 1
            swapped = abs(lon) <= 90 and abs(lat) <= 180  # noqa: PLR2004 - degrees
            code = ProblemCode.JALUR_TERTUKAR if swapped else ProblemCode.KOORDINAT_TAK_SAH
            raise Refused(problem(code, row=number, value=shown, nilai=shown[:60]))
        self.track.append(len(self.names))
        self.segment.append(self.segments - 1)
        self.lon.append(lon)
        self.lat.append(lat)
        self.time.append(self.open_time)


def read(request: Request) -> Contents:
    """Read the tracks of a GPX file, one row a fix.

    Raises
    ------
    Refused
        If the document is damaged, declares a DTD, holds a fix that is no place on earth, or holds no track.
    """
    path = request.path
    fixes = _Fixes()
    open_tags: list[str] = [""]
    for event, element in elements(path):
        name = local(element)
        if event == "start":
            open_tags.append(name)
            fixes.start(name)
        else:
            open_tags.pop()
            fixes.end(name, open_tags[-1], element)
    others = _others(fixes)
    if not fixes.lon:
        raise Refused(
            problem(
                ProblemCode.JALUR_TANPA_TITIK, berkas=path.name, lain=f", hanya {others}" if others else ""
            )
        )
    contents = of_table(Format.GPX, _table(fixes), crs="EPSG:4326")
    if others:
        contents.warnings.append(problem(ProblemCode.LAPIS_LAIN, dibaca="jalur", lain=others))
    return contents


def _others(fixes: _Fixes) -> str:
    parts = [
        f"{count} {word}"
        for count, word in ((fixes.routes, "titik rute"), (fixes.waypoints, "titik tanda"))
        if count
    ]
    return " dan ".join(parts)


def _table(fixes: _Fixes) -> pa.Table:
    names = [fixes.names[track - 1] for track in fixes.track]
    return pa.table(
        {
            "jalur": pa.array(fixes.track, pa.int64()),
            "nama": pa.array(names, pa.string()),
            "segmen": pa.array(fixes.segment, pa.int64()),
            "lon": pa.array(fixes.lon, pa.float64()),
            "lat": pa.array(fixes.lat, pa.float64()),
            "waktu": pa.array(fixes.time, pa.string()),
            ROW: pa.array(range(1, len(fixes.lon) + 1), pa.int64()),
        }
    )
