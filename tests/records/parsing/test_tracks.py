"""Tracks as phone apps write them: the shape is never lost to a bad clock."""

import numpy as np
import pandas as pd
import pytest
import shapely

from records.parsing.fixes import unpack_fixes
from records.parsing.parse import parse_file
from sop.dictionary import INCIDENTS, PATROL_TRACKS
from sop.problem import ProblemCode, Refused

OSMAND = """<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>
<gpx version="1.1" creator="OsmAnd 4.7.10" xmlns="http://www.topografix.com/GPX/1/1"
 xmlns:osmand="https://osmand.net" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <metadata><name>2025-11-23_19-00_Sun</name><time>2025-11-23T12:00:00Z</time></metadata>
 <trk><name>Patroli malam</name><trkseg>
  <trkpt lat="-2.0" lon="115.10"><ele>41.2</ele><time>2025-11-23T12:00:00Z</time><hdop>4.5</hdop>
   <extensions><osmand:speed>3.1</osmand:speed></extensions></trkpt>
  <trkpt lat="-2.0" lon="115.11"><ele>41.0</ele><time>2025-11-23T12:02:00Z</time></trkpt>
 </trkseg><trkseg>
  <trkpt lat="-2.0" lon="115.12"><time>2025-11-23T12:10:00Z</time></trkpt>
 </trkseg></trk>
 <extensions><osmand:show_arrows>false</osmand:show_arrows></extensions>
</gpx>"""

GPS_LOGGER = """<?xml version="1.0" encoding="UTF-8" ?><gpx version="1.0" creator="GPSLogger 126"
 xmlns="http://www.topografix.com/GPX/1/0"><time>2025-11-23T12:00:00.000Z</time>
<wpt lat="-2.0" lon="115.1"><name>Pos</name></wpt><trk><trkseg>
<trkpt lat="-2.0" lon="115.1"><time>2025-11-23T19:00:00.250+07:00</time><src>gps</src><sat>9</sat></trkpt>
<trkpt lat="-2.0" lon="115.2"><time>2025-11-23T19:30:00.000+07:00</time><src>gps</src></trkpt>
</trkseg></trk></gpx>"""

STRAVA = """<?xml version="1.0" encoding="UTF-8"?>
<gpx creator="StravaGPX Android" version="1.1" xmlns="http://www.topografix.com/GPX/1/1"
 xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1">
 <metadata><time>2025-11-23T12:00:00Z</time></metadata>
 <trk><name>Evening Ride</name><type>cycling</type><trkseg>
  <trkpt lat="-2.0000000" lon="115.1000000"><ele>40.0</ele><time>2025-11-23T12:00:00Z</time>
   <extensions><gpxtpx:TrackPointExtension><gpxtpx:hr>90</gpxtpx:hr></gpxtpx:TrackPointExtension></extensions>
  </trkpt>
  <trkpt lat="-2.0000000" lon="115.1000000"><time>2025-11-23T12:00:01Z</time></trkpt>
 </trkseg></trk>
 <trk><name>Second</name><trkseg><trkpt lat="-2.1" lon="115.1"/></trkseg></trk>
</gpx>"""


@pytest.fixture
def tracks(tmp_path, context):
    def run(content, name="jalur.gpx"):
        file = tmp_path / name
        file.write_text(content, encoding="utf-8")
        return parse_file(file, PATROL_TRACKS, context)

    return run


def gpx(*times):
    fixes = "".join(
        f'<trkpt lat="-2" lon="{115 + n / 100}">{f"<time>{time}</time>" if time else ""}</trkpt>'
        for n, time in enumerate(times)
    )
    return f"<gpx><trk><trkseg>{fixes}</trkseg></trk></gpx>"


def causes(parsed):
    return [one.details["sebab"] for one in parsed.warnings if one.code is ProblemCode.JALUR_WAKTU]


def test_osmand_with_a_segment_of_one_fix(tracks):
    parsed = tracks(OSMAND)
    row = parsed.frame.iloc[0]
    assert (parsed.rows, row["nama"], row["jumlah_titik"], row["sumber_jalur"]) == (
        1,
        "Patroli malam",
        3,
        "gpx",
    )
    assert row["mulai"] == pd.Timestamp("2025-11-23T12:00Z")
    assert row["selesai"] == pd.Timestamp("2025-11-23T12:10Z")
    fixes = unpack_fixes(row["titik"])
    assert fixes.segment.tolist() == [0, 0, 1]
    assert fixes.lon.tolist() == [115.10, 115.11, 115.12]
    assert (fixes.epoch - fixes.epoch[0]).tolist() == [0, 120, 600]
    assert shapely.get_num_geometries(row["geometry"]) == 2
    # A degree of longitude at 2 degrees of latitude is 111.32 km x cos 2 degrees = 111.25 km.
    assert row["km"] == pytest.approx(1.1125, abs=0.001)
    assert causes(parsed) == []


