"""Routes and people as a plan and a route sheet keep them, and back again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from planning.plan import Route, Visit
from planning.shift import Shift
from planning.stop import Stop, Window
from records.store.columns import canonical
from reports.patrol.order import Crew, Officer
from sop.official import Authority, Official
from sop.patrol import PatrolElement, StopKind


def route_content(route: Route) -> dict[str, Any]:
    """Return a route as it is kept: everything that `route_of` needs to give it back."""
    shift = route.shift
    return {
        "regu": shift.team,
        "nama_regu": shift.name,
        "tanggal": shift.day.isoformat(),
        "jam_mulai": shift.start.isoformat(),
        "jam_selesai": shift.end.isoformat(),
        "lon": shift.lon,
        "lat": shift.lat,
        "unsur": [one.value for one in shift.elements],
        "lama_menit": shift.longest_min,
        "berangkat": route.start.isoformat(),
        "kembali": route.end.isoformat(),
        "km": route.distance_km,
        "menit_jalan": route.travel_min,
        "kunjungan": [_visit_content(one) for one in route.visits],
    }


def route_of(kept: Mapping[str, Any], zone: ZoneInfo) -> Route:
    """Return a kept route, its times in the zone of the office."""
    return Route(
        shift=Shift(
            team=kept["regu"],
            name=kept["nama_regu"],
            day=date.fromisoformat(kept["tanggal"]),
            start=_time(kept["jam_mulai"], zone),
            end=_time(kept["jam_selesai"], zone),
            lon=kept["lon"],
            lat=kept["lat"],
            elements=tuple(PatrolElement(one) for one in kept["unsur"]),
            longest_min=kept["lama_menit"],
        ),
        start=_time(kept["berangkat"], zone),
        end=_time(kept["kembali"], zone),
        distance_km=kept["km"],
        travel_min=kept["menit_jalan"],
        visits=tuple(_visit_of(one, zone) for one in kept["kunjungan"]),
    )


def stop_content(stop: Stop) -> dict[str, Any]:
    """Return a stop as it is kept."""
    return {
        "id": stop.id,
        "nama": stop.name,
        "kode_desa": stop.kode_desa,
        "lon": stop.lon,
        "lat": stop.lat,
        "jenis": stop.kind.value,
        "menit": stop.dwell_min,
        "menit_seminggu": stop.target_min,
        "risiko": stop.risk,
        "hari": stop.most_days,
        "alasan": stop.reason,
        "jam": [[one.first_min, one.last_min] for one in stop.windows],
        "wajib": stop.required,
    }


def stop_of(kept: Mapping[str, Any]) -> Stop:
    """Return a kept stop."""
    return Stop(
        id=kept["id"],
        name=kept["nama"],
        kode_desa=kept["kode_desa"],
        lon=kept["lon"],
        lat=kept["lat"],
        kind=StopKind(kept["jenis"]),
        dwell_min=kept["menit"],
        target_min=kept["menit_seminggu"],
        risk=kept["risiko"],
        most_days=kept["hari"],
        reason=kept["alasan"],
        windows=tuple(Window(first_min=first, last_min=last) for first, last in kept["jam"]),
        required=kept["wajib"],
    )


def crew_content(crew: Crew) -> dict[str, Any]:
    """Return people as they are kept with the order or the sheet that names them."""
    return {
        "personel": [
            {
                "nama": one.name,
                "unsur": one.element.value,
                "pangkat": one.rank,
                "nomor": one.number,
                "jabatan": one.position,
            }
            for one in crew.personnel
        ],
        "pimpinan": crew.leader,
        "kendaraan": crew.vehicle,
    }


def crew_of_content(kept: Mapping[str, Any]) -> Crew:
    """Return kept people.

    Examples
    --------
    >>> crew = Crew(personnel=(Officer(name="Anggota", element=PatrolElement.LINMAS),), vehicle="Motor")
    >>> crew_of_content(crew_content(crew)) == crew
    True
    """
    return Crew(
        personnel=tuple(
            Officer(
                name=one["nama"],
                element=PatrolElement(one["unsur"]),
                rank=one["pangkat"],
                number=one["nomor"],
                position=one["jabatan"],
            )
            for one in kept["personel"]
        ),
        leader=kept["pimpinan"],
        vehicle=kept["kendaraan"],
    )


@dataclass(frozen=True)
class Signing:
    """Who signs an order and who gets a copy, as it stood when the Camat approved it.

    Parameters
    ----------
    signer
        Who holds the post of Camat.
    copies
        Tembusan.
    """

    signer: Official
    copies: tuple[str, ...] = ()


def signing_content(signing: Signing) -> dict[str, Any]:
    """Return the signing of an order as it is kept."""
    one = signing.signer
    official = {"nama": one.name, "pangkat": one.rank, "nip": one.nip, "kedudukan": one.authority.value}
    return {"penanda_tangan": official, "tembusan": [*signing.copies]}


def signing_of_content(kept: Mapping[str, Any]) -> Signing | None:
    """Return the kept signing of an order, None where none was kept.

    Examples
    --------
    >>> signing = Signing(Official(name="Camat Contoh", authority=Authority.PLT), ("Bupati",))
    >>> signing_of_content(signing_content(signing)) == signing, signing_of_content({})
    (True, None)
    """
    if "penanda_tangan" not in kept:
        return None
    one = kept["penanda_tangan"]
    authority = Authority(one["kedudukan"])
    official = Official(name=one["nama"], rank=one["pangkat"], nip=one["nip"], authority=authority)
    return Signing(official, tuple(kept["tembusan"]))


def fingerprint(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what is kept, 64 hexadecimal digits: what a printed sheet is compared by.

    Examples
    --------
    >>> fingerprint({"b": 1, "a": 2}) == fingerprint({"a": 2, "b": 1})
    True
    """
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def _visit_content(visit: Visit) -> dict[str, Any]:
    return {
        "titik": stop_content(visit.stop),
        "datang": visit.arrive.isoformat(),
        "pergi": visit.depart.isoformat(),
        "nilai": visit.prize,
        "alasan": visit.reason,
        "kunci": visit.locked,
    }


def _visit_of(kept: Mapping[str, Any], zone: ZoneInfo) -> Visit:
    return Visit(
        stop=stop_of(kept["titik"]),
        arrive=_time(kept["datang"], zone),
        depart=_time(kept["pergi"], zone),
        prize=kept["nilai"],
        reason=kept["alasan"],
        locked=kept["kunci"],
    )


def _time(text: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(text).astimezone(zone)
