from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql, sqlite

from records.store.geometry import (
    Geometry,
    blobs_to_wkb,
    driver_to_wkb,
    from_wkb,
    to_wkb,
    wkb_to_blobs,
    wkb_to_driver,
)
from records.store.time import Instant, text_to_time, time_to_text

DIALECTS = [sqlite.dialect(), postgresql.dialect()]
NUMBERS = st.floats(-180, 180, allow_nan=False)
XY = st.tuples(NUMBERS, NUMBERS)
SHAPES = st.one_of(
    st.none(),
    XY.map(shapely.Point),
    st.tuples(NUMBERS, NUMBERS, NUMBERS).map(shapely.Point),
    st.lists(XY, min_size=2, max_size=5).map(shapely.LineString),
    st.lists(XY, min_size=3, max_size=5).map(shapely.Polygon),
    st.lists(XY, max_size=3).map(shapely.MultiPoint),
    st.sampled_from([shapely.Point(), shapely.Polygon(), shapely.GeometryCollection()]),
)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
# A day from either end of the calendar, so that every zone's time exists in UTC.
TIMES = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=ZONES)  # noqa: DTZ001 - strategy


@given(st.lists(SHAPES, max_size=6))
def test_geometries_come_back_from_either_database_as_they_went_in(shapes: list[shapely.Geometry | None]):
    for dialect in DIALECTS:
        wkb = to_wkb(shapes)
        back = from_wkb(driver_to_wkb(wkb_to_driver(wkb, dialect), dialect))
        pairs = zip(shapes, back, strict=True)
        assert all(b is None if a is None else shapely.equals_identical(a, b) for a, b in pairs)


@given(SHAPES)
def test_one_geometry_makes_the_trip_through_the_column_type(shape: shapely.Geometry | None):
    for dialect in DIALECTS:
        column = Geometry()
        back = column.process_result_value(column.process_bind_param(shape, dialect), dialect)
        assert to_wkb([back]) == to_wkb([shape])


def test_the_envelope_says_west_east_south_north():
    blob = wkb_to_blobs(to_wkb([shapely.LineString([(115, -3), (116, -2)])]))[0]
    assert blob is not None
    assert np.frombuffer(blob[8:40], "<f8").tolist() == [115, 116, -3, -2]


def test_a_blob_of_another_program_without_envelope_is_read():
    wkb = to_wkb([shapely.Point(115, -2)])
    assert wkb[0] is not None
    assert blobs_to_wkb([b"GP\x00\x01\xe6\x10\x00\x00" + wkb[0]]) == wkb


@given(TIMES)
def test_times_come_back_in_utc_to_the_millisecond(moment: datetime):
    cut = moment.astimezone(UTC).replace(microsecond=moment.microsecond // 1000 * 1000)
    column = Instant()
    for dialect in DIALECTS:
        assert column.process_result_value(column.process_bind_param(moment, dialect), dialect) == cut


@given(TIMES, TIMES)
def test_stored_texts_sort_as_the_times_do(one: datetime, other: datetime):
    texts = [time_to_text(one), time_to_text(other)]
    assert (texts[0] < texts[1]) == (text_to_time(texts[0]) < text_to_time(texts[1]))


def test_nine_tenths_of_a_second_are_900_milliseconds():
    said = {
        text: text_to_time(f"2026-11-23T09:45:00{text}Z").microsecond for text in (".900", ".9", ".09", "")
    }
    assert said == {".900": 900_000, ".9": 900_000, ".09": 90_000, "": 0}


def test_a_time_without_a_zone_is_not_stored():
    with pytest.raises(ValueError, match="zone"):
        time_to_text(datetime(2026, 11, 23))  # noqa: DTZ001 - the point of the test
