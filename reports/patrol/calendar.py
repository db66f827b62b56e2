"""Routes as a calendar file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from icalendar import Calendar, Event
from icalendar.enums import STATUS

from reports.patrol.clock import clock
from reports.patrol.order import CANCELLED, DRAFT, Sheet
from reports.patrol.plain import plain

_STATUS = {DRAFT: STATUS.TENTATIVE, CANCELLED: STATUS.CANCELLED}
_MARGIN = timedelta(days=366)


def calendar(sheets: Sequence[Sheet], stamp: datetime) -> bytes:
    """Return an iCalendar file with one event for each route, and the rules of every zone it uses.

    An event keeps its identity when the route is issued anew, so that a calendar replaces it. It names
    no person.

    Parameters
    ----------
    sheets
        Routes.
    stamp
        When the file is made; aware.
    """
    # `Calendar.new` would draw an identity at random.
    made = Calendar()
    for name, value in (("version", "2.0"), ("prodid", "-//Tenteram//Patroli//ID"), ("method", "PUBLISH")):
        made.add(name, value)
    for sheet in sheets:
        made.add_component(_event(sheet, stamp))
    if sheets:
        first = min(sheet.route.start for sheet in sheets) - _MARGIN
        last = max(sheet.route.end for sheet in sheets) + _MARGIN
        made.add_missing_timezones(first.date(), last.date())
        for rules in made.timezones:
            rules.pop("COMMENT", None)  # English, and some calendars show it
    content: bytes = made.to_ical()
    return content


def _event(sheet: Sheet, stamp: datetime) -> Event:
    route, zone = sheet.route, sheet.office.zone
    place = f"{plain(sheet.start_name, 80)}, Kecamatan {plain(sheet.office.kecamatan, 80)}"
    event = Event.new(
        uid=f"{plain(sheet.number, 40)}@{_house(sheet)}.tenteram".replace(" ", "-"),
        stamp=stamp,
        start=route.start.astimezone(zone),
        end=route.end.astimezone(zone),
        summary=f"{_mark(sheet)}Patroli {plain(route.shift.name, 80)}",
        location=place,
        description=_description(sheet),
        sequence=sheet.revision,
        status=_STATUS.get(sheet.mark, STATUS.CONFIRMED),
    )
    event.add("geo", (round(route.shift.lat, 6), round(route.shift.lon, 6)))
    return event


def _mark(sheet: Sheet) -> str:
    marks = ("DATA CONTOH" if sheet.office.demo else "", sheet.mark)
    return "".join(f"{mark} · " for mark in marks if mark)


def _house(sheet: Sheet) -> str:
    """Return whose event it is; the demo counts its sheets as the office does, and is another house."""
    return plain(sheet.office.kecamatan, 80) + ("-contoh" if sheet.office.demo else "")


def _description(sheet: Sheet) -> str:
    zone = sheet.office.zone
    stops = [
        f"{order}. {clock(visit.arrive, zone)}–{clock(visit.depart, zone)} {plain(visit.stop.name, 80)}"
        f" ({sheet.desa(visit.stop.kode_desa)})"
        for order, visit in enumerate(sheet.route.visits, start=1)
    ]
    return "\n".join([*(stops or ["Tidak ada titik."]), f"Lembar rute {plain(sheet.number, 40)}"])
