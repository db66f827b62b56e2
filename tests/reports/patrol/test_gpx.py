"""The route for a phone's map."""

import io
from dataclasses import replace

import pyogrio
import pytest
from defusedxml.ElementTree import fromstring

from records.files.read import read_file
from reports.patrol.gpx import gpx

NAMESPACE = "{http://www.topografix.com/GPX/1/1}"
ORDER = {
    "gpx": ["metadata", "wpt", "rte", "trk", "extensions"],
    "metadata": ["name", "desc", "author", "copyright", "link", "time", "keywords", "bounds"],
    "wpt": ["ele", "time", "magvar", "geoidheight", "name", "cmt", "desc", "src", "link", "sym", "type"],
    "trk": ["name", "cmt", "desc", "src", "link", "number", "type", "trkseg"],
    "trkseg": ["trkpt"],
    "trkpt": [],
}
"""Children that the schema of GPX 1.1 knows, in the order that it demands."""


def test_a_gis_reads_the_stops_in_order_and_the_line_over_them(sheet):
    stops = pyogrio.read_dataframe(io.BytesIO(gpx(sheet)), layer="waypoints")
    assert stops["name"].tolist() == ["Kantor Kecamatan", "1. Pasar 1", "2. Simpang 2"]
    assert stops["desc"].tolist() == [
        "Berangkat dan kembali, 19.00–19.55 WIB",
        "19.10–19.25 WIB · Bamban",
        "19.30–19.45 WIB · Kandris",
    ]
    line = pyogrio.read_dataframe(io.BytesIO(gpx(sheet)), layer="tracks").geometry.iloc[0]
    points = [(round(x, 6), round(y, 6)) for x, y in line.geoms[0].coords]
    home = (115.15, -2.15)
    assert points == [home, *((round(v.stop.lon, 6), round(v.stop.lat, 6)) for v in sheet.route.visits), home]


@pytest.mark.parametrize("word", ["", "]]><x/>&amp;<!-- \x00\x0b\ud800\ufffe"])
def test_the_file_keeps_to_the_schema_whatever_people_wrote(sheet_of, word):
    root = fromstring(gpx(sheet_of(3, word=word)))
    assert root.tag == f"{NAMESPACE}gpx"
    assert root.get("version") == "1.1"
    for parent in root.iter():
        known = ORDER.get(parent.tag.removeprefix(NAMESPACE), [])
        found = [known.index(child.tag.removeprefix(NAMESPACE)) for child in parent]
        assert found == sorted(found)


def test_a_route_that_does_not_hold_says_so_in_its_name(sheet):
    names = [
        fromstring(gpx(one))[0][0].text
        for one in (sheet, replace(sheet, issued=False), replace(sheet, issued=False, cancelled=True))
    ]
    assert names == [
        "RENCANA LBR-2026-0007", "DRAF RENCANA LBR-2026-0007", "BATAL RENCANA LBR-2026-0007",
    ]  # fmt: skip


def test_our_own_reader_finds_a_line_without_times_so_no_plan_passes_for_a_drive(sheet, tmp_path):
    file = tmp_path / "rute.gpx"
    file.write_bytes(gpx(sheet))
    table = read_file(file).table
    assert len(table) == 4
    assert table["waktu"].isna().all()
