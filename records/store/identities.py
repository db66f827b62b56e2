"""Identities of persons: in a table of their own, looked at and erased only by logged acts.

The audit trail keeps a keyed hash of each identity, never the identity (UU 27/2022).
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Row, delete, insert, select

from records.store.act import Act
from records.store.columns import canonical, refuse_unstorable
from records.store.schema import PARTIES
from sop.dictionary import Frame
from sop.problem import ProblemCode, Refused, problem

_AUDIT = "identitas"


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


def add_identity(act: Act, frame: Frame, key: str, identity: Identity) -> int:
    """Store an identity beside a record and return its number.

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
