"""Every clock of the office that runs."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from analysis.clocks import Watch, case_clocks, decision_clocks, incident_clocks, log_clocks, told_at
from services.office import Office
from services.setting_sheets import Settings
from sop.dictionary import CONFLICT_CASES, DECISIONS, INCIDENTS, PATROL_LOGS
from sop.period import day_start


def running(office: Office, *, at: datetime) -> pd.DataFrame:
    """Return one row a running duty of any record, the most pressing first.

    Returns
    -------
    DataFrame
        The columns of `analysis.clocks.COLUMNS`.
    """
    return running_under(office, office.settings, at=at)


def running_under(office: Office, settings: Settings, *, at: datetime) -> pd.DataFrame:
    """Return what `running` would say under other settings."""
    # What is due when follows from the records and, for what is old, from the day; only how far it is
    # told follows from the minute.
    day = day_start(at.astimezone(office.zone).date(), office.zone)
    clocks = office.remember(("running", day, settings.digest), lambda: _joined(office, settings, day))
    return clocks.assign(escalation=told_at(clocks, settings.limits, at))


def _joined(office: Office, settings: Settings, day: datetime) -> pd.DataFrame:
    zone = settings.profile.zone
    watch = Watch(limits=settings.limits, categories=settings.categories, zone=zone, at=day)
    parts = [
        incident_clocks(office.frame(INCIDENTS), watch),
        case_clocks(office.frame(CONFLICT_CASES), watch),
        decision_clocks(office.frame(DECISIONS), watch),
        log_clocks(office.frame(PATROL_LOGS), watch),
    ]
    joined = pd.concat(parts, ignore_index=True)
    return joined.sort_values(["due", "kunci"], kind="stable", ignore_index=True)
