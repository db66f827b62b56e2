"""What is handed over for a patrol, from a real store: what it says, for whom, what stays on record."""

import re
from dataclasses import replace
from datetime import date
from hashlib import sha256
from io import BytesIO

import docx
import icalendar
import pytest
from defusedxml.ElementTree import fromstring

from services.locating import locate_point
from services.patrol_members import Member, add_member
from services.patrol_orders import draft_order, number_order, one_order, usual_order
from services.patrol_papers import (
    PaperKind,
    order_paper,
    sheet_links,
    sheet_message,
    sheet_paper,
    sheets_calendar,
    sheets_paper,
)
from services.patrol_sheets import cancel_sheet, one_sheet
from services.places import Place, add_place
from services.settings import change_profile, changes
from sop.dictionary import PATROL_ORDERS
from sop.party import Role
from sop.patrol import MemberKind, PatrolElement, PlaceKind
from sop.problem import ProblemCode, Refused
from sop.setting import Sheet
from tests.reports.patrol.pdf import page_sizes, words
from tests.services.conftest import NOW
from tests.services.reporting import ACTORS, KASI
from tests.services.test_patrol_sheets import SATURDAY, THURSDAY, codes, issued, ordered, plan

A4, F4 = (210, 297), (215, 330)
LETTER = "300.1.2.1 / 12 / B.Lima / 2026"
PROFILE = {
    "kecamatan": "Murung",
    "tempat": "Taniran",
    "kop": ["PEMERINTAH KABUPATEN CONTOH", "KECAMATAN MURUNG"],
    "tembusan": ["Bupati Contoh"],
    "pejabat": {
        "camat": {
            "nama": "Camat Contoh, S.STP", "pangkat": "Pembina (IV/a)", "nip": "197501012000031001",
            "kedudukan": "plh",
        },
        "kasi": {
            "nama": "Kasi Contoh, S.Sos", "pangkat": "Penata (III/c)", "nip": "198001012005011001",
            "kedudukan": "sendiri",
        },
    },
}  # fmt: skip
PEOPLE = (
    Member(
        jenis=MemberKind.ORANG, nama="Anggota Contoh", unsur=PatrolElement.KECAMATAN, regu="kecamatan",
        pangkat="Pengatur", nomor="199002022010012002", jabatan="Pelaksana", pimpinan=True,
    ),
    Member(
        jenis=MemberKind.KENDARAAN, nama="Mobil patroli", unsur=PatrolElement.KECAMATAN, regu="kecamatan",
        nomor="KH 1 CTH",
    ),
)  # fmt: skip


@pytest.fixture
def office(desk):
    change_profile(desk.office, KASI, changes(desk.office.settings, {Sheet.PROFIL: PROFILE}), note="", at=NOW)
    for place, one in enumerate(PEOPLE):
        add_member(desk.office, KASI, one, form_id=f"P{place}", at=NOW)
    return desk.office


@pytest.fixture
def order(office):
    """An order of two teams that the Camat approved, without letter yet."""
    return ordered(office)


@pytest.fixture
def sheet(office, order):
    (number,) = issued(office, plan(office), teams=("kecamatan",)).issued
    assert one_sheet(office, KASI, number, at=NOW).order == order
    return number


def letter(office, order):
    version = one_order(office, KASI, order).version
    number_order(office, KASI, order, letter=LETTER, day=THURSDAY, expected_version=version, at=NOW)


def paper(office, number, kind=PaperKind.PDF, actor=KASI):
    return sheet_paper(office, actor, number, kind, at=NOW)


def told(made):
    return words(made.content)


def test_the_sheet_names_its_people_its_signers_and_its_order(office, order, sheet):
    letter(office, order)
    made = paper(office, sheet)
    stored = one_sheet(office, KASI, sheet, at=NOW)
    assert made.name == f"lembar-rute-{sheet}-regu-kecamatan-20261126.pdf"
    assert made.media_type == "application/pdf"
    assert page_sizes(made.content) == [A4]
    said = told(made)
    assert said.startswith("PEMERINTAH KABUPATEN CONTOH KECAMATAN MURUNG LEMBAR RUTE HARIAN")
    for part in (
        f"{sheet} · Surat Perintah Tugas Nomor : {LETTER}",
        "Hari, tanggal : Kamis, 26 November 2026",
        "Unsur : Kecamatan 1 orang dan Linmas",
        "1. Anggota Contoh Pengatur 19900202 201001 2 002 Pelaksana, Kecamatan",
        "2. Personel yang ditunjuk pimpinannya – – Linmas",
        "Kendaraan : Mobil patroli KH 1 CTH",
        "KEPALA SEKSI KETENTERAMAN DAN KETERTIBAN UMUM, ",
        "Kasi Contoh, S.Sos Penata (III/c) NIP. 19800101 200501 1 001",
        f"sidik {stored.digest[:12]}",
    ):
        assert part in said
    assert "DRAF" not in said
    assert "BATAL" not in said


