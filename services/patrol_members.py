"""People and vehicles that go on patrol: added, corrected and taken off by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from records.store.act import Act
from services.history import Step, history
from services.office import Office
from services.removal import standing_of, take_off
from services.stored import row_of, store_once
from services.typed import form_mark, said_reason, typed
from sop.dictionary import PATROL_MEMBERS
from sop.party import Actor, Verb
from sop.patrol import MemberKind, PatrolElement
from sop.problem import ProblemCode, Refused, problem

REASON = "Alasan"
"""What the form calls the note of a change."""
_TEXTS = ("nama", "pangkat", "nomor", "jabatan")


@dataclass(frozen=True, kw_only=True)
class Member:
    """What a person says of somebody, or of a vehicle, that goes on patrol.

    Parameters
    ----------
    jenis
        Whether it is a person or a vehicle.
    nama
        Name with titles; of a vehicle, what people call it.
    unsur
        Agency to which it belongs.
    regu
        Code of the team with which it usually goes; empty for none.
    nomor
        NIP or NRP; of a vehicle, its plate.
    pangkat, jabatan, pimpinan
        Of a person: rank, position, and whether this is the one who leads the team.
    """

    jenis: MemberKind
    nama: str
    unsur: PatrolElement
    regu: str = ""
    nomor: str = ""
    pangkat: str = ""
    jabatan: str = ""
    pimpinan: bool = False


@dataclass(frozen=True, kw_only=True)
class Stored:
    """A person or a vehicle as it stands in the store.

    Parameters
    ----------
    number
        Its number.
    version
        Its version, on which a change is based.
    member
        What is known of it.
    """

    number: str
    version: int
    member: Member


def standing(office: Office) -> pd.DataFrame:
    """Return the people and vehicles that nobody has taken off, in the order of their numbers, as stored."""
    return _kept(office.frame(PATROL_MEMBERS)).sort_index()


def same_one(members: pd.DataFrame) -> pd.Series[str]:
    """Return by which word each row is known to be the same person or vehicle as another.

    Somebody who helps out in a second team is entered there too; the number or plate tells that it is the
    same one, or else the name.

    Parameters
    ----------
    members
        With ``jenis nama nomor``.

    Examples
    --------
    >>> rows = pd.DataFrame({"jenis": "kendaraan", "nama": ["Mobil", "Mobil patroli", "Motor"],
    ...     "nomor": ["KH 1 ZZ", "kh1zz", None]})
    >>> same_one(rows).tolist()
    ['kendaraan kh1zz', 'kendaraan kh1zz', 'kendaraan motor']
    """
    number = members["nomor"].fillna("").str.casefold().str.replace(r"[\s.]+", "", regex=True)
    name = members["nama"].str.casefold().str.split().str.join(" ")
    return members["jenis"] + " " + number.where(number != "", name)


def member_table(office: Office, actor: Actor) -> pd.DataFrame:
    """Return people and vehicles by team and name, with words to be read.

    Returns
    -------
    DataFrame
        Index ``id_personel``; ``jenis``, ``nama``, ``regu`` (name of the team, leaders marked), ``unsur``,
        ``jabatan`` and ``nomor``.
    """
    actor.require(Verb.PERSONEL_LIHAT)
    found = standing(office)
    teams = team_names(office)
    kinds = {one.value: one.label for one in MemberKind}
    elements = {one.value: one.label for one in PatrolElement}
    leads = found["pimpinan"].fillna(value=False).astype(bool)
    regu = found["regu"].map(teams).fillna(found["regu"]).fillna("–").astype("str")
    words = pd.DataFrame(
        {
            "jenis": found["jenis"].map(kinds),
            "nama": found["nama"],
            "regu": regu.where(~leads, regu + " (pimpinan)"),
            "unsur": found["unsur"].map(elements),
            "jabatan": found["jabatan"].fillna(""),
            "nomor": found["nomor"].fillna(""),
        },
        index=found.index,
    )
    order = pd.DataFrame(
        {
            "regu": found["regu"].map({code: n for n, code in enumerate(teams)}).fillna(len(teams)),
            "jenis": found["jenis"] == MemberKind.KENDARAAN,
            "pimpinan": ~leads,
            "nama": found["nama"].str.casefold(),
        }
    )
    return words.loc[order.sort_values(["regu", "jenis", "pimpinan", "nama"], kind="stable").index]


def team_names(office: Office) -> dict[str, str]:
    """Return the names of the office's teams by their codes, in the order of the settings."""
    return {one.code: one.name for one in office.patrols.roster.teams}


