"""A route as the office announces it on WhatsApp."""

from __future__ import annotations

from planning.plan import Visit
from reports.patrol.clock import clock, hours, weekday_date
from reports.patrol.order import CANCELLED, DRAFT, INVITED, Sheet
from reports.patrol.plain import plain
from sop.patrol import PatrolElement
from sop.wording import number

_MARKS = {
    DRAFT: "DRAF – BELUM DITERBITKAN",
    CANCELLED: "BATAL – PATROLI INI TIDAK DILAKSANAKAN",
}


def route_message(sheet: Sheet, *, to: str, sender: str) -> str:
    """Return the message: no names, no reasons, for it is forwarded to whom nobody knows.

    Parameters
    ----------
    sheet
        The route.
    to, sender
        To whom, and who reports.
    """
    route, zone = sheet.route, sheet.office.zone
    stops = [_stop(order, visit, sheet) for order, visit in enumerate(route.visits, start=1)]
    counts = sheet.crew.counts(route.shift.elements)
    parts = [
        ("Dasar", [f"SPT Nomor : {plain(sheet.order.number or 'belum bernomor (draf)', 80)}"]),
        (
            "Waktu",
            [
                f"Hari/Tgl : {weekday_date(route.start, zone)}",
                f"Pukul : {hours(route.start, route.end, zone)}",
            ],
        ),
        (f"Rute (± {number(route.distance_km, 1)} km)", stops or ["Tidak ada titik"]),
        ("Personil", [_element(element, many) for element, many in counts.items()]),
        ("Kendaraan", [plain(sheet.crew.vehicle, 80)] if sheet.crew.vehicle else []),
    ]
    filled = [(title, lines) for title, lines in parts if lines]
    body = [
        text
        for numeral, (title, lines) in zip(("I", "II", "III", "IV", "V"), filled, strict=False)
        for text in (f"*{numeral}. {title}*", *lines)
    ]
    what = f"rencana patroli {sheet.kind.label.lower()}"
    return "\n".join(
        (
            *(["*DATA CONTOH*", ""] if sheet.office.demo else []),
            *([f"*{_MARKS[sheet.mark]}*", ""] if sheet.mark else []),
            "Kepada Yth.", plain(to, 80), "",
            f"Mohon izin menyampaikan *{what}* {plain(route.shift.name, 80)} sbb :", "",
            *body, "",
            "Demikian disampaikan. DUMP", plain(sender, 80),
        )
    )  # fmt: skip


def _stop(order: int, visit: Visit, sheet: Sheet) -> str:
    times = f"{clock(visit.arrive, sheet.office.zone)}–{clock(visit.depart, sheet.office.zone)}"
    return f"{order}. {plain(visit.stop.name, 80)} ({sheet.desa(visit.stop.kode_desa)}), {times}"


def _element(element: PatrolElement, many: int) -> str:
    asked = "diharapkan hadir" if element in INVITED else ""
    if not many:
        return f"{element.label} : {asked or 'menyesuaikan'}"
    return f"{element.label} : {many} orang" + (f" ({asked})" if asked else "")
