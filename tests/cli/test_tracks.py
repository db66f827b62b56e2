"""``tenteram tracks``: a phone's recording as the office PC's keeper hands it in."""

from datetime import UTC, datetime, timedelta

import pytest

MARKET, SCHOOL, ROADSIDE = (115.18, -2.22), (115.19, -2.22), (115.185, -2.22)
"""On one road of 1.1 km: a thousandth of a degree of longitude is 111.24 m there."""
MIDDAY = datetime(2026, 6, 1, 5, tzinfo=UTC)


@pytest.fixture
def places(office, tmp_path):
    """A workspace that knows a market and a school, and what it calls them."""
    file = tmp_path / "tempat.csv"
    rows = [f"{name},{kind},{lon},{lat}" for name, kind, (lon, lat) in
            (("Pasar Uji", "pasar", MARKET), ("Sekolah Uji", "sekolah", SCHOOL))]  # fmt: skip
    file.write_text("\n".join(["nama,jenis,lon,lat", *rows]) + "\n", encoding="utf-8")
    assert office("import", "places", file, "--json").json["accepted"] == 2
    return office


@pytest.fixture
def gpx(tmp_path):
    """Write a GPX from fixes of (seconds or None, (lon, lat))."""

    def write(*fixes, name="jalur.gpx"):
        file = tmp_path / name
        file.write_text(f"<gpx><trk><trkseg>{''.join(map(_fix, fixes))}</trkseg></trk></gpx>")
        return file

    return write


def _fix(fix):
    seconds, (lon, lat) = fix
    time = "" if seconds is None else f"<time>{(MIDDAY + timedelta(seconds=seconds)).isoformat()}</time>"
    return f'<trkpt lat="{lat}" lon="{lon}">{time}</trkpt>'


def morning():
    """Stand 13 minutes at the market, drive past, stand 5 minutes at the school; two fixes are wild."""
    stand = [(second, MARKET) for second in range(0, 781, 10)]
    drive = [(780 + 10 * n, (115.18 + n / 1000, -2.22)) for n in range(1, 10)]
    pause = [(880 + second, SCHOOL) for second in range(0, 301, 10)]
    wild = [(385, (118.0, -2.22)), (905, (110.0, -3.0))]
    return sorted(stand + drive + pause + wild)


def test_a_track_says_where_the_patrol_stood_and_for_how_long(places, gpx):
    told = places("tracks", gpx(*morning()), "--json").json
    assert list(told) == ["points", "dropped", "gaps", "stops", "km", "hours"]
    # 79 at the market, 9 on the way, 31 at the school
    assert (told["points"], told["dropped"], told["gaps"]) == (119, 2, 0)
    # 1,180 s; ten steps of 111 m, none of them within a stay
    assert (told["km"], told["hours"]) == (1.112, 0.328)
    market, school = told["stops"]
    # and 75 of 111 m of the first step: 10 s · 0.674
    assert (market["minutes"], market["visited"]) == (13.11, True)
    assert (school["minutes"], school["visited"]) == (5.11, False)
    assert list(market) == ["id", "minutes", "visited"]


def test_people_read_it_in_a_few_lines(places, gpx):
    said = places("tracks", gpx(*morning())).out.splitlines()
    assert said[0] == "119 titik (2 loncatan dibuang, 0 jeda rekaman), 1,1 km, 0,3 jam."
    assert [" ".join(line.split()[1:]) for line in said[1:]] == [
        "Pasar Uji 13,1 menit dikunjungi",
        "Sekolah Uji 5,1 menit singgah sebentar",
    ]


def test_nothing_is_stored(places, gpx):
    file = gpx(*morning())
    places("tracks", file)
    assert places("import", "tracks", file, "--json").json["accepted"] == 1


def test_a_track_without_times_keeps_its_shape_and_proves_no_minutes(places, gpx):
    said = places("tracks", gpx(*((None, at) for _, at in morning() if at[0] in (115.18, 115.19))))
    assert "tanpa waktu" in said.out
    assert "0,0 jam." in said.out
    assert "Tidak ada tempat yang disinggahi." in said.out


def test_fixes_outside_the_kecamatan_are_pointed_out(places, gpx):
    said = places("tracks", gpx((0, (114.0, -3.0)), (10, (114.0, -3.0)), name="jauh.gpx"))
    assert "Perhatian: 2 dari 2 titik jalur di luar wilayah." in said.out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "kosong"),
        ('<gpx><trk><trkseg><trkpt lat="-2" lon="115">', "terpotong"),
        ("<!DOCTYPE html><html><body>masuk dahulu</body></html>", "halaman web (HTML)"),
        ("<gpx><trk><trkseg></trkseg></trk></gpx>", "tidak memuat titik jalur"),
        (
            '<gpx><trk><trkseg><trkpt lat="99" lon="999"/></trkseg></trk></gpx>',
            "baris 1: Koordinat “99, 999” bukan bujur dan lintang yang sah.",
        ),
    ],
)
def test_a_bad_file_is_refused_with_the_reason(office, tmp_path, content, words):
    file = tmp_path / "rusak.gpx"
    file.write_text(content)
    refused = office("tracks", file)
    assert (refused.status, refused.out) == (1, "")
    assert words in refused.err
    assert refused.err.startswith("Ditolak: ")


def test_a_file_that_is_not_there_is_refused(office, tmp_path):
    assert "tidak ditemukan" in office("tracks", tmp_path / "tak-ada.gpx").err