def stored_member(office: Office, actor: Actor, number: str) -> Stored:
    """Return one person or vehicle, to be corrected.

    Raises
    ------
    Refused
        ``rekam.tak_ada`` if there is none such (any more).
    """
    actor.require(Verb.PERSONEL_UBAH)
    row = row_of(standing(office), PATROL_MEMBERS, number)
    member = Member(
        jenis=MemberKind(row["jenis"]),
        unsur=PatrolElement(row["unsur"]),
        regu=row["regu"] or "",
        pimpinan=bool(row["pimpinan"]),
        **{name: row[name] or "" for name in _TEXTS},
    )
    return Stored(number=number, version=int(row["versi"]), member=member)


def add_member(office: Office, actor: Actor, member: Member, *, form_id: str, at: datetime) -> str:
    """Store a new person or vehicle and return its number; the same form sent twice stores it once.

    Parameters
    ----------
    form_id
        Identity of the form that was filled in.

    Raises
    ------
    Refused
        With everything that is wrong with it, or ``personel.sudah_ada``.
    """
    actor.require(Verb.PERSONEL_UBAH)
    columns = _checked(office, member)
    row = pd.DataFrame([{**columns, "sidik": form_mark(PATROL_MEMBERS, actor, form_id)}])
    with office.store.act(actor, at, Verb.PERSONEL_UBAH.value) as act:
        number, new = store_once(act, PATROL_MEMBERS, row)
        if new:
            _refuse_known(act, columns, number)
    return number


def correct_member(
    office: Office,
    actor: Actor,
    number: str,
    member: Member,
    *,
    expected_version: int,
    at: datetime,
    note: str = "",
) -> None:
    """Store what has changed of a person or vehicle as its next version; nothing if nothing has.

    Raises
    ------
    Refused
        With everything that is wrong with it; ``versi.bentrok`` if somebody else was first.
    """
    actor.require(Verb.PERSONEL_UBAH)
    row = row_of(office.frame(PATROL_MEMBERS), PATROL_MEMBERS, number)
    columns = _checked(office, member, known_team=row["regu"])
    said = said_reason(note, label=REASON)
    changes = {name: value for name, value in columns.items() if value != row[name]}
    if not changes and int(row["versi"]) == expected_version:
        return
    with office.store.act(actor, at, Verb.PERSONEL_UBAH.value, said) as act:
        act.revise(PATROL_MEMBERS, number, expected_version=expected_version, changes=changes)
        if {"jenis", "nama", "nomor", "regu"} & changes.keys():
            _refuse_known(act, columns, number)


def remove_member(
    office: Office, actor: Actor, number: str, *, expected_version: int, at: datetime, note: str
) -> None:
    """Take a person or vehicle off the list; its history stays.

    Raises
    ------
    Refused
        Without a reason; ``versi.bentrok`` if somebody else was first.
    """
    take_off(
        office,
        actor,
        Verb.PERSONEL_UBAH,
        PATROL_MEMBERS,
        number,
        expected_version=expected_version,
        at=at,
        note=note,
    )


def member_history(office: Office, actor: Actor, number: str) -> tuple[Step, ...]:
    """Return the steps of a person or vehicle, the latest first."""
    actor.require(Verb.PERSONEL_UBAH)
    names = team_names(office)
    return history(office, PATROL_MEMBERS, number, words={"regu": lambda code: str(names.get(code, code))})


def _kept(rows: pd.DataFrame) -> pd.DataFrame:
    return standing_of(rows)


def _checked(office: Office, member: Member, *, known_team: str | None = None) -> dict[str, Any]:
    """Return the columns of a person or vehicle, or refuse with everything that is wrong with it.

    Parameters
    ----------
    known_team
        Team that it had so far: it may stay there although the settings do not know it any more.
    """
    person = member.jenis is MemberKind.ORANG
    texts, faults = typed(PATROL_MEMBERS, {name: getattr(member, name) for name in _TEXTS})
    team = member.regu.strip() or None
    if team not in {None, known_team, *team_names(office)}:
        faults.append(problem(ProblemCode.PERSONEL_REGU, column="regu", regu=member.regu[:40]))
    if faults:
        raise Refused(*faults)
    of_people = {} if person else {"pangkat": None, "jabatan": None}
    return {
        **texts,
        **of_people,
        "jenis": member.jenis.value,
        "unsur": member.unsur.value,
        "regu": team,
        "pimpinan": member.pimpinan and person,
    }


def _refuse_known(act: Act, columns: Mapping[str, Any], number: str) -> None:
    """Refuse to enter the same person or vehicle twice in one team."""
    rows = _kept(act.found(PATROL_MEMBERS, "jenis", columns["jenis"]))
    others = rows.drop(index=number, errors="ignore")
    mine = same_one(pd.DataFrame([columns])).iloc[0]
    same = others.index[(same_one(others) == mine) & (others["regu"].fillna("") == (columns["regu"] or ""))]
    if len(same):
        raise Refused(
            problem(
                ProblemCode.PERSONEL_SUDAH_ADA,
                column="nama",
                jenis=MemberKind(columns["jenis"]).label,
                nama=str(others.loc[same[0], "nama"]),
                nomor=str(same[0]),
            )
        )
