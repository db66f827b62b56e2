"""One incident as its reader may see it: facts, clocks, what to do next, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, cast

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from records.store import accounts
from reports.words import deadline, happened
from services import history as past
from services.case_privacy import sights
from services.history import Step
from services.identities import with_identity_steps
from services.incident_alike import Alike, suggestions
from services.incident_entry import CORRECTED
from services.incident_record import VERSION, visible
from services.incident_steps import NextStep, next_steps
from services.incident_words import NOTHING, area_name, label, title, when, worded, zone_of
from services.locating import Location, location_of
from services.office import Office
from services.privacy import PARTNERS, READS_TEXT, SNAP_M, TEXTS, Sight
from services.reference import partner_number, row_meant, shown_number
from services.running import running
from sop.agency import agencies_in
from sop.category import Visibility
from sop.deadline import Duty, Escalation
from sop.dictionary import INCIDENTS, Kind
from sop.incident import (
    MOVES,
    IncidentState,
    LocationPrecision,
    Origin,
    StatusWord,
    TimePrecision,
    status_word,
)
from sop.party import Actor, Role, Verb
from sop.period import zone_word
from sop.wording import listed


@dataclass(frozen=True, kw_only=True)
class Clock:
    """A duty that runs: what, how it stands in words, and how far up it is told."""

    duty: str
    words: str
    escalation: Escalation
    late: bool


@dataclass(frozen=True, kw_only=True)
class IncidentDetail:
    """One incident, cut down to what its reader may see.

    Parameters
    ----------
    number, version
        Number, and the version on which a change must build.
    title, severity
        What it is, and how grave its category is.
    state, word
        Where it stands, exactly and in the three words.
    facts
        Label and value, ready to be read; what is empty or closed to the reader is left out.
    story
        Chronology; empty where the reader may not read it.
    sight, point, square, area
        How much of the place is seen; the point as far as it may be shown, the square in which it lies if
        it is known only roughly, and the desa.
    clocks
        Running duties, the most pressing first.
    steps
        What the reader may do next.
    alike
        Reports that may be the same; empty for those who could not tell.
    may_correct, may_merge
        Whether the correction form and the merge are open to this reader.
    values, location
        What stands in the correction form at its beginning: the fields of a `Report`, with ``tanggal`` and
        ``jam`` of the event in its own zone; empty when the form is closed.
    related, case
        Numbers of reports that are tied to this one, with how; and of the conflict case that it belongs to.
    """

    number: str
    version: int
    title: str
    severity: str
    state: IncidentState
    word: StatusWord
    facts: tuple[tuple[str, str], ...]
    story: str
    sight: Sight
    point: shapely.Point | None
    square: shapely.Polygon | None
    area: BaseGeometry | None
    clocks: tuple[Clock, ...]
    steps: tuple[NextStep, ...]
    alike: tuple[Alike, ...]
    may_correct: bool
    may_merge: bool
    values: Mapping[str, Any]
    location: Location | None
    related: tuple[tuple[str, str], ...]
    case: str | None

    @property
    def next(self) -> str:
        """What is due next, in one sentence; empty where nothing is."""
        return f"Berikutnya: {self.clocks[0].words}." if self.clocks else ""


def incident(
    office: Office, actor: Actor, number: str, *, at: datetime, meeting: bool = False
) -> IncidentDetail:
    """Return an incident as the actor may see it.

    Of a restricted one a meeting is told kind, desa, day and the square in which it lies, and nothing else.

    Raises
    ------
    Refused
        ``rekam.tak_ada`` if there is none, and just the same if it is closed to the actor or to the room.
    """
    actor.require(Verb.KEJADIAN_LIHAT)
    number, row = _seen_row(office, actor, number, meeting=meeting)
    sight, state = Sight(row["pandang"]), IncidentState(row["status"])
    inside, rough = actor.role in READS_TEXT and not meeting, meeting and sight is Sight.RINGKAS
    own = row["dicatat_oleh"] == actor.name and state is IncidentState.MASUK
    may_correct = inside and actor.may(Verb.KEJADIAN_UBAH) and (actor.role is not Role.OPERATOR or own)
    category = office.categories.get(row["kode_kategori"])
    precision = LocationPrecision(row["presisi_lokasi"])
    return IncidentDetail(
        number=shown_number(office, actor, INCIDENTS, number, meeting=meeting),
        version=int(row[VERSION]),
        title=title(office, row, sight),
        severity=category.severity.label if category and sight is not Sight.DESA else "",
        state=state,
        word=status_word(state),
        facts=tuple(
            _rough_facts(office, actor, row) if rough else _facts(office, number, row, sight, inside=inside)
        ),
        story=row["kronologi"] or "",
        sight=sight,
        point=row["geometry"],
        square=_square(office, row["geometry"]) if sight is Sight.RINGKAS else None,
        area=_area(office, row["kode_desa"]),
        clocks=() if rough else _clocks(office, number, at),
        steps=next_steps(actor, row) if not meeting or actor.role in PARTNERS else (),
        alike=suggestions(office, actor, number) if inside and actor.may(Verb.KEJADIAN_BEDA) else (),
        may_correct=may_correct,
        may_merge=not meeting and actor.may(Verb.KEJADIAN_GABUNG) and IncidentState.DUPLIKAT in MOVES[state],
        values=_form_values(office, row) if may_correct else {},
        location=location_of(office, row["geometry"], row["kode_desa"], precision) if may_correct else None,
        related=tuple(_related(office, actor, number, row, meeting=meeting)) if inside else (),
        case=row["id_kasus"] if inside and _knows_case(office, actor, row["id_kasus"]) else None,
    )


def history(office: Office, actor: Actor, number: str, *, meeting: bool = False) -> tuple[Step, ...]:
    """Return what became of an incident, the latest first, each change in words.

    Whoever reads no free text is told that a text changed, not how, and sees no notes and no names. A meeting
    is told nothing of what became of a restricted one.

    Raises
    ------
    Refused
        As `incident`.
    """
    actor.require(Verb.KEJADIAN_LIHAT)
    number, row = _seen_row(office, actor, number, meeting=meeting)
    if meeting and row["pandang"] == Sight.RINGKAS:
        return ()
    inside = actor.role in READS_TEXT and not meeting
    told = {name: partial(worded, office, name) for name in _OWN_WORDS}
    closed = frozenset() if inside else _CLOSED_OUTSIDE
    if not _knows_case(office, actor, row["id_kasus"]):
        closed |= {"id_kasus"}
    steps = past.history(
        office,
        INCIDENTS,
        number,
        words=told if inside else told | {"dirujuk_ke": _agencies},
        untold=_UNTOLD,
        closed=closed,
        outside=not inside,
    )
    return with_identity_steps(office, INCIDENTS, number, steps) if inside else steps


def _knows_case(office: Office, actor: Actor, case: str | None) -> bool:
    """Say whether the reader may know of the conflict case that an incident belongs to, if it does."""
    return case is None or sights(office, actor).get(case, Sight.TERTUTUP) != Sight.TERTUTUP


def _seen_row(office: Office, actor: Actor, said: str, *, meeting: bool) -> tuple[str, dict[str, Any]]:
    """Return the office's number of an incident, and its row as the reader sees it."""
    seen = visible(office, actor.role, meeting=meeting).incidents
    # A secret incident is not shown by itself where others look along, however it was found.
    return row_meant(office, actor, INCIDENTS, said, seen.loc[seen["pandang"] != Sight.DESA])


