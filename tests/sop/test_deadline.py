"""Time limits: hours by severity, working days, and who is told."""

import tomllib
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.reference import RULES
from sop.category import Severity
from sop.deadline import Duty, Escalation, Limits
from sop.problem import Refused

WIB = ZoneInfo("Asia/Pontianak")
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=WIB)
FRIDAY = datetime(2026, 11, 27, 15, 0, tzinfo=WIB)


def due(severity, start, limits=None, duty=Duty.VERIFIKASI):
    return (limits or Limits()).due(duty, severity, start, WIB).astimezone(WIB)


def test_a_critical_report_is_due_within_the_hour_even_at_night():
    night = datetime(2026, 11, 28, 23, 30, tzinfo=WIB)
    assert due(Severity.KRITIS, night) == datetime(2026, 11, 29, 0, 30, tzinfo=WIB)


def test_a_light_report_waits_over_the_weekend():
    # 9 hours are left of Friday, then Monday 24 and Tuesday 24, and 15 of Wednesday.
    assert due(Severity.RINGAN, FRIDAY) == datetime(2026, 12, 2, 15, 0, tzinfo=WIB)


def test_a_holiday_is_no_working_day():
    limits = Limits(holidays=frozenset({date(2026, 11, 24)}))
    assert due(Severity.SEDANG, MONDAY, limits) == datetime(2026, 11, 25, 9, 0, tzinfo=WIB)


def test_what_begins_on_a_sunday_begins_to_count_on_monday():
    sunday = datetime(2026, 11, 29, 8, 0, tzinfo=WIB)
    assert due(Severity.SEDANG, sunday) == datetime(2026, 12, 1, 0, 0, tzinfo=WIB)


@given(st.integers(0, 10 * 365 * 24 * 60), st.sampled_from([*Severity]))
def test_nothing_is_due_before_its_hours_have_passed(minutes, severity):
    start = MONDAY + timedelta(minutes=minutes)
    hours = Limits().hours[Duty.VERIFIKASI][severity]
    assert due(severity, start) - start >= timedelta(hours=hours)


def test_the_packaged_rules_are_the_defaults():
    packaged = Limits.from_mapping(tomllib.loads(RULES.read_text(encoding="utf-8")))
    assert packaged == Limits()


def test_limits_survive_the_way_through_their_file():
    limits = Limits(holidays=frozenset({date(2026, 12, 25)}), tell_kasi=0.25)
    assert Limits.from_mapping(limits.to_mapping()) == limits


def test_everything_that_is_wrong_is_told_at_once():
    document = {
        "tenggat": {"verifikasi": {"kritis": 0, "parah": 3}, "tidur": {}},
        "eskalasi": {"kasi": 3},
        "libur": {"tanggal": ["25 Desember"]},
        "lain": {},
    }
    with pytest.raises(Refused) as refused:
        Limits.from_mapping(document)
    assert sorted(p.details["kunci"] for p in refused.value.problems) == [
        "eskalasi", "lain", "libur.tanggal", "tenggat.tidur", "tenggat.verifikasi.kritis",
        "tenggat.verifikasi.parah",
    ]  # fmt: skip


def test_a_calendar_without_working_days_is_refused():
    everything = frozenset(date(2026, 1, 1) + timedelta(days=n) for n in range(20_000))
    with pytest.raises(Refused):
        due(Severity.RINGAN, MONDAY, Limits(holidays=everything))


def test_a_slipping_duty_climbs_from_kasi_to_sekcam_to_camat():
    start, end = datetime(2026, 11, 23, 0, tzinfo=UTC), datetime(2026, 11, 23, 6, tzinfo=UTC)
    told = [Limits().escalation(start, end, start + timedelta(hours=h)) for h in (2, 3, 6, 12)]
    assert told == [Escalation.BELUM, Escalation.KASI, Escalation.SEKCAM, Escalation.CAMAT]
