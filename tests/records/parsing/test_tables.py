"""Places, roads and population."""

import numpy as np
import shapely

from sop.dictionary import PLACES, POPULATION, ROADS
from sop.problem import ProblemCode


def test_places_have_a_kind_and_a_point(parse, codes):
    parsed = parse(
        "nama;jenis;lon;lat\nPasar Taniran;PASAR;115.1;-2\nGereja;gereja;115.1;-2\nLapangan;;115.1;-2\n"
        ";pos;115.1;-2\n"
        "Gua;gua;115.1;-2",
        PLACES,
    )
    assert parsed.frame["jenis"].tolist() == ["pasar", "ibadah", "lain"]
    assert codes(parsed.rejected) == [(5, ProblemCode.ISIAN_WAJIB), (6, ProblemCode.ISIAN_TAK_SAH)]


def test_a_road_is_a_line(parse, codes):
    line = shapely.LineString([(115, -2), (115.1, -2)])
    shapes = np.array([line, shapely.Point(115, -2), None], dtype=object)
    parsed = parse(
        "name;highway;maxspeed\nJl. A. Yani;primary;40\nTitik;;\nTanpa garis;;",
        ROADS,
        shapes=shapes,
        file_crs="EPSG:4326",
    )
    assert parsed.frame[["nama", "kelas", "kecepatan_kmj"]].to_numpy().tolist() == [
        ["Jl. A. Yani", "primary", 40.0]
    ]
    assert parsed.frame.geometry.tolist() == [line]
    assert codes(parsed.rejected) == [(3, ProblemCode.GEOMETRI_TAK_SAH), (4, ProblemCode.ISIAN_WAJIB)]


def test_population_by_name_or_code_in_indonesian_notation(parse, codes):
    parsed = parse(
        "desa;tahun;jumlah penduduk\nBagok;2024;1.234\n2;2024;987\nEntah;2024;5\nTaniran;;5\nTaniran;2024;",
        POPULATION,
    )
    assert parsed.frame[["kode_desa", "tahun", "penduduk"]].to_numpy().tolist() == [
        ["1", 2024, 1234],
        ["2", 2024, 987],
    ]
    assert codes(parsed.rejected) == [
        (4, ProblemCode.ISIAN_TAK_SAH),
        (5, ProblemCode.ISIAN_WAJIB),
        (6, ProblemCode.ISIAN_WAJIB),
    ]
