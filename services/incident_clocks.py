"""The clocks that run on incidents now."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from analysis.clocks import Watch, incident_clocks
from services.office import Office
from sop.dictionary import INCIDENTS


def running(office: Office, *, at: datetime) -> pd.DataFrame:
    """Return one row a running duty, the most pressing first, as `analysis.clocks.incident_clocks`."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    # What is due when follows from the records; only how far it is told follows from the minute.
    clocks = office.remember(
        ("incident clocks", hour),
        lambda: incident_clocks(
            office.frame(INCIDENTS),
            Watch(limits=office.limits, categories=office.categories, zone=office.profile.zone, at=hour),
        ),
    )
    told = [
        office.limits.escalation(started, due, at).value
        for started, due in zip(clocks["started"], clocks["due"], strict=True)
    ]
    return clocks.assign(escalation=pd.Series(told, index=clocks.index, dtype="str"))
