"""Quarantine: records that lie in no desa wait here for a person; what is decided is a new version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import geopandas as gpd
import pandas as pd

from services.locating import Location, location_of
from services.office import Office
from services.places import standing
from services.privacy import Sight, short_name, sight
from services.stored import row_of
from services.typed import remark, said_reason
from sop.dictionary import FRAMES, INCIDENTS, PLACES, Frame
from sop.incident import WAITING, IncidentState, Quarantine, Verification
from sop.party import Actor, Verb
from sop.patrol import PlaceKind
from sop.period import long_time
from sop.problem import ProblemCode, Refused, problem

REASON = "Catatan"
"""What the form calls the note of a decision."""

_KEPT = frozenset({*WAITING, Quarantine.DI_LUAR})
_TOLD: Mapping[str, tuple[str, ...]] = {
    INCIDENTS.name: ("desa_teks", "dusun_rt", "patokan", "sumber", "kronologi"),
    PLACES.name: ("keterangan",),
}


@dataclass(frozen=True, kw_only=True)
class Held:
    """A record in quarantine, with everything that tells where it may lie.

    Parameters
    ----------
    objek, number
        Name of its frame, and its number.
    version
        The version on which a decision is based.
    title
        What it is, in words.
    told
        Label and text of what it says of its place.
    location
        The place that it names now; None if it names none.
    reason
        Why it does not count.
    """

    objek: str
    number: str
    version: int
    title: str
    told: tuple[tuple[str, str], ...]
    location: Location | None
    reason: Quarantine


def waits(incidents: pd.DataFrame) -> pd.Series:
    """Say which incidents wait for a person; the disproved and the doubles need no place any more."""
    return (
        incidents["karantina"].isin(WAITING)
        & (incidents["status_verifikasi"] != Verification.TIDAK_TERBUKTI)
        & ~incidents["status"].isin((IncidentState.TIDAK_TERBUKTI, IncidentState.DUPLIKAT))
    )


def waiting_count(office: Office, actor: Actor) -> int:
    """Return how many incidents wait for a person, of those that a reader sees."""
    actor.require(Verb.SITUASI_LIHAT)
    return int(waits(_open_to(office, actor, INCIDENTS)).sum())


def quarantine(office: Office, actor: Actor, *, outside: bool = False) -> pd.DataFrame:
    """Return what waits for this reader, the latest first, ready to be read.

    Parameters
    ----------
    outside
        Whether to list what was declared outside instead.

    Returns
    -------
    DataFrame
        Index: number; ``objek`` (name of the frame), ``Jenis``, ``Perihal``, ``Waktu``, ``Sebab``.
    """
    actor.require(Verb.KARANTINA_SELESAI)
    return office.remember(
        ("quarantine", actor.role, outside), lambda: _listed(office, actor, outside=outside)
    )


def held(office: Office, actor: Actor, objek: str, number: str) -> Held:
    """Return one record in quarantine, to be decided on.

    Raises
    ------
    Refused
        ``rekam.tak_ada`` if it is not in quarantine (any more), or closed to the reader.
    """
    actor.require(Verb.KARANTINA_SELESAI)
    frame = FRAMES[objek]
    rows = _open_to(office, actor, frame)
    row = row_of(rows.loc[rows["karantina"].isin(_KEPT)], frame, number)
    return Held(
        objek=objek,
        number=number,
        version=int(row["versi"]),
        title=_title(office, frame, row),
        told=tuple((frame[name].label, row[name]) for name in _TOLD[objek] if row[name]),
        location=location_of(office, row["geometry"], None),
        reason=Quarantine(row["karantina"]),
    )


def place_record(
    office: Office,
    actor: Actor,
    objek: str,
    number: str,
    location: Location,
    *,
    expected_version: int,
    at: datetime,
    note: str = "",
) -> None:
    """Give a record in quarantine its place; it counts from now on.

    A record that gets only a desa loses its point: the point was wrong, and stays in the history.

    Raises
    ------
    Refused
        ``karantina.masih_luar`` if the place lies in no desa either; ``versi.bentrok`` if somebody else
        was first; ``rekam.tak_ada`` if the record is closed to the actor.
    """
    actor.require(Verb.KARANTINA_SELESAI)
    said, faults = remark(note, label=REASON)
    where = location_of(office, location.point, location.kode_desa, location.precision)
    if where is None or where.kode_desa is None:
        faults.append(problem(ProblemCode.KARANTINA_MASIH_LUAR, column="geometry"))
    if faults or where is None:
        raise Refused(*faults)
    changes: dict[str, Any] = {"geometry": where.point, "kode_desa": where.kode_desa, "karantina": None}
    if objek == INCIDENTS.name:
        changes["presisi_lokasi"] = where.precision.value
    _decide(office, actor, objek, number, changes, said or where.words, expected_version, at)


def declare_outside(
    office: Office, actor: Actor, objek: str, number: str, *, expected_version: int, at: datetime, note: str
) -> None:
    """Say that a record does lie outside: it is kept, and never counts.

    Raises
    ------
    Refused
        Without a reason; ``versi.bentrok`` if somebody else was first; ``rekam.tak_ada`` if the record
        is closed to the actor.
    """
    actor.require(Verb.KARANTINA_SELESAI)
    said = said_reason(note, label=REASON, required=True)
    changes = {"karantina": Quarantine.DI_LUAR.value}
    _decide(office, actor, objek, number, changes, said, expected_version, at)


def _decide(
    office: Office,
    actor: Actor,
    objek: str,
    number: str,
    changes: Mapping[str, Any],
    note: str,
    expected_version: int,
    at: datetime,
) -> None:
    frame = FRAMES[objek]
    row = row_of(_open_to(office, actor, frame), frame, number)
    if row["versi"] == expected_version and row["karantina"] not in _KEPT:
        raise Refused(problem(ProblemCode.REKAM_TAK_ADA, objek="Karantina", kunci=number))
    with office.store.act(actor, at, Verb.KARANTINA_SELESAI.value, note) as act:
        act.revise(frame, number, expected_version=expected_version, changes=changes)


def _open_to(office: Office, actor: Actor, frame: Frame) -> gpd.GeoDataFrame:
    """Return the records of a kind that a reader may see in full."""
    if frame is PLACES:
        return standing(office)
    if frame is not INCIDENTS:
        return office.geoframe(frame).iloc[:0]
    incidents = office.geoframe(INCIDENTS)
    return incidents.loc[sight(incidents, actor.role, office.categories) == Sight.PENUH]


def _listed(office: Office, actor: Actor, *, outside: bool) -> pd.DataFrame:
    incidents, places = _open_to(office, actor, INCIDENTS), standing(office)
    if outside:
        incidents = incidents.loc[incidents["karantina"] == Quarantine.DI_LUAR]
        places = places.loc[places["karantina"] == Quarantine.DI_LUAR]
    else:
        incidents = incidents.loc[waits(incidents)]
        places = places.loc[places["karantina"].isin(WAITING)]
    incidents = incidents.sort_values("waktu_kejadian", ascending=False, kind="stable")
    return pd.concat([_rows(office, INCIDENTS, incidents), _rows(office, PLACES, places)])


def _rows(office: Office, frame: Frame, rows: gpd.GeoDataFrame) -> pd.DataFrame:
    reasons = {one.value: one.label for one in Quarantine}
    if frame is INCIDENTS:
        about = rows["kode_kategori"].map({c.code: short_name(c.name) for c in office.categories.values()})
        about = about.fillna(rows["kode_kategori"])
        when = rows["waktu_kejadian"].dt.tz_convert(office.profile.zone).dt.strftime("%d/%m/%Y %H.%M")
    else:
        about, when = rows["nama"], pd.Series("", index=rows.index, dtype="str")
    return pd.DataFrame(
        {
            "objek": frame.name,
            "Jenis": frame.label,
            "Perihal": about,
            "Waktu": when,
            "Sebab": rows["karantina"].map(reasons),
        },
        index=rows.index.rename("nomor"),
    )


def _title(office: Office, frame: Frame, row: Mapping[str, Any]) -> str:
    if frame is PLACES:
        return f"{PlaceKind(row['jenis']).label} “{row['nama']}”"
    category = office.categories.get(row["kode_kategori"])
    name = short_name(category.name) if category else row["kode_kategori"]
    return f"{name}, {long_time(row['waktu_kejadian'], office.zone)}"
