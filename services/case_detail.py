"""One conflict case as its reader may see it: facts, clocks, warnings, what may be done, what was done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pandas as pd
from shapely.geometry.base import BaseGeometry

from reports.words import deadline
from services import history as past
from services.case_privacy import about, neutral_names, seen_cases, sights
from services.case_words import (
    day_words,
    desa_words,
    facts,
    history_words,
    kind_words,
    next_words,
)
from services.history import Step
from services.identities import kinds_beside, with_identity_steps
from services.incident_record import visible
from services.incident_words import area_name, title
from services.office import Office
from services.privacy import READS_TEXT, SECRET_CATEGORY, Sight, short_name
from services.reference import partner_number, row_meant, shown_number, shown_numbers
from services.running import running
from services.stored import row_of
from sop.category import Visibility
from sop.conflict import (
    CLOSES_FROM,
    DIVERTED_TO,
    DIVERTIBLE,
    GRAVE_LEVEL,
    MOVES,
    CloseReason,
    ConflictStage,
    ConflictTrack,
    level_words,
    phase,
)
from sop.deadline import Duty
from sop.dictionary import CONFLICT_CASES, INCIDENTS
from sop.incident import IncidentState
from sop.party import Actor, Role, Verb
from sop.period import long_time
from sop.person import PartyKind

_DUTIES = {duty.value: duty.label for duty in Duty}
_UNTOLD = frozenset({"riwayat_eskalasi", "tgl_teridentifikasi", "waktu_rencana"})
"""Fields of which changes are told by another field."""
_PARTNERS = frozenset({Role.POLSEK, Role.KORAMIL, Role.SATPOL_PP})
_ALARMS = frozenset({Role.KASI, Role.OPERATOR, Role.SEKCAM, Role.LOKAL})
"""Roles that pass the alarm on; the Camat and the partners get it."""
_BETWEEN_COMPANY = "LHN-02"
_FAILURES = 2
_LINKABLE = 200
_RECENT_DAYS = 180


@dataclass(frozen=True, kw_only=True)
class CaseClock:
    """A duty that runs: what, how it stands in words, and whether it is late."""

    duty: str
    words: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class LinkedIncident:
    """An incident that belongs to a case, in words."""

    number: str
    words: str


@dataclass(frozen=True, kw_only=True)
class CaseDetail:
    """One case, cut down to what its reader may see.

    Parameters
    ----------
    number, version
        Number, and the version on which a change must build.
    title, kind, desa
        What it is called for this reader, its kind, and where it lies.
    level, level_words, stage, phase
        Level of escalation, stage, and what UU 7/2012 asks for at this level.
    secret, closed, full
        Whether it is secret, closed, and seen in full.
    facts
        Label and value, ready to be read.
    next
        What is to be done next and by when; empty if nothing is set.
    clocks
        Running duties, the most pressing first; like the next two only for the office itself.
    warnings
        What a person must weigh.
    alarm
        A message to Camat and Kapolsek without personal data; empty below the grave levels.
    parties
        The parties by neutral names, also in a meeting; empty for a reader in short.
    incidents
        Incidents of the case that the reader may see.
    steps
        Its history, the latest first; empty for a reader in short.
    stages, reasons, diversions
        Where the Kasi may take it: next stages, reasons of closing, tracks to be handed over to.
    values, shape
        Fields as they stand, for the correction form; empty for who may not correct it.
    """

    number: str
    version: int
    title: str
    kind: str
    desa: str
    level: int
    level_words: str
    stage: ConflictStage
    phase: str
    secret: bool
    closed: bool
    full: bool
    facts: tuple[tuple[str, str], ...]
    next: str
    clocks: tuple[CaseClock, ...]
    warnings: tuple[str, ...]
    alarm: str
    parties: tuple[str, ...]
    incidents: tuple[LinkedIncident, ...]
    steps: tuple[Step, ...]
    stages: tuple[ConflictStage, ...]
    reasons: tuple[CloseReason, ...]
    diversions: tuple[ConflictTrack, ...]
    values: Mapping[str, Any]
    shape: BaseGeometry | None


def case_detail(
    office: Office, actor: Actor, number: str, *, at: datetime, meeting: bool = False
) -> CaseDetail:
    """Return one case.

    Raises
    ------
    Refused
        ``rekam.tak_ada`` if there is none, and just the same if the reader may not know of it.
    """
    actor.require(Verb.KASUS_LIHAT)
    number, row = row_meant(office, actor, CONFLICT_CASES, number, seen_cases(office, actor, meeting=meeting))
    full = row["pandang"] == Sight.PENUH
    stage, level = ConflictStage(row["tahap"]), int(row["tingkat_eskalasi"])
    closed = stage is ConflictStage.TUTUP
    changes = actor.may(Verb.KASUS_UBAH) and full and not closed
    acts = full and not closed and actor.role in READS_TEXT
    linked = _linked(office, actor, number) if full else ()
    knows = full or sights(office, actor)[number] == Sight.PENUH
    return CaseDetail(
        number=shown_number(office, actor, CONFLICT_CASES, number, meeting=meeting),
        version=int(row["versi"]),
        title=about(row["kode_kategori"], row["judul"], row["pandang"], office.categories),
        kind=kind_words(office, row["kode_kategori"]),
        desa=desa_words(office, row["desa"]),
        level=level,
        level_words=level_words(level),
        stage=stage,
        phase=phase(level),
        secret=row["visibilitas"] == Visibility.RAHASIA,
        closed=closed,
        full=full,
        facts=facts(office, row),
        next=next_words(row, at.astimezone(office.zone).date()),
        clocks=tuple(_clocks(office, number, at)) if acts else (),
        warnings=tuple(_warnings(office, actor, number, row, at)) if acts else (),
        alarm=_alarm(office, number, row) if acts and actor.role in _ALARMS and level >= GRAVE_LEVEL else "",
        parties=tuple(neutral_names(kinds_beside(office, CONFLICT_CASES, number))) if knows else (),
        incidents=linked,
        steps=_steps(office, actor, number) if full else (),
        stages=MOVES[stage] if changes else (),
        reasons=tuple(why for why in CloseReason if stage in CLOSES_FROM[why]) if changes else (),
        diversions=DIVERTED_TO if changes and stage in DIVERTIBLE else (),
        values=row if changes else {},
        shape=row["geometry"],
    )


def linkable(office: Office, actor: Actor, number: str, *, at: datetime) -> dict[str, str]:
    """Return the recent incidents in the desa of a case that belong to none, in words, by number."""
    actor.require(Verb.KASUS_UBAH)
    row = row_of(seen_cases(office, actor), CONFLICT_CASES, number)
    rows = visible(office, actor.role).incidents
    since = pd.Timestamp(at) - pd.Timedelta(days=_RECENT_DAYS)
    kept = (
        rows["id_kasus"].isna()
        & rows["kode_desa"].isin(row["desa"])
        & (rows["waktu_kejadian"] >= since)
        & ~rows["status"].isin([IncidentState.DUPLIKAT, IncidentState.TIDAK_TERBUKTI])
    )
    latest = rows.loc[kept].sort_values("waktu_kejadian", ascending=False).head(_LINKABLE)
    return {one.number: one.words for one in _incidents(office, latest)}


def _linked(office: Office, actor: Actor, number: str) -> tuple[LinkedIncident, ...]:
    rows = visible(office, actor.role).incidents
    mine = rows.loc[rows["id_kasus"] == number].sort_values("waktu_kejadian", ascending=False)
    shown = zip(_incidents(office, mine), shown_numbers(office, actor, INCIDENTS, mine.index), strict=True)
    return tuple(replace(one, number=number) for one, number in shown)


def _incidents(office: Office, rows: pd.DataFrame) -> Iterator[LinkedIncident]:
    for number in map(str, rows.index):
        row = row_of(rows, INCIDENTS, number)
        day = row["waktu_kejadian"].astimezone(office.zone).date().isoformat()
        where = area_name(office, row["kode_desa"])
        yield LinkedIncident(
            number=number, words=f"{title(office, row, row['pandang'])} · {where} · {day_words(day)}"
        )


def _clocks(office: Office, number: str, at: datetime) -> Iterator[CaseClock]:
    clocks = running(office, at=at)
    mine = clocks.loc[(clocks["objek"] == CONFLICT_CASES.name) & (clocks["kunci"] == number)]
    for duty, due in zip(mine["duty"], mine["due"], strict=True):
        ends = due.to_pydatetime()
        yield CaseClock(duty=_DUTIES[duty], words=deadline(ends, at, office.zone), late=ends <= at)


def _warnings(
    office: Office, actor: Actor, number: str, row: Mapping[str, Any], at: datetime
) -> Iterator[str]:
    if int(row["tingkat_eskalasi"]) >= GRAVE_LEVEL:
        yield (
            "Tahap penghentian (UU 7/2012): beri tahu Camat dan Kapolsek sekarang juga; "
            "penghentian kekerasan fisik di bawah kendali Polri."
        )
        yield _kabupaten(office, number, row, at)
    incidents = visible(office, actor.role).incidents
    deaths = incidents.loc[incidents["id_kasus"] == number, "korban_jiwa"].fillna(0).sum()
    if deaths:
        yield (
            "Ada korban jiwa pada kejadian terkait: bagian pidananya tidak dimediasi di kecamatan, "
            "melainkan diserahkan kepada kepolisian."
        )
    company = PartyKind.PERUSAHAAN in kinds_beside(office, CONFLICT_CASES, number)
    failures = _failures(office, number)
    if ConflictStage(row["tahap"]) in DIVERTIBLE:
        if company or row["kode_kategori"] == _BETWEEN_COMPANY:
            yield "Salah satu pihak adalah perusahaan: usulkan pengalihan ke Tim Terpadu."
        if failures >= _FAILURES:
            yield f"Mediasi sudah {failures} kali gagal: usulkan pengalihan ke Tim Terpadu."


def _kabupaten(office: Office, number: str, row: Mapping[str, Any], at: datetime) -> str:
    told = row["waktu_lapor_kabupaten"]
    if told:
        return f"Kesbangpol / Tim Terpadu sudah dilapori {long_time(told, office.zone)}."
    clocks = running(office, at=at)
    mine = clocks.loc[
        (clocks["objek"] == CONFLICT_CASES.name)
        & (clocks["kunci"] == number)
        & (clocks["duty"] == Duty.KONFLIK_KABUPATEN)
    ]
    when = "paling lambat 24 jam sejak tingkat E3"
    if len(mine):
        when = deadline(mine["due"].iloc[0].to_pydatetime(), at, office.zone)
    return f"Laporkan ke Kesbangpol / Tim Terpadu kabupaten: {when}."


def _failures(office: Office, number: str) -> int:
    """Return how often mediation failed, from the versions of the case."""
    stages: list[str] = office.store.history(CONFLICT_CASES, number)["tahap"].tolist()
    return sum(
        now == ConflictStage.GAGAL and before != ConflictStage.GAGAL
        for before, now in zip(["", *stages], stages, strict=False)
    )


def _alarm(office: Office, number: str, row: Mapping[str, Any]) -> str:
    """Return a message without names, title or texts; of a secret case only that it is there."""
    what = SECRET_CATEGORY.lower()
    if row["visibilitas"] != Visibility.RAHASIA:
        kind = short_name(kind_words(office, row["kode_kategori"]))
        what = f"{kind} di {desa_words(office, row['desa'])}"
    return (
        f"SEGERA – Kasus konflik {partner_number(office, CONFLICT_CASES, number)}: {what}, "
        f"tingkat {level_words(int(row['tingkat_eskalasi']))}. "
        "Mohon perhatian Camat dan Kapolsek. Rincian ada di Tenteram; jangan diteruskan ke luar. "
        f"– Trantib {office.profile.name}"
    )


def _steps(office: Office, actor: Actor, number: str) -> tuple[Step, ...]:
    """Return the history; partners read what was done, by which role, without the office's own words."""
    outside = actor.role in _PARTNERS
    steps = past.history(
        office,
        CONFLICT_CASES,
        number,
        words=history_words(office),
        untold=_UNTOLD,
        closed=frozenset({"penangan"}) if outside else frozenset(),
        outside=outside,
    )
    if outside:
        return steps
    return with_identity_steps(office, CONFLICT_CASES, number, steps)
