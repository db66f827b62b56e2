"""Persons beside a record: entered, looked at and erased, each by an act with its reason.

Identities never leave this module but through `look_at_parties`: they are in no frame, no export, no map and
no log. The audit trail knows them by a keyed hash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from records.store import identities as rows
from records.store.act import Act
from records.store.identities import Identity
from services.accounts import display_names
from services.case_privacy import handled, require_full
from services.history import Step, act_words, office_pc
from services.incident_record import visible
from services.office import Office
from services.reference import row_meant
from services.typed import form_mark, remark
from sop.agency import roles_in
from sop.dictionary import CONFLICT_CASES, INCIDENTS, Frame
from sop.party import Actor, Role, Verb
from sop.period import long_time
from sop.person import ADULT_AGE, PartyKind, PartyRole, initials
from sop.problem import Problem, ProblemCode, Refused, problem
from sop.scrub import kinds
from sop.wording import number as in_words

BESIDE: tuple[Frame, ...] = (INCIDENTS, CONFLICT_CASES)
"""Records beside which persons can stand."""
BACKUPS_KEEP = (
    "Identitas dihapus dari data. Cadangan yang dibuat sebelum ini masih memuatnya sampai dihapus oleh "
    "perputaran cadangan."
)
"""What is said after an erasure."""

_ALWAYS = frozenset({Role.KASI, Role.LOKAL, Role.CAMAT})
_OLDEST, _CROWD = 130, 1_000_000
_NATIONAL_ID = re.compile(r"\d{16}")
_PHONE = re.compile(r"0\d{8,12}")


@dataclass(frozen=True, kw_only=True)
class Party:
    """Somebody who takes part, as a form gives it; religion and ethnicity are never asked for.

    Parameters
    ----------
    role, kind
        In which role, and whether it is a person, a group or a company.
    name
        Full name; of a child it becomes the initials.
    national_id, phone, address, age, child
        Of persons; of a child nothing but the age.
    position, interest, crowd
        What a party to a conflict demands, why, and how many people it brings along.
    """

    role: PartyRole
    kind: PartyKind
    name: str
    national_id: str = ""
    phone: str = ""
    address: str = ""
    age: int | None = None
    child: bool = False
    position: str = ""
    interest: str = ""
    crowd: int | None = None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """An identity that was looked at, ready to be read: number, heading, and label with value."""

    number: int
    heading: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Who stands beside a record, without who it is, and what the reader may do.

    Parameters
    ----------
    parties
        Number and neutral words of each.
    may_add, may_look, may_erase
        What the reader may do.
    """

    parties: tuple[tuple[int, str], ...]
    may_add: bool
    may_look: bool
    may_erase: bool


def beside(office: Office, actor: Actor, frame: Frame, number: str) -> Beside:
    """Return who stands beside a record without naming anybody: this takes no look and no act.

    Raises
    ------
    Refused
        ``rekam.tak_ada`` if there is no such record for the reader.
    """
    number = _require_record(office, actor, frame, number)
    told = tuple((trace.number, _anonymous(trace)) for trace in rows.traces(office.store, frame, number))
    return Beside(
        parties=told,
        may_add=actor.may(Verb.IDENTITAS_CATAT),
        may_look=_may_look(office, actor, frame, number),
        may_erase=actor.may(Verb.IDENTITAS_HAPUS),
    )


def add_party(
    office: Office, actor: Actor, frame: Frame, number: str, party: Party, *, at: datetime, form_id: str
) -> int:
    """Store somebody beside a record and return his number.

    Parameters
    ----------
    form_id
        Name of the form that was filled in; the same one sent twice is one person, also after he was erased.

    Raises
    ------
    Refused
        With everything that is wrong; nothing is stored then.
    """
    actor.require(Verb.IDENTITAS_CATAT)
    number = _require_record(office, actor, frame, number)
    identity = _checked(party)
    mark = form_mark(frame, actor, f"pihak\x1d{number}\x1d{form_id}")
    with office.store.act(actor, at, Verb.IDENTITAS_CATAT) as act:
        rows.mark_record(act, frame, number)
        known = rows.sent_before(act, mark)
        if known is None:
            return rows.add_identity(act, frame, number, identity, mark=mark)
        act.abandon()
    return known


