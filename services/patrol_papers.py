"""What is handed over for a patrol: its papers, its route for phones and calendars, its message.

Names of people stand on the printed and the editable papers alone. Whoever takes a file along has its mark in
the audit trail, with the fingerprint of the file; reading the message or the links leaves none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from reports.patrol import order as papers
from reports.patrol.calendar import calendar
from reports.patrol.editable import order_docx, sheet_docx
from reports.patrol.gpx import gpx
from reports.patrol.links import google_links
from reports.patrol.message import route_message
from reports.patrol.printing import print_order, print_sheets
from services.availability import whole_crew
from services.office import Office
from services.patrol_content import Signing
from services.patrol_orders import PatrolOrder, one_order, orders
from services.patrol_sheets import PatrolSheet, one_sheet, sheet_list, sheets
from services.places import standing
from services.scrubbing import Made
from sop.code import Code
from sop.official import Official
from sop.party import Actor, Verb
from sop.patrol import OrderKind, PatrolState, PlaceKind
from sop.period import long_date
from sop.problem import ProblemCode, Refused, problem
from sop.scrub import scrubbed


class PaperKind(Code):
    """In which form a route sheet or an order is taken along."""

    PDF = "pdf", "PDF, siap cetak"
    DOCX = "docx", "Word (DOCX), dapat diubah"
    GPX = "gpx", "Rute untuk peta ponsel (GPX)"
    ICS = "ics", "Kalender (ICS)"


ORDER_KINDS = (PaperKind.PDF, PaperKind.DOCX)
"""Forms of an order."""
MEDIA_TYPES: Mapping[PaperKind, str] = {
    PaperKind.PDF: "application/pdf",
    PaperKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    PaperKind.GPX: "application/gpx+xml",
    PaperKind.ICS: "text/calendar",
}

_CAMAT, _KASI = "CAMAT", "KEPALA SEKSI KETENTERAMAN DAN KETERTIBAN UMUM"
_NO_PLACE = "…………………………"
_NOT_YET = frozenset({PatrolState.DRAF, PatrolState.DIAJUKAN, PatrolState.DISETUJUI})
_SLUG = 40


def sheet_paper(office: Office, actor: Actor, number: str, kind: PaperKind, *, at: datetime) -> Made:
    """Make a route sheet as a file.

    A sheet that is not issued yet, or whose order has no number, bears DRAF across every page, a cancelled
    one BATAL; the files for phones and calendars say so in their names.

    Raises
    ------
    Refused
        ``rekam.tak_ada`` if there is none of this number for this reader.
    """
    actor.require(Verb.LEMBAR_UNDUH)
    found = one_sheet(office, actor, number, at=at)
    sheet = _sheet(office, found, at)
    match kind:
        case PaperKind.PDF:
            content = print_sheets([sheet], at).pdf()
        case PaperKind.DOCX:
            content = sheet_docx(sheet)
        case PaperKind.GPX:
            content = gpx(_outward(sheet))
        case PaperKind.ICS:
            content = calendar([_outward(sheet)], at)
    made = Made(name=sheet_file_name(office, found, kind), media_type=MEDIA_TYPES[kind], content=content)
    return _taken(office, actor, Verb.LEMBAR_UNDUH, made, at, number)


def sheets_paper(office: Office, actor: Actor, day: date, *, at: datetime) -> Made:
    """Make the sheets of a day that this reader may see as one PDF, without the cancelled ones.

    Raises
    ------
    Refused
        ``lembar.kosong`` if there is none.
    """
    actor.require(Verb.LEMBAR_UNDUH)
    listed = sheet_list(office, actor, day, day, at=at)
    found = [one for one in listed if one.state is not PatrolState.BATAL]
    _refuse_none(found, day, day)
    content = print_sheets([_sheet(office, one, at) for one in found], at).pdf()
    made = Made(name=day_file_name(office, day), media_type=MEDIA_TYPES[PaperKind.PDF], content=content)
    return _taken(office, actor, Verb.LEMBAR_UNDUH, made, at, *(one.number for one in found))


def sheets_calendar(office: Office, actor: Actor, first: date, last: date, *, at: datetime) -> Made:
    """Make one calendar of the sheets of some days that this reader may see.

    Cancelled ones are in it as such, so that a calendar which has them takes them out.

    Parameters
    ----------
    first, last
        Local days, both included.

    Raises
    ------
    Refused
        ``lembar.kosong`` if there is none.
    """
    actor.require(Verb.LEMBAR_UNDUH)
    found = sheet_list(office, actor, first, last, at=at)
    _refuse_none(found, first, last)
    content = calendar([_outward(_sheet(office, one, at)) for one in found], at)
    name = calendar_file_name(office, first, last)
    made = Made(name=name, media_type=MEDIA_TYPES[PaperKind.ICS], content=content)
    return _taken(office, actor, Verb.LEMBAR_UNDUH, made, at, *(one.number for one in found))


def sheet_message(office: Office, actor: Actor, number: str, *, at: datetime) -> str:
    """Return a route as it is announced on WhatsApp: no names, no reasons.

    Raises
    ------
    Refused
        ``rekam.tak_ada`` if there is none of this number for this reader.
    """
    actor.require(Verb.LEMBAR_LIHAT)
    sheet = _sheet(office, one_sheet(office, actor, number, at=at), at)
    where = _kecamatan(office)
    return route_message(_outward(sheet), to=f"Camat {where}", sender=f"Seksi Trantib Kecamatan {where}")


def sheet_links(office: Office, actor: Actor, number: str, *, at: datetime) -> tuple[str, ...]:
    """Return a route as links that a phone opens in Google Maps, one for each part of it.

    Raises
    ------
    Refused
        ``rekam.tak_ada`` if there is none of this number for this reader.
    """
    actor.require(Verb.LEMBAR_LIHAT)
    return google_links(_sheet(office, one_sheet(office, actor, number, at=at), at))


def order_paper(office: Office, actor: Actor, number: str, kind: PaperKind, *, at: datetime) -> Made:
    """Make an order as PDF or DOCX; DRAF stands across it until it has a letter, BATAL once it is cancelled.

    Raises
    ------
    Refused
        ``rekam.tak_ada`` if there is none of this number.
    ValueError
        If the form is for routes alone: whoever asks offers `ORDER_KINDS`.
    """
    actor.require(Verb.SPT_UNDUH)
    if kind not in ORDER_KINDS:
        raise ValueError(f"{kind}: an order is a letter")
    found = one_order(office, actor, number)
    order = _order(office, found)
    content = print_order(order, at).pdf() if kind is PaperKind.PDF else order_docx(order, at)
    made = Made(name=order_file_name(office, found, kind), media_type=MEDIA_TYPES[kind], content=content)
    return _taken(office, actor, Verb.SPT_UNDUH, made, at, number)


def sheet_file_name(office: Office, sheet: PatrolSheet, kind: PaperKind) -> str:
    """Return what the file of a sheet is called: number, team and day, and whether it holds."""
    under = _above(office, sheet)
    mark = _mark(sheet.state, None if under is None else under.letter)
    parts = (mark, "lembar-rute", sheet.number, _slug(sheet.team_name), f"{sheet.day:%Y%m%d}")
    return f"{_sample(office)}{'-'.join(part for part in parts if part)}.{kind.value}"


def day_file_name(office: Office, day: date) -> str:
    """Return what the file of all sheets of a day is called."""
    return f"{_sample(office)}lembar-rute-{day:%Y%m%d}.{PaperKind.PDF.value}"


def calendar_file_name(office: Office, first: date, last: date) -> str:
    """Return what the calendar of some days is called."""
    return f"{_sample(office)}patroli-{first:%Y%m%d}-{last:%Y%m%d}.{PaperKind.ICS.value}"


def order_file_name(office: Office, order: PatrolOrder, kind: PaperKind) -> str:
    """Return what the file of an order is called: number and first day, and whether it holds."""
    mark = _mark(order.state, order.letter)
    parts = (mark, "surat-perintah-tugas", order.number, f"{order.first:%Y%m%d}")
    return f"{_sample(office)}{'-'.join(part for part in parts if part)}.{kind.value}"


def _taken(office: Office, actor: Actor, verb: Verb, made: Made, at: datetime, *numbers: str) -> Made:
    """Note who took a file, of what, and its fingerprint; and return it."""
    with office.store.act(actor, at, verb, made.name) as act:
        act.details.update(nomor=list(numbers), berkas=made.name, sha256=sha256(made.content).hexdigest())
    return made


def _refuse_none(found: object, first: date, last: date) -> None:
    if not found:
        days = long_date(first) if first == last else f"{long_date(first)} sampai {long_date(last)}"
        raise Refused(problem(ProblemCode.LEMBAR_KOSONG, hari=days))


def _sheet(office: Office, one: PatrolSheet, at: datetime) -> papers.Sheet:
    shift = one.route.shift
    under = _above(office, one)
    return papers.Sheet(
        number=one.number,
        order=_order_above(office, one, under),
        kind=one.kind,
        route=one.route,
        crew=one.crew.with_unnamed(shift.elements),
        issuer=_signer(_KASI, office.profile.kasi),
        areas=office.areas(),
        plan_id=one.plan,
        seed=one.seed,
        digest=one.digest,
        made_at=at,
        start_name=_start(office, shift.lon, shift.lat),
        revision=one.version - 1,
        replaces=one.replaces or "",
        issued=one.state not in _NOT_YET,
        cancelled=one.state is PatrolState.BATAL,
    )


def _order_above(office: Office, sheet: PatrolSheet, under: PatrolOrder | None) -> papers.Order:
    """Return of the order above a sheet what the sheet tells of it."""
    return papers.Order(
        office=_office(office),
        number=None if under is None else under.letter,
        day=None,
        basis=(),
        purpose="",
        begins=sheet.route.shift.start,
        ends=sheet.route.shift.end,
        crew=sheet.crew,
        signer=_signer(_camat(office), office.profile.camat),
    )


def _order(office: Office, one: PatrolOrder) -> papers.Order:
    begins, ends = _span(office, one)
    # What the Camat approved keeps its signer, whoever holds the post when it is printed again.
    signing = one.signing or Signing(office.profile.camat, office.profile.copies)
    return papers.Order(
        office=_office(office),
        number=one.letter,
        day=one.letter_day,
        basis=one.basis,
        purpose=one.purpose,
        begins=begins,
        ends=ends,
        crew=_crew(office, one),
        signer=_signer(_camat(office), signing.signer),
        copies=signing.copies,
        cancelled=one.state is PatrolState.BATAL,
    )


def _span(office: Office, one: PatrolOrder) -> tuple[datetime, datetime]:
    """Return the days of a standing order, and the hours of the patrol that another one is for."""
    routes = [sheet.route for sheet in sheets(office) if sheet.order == one.number]
    if one.kind is not OrderKind.BULANAN and routes:
        return min(route.start for route in routes), max(route.end for route in routes)
    after = one.last + timedelta(days=1)
    return datetime.combine(one.first, time(), office.zone), datetime.combine(after, time(), office.zone)


def _crew(office: Office, one: PatrolOrder) -> papers.Crew:
    """Return the people of an order: as they were put before the Camat, and of a draft as they are now."""
    known = {team.code: team for team in office.patrols.roster.teams}
    elements = [element for code in one.teams if code in known for element in known[code].elements]
    kept = one.crew
    if not kept.personnel and one.state is PatrolState.DRAF:
        kept = whole_crew(office, one.teams)
    return kept.with_unnamed(list(dict.fromkeys(elements)))


def _office(office: Office) -> papers.Office:
    profile = office.profile
    return papers.Office(
        letterhead=profile.letterhead,
        kecamatan=_kecamatan(office),
        seat=profile.seat or _NO_PLACE,
        zone=office.zone,
        metric_epsg=profile.metric_epsg,
        paper=profile.paper,
        boundary_note=profile.boundary_note,
        demo=office.demo,
    )


def _signer(title: str, official: Official) -> papers.Signer:
    return papers.Signer(
        title=title,
        name=official.name,
        rank=official.rank,
        number=official.nip,
        authority=official.authority,
    )


def _camat(office: Office) -> str:
    return f"{_CAMAT} {_kecamatan(office).upper()}"


def _kecamatan(office: Office) -> str:
    return office.profile.kecamatan or office.profile.name.removeprefix("Kecamatan ")


def _start(office: Office, lon: float, lat: float) -> str:
    """Return what people call the place from which a team leaves, where it is a known office."""
    known = standing(office)
    offices = known.loc[(known["jenis"] == PlaceKind.KANTOR) & known.geometry.notna()]
    here = offices.loc[(offices.geometry.x == lon) & (offices.geometry.y == lat)]
    return str(here["nama"].iloc[0]) if len(here) else "Titik kumpul regu"


def _outward(sheet: papers.Sheet) -> papers.Sheet:
    """Return a sheet for what is passed on to whom nobody knows: its places name no person or company."""
    visits = tuple(
        replace(one, stop=replace(one.stop, name=scrubbed(one.stop.name, companies=True)))
        for one in sheet.route.visits
    )
    return replace(sheet, route=replace(sheet.route, visits=visits))


def _above(office: Office, sheet: PatrolSheet) -> PatrolOrder | None:
    return next((order for order in orders(office) if order.number == sheet.order), None)


def _mark(state: PatrolState, letter: str | None) -> str:
    if state is PatrolState.BATAL:
        return "batal"
    return "draf" if state in _NOT_YET or letter is None else ""


def _sample(office: Office) -> str:
    return "contoh-" if office.demo else ""


def _slug(text: str) -> str:
    """Return a text as a part of a file's name that every system takes.

    Examples
    --------
    >>> _slug("Regu Kecamatan + Polsek/É"), _slug("../..")
    ('regu-kecamatan-polsek-e', '')
    """
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", bare)[:_SLUG].strip("-")
