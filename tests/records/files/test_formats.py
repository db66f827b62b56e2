"""Workbooks, map layers and tracks: read as they are, or refused with what is missing."""

import zipfile

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest
import shapely

from records.files import gpx
from records.files.contents import Format, Request
from records.files.limits import MIB, Limits
from records.files.read import read_file
from sop.problem import ProblemCode, Refused, problem

POINTS = [shapely.Point(115.1, -2.0), shapely.Point(115.2, -2.1)]
LAYER = gpd.GeoDataFrame({"nama": ["Pasar", "Pos"], "luas": [1.234, 2.0]}, geometry=POINTS, crs=4326)


def refusal(file):
    with pytest.raises(Refused) as refused:
        read_file(file)
    return refused.value.problems


@pytest.fixture
def shapefile(tmp_path):
    """A Shapefile zip, with the parts of the given suffixes left out."""

    def write(*without, crs=4326):
        folder = tmp_path / "shp"
        folder.mkdir(exist_ok=True)
        LAYER.to_crs(crs).to_file(folder / "tempat.shp")
        file = tmp_path / "tempat.zip"
        with zipfile.ZipFile(file, "w") as archive:
            for part in sorted(folder.iterdir()):
                if part.suffix not in without:
                    archive.write(part, f"data/{part.name}")
        return file

    return write


def workbook(tmp_path, rows, *more_sheets):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Kejadian"
    for row in rows:
        sheet.append(row)
    for name in more_sheets:
        book.create_sheet(name)
    file = tmp_path / "a.xlsx"
    book.save(file)
    return file


def test_a_workbook_keeps_dates_numbers_and_row_numbers(tmp_path):
    rows = [
        ["REKAP KEJADIAN 2025"],
        [],
        ["Tanggal", "Jam", "Luas", "Nihil"],
        [pd.Timestamp(2025, 3, 1), "19.00", 1.234, True],
        [],
        [pd.Timestamp(2025, 3, 2, 7, 30), None, 12.0, False],
    ]
    raw = read_file(workbook(tmp_path, rows, "Rekap"))
    assert raw.table.index.tolist() == [4, 6]
    assert raw.table["Tanggal"].tolist() == ["2025-03-01", "2025-03-02T07:30:00"]
    assert raw.table["Luas"].tolist() == ["1.2340", "12"]
    assert raw.table["Nihil"].tolist() == ["ya", "tidak"]
    assert [one.code for one in raw.warnings] == [ProblemCode.LAPIS_LAIN]


def test_another_sheet_is_read_by_its_name(tmp_path):
    file = workbook(tmp_path, [["a", "b"], [1, 2]], "Lain")
    book = openpyxl.load_workbook(file)
    book["Lain"].append(["c", "d"])
    book["Lain"].append([3, 4])
    book.save(file)
    assert read_file(file, layer="Lain").table.columns.tolist() == ["c", "d"]


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.95])
def test_a_truncated_workbook_gets_a_friendly_refusal(tmp_path, kept):
    file = workbook(tmp_path, [["a", "b"], *([n, n] for n in range(200))])
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * kept)])
    (fault,) = refusal(file)
    assert fault.code is ProblemCode.BERKAS_TAK_TERBACA
    assert "terpotong" in fault.message


def test_text_that_calls_itself_a_workbook_is_refused(written):
    assert [one.code for one in refusal(written("a.xlsx", "a,b\n1,2\n"))] == [ProblemCode.BERKAS_TAK_TERBACA]


def test_a_long_workbook_is_streamed_with_progress_and_little_memory(tmp_path):
    # The sheet is written as XML by hand: 60,000 rows at once. Held at once as cells it would take
    # a hundred MB; a stream needs what a small sheet needs.
    rows, file = 60_000, tmp_path / "panjang.xlsx"
    small = workbook(tmp_path, [["tanggal", "jumlah"]])
    cells = (
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>2025-01-{n % 28 + 1:02d}</t></is></c>'
        f'<c r="B{n}"><v>{n}</v></c></row>'
        for n in range(2, rows + 2)
    )
    with zipfile.ZipFile(small) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            content = old.read(member)
            if member == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</sheetData>", "".join(cells).encode() + b"</sheetData>")
            new.writestr(member, content)
    seen = []
    cap = Limits(memory_bytes=500 * MIB)
    raw = read_file(file, progress=lambda *news: seen.append(news[0]), limits=cap)
    assert raw.table["jumlah"].iloc[[0, -1]].tolist() == ["2", str(rows + 1)]
    assert seen == sorted(seen)
    assert seen[-1] == rows
    assert len(seen) > 2


