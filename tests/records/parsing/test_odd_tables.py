"""Tables that nobody would write on purpose: found by fuzzing, each of them once a traceback."""

import json

import numpy as np
import pytest

from records.parsing.boundaries import read_boundaries
from records.parsing.mapping import ColumnMapping
from sop.dictionary import PATROL_TRACKS, POPULATION, ROADS
from sop.problem import Refused


def test_a_layer_without_features_has_no_rows(parse):
    parsed = parse("nama", PATROL_TRACKS, shapes=np.empty(0, dtype=object), file_crs="EPSG:4326")
    assert (parsed.rows, len(parsed.frame)) == (0, 0)


def test_a_row_with_nothing_in_it_is_told_beside_the_others(parse):
    parsed = parse("nama;kelas\n-;\n;", ROADS)
    assert [one.row for one in parsed.rejected] == [2, 3]


@pytest.mark.parametrize("people", ["2147483648", "99999999999999999999"])
def test_a_whole_number_that_no_store_holds_is_refused_with_its_row(parse, people):
    parsed = parse(f"kode_desa;tahun;penduduk\n1;2026;{people}", POPULATION)
    assert [(one.row, one.column) for one in parsed.rejected] == [(2, "penduduk")]


@pytest.mark.parametrize("pattern", ["%q", "%", "kemarin"])
def test_a_pattern_that_reads_no_date_is_refused_before_any_row_is(pattern):
    with pytest.raises(Refused, match="tanggal harus"):
        ColumnMapping(date_format=pattern)


def boundaries(tmp_path, geometry, crs="EPSG::4326"):
    file = tmp_path / "batas.geojson"
    named = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:{crs}"}}
    feature = {"type": "Feature", "properties": {"kode": "1", "nama": "Bagok"}, "geometry": geometry}
    file.write_text(json.dumps({"type": "FeatureCollection", "crs": named, "features": [feature]}))
    return file


def test_a_unit_with_an_empty_polygon_is_named(tmp_path):
    with pytest.raises(Refused, match="Bagok"):
        read_boundaries(boundaries(tmp_path, {"type": "Polygon", "coordinates": []}))


def test_boundaries_in_a_system_that_nobody_knows_are_refused(tmp_path):
    square = [[[115, -2], [115.1, -2], [115.1, -1.9], [115, -2]]]
    with pytest.raises(Refused, match="sistem koordinat"):
        read_boundaries(boundaries(tmp_path, {"type": "Polygon", "coordinates": square}, "EPSG::999999"))
