"""A point out of whatever a person pastes."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from records.parsing.location import MAX_LETTERS, read_point, read_text
from sop.problem import ProblemCode, Refused

AREA = (115.0, -2.3, 115.4, -2.0)
"""West, south, east, north; around 2°03' S 115°06' E, which is −2.05, 115.1."""

NOTATIONS = [
    "-2.05, 115.1",
    "-2,05, 115,1",
    "-2,05,115,1",
    "-2.05,115.1",
    "−2,05; 115,1",
    "-2.05 115.1",
    "-2.05\n115.1",
    "(-2.05, 115.1)",
    "- 2.05, + 115.1",
    "2,05° LS 115,1° BT",
    "2.05 S, 115.1 E",
    "2.05S/115.1E",
    "LS 2,05 BT 115,1",
    "BT 115,1 LS 2,05",
    "115.1° bujur timur, 2.05° lintang selatan",
    "Lintang: -2,05, Bujur: 115,1",
    "Long 115.1 Lat -2.05",
    "lat=-2.05&lon=115.1",
    "2°03'00.0\"S 115°06'00.0\"E",
    "2°03′00″ LS, 115°06′00″ BT",
    "2º3’0” LS 115º6’0” BT",
    "2° 03' 00\" LS - 115° 06' 00\" BT",
    "L.S. 2°03'00\" B.T. 115°06'00\"",
    "2 derajat 3 menit 0 detik LS, 115 derajat 6 menit 0 detik BT",
    "2°3''LS 115°6''BT".replace("''", "'"),
    "2°03'00'' S 115°06'00'' E",
    "S 2 3.000 E 115 6.000",
    "S2 3.000 E115 6.000",
    "S 02°03,000' E 115°06,000'",
    "2:03:00 S 115:06:00 E",
    "-2 3 0, 115 6 0",
    "Bos, TKP di -2,05, 115,1 depan pasar RT 02",
]
LINKS = [
    "https://maps.google.com/?q=-2.05,115.1",
    "lokasi: https://maps.google.com/?q=-2.05,115.1, ditunggu",
    "maps.google.com/?q=-2.05,115.1",
    "https://maps.google.com/?q=-2.05, 115.1",
    "https://maps.google.com/maps?q=-2.05%2C115.1&z=17&hl=id",
    "https://maps.google.com/?q=loc:-2.05+115.1",
    "https://maps.google.com/?ll=-2.05,115.1&z=16",
    "https://www.google.com/maps/search/-2.05,+115.1?entry=tts",
    "https://www.google.com/maps/search/-2.05%2C%20115.1",
    "https://www.google.com/maps/search/?api=1&query=-2.05%2C115.1",
    "https://www.google.com/maps/@-2.05,115.1,17z",
    "https://www.google.co.id/maps/place/2%C2%B003'00.0%22S+115%C2%B006'00.0%22E/@-2.3,115.4,17z",
    "https://www.google.com/maps/place/2°03'00.0\"S+115°06'00.0\"E/@-2.3,115.4,17z",
    "https://www.google.com/maps/place/Pasar/@-2.3,115.4,17z/data=!3m1!4b1!4m6!3m5!8m2!3d-2.05!4d115.1!16s",
    "https://www.google.com/maps/place/Pasar/@-2.3,115.4,17z/data=!8m2!3d-2.2!4d115.2!8m2!3d-2.05!4d115.1",
    "https://www.google.com/maps/dir/-2.3,115.4/-2.05,115.1/@-2.2,115.2,14z",
    "https://www.google.com/maps/dir/?api=1&origin=-2.3,115.4&destination=-2.05,115.1",
    "https://www.google.com/maps/dir/A/B/@-2.2,115.2,14z/data=!2m2!1d115.4!2d-2.3!1m5!2m2!1d115.1!2d-2.05!3e0",
    "https://www.google.com/maps/embed?pb=!1m18!1m12!1m3!1d3988.2!2d115.1!3d-2.05!2m3",
    "https://consent.google.com/ml?continue=https://maps.google.com/?q%3D-2.05,115.1&gl=ID",
    "https://maps.app.goo.gl/AbCd -2.05, 115.1",
    "geo:-2.05,115.1",
    "geo:-2.05,115.1;u=35",
    "geo:0,0?q=-2.05,115.1(Pasar)",
    "google.navigation:q=-2.05,115.1",
    "https://waze.com/ul?ll=-2.05,115.1&navigate=yes",
    "https://www.waze.com/live-map/directions?to=ll.-2.05%2C115.1",
    "https://www.openstreetmap.org/?mlat=-2.05&mlon=115.1#map=16/-2.3/115.4",
    "https://www.openstreetmap.org/#map=16/-2.05/115.1",
    "https://maps.apple.com/?ll=-2.05,115.1&q=Pasar",
    "https://www.bing.com/maps?cp=-2.05~115.1&lvl=16",
]
NOWHERE = {
    "": ProblemCode.LOKASI_TANPA_KOORDINAT,
    "depan pasar Bamban": ProblemCode.LOKASI_TANPA_KOORDINAT,
    "Jalan Rekaan 12, 34": ProblemCode.LOKASI_TANPA_KOORDINAT,
    "081234567890": ProblemCode.LOKASI_TANPA_KOORDINAT,
    "12-11-2026 pukul 12.30-13.45": ProblemCode.LOKASI_TANPA_KOORDINAT,
    "nan, inf": ProblemCode.LOKASI_TANPA_KOORDINAT,
    "1e999, 115.1": ProblemCode.LOKASI_TANPA_KOORDINAT,
    "2°63'00\" LS 115°06'00\" BT": ProblemCode.LOKASI_TANPA_KOORDINAT,
    "-2.05 LU, 115.1 BT": ProblemCode.LOKASI_TANPA_KOORDINAT,
    "2.05 LS, 115.1 LS": ProblemCode.LOKASI_TANPA_KOORDINAT,
    "https://maps.app.goo.gl/AbCdEf": ProblemCode.LOKASI_TAUTAN_PENDEK,
    "TKP nya https://goo.gl/maps/AbCd ya": ProblemCode.LOKASI_TAUTAN_PENDEK,
    "https://www.google.com/maps/place/Pasar+Bamban": ProblemCode.LOKASI_TAUTAN_KOSONG,
    "https://www.google.com/maps?cid=12345": ProblemCode.LOKASI_TAUTAN_KOSONG,
    "https://[::1": ProblemCode.LOKASI_TAUTAN_KOSONG,
    "287654 9780123": ProblemCode.LOKASI_TANPA_ZONA,
    "-2.05, 115.1 dan -2.06, 115.2": ProblemCode.LOKASI_BEBERAPA,
    "-2.05, 115.1\n-2.06, 115.2": ProblemCode.LOKASI_BEBERAPA,
    "geo:-2.05,115.1 geo:-2.06,115.2": ProblemCode.LOKASI_BEBERAPA,
    "-95.5, 200.5": ProblemCode.LOKASI_MUSTAHIL,
    "2.05 S, 190.5 E": ProblemCode.LOKASI_MUSTAHIL,
    "https://maps.google.com/?q=-95.5,200.5": ProblemCode.LOKASI_MUSTAHIL,
}


def near(point, expected):
    return point == pytest.approx(expected, abs=1e-9)


def refusal(text, bounds=AREA):
    with pytest.raises(Refused) as refused:
        read_point(text, bounds=bounds)
    (one,) = refused.value.problems
    return one


@pytest.mark.parametrize("text", [*NOTATIONS, *LINKS])
def test_every_usual_way_of_writing_a_point_is_read(text):
    assert near(read_point(text, bounds=AREA), (115.1, -2.05))


@pytest.mark.parametrize(
    "text",
    [
        "50M 500000 9889469.8",
        "50M 500000mE 9889469.8mN",
        "zona 50S 500000 9889469,8",
        "UTM zona 50 selatan X: 500.000 Y: 9.889.469,8",
        "X = 500000 Y = 9889469.8 zona 50",
        "zona 50 N: 9889469.8 E: 500000",
        "EPSG:32750 500000 9889469.8",
    ],
)
def test_metres_are_read_with_their_zone(text):
    # On the central meridian 117 E; one degree of the meridian at the equator is 110,574.4 m on WGS 84,
    # on the map 0.9996 of it: 10,000,000 − 110,530.2 = 9,889,469.8 m.
    assert read_point(text, bounds=(116, -2, 118, 0)) == pytest.approx((117, -1), abs=1e-5)


def test_a_letter_s_is_the_northern_band_only_where_the_office_lies_there():
    south = read_point("16S 500000 3900000", bounds=AREA)
    north = read_point("16S 500000 3900000", bounds=(-88, 34, -86, 36))
    assert (south[1] < 0, north[1] > 0) == (True, True)


def test_plus_codes_are_read_and_short_ones_lie_nearest_to_the_office():
    # W7QF+7Q: latitude 18·0.05 + 15·0.0025 + 5·0.000125 = 0.938125, longitude 5·0.05 + 9·0.0025 +
    # 15·0.000125 = 0.274375, each to the middle of a cell of 0.000125; whole degrees: −3 and 115.
    assert near(read_point("W7QF+7Q Bamban, Benua Lima", bounds=AREA), (115.2744375, -2.0618125))
    assert refusal("W7QF+7Q Bamban", bounds=None).code is ProblemCode.LOKASI_TANPA_KOORDINAT


def test_every_example_of_the_guide_is_read_as_one_place():
    guide = (Path(__file__).parents[3] / "docs/panduan/lokasi.md").read_text(encoding="utf-8")
    table = guide.split("## Yang dapat ditempel")[1].split("\n## ")[0]
    examples = re.findall(r"`([^`]+)`", table)
    assert len(examples) == 10
    for text in examples:
        assert read_point(text, bounds=AREA) == pytest.approx((115.12345, -1.98765), abs=1e-4), text


@pytest.mark.parametrize(("text", "code"), NOWHERE.items())
def test_what_is_no_point_is_refused_with_its_reason(text, code):
    assert refusal(text).code is code


def test_a_text_that_is_too_long_is_refused_at_once():
    assert refusal("-2.05, 115.1" + " " * MAX_LETTERS).code is ProblemCode.LOKASI_PANJANG
    assert near(read_point("-2.05, 115.1".ljust(MAX_LETTERS), bounds=AREA), (115.1, -2.05))


@pytest.mark.parametrize(
    "text",
    ["115.1, -2.05", "POINT (115.1 -2.05)", "https://maps.google.com/?q=115.1,-2.05", "geo:115.1,-2.05"],
)
def test_swapped_numbers_are_refused_and_the_swap_is_offered(text):
    told = refusal(text)
    assert told.code is ProblemCode.LOKASI_TERTUKAR
    assert "2,05000° LS 115,10000° BT" in told.message
    assert read_text(text, bounds=AREA).meant == (115.1, -2.05)
    assert refusal(text, bounds=None).code is ProblemCode.LOKASI_TERTUKAR


def test_a_forgotten_sign_is_offered_but_a_written_hemisphere_is_believed():
    assert refusal("2.05, 115.1").code is ProblemCode.LOKASI_TANDA
    assert read_text("2.05, 115.1", bounds=AREA).meant == (115.1, -2.05)
    assert near(read_point("2.05 LU, 115.1 BT", bounds=AREA), (115.1, 2.05))


def test_a_point_far_away_is_read_as_it_is_written():
    assert near(read_point("-6.9, 107.6", bounds=AREA), (107.6, -6.9))


def dms(value, sides, marks):
    seconds = round(abs(value) * 3600, 2)
    minutes, seconds = divmod(seconds, 60)
    degrees, minutes = divmod(round(minutes), 60)
    body = f"{degrees}{marks[0]}{minutes:02d}{marks[1]}{seconds:05.2f}{marks[2]}"
    return f"{body} {sides[value < 0]}"


def dm(value, sides):
    degrees, minutes = divmod(round(abs(value) * 60, 4), 60)
    return f"{sides[value < 0]} {degrees:.0f} {minutes:.4f}"


BARE = ("° ", " ", "")
WAYS = {
    "decimal points": lambda lat, lon: f"{lat:.6f}, {lon:.6f}",
    "decimal commas": lambda lat, lon: f"{lat:.6f}, {lon:.6f}".replace(".", ","),
    "no blanks": lambda lat, lon: f"{lat:.6f},{lon:.6f}",
    "true minus": lambda lat, lon: f"{lat:.6f} {lon:.6f}".replace("-", "−"),
    "hemispheres": lambda lat, lon: f"{abs(lat):.6f} {'NS'[lat < 0]} {abs(lon):.6f} {'EW'[lon < 0]}",
    "Indonesian": lambda lat, lon: (
        f"{abs(lat):.6f}° {'LS' if lat < 0 else 'LU'} {abs(lon):.6f}° {'BB' if lon < 0 else 'BT'}".replace(
            ".", ","
        )
    ),
    "seconds": lambda lat, lon: f"{dms(lat, 'NS', '°′″')} {dms(lon, 'EW', '°′″')}",
    "typed seconds": lambda lat, lon: (
        f"{dms(lat, ('LU', 'LS'), '°’”')}, {dms(lon, ('BT', 'BB'), '°’”')}".replace(".", ",")
    ),
    "longitude first": lambda lat, lon: f"{dms(lon, 'EW', BARE)} {dms(lat, 'NS', BARE)}",
    "minutes": lambda lat, lon: f"{dm(lat, 'NS')} {dm(lon, 'EW')}",
    "labels": lambda lat, lon: f"Bujur {lon:.6f} Lintang {lat:.6f}",
    "link": lambda lat, lon: f"Lokasi: https://maps.google.com/?q={lat:.6f},{lon:.6f}",
    "pin": lambda lat, lon: f"https://www.google.com/maps/place/x/@1,2,3z/data=!3d{lat:.6f}!4d{lon:.6f}!5z",
    "geo": lambda lat, lon: f"geo:{lat:.6f},{lon:.6f}",
}


@pytest.mark.parametrize("way", WAYS)
@settings(deadline=None, max_examples=60)
@given(lat=st.floats(-90, 90), lon=st.floats(-180, 180))
@example(lat=-1.99999999, lon=115.99999999)
@example(lat=-0.0, lon=0.0)
@example(lat=-0.25, lon=-0.25)
def test_any_point_on_the_globe_reads_back_as_it_was_written(way, lat, lon):
    read = read_text(WAYS[way](lat, lon))
    assert (read.lat, read.lon) == pytest.approx((lat, lon), abs=1e-5)


PIECES = st.sampled_from(
    ["https://", "maps.google.com/?q=", "geo:", "-2.05", "115,1", "°", "'", '"', "LS", "BT", ",", " ", "\n",
     "S", "!3d", "!4d", "@", "zona ", "50", "500000", "9889469", "+", "%", "[", "(", "nan", "1e9", "9" * 400,
     "dan", "-", "−", "W7QF+7Q", "lat", ";", "٣", "\x00", "\u202e", "\ud800"]
)  # fmt: skip


@settings(deadline=None, max_examples=400)
@given(text=st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=14).map("".join)))
def test_any_text_is_a_point_on_the_globe_or_refused_in_words(text):
    told, points = "", []
    try:
        points = [read_text(text, bounds=AREA)]
    except Refused as refused:
        told = str(refused)
    assert bool(told) != bool(points)
    for read in points:
        assert read.doubt is not None or (abs(read.lat) <= 90 and abs(read.lon) <= 180)


@pytest.mark.parametrize(
    "piece",
    ["1 ", "1", "[", "(", "https://", "maps.", "!3d1!4d1", "a.", "-", "zona ", "°'\"", "\u202e", "1,1;"],
)
def test_a_hostile_repetition_takes_no_time(piece):
    start = time.perf_counter()
    with pytest.raises(Refused):
        read_point((piece * MAX_LETTERS)[:MAX_LETTERS], bounds=AREA)
    assert time.perf_counter() - start < 1
