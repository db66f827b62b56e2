"""A message about one incident, to be copied to WhatsApp: what a joint audience may read of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import shapely

from records.store.identities import named_in
from reports.messages import IncidentNews, incident_message
from services.incident_record import visible
from services.incident_words import area_name, label, title, zone_of
from services.office import Office
from services.privacy import Sight
from services.reference import partner_number, row_meant
from services.scrubbing import Made, Prepared, Text
from sop.agency import agencies_in
from sop.category import Visibility
from sop.dictionary import INCIDENTS
from sop.incident import IncidentState, LocationPrecision, Verification
from sop.party import Actor
from sop.problem import ProblemCode, Refused, problem
from sop.wording import number as in_words

_OPEN = ("dusun_rt", "patokan")
"""Where it was, more exactly than the desa: only of what is open to all."""


def prepared_message(office: Office, actor: Actor, number: str, *, story: bool) -> Prepared:
    """Return a message ready to be looked at and to be made.

    Of a restricted incident the desa is told, no landmark and no story; a secret one is not sent at all.
    """
    key, row = row_meant(office, actor, INCIDENTS, number, visible(office, actor.role).incidents)
    if row["visibilitas"] == Visibility.RAHASIA:
        raise Refused(problem(ProblemCode.EKSPOR_RAHASIA, nomor=number))
    is_open = row["visibilitas"] == Visibility.UMUM
    story = story and is_open
    names = (*(_OPEN if is_open else ()), "hasil", *(("kronologi",) if story else ()))
    said = {name: str(row[name]) for name in names if row[name]}
    named = named_in(office.store, INCIDENTS, {key: list(said.values())})
    theirs = partner_number(office, INCIDENTS, key)
    texts = {name: Text(theirs, label(name), text, named.get(text, ())) for name, text in said.items()}

    def make(cleaned: Mapping[str, str]) -> Made:
        news = IncidentNews(
            to=f"Camat {office.profile.kecamatan or office.profile.name}",
            sender=f"Seksi Trantib {office.profile.name}",
            number=theirs,
            what=title(office, row, Sight.PENUH),
            when=row["waktu_kejadian"].to_pydatetime(),
            precision=row["presisi_waktu"],
            zone=zone_of(str(row["zona_waktu_asli"]), office.zone),
            place=_place(office, row, cleaned),
            story=cleaned.get("kronologi", ""),
            losses=_losses(row),
            steps=tuple(_steps(row, cleaned)),
        )
        content = incident_message(news).encode()
        return Made(name=f"{theirs}.txt", media_type="text/plain", content=content)

    return Prepared(
        title=f"Pesan WhatsApp tentang {key}",
        texts=texts,
        make=make,
        basis=int(row["versi"]),
        facts={"jenis": "pesan", "nomor": key, "kronologi": story},
    )


def _place(office: Office, row: Mapping[str, Any], cleaned: Mapping[str, str]) -> str:
    place = ", ".join(
        [area_name(office, row["kode_desa"]), *(cleaned[name] for name in _OPEN if name in cleaned)]
    )
    point = row["geometry"]
    own = row["presisi_lokasi"] != LocationPrecision.DESA and isinstance(point, shapely.Point)
    if row["visibilitas"] != Visibility.UMUM or not own:
        return place
    return f"{place}\nlokasi: https://maps.google.com/?q={point.y:.5f},{point.x:.5f}"


def _losses(row: Mapping[str, Any]) -> str:
    counted = {"korban_jiwa": "meninggal", "korban_luka": "luka"}
    told = [f"{in_words(int(row[name]))} orang {word}" for name, word in counted.items() if row[name]]
    if row["kerugian_rp"]:
        told.append(f"kerugian Rp {in_words(float(row['kerugian_rp']))}")
    if row["luas_ha"]:
        told.append(f"luas {in_words(float(row['luas_ha']), 2)} ha")
    return ", ".join(told)


def _steps(row: Mapping[str, Any], cleaned: Mapping[str, str]) -> Iterator[str]:
    if row["status_verifikasi"] == Verification.TERVERIFIKASI:
        yield "Sudah diverifikasi"
    if agencies := agencies_in(row["dirujuk_ke"] or ""):
        yield f"Dirujuk ke {', '.join(agency.label for agency in agencies)}"
    if "hasil" in cleaned:
        yield cleaned["hasil"]
    yield f"Status: {IncidentState(row['status']).label}"
