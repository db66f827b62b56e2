"""What the papers of a patrol are made from: the office, the order, the people, and one route."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import geopandas as gpd

from planning.plan import Route
from reports.patrol.plain import plain
from sop.official import Authority, Paper
from sop.patrol import PatrolElement, PatrolKind

DRAFT, CANCELLED = "DRAF", "BATAL"
"""Words across every page of a paper that does not hold yet, or not any more."""
INVITED = frozenset({PatrolElement.POLSEK, PatrolElement.KORAMIL})
"""Elements that a Camat invites and cannot order: Polri and TNI."""


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Who signs.

    Parameters
    ----------
    title
        Title under which the paper is signed, such as ``CAMAT BENUA LIMA``.
    name, rank, number
        Of the one who signs; dots stand where the name is empty.
    authority
        Whether the title is theirs.
    position
        Their own position when they sign in somebody's name.
    """

    title: str
    name: str = ""
    rank: str = ""
    number: str = ""
    authority: Authority = Authority.SENDIRI
    position: str = ""


@dataclass(frozen=True, kw_only=True)
class Officer:
    """Somebody who goes along.

    Parameters
    ----------
    name
        With titles; empty when the agency names its people itself.
    element
        Agency that they belong to.
    rank, number, position
        Pangkat (golongan), NIP or NRP, and jabatan.
    """

    name: str
    element: PatrolElement
    rank: str = ""
    number: str = ""
    position: str = ""


@dataclass(frozen=True, kw_only=True)
class Crew:
    """The people of a patrol.

    Parameters
    ----------
    personnel
        In the order in which papers list them.
    leader
        Name of the one who leads.
    vehicle
        Kind and plate.
    """

    personnel: tuple[Officer, ...]
    leader: str = ""
    vehicle: str = ""

    @property
    def ordered(self) -> tuple[Officer, ...]:
        """Those whom the Camat orders."""
        return tuple(one for one in self.personnel if one.element not in INVITED)

    @property
    def invited(self) -> tuple[Officer, ...]:
        """Those of Polri and TNI, who are invited."""
        return tuple(one for one in self.personnel if one.element in INVITED)

    def with_unnamed(self, elements: Sequence[PatrolElement]) -> Crew:
        """Return the crew with a row without name for each agency that comes and has named nobody.

        Examples
        --------
        >>> Crew(personnel=()).with_unnamed([PatrolElement.LINMAS]).personnel[0].element.label
        'Linmas'
        """
        named = {one.element for one in self.personnel}
        unnamed = (Officer(name="", element=one) for one in elements if one not in named)
        return replace(self, personnel=(*self.personnel, *unnamed))

    def counts(self, elements: Sequence[PatrolElement] = ()) -> dict[PatrolElement, int]:
        """Return how many come of each agency by name, 0 where it is only known that it comes.

        Parameters
        ----------
        elements
            Agencies that come, whether or not their people are known.
        """
        found = {one.element for one in self.personnel}.union(elements)
        return {
            element: sum(one.element is element and bool(one.name) for one in self.personnel)
            for element in PatrolElement
            if element in found
        }


@dataclass(frozen=True, kw_only=True)
class Office:
    """What every paper of an office has in common.

    Parameters
    ----------
    letterhead
        Lines of the kop surat.
    kecamatan
        Name of the kecamatan.
    seat
        Where papers are signed.
    zone
        In which times are told.
    metric_epsg
        CRS in which its maps are drawn to scale.
    paper
        Size of paper.
    boundary_note
        What maps say of the boundaries.
    demo
        Whether every page says that its data are made up.
    """

    letterhead: tuple[str, ...]
    kecamatan: str
    seat: str
    zone: ZoneInfo
    metric_epsg: int
    paper: Paper = Paper.A4
    boundary_note: str = "batas indikatif"
    demo: bool = False


@dataclass(frozen=True, kw_only=True)
class Order:
    """A Surat Perintah Tugas: for one patrol, or standing for many days.

    Parameters
    ----------
    office
        Whose paper it is.
    number
        Its number; None until it has one, and then every page says that it is a draft.
    day
        On which it is signed; None until then, and dots stand for it.
    basis
        On what it rests, a sentence each.
    purpose
        What is to be done, a sentence that begins with a verb.
    begins, ends
        Aware instants of the first and last duty; over more than a day, the order stands and route sheets say
        when.
    crew
        Who is ordered, and who invited.
    signer
        Who orders.
    copies
        Who gets a copy.
    cancelled
        Whether it was cancelled, and then every page says so.

    Raises
    ------
    ValueError
        If it ends before it begins: whoever makes orders checks that first.
    """

    office: Office
    number: str | None
    day: date | None
    basis: tuple[str, ...]
    purpose: str
    begins: datetime
    ends: datetime
    crew: Crew
    signer: Signer
    copies: tuple[str, ...] = ()
    cancelled: bool = False

    def __post_init__(self) -> None:
        """Refuse an order without time."""
        if self.ends <= self.begins:
            raise ValueError(f"{self.number}: an order must end after it begins")

    @property
    def mark(self) -> str:
        """Word across every page of what does not hold; empty on a paper that does."""
        return CANCELLED if self.cancelled else DRAFT if self.number is None else ""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One route on paper, under an order.

    Parameters
    ----------
    number
        Its number in Tenteram.
    order
        Under which the patrol goes.
    kind
        Kind of the patrol.
    route
        Where it goes.
    crew
        Who goes on that day.
    issuer
        Who issues the sheet, as a rule the Kasi.
    areas
        Polygons of desa and kelurahan by ``kode_desa``, with ``nama``; any CRS.
    plan_id, seed
        Which plan it belongs to, and from which seed that was made.
    digest
        Fingerprint of what was approved, hexadecimal.
    made_at
        When the papers are made; aware.
    start_name
        What people call the place from which it leaves.
    revision
        How many times it was changed.
    replaces
        Number of the sheet whose place it takes; empty for most.
    issued, cancelled
        Whether it may be driven, and whether it was called off: what does not hold says so on every page.
    """

    number: str
    order: Order
    kind: PatrolKind
    route: Route
    crew: Crew
    issuer: Signer
    areas: gpd.GeoDataFrame = field(compare=False, repr=False)
    plan_id: str
    seed: int
    digest: str
    made_at: datetime
    start_name: str = "Titik kumpul"
    revision: int = 0
    replaces: str = ""
    issued: bool = True
    cancelled: bool = False

    @property
    def office(self) -> Office:
        """Whose paper it is."""
        return self.order.office

    @property
    def mark(self) -> str:
        """Word across every page of what does not hold; empty on a paper that does."""
        if self.cancelled:
            return CANCELLED
        return "" if self.issued and self.order.number is not None else DRAFT

    def desa(self, kode: str) -> str:
        """Return the name of a desa, or its code where the map does not know it."""
        names = self.areas["nama"]
        return plain(str(names[kode]), 40) if kode in names.index else plain(kode, 40)
