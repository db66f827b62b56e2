"""Identities of persons: in a table of their own, looked at and erased only by logged acts.

The audit trail keeps a keyed hash of each identity, never the identity (UU 27/2022).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select

from records.store.act import Act
from records.store.columns import canonical
from records.store.schema import AUDIT, PARTIES
from records.store.storable import refuse_unstorable
from records.store.store import Store
from sop.dictionary import Frame
from sop.person import PartyKind
from sop.problem import ProblemCode, Refused, problem

_AUDIT = "identitas"
_FORM = "formulir"
_SHORTEST_NAME = 3
Span = tuple[int, int]
"""Start and end in a text."""
RECORD = "rekam"
"""Detail of the audit row which names the record, as ``frame number``."""


@dataclass(frozen=True, kw_only=True)
class Identity:
    """One person who takes part in a record.

    Parameters
    ----------
    role
        A `sop.person.PartyRole`.
    name
        Full name; of a child only the initials.
    child
        Whether the person is a child.
    kind
        A `sop.person.PartyKind`: a person, a group or a company.
    position, interest
        What a party to a conflict demands, and why.
    crowd
        How many people a party brings along.
    """

    role: str
    name: str
    national_id: str | None = None
    phone: str | None = None
    address: str | None = None
    age: int | None = None
    child: bool = False
    kind: str | None = None
    position: str | None = None
    interest: str | None = None
    crowd: int | None = None


def identity_hash(identity: Identity, secret: bytes) -> str:
    """Return the keyed hash under which the audit trail knows an identity.

    Examples
    --------
    >>> someone = Identity(role="saksi", name="N. N.")
    >>> identity_hash(someone, b"key") == identity_hash(someone, b"another")
    False
    """
    return hmac.new(secret, canonical(asdict(identity)).encode(), hashlib.sha256).hexdigest()


def sent_before(act: Act, mark: str) -> int | None:
    """Return the number of the identity that came with a form before, also if it was erased since."""
    query = select(AUDIT.c.details).where(
        AUDIT.c.verb.startswith("identitas."), AUDIT.c.details.contains(mark)
    )
    for details in act.connection.execute(query).scalars():
        told = json.loads(details)
        if told.get(_FORM) == mark:
            return int(told[_AUDIT][0]["tambah"])
    return None


def add_identity(act: Act, frame: Frame, key: str, identity: Identity, *, mark: str | None = None) -> int:
    """Store an identity beside a record and return its number.

    Parameters
    ----------
    mark
        Fingerprint of the form with which it came; it stays in the audit trail for `sent_before`.

    Raises
    ------
    Refused
        With ``isian.tak_tersimpan`` if a text is none that every database can keep.
    """
    refuse_unstorable(key, *(text for text in asdict(identity).values() if isinstance(text, str)))
    row = insert(PARTIES).values(
        frame=frame.name,
        key=key,
        peran=identity.role,
        nama=identity.name,
        nik=identity.national_id,
        hp=identity.phone,
        alamat=identity.address,
        umur=identity.age,
        anak=identity.child,
        jenis=identity.kind,
        posisi=identity.position,
        kepentingan=identity.interest,
        jumlah_massa=identity.crowd,
        act_id=act.id,
    )
    number = int(act.connection.execute(row.returning(PARTIES.c.id)).scalar_one())
    _log(act, "tambah", number, identity)
    if mark is not None:
        act.details[_FORM] = mark
    return number


def look(act: Act, frame: Frame, key: str) -> dict[int, Identity]:
    """Return the identities beside a record, by number; the act says who looked and why."""
    mine = (PARTIES.c.frame == frame.name) & (PARTIES.c.key == key)
    found = {
        row.id: _identity(row)
        for row in act.connection.execute(select(PARTIES).where(mine).order_by(PARTIES.c.id))
    }
    act.details.setdefault(_AUDIT, []).append({"lihat": f"{frame.name} {key}", "nomor": list(found)})
    return found


@dataclass(frozen=True, kw_only=True)
class Trace:
    """That somebody stands beside a record, without who it is."""

    number: int
    role: str
    kind: str | None
    child: bool
    crowd: int | None


def traces(store: Store, frame: Frame, key: str) -> tuple[Trace, ...]:
    """Return who stands beside a record without their identities, which takes no look."""
    columns = (PARTIES.c.id, PARTIES.c.peran, PARTIES.c.jenis, PARTIES.c.anak, PARTIES.c.jumlah_massa)
    mine = (PARTIES.c.frame == frame.name) & (PARTIES.c.key == key)
    with store.reading() as connection:
        rows = connection.execute(select(*columns).where(mine).order_by(PARTIES.c.id)).all()
    return tuple(
        Trace(number=row.id, role=row.peran, kind=row.jenis, child=row.anak, crowd=row.jumlah_massa)
        for row in rows
    )


@dataclass(frozen=True, kw_only=True)
class IdentityAct:
    """One act on the identities beside a record, as the audit trail tells it."""

    id: int
    at: datetime
    actor: str
    verb: str
    note: str


def identity_acts(store: Store, frame: Frame, key: str) -> tuple[IdentityAct, ...]:
    """Return the acts that named a record under `RECORD`, oldest first."""
    about = f"{frame.name} {key}"
    # The pattern finds candidates; an underscore in a name is a wildcard there.
    query = (
        select(AUDIT.c.id, AUDIT.c.at, AUDIT.c.actor, AUDIT.c.verb, AUDIT.c.note, AUDIT.c.details)
        .where(AUDIT.c.verb.startswith("identitas."), AUDIT.c.details.contains(about))
        .order_by(AUDIT.c.id)
    )
    with store.reading() as connection:
        rows = connection.execute(query).all()
    return tuple(
        IdentityAct(id=row.id, at=row.at, actor=row.actor, verb=row.verb, note=row.note)
        for row in rows
        if json.loads(row.details).get(RECORD) == about
    )


def gives_away(act: Act, frame: Frame, key: str, text: str) -> bool:
    """Say whether a text names a person beside a record; what an act says of itself stays for ever."""
    mine = (PARTIES.c.frame == frame.name) & (PARTIES.c.key == key)
    people = [_identity(row) for row in act.connection.execute(select(PARTIES).where(mine))]
    return any(_names(person, text) for person in people)


def _names(person: Identity, text: str) -> bool:
    said = set(re.findall(r"\w+", text.casefold()))
    digits = re.sub(r"\D", "", text)
    numbers = [number for number in (person.national_id, person.phone) if number]
    words = {word for word in re.findall(r"\w+", person.name.casefold()) if len(word) >= _SHORTEST_NAME}
    return any(number in digits for number in numbers) or (
        person.kind in {None, PartyKind.ORANG} and bool(words & said)
    )


def named_in(store: Store, frame: Frame, texts: Mapping[str, Collection[str]]) -> dict[str, list[Span]]:
    """Return where texts name somebody who stands beside their record; no identity is given out.

    Parameters
    ----------
    texts
        By the record's number.

    Returns
    -------
    dict
        By text: starts and ends in it. Texts that name nobody are left out.
    """
    with store.reading() as connection:
        rows = connection.execute(select(PARTIES).where(PARTIES.c.frame == frame.name)).all()
    found: dict[str, list[Span]] = {}
    for row in rows:
        if row.key not in texts:
            continue
        pattern = _pattern(_identity(row))
        for text in texts[row.key]:
            if pattern and (spans := [match.span() for match in pattern.finditer(text)]):
                found.setdefault(text, []).extend(spans)
    return found


def _pattern(person: Identity) -> re.Pattern[str] | None:
    """Return what of a person could stand in a text: the whole name before its words, and the numbers."""
    words = [word for word in re.findall(r"\w+", person.name) if len(word) >= _SHORTEST_NAME]
    names = [r"\W+".join(map(re.escape, words)), *map(re.escape, words)] if words else []
    numbers = [r"[ .-]?".join(number) for number in (person.national_id, person.phone) if number]
    told = [rf"\b(?:{'|'.join(names)})\b"] if names else []
    return re.compile("|".join([*told, *numbers]), re.IGNORECASE) if told or numbers else None


def mark_record(act: Act, frame: Frame, key: str) -> None:
    """Say in the audit trail beside which record the act looks, adds or erases."""
    act.details[RECORD] = f"{frame.name} {key}"


def erase(act: Act, number: int) -> None:
    """Delete an identity for good; what stays is the act, with the keyed hash.

    Deleted bytes are overwritten in the file; `Store.checkpoint` after the act also empties the log that
    still holds them. Backups made before keep them until rotation gives them up.

    Raises
    ------
    Refused
        With ``rekam.tak_ada`` if there is no such identity.
    """
    row = act.connection.execute(select(PARTIES).where(PARTIES.c.id == number)).first()
    if row is None:
        raise Refused(problem(ProblemCode.REKAM_TAK_ADA, objek="Identitas", kunci=number))
    act.connection.execute(delete(PARTIES).where(PARTIES.c.id == number))
    _log(act, "hapus", number, _identity(row))


def _identity(row: Row[Any]) -> Identity:
    return Identity(
        role=row.peran,
        name=row.nama,
        national_id=row.nik,
        phone=row.hp,
        address=row.alamat,
        age=row.umur,
        child=row.anak,
        kind=row.jenis,
        position=row.posisi,
        interest=row.kepentingan,
        crowd=row.jumlah_massa,
    )


def _log(act: Act, what: str, number: int, identity: Identity) -> None:
    entry = {what: number, "hmac": identity_hash(identity, act.secret())}
    act.details.setdefault(_AUDIT, []).append(entry)
