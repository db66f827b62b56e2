"""Boundaries: what is repaired, accepted with a warning, and refused."""

from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from records.parsing.boundaries import read_boundaries
from sop.problem import ProblemCode, Refused

BENUA_LIMA = Path(__file__).parents[3] / "data" / "desa_boundaries" / "benua_lima.geojson"

# A hundred metres on the ground, in degrees: at the equator 0.001 degrees are about 111 m.
STEP = 0.01


def square(column, row, *, west=0.0):
    x, y = 115 + column * STEP, -2 + row * STEP
    return shapely.box(x - west, y, x + STEP, y + STEP)


def written(folder, shapes, *, driver="GeoJSON", file_name="batas.geojson", **columns):
    file = folder / file_name
    gpd.GeoDataFrame(columns, geometry=shapes, crs=4326).to_file(file, driver=driver)
    return file


def codes(problems):
    return [p.code for p in problems]


def test_benua_lima_has_its_seven_units_without_a_warning():
    read = read_boundaries(BENUA_LIMA)
    assert read.frame["kode_desa"].tolist() == [
        "62.13.02.1001",
        *(f"62.13.02.200{n}" for n in range(2, 8)),
    ]
    assert read.metric_crs == 32750
    assert read.warnings == ()


@pytest.mark.parametrize(("driver", "name"), [("GeoJSON", "b.geojson"), ("GPKG", "b.gpkg"), ("KML", "b.kml")])
def test_every_vector_format_gives_the_same_areas_whatever_the_case_of_its_columns(tmp_path, driver, name):
    shapes = [square(0, 0), square(1, 0)]
    file = written(tmp_path, shapes, driver=driver, file_name=name, kode=["A", "B"], name=["Satu", "Dua"])
    read = read_boundaries(file, id_column="KODE")
    assert read.frame["nama"].tolist() == ["Satu", "Dua"]
    assert [a.equals_exact(b, 1e-6) for a, b in zip(read.frame.geometry, shapes, strict=True)] == [True, True]


def test_geoparquet_is_read_too(tmp_path):
    file = tmp_path / "batas.parquet"
    gpd.GeoDataFrame({"kode": ["A"], "nama": ["Satu"]}, geometry=[square(0, 0)], crs=4326).to_parquet(file)
    assert read_boundaries(file).frame["kode_desa"].tolist() == ["A"]


def test_metres_become_degrees(tmp_path):
    file = tmp_path / "batas.gpkg"
    frame = gpd.GeoDataFrame({"kode": ["A"], "nama": ["Satu"]}, geometry=[square(0, 0)], crs=4326)
    frame.to_crs(32750).to_file(file, driver="GPKG")
    read = read_boundaries(file)
    assert read.frame.crs.to_epsg() == 4326
    assert read.frame.geometry[0].equals_exact(square(0, 0), 1e-7)


def test_degrees_that_are_called_metres_of_the_south_are_refused(tmp_path):
    file = tmp_path / "batas.gpkg"
    gpd.GeoDataFrame({"kode": ["A"]}, geometry=[square(0, 0)], crs=32750).to_file(file)
    with pytest.raises(Refused) as refused:
        read_boundaries(file)
    # 115 m east and 2 m above the origin of the zone, which is counted from the south pole.
    assert codes(refused.value.problems) == [ProblemCode.KOORDINAT_TAK_SAH]


def test_a_ring_that_crosses_itself_is_repaired_and_reported(tmp_path):
    x, y = 115, -2
    bowtie = shapely.Polygon([(x, y), (x + STEP, y + STEP), (x + STEP, y), (x, y + STEP)])
    file = written(tmp_path, [bowtie, square(3, 0)], kode=["A", "B"], nama=["Dasi", "Kotak"])
    read = read_boundaries(file)
    assert codes(read.warnings) == [ProblemCode.BATAS_DIPERBAIKI]
    assert read.warnings[0].details["nama"] == "Dasi"
    assert read.frame.is_valid.all()


def test_ground_that_a_ring_covers_twice_stays_in_the_area(tmp_path):
    # A ring that runs round a square and once more round its quarter.
    x, y, half = 115, -2, STEP / 2
    outer = [(x, y), (x + STEP, y), (x + STEP, y + STEP), (x, y + STEP), (x, y)]
    inner = [(x + half, y), (x + half, y + half), (x, y + half), (x, y)]
    file = written(tmp_path, [shapely.Polygon([*outer, *inner])], kode=["A"], nama=["Satu"])
    read = read_boundaries(file)
    assert read.frame.geometry[0].area == pytest.approx(STEP**2)


