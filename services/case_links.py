"""Which incidents belong to a case: they leave part *kejadian* of the score while it is open."""

from __future__ import annotations

from datetime import datetime

from services.case_record import opened, reason, refuse_stale, revise_in, stored
from services.incident_record import stored as stored_incident
from services.office import Office
from sop.conflict import NEVER_A_CASE
from sop.dictionary import INCIDENTS
from sop.party import Actor, Verb
from sop.problem import ProblemCode, Refused, problem


def link_incident(
    office: Office, actor: Actor, case: str, incident: str, *, note: str, expected_version: int, at: datetime
) -> int:
    """Say that an incident belongs to a case, and return the case's version.

    Parameters
    ----------
    expected_version
        That of the case; it gets a version of its own, so that its history tells the link.

    Raises
    ------
    Refused
        ``kasus.terkait`` if the incident belongs to a case already; if either is not there for the actor.
    """
    row = opened(office, actor, case, Verb.KASUS_UBAH)
    refuse_stale(case, row, expected_version)
    found = stored_incident(office, actor, incident)
    if found["id_kasus"] is not None:
        raise Refused(problem(ProblemCode.KASUS_TERKAIT, nomor=incident, kasus=found["id_kasus"]))
    if found["kode_kategori"] in NEVER_A_CASE:
        raise Refused(problem(ProblemCode.KASUS_RUJUKAN_SAJA))
    said = f"{incident} dikaitkan: {reason(note)}"
    return _set(office, actor, case, incident, found["versi"], case, said, expected_version, at)


def unlink_incident(
    office: Office, actor: Actor, case: str, incident: str, *, note: str, expected_version: int, at: datetime
) -> int:
    """Say that an incident does not belong to a case after all, and return the case's version.

    Raises
    ------
    Refused
        ``kasus.tak_terkait`` if it does not; if either is not there for the actor.
    """
    row = stored(office, actor, case, Verb.KASUS_UBAH)
    refuse_stale(case, row, expected_version)
    found = stored_incident(office, actor, incident)
    if found["id_kasus"] != case:
        raise Refused(problem(ProblemCode.KASUS_TAK_TERKAIT, nomor=incident, kasus=case))
    said = f"{incident} dilepas: {reason(note)}"
    return _set(office, actor, case, incident, found["versi"], None, said, expected_version, at)


def _set(
    office: Office,
    actor: Actor,
    case: str,
    incident: str,
    incident_version: int,
    belongs_to: str | None,
    note: str,
    expected_version: int,
    at: datetime,
) -> int:
    with office.store.act(actor, at, Verb.KASUS_UBAH, note) as act:
        act.revise(INCIDENTS, incident, expected_version=incident_version, changes={"id_kasus": belongs_to})
        version = revise_in(act, case, {}, expected_version=expected_version)
        act.details["kejadian"] = incident
    return version
