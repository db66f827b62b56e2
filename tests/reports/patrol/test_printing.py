"""The papers as PDF: what stands on them, on how many pages, and that nobody's text is more than text."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PIL import Image

from reports.patrol.order import Crew, Officer
from reports.patrol.printing import print_order, print_sheets
from reports.patrol.typesetting import fonts
from sop.official import Paper
from sop.patrol import PatrolElement
from tests.reports.patrol.pdf import page_sizes, words

MADE = datetime(2026, 11, 22, 23, 40, tzinfo=UTC)
A4, F4 = (210, 297), (215, 330)
HOSTILE = '#panic("x") $x^2$ *b* _i_ `r` [y] @ref <lab> // \\ #import "x" "q" --- ~ '
LONG = " yang namanya panjang sekali sampai ujung"


def order_pdf(order, known=None):
    return print_order(order, MADE).pdf(known)


def sheet_pdf(sheet, known=None):
    return print_sheets([sheet], sheet.made_at).pdf(known)


def test_the_order_reads_from_the_letterhead_to_the_copies(sheet):
    content = order_pdf(sheet.order)
    assert page_sizes(content) == [A4]
    assert words(content) == (
        "PEMERINTAH KABUPATEN CONTOH KECAMATAN MURUNG Alamat : Jl. Contoh No. 1 "
        "SURAT PERINTAH TUGAS NOMOR : 300.1.2.1 / 12 / B.Lima / 2026 "
        "Dasar : 1. Standar Operasional Prosedur Seksi Trantib; 2. Program kerja tahun 2026. "
        "MEMERINTAHKAN : Kepada : No. Nama Pangkat/Gol. NIP Jabatan, instansi "
        "1. Kasi Contoh, S.Sos Penata 19800101 200501 1 001 Kasi Trantib, Kecamatan "
        "2. Anggota Contoh Pengatur 19900202 201001 2 002 Anggota, Satpol PP "
        "Personel Polri dan TNI berikut diharapkan hadir bersama, sesuai undangan kepada pimpinan "
        "kesatuannya: "
        "No. Nama Pangkat NRP Jabatan, kesatuan 1. Bripka Contoh Bripka 78090123 Bhabinkamtibmas, Polsek "
        "Untuk : 1. Melaksanakan patroli pengawasan ketertiban umum; "
        "2. Tugas dilaksanakan pada hari Senin, 23 November 2026 pukul 19.00–22.00 WIB, menurut lembar rute "
        "terlampir; "
        "3. Pelaksanaan tugas dipimpin oleh Kasi Contoh, S.Sos dan menggunakan Mobil patroli KH 1 CTH; "
        "4. Berkoordinasi dengan Satpol PP, Polsek, Koramil, dan pemerintah desa/ kelurahan setempat; "
        "5. Melaporkan hasil secara tertulis kepada Camat Murung paling lambat 24 (dua puluh empat) jam "
        "setelah tugas selesai; "
        "6. Melaksanakan perintah ini dengan penuh rasa tanggung jawab. "
        "Demikian Surat Perintah Tugas ini dibuat untuk dilaksanakan sebagaimana mestinya. "
        "Ditetapkan di Taniran pada tanggal 22 November 2026 CAMAT MURUNG, Camat Contoh, S.STP "
        "Pembina (IV/a) NIP. 19750101 200003 1 001 "
        "Tembusan disampaikan kepada Yth.: 1. Bupati Contoh di Tempat; 2. Kapolsek Contoh."
    )


def test_the_route_sheet_holds_all_that_a_patrol_needs(sheet):
    content = sheet_pdf(sheet)
    assert page_sizes(content) == [A4]
    said = words(content)
    for part in (
        "LEMBAR RUTE HARIAN LBR-2026-0007 · Surat Perintah Tugas Nomor : 300.1.2.1 / 12 / B.Lima / 2026",
        "Hari, tanggal : Senin, 23 November 2026 Regu : Regu 1 (harian) Jam patroli : 19.00–19.55 WIB",
        "Titik : 2 titik, 30 menit di tempat Jarak : ± 12,3 km, 15 menit di jalan",
        "1. Pasar 1 Bamban 19.10–19.25 15 Tujuh gangguan dalam 12 bulan terakhir.",
        "2. Simpang 2 Kandris 19.30–19.45 15 Tujuh gangguan dalam 12 bulan terakhir.",
        "Polri dan TNI, diharapkan hadir sesuai undangan 1. Bripka Contoh Bripka 78090123",
        "Pimpinan patroli, KEPALA SEKSI TRANTIB,",
        "LBR-2026-0007 · rencana PTR-2026-11-001 · benih 42 · sidik 3f9a0c1d2e4b",
        "dibuat Senin, 23 November 2026 pukul 06.40 WIB",
    ):
        assert part in said


@pytest.mark.parametrize("stops", [0, 1, 14, 20])
@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("system", [True, False], ids=["any fonts", "packaged fonts"])
def test_up_to_twenty_stops_with_long_names_are_one_page(sheet_of, stops, paper, system):
    sheet = sheet_of(stops, paper=paper)
    visits = tuple(
        replace(visit, stop=replace(visit.stop, name=visit.stop.name + LONG), reason=visit.reason + LONG)
        for visit in sheet.route.visits
    )
    long = replace(sheet, route=replace(sheet.route, visits=visits))
    size = A4 if paper is Paper.A4 else F4
    assert page_sizes(sheet_pdf(long, fonts(system=system))) == [size]
    assert page_sizes(order_pdf(long.order, fonts(system=system))) == [size]


def test_twenty_people_are_still_one_order(sheet_of):
    sheet = sheet_of()
    many = tuple(replace(sheet.crew.personnel[0], name=f"Anggota Contoh {number}") for number in range(20))
    order = replace(sheet.order, crew=Crew(personnel=(*many, sheet.crew.personnel[2])))
    content = order_pdf(order)
    assert page_sizes(content) == [A4]
    assert "Anggota Contoh 19" in words(content)


def test_a_long_route_goes_on_and_every_page_says_draft_and_demo(sheet_of):
    content = sheet_pdf(sheet_of(60, number=None, demo=True))
    pages = len(page_sizes(content))
    assert pages > 1
    said = words(content)
    assert said.count("DRAF") == pages
    assert said.count("DATA CONTOH – BUKAN DOKUMEN RESMI") == pages
    assert said.count("benih 42") == pages
    assert "60. Simpang 60" in said


def test_a_draft_says_so_until_it_has_a_number(sheet_of):
    draft, issued = (words(order_pdf(sheet_of(number=number).order)) for number in (None, "1"))
    assert draft.startswith("DRAF PEMERINTAH")
    assert "NOMOR : …" in draft
    assert "DRAF" not in issued


def test_a_paper_that_was_called_off_and_one_not_issued_yet_never_look_valid(sheet):
    gone, early = replace(sheet, cancelled=True), replace(sheet, issued=False)
    assert words(sheet_pdf(gone)).startswith("BATAL PEMERINTAH")
    assert words(sheet_pdf(early)).startswith("DRAF PEMERINTAH")
    assert words(order_pdf(replace(sheet.order, cancelled=True))).startswith("BATAL PEMERINTAH")


def test_the_sheets_of_a_day_are_one_file_each_with_its_own_map_code_and_mark(sheet_of):
    first, second = sheet_of(2), replace(sheet_of(3), number="LBR-2026-0008", issued=False)
    content = print_sheets([first, second], MADE).pdf()
    assert page_sizes(content) == [A4, A4]
    said = words(content)
    assert said.count("LEMBAR RUTE HARIAN") == 2
    assert said.count("DRAF") == 1
    assert said.index("LBR-2026-0007 ·") < said.index("DRAF") < said.index("LBR-2026-0008 ·")


def test_an_order_without_date_has_dots_for_it(sheet):
    said = words(order_pdf(replace(sheet.order, day=None)))
    assert re.search("pada tanggal …+ CAMAT MURUNG", said)


def test_what_people_write_is_text_and_nothing_else(sheet_of):
    hostile = sheet_of(2, word=f" {HOSTILE}")
    once = " ".join(HOSTILE.split())
    order, sheet = words(order_pdf(hostile.order)), words(sheet_pdf(hostile))
    assert f"Program kerja tahun 2026 {once}" in order
    assert f"KECAMATAN MURUNG {once}" in sheet


@pytest.mark.parametrize(
    "word", ["\x00\x08\x1f\x7f", "\ud800", "\u202egnp", "\u2028\n\r", "😀" * 9, "W" * 300]
)
def test_no_letter_stops_the_printer(sheet_of, word):
    hostile = sheet_of(3, word=word)
    assert set(page_sizes(order_pdf(hostile.order))) == {A4}
    assert set(page_sizes(sheet_pdf(hostile))) == {A4}


def test_a_partner_whose_people_are_not_named_yet_is_invited_all_the_same(sheet):
    crew = Crew(personnel=(Officer(name="", element=PatrolElement.KORAMIL),))
    said = words(order_pdf(replace(sheet.order, crew=crew)))
    assert "1. Personel yang ditunjuk pimpinannya – – Koramil" in said
    assert "Kepada" not in said.replace("kepada", "").partition("Tembusan")[0].partition("MEMERINTAHKAN")[2]


def test_equal_papers_are_equal_bytes(sheet_of):
    assert order_pdf(sheet_of().order) == order_pdf(sheet_of().order)
    assert sheet_pdf(sheet_of()) == sheet_pdf(sheet_of())
    assert sheet_pdf(sheet_of()) != sheet_pdf(replace(sheet_of(), seed=43))


def test_a_screen_gets_a_picture_of_each_page(sheet_of):
    (page,) = print_order(sheet_of().order, MADE).pictures()
    # 21 and 29.7 cm at 110 dots an inch: 909.4 and 1286.2
    assert Image.open(io.BytesIO(page)).size == (909, 1286)
    assert len(print_sheets([sheet_of(60)], MADE).pictures()) == len(page_sizes(sheet_pdf(sheet_of(60))))


def test_papers_made_at_the_same_time_do_not_disturb_one_another(sheet_of):
    sheets = [sheet_of(stops) for stops in (1, 3, 5, 7)] * 2
    with ThreadPoolExecutor(4) as workers:
        together = list(workers.map(sheet_pdf, sheets))
    assert together == [sheet_pdf(sheet) for sheet in sheets]