@pytest.mark.parametrize(("driver", "suffix"), [("GeoJSON", "json"), ("GPKG", "gpkg")])
def test_map_layers_are_known_by_content_not_by_name(tmp_path, driver, suffix):
    LAYER.to_file(tmp_path / f"lapis.{suffix}", driver=driver)
    file = (tmp_path / f"lapis.{suffix}").rename(tmp_path / "lapis.dat")
    raw = read_file(file)
    assert raw.shapes.tolist() == POINTS
    assert raw.crs == "EPSG:4326"
    assert raw.table["nama"].tolist() == ["Pasar", "Pos"]


def test_whole_numbers_stay_in_their_rows_with_and_without_gaps(tmp_path):
    file = tmp_path / "a.parquet"
    pd.DataFrame({"n": [10, 20, 30], "m": pd.array([1, None, 3], dtype="Int64")}).to_parquet(file)
    table = read_file(file).table
    assert table.index.tolist() == [1, 2, 3]
    assert table["n"].tolist() == [10, 20, 30]
    assert table["m"].isna().tolist() == [False, True, False]
    assert table["m"].dropna().tolist() == [1, 3]


def test_a_shapefile_comes_whole_in_a_zip(shapefile):
    raw = read_file(shapefile())
    assert raw.format is Format.SHAPEFILE
    assert raw.table["nama"].tolist() == ["Pasar", "Pos"]
    assert raw.shapes.tolist() == POINTS


@pytest.mark.parametrize("part", [".dbf", ".prj", ".shp"])
def test_a_missing_part_of_a_shapefile_is_named(shapefile, part):
    (fault,) = refusal(shapefile(part))
    assert fault.code is ProblemCode.BERKAS_BAGIAN_HILANG
    assert fault.details["bagian"] == part


def test_a_shapefile_without_its_index_is_still_read(shapefile):
    assert read_file(shapefile(".shx")).rows == 2


def test_a_lone_shp_is_told_to_come_in_a_zip(tmp_path):
    LAYER.to_file(tmp_path / "a.shp")
    (fault,) = refusal(tmp_path / "a.shp")
    assert "zip" in fault.message


def test_geoparquet_and_plain_parquet_are_read(tmp_path):
    LAYER.to_parquet(tmp_path / "a.parquet")
    raw = read_file(tmp_path / "a.parquet")
    assert raw.shapes.tolist() == POINTS
    assert raw.table["luas"].tolist() == [1.234, 2.0]
    pd.DataFrame({"t": pd.to_datetime(["2025-01-01", "2025-01-02"]), "n": [1, None]}).to_parquet(
        tmp_path / "b.parquet"
    )
    plain = read_file(tmp_path / "b.parquet")
    assert plain.shapes is None
    assert plain.table["t"].tolist() == ["2025-01-01", "2025-01-02"]


def test_malformed_geojson_names_the_line(written):
    (fault,) = refusal(written("a.geojson", '{"type": "FeatureCollection",\n"features": [\n{"type": '))
    assert "baris 3" in fault.message


