"""Who is there on which day: leave and extra duty of teams, people and vehicles, and who goes along."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd

from planning.roster import Roster
from reports.patrol.order import Crew, Officer
from services.office import Office
from services.patrol_members import same_one, standing, team_names
from services.removal import standing_of, take_off
from services.stored import row_of, store_once
from services.typed import form_mark, typed
from sop.dictionary import AVAILABILITY, PATROL_MEMBERS
from sop.party import Actor, Verb
from sop.patrol import MemberKind, PatrolElement
from sop.period import long_date
from sop.problem import ProblemCode, Refused, problem
from sop.wording import listed

LONGEST_DAYS = 366
"""Days that one entry covers at most."""
REASON = "Alasan"
"""What the form calls the note of a removal."""
AWAY, EXTRA = "Cuti atau tidak bertugas", "Tugas tambahan"


@dataclass(frozen=True, kw_only=True)
class Absence:
    """What a person says of somebody's days.

    Parameters
    ----------
    subjek
        Code of a team, or number of a person or vehicle.
    mulai, selesai
        First and last local day.
    ada
        Whether they are on duty beyond the roster on these days, instead of away.
    alasan
        Why.
    """

    subjek: str
    mulai: date | None
    selesai: date | None
    ada: bool
    alasan: str


def subjects(office: Office, actor: Actor) -> dict[str, str]:
    """Return whose days can be entered: names of teams by code, then of people and vehicles by number."""
    actor.require(Verb.PERSONEL_LIHAT)
    return _subjects(office)


def availability_table(office: Office, actor: Actor, *, since: date | None = None) -> pd.DataFrame:
    """Return leave and extra duty, the earliest first, with words to be read.

    Parameters
    ----------
    since
        Leave out what ended before this day.

    Returns
    -------
    DataFrame
        Index ``id_ketersediaan``; ``siapa``, ``apa`` (away or extra duty), ``mulai`` and ``selesai`` in
        words, ``alasan``, ``versi``.
    """
    actor.require(Verb.PERSONEL_LIHAT)
    found = _entries(office)
    if since is not None:
        found = found.loc[found["selesai"] >= since.isoformat()]
    found = found.sort_values(["mulai", "selesai"], kind="stable")
    # Somebody taken off the list has a name still, as long as there are days of theirs.
    names = {**_former(office), **_subjects(office)}
    there = found["ada"].astype(bool)
    return pd.DataFrame(
        {
            "siapa": found["subjek"].map(names).fillna(found["subjek"]),
            "apa": there.map({True: EXTRA, False: AWAY}),
            "mulai": found["mulai"].map(_in_words),
            "selesai": found["selesai"].map(_in_words),
            "alasan": found["alasan"],
            "versi": found["versi"].astype("int64"),
        },
        index=found.index,
    )


def add_availability(office: Office, actor: Actor, absence: Absence, *, form_id: str, at: datetime) -> str:
    """Store leave or extra duty and return its number; the same form sent twice stores it once.

    Where entries contradict one another, what was entered last counts.

    Parameters
    ----------
    form_id
        Identity of the form that was filled in.

    Raises
    ------
    Refused
        With everything that is wrong with it.
    """
    actor.require(Verb.PERSONEL_UBAH)
    columns = _checked(office, absence)
    row = pd.DataFrame([{**columns, "sidik": form_mark(AVAILABILITY, actor, form_id)}])
    with office.store.act(actor, at, Verb.PERSONEL_UBAH.value) as act:
        number, _ = store_once(act, AVAILABILITY, row)
    return number


def remove_availability(
    office: Office, actor: Actor, number: str, *, expected_version: int, at: datetime, note: str = ""
) -> None:
    """Take leave or extra duty back; its history stays.

    Raises
    ------
    Refused
        ``rekam.tak_ada`` if there is none such (any more); ``versi.bentrok`` if somebody else was first.
    """
    actor.require(Verb.PERSONEL_UBAH)
    row_of(_entries(office), AVAILABILITY, number)
    take_off(
        office,
        actor,
        Verb.PERSONEL_UBAH,
        AVAILABILITY,
        number,
        expected_version=expected_version,
        at=at,
        note=note,
        needs_note=False,
    )


def roster_of(office: Office, first: date, days: int) -> Roster:
    """Return the office's roster with what is known of some days: leave and extra duty of its teams.

    Parameters
    ----------
    first, days
        First local day, and how many.
    """
    span = [first + timedelta(days=n) for n in range(days)]
    said = _said(office, span)
    teams = []
    for team in office.patrols.roster.teams:
        told = said.get(team.code, {})
        there = frozenset(day for day, ada in told.items() if ada)
        away = frozenset(day for day, ada in told.items() if not ada)
        teams.append(replace(team, off=(team.off | away) - there, extra=(team.extra | there) - away))
    return replace(office.patrols.roster, teams=tuple(teams))


def crew_of(office: Office, teams: Sequence[str], day: date) -> Crew:
    """Return who goes along from some teams on a day; those who are away are left out.

    Of the leader's position the first one counts who is there: of those marked as leading, else of all.

    Parameters
    ----------
    teams
        Codes of the teams, the leading one first; of a joint patrol, ``shift.team.split("+")``.
    """
    there = present(office, teams, day)
    people = there.loc[there["jenis"] == MemberKind.ORANG.value]
    vehicles = there.loc[there["jenis"] == MemberKind.KENDARAAN.value]
    leads = people.loc[people["pimpinan"].fillna(value=False).astype(bool)]
    first = leads if len(leads) else people
    return Crew(
        personnel=tuple(_officer(row) for row in people.to_dict("records")),
        leader=str(first["nama"].iloc[0]) if len(first) else "",
        vehicle=listed([_vehicle(row) for row in vehicles.to_dict("records")]),
    )


def whole_crew(office: Office, teams: Sequence[str]) -> Crew:
    """Return the people of some teams whoever is away, without leader and vehicle: each day has its own.

    Parameters
    ----------
    teams
        Codes of the teams, the leading one first.
    """
    people = _of_teams(_members(office), teams, gone=())
    people = people.loc[people["jenis"] == MemberKind.ORANG.value]
    return Crew(personnel=tuple(_officer(row) for row in people.to_dict("records")))


def present(office: Office, teams: Sequence[str], day: date) -> pd.DataFrame:
    """Return the people and vehicles of some teams that are there on a day, as stored, each once.

    Parameters
    ----------
    teams
        Codes, the leading one first.

    Returns
    -------
    DataFrame
        In the order of the teams, leaders first; with ``siapa``, the word by which the same one is known.
    """
    members = _members(office)
    said = _said(office, [day])
    gone = {members.loc[one, "siapa"] for one, told in said.items() if one in members.index and not told[day]}
    return _of_teams(members, teams, gone)


def _members(office: Office) -> pd.DataFrame:
    members = standing(office)
    return members.assign(siapa=same_one(members))


def _of_teams(members: pd.DataFrame, teams: Sequence[str], gone: Collection[object]) -> pd.DataFrame:
    mine = members.loc[members["regu"].isin(list(teams)) & ~members["siapa"].isin(gone)]
    leads = ~mine["pimpinan"].fillna(value=False).astype(bool)
    place = mine["regu"].map({code: n for n, code in enumerate(teams)})
    order = pd.DataFrame({"place": place, "leads": leads}).sort_values(["place", "leads"], kind="stable")
    return mine.loc[order.index].drop_duplicates("siapa")


def _said(office: Office, days: Sequence[date]) -> dict[str, dict[date, bool]]:
    """Return what was entered last of each of some days, by whom it is about."""
    found = _entries(office).sort_values("waktu_input", kind="stable")
    said: dict[str, dict[date, bool]] = {}
    for row in found.to_dict("records"):
        covered = [day for day in days if row["mulai"] <= day.isoformat() <= row["selesai"]]
        said.setdefault(row["subjek"], {}).update(dict.fromkeys(covered, bool(row["ada"])))
    return {subject: told for subject, told in said.items() if told}


def _entries(office: Office) -> pd.DataFrame:
    rows = office.frame(AVAILABILITY).sort_index()
    return standing_of(rows)


def _subjects(office: Office) -> dict[str, str]:
    members = standing(office)
    teams = team_names(office)
    of_team = members["regu"].map(teams).fillna("tanpa regu")
    return {**teams, **dict(zip(members.index, members["nama"] + " (" + of_team + ")", strict=True))}


def _former(office: Office) -> dict[str, str]:
    return {str(number): str(name) for number, name in office.frame(PATROL_MEMBERS)["nama"].items()}


def _checked(office: Office, absence: Absence) -> dict[str, Any]:
    """Return the columns of leave or extra duty, or refuse with everything that is wrong with it."""
    texts, faults = typed(AVAILABILITY, {"alasan": absence.alasan})
    first, last = absence.mulai, absence.selesai
    if absence.subjek not in _subjects(office):
        faults.append(problem(ProblemCode.ISIAN_WAJIB, column="subjek", isian=AVAILABILITY["subjek"].label))
    faults += [
        problem(ProblemCode.ISIAN_WAJIB, column=name, isian=AVAILABILITY[name].label)
        for name, day in (("mulai", first), ("selesai", last))
        if day is None
    ]
    if first is not None and last is not None and not 0 <= (last - first).days < LONGEST_DAYS:
        faults.append(
            problem(
                ProblemCode.KETERSEDIAAN_RENTANG,
                column="selesai",
                mulai=long_date(first),
                selesai=long_date(last),
                batas=LONGEST_DAYS,
            )
        )
    if faults or first is None or last is None:
        raise Refused(*faults)
    return {
        **texts,
        "subjek": absence.subjek,
        "mulai": first.isoformat(),
        "selesai": last.isoformat(),
        "ada": absence.ada,
    }


def _officer(row: dict[Any, Any]) -> Officer:
    words = {
        name: row[name] if isinstance(row[name], str) else "" for name in ("pangkat", "nomor", "jabatan")
    }
    return Officer(
        name=row["nama"],
        element=PatrolElement(row["unsur"]),
        rank=words["pangkat"],
        number=words["nomor"],
        position=words["jabatan"],
    )


def _vehicle(row: dict[Any, Any]) -> str:
    return f"{row['nama']} {row['nomor']}" if isinstance(row["nomor"], str) else str(row["nama"])


def _in_words(day: str) -> str:
    return long_date(date.fromisoformat(day))