# The step itself tells them: its time, and what it says of the verification.
_UNTOLD = frozenset(
    {
        "karantina",
        "status_verifikasi",
        *(field.name for field in INCIDENTS if field.system and field.kind is Kind.TIME),
    }
)
# An earlier version may have been more closed than this one: of which kind it was then is not told.
_CLOSED_OUTSIDE = frozenset(TEXTS) | {
    "id_kasus", "id_jurnal", "berulang_dari", "kode_kategori", "visibilitas",
}  # fmt: skip
_OWN_WORDS = ("kode_kategori", "kode_desa", "dampak_aktual", "sumber")
_SHOWN = (
    "asal", "sumber", "jumlah_terlibat", "korban_luka", "korban_jiwa", "kerugian_rp", "luas_ha",
    "dampak_aktual", "pasal", "status_verifikasi", "visibilitas", "dirujuk_ke", "no_surat_rujukan",
    "waktu_rujukan", "waktu_rujukan_diterima", "hasil", "waktu_selesai", "karantina", "waktu_lapor",
)  # fmt: skip


def _facts(
    office: Office, number: str, row: Mapping[str, Any], sight: Sight, *, inside: bool
) -> Iterator[tuple[str, str]]:
    yield "Waktu kejadian", when(office, row)
    if sight is not Sight.DESA:
        yield "Kategori", worded(office, "kode_kategori", row["kode_kategori"])
    yield "Lokasi", _place(office, row, sight)
    for name in _SHOWN:
        text = worded(office, name, row[name])
        if name == "dirujuk_ke" and not inside:
            text = _agencies(row[name])
        if text != NOTHING:
            yield label(name), text
    if inside:
        yield "Nomor untuk mitra", partner_number(office, INCIDENTS, number)
        if row["id_jurnal"]:
            yield label("id_jurnal"), str(row["id_jurnal"])
        if row["dicatat_oleh"]:
            account = accounts.account(office.store, row["dicatat_oleh"])
            yield label("dicatat_oleh"), account.name if account else str(row["dicatat_oleh"])


