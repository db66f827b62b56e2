"""Times in every notation that registers use."""

import pandas as pd
import pytest

from records.parsing.times import times

ZONE = "Asia/Pontianak"


def read(text, zone=ZONE, **options):
    result = times(pd.Series([text], dtype="str"), column="waktu", zone=zone, **options)
    if result.bad.iloc[0]:
        return None
    return (
        result.utc.iloc[0].isoformat().replace("+00:00", "Z"),
        result.precision.iloc[0],
        result.zone.iloc[0],
    )


# Seven hours before WIB, eight before WITA, nine before WIT.
@pytest.mark.parametrize(
    ("text", "utc", "precision", "zone"),
    [
        ("2025-11-23T19:00:00+07:00", "2025-11-23T12:00:00Z", "tepat", "WIB"),
        ("2025-11-23 19:00", "2025-11-23T12:00:00Z", "tepat", "WIB"),
        ("2025-11-23T12:00:00Z", "2025-11-23T12:00:00Z", "tepat", "UTC"),
        ("2025-11-23T17:30:00+05:30", "2025-11-23T12:00:00Z", "tepat", "UTC+05:30"),
        ("2025-11-23 19:00:00.250", "2025-11-23T12:00:00.250000Z", "tepat", "WIB"),
        ("23/11/2025 19.00 WIB", "2025-11-23T12:00:00Z", "tepat", "WIB"),
        ("23-11-25 20:00 wita", "2025-11-23T12:00:00Z", "tepat", "WITA"),
        ("Minggu, 23 November 2025 pukul 21.00 WIT", "2025-11-23T12:00:00Z", "tepat", "WIT"),
        ("Jum'at, 21 Nop 2025 jam 07.05", "2025-11-21T00:05:00Z", "tepat", "WIB"),
        ("Nov 23, 2025 7:00 PM", "2025-11-23T12:00:00Z", "tepat", "WIB"),
        ("23/11/2025 12:30 AM", "2025-11-22T17:30:00Z", "tepat", "WIB"),
        ("23.11.2025", "2025-11-22T17:00:00Z", "tanggal_saja", "WIB"),
        ("20251123", "2025-11-22T17:00:00Z", "tanggal_saja", "WIB"),
        ("23 Agustus 2025", "2025-08-22T17:00:00Z", "tanggal_saja", "WIB"),
        ("2025-11-23 malam", "2025-11-23T13:00:00Z", "malam", "WIB"),
        ("23/11/2025 dini hari", "2025-11-22T19:00:00Z", "malam", "WIB"),
        ("2025-11-23 sekitar pukul 07.00", "2025-11-23T00:00:00Z", "sekitar_1_jam", "WIB"),
        ("29/02/2024", "2024-02-28T17:00:00Z", "tanggal_saja", "WIB"),
    ],
)
def test_usual_notations(text, utc, precision, zone):
    assert read(text) == (utc, precision, zone)


@pytest.mark.parametrize(
    "text",
    ["2025-02-29", "31/04/2025", "2025-13-01", "23/11/2025 25:00", "19:00", "kemarin", "45123", "14:00 PM",
     "23/11/2025 14:00 PM", "0000-01-01", "2025-11-23 19:00 WAKTU"],
)  # fmt: skip
def test_what_is_no_time_is_bad(text):
    assert read(text) is None


def test_a_column_in_which_every_time_is_midnight_holds_dates():
    both = times(
        pd.Series(["2025-11-23 00:00:00", "2025-11-24 00:00:00"], dtype="str"), column="t", zone=ZONE
    )
    assert set(both.precision) == {"tanggal_saja"}
    mixed = times(
        pd.Series(["2025-11-23 00:00:00", "2025-11-24 10:00:00"], dtype="str"), column="t", zone=ZONE
    )
    assert set(mixed.precision) == {"tepat"}


def test_a_pattern_of_the_mapping_is_followed_to_the_letter():
    assert read("2025.23.11 1900", date_format="%Y.%d.%m %H%M") == ("2025-11-23T12:00:00Z", "tepat", "WIB")
    assert read("23/11/2025", date_format="%Y.%d.%m") is None


def test_an_hour_that_the_clocks_skip_or_repeat_still_becomes_an_instant():
    # In Chicago 02:30 on 10 March 2019 did not exist; 01:30 on 3 November 2019 came twice.
    assert read("2019-03-10 02:30", zone="America/Chicago")[0] == "2019-03-10T08:00:00Z"
    assert read("2019-11-03 01:30", zone="America/Chicago")[0] == "2019-11-03T06:30:00Z"
