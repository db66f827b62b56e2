"""Known places: markets, junctions, schools, posts; added, corrected and taken off by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, cast

import geopandas as gpd
import pandas as pd

from records.store.act import Act
from services.history import Step, history
from services.locating import Location, location_of
from services.office import Office
from services.privacy import READS_TEXT
from services.removal import standing_of, take_off
from services.stored import row_of, store_once
from services.typed import form_mark, said_reason, typed
from sop.dictionary import PLACES
from sop.incident import LocationPrecision, Quarantine
from sop.party import Actor, Verb
from sop.patrol import PlaceKind
from sop.problem import ProblemCode, Refused, problem
from sop.scrub import scrubbed

REASON = "Alasan"
"""What the form calls the note of a change."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """What a person says of a place.

    Parameters
    ----------
    nama
        Name.
    jenis
        Kind.
    keterangan
        Anything else, such as the market day.
    location
        Where it is; None as long as nobody has said it.
    """

    nama: str
    jenis: PlaceKind
    keterangan: str
    location: Location | None


@dataclass(frozen=True, kw_only=True)
class Stored:
    """A place as it stands in the store.

    Parameters
    ----------
    number
        Its number.
    version
        Its version, on which a change is based.
    place
        What is known of it.
    """

    number: str
    version: int
    place: Place


def standing(office: Office) -> gpd.GeoDataFrame:
    """Return the places that nobody has taken off, as stored."""
    return cast("gpd.GeoDataFrame", _kept(office.frame(PLACES)))


def _kept(places: pd.DataFrame) -> pd.DataFrame:
    return standing_of(places)


def seat(office: Office) -> tuple[float, float]:
    """Return lon and lat from which teams leave: the first known office, else within the first area."""
    places = standing(office)
    offices = places.loc[(places["jenis"] == PlaceKind.KANTOR) & places.geometry.notna()]
    areas = office.areas().geometry
    points = offices.sort_index().geometry if len(offices) else areas.representative_point()
    return float(points.x.iloc[0]), float(points.y.iloc[0])


def place_table(office: Office, actor: Actor, *, meeting: bool = False) -> gpd.GeoDataFrame:
    """Return the places by name, with words to be read.

    Parameters
    ----------
    meeting
        Whether others look along: then there is no free text, and what looks like the name of a person or
        a company is left out of a place's name.

    Returns
    -------
    GeoDataFrame
        Index ``id_tempat``; ``nama``, ``jenis`` (label), ``desa`` (its name, or why it lies in none),
        ``keterangan`` (empty for partners, who read no free text) and the point.
    """
    actor.require(Verb.TEMPAT_LIHAT)
    found = standing(office)
    names = office.areas()["nama"]
    kinds = {kind.value: kind.label for kind in PlaceKind}
    reasons = {one.value: one.label for one in Quarantine}
    told = found["keterangan"].fillna("") if actor.role in READS_TEXT and not meeting else ""
    words = {
        "nama": names_told(found["nama"], meeting=meeting),
        "jenis": found["jenis"].map(kinds).fillna(found["jenis"]),
        "desa": found["kode_desa"].map(names).fillna(found["karantina"].map(reasons)).fillna("–"),
        "keterangan": told,
    }
    table = gpd.GeoDataFrame(words, geometry=found.geometry, index=found.index, crs=found.crs)
    return table.sort_values("nama", key=lambda names: names.str.casefold(), kind="stable")


def names_told(names: pd.Series[str], *, meeting: bool) -> pd.Series[str]:
    """Return names of places as they are told; to a room without what looks like a person or a company."""
    return names.map(partial(scrubbed, companies=True)) if meeting else names


def stored_place(office: Office, actor: Actor, number: str) -> Stored:
    """Return one place, to be corrected.

    Raises
    ------
    Refused
        ``rekam.tak_ada`` if there is no such place (any more).
    """
    actor.require(Verb.TEMPAT_UBAH)
    row = row_of(standing(office), PLACES, number)
    place = Place(
        nama=row["nama"],
        jenis=PlaceKind(row["jenis"]),
        keterangan=row["keterangan"] or "",
        location=location_of(office, row["geometry"], row["kode_desa"]),
    )
    return Stored(number=number, version=int(row["versi"]), place=place)


def add_place(office: Office, actor: Actor, place: Place, *, form_id: str, at: datetime) -> str:
    """Store a new place and return its number; the same form sent twice stores it once.

    Parameters
    ----------
    form_id
        Identity of the form that was filled in.

    Raises
    ------
    Refused
        With everything that is wrong with it, or ``tempat.sudah_ada``.
    """
    actor.require(Verb.TEMPAT_CATAT)
    columns = _checked(office, place)
    mark, names = form_mark(PLACES, actor, form_id), office.areas()["nama"].to_dict()
    row = gpd.GeoDataFrame([{**columns, "sidik": mark}], geometry="geometry", crs=4326)
    with office.store.act(actor, at, Verb.TEMPAT_CATAT.value) as act:
        number, new = store_once(act, PLACES, row)
        if new:
            _refuse_known(act, columns, number, names)
    return number


def correct_place(
    office: Office,
    actor: Actor,
    number: str,
    place: Place,
    *,
    expected_version: int,
    at: datetime,
    note: str = "",
) -> None:
    """Store what has changed of a place as its next version; nothing if nothing has.

    Raises
    ------
    Refused
        With everything that is wrong with it; ``versi.bentrok`` if somebody else was first.
    """
    actor.require(Verb.TEMPAT_UBAH)
    columns = _checked(office, place)
    said = said_reason(note, label=REASON)
    row = row_of(office.frame(PLACES), PLACES, number)
    changes = {name: value for name, value in columns.items() if value != row[name]}
    # Where the place has not moved, what somebody decided on it stands: it may have been declared outside.
    if not {"geometry", "kode_desa"} & changes.keys():
        changes.pop("karantina", None)
    if not changes and int(row["versi"]) == expected_version:
        return
    names = office.areas()["nama"].to_dict()
    with office.store.act(actor, at, Verb.TEMPAT_UBAH.value, said) as act:
        if {"nama", "jenis", "kode_desa"} & changes.keys():
            _refuse_known(act, columns, number, names)
        act.revise(PLACES, number, expected_version=expected_version, changes=changes)


def remove_place(
    office: Office, actor: Actor, number: str, *, expected_version: int, at: datetime, note: str
) -> None:
    """Take a place off every map and list; its history stays.

    Raises
    ------
    Refused
        Without a reason; ``versi.bentrok`` if somebody else was first.
    """
    take_off(
        office, actor, Verb.TEMPAT_HAPUS, PLACES, number, expected_version=expected_version, at=at, note=note
    )


def place_history(office: Office, actor: Actor, number: str) -> tuple[Step, ...]:
    """Return the steps of a place, the latest first."""
    actor.require(Verb.TEMPAT_UBAH)
    names = office.areas()["nama"].to_dict()
    return history(office, PLACES, number, words={"kode_desa": lambda code: str(names.get(code, code))})


def _checked(office: Office, place: Place) -> dict[str, Any]:
    """Return the columns of a place, or refuse with everything that is wrong with it."""
    texts, faults = typed(PLACES, {"nama": place.nama, "keterangan": place.keterangan})
    where = place.location
    if where is None:
        faults.append(problem(ProblemCode.ISIAN_WAJIB, column="geometry", isian="Letak"))
    if faults or where is None:
        raise Refused(*faults)
    # The boundaries may have changed since the form was opened.
    where = location_of(office, where.point, where.kode_desa, LocationPrecision.PETA) or where
    return {
        **texts,
        "jenis": place.jenis.value,
        "kode_desa": where.kode_desa,
        "karantina": where.quarantine.value if where.quarantine else None,
        "geometry": where.point,
    }


def _refuse_known(act: Act, columns: Mapping[str, Any], number: str, names: Mapping[Any, str]) -> None:
    """Refuse a second place of the same name, kind and desa; ``names`` are those of the desa."""
    others = _kept(act.found(PLACES, "jenis", columns["jenis"])).drop(index=number, errors="ignore")
    same = others.index[
        (others["nama"].str.casefold() == str(columns["nama"]).casefold())
        & (others["kode_desa"].fillna("") == (columns["kode_desa"] or ""))
    ]
    if same.empty:
        return
    raise Refused(
        problem(
            ProblemCode.TEMPAT_SUDAH_ADA,
            column="nama",
            jenis=PlaceKind(columns["jenis"]).label,
            nama=columns["nama"],
            desa=names.get(columns["kode_desa"], "luar wilayah"),
            nomor=str(same[0]),
        )
    )
