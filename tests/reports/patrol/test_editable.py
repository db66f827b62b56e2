"""The papers as DOCX: the same words as the PDF, in a file that Word opens and people change."""

import io
import zipfile
from dataclasses import asdict, replace
from datetime import UTC, datetime

import docx
import pytest
from defusedxml.ElementTree import fromstring

from reports.patrol.assignment import assignment
from reports.patrol.editable import order_docx, sheet_docx
from reports.patrol.route_sheet import route_sheet
from sop.official import Paper

MADE = datetime(2026, 11, 22, 23, 40, tzinfo=UTC)
NOT_SHOWN = {"code", "dense"}


def order_of(sheet):
    return docx.Document(io.BytesIO(order_docx(sheet.order, MADE)))


def sheet_of_paper(sheet):
    return docx.Document(io.BytesIO(sheet_docx(sheet)))


def lines(paper):
    """Every paragraph in the order of the paper, inside tables too."""
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    parts = (paper.element.body, paper.sections[0].footer._element)
    return [
        "".join(
            "\t" if part.tag == f"{word}tab" else part.text or ""
            for part in paragraph.iter()
            if part.tag in {f"{word}t", f"{word}tab"}
        )
        for place in parts
        for paragraph in place.iter(f"{word}p")
    ]


def texts(value):
    """All texts in a value made of mappings and lists."""
    if isinstance(value, dict):
        return [text for key, part in value.items() if key not in NOT_SHOWN for text in texts(part)]
    if isinstance(value, list | tuple):
        return [text for part in value for text in texts(part)]
    return [value]


def test_the_order_reads_from_the_letterhead_to_the_copies(sheet):
    said = [line for line in lines(order_of(sheet)) if line]
    assert said == [
        "PEMERINTAH KABUPATEN CONTOH", "KECAMATAN MURUNG", "Alamat : Jl. Contoh No. 1",
        "SURAT PERINTAH TUGAS", "NOMOR : 300.1.2.1 / 12 / B.Lima / 2026",
        "Dasar", ":", "1.\tStandar Operasional Prosedur Seksi Trantib;", "2.\tProgram kerja tahun 2026.",
        "MEMERINTAHKAN :", "Kepada :",
        "No.", "Nama", "Pangkat/Gol.", "NIP", "Jabatan, instansi",
        "1.", "Kasi Contoh, S.Sos", "Penata", "19800101 200501 1 001", "Kasi Trantib, Kecamatan",
        "2.", "Anggota Contoh", "Pengatur", "19900202 201001 2 002", "Anggota, Satpol PP",
        ("Personel Polri dan TNI berikut diharapkan hadir bersama, sesuai undangan kepada pimpinan "
         "kesatuannya:"),
        "No.", "Nama", "Pangkat", "NRP", "Jabatan, kesatuan",
        "1.", "Bripka Contoh", "Bripka", "78090123", "Bhabinkamtibmas, Polsek",
        "Untuk", ":", "1.\tMelaksanakan patroli pengawasan ketertiban umum;",
        ("2.\tTugas dilaksanakan pada hari Senin, 23 November 2026 pukul 19.00–22.00 WIB, "
         "menurut lembar rute terlampir;"),
        "3.\tPelaksanaan tugas dipimpin oleh Kasi Contoh, S.Sos dan menggunakan Mobil patroli KH 1 CTH;",
        "4.\tBerkoordinasi dengan Satpol PP, Polsek, Koramil, dan pemerintah desa/kelurahan setempat;",
        ("5.\tMelaporkan hasil secara tertulis kepada Camat Murung paling lambat "
         "24 (dua puluh empat) jam setelah tugas selesai;"),
        "6.\tMelaksanakan perintah ini dengan penuh rasa tanggung jawab.",
        "Demikian Surat Perintah Tugas ini dibuat untuk dilaksanakan sebagaimana mestinya.",
        "Ditetapkan di Taniran", "pada tanggal 22 November 2026", "CAMAT MURUNG,",
        "Camat Contoh, S.STP", "Pembina (IV/a)", "NIP. 19750101 200003 1 001",
        "Tembusan disampaikan kepada Yth.:", "1.", "Bupati Contoh di Tempat;", "2.", "Kapolsek Contoh.",
    ]  # fmt: skip


@pytest.mark.parametrize("stops", [0, 2, 20, 40])
def test_both_papers_hold_every_text_that_the_pdf_holds(sheet_of, stops):
    sheet = sheet_of(stops)
    order, route = "\n".join(lines(order_of(sheet))), "\n".join(lines(sheet_of_paper(sheet)))
    assert [text for text in texts(asdict(assignment(sheet.order))) if text not in order] == []
    assert [text for text in texts(asdict(route_sheet(sheet))) if text not in route] == []


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (210, 297)), (Paper.F4, (215, 330))])
def test_the_page_is_the_offices_with_the_margins_of_a_letter(sheet_of, paper, size):
    section = order_of(sheet_of(paper=paper)).sections[0]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx(size, abs=0.1)
    margins = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert [round(margin.cm, 1) for margin in margins] == [3, 2, 2, 2.5]


def test_a_draft_bears_its_mark_and_the_demo_its_words_on_every_page(sheet_of):
    for paper in (
        order_of(sheet_of(number=None, demo=True)),
        sheet_of_paper(sheet_of(number=None, demo=True)),
    ):
        head = paper.sections[0].header
        assert head.paragraphs[0].text == "DATA CONTOH – BUKAN DOKUMEN RESMI"
        assert 'string="DRAF"' in head._element.xml
    issued = order_of(sheet_of()).sections[0].header
    assert issued.paragraphs[0].text == ""
    assert "DRAF" not in issued._element.xml


@pytest.mark.parametrize(
    "word", ["\x00\x0b\x1f\ufffe\ud800", "]]><w:p/>&amp;<!--", "\u2028\n\t", "😀", "W" * 300]
)
def test_no_letter_breaks_the_file(sheet_of, word):
    hostile = sheet_of(2, word=word)
    for content in (order_docx(hostile.order, MADE), sheet_docx(hostile)):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            for name in parts.namelist():
                if name.endswith((".xml", ".rels")):
                    fromstring(parts.read(name))
        assert len(docx.Document(io.BytesIO(content)).tables) > 2
    assert len(lines(order_of(hostile))) == len(lines(order_of(sheet_of(2))))


def test_equal_papers_are_equal_bytes_dated_when_they_were_made(sheet):
    assert order_docx(sheet.order, MADE) == order_docx(sheet.order, MADE)
    assert sheet_docx(sheet) == sheet_docx(replace(sheet))
    assert order_of(sheet).core_properties.created == datetime(2026, 11, 22, 23, 40, tzinfo=UTC)


def test_the_map_and_the_code_are_in_the_sheet(sheet):
    shapes = sheet_of_paper(sheet).inline_shapes
    assert [(round(one.width.cm, 1), round(one.height.cm, 1)) for one in shapes] == [(10.6, 8.4), (2.2, 2.2)]
