"""Files made to hurt: refused quickly, nothing leaks, the program lives."""

import io
import time
import zipfile

import pytest

from records.files.limits import MIB, Limits
from records.files.read import read_file
from sop.problem import ProblemCode, Refused

SECRET = "rahasia-kantor-8841"
GPX = '<gpx version="1.1"><trk><name>{}</name><trkseg><trkpt lat="-2" lon="115"/></trkseg></trk></gpx>'


def refusal(file, **options):
    began = time.monotonic()
    with pytest.raises(Refused) as refused:
        read_file(file, **options)
    assert SECRET not in str(refused.value)
    assert time.monotonic() - began < 5
    return [one.code for one in refused.value.problems]


@pytest.fixture
def secret(written):
    return written("secret.txt", SECRET)


@pytest.mark.parametrize("root", ["gpx", "kml"])
def test_an_entity_that_opens_another_file_is_refused(written, secret, root):
    document = f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    assert refusal(written(f"a.{root}", document + GPX.format("&x;"))) == [ProblemCode.BERKAS_XML_BERBAHAYA]


def test_a_doctype_behind_a_long_comment_is_still_refused(written, secret):
    document = (
        f'<?xml version="1.0"?><!--{"x" * 70_000}--><!DOCTYPE gpx [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    )
    codes = refusal(written("a.gpx", document + GPX.format("&x;")))
    assert codes in ([ProblemCode.BERKAS_XML_BERBAHAYA], [ProblemCode.BERKAS_ASING])


def test_a_billion_laughs_are_refused(written):
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    document = f'<?xml version="1.0"?><!DOCTYPE gpx [{entities}]>{GPX.format("&a9;")}'
    assert refusal(written("a.gpx", document)) == [ProblemCode.BERKAS_XML_BERBAHAYA]


def test_a_utf_16_doctype_is_refused_too(written):
    document = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE kml [<!ENTITY a "b">]><kml>&a;</kml>'
    assert refusal(written("a.kml", document, "utf-16")) == [ProblemCode.BERKAS_XML_BERBAHAYA]


@pytest.mark.parametrize("name", ["a.geojson", "a.vrt", "a.csv", "a.kml"])
def test_a_vrt_is_refused_whatever_its_name(written, secret, name):
    vrt = (
        f'<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{secret}</SrcDataSource>'
        "</OGRVRTLayer></OGRVRTDataSource>"
    )
    assert refusal(written(name, vrt)) == [ProblemCode.BERKAS_ASING]


def test_a_vrt_inside_a_shapefile_zip_is_refused(zipped, secret):
    layer = f'<OGRVRTLayer name="secret"><SrcDataSource>{secret}</SrcDataSource></OGRVRTLayer>'
    vrt = f"<OGRVRTDataSource>{layer}</OGRVRTDataSource>"
    file = zipped("a.zip", {"a.shp": vrt, "a.dbf": "x", "a.prj": "x"})
    assert refusal(file) == [ProblemCode.BERKAS_TAK_TERBACA]


def test_json_that_is_not_geojson_is_refused(written):
    assert refusal(written("a.geojson", '{"type": "Topology", "objects": {}}')) == [ProblemCode.BERKAS_ASING]


def test_html_that_calls_itself_gpx_is_refused(written):
    page = "<!DOCTYPE html><html><body>Silakan masuk</body></html>"
    assert refusal(written("a.gpx", page)) == [ProblemCode.BERKAS_ASING]


@pytest.mark.parametrize("name", ["a.zip", "a.xlsx"])
def test_a_zip_bomb_is_refused_by_its_ratio(zipped, name):
    zeros = b"\0" * (30 * MIB)
    file = zipped(name, {"[Content_Types].xml": "<x/>", "xl/workbook.xml": zeros, "a.shp": "x"})
    assert refusal(file) == [ProblemCode.BERKAS_ARSIP_BERBAHAYA]


def test_a_zip_that_unpacks_beyond_the_cap_is_refused(zipped):
    file = zipped(
        "a.zip", {"a.shp": bytes(range(256)) * 8192, "a.dbf": "x", "a.prj": "x"}, zipfile.ZIP_STORED
    )
    assert refusal(file, limits=Limits(unpacked_bytes=MIB)) == [ProblemCode.BERKAS_ARSIP_BERBAHAYA]


def test_a_zip_of_very_many_files_is_refused(zipped):
    file = zipped("a.zip", {f"{number}.shp": "x" for number in range(1001)})
    assert refusal(file) == [ProblemCode.BERKAS_ARSIP_BERBAHAYA]


@pytest.mark.parametrize("inside", ["../luar.shp", "/luar.shp", "C:\\luar.shp", "..\\luar.shp"])
def test_a_path_that_leaves_the_folder_is_refused_and_nothing_is_written(zipped, tmp_path, inside):
    file = zipped("a.zip", {inside: "x", "a.shp": "x", "a.dbf": "x", "a.prj": "x"})
    assert refusal(file) == [ProblemCode.BERKAS_ARSIP_BERBAHAYA]
    assert [one.name for one in tmp_path.parent.rglob("luar.shp")] == []


def test_an_archive_within_an_archive_is_refused(zipped):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.shp", "x")
    by_name = zipped("a.zip", {"b.zip": inner.getvalue(), "a.shp": "x", "a.dbf": "x"})
    assert refusal(by_name) == [ProblemCode.BERKAS_ARSIP_BERBAHAYA]
    by_content = zipped("b.zip", {"a.dbf": inner.getvalue(), "a.shp": "x"})
    assert refusal(by_content) == [ProblemCode.BERKAS_ARSIP_BERBAHAYA]


def test_a_workbook_with_a_doctype_is_refused(zipped):
    file = zipped(
        "a.xlsx",
        {
            "[Content_Types].xml": "<x/>",
            "xl/workbook.xml": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>',
        },
    )
    assert refusal(file) == [ProblemCode.BERKAS_XML_BERBAHAYA]


def test_a_file_above_the_cap_is_refused_before_it_is_opened(tmp_path):
    file = tmp_path / "besar.csv"
    with file.open("wb") as stream:
        stream.truncate(500 * MIB)
    assert refusal(file) == [ProblemCode.BERKAS_TERLALU_BESAR]


def test_a_reader_that_needs_too_much_memory_dies_alone(written):
    file = written("a.geojson", '{"type":"FeatureCollection","features":[' + "[" * 200_000)
    with pytest.raises(Refused):
        read_file(file)
    tight = written("b.csv", "a,b\n" + "1,2\n" * 2_000_000)
    assert refusal(tight, limits=Limits(memory_bytes=180 * MIB)) == [ProblemCode.BERKAS_TERLALU_BERAT]


def test_a_reader_that_takes_too_long_is_stopped(written):
    file = written("a.csv", "a,b\n" + "1,2\n" * 100_000)
    assert refusal(file, limits=Limits(seconds=0.01)) == [ProblemCode.BERKAS_TERLALU_BERAT]


def test_infinity_in_geojson_is_refused(written):
    file = written("a.geojson", '{"type":"Point","coordinates":[NaN, Infinity]}')
    assert refusal(file) == [ProblemCode.BERKAS_TAK_TERBACA]
