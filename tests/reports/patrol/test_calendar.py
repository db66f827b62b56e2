"""The routes as a calendar reads them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from reports.patrol.calendar import calendar

STAMP = datetime(2026, 11, 22, 23, 40, tzinfo=UTC)


def lines(content):
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_a_calendar_shows_the_patrol_at_its_local_time(sheet):
    (event,) = icalendar.Calendar.from_ical(calendar([sheet], STAMP)).events
    assert event.start.isoformat() == "2026-11-23T19:00:00+07:00"
    assert event.end.isoformat() == "2026-11-23T19:55:00+07:00"
    assert event.stamp == STAMP
    assert event["SUMMARY"] == "Patroli Regu 1"
    assert event["LOCATION"] == "Kantor Kecamatan, Kecamatan Murung"
    assert event["DESCRIPTION"] == (
        "1. 19.10–19.25 Pasar 1 (Bamban)\n2. 19.30–19.45 Simpang 2 (Kandris)\nLembar rute LBR-2026-0007"
    )
    assert event["STATUS"] == "CONFIRMED"


def test_the_file_brings_the_rules_of_its_zone_before_the_event(sheet):
    said = lines(calendar([sheet], STAMP))
    zone = said[said.index("BEGIN:VTIMEZONE") : said.index("END:VTIMEZONE") + 1]
    assert [line for line in zone if line.startswith(("TZID", "TZOFFSET", "COMMENT"))] == [
        "TZID:Asia/Pontianak",
        "TZOFFSETFROM:+0700",
        "TZOFFSETTO:+0700",
    ]
    assert said.index("END:VTIMEZONE") < said.index("BEGIN:VEVENT")
    assert "DTSTART;TZID=Asia/Pontianak:20261123T190000" in said


def test_a_zone_with_summer_time_brings_both_rules(sheet_of):
    winter, summer = sheet_of(zone="America/Chicago"), sheet_of(zone="America/Chicago")
    moved = replace(
        summer.route,
        start=summer.route.start - timedelta(days=120),
        end=summer.route.end - timedelta(days=120),
    )
    content = calendar([winter, replace(summer, route=moved)], STAMP)
    # 12.00 UTC is 06.00 in November, and 07.00 on 26 July.
    starts = [line for line in lines(content) if line.startswith("DTSTART;")]
    assert starts == [
        "DTSTART;TZID=America/Chicago:20261123T060000",
        "DTSTART;TZID=America/Chicago:20260726T070000",
    ]
    assert {"BEGIN:STANDARD", "BEGIN:DAYLIGHT"} <= set(lines(content))


def test_a_route_issued_anew_replaces_its_event(sheet):
    first = icalendar.Calendar.from_ical(calendar([sheet], STAMP)).events[0]
    again = replace(sheet, revision=1, route=replace(sheet.route, visits=sheet.route.visits[:1]))
    second = icalendar.Calendar.from_ical(calendar([again], STAMP)).events[0]
    assert (first["UID"], first["SEQUENCE"]) == ("LBR-2026-0007@Murung.tenteram", 0)
    assert (second["UID"], second["SEQUENCE"]) == (first["UID"], 1)


def test_a_draft_is_tentative_and_the_demo_says_so(sheet_of):
    (event,) = icalendar.Calendar.from_ical(calendar([sheet_of(number=None, demo=True)], STAMP)).events
    assert (event["STATUS"], event["SUMMARY"]) == ("TENTATIVE", "DATA CONTOH · DRAF · Patroli Regu 1")


def test_what_is_called_off_is_cancelled_in_the_calendar_and_the_demo_is_another_house(sheet_of):
    gone = replace(sheet_of(demo=True), cancelled=True)
    (event,) = icalendar.Calendar.from_ical(calendar([gone], STAMP)).events
    assert (event["STATUS"], event["SUMMARY"]) == ("CANCELLED", "DATA CONTOH · BATAL · Patroli Regu 1")
    assert event["UID"] == "LBR-2026-0007@Murung-contoh.tenteram"


def test_no_person_is_named_and_no_text_adds_a_line(sheet_of):
    hostile = sheet_of(word="\r\nATTENDEE:mailto:a@b.c\u2028;,\\n\x00")
    content = calendar([hostile], STAMP)
    assert [line for line in lines(content) if line.startswith("ATTENDEE")] == []
    assert len(icalendar.Calendar.from_ical(content).events) == 1
    assert b"Kasi Contoh" not in content


@pytest.mark.parametrize("many", [0, 3])
def test_one_event_for_each_route(sheet, many):
    sheets = [replace(sheet, number=f"LBR-{number}") for number in range(many)]
    content = calendar(sheets, STAMP)
    assert content == calendar(sheets, STAMP)
    assert lines(content).count("BEGIN:VEVENT") == many
    assert len({line for line in lines(content) if line.startswith("UID:")}) == many