def look_at_parties(
    office: Office, actor: Actor, frame: Frame, number: str, *, note: str, at: datetime
) -> tuple[Shown, ...]:
    """Return the identities beside a record; who looked, when and why stays in its history.

    Raises
    ------
    Refused
        If the reader does not handle the record, or gives no reason.
    """
    actor.require(Verb.IDENTITAS_LIHAT)
    number = _require_record(office, actor, frame, number)
    if not _may_look(office, actor, frame, number):
        raise Refused(
            problem(ProblemCode.HAK_DITOLAK, peran=actor.role.label, tindakan=Verb.IDENTITAS_LIHAT.label)
        )
    reason = _reason(note)
    with office.store.act(actor, at, Verb.IDENTITAS_LIHAT, reason) as act:
        rows.mark_record(act, frame, number)
        _refuse_names(act, frame, number, reason)
        found = rows.look(act, frame, number)
    return tuple(_shown(key, identity) for key, identity in found.items())


def erase_party(
    office: Office, actor: Actor, frame: Frame, number: str, party: int, *, note: str, at: datetime
) -> None:
    """Delete an identity for good, from the file too; what stays is the act with its reason.

    Raises
    ------
    Refused
        If there is no reason, it names the person, or there is no such person beside the record.
    """
    actor.require(Verb.IDENTITAS_HAPUS)
    number = _require_record(office, actor, frame, number)
    reason = _reason(note)
    if party not in {trace.number for trace in rows.traces(office.store, frame, number)}:
        raise Refused(problem(ProblemCode.REKAM_TAK_ADA, objek="Identitas", kunci=party))
    with office.store.act(actor, at, Verb.IDENTITAS_HAPUS, reason) as act:
        rows.mark_record(act, frame, number)
        _refuse_names(act, frame, number, reason)
        rows.erase(act, party)
    office.store.checkpoint()


def kinds_beside(office: Office, frame: Frame, number: str) -> list[PartyKind]:
    """Return of what kind those beside a record are, in the order of their numbers; names nobody."""
    known = {kind.value: kind for kind in PartyKind}
    return [
        known.get(trace.kind or "", PartyKind.ORANG) for trace in rows.traces(office.store, frame, number)
    ]


def identity_steps(office: Office, frame: Frame, number: str) -> tuple[Step, ...]:
    """Return who added, looked at and erased identities beside a record, the latest first.

    Whoever calls it has made sure that the reader may read the history of the record.
    """
    names = display_names(office)
    acts = reversed(rows.identity_acts(office.store, frame, number))
    return tuple(
        Step(
            at=act.at,
            when=long_time(act.at, office.zone),
            who=names.get(act.actor) or office_pc(act.actor),
            what=f"{act_words(act.verb)} (tindakan nomor {in_words(act.id)})",
            note=act.note,
        )
        for act in acts
    )


def with_identity_steps(
    office: Office, frame: Frame, number: str, steps: tuple[Step, ...]
) -> tuple[Step, ...]:
    """Return the history of a record together with what was done to the identities beside it."""
    both = (*steps, *identity_steps(office, frame, number))
    return tuple(sorted(both, key=lambda step: step.at, reverse=True))


def _require_record(office: Office, actor: Actor, frame: Frame, number: str) -> str:
    """Return the office's number of a record that is there for the reader."""
    if frame is CONFLICT_CASES:
        actor.require(Verb.KASUS_LIHAT)
        return require_full(office, actor, number)
    actor.require(Verb.KEJADIAN_LIHAT)
    if frame not in BESIDE:
        raise Refused(problem(ProblemCode.REKAM_TAK_ADA, objek=frame.label, kunci=number[:40]))
    return row_meant(office, actor, frame, number, visible(office, actor.role).incidents)[0]


def _may_look(office: Office, actor: Actor, frame: Frame, number: str) -> bool:
    """Say whether somebody may look: the Kasi and the Camat always, partners where they handle it."""
    if not actor.may(Verb.IDENTITAS_LIHAT):
        return False
    if actor.role in _ALWAYS:
        return True
    row = office.frame(frame).loc[[number]]
    if frame is CONFLICT_CASES:
        return bool(handled(row, actor).iloc[0])
    agency = row["dirujuk_ke"].iloc[0]
    return isinstance(agency, str) and actor.role in roles_in(agency)


def _anonymous(trace: rows.Trace) -> str:
    role = _label(PartyRole, trace.role)
    kind = _label(PartyKind, trace.kind or PartyKind.ORANG.value).lower()
    told = f"{role} ({'anak' if trace.child else kind})"
    return f"{told}, massa ± {in_words(trace.crowd)} orang" if trace.crowd else told


