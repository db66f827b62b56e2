"""Papers of a patrol ready to sign: as PDF, and as pictures for a screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from reports.patrol import assignment as spt
from reports.patrol import route_sheet as lembar
from reports.patrol.order import Office, Order, Sheet
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
        **_paper(order.office, order.mark),
        "people_columns": spt.PEOPLE_COLUMNS,
        "guest_columns": spt.GUEST_COLUMNS,
    }
    return Print(template="surat_perintah_tugas.typ", data=data, images={}, made_at=made_at)


def print_sheets(sheets: Sequence[Sheet], made_at: datetime) -> Print:
    """Return route sheets in one file; each is one page up to 20 stops, and begins a page.

    Parameters
    ----------
    sheets
        The routes, at least one.
    made_at
        When the file is made; aware.
    """
    papers = [_sheet(sheet) for sheet in sheets]
    images = {
        f"{name}{place}": image for place, (_, drawn) in enumerate(papers) for name, image in drawn.items()
    }
    title = " ".join(dict.fromkeys((papers[0][0]["title"], *(data["code"] for data, _ in papers))))
    data = {"title": title, "sheets": [data for data, _ in papers]}
    return Print(template="lembar_rute.typ", data=data, images=images, made_at=made_at)


def _sheet(sheet: Sheet) -> tuple[dict[str, Any], dict[str, str]]:
    said = lembar.route_sheet(sheet)
    size = map_size(len(said.stops))
    data = {
        **asdict(said),
        **_paper(sheet.office, sheet.mark),
        "stop_columns": lembar.STOP_COLUMNS,
        "people_columns": lembar.PEOPLE_COLUMNS,
        "map_cm": size,
        "no_stops": lembar.NO_STOPS,
    }
    return data, {"map": route_map(sheet, *size, "svg").decode(), "code": qr_svg(said.code)}


def _paper(office: Office, mark: str) -> dict[str, Any]:
    width, height = office.paper.size_mm
    return {"width_mm": width, "height_mm": height, "mark": mark, "demo": office.demo}
