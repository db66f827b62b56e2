"""What does not fit together in the days ahead: facts to be weighed, none of which forbids anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

import pandas as pd

from planning.roster import Roster
from planning.shift import Shift
from planning.team import Team
from reports.patrol.order import INVITED
from services.availability import present, roster_of
from services.office import Office
from services.patrol_members import standing
from services.patrol_orders import standing as standing_order
from services.places import seat
from sop.code import Code
from sop.party import Actor, Verb
from sop.patrol import MemberKind
from sop.period import WEEKDAYS, long_date
from sop.wording import listed


class ClashKind(Code):
    """What does not fit."""

    TANPA_REGU = "tanpa_regu", "Hari tanpa regu"
    TANPA_ORANG = "tanpa_orang", "Regu tanpa personel"
    ORANG = "orang", "Personel rangkap"
    KENDARAAN = "kendaraan", "Kendaraan rangkap"
    GABUNGAN = "gabungan", "Patroli gabungan tidak jadi"
    DI_LUAR_SPT = "di_luar_spt", "Personel di luar SPT"


@dataclass(frozen=True, kw_only=True)
class Clash:
    """Something that does not fit on a day.

    Parameters
    ----------
    day
        Local day on which it happens.
    kind
        What it is.
    teams
        Codes of the teams that it is about; empty where there is none.
    sentence
        Day, teams and what does not fit, in one sentence.
    """

    day: date
    kind: ClashKind
    teams: tuple[str, ...]
    sentence: str


def clashes(office: Office, actor: Actor, first: date, days: int) -> tuple[Clash, ...]:
    """Return what does not fit in some days, by day.

    Told are days on which no team is on duty, teams of which nobody is there, people and vehicles that two
    teams need at the same hours, joint patrols that cannot go together, and people whom the order that
    stands does not name.

    Parameters
    ----------
    first, days
        First local day, and how many.
    """
    actor.require(Verb.PERSONEL_LIHAT)
    roster = roster_of(office, first, days)
    shifts = roster.shifts(first, days, office.zone, seat=seat(office))
    there = {(one.team, one.day): present(office, _teams(one), one.day) for one in shifts}
    span = [first + timedelta(days=n) for n in range(days)]
    found = [
        *_without_team(span, shifts),
        *_without_people(office, shifts, there),
        *_double(shifts, there),
        *_apart(roster, span, shifts),
        *_unnamed(office, shifts, there),
    ]
    return tuple(sorted(found, key=lambda one: (one.day, list(ClashKind).index(one.kind))))


def _teams(shift: Shift) -> tuple[str, ...]:
    return tuple(shift.team.split("+"))


def _without_team(span: Sequence[date], shifts: Sequence[Shift]) -> Iterator[Clash]:
    manned = {one.day for one in shifts}
    for day in span:
        if day not in manned:
            yield Clash(
                day=day,
                kind=ClashKind.TANPA_REGU,
                teams=(),
                sentence=f"{_day(day)}: tidak ada regu yang bertugas.",
            )


def _without_people(
    office: Office, shifts: Sequence[Shift], there: dict[tuple[str, date], pd.DataFrame]
) -> Iterator[Clash]:
    members = standing(office)
    known = set(members.loc[members["jenis"] == MemberKind.ORANG.value, "regu"].dropna())
    told: set[str] = set()
    for one in shifts:
        codes = _teams(one)
        if _people(there[one.team, one.day]).size:
            continue
        if known & set(codes):
            sentence = f"{_day(one.day)}: {one.name} bertugas, tetapi tidak ada personel yang hadir."
        elif set(one.elements) <= INVITED or one.team in told:
            # Polri and TNI name their people themselves, and once is enough of what nobody has entered yet.
            continue
        else:
            told.add(one.team)
            sentence = f"{_day(one.day)}: {one.name} bertugas, tetapi belum ada personelnya yang dicatat."
        yield Clash(day=one.day, kind=ClashKind.TANPA_ORANG, teams=codes, sentence=sentence)


def _double(shifts: Sequence[Shift], there: dict[tuple[str, date], pd.DataFrame]) -> Iterator[Clash]:
    kinds = {MemberKind.ORANG: ClashKind.ORANG, MemberKind.KENDARAAN: ClashKind.KENDARAAN}
    for one, other in combinations(shifts, 2):
        if not (one.start < other.end and other.start < one.end):
            continue
        mine, theirs = there[one.team, one.day], there[other.team, other.day]
        for row in mine.loc[mine["siapa"].isin(theirs["siapa"])].to_dict("records"):
            what = MemberKind(row["jenis"])
            number = (
                f" {row['nomor']}" if what is MemberKind.KENDARAAN and isinstance(row["nomor"], str) else ""
            )
            yield Clash(
                day=max(one.day, other.day),
                kind=kinds[what],
                teams=(*_teams(one), *_teams(other)),
                sentence=(
                    f"{_day(max(one.day, other.day))}: {row['nama']}{number} tercatat di {one.name} dan "
                    f"{other.name}, padahal jam tugas keduanya bertemu."
                ),
            )


def _apart(roster: Roster, span: Sequence[date], shifts: Sequence[Shift]) -> Iterator[Clash]:
    """Tell of joint patrols whose day it is and that are none."""
    teams = {one.code: one for one in roster.teams}
    together = {(one.day, one.team) for one in shifts if "+" in one.team}
    taken = {(day, code) for day, joined in together for code in joined.split("+")}
    for day in span:
        for joint in roster.joints:
            if day.weekday() not in joint.weekdays or (day, "+".join(joint.teams)) in together:
                continue
            members = [teams[code] for code in joint.teams]
            if any(one.on_duty(day) for one in members):
                yield Clash(
                    day=day,
                    kind=ClashKind.GABUNGAN,
                    teams=joint.teams,
                    sentence=(
                        f"{_day(day)}: patroli gabungan {listed([one.name for one in members])} tidak jadi "
                        f"karena {_cause(members, day, taken)}."
                    ),
                )


def _unnamed(
    office: Office, shifts: Sequence[Shift], there: dict[tuple[str, date], pd.DataFrame]
) -> Iterator[Clash]:
    """Tell how many go along whom the Camat did not see when he approved the order that stands."""
    for shift in shifts:
        above = standing_order(office, shift.day, shift.team)
        if above is None or not above.crew.personnel:
            continue
        named = {one.name for one in above.crew.personnel}
        here = _people(there[shift.team, shift.day])
        many = int((~here["nama"].isin(named)).sum())
        if many:
            yield Clash(
                day=shift.day,
                kind=ClashKind.DI_LUAR_SPT,
                teams=_teams(shift),
                sentence=(
                    f"{_day(shift.day)}: {many} orang {shift.name} tidak tercantum dalam {above.number}, "
                    "yang disetujui Camat sebelum mereka ditambahkan."
                ),
            )


def _cause(members: Sequence[Team], day: date, taken: AbstractSet[tuple[date, str]]) -> str:
    if away := [one.name for one in members if not one.on_duty(day)]:
        return f"{listed(away)} tidak bertugas"
    if elsewhere := [one.name for one in members if (day, one.code) in taken]:
        return f"{listed(elsewhere)} ikut patroli gabungan lain"
    return "jam tugasnya tidak bertemu"


def _people(there: pd.DataFrame) -> pd.DataFrame:
    return there.loc[there["jenis"] == MemberKind.ORANG.value]


def _day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]}, {long_date(day)}"
