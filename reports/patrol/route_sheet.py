"""The daily route sheet: what it says, for the PDF and for the editable paper alike."""

from __future__ import annotations

from dataclasses import dataclass

from planning.plan import Visit
from reports.patrol.assignment import rows
from reports.patrol.clock import clock, hours, weekday_date
from reports.patrol.order import INVITED, Officer, Sheet, Signer
from reports.patrol.plain import plain
from reports.patrol.signature import Signature, signature
from sop.patrol import PatrolElement
from sop.period import long_time
from sop.wording import listed, number, one_sentence

STOP_COLUMNS = (
    "No.", "Titik", "Desa/kel.", "Datang–pergi", "Menit", "Alasan", "Dikunjungi", "Tidak, karena",
)  # fmt: skip
PEOPLE_COLUMNS = ("No.", "Nama", "Pangkat/Gol.", "NIP/NRP", "Jabatan, instansi", "Paraf")
NO_STOPS = "Tidak ada titik"

_DIGEST = 12
_NAME, _SHORT_NAME = 60, 42
_REASONS = ((8, 120), (14, 80))
_SHORT_REASON = 64
"""Letters of a reason on a sheet of up to so many stops, and on a longer one: one page holds it all, and what
the reasons take, the letters lose."""

_DENSE = 14
"""More stops than this leave each less room."""


@dataclass(frozen=True, kw_only=True)
class RouteSheet:
    """The text of a route sheet, part by part, as it stands on paper.

    Parameters
    ----------
    letterhead
        Kop surat.
    title, under
        Heading, and the order under which the patrol goes.
    facts
        Pairs of a heading and what stands beside it.
    stops
        Rows as `STOP_COLUMNS` has them, without the two to tick.
    people, guests
        Rows as `PEOPLE_COLUMNS` has them, without the one to sign: those ordered, and those invited.
    guests_note
        What stands above those who are invited.
    caption
        What the line on the map means.
    outcome
        What is filled in afterwards: a heading, and boxes to tick or a line to write on where there are none.
    place
        Where and when it is issued.
    leader, issuer
        Who signs.
    identity
        Which plan, from which seed, of which content, made when.
    code, code_note
        What the QR code says, and what it is for.
    dense
        Whether there are so many stops that the sheet must be set closer.
    """

    letterhead: tuple[str, ...]
    title: str
    under: str
    facts: tuple[tuple[str, str], ...]
    stops: tuple[tuple[str, ...], ...]
    people: tuple[tuple[str, ...], ...]
    guests_note: str
    guests: tuple[tuple[str, ...], ...]
    caption: str
    outcome: tuple[tuple[str, tuple[str, ...]], ...]
    place: str
    leader: Signature
    issuer: Signature
    identity: str
    code: str
    code_note: str
    dense: bool


def route_sheet(sheet: Sheet) -> RouteSheet:
    """Return what the paper of a route says."""
    office, route, crew = sheet.office, sheet.route, sheet.crew
    digest = plain(sheet.digest, 200)[:_DIGEST]
    made = long_time(sheet.made_at, office.zone)
    order_number = plain(sheet.order.number, 80) if sheet.order.number else "belum bernomor (draf)"
    return RouteSheet(
        letterhead=tuple(plain(line, 120) for line in office.letterhead),
        title="LEMBAR RUTE HARIAN",
        under=f"{plain(sheet.number, 40)} · Surat Perintah Tugas Nomor : {order_number}",
        facts=_facts(sheet),
        stops=tuple(_stop(order, visit, sheet) for order, visit in enumerate(route.visits, start=1)),
        people=rows(crew.ordered),
        guests_note="Polri dan TNI, diharapkan hadir sesuai undangan",
        guests=rows(crew.invited),
        caption="M = tempat berangkat dan kembali. Garis menunjukkan urutan, bukan jalan yang dilalui.",
        outcome=(
            ("Berangkat pukul", ()),
            ("Kembali pukul", ()),
            ("Jarak (km)", ()),
            ("Cuaca", ("cerah", "berawan", "hujan", "kabut/asap")),
            ("Hasil", ("nihil", "ada temuan, dicatat sebagai laporan kejadian")),
            ("Hambatan", ()),
        ),
        place=f"{plain(office.seat, 60)}, {made.partition(' pukul ')[0].partition(', ')[2]}",
        leader=_leader(sheet),
        issuer=signature(sheet.issuer),
        identity=(
            f"{plain(sheet.number, 40)} · rencana {plain(sheet.plan_id, 40)} · benih {sheet.seed} · "
            f"sidik {digest} · dibuat {made}"
        ),
        code=f"TENTERAM {plain(sheet.number, 40)} {digest}",
        code_note="Pindai untuk mencocokkan lembar ini dengan rencana yang disetujui.",
        dense=_dense(sheet),
    )