def test_until_its_order_has_a_number_and_once_it_is_called_off_a_sheet_never_looks_valid(
    office, order, sheet
):
    early = paper(office, sheet)
    assert told(early).startswith("DRAF")
    assert early.name.startswith("draf-")
    letter(office, order)
    cancel_sheet(office, KASI, sheet, reason="Banjir", expected_version=1, at=NOW)
    gone = paper(office, sheet)
    assert told(gone).startswith("BATAL")
    assert gone.name == f"batal-lembar-rute-{sheet}-regu-kecamatan-20261126.pdf"
    (event,) = icalendar.Calendar.from_ical(paper(office, sheet, PaperKind.ICS).content).events
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert sheet_message(office, KASI, sheet, at=NOW).startswith("*BATAL – PATROLI INI TIDAK DILAKSANAKAN*")


def test_what_waits_for_the_camat_is_a_draft_however_it_is_taken(office):
    (number,) = issued(office, plan(office), teams=("kecamatan",), reason="Balapan").waiting
    made = {kind: paper(office, number, kind) for kind in PaperKind}
    assert all(one.name.startswith("draf-lembar-rute-") for one in made.values())
    assert told(made[PaperKind.PDF]).startswith("DRAF")
    head = docx.Document(BytesIO(made[PaperKind.DOCX].content)).sections[0].header
    assert 'string="DRAF"' in head._element.xml
    assert b"<name>DRAF RENCANA" in made[PaperKind.GPX].content
    assert b"STATUS:TENTATIVE" in made[PaperKind.ICS].content


def test_phones_and_calendars_get_the_route_and_no_names(office, sheet):
    stored = one_sheet(office, KASI, sheet, at=NOW)
    route = stored.route
    root = fromstring(paper(office, sheet, PaperKind.GPX).content)
    points = root.findall("{http://www.topografix.com/GPX/1/1}wpt")
    assert [float(one.get("lat")) for one in points[1:]] == [round(v.stop.lat, 6) for v in route.visits]
    (event,) = icalendar.Calendar.from_ical(paper(office, sheet, PaperKind.ICS).content).events
    assert (event.start, event.end, event["SEQUENCE"]) == (route.start, route.end, 0)
    assert event["UID"] == f"{sheet}@Murung.tenteram"
    outside = [
        paper(office, sheet, PaperKind.GPX).content.decode(),
        paper(office, sheet, PaperKind.ICS).content.decode(),
        sheet_message(office, KASI, sheet, at=NOW),
        *sheet_links(office, KASI, sheet, at=NOW),
    ]
    assert [text for text in outside if re.search("Anggota|Contoh,|19900202|19800101", text)] == []
    assert "Kecamatan : 1 orang" in outside[2]


@pytest.mark.usefixtures("order")
def test_a_place_that_is_called_after_somebody_goes_out_without_the_name(office):
    where = locate_point(office, 115.15, -2.15)
    said = Place(nama="Warung Bpk. Rekaan", jenis=PlaceKind.PASAR, keterangan="", location=where)
    add_place(office, KASI, said, form_id="T1", at=NOW)
    (number,) = issued(office, plan(office), teams=("kecamatan",)).issued
    names = [one.stop.name for one in one_sheet(office, KASI, number, at=NOW).route.visits]
    assert any("Rekaan" in name for name in names)
    assert "Rekaan" in told(paper(office, number))
    assert "Rekaan" not in sheet_message(office, KASI, number, at=NOW)
    assert b"Rekaan" not in paper(office, number, PaperKind.GPX).content
    assert b"Rekaan" not in paper(office, number, PaperKind.ICS).content


def test_the_order_names_its_days_people_signer_and_copies(office, order):
    draft = order_paper(office, KASI, order, PaperKind.PDF, at=NOW)
    assert draft.name == f"draf-surat-perintah-tugas-{order}-20261125.pdf"
    assert told(draft).startswith("DRAF")
    letter(office, order)
    made = order_paper(office, KASI, order, PaperKind.PDF, at=NOW)
    assert page_sizes(made.content) == [A4]
    said = told(made)
    for part in (
        f"SURAT PERINTAH TUGAS NOMOR : {LETTER}",
        "1. Standar Operasional Prosedur Seksi Ketenteraman dan Ketertiban Umum;",
        "1. Anggota Contoh Pengatur 19900202 201001 2 002 Pelaksana, Kecamatan",
        "2. Personel yang ditunjuk pimpinannya – – Linmas",
        "3. Personel yang ditunjuk pimpinannya – – Satpol PP",
        "terhitung mulai tanggal 25 November 2026 sampai dengan 30 November 2026",
        "Ditetapkan di Taniran pada tanggal 26 November 2026 Plh. CAMAT MURUNG, Camat Contoh, S.STP",
        "Camat Contoh, S.STP Pembina (IV/a) NIP. 19750101 200003 1 001",
        "Tembusan disampaikan kepada Yth.: 1. Bupati Contoh.",
    ):
        assert part in said


def test_an_order_keeps_the_people_that_the_camat_saw(office, order):
    later = replace(PEOPLE[0], nama="Anggota Baru", nomor="", pimpinan=False)
    add_member(office, KASI, later, form_id="P9", at=NOW)
    said = told(order_paper(office, KASI, order, PaperKind.PDF, at=NOW))
    assert "Anggota Contoh" in said
    assert "Anggota Baru" not in said
    assert office.frame(PATROL_ORDERS).loc[order, "isi"]["personel"][0]["nama"] == "Anggota Contoh"


