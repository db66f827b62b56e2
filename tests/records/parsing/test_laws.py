"""Laws that hold for any file."""

import random

import numpy as np
import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from records.parsing.fixes import Fixes, pack_fixes, unpack_fixes
from records.parsing.mapping import ColumnMapping
from records.parsing.numbers import numbers
from records.parsing.times import times
from sop.wording import number

CALM = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf"], exclude_characters=';"'), max_size=8
)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["2025-11-01", "2025-11-02", "2025-11-02 19:00", "kemarin", ""]),
        st.sampled_from(["115.1", "115.2", "215", ""]),
        st.sampled_from(["-2.0", "-2.1", "x"]),
        WORDS,
    ),
    min_size=1,
    max_size=12,
)


def lines(rows):
    return "tanggal;lon;lat;uraian\n" + "\n".join(";".join(row) for row in rows)


@CALM
@given(rows=ROWS, seed=st.integers(0, 100))
def test_the_order_of_rows_does_not_change_the_set_of_marks(parse, rows, seed):
    shuffled = rows.copy()
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - a shuffle, not a secret
    assert sorted(parse(lines(rows)).frame["sidik"]) == sorted(parse(lines(shuffled)).frame["sidik"])


@CALM
@given(rows=ROWS)
def test_every_row_is_accepted_or_rejected_once_and_no_mark_is_shared(parse, rows):
    parsed = parse(lines(rows))
    assert parsed.rows == len(rows) == len(parsed.frame) + len(parsed.rejected)
    accounted = [*parsed.frame.index, *(one.row for one in parsed.rejected)]
    assert sorted(accounted) == list(range(2, len(rows) + 2))
    assert parsed.frame["sidik"].is_unique


@CALM
@given(st.lists(st.integers(-(10**11), 10**11), min_size=1), st.integers(0, 2))
def test_indonesian_numbers_survive_the_round_trip(cents, decimals):
    # A column shows its notation by one number above a million or with one or two decimals.
    values = [1234567.5, *(round(cent / 100, decimals) for cent in cents)]
    text = pd.Series([number(value, max(decimals, 1)) for value in values], dtype="str")
    read, bad = numbers(text)
    assert not bad.any()
    assert read.tolist() == values


@CALM
@given(st.lists(st.datetimes(pd.Timestamp(1990, 1, 1), pd.Timestamp(2030, 1, 1)), min_size=1))
def test_times_with_seconds_survive_the_round_trip_through_three_zones(moments):
    stamps = pd.Series(pd.to_datetime(moments).floor("s")).astype("datetime64[ms]")
    for word, hours in (("WIB", 7), ("WITA", 8), ("WIT", 9)):
        local = stamps + pd.Timedelta(hours=hours)
        text = (local.dt.strftime("%Y-%m-%d %H:%M:%S ") + word).astype("str")
        read = times(text, column="waktu", zone="Asia/Pontianak")
        assert (read.utc == stamps.dt.tz_localize("UTC")).all()
        assert set(read.zone) == {word}


COORDINATES = st.floats(-180, 180, allow_nan=False)


@CALM
@given(st.lists(st.tuples(st.integers(0, 5), COORDINATES, COORDINATES,
                          st.one_of(st.just(np.nan), st.floats(0, 4e9))), min_size=1))  # fmt: skip
def test_fixes_survive_packing(rows):
    fixes = Fixes(*np.array(rows, dtype=float).T)
    back = unpack_fixes(pack_fixes(fixes))
    for name in ("segment", "lon", "lat", "epoch"):
        np.testing.assert_array_equal(getattr(back, name), getattr(fixes, name))


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)


@CALM
@given(
    columns=st.dictionaries(NAMES, st.sampled_from(["lon", "lat", "uraian"]), max_size=4),
    unmapped=st.lists(NAMES, unique=True, max_size=3),
    defaults=st.dictionaries(NAMES, NAMES, max_size=3),
    swap=st.booleans(),
    order=st.sampled_from(["", "dmy", "mdy", "%d/%m/%Y"]),
)
def test_a_mapping_survives_toml(columns, unmapped, defaults, swap, order):
    mapping = ColumnMapping(
        columns=columns,
        defaults=defaults,
        date_format=order,
        swap=swap,
        zone="WITA",
        crs="EPSG:32750",
        unmapped=tuple(name for name in unmapped if name not in columns),
    )
    back = ColumnMapping.from_toml(mapping.to_toml())
    assert back == mapping
    assert back.unmapped == mapping.unmapped