def _dense(sheet: Sheet) -> bool:
    return len(sheet.route.visits) > _DENSE


def _facts(sheet: Sheet) -> tuple[tuple[str, str], ...]:
    route, zone, crew = sheet.route, sheet.office.zone, sheet.crew
    counts = crew.counts(route.shift.elements)
    coming = [
        element.label + (f" {many} orang" if many else "") + (" (diundang)" if element in INVITED else "")
        for element, many in counts.items()
    ]
    standing = sum(visit.dwell_min for visit in route.visits)
    told = (
        ("Hari, tanggal", weekday_date(route.start, zone)),
        ("Regu", f"{plain(route.shift.name, 60)} ({sheet.kind.label.lower()})"),
        ("Jam patroli", hours(route.start, route.end, zone)),
        ("Dari dan ke", plain(sheet.start_name, 60)),
        (
            "Titik",
            f"{len(route.visits)} titik, {number(standing)} menit di tempat" if route.visits else NO_STOPS,
        ),
        ("Jarak", f"± {number(route.distance_km, 1)} km, {number(route.travel_min)} menit di jalan"),
        ("Pimpinan", plain(crew.leader, 60)),
        ("Kendaraan", plain(crew.vehicle, 90)),
        ("Unsur", listed(coming)),
        ("Menggantikan", plain(sheet.replaces, 40)),
    )
    return tuple((name, text) for name, text in told if text)


def _stop(order: int, visit: Visit, sheet: Sheet) -> tuple[str, ...]:
    zone, stop = sheet.office.zone, visit.stop
    only = "; ".join(str(window) for window in stop.windows)
    many = len(sheet.route.visits)
    reason_letters = next((letters for stops, letters in _REASONS if many <= stops), _SHORT_REASON)
    name_letters = _SHORT_NAME if _dense(sheet) else _NAME
    within = (f"hanya pukul {only}",) if only else ()
    return (
        f"{order}.",
        plain(stop.name, name_letters),
        sheet.desa(stop.kode_desa),
        f"{clock(visit.arrive, zone)}–{clock(visit.depart, zone)}",
        number(visit.dwell_min),
        _reason(plain(visit.reason), within, reason_letters),
    )


def _reason(said: str, within: tuple[str, ...], letters: int) -> str:
    """Return a reason with the hours of a stop; of one too long what stands after a semicolon goes first.

    Examples
    --------
    >>> _reason("Hari pasar; belum dikunjungi 28 hari terakhir.", ("hanya pukul 07.00–11.00",), 40)
    'Hari pasar; hanya pukul 07.00–11.00.'
    """
    head, _, last = said.rpartition("; ")
    whole = one_sentence(said, *within)
    if last and head and len(whole) > letters:
        return _reason(head, within, letters)
    return one_sentence(said, *within, letters=letters)


def _leader(sheet: Sheet) -> Signature:
    name = sheet.crew.leader
    found = (one for one in sheet.crew.personnel if name and one.name == name)
    one = next(found, Officer(name=name, element=PatrolElement.KECAMATAN))
    signer = Signer(title="Pimpinan patroli", name=one.name, rank=one.rank, number=one.number)
    return signature(signer, uniformed=one.element in INVITED)