def test_gps_logger_with_offsets_and_waypoints(tracks):
    parsed = tracks(GPS_LOGGER)
    row = parsed.frame.iloc[0]
    assert row["mulai"] == pd.Timestamp("2025-11-23T12:00:00.250Z")
    assert pd.isna(row["nama"])
    assert [one.details["lain"] for one in parsed.warnings if one.code is ProblemCode.LAPIS_LAIN] == [
        "1 titik tanda"
    ]


def test_strava_with_two_tracks_and_one_without_time(tracks):
    parsed = tracks(STRAVA)
    assert parsed.frame["nama"].tolist() == ["Evening Ride", "Second"]
    assert parsed.frame.index.tolist() == [1, 3]
    assert parsed.frame["mulai"].isna().tolist() == [False, True]
    assert causes(parsed) == ["tanpa waktu"]
    assert not parsed.frame.geometry.isna().any()


@pytest.mark.parametrize(
    ("times", "told"),
    [
        (["2025-11-23T12:00:00Z", "", "2025-11-23T12:02:00Z"], ["1 titik tanpa waktu"]),
        (["2025-11-23T12:00:00Z", "2025-11-23T12:00:00Z"], ["1 waktu kembar"]),
        (["2025-11-23T12:05:00Z", "2025-11-23T12:00:00Z"], ["1 kali waktu mundur"]),
        (["2025-11-23T12:05:00Z", "2035-11-23T12:00:00Z"], ["1 waktu di masa depan dibuang"]),
        (
            ["2006-04-09T12:00:00Z", "2025-11-23T12:00:00Z", "2025-11-23T12:01:00Z"],
            ["1 waktu lebih dari sebulan dari yang lain dibuang"],
        ),
        (["rusak", "juga"], ["tanpa waktu"]),
    ],
)
def test_a_bad_clock_is_pointed_out_and_the_shape_kept(tracks, times, told):
    parsed = tracks(gpx(*times))
    assert causes(parsed) == told
    assert parsed.frame["jumlah_titik"].tolist() == [len(times)]
    assert len(parsed.frame.geometry.iloc[0].coords) == len(times)


def test_a_track_with_its_times_moved_is_another_track_and_the_same_file_is_not(tracks):
    first, again = tracks(OSMAND), tracks(OSMAND)
    later = tracks(OSMAND.replace("T12:", "T13:"))
    assert first.frame["sidik"].tolist() == again.frame["sidik"].tolist()
    assert first.frame["sidik"].tolist() != later.frame["sidik"].tolist()


def test_lines_of_a_map_are_tracks_without_time(tracks):
    line = '{"type":"LineString","coordinates":[[115,-2],[115.1,-2]]}'
    point = '{"type":"Point","coordinates":[115,-2]}'
    features = ",".join(
        f'{{"type":"Feature","properties":{{"nama":"A"}},"geometry":{one}}}' for one in (line, point)
    )
    parsed = tracks(f'{{"type":"FeatureCollection","features":[{features}]}}', "jalur.geojson")
    assert parsed.frame[["nama", "sumber_jalur", "jumlah_titik"]].to_numpy().tolist() == [["A", "manual", 2]]
    assert [(one.row, one.code) for one in parsed.rejected] == [(2, ProblemCode.GEOMETRI_TAK_SAH)]


def test_a_recorded_kml_track_keeps_its_times(tracks):
    track = (
        '<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Placemark>'
        "<name>Rekaman</name><gx:Track><when>2025-11-23T12:00:00Z</when><when>2025-11-23T12:05:00Z</when>"
        "<gx:coord>115 -2 40</gx:coord><gx:coord>115.1 -2 41</gx:coord></gx:Track></Placemark></kml>"
    )
    row = tracks(track, "jalur.kml").frame.iloc[0]
    assert (row["nama"], row["sumber_jalur"]) == ("Rekaman", "gpx")
    assert np.diff(unpack_fixes(row["titik"]).epoch).tolist() == [300]


def test_a_track_is_no_file_of_incidents(tmp_path, context):
    file = tmp_path / "a.gpx"
    file.write_text(OSMAND, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        parse_file(file, INCIDENTS, context)
    assert [one.code for one in refused.value.problems] == [ProblemCode.BERKAS_BUKAN_ISINYA]


@pytest.mark.parametrize("others", [["2025-11-23T12:00:00Z"], ["2025-11-23T12:00:00Z"] * 2])
def test_a_first_fix_of_an_old_clock_moves_no_track_to_another_day(tracks, others):
    parsed = tracks(gpx("2006-04-09T12:00:00Z", *others))
    assert parsed.frame["mulai"].tolist() == [pd.Timestamp("2025-11-23T12:00:00Z")]


def test_a_track_of_three_weeks_keeps_every_day(tracks):
    days = [f"2025-11-{day:02}T12:00:00Z" for day in (1, 8, 22)]
    parsed = tracks(gpx(*days))
    assert parsed.frame["mulai"].tolist() == [pd.Timestamp(days[0])]
    assert parsed.frame["selesai"].tolist() == [pd.Timestamp(days[-1])]
    assert causes(parsed) == []
