"""What editable papers are put together from: page, letterhead, tables, lines and marks."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm, Pt, RGBColor

from reports.patrol.order import Office
from reports.patrol.signature import Signature

CENTRED, RIGHT, JUSTIFIED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY
DEMO = "DATA CONTOH – BUKAN DOKUMEN RESMI"
BOX = "☐"

_FONT = "Arial"
_GREY = RGBColor(0x46, 0x46, 0x46)
_THIN_CELL_TWIPS = 60
_OLDEST_ZIP = datetime(1980, 1, 1, tzinfo=UTC)


def new_paper(
    office: Office, margins_cm: tuple[float, float, float, float], *, size: float, mark: str
) -> Any:
    """Return an empty paper.

    Parameters
    ----------
    office
        Whose it is.
    margins_cm
        Left, right, top, bottom.
    size
        Of the letters, in points.
    mark
        Word that stands across every page; empty for none.
    """
    paper = docx.Document()
    section = paper.sections[0]
    width, height = office.paper.size_mm
    section.page_width, section.page_height = Mm(width), Mm(height)
    left, right, top, bottom = (Cm(margin) for margin in margins_cm)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = (
        left, right, top, bottom,
    )  # fmt: skip
    section.header_distance, section.footer_distance = Cm(0.8), Cm(0.8)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(size)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "id-ID")
    style.element.rPr.append(language)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.line_spacing = 1.0
    head = section.header.paragraphs[0]
    if office.demo:
        write(head, DEMO, bold=True, size=8, align=CENTRED)
    if mark:
        head.add_run()._r.append(parse_xml(_WATERMARK.format(mark=mark)))  # noqa: SLF001 - the way to raw elements
    return paper


def packed(paper: Any, title: str, made_at: datetime) -> bytes:
    """Return the file; equal papers are equal bytes.

    Parameters
    ----------
    paper
        The paper.
    title
        Its title, as programs list it.
    made_at
        When it is made; aware.
    """
    about = paper.core_properties
    made = made_at.astimezone(UTC)
    about.title, about.author, about.last_modified_by, about.comments = title, "Tenteram", "Tenteram", ""
    about.created = about.modified = made.replace(tzinfo=None)
    raw, out = io.BytesIO(), io.BytesIO()
    paper.save(raw)
    stamp = max(made, _OLDEST_ZIP).timetuple()[:6]
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, stamp)
            target.writestr(entry, source.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def write(
    paragraph: Any,
    text: str,
    *,
    bold: bool = False,
    underline: bool = False,
    italic: bool = False,
    size: float | None = None,
    align: Any = None,
    after: float = 0,
) -> Any:
    """Add a text to a paragraph and return the paragraph."""
    run = paragraph.add_run(text)
    run.bold, run.underline, run.italic = bold or None, underline or None, italic or None
    if size:
        run.font.size = Pt(size)
    if align is not None:
        paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(after)
    return paragraph


def kop(paper: Any, lines: Sequence[str], scale: float = 1.0) -> None:
    """Add the letterhead: the office's own name larger and in bold, a double rule under all."""
    paragraph = None
    for order, line in enumerate(lines):
        size = {0: 12.0, 1: 16.0}.get(order, 9.5) * scale
        paragraph = write(paper.add_paragraph(), line, bold=order == 1, size=size, align=CENTRED)
    rule = paragraph if paragraph is not None else paper.add_paragraph()
    border = parse_xml(
        f"<w:pBdr {nsdecls('w')}>"
        '<w:bottom w:val="thickThinSmallGap" w:sz="24" w:space="3" w:color="000000"/></w:pBdr>'
    )
    rule._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001 - borders have no other way in
        border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
    rule.paragraph_format.space_after = Pt(10 * scale)


def table(where: Any, widths_cm: Sequence[float], *, ruled: bool = True) -> Any:
    """Add an empty table, with lines or without."""
    made = where.add_table(rows=0, cols=len(widths_cm))
    made.style = "Table Grid" if ruled else "Normal Table"
    made.alignment = WD_TABLE_ALIGNMENT.LEFT
    made.autofit = False
    properties = made._tbl.tblPr  # noqa: SLF001 - margins have no other way in
    side = f'w:w="{_THIN_CELL_TWIPS if ruled else 0}" w:type="dxa"'
    margins = parse_xml(f"<w:tblCellMar {nsdecls('w')}><w:left {side}/><w:right {side}/></w:tblCellMar>")
    properties.insert_element_before(margins, "w:tblLook")
    indent = parse_xml(f"<w:tblInd {nsdecls('w')} {side}/>")
    properties.insert_element_before(
        indent, "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"
    )
    for column, width in zip(made.columns, widths_cm, strict=True):
        column.width = Cm(width)
    return made


