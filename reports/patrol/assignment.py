"""The Surat Perintah Tugas: what it says, for the PDF and for the editable paper alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reports.patrol.clock import days, hours, stands, weekday_date
from reports.patrol.order import Officer, Order
from reports.patrol.plain import plain, staff_number
from reports.patrol.signature import Signature, signature
from sop.patrol import PatrolElement
from sop.period import long_date
from sop.wording import listed

PEOPLE_COLUMNS = ("No.", "Nama", "Pangkat/Gol.", "NIP", "Jabatan, instansi")
GUEST_COLUMNS = ("No.", "Nama", "Pangkat", "NRP", "Jabatan, kesatuan")
_UNNAMED = "Personel yang ditunjuk pimpinannya"
_NOTHING = "–"
_DOTS = "…………………………………"
_REPORT_WITHIN = "24 (dua puluh empat) jam setelah tugas selesai"


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """The text of an order, part by part, as it stands on paper.

    Parameters
    ----------
    letterhead
        Kop surat.
    title, number
        Above.
    basis
        Dasar.
    people
        Rows of those who are ordered, as `PEOPLE_COLUMNS` has them.
    guests_note, guests
        Sentence before, and rows of, those who are invited, as `GUEST_COLUMNS` has them.
    tasks
        Untuk.
    closing
        Last sentence.
    place, date
        Where and when it is issued.
    signature
        Who orders.
    copies
        Tembusan.
    """

    letterhead: tuple[str, ...]
    title: str
    number: str
    basis: tuple[str, ...]
    people: tuple[tuple[str, ...], ...]
    guests_note: str
    guests: tuple[tuple[str, ...], ...]
    tasks: tuple[str, ...]
    closing: str
    place: str
    date: str
    signature: Signature
    copies: tuple[str, ...]


def assignment(order: Order) -> Assignment:
    """Return what the paper of an order says."""
    office, crew = order.office, order.crew
    return Assignment(
        letterhead=tuple(plain(line, 120) for line in office.letterhead),
        title="SURAT PERINTAH TUGAS",
        number=f"NOMOR : {plain(order.number, 80) if order.number else _DOTS}",
        basis=_list(plain(reason) for reason in order.basis),
        people=rows(crew.ordered),
        guests_note=(
            "Personel Polri dan TNI berikut diharapkan hadir bersama, sesuai undangan kepada pimpinan "
            "kesatuannya:"
        ),
        guests=rows(crew.invited),
        tasks=_list(_tasks(order)),
        closing=("Demikian Surat Perintah Tugas ini dibuat untuk dilaksanakan sebagaimana mestinya."),
        place=f"Ditetapkan di {plain(office.seat, 60)}",
        date=f"pada tanggal {long_date(order.day) if order.day else _DOTS}",
        signature=signature(order.signer),
        copies=_list(plain(copy, 120) for copy in order.copies),
    )


def rows(people: tuple[Officer, ...]) -> tuple[tuple[str, ...], ...]:
    """Return people as rows of a table: order, name, rank, number, position and agency.

    Examples
    --------
    >>> rows((Officer(name="", element=PatrolElement.POLSEK),))
    (('1.', 'Personel yang ditunjuk pimpinannya', '–', '–', 'Polsek'),)
    """
    return tuple(
        (
            f"{order}.",
            plain(one.name, 80) or _UNNAMED,
            plain(one.rank, 60) or _NOTHING,
            staff_number(one.number) or _NOTHING,
            ", ".join(part for part in (plain(one.position, 80), one.element.label) if part),
        )
        for order, one in enumerate(people, start=1)
    )


def _tasks(order: Order) -> list[str]:
    zone, crew = order.office.zone, order.crew
    camat = f"Camat {plain(order.office.kecamatan, 60)}"
    partners = crew.counts((PatrolElement.POLSEK, PatrolElement.KORAMIL, PatrolElement.SATPOL_PP))
    asked = [element.label for element in partners if element is not PatrolElement.KECAMATAN]
    if stands(order.begins, order.ends):
        when = (
            f"Tugas dilaksanakan {days(order.begins, order.ends, zone)}, "
            "menurut hari, jam, dan titik pada lembar rute harian"
        )
    else:
        when = (
            f"Tugas dilaksanakan pada hari {weekday_date(order.begins, zone)} pukul "
            f"{hours(order.begins, order.ends, zone)}, menurut lembar rute terlampir"
        )
    led = [f"dipimpin oleh {plain(crew.leader, 80)}"] if crew.leader else []
    driven = [f"menggunakan {plain(crew.vehicle, 120)}"] if crew.vehicle else []
    how = [f"Pelaksanaan tugas {' dan '.join([*led, *driven])}"] if led or driven else []
    return [
        plain(order.purpose),
        when,
        *how,
        f"Berkoordinasi dengan {listed([*asked, 'pemerintah desa/kelurahan setempat'])}",
        f"Melaporkan hasil secara tertulis kepada {camat} paling lambat {_REPORT_WITHIN}",
        "Melaksanakan perintah ini dengan penuh rasa tanggung jawab",
    ]


def _list(items: Iterable[str]) -> tuple[str, ...]:
    """Return items with the signs that end the parts of a list: semicolons, and a full stop at the end."""
    bare = [item.rstrip(" .;,") for item in items]
    return tuple(f"{item}{'.' if order == len(bare) else ';'}" for order, item in enumerate(bare, start=1))