def test_a_feature_with_a_broken_shape_is_listed_and_the_rest_kept(written):
    features = [
        '{"type":"Feature","properties":{"n":1},"geometry":{"type":"Point","coordinates":[115.1,-2.0]}}',
        '{"type":"Feature","properties":{"n":2},"geometry":{"type":"Point","coordinates":["x"]}}',
        '{"type":"Feature","properties":{"n":3},"geometry":null}',
        '{"type":"Feature","properties":{"n":4},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,1]]]}}',
        '{"type":"Feature","id":"z","properties":{"n":5},"geometry":{"type":"Point","coordinates":[115.1,-2.0,9]}}',
    ]
    raw = read_file(written("a.geojson", f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'))
    assert raw.table["n"].tolist() == ["1", "3", "5"]
    assert raw.table["id"].tolist()[-1] == "z"
    assert [one.row for one in raw.rejected] == [2, 4]
    assert [shape is None for shape in raw.shapes] == [False, True, False]


KML = """<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"
 xmlns:gx="http://www.google.com/kml/ext/2.2"><Document>{}</Document></kml>"""


def test_kml_brings_names_data_and_shapes(written):
    marks = """<Placemark><name>Pasar</name><ExtendedData><Data name="jenis"><value>pasar</value></Data>
      <SchemaData><SimpleData name="kode">A1</SimpleData></SchemaData></ExtendedData>
      <Point><coordinates>115.1,-2.0,0</coordinates></Point></Placemark>
      <Placemark><MultiGeometry><LineString><coordinates>115,-2 115.1,-2</coordinates></LineString>
      <LineString><coordinates>115,-2.1 115.1,-2.1</coordinates></LineString></MultiGeometry></Placemark>
      <Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 4,0 4,4 0,0</coordinates></LinearRing>
      </outerBoundaryIs><innerBoundaryIs><LinearRing><coordinates>2,1 3,1 3,2 2,1</coordinates></LinearRing>
      </innerBoundaryIs></Polygon></Placemark>"""
    raw = read_file(written("a.kml", KML.format(marks)))
    assert raw.table.iloc[0][["name", "jenis", "kode"]].tolist() == ["Pasar", "pasar", "A1"]
    assert [shape.geom_type for shape in raw.shapes] == ["Point", "MultiLineString", "Polygon"]
    assert raw.shapes[2].area == 7.5  # a triangle of 8 with a hole of 0.5


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (KML.format("<Placemark><name>a</name></Placemark>"), ProblemCode.BERKAS_BUKAN_ISINYA),
        (KML.format("<Placemark><Point><coordinates>x,y</coordinates></Point></Placemark>"),
         ProblemCode.BERKAS_TAK_TERBACA),
        (KML.format("<Placemark>")[:-10], ProblemCode.BERKAS_TAK_TERBACA),
        ("<rss></rss>", ProblemCode.BERKAS_ASING),
    ],
)  # fmt: skip
def test_kml_without_shapes_or_in_pieces_is_refused(written, content, code):
    assert [one.code for one in refusal(written("a.kml", content))] == [code]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('<gpx><trk><trkseg><trkpt lat="-2" lon="115"><time>2025', ProblemCode.BERKAS_TAK_TERBACA),
        ("<gpx></gpx>", ProblemCode.JALUR_TANPA_TITIK),
        (
            '<gpx><rte><rtept lat="1" lon="2"/></rte><wpt lat="1" lon="2"/></gpx>',
            ProblemCode.JALUR_TANPA_TITIK,
        ),
        ('<gpx><trk><trkseg><trkpt lat="95" lon="91"/></trkseg></trk></gpx>', ProblemCode.KOORDINAT_TAK_SAH),
        ('<gpx><trk><trkseg><trkpt lat="nan" lon="2"/></trkseg></trk></gpx>', ProblemCode.KOORDINAT_TAK_SAH),
        ("", ProblemCode.BERKAS_KOSONG),
    ],
)
def test_gpx_in_pieces_or_without_a_track_is_refused(written, content, code):
    assert [one.code for one in refusal(written("a.gpx", content))] == [code]


def test_gpx_without_a_track_says_what_it_holds_instead(written):
    (fault,) = refusal(written("a.gpx", '<gpx><wpt lat="1" lon="2"/><wpt lat="1" lon="3"/></gpx>'))
    assert "2 titik tanda" in fault.message


def test_a_fix_with_latitude_and_longitude_exchanged_is_refused_with_what_to_do(tmp_path):
    file = tmp_path / "tukar.gpx"
    file.write_text('<gpx><trk><trkseg><trkpt lat="115.2" lon="-2.1"/></trkseg></trk></gpx>')
    with pytest.raises(Refused) as refused:
        gpx.read(Request(file, tmp_path, Limits(), None))
    assert refused.value.problems == (
        problem(ProblemCode.JALUR_TERTUKAR, row=1, value="115.2, -2.1", nilai="115.2, -2.1"),
    )
    assert "tukarlah lat dan lon" in str(refused.value)