def _rough_facts(office: Office, actor: Actor, row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what a meeting is told of a restricted incident; a partner also that he is asked to handle it."""
    zone = zone_of(str(row["zona_waktu_asli"]), office.zone)
    yield "Hari kejadian", happened(row["waktu_kejadian"], TimePrecision.TANGGAL_SAJA, zone)
    yield "Kategori", worded(office, "kode_kategori", row["kode_kategori"])
    yield "Lokasi", _place(office, row, Sight.RINGKAS)
    if actor.role in PARTNERS and (agencies := _agencies(row["dirujuk_ke"])) != NOTHING:
        yield label("dirujuk_ke"), agencies


def _agencies(text: str | None) -> str:
    """Return the agencies that a text names, and nothing else that may stand in it."""
    return listed([agency.label for agency in agencies_in(text or "")]) or NOTHING


def _place(office: Office, row: Mapping[str, Any], sight: Sight) -> str:
    parts = [area_name(office, row["kode_desa"]), row["dusun_rt"], row["patokan"]]
    if sight is not Sight.PENUH:
        parts.append(sight.label)
    elif row["geometry"] is None:
        parts.append(LocationPrecision.DESA.label.lower())
    return " · ".join(str(part) for part in parts if part)


def _form_values(office: Office, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stands in a form, in the types that it works with."""
    zone = zone_of(str(row["zona_waktu_asli"]), office.zone)
    local = row["waktu_kejadian"].to_pydatetime().astimezone(zone)
    values: dict[str, Any] = {name: row[name] for name in CORRECTED & row.keys()}
    for name in ("jumlah_terlibat", "korban_luka", "korban_jiwa"):
        values[name] = None if row[name] is None else int(row[name])
    return values | {
        "tanggal": local.date(),
        "jam": local.time().replace(second=0, microsecond=0),
        "zona_waktu_asli": zone_word(local),
        "presisi_waktu": TimePrecision(row["presisi_waktu"]),
        "asal": Origin(row["asal"]),
        "visibilitas": Visibility(row["visibilitas"]),
    }


def _square(office: Office, point: shapely.Point | None) -> shapely.Polygon | None:
    """Return the square of the grid of which a rough point is the middle."""
    if point is None:
        return None
    metres = gpd.GeoSeries([point], crs=4326).to_crs(office.profile.metric_epsg)
    return cast("shapely.Polygon", metres.buffer(SNAP_M / 2, cap_style="square").to_crs(4326).iloc[0])


def _area(office: Office, code: str | None) -> BaseGeometry | None:
    areas = office.areas().geometry
    return areas[code] if code is not None and code in areas.index else None


def _clocks(office: Office, number: str, at: datetime) -> tuple[Clock, ...]:
    clocks = running(office, at=at)
    mine = clocks.loc[(clocks["objek"] == INCIDENTS.name) & (clocks["kunci"] == number)]
    return tuple(
        Clock(
            duty=Duty(duty).label,
            words=f"{Duty(duty).label} {deadline(due.to_pydatetime(), at, office.zone)}",
            escalation=Escalation(told),
            late=due <= at,
        )
        for duty, due, told in zip(mine["duty"], mine["due"], mine["escalation"], strict=True)
    )


def _related(
    office: Office, actor: Actor, number: str, row: Mapping[str, Any], *, meeting: bool
) -> Iterator[tuple[str, str]]:
    seen = visible(office, actor.role, meeting=meeting).incidents
    origin = row["berulang_dari"]
    if origin in seen.index:
        yield str(origin), "duplikat dari" if row["status"] == IncidentState.DUPLIKAT else "pengulangan dari"
    followers = seen.loc[seen["berulang_dari"] == number, "status"]
    for follower, status in followers.items():
        yield str(follower), "digabungkan ke sini" if status == IncidentState.DUPLIKAT else "terulang pada"