def row(
    made: Any,
    texts: Sequence[str],
    *,
    size: float | None = None,
    bold: Sequence[int] = (),
    centred: Sequence[int] = (),
    heading: bool = False,
    pad: float = 0,
) -> Any:
    """Add a row of texts and return its cells.

    Parameters
    ----------
    made
        The table.
    texts
        One a column.
    size
        Of the letters, in points.
    bold, centred
        Numbers of the columns that are so.
    heading
        Whether it is the heading, which every page of the table repeats.
    pad
        Points above and below the texts, which then stand in the middle of the height.
    """
    added = made.add_row()
    properties = added._tr.get_or_add_trPr()  # noqa: SLF001 - these have no other way in
    properties.append(OxmlElement("w:cantSplit"))
    if heading:
        properties.append(OxmlElement("w:tblHeader"))
    for order, (cell, column, text) in enumerate(zip(added.cells, made.columns, texts, strict=True)):
        cell.width = column.width
        align = CENTRED if heading or order in centred else None
        bolder = heading or order in bold
        paragraph = write(cell.paragraphs[0], text, bold=bolder, size=size, align=align, after=pad)
        paragraph.paragraph_format.space_before = Pt(pad)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER if pad else None
    return added.cells


def numbered(cell: Any, items: Sequence[str], width_cm: float, *, size: float | None = None) -> None:
    """Add numbered sentences to a cell or a paper."""
    made = table(cell, (0.7, width_cm - 0.7), ruled=False)
    for order, item in enumerate(items, start=1):
        cells = row(made, (f"{order}.", item), size=size)
        cells[1].paragraphs[0].alignment = JUSTIFIED


def sign(cell: Any, signature: Signature, *, above: Sequence[str] = (), space: int = 4) -> None:
    """Add a signature block to a cell.

    Parameters
    ----------
    cell
        Where.
    signature
        Who signs.
    above
        Place and date.
    space
        Empty lines to sign in.
    """
    lines = [*above, *signature.head, *[""] * space]
    write(cell.paragraphs[0], lines[0])
    for line in lines[1:]:
        write(cell.add_paragraph(), line)
    write(cell.add_paragraph(), signature.name, bold=True, underline=True)
    for line in signature.below:
        write(cell.add_paragraph(), line)


def picture(paragraph: Any, content: bytes, width_cm: float, height_cm: float) -> None:
    """Add a picture to a paragraph, at its very edge."""
    added = paragraph.add_run().add_picture(io.BytesIO(content), Cm(width_cm), Cm(height_cm))
    for side in ("distT", "distB", "distL", "distR"):
        added._inline.set(side, "0")  # noqa: SLF001 - without it programs put room around it


def foot(paper: Any, text: str) -> None:
    """Write what stands at the bottom of every page."""
    paragraph = write(paper.sections[0].footer.paragraphs[0], text, size=7)
    paragraph.runs[0].font.color.rgb = _GREY


_EQUATIONS = (
    "sum #0 0 10800", "prod #0 2 1", "sum 21600 0 @1", "sum 0 0 @2", "sum 21600 0 @3", "if @0 @3 0",
    "if @0 21600 @1", "if @0 0 @2", "if @0 @4 21600", "mid @5 @6", "mid @8 @5", "mid @7 @8", "mid @6 @7",
    "sum @6 0 @5",
)  # fmt: skip
_WATERMARK = (
    f'<w:pict {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office">'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas>'
    + "".join(f'<v:f eqn="{equation}"/>' for equation in _EQUATIONS)
    + '</v:formulas><v:path textpathok="t" o:connecttype="custom"/><v:textpath on="t" fitshape="t"/>'
    "</v:shapetype>"
    '<v:shape id="Draf" type="#_x0000_t136" fillcolor="#e4e4e4" stroked="f" style="position:absolute;'
    "width:400pt;height:150pt;rotation:308;z-index:-251658752;mso-position-horizontal:center;"
    "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
    'mso-position-vertical-relative:margin">'
    '<v:textpath style="font-family:Arial;font-weight:bold;font-size:1pt" string="{mark}"/></v:shape>'
    "</w:pict>"
)
"""The word across the page, in the form in which Word itself keeps it."""
