"""The life of an incident: from report to closure, step by step, each with actor, time and note."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from records.store.act import Act
from services.incident_record import (
    VERSION,
    refuse_others,
    refuse_stale,
    stored,
)
from services.incident_report import cleaned, text_fault
from services.office import Office
from services.reference import meant
from services.stored import row_of
from sop.agency import roles_in
from sop.dictionary import INCIDENTS
from sop.incident import ENDED, MOVES, IncidentState, Verification
from sop.party import Actor, Role, Verb
from sop.problem import Problem, ProblemCode, Refused, problem

_VERBS: dict[IncidentState, Verb] = {
    IncidentState.MASUK: Verb.KEJADIAN_BUKA,
    IncidentState.TERVERIFIKASI: Verb.KEJADIAN_VERIFIKASI,
    IncidentState.DITANGANI: Verb.KEJADIAN_TANGANI,
    IncidentState.DIRUJUK: Verb.KEJADIAN_RUJUK,
    IncidentState.SELESAI: Verb.KEJADIAN_SELESAI,
    IncidentState.PEMANTAUAN: Verb.KEJADIAN_PANTAU,
    IncidentState.TUTUP: Verb.KEJADIAN_TUTUP,
    IncidentState.TIDAK_TERBUKTI: Verb.KEJADIAN_TOLAK,
    IncidentState.DUPLIKAT: Verb.KEJADIAN_GABUNG,
}
FINISHED = ENDED | {IncidentState.SELESAI, IncidentState.PEMANTAUAN}
"""States of which going back to work is a reopening."""
_REFERRAL = ("dirujuk_ke", "no_surat_rujukan", "waktu_rujukan", "waktu_rujukan_diterima")
PARTNERS = frozenset({Role.POLSEK, Role.KORAMIL, Role.SATPOL_PP})
"""Roles that acknowledge only what was referred to their own agency."""


def verb_of(state: IncidentState, to: IncidentState) -> Verb:
    """Return the right that a step takes, which is also its word in the audit trail.

    Examples
    --------
    >>> verb_of(IncidentState.TERVERIFIKASI, IncidentState.DITANGANI).value
    'kejadian.tangani'
    >>> verb_of(IncidentState.TUTUP, IncidentState.DITANGANI).value
    'kejadian.buka_kembali'
    """
    if to is IncidentState.DITANGANI and state in FINISHED:
        return Verb.KEJADIAN_BUKA
    return _VERBS[to]


def move_incident(
    office: Office,
    actor: Actor,
    number: str,
    to: IncidentState,
    *,
    expected_version: int,
    note: str,
    at: datetime,
    agency: str | None = None,
    letter: str | None = None,
    result: str | None = None,
) -> int:
    """Take an incident one step further, or open it again, and return its version.

    Parameters
    ----------
    to
        One of `sop.incident.MOVES` of its state; for a duplicate see `merge_incidents`.
    note
        What was found or decided; for a reopening its reason.
    agency, letter
        To whom it is referred, with the number of the letter; needed for *dirujuk*.
    result
        What came of it; needed for *selesai*.

    Raises
    ------
    Refused
        ``hak.ditolak``; ``versi.bentrok`` if somebody else was first; ``kejadian.langkah`` if there is no
        such step; else with every field that is empty or too long.
    """
    actor.require(Verb.KEJADIAN_LIHAT)
    row = stored(office, actor, number)
    state = IncidentState(row["status"])
    verb = verb_of(state, to)
    actor.require(verb)
    refuse_stale(number, row, expected_version)
    _refuse_no_step(number, state, to)
    said: dict[str, str | None] = {"note": note}
    if to is IncidentState.DIRUJUK:
        said |= {"dirujuk_ke": agency, "no_surat_rujukan": letter}
    if to is IncidentState.SELESAI:
        said["hasil"] = result
    if to is IncidentState.DUPLIKAT:
        said["berulang_dari"] = None
    texts = _required(said)
    changes = {**_times(row, to, at), **{name: text for name, text in texts.items() if name != "note"}}
    with office.store.act(actor, at, verb.value, texts["note"]) as act:
        act.details.update(nomor=number, dari=state.value, ke=to.value)
        return act.revise(INCIDENTS, number, expected_version=expected_version, changes=changes)


def acknowledge_referral(
    office: Office, actor: Actor, number: str, *, expected_version: int, note: str, at: datetime
) -> int:
    """Note that a referral has arrived, and return the incident's version.

    The agency's own account does it, or the Kasi on its behalf.

    Raises
    ------
    Refused
        ``kejadian.rujukan_lain`` if it was referred to another agency, ``kejadian.tanpa_rujukan`` if nothing
        waits to be acknowledged; ``versi.bentrok``; an empty note.
    """
    actor.require(Verb.KEJADIAN_TERIMA)
    row = stored(office, actor, number)
    agency = row["dirujuk_ke"] or ""
    refuse_stale(number, row, expected_version)
    if row["status"] != IncidentState.DIRUJUK or row["waktu_rujukan_diterima"] is not None:
        raise Refused(problem(ProblemCode.KEJADIAN_TANPA_RUJUKAN, nomor=number))
    if actor.role in PARTNERS and actor.role not in roles_in(agency):
        raise Refused(problem(ProblemCode.KEJADIAN_RUJUKAN_LAIN, nomor=number, instansi=agency))
    reason = _required({"note": note})["note"]
    key = meant(office, actor, INCIDENTS, number)
    with office.store.act(actor, at, Verb.KEJADIAN_TERIMA.value, reason) as act:
        act.details.update(nomor=key)
        return act.revise(
            INCIDENTS, key, expected_version=expected_version, changes={"waktu_rujukan_diterima": at}
        )


def merge_incidents(
    office: Office, actor: Actor, number: str, into: str, *, expected_version: int, note: str, at: datetime
) -> None:
    """End a report as the duplicate of another; what pointed to it points to the other from now on.

    Parameters
    ----------
    number, expected_version
        The report that ends, and its version.
    into
        The one that goes on.

    Raises
    ------
    Refused
        As `move_incident`; also if ``into`` is no incident to merge into.
    """
    actor.require(Verb.KEJADIAN_GABUNG)
    row = stored(office, actor, number)
    refuse_stale(number, row, expected_version)
    _refuse_no_step(number, IncidentState(row["status"]), IncidentState.DUPLIKAT)
    stored(office, actor, into)
    reason = _required({"note": note})["note"]
    changes = {**_times(row, IncidentState.DUPLIKAT, at), "berulang_dari": into}
    with office.store.act(actor, at, Verb.KEJADIAN_GABUNG.value, reason) as act:
        _refuse_tie(act, number, into)
        followers = act.found(INCIDENTS, "berulang_dari", number)[VERSION]
        act.details.update(nomor=number, ke=into)
        act.revise(INCIDENTS, number, expected_version=expected_version, changes=changes)
        for follower, version in followers.items():
            act.revise(
                INCIDENTS, str(follower), expected_version=int(version), changes={"berulang_dari": into}
            )


def link_repeat(
    office: Office,
    actor: Actor,
    number: str,
    earlier: str | None,
    *,
    expected_version: int,
    note: str,
    at: datetime,
) -> int:
    """Say that an incident repeats an earlier one, two events and not one; None says that it does not.

    Returns
    -------
    int
        The incident's version.

    Raises
    ------
    Refused
        As `services.incident_entry.correct_incident`; also if ``earlier`` is no incident to link to.
    """
    actor.require(Verb.KEJADIAN_UBAH)
    row = stored(office, actor, number)
    refuse_stale(number, row, expected_version)
    refuse_others(actor, row)
    if row["status"] == IncidentState.DUPLIKAT:
        raise Refused(_is_duplicate(number, row))
    if earlier is not None:
        stored(office, actor, earlier)
    reason = _required({"note": note})["note"]
    if row["berulang_dari"] == earlier:
        raise Refused(problem(ProblemCode.KEJADIAN_TETAP))
    with office.store.act(actor, at, Verb.KEJADIAN_UBAH.value, reason) as act:
        if earlier is not None:
            _refuse_tie(act, number, earlier)
        act.details.update(nomor=number, isian=["berulang_dari"])
        return act.revise(
            INCIDENTS, number, expected_version=expected_version, changes={"berulang_dari": earlier}
        )


def _refuse_tie(act: Act, number: str, other: str) -> None:
    """Refuse to tie an incident to itself, to what is no event of its own, or to one that is tied to it.

    Looked at within the act: meanwhile somebody may have ended the other one, or tied it to this one.

    Raises
    ------
    Refused
        Naming the one to take instead.
    """
    if other == number:
        raise Refused(problem(ProblemCode.KEJADIAN_DIRI_SENDIRI, column="berulang_dari", nomor=number))
    row = row_of(act.found(INCIDENTS, INCIDENTS.key, other), INCIDENTS, other)
    if row["status"] == IncidentState.DUPLIKAT and row["berulang_dari"]:
        raise Refused(_is_duplicate(other, row))
    if row["status"] == IncidentState.TIDAK_TERBUKTI:
        raise Refused(problem(ProblemCode.KEJADIAN_ASAL_TAK_TERBUKTI, column="berulang_dari", nomor=other))
    walked = {other}
    while (origin := row["berulang_dari"]) and origin not in walked:
        if origin == number:
            raise Refused(
                problem(ProblemCode.KEJADIAN_MELINGKAR, column="berulang_dari", nomor=number, asal=other)
            )
        walked.add(origin)
        rows = act.found(INCIDENTS, INCIDENTS.key, origin)
        if rows.empty:
            return
        row = row_of(rows, INCIDENTS, origin)


def _is_duplicate(number: str, row: Mapping[str, Any]) -> Problem:
    origin = row["berulang_dari"] or "laporan lain"
    return problem(ProblemCode.KEJADIAN_DUPLIKAT, column="berulang_dari", nomor=number, asal=origin)


def _refuse_no_step(number: str, state: IncidentState, to: IncidentState) -> None:
    if to not in MOVES[state]:
        raise Refused(
            problem(ProblemCode.KEJADIAN_LANGKAH, nomor=number, status=state.label, tujuan=to.label)
        )


def _required(said: Mapping[str, str | None]) -> dict[str, str]:
    """Return cleaned texts; refuse all that are empty or too long at once."""
    texts = cleaned(said)[0]
    faults: list[Problem] = []
    for name, text in texts.items():
        if fault := text_fault(name, text, required=True):
            faults.append(fault)
    if faults:
        raise Refused.of(faults)
    return {name: str(text) for name, text in texts.items()}


def _times(row: Mapping[str, Any], to: IncidentState, at: datetime) -> dict[str, Any]:
    """Return state, verification and times as a step leaves them."""
    changes: dict[str, Any] = {"status": to.value, "waktu_status": at}
    if to is IncidentState.DUPLIKAT:
        return changes
    if to in {IncidentState.MASUK, IncidentState.DITANGANI}:
        # The office has it in its own hands again: an agency sees a record as long as it handles it.
        changes |= dict.fromkeys(_REFERRAL)
    if to is IncidentState.MASUK:
        return changes | {
            "status_verifikasi": Verification.BELUM.value,
            "waktu_verifikasi": None,
            "berulang_dari": None if row["status"] == IncidentState.DUPLIKAT else row["berulang_dari"],
        }
    if to is IncidentState.TIDAK_TERBUKTI:
        return changes | {"status_verifikasi": Verification.TIDAK_TERBUKTI.value, "waktu_verifikasi": at}
    if row["status_verifikasi"] != Verification.TERVERIFIKASI or to is IncidentState.TERVERIFIKASI:
        # Nobody goes on with what did not happen: whatever goes on counts as verified.
        changes |= {"status_verifikasi": Verification.TERVERIFIKASI.value, "waktu_verifikasi": at}
    reopened = IncidentState(row["status"]) in FINISHED
    if to is IncidentState.DITANGANI and (reopened or row["waktu_penanganan"] is None):
        changes["waktu_penanganan"] = at
    if to is IncidentState.DITANGANI and reopened:
        changes |= {"waktu_selesai": None, "hasil": None}
    if to is IncidentState.DIRUJUK:
        changes |= {"waktu_rujukan": at, "waktu_rujukan_diterima": None}
    if to is IncidentState.SELESAI:
        changes["waktu_selesai"] = at
    return changes