def test_a_hole_between_areas_is_accepted_with_its_area(tmp_path):
    ring = [(c, r) for c in range(3) for r in range(3) if (c, r) != (1, 1)]
    names = [f"{c}{r}" for c, r in ring]
    file = written(tmp_path, [square(c, r) for c, r in ring], kode=names, nama=names)
    (warning,) = read_boundaries(file).warnings
    assert warning.code is ProblemCode.BATAS_LUBANG
    # 0.01 degrees near the equator are 1,113 m by 1,106 m: 123 ha.
    assert warning.details["jumlah"] == 1
    assert 122 < float(warning.details["luas"].replace(",", ".")) < 124


def test_an_overlap_above_one_hectare_is_refused_with_its_area_and_names(tmp_path):
    shapes = [square(0, 0), square(1, 0, west=STEP / 10)]
    file = written(tmp_path, shapes, kode=["A", "B"], nama=["Satu", "Dua"])
    with pytest.raises(Refused) as refused:
        read_boundaries(file)
    (fault,) = refused.value.problems
    assert fault.code is ProblemCode.BATAS_TINDIH
    assert (fault.details["pertama"], fault.details["kedua"]) == ("Satu", "Dua")
    # A tenth of the square of 123 ha.
    assert 12.2 < float(fault.details["luas"].replace(",", ".")) < 12.4


def test_an_overlap_below_one_hectare_is_accepted_with_a_warning(tmp_path):
    shapes = [square(0, 0), square(1, 0, west=STEP / 1000)]
    file = written(tmp_path, shapes, kode=["A", "B"], nama=["Satu", "Dua"])
    assert codes(read_boundaries(file).warnings) == [ProblemCode.BATAS_TINDIH_KECIL]


def test_every_fault_is_named_at_once(tmp_path):
    file = written(tmp_path, [square(0, 0), square(2, 0)], kode=["A", "A"], nama=["Satu", "Dua"])
    with pytest.raises(Refused) as refused:
        read_boundaries(file, expected={"A": "Satu", "B": "Bagok", "C": "Kandris"})
    doubled, missing = refused.value.problems
    assert (doubled.code, doubled.details) == (ProblemCode.BATAS_GANDA, {"kode": "A", "jumlah": 2})
    assert (missing.code, missing.details) == (ProblemCode.BATAS_KURANG, {"nama": "Bagok, Kandris"})


def test_the_same_polygon_twice_is_refused(tmp_path):
    file = written(tmp_path, [square(0, 0), square(0, 0)], kode=["A", "B"], nama=["Satu", "Dua"])
    with pytest.raises(Refused) as refused:
        read_boundaries(file)
    assert codes(refused.value.problems) == [ProblemCode.BATAS_KEMBAR]


def test_a_unit_without_a_polygon_is_refused_by_name(tmp_path):
    file = written(tmp_path, [square(0, 0), None], kode=["A", "B"], nama=["Satu", "Dua"])
    with pytest.raises(Refused) as refused:
        read_boundaries(file)
    assert [(p.code, p.details["nama"]) for p in refused.value.problems] == [
        (ProblemCode.BATAS_TANPA_BIDANG, "Dua")
    ]


def test_the_profile_names_and_orders_its_units_and_leaves_the_others_out(tmp_path):
    shapes = [square(0, 0), square(1, 0), square(2, 0)]
    file = written(tmp_path, shapes, kode=["A", "B", "X"], nama=["satu lama", "dua lama", "tetangga"])
    read = read_boundaries(file, expected={"B": "Dua", "A": "Satu"})
    assert read.frame[["kode_desa", "nama", "urutan"]].to_numpy().tolist() == [
        ["B", "Dua", 0],
        ["A", "Satu", 1],
    ]
    assert codes(read.warnings) == [ProblemCode.BATAS_LEBIH]


def test_a_column_that_is_not_there_is_refused_before_anything_else(tmp_path):
    file = written(tmp_path, [square(0, 0)], kode=["A"], nama=["Satu"])
    with pytest.raises(Refused) as refused:
        read_boundaries(file, id_column="DISTRICT")
    assert [p.details["kolom"] for p in refused.value.problems] == ["DISTRICT"]
