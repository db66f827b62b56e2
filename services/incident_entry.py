"""An incident enters the records, and what was entered is corrected as a new version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import geopandas as gpd
import shapely

from services.incident_record import refuse_others, refuse_stale, stored
from services.incident_report import FIELDS, Report, checked, cleaned, text_fault, warnings
from services.office import Office
from services.reference import shown_number
from services.stored import store_once
from services.typed import form_mark
from sop.dictionary import INCIDENTS
from sop.incident import IncidentState, Verification
from sop.party import Actor, Verb
from sop.problem import Problem, ProblemCode, Refused, problem

CORRECTED = frozenset(FIELDS) - {"berulang_dari", "id_kasus"}
"""What a correction can change."""

_NOTE = "note"


def record_incident(office: Office, actor: Actor, report: Report, *, at: datetime, form_id: str) -> str:
    """Store a new incident and return its number, as the actor knows it.

    Parameters
    ----------
    at
        Now: when it was reported and entered.
    form_id
        Name of the form that was filled in; the same one sent twice is one record.

    Raises
    ------
    Refused
        With every fault, each with its field.
    """
    actor.require(Verb.KEJADIAN_CATAT)
    said = {name: getattr(report, name) for name in FIELDS}
    columns = checked(office, actor, said, at=at, kept={})
    row = {
        **columns,
        "sidik": form_mark(INCIDENTS, actor, form_id),
        "waktu_lapor": at,
        "waktu_input": at,
        "waktu_status": at,
        "status": IncidentState.MASUK.value,
        "status_verifikasi": Verification.BELUM.value,
        "dicatat_oleh": actor.name,
    }
    shape = row.pop("geometry")
    rows = gpd.GeoDataFrame([row], geometry=[shape], crs=4326)
    with office.store.act(actor, at, Verb.KEJADIAN_CATAT.value) as act:
        number, new = store_once(act, INCIDENTS, rows)
        if new:
            act.details.update(nomor=number, peringatan=_codes(warnings(said, at=at)))
    return shown_number(office, actor, INCIDENTS, number)


def correct_incident(
    office: Office,
    actor: Actor,
    number: str,
    changes: Mapping[str, Any],
    *,
    expected_version: int,
    note: str,
    at: datetime,
) -> int:
    """Store a corrected version of an incident and return its version.

    Parameters
    ----------
    changes
        New values of some fields of a `Report`; those that are as they were are left out. For
        ``berulang_dari`` see `services.incident_moves.link_repeat`, for ``id_kasus`` `services.case_links`.
    expected_version
        The version on which the changes were made.
    note
        Why.

    Raises
    ------
    Refused
        ``versi.bentrok`` if somebody else was first; else with every fault, each with its field.
    """
    actor.require(Verb.KEJADIAN_UBAH)
    row = stored(office, actor, number)
    refuse_stale(number, row, expected_version)
    refuse_others(actor, row)
    if foreign := set(changes) - CORRECTED:
        raise ValueError(f"a correction cannot touch {sorted(foreign)}")
    reason, faults = _reason(note)
    try:
        columns = checked(office, actor, changes, at=at, kept=row)
    except Refused as refusal:
        raise Refused.of([*refusal.problems, *faults]) from refusal
    if faults:
        raise Refused.of(faults)
    changed = {name: value for name, value in columns.items() if not _same(row.get(name), value)}
    if not changed:
        raise Refused(problem(ProblemCode.KEJADIAN_TETAP))
    with office.store.act(actor, at, Verb.KEJADIAN_UBAH.value, reason) as act:
        act.details.update(nomor=number, isian=sorted(changed), peringatan=_codes(warnings(changes, at=at)))
        return act.revise(INCIDENTS, number, expected_version=expected_version, changes=changed)


def _reason(note: str) -> tuple[str, list[Problem]]:
    text = cleaned({_NOTE: note})[0][_NOTE]
    fault = text_fault(_NOTE, text, required=True)
    return text or "", [fault] if fault else []


def _codes(problems: tuple[Problem, ...]) -> list[str]:
    return [str(one.code) for one in problems]


def _same(old: Any, new: Any) -> bool:
    if isinstance(old, shapely.Point) and isinstance(new, shapely.Point):
        return bool(old.equals_exact(new, 1e-9))
    return bool(old == new)
