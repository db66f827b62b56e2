"""The demo office: three invented years, stored like an import, always marked DATA CONTOH."""

from __future__ import annotations

from datetime import datetime, timedelta

import pandas as pd

from records.demo import demo_frames
from records.demo.decisions import demo_decisions
from records.demo.teams import demo_absences, demo_members
from records.store.store import Act
from services.office import Office
from services.placing import placed
from sop.conflict import ConflictStage
from sop.dictionary import (
    AVAILABILITY,
    CONFLICT_CASES,
    DECISIONS,
    INCIDENTS,
    PATROL_LOGS,
    PATROL_MEMBERS,
    PATROL_TRACKS,
    PLACES,
    Frame,
)
from sop.incident import IncidentState
from sop.party import Actor, Verb

_SEED = 62_13_02


def fill(office: Office, actor: Actor, *, at: datetime) -> None:
    """Store the demo's records up to the day before ``at``, in one act.

    References between them (by the source's number) become references by stored number.
    """
    actor.require(Verb.SISTEM_SIAPKAN)
    areas = office.areas()
    made = demo_frames(
        areas,
        seed=_SEED,
        until=at.astimezone(office.zone).date() - timedelta(days=1),
        categories=office.categories,
        zone=office.profile.zone,
    )
    with office.store.act(actor, at, "contoh.isi", note="DATA CONTOH") as act:

        def add(frame: Frame, rows: pd.DataFrame) -> dict[str, str]:
            return _stored(act, frame, placed(frame, rows, areas))

        logs = add(PATROL_LOGS, made.patrol_logs)
        cases = add(CONFLICT_CASES, made.conflict_cases)
        add(PLACES, made.places)
        add(PATROL_TRACKS, made.patrol_tracks.assign(id_jurnal=made.patrol_tracks["id_jurnal"].map(logs)))
        incidents = made.incidents.assign(
            id_jurnal=made.incidents["id_jurnal"].map(logs), id_kasus=made.incidents["id_kasus"].map(cases)
        )
        repeats = incidents["berulang_dari"].notna()
        first = add(INCIDENTS, incidents.loc[~repeats])
        later = incidents.loc[repeats]
        add(INCIDENTS, later.assign(berulang_dari=later["berulang_dari"].map(first)))
        grave = made.conflict_cases.loc[made.conflict_cases["tahap"] != ConflictStage.TUTUP]
        grave = grave.sort_values("tingkat_eskalasi", ascending=False, kind="stable")
        handled = incidents.loc[~repeats & (incidents["status"] == IncidentState.DITANGANI)]
        handled = handled.sort_values("waktu_kejadian", ascending=False)
        about = {"case": cases[grave["id_sumber"].iloc[0]], "incident": first[handled["id_sumber"].iloc[0]]}
        act.add(DECISIONS, demo_decisions(**about, at=at))
        members = act.add(PATROL_MEMBERS, demo_members()).ids
        today = at.astimezone(office.zone).date()
        act.add(AVAILABILITY, demo_absences(members, today=today))


def _stored(act: Act, frame: Frame, rows: pd.DataFrame) -> dict[str, str]:
    """Store rows and return the stored number of each by its source's number."""
    ids = act.add(frame, rows).ids
    return dict(zip(rows.loc[ids.index, "id_sumber"], ids, strict=True))