@pytest.mark.usefixtures("order")
def test_a_joint_patrol_has_an_order_of_its_own_for_its_hours_and_invites_the_police(office):
    (number,) = issued(office, plan(office), SATURDAY).waiting
    sheet = one_sheet(office, KASI, number, at=NOW)
    said = told(order_paper(office, KASI, sheet.order, PaperKind.PDF, at=NOW))
    assert "Tugas dilaksanakan pada hari Sabtu, 28 November 2026 pukul" in said
    assert "diharapkan hadir bersama" in said
    assert "1. Personel yang ditunjuk pimpinannya – – Polsek" in said


@pytest.mark.usefixtures("order")
def test_a_day_is_one_file_and_a_week_one_calendar(office):
    number = plan(office)
    first, second = issued(office, number).issued
    (joint,) = issued(office, number, SATURDAY, form="L2").waiting
    made = sheets_paper(office, KASI, THURSDAY, at=NOW)
    assert (made.name, page_sizes(made.content)) == ("lembar-rute-20261126.pdf", [A4, A4])
    assert all(f"{one} ·" in told(made) for one in (first, second))
    week = sheets_calendar(office, KASI, date(2026, 11, 23), date(2026, 11, 29), at=NOW)
    events = icalendar.Calendar.from_ical(week.content).events
    assert [str(event["UID"]).partition("@")[0] for event in events][-1] == joint
    assert (len(events), week.name) == (3, "patroli-20261123-20261129.ics")
    cancel_sheet(office, KASI, first, reason="Banjir", expected_version=1, at=NOW)
    assert first not in told(sheets_paper(office, KASI, THURSDAY, at=NOW))
    with pytest.raises(Refused) as nothing:
        sheets_paper(office, KASI, date(2026, 12, 24), at=NOW)
    assert codes(nothing) == [ProblemCode.LEMBAR_KOSONG]


def test_partners_take_what_they_may_see_and_nothing_else(office, sheet):
    with pytest.raises(Refused) as hidden:
        paper(office, sheet, actor=ACTORS[Role.POLSEK])
    assert codes(hidden) == [ProblemCode.REKAM_TAK_ADA]
    assert page_sizes(paper(office, sheet, actor=ACTORS[Role.PETUGAS]).content) == [A4]
    with pytest.raises(Refused) as order:
        order_paper(office, ACTORS[Role.PETUGAS], "SPT-2026-0001", PaperKind.PDF, at=NOW)
    assert codes(order) == [ProblemCode.HAK_DITOLAK]


def test_who_takes_a_file_stays_on_record_with_its_fingerprint(office, sheet):
    made = paper(office, sheet, actor=ACTORS[Role.PETUGAS])
    row = office.store.audit()[-1]
    assert (row.actor, row.verb) == ("petugas", "lembar.unduh")
    assert row.details == {
        "nomor": [sheet], "berkas": made.name, "sha256": sha256(made.content).hexdigest(),
    }  # fmt: skip
    sheet_message(office, KASI, sheet, at=NOW)
    sheet_links(office, KASI, sheet, at=NOW)
    assert office.store.audit()[-1] == row


def test_the_office_that_prints_on_f4_gets_f4_and_dots_for_who_is_not_known(office, sheet):
    unknown = {"nama": "", "pangkat": "", "nip": "", "kedudukan": "sendiri"}
    wanted = {"ukuran_kertas": "F4", "pejabat": {"camat": unknown, "kasi": unknown}}
    change_profile(office, KASI, changes(office.settings, {Sheet.PROFIL: wanted}), note="", at=NOW)
    made = paper(office, sheet)
    assert page_sizes(made.content) == [F4]
    assert "(......" in told(made)
    draft = replace(usual_order(office, date(2026, 12, 1)), teams=("kecamatan",))
    december = draft_order(office, KASI, draft, at=NOW, form_id="D")
    assert "CAMAT MURUNG, (......" in told(order_paper(office, KASI, december, PaperKind.PDF, at=NOW))


def test_an_order_keeps_the_signer_and_the_copies_with_which_the_camat_approved_it(office, order):
    later = {**PROFILE["pejabat"]["camat"], "nama": "Camat Baru, S.IP", "kedudukan": "sendiri"}
    wanted = {"tembusan": ["Inspektur Contoh"], "pejabat": {"camat": later}}
    change_profile(office, KASI, changes(office.settings, {Sheet.PROFIL: wanted}), note="", at=NOW)
    letter(office, order)
    said = told(order_paper(office, KASI, order, PaperKind.PDF, at=NOW))
    for part in ("Plh. CAMAT MURUNG", "Camat Contoh, S.STP", "Bupati Contoh"):
        assert part in said
    assert "Camat Baru" not in said
    assert "Inspektur" not in said


def test_an_order_is_a_letter_and_no_route(office, order):
    with pytest.raises(ValueError, match="letter"):
        order_paper(office, KASI, order, PaperKind.GPX, at=NOW)
