"""Papers of a patrol as DOCX, for an office that wants to change a word: the same text as the PDF."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from docx.shared import Cm

from reports.patrol import assignment as spt
from reports.patrol import route_sheet as lembar
from reports.patrol.order import Order, Sheet
from reports.patrol.qr import qr_png
from reports.patrol.room import LINE, lines, table_height
from reports.patrol.route_map import map_size, route_map
from reports.patrol.word import (
    BOX,
    CENTRED,
    JUSTIFIED,
    foot,
    kop,
    new_paper,
    numbered,
    packed,
    picture,
    row,
    sign,
    table,
    write,
)

_LETTER_CM, _SHEET_CM = (3.0, 2.0, 2.0, 2.5), (2.0, 1.5, 1.4, 1.6)
_DOTS = "." * 22
_FACT_CM, _CODE_CM = 2.7, 2.2
_PAD, _LESS_PAD = 1.2, 0.2
"""Points above and below the text of a cell, where there is room."""


def order_docx(order: Order, made_at: datetime) -> bytes:
    """Return the Surat Perintah Tugas as DOCX.

    Parameters
    ----------
    order
        The order.
    made_at
        When the paper is made; aware.
    """
    said = spt.assignment(order)
    width_mm, height_mm = order.office.paper.size_mm
    width = width_mm / 10 - _LETTER_CM[0] - _LETTER_CM[1]
    room = (height_mm / 10 - _LETTER_CM[2] - _LETTER_CM[3]) * _POINTS_A_CM
    size = _largest((11, 10.5, 10, 9.5, 9, 8.5, 8), lambda size: _order_height(said, width, size), room)
    paper = new_paper(order.office, _LETTER_CM, size=size, mark=order.mark)
    kop(paper, said.letterhead)
    write(paper.add_paragraph(), said.title, bold=True, underline=True, size=size + 1, align=CENTRED)
    write(paper.add_paragraph(), said.number, align=CENTRED, after=8)
    _part(paper, "Dasar", said.basis, width)
    write(paper.add_paragraph(), "MEMERINTAHKAN :", bold=True, align=CENTRED, after=4)
    paper.paragraphs[-1].paragraph_format.space_before = Cm(0.15)
    if said.people:
        write(paper.add_paragraph(), "Kepada :", after=3)
        _people(paper, spt.PEOPLE_COLUMNS, said.people, width, size - 1)
    if said.guests:
        paragraph = write(paper.add_paragraph(), said.guests_note, align=JUSTIFIED, after=3)
        paragraph.paragraph_format.space_before = Cm(0.2)
        _people(paper, spt.GUEST_COLUMNS, said.guests, width, size - 1)
    write(paper.add_paragraph(), "", size=4)
    _part(paper, "Untuk", said.tasks, width)
    paragraph = write(paper.add_paragraph(), said.closing, align=JUSTIFIED, after=6)
    paragraph.paragraph_format.space_before = Cm(0.15)
    cells = row(table(paper, (width - 7.6, 7.6), ruled=False), ("", ""))
    sign(cells[1], said.signature, above=(said.place, said.date))
    if said.copies:
        write(paper.add_paragraph(), "Tembusan disampaikan kepada Yth.:", underline=True, size=size - 1.5)
        numbered(paper, said.copies, width, size=size - 1.5)
    return packed(paper, said.title, made_at)


def sheet_docx(sheet: Sheet) -> bytes:
    """Return the route sheet as DOCX.

    Parameters
    ----------
    sheet
        The route.
    """
    said = lembar.route_sheet(sheet)
    width_mm, height_mm = sheet.office.paper.size_mm
    width = width_mm / 10 - _SHEET_CM[0] - _SHEET_CM[1]
    room = (height_mm / 10 - _SHEET_CM[2] - _SHEET_CM[3]) * _POINTS_A_CM
    fitting = (one for one in _SHEET_STEPS if _sheet_height(said, width, *one) * _CAREFUL <= room)
    size, scale = next(fitting, _SHEET_STEPS[-1])
    paper = new_paper(sheet.office, _SHEET_CM, size=size, mark=sheet.mark)
    kop(paper, said.letterhead, scale=0.85)
    write(paper.add_paragraph(), said.title, bold=True, size=12, align=CENTRED)
    write(paper.add_paragraph(), said.under, size=9, align=CENTRED, after=4)
    _map_and_facts(paper, sheet, said, width, size, scale)
    _gap(paper)
    _stops(paper, said, width, size)
    _gap(paper)
    _crew(paper, said, width, size)
    _gap(paper)
    asked = "    ".join(f"{name} {_DOTS}" for name, _ in said.outcome[:3])
    write(paper.add_paragraph(), asked, after=2)
    for name, boxes in said.outcome[3:]:
        choices = "    ".join(f"{BOX} {choice}" for choice in boxes) or "." * 120
        write(paper.add_paragraph(), f"{name} : {choices}", after=2)
    cells = row(table(paper, (width - 8, 8), ruled=False), ("", ""))
    sign(cells[0], said.leader, above=("",), space=3)
    sign(cells[1], said.issuer, above=(said.place,), space=3)
    foot(paper, said.identity)
    return packed(paper, f"{said.title} {said.code}", sheet.made_at)


_POINTS_A_CM = 72 / 2.54
_SHEET_STEPS = (
    *((size / 2, 1.0) for size in range(19, 15, -1)),
    *((size / 2, 0.78) for size in range(17, 11, -1)),
)
"""Sizes of letters and of the map, from the largest: a smaller map comes before letters that nobody reads."""
_CAREFUL = 1.02
"""What is left free, because Word breaks lines as it likes."""


def _largest(sizes: tuple[float, ...], height: Callable[[float], float], room: float) -> float:
    """Return the largest size at which everything is expected to fit on a page, else the smallest."""
    return next((size for size in sizes if height(size) * _CAREFUL <= room), sizes[-1])


def _order_height(said: spt.Assignment, width: float, size: float) -> float:
    """Return the expected height of an order in points."""
    text = size * LINE
    sentences = (*said.basis, *said.tasks)
    height = _KOP + 2 * text + 32 + (len(said.signature.below) + len(said.signature.head) + 9) * text
    height += sum(lines(sentence, width - 3.1, size) for sentence in sentences) * text
    height += table_height([spt.PEOPLE_COLUMNS, *said.people], _people_widths(width), size - 1, _PAD)
    if said.guests:
        guests = [spt.GUEST_COLUMNS, *said.guests]
        height += table_height(guests, _people_widths(width), size - 1, _PAD) + 2 * text
    copies = sum(lines(copy, width - 0.7, size - 1.5) for copy in said.copies)
    return height + (copies + 1) * (size - 1.5) * LINE + 24


def _sheet_height(said: lembar.RouteSheet, width: float, size: float, scale: float) -> float:
    """Return the expected height of a route sheet in points."""
    text = size * LINE
    map_width, map_height = (side * scale for side in map_size(len(said.stops)))
    beside = width - map_width - 3.2
    facts = (
        sum(lines(told, beside, size) for _, told in said.facts) * text
        + _CODE_CM * _POINTS_A_CM
        + 2 * text
        + 4
    )
    height = _KOP + 36 + max(map_height * _POINTS_A_CM + text, facts) + 3 * 4 * LINE
    height += table_height(
        [lembar.STOP_COLUMNS[:-2], *said.stops], _stop_widths(width)[:-2], size, _pad(said)
    )
    crew = [lembar.PEOPLE_COLUMNS[:-1], *said.people, *said.guests]
    height += table_height(crew, _crew_widths(width)[:-1], size, _pad(said)) + (text if said.guests else 0)
    signed = 4 + max(len(one.head) + len(one.below) for one in (said.leader, said.issuer))
    return height + (4 + signed + 1) * text + 14


_KOP = 66.0
"""Points of the letterhead with the room under it."""


def _people_widths(width: float) -> tuple[float, ...]:
    return (0.9, width - 11.6, 2.7, 4.1, 3.9)


def _stop_widths(width: float) -> tuple[float, ...]:
    return (0.8, 3.0, 1.9, 2.1, 1.1, width - 12.8, 1.8, 2.1)


def _crew_widths(width: float) -> tuple[float, ...]:
    return (0.8, 4.4, 2.7, 3.7, width - 13.3, 1.7)


def _pad(said: lembar.RouteSheet) -> float:
    return _LESS_PAD if said.dense else _PAD


def _part(paper: Any, name: str, items: tuple[str, ...], width: float) -> None:
    made = table(paper, (1.9, 0.5, width - 2.4), ruled=False)
    for order, item in enumerate(items, start=1):
        beside = (name, ":") if order == 1 else ("", "")
        cells = row(made, (*beside, f"{order}.\t{item}"))
        paragraph = cells[2].paragraphs[0]
        paragraph.alignment = JUSTIFIED
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = (
            Cm(0.7),
            Cm(-0.7),
        )


def _people(
    paper: Any, columns: tuple[str, ...], people: tuple[tuple[str, ...], ...], width: float, size: float
) -> None:
    made = table(paper, _people_widths(width))
    row(made, columns, size=size, heading=True)
    for one in people:
        row(made, one, size=size, centred=(0,), pad=_PAD)


def _map_and_facts(
    paper: Any, sheet: Sheet, said: lembar.RouteSheet, width: float, size: float, scale: float
) -> None:
    map_width, map_height = (side * scale for side in map_size(len(said.stops)))
    left, right = row(table(paper, (map_width + 0.4, width - map_width - 0.4), ruled=False), ("", ""))
    picture(left.paragraphs[0], route_map(sheet, map_width, map_height, "png"), map_width, map_height)
    write(left.add_paragraph(), said.caption, size=size - 1.5)
    for order, (name, told) in enumerate(said.facts):
        paragraph = write(right.paragraphs[0] if order == 0 else right.add_paragraph(), f"{name}\t: ")
        write(paragraph, told, bold=True)
        form = paragraph.paragraph_format
        form.left_indent, form.first_line_indent = Cm(_FACT_CM), Cm(-_FACT_CM)
    code = right.add_paragraph()
    code.paragraph_format.space_before = Cm(0.15)
    picture(code, qr_png(said.code), _CODE_CM, _CODE_CM)
    write(right.add_paragraph(), said.code_note, size=size - 1.5)


def _stops(paper: Any, said: lembar.RouteSheet, width: float, size: float) -> None:
    made = table(paper, _stop_widths(width))
    row(made, lembar.STOP_COLUMNS, size=size - 0.5, heading=True)
    for one in said.stops:
        row(made, (*one, BOX, BOX), size=size, bold=(1,), centred=(0, 3, 4, 6), pad=_pad(said))
    if not said.stops:
        row(made, (lembar.NO_STOPS, *[""] * 7), size=size)


def _crew(paper: Any, said: lembar.RouteSheet, width: float, size: float) -> None:
    made = table(paper, _crew_widths(width))
    row(made, lembar.PEOPLE_COLUMNS, size=size - 0.5, heading=True)
    for one in said.people:
        row(made, (*one, ""), size=size, centred=(0,), pad=_pad(said))
    if said.guests:
        cells = row(made, [""] * 6, size=size)
        whole = cells[0].merge(cells[-1])
        for paragraph in whole.paragraphs[1:]:
            paragraph._p.getparent().remove(paragraph._p)  # noqa: SLF001 - merging leaves one a cell
        write(whole.paragraphs[0], said.guests_note, italic=True, size=size, align=CENTRED)
    for one in said.guests:
        row(made, (*one, ""), size=size, centred=(0,), pad=_pad(said))


def _gap(paper: Any) -> None:
    write(paper.add_paragraph(), "", size=4)
