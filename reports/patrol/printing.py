"""Papers of a patrol ready to sign: as PDF, and as pictures for a screen."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from reports.patrol import assignment as spt
from reports.patrol import route_sheet as lembar
from reports.patrol.order import Order, Sheet
from reports.patrol.qr import qr_svg
from reports.patrol.route_map import map_size, route_map
from reports.patrol.typesetting import Print


def print_order(order: Order, made_at: datetime) -> Print:
    """Return the Surat Perintah Tugas.

    Parameters
    ----------
    order
        The order.
    made_at
        When the paper is made; aware.
    """
    data = {
        **asdict(spt.assignment(order)),
        **_paper(order),
        "people_columns": spt.PEOPLE_COLUMNS,
        "guest_columns": spt.GUEST_COLUMNS,
    }
    return Print(template="surat_perintah_tugas.typ", data=data, images={}, made_at=made_at)


def print_sheet(sheet: Sheet) -> Print:
    """Return the route sheet; it is one page up to 20 stops.

    Parameters
    ----------
    sheet
        The route.
    """
    said = lembar.route_sheet(sheet)
    size = map_size(len(said.stops))
    data = {
        **asdict(said),
        **_paper(sheet.order),
        "stop_columns": lembar.STOP_COLUMNS,
        "people_columns": lembar.PEOPLE_COLUMNS,
        "map_cm": size,
        "no_stops": lembar.NO_STOPS,
    }
    images = {"map": route_map(sheet, *size, "svg").decode(), "code": qr_svg(said.code)}
    return Print(template="lembar_rute.typ", data=data, images=images, made_at=sheet.made_at)


def _paper(order: Order) -> dict[str, Any]:
    width, height = order.office.paper.size_mm
    return {
        "width_mm": width,
        "height_mm": height,
        "draft": order.number is None,
        "demo": order.office.demo,
    }
