"""Papers of a patrol as PDF, ready to sign."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any, Literal

import typst

from reports.patrol import assignment as spt
from reports.patrol import route_sheet as lembar
from reports.patrol.order import Order, Sheet
from reports.patrol.qr import qr_svg
from reports.patrol.route_map import route_map
from reports.patrol.typesetting import typeset

_MAP_WIDTH_CM = 10.6


def order_pages(
    order: Order,
    made_at: datetime,
    *,
    known: typst.Fonts | None = None,
    form: Literal["pdf", "png"] = "pdf",
) -> list[bytes]:
    """Return the Surat Perintah Tugas as one PDF, or as one PNG a page.

    Parameters
    ----------
    order
        The order.
    made_at
        When the paper is made; aware.
    known
        Fonts; those of the machine and of the product otherwise.
    """
    data = {
        **asdict(spt.assignment(order)),
        **_paper(order),
        "people_columns": spt.PEOPLE_COLUMNS,
        "guest_columns": spt.GUEST_COLUMNS,
    }
    return typeset("surat_perintah_tugas.typ", data, {}, made_at=made_at, known=known, form=form)


def sheet_pages(
    sheet: Sheet, *, known: typst.Fonts | None = None, form: Literal["pdf", "png"] = "pdf"
) -> list[bytes]:
    """Return the route sheet as one PDF, or as one PNG a page.

    It is one page up to 20 stops.

    Parameters
    ----------
    sheet
        The route.
    known
        Fonts; those of the machine and of the product otherwise.
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
    return typeset("lembar_rute.typ", data, images, made_at=sheet.made_at, known=known, form=form)


def map_size(stops: int) -> tuple[float, float]:
    """Return width and height of the map in centimetres: the longer the table, the lower it is.

    Examples
    --------
    >>> map_size(6), map_size(14)
    ((10.6, 8.4), (10.6, 6.8))
    """
    return (_MAP_WIDTH_CM, round(max(8.4 - 0.2 * max(0, stops - 6), 5), 1))


def _paper(order: Order) -> dict[str, Any]:
    width, height = order.office.paper.size_mm
    return {
        "width_mm": width,
        "height_mm": height,
        "draft": order.number is None,
        "demo": order.office.demo,
    }
