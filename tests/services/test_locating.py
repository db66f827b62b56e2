"""Where something happened: the desa of a point, a text, a desa alone; and what waits in quarantine."""

import math
from datetime import UTC, datetime

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from services.importing import import_file
from services.locating import (
    desa_names,
    locate_desa,
    locate_point,
    locate_text,
    offered,
    shape_words,
    text_of,
)
from services.office import Office
from services.setup import initialise
from sop.dictionary import INCIDENTS
from sop.incident import LocationPrecision, Quarantine
from sop.party import Actor, Role
from sop.problem import ProblemCode, Refused

KEEPER = Actor("cli:uji", Role.LOKAL)

# The desk's desa are squares in a row: 62.01 from 115.1 to 115.2, 62.02 to 115.3, 62.03 to 115.4.


def refusal(call, *arguments):
    with pytest.raises(Refused) as refused:
        call(*arguments)
    (one,) = refused.value.problems
    return one.code


def test_a_point_in_a_desa_is_named_with_its_coordinates(desk):
    found = locate_point(desk.office, 115.25, -2.15)
    assert found.point == shapely.Point(115.25, -2.15)
    assert (found.kode_desa, found.precision, found.quarantine) == ("62.02", LocationPrecision.PETA, None)
    assert found.words == "Tengah · 2,15000° LS 115,25000° BT"
    assert locate_point(desk.office, 115.25, -2.15, LocationPrecision.GPS).precision == LocationPrecision.GPS


def test_a_point_outside_waits_in_quarantine_and_says_so(desk):
    found = locate_point(desk.office, 114.9, -2.15)
    assert found.point == shapely.Point(114.9, -2.15)
    assert (found.kode_desa, found.quarantine) == (None, Quarantine.LUAR_WILAYAH)
    assert found.words == "Di luar wilayah; akan menunggu di karantina · 2,15000° LS 114,90000° BT"


def test_a_point_outside_is_told_with_the_neighbour_in_which_it_lies(tmp_path):
    initialise(tmp_path / "kantor", KEEPER, at=datetime(2026, 11, 25, tzinfo=UTC))
    office = Office.open(tmp_path / "kantor")
    unit = office.neighbours().iloc[0]
    inside = unit.geometry.representative_point()
    words = locate_point(office, inside.x, inside.y).words
    office.close()
    assert words.startswith(f"Di luar wilayah ({unit['nama']}, Kecamatan {unit['kecamatan']}); akan menunggu")


def test_a_point_on_a_border_belongs_to_the_desa_with_the_lower_code(desk):
    assert locate_point(desk.office, 115.2, -2.15).kode_desa == "62.01"
    assert locate_point(desk.office, 115.3, -2.15).kode_desa == "62.02"


@pytest.mark.parametrize(
    ("lon", "lat"), [(math.nan, -2.0), (115.0, math.inf), (181.0, 0.0), (0.0, -90.5), (-math.inf, math.nan)]
)
def test_a_point_off_the_globe_is_refused(desk, lon, lat):
    assert refusal(locate_point, desk.office, lon, lat) == ProblemCode.LOKASI_MUSTAHIL


def test_a_desa_alone_is_kept_as_an_import_keeps_it(desk):
    file = desk.folder / "kejadian.csv"
    file.write_text("Nomor Laporan,Waktu Kejadian,Kode Desa\nK1,2026-11-24 19:00,62.03\n", encoding="utf-8")
    import_file(desk.office, KEEPER, "incidents", file, at=datetime(2026, 11, 25, 3, tzinfo=UTC))
    kept = desk.office.frame(INCIDENTS).iloc[0]
    found = locate_desa(desk.office, "62.03")
    assert (found.point, kept["geometry"]) == (None, None)
    assert (found.kode_desa, found.precision.value) == (kept["kode_desa"], kept["presisi_lokasi"])
    assert found.quarantine is None
    assert pd.isna(kept["karantina"])
    assert found.words == "Timur (hanya desa)"


def test_a_desa_that_the_office_does_not_have_is_refused(desk):
    assert refusal(locate_desa, desk.office, "99.99") == ProblemCode.DESA_TAK_DIKENAL


def test_a_pasted_text_gives_the_same_place_as_its_point(desk):
    for text in ("-2,15, 115,25", "https://maps.google.com/?q=-2.15,115.25", "2°09' LS 115°15' BT"):
        assert locate_text(desk.office, text) == locate_point(desk.office, 115.25, -2.15)


def test_swapped_numbers_are_refused_and_what_they_meant_is_offered(desk):
    assert refusal(locate_text, desk.office, "115.25, -2.15") == ProblemCode.LOKASI_TERTUKAR
    assert offered(desk.office, "115.25, -2.15") == locate_point(desk.office, 115.25, -2.15)
    assert offered(desk.office, "-2.15, 115.25") is None
    assert offered(desk.office, "entah") is None


def test_a_point_as_text_reads_back_as_the_same_point(desk):
    point = shapely.Point(115.123456, -2.1)
    assert text_of(point) == "-2,100000, 115,123456"
    assert locate_text(desk.office, text_of(point)).point == point


def test_the_desa_are_offered_by_name(desk):
    assert desa_names(desk.office) == {"62.01": "Barat", "62.02": "Tengah", "62.03": "Timur"}


def test_a_shape_is_told_by_its_size_and_the_desa_it_touches(desk):
    system = desk.office.profile.metric_epsg
    (x, y) = gpd.GeoSeries([shapely.Point(115.15, -2.15)], crs=4326).to_crs(system).get_coordinates().iloc[0]
    field = gpd.GeoSeries([shapely.box(x, y, x + 500, y + 200)], crs=system).to_crs(4326).iloc[0]
    assert shape_words(desk.office, field) == "10,0 ha · Barat"
    across = shapely.LineString([(115.19, -2.15), (115.21, -2.15)])
    assert shape_words(desk.office, across).endswith(" km · Barat, Tengah")
    assert shape_words(desk.office, shapely.LineString([(110, -2), (110, -1.9)])).endswith("di luar wilayah")