def _shown(number: int, who: Identity) -> Shown:
    given = (
        ("Nama" if not who.child else "Inisial (anak)", who.name),
        ("NIK", who.national_id),
        ("Nomor HP", who.phone),
        ("Alamat", who.address),
        ("Umur", None if who.age is None else f"{who.age} tahun"),
        ("Posisi", who.position),
        ("Kepentingan", who.interest),
        ("Jumlah massa", None if who.crowd is None else f"± {in_words(who.crowd)} orang"),
    )
    kind = _label(PartyKind, who.kind or PartyKind.ORANG.value)
    return Shown(
        number=number,
        heading=f"{_label(PartyRole, who.role)} · {kind}",
        facts=tuple((label, value) for label, value in given if value),
    )


def _label(codes: type[PartyRole | PartyKind], value: str) -> str:
    return {code.value: code.label for code in codes}.get(value, value)


def _reason(note: str) -> str:
    reason, faults = remark(note, label="Alasan", required=True)
    faults += [
        problem(ProblemCode.TEKS_PRIBADI, column="catatan", isian="Alasan", jenis=kind)
        for kind in kinds(reason)
    ]
    if faults:
        raise Refused.of(faults)
    return reason


def _refuse_names(act: Act, frame: Frame, number: str, reason: str) -> None:
    if rows.gives_away(act, frame, number, reason):
        raise Refused(problem(ProblemCode.IDENTITAS_DI_CATATAN, column="catatan", isian="Alasan"))


def _checked(party: Party) -> Identity:
    """Return a party as it is stored, all faults told at once."""
    person = party.kind is PartyKind.ORANG
    child = person and (party.child or (party.age is not None and party.age < ADULT_AGE))
    texts, faults = {}, []
    for name, label in _TEXTS.items():
        texts[name], found = remark(getattr(party, name), label=label, required=name == "name")
        faults += [replace(fault, column=name) for fault in found]
    texts["national_id"] = re.sub(r"[\s.\-]", "", texts["national_id"])
    texts["phone"] = _plain_phone(texts["phone"])
    if child and texts["name"]:
        texts["name"] = initials(texts["name"])
        if not texts["name"]:
            faults.append(problem(ProblemCode.ISIAN_WAJIB, column="name", isian="Inisial"))
    faults += [*_form_faults(texts), *_number_faults(party), *_kind_faults(party, texts, child=child)]
    if faults:
        raise Refused.of(faults)
    return Identity(
        role=party.role.value,
        kind=party.kind.value,
        name=texts["name"],
        national_id=texts["national_id"] or None,
        phone=texts["phone"] or None,
        address=texts["address"] or None,
        age=party.age,
        child=child,
        position=texts["position"] or None,
        interest=texts["interest"] or None,
        crowd=party.crowd,
    )


_TEXTS = {
    "name": "Nama",
    "national_id": "NIK",
    "phone": "Nomor HP",
    "address": "Alamat",
    "position": "Posisi",
    "interest": "Kepentingan",
}
_NOT_OF_CHILDREN = ("national_id", "phone", "address")


def _plain_phone(text: str) -> str:
    digits = re.sub(r"[\s().\-]", "", text)
    return re.sub(r"^\+?62", "0", digits)


def _form_faults(texts: dict[str, str]) -> Iterator[Problem]:
    if texts["national_id"] and not _NATIONAL_ID.fullmatch(texts["national_id"]):
        yield _malformed("national_id", "16 angka")
    if texts["phone"] and not _PHONE.fullmatch(texts["phone"]):
        yield _malformed("phone", "nomor seperti 0812-3456-7890")


def _number_faults(party: Party) -> Iterator[Problem]:
    for name, label, most in (("age", "Umur", _OLDEST), ("crowd", "Jumlah massa", _CROWD)):
        value = getattr(party, name)
        if value is not None and not 0 <= value <= most:
            yield problem(
                ProblemCode.ISIAN_TAK_SAH,
                column=name,
                isian=label,
                nilai=value,
                harus=f"bilangan dari 0 sampai {in_words(most)}",
            )


def _kind_faults(party: Party, texts: dict[str, str], *, child: bool) -> Iterator[Problem]:
    if party.kind is not PartyKind.ORANG:
        of_persons = {"NIK": texts["national_id"], "Umur": party.age is not None, "Anak": party.child}
        for label, given in of_persons.items():
            if given:
                yield problem(ProblemCode.IDENTITAS_ORANG, column="kind", isian=label)
    given = [_TEXTS[name] for name in _NOT_OF_CHILDREN if texts[name]]
    if child and given:
        yield problem(ProblemCode.IDENTITAS_ANAK, column="child", isian=", ".join(given))


def _malformed(name: str, must: str) -> Problem:
    """Return the problem of somebody's number without repeating it."""
    return problem(ProblemCode.IDENTITAS_BENTUK, column=name, isian=_TEXTS[name], harus=must)
