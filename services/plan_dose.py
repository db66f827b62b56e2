"""What stops are taken to have got before a plan begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd

from analysis.dose import stop_dose
from analysis.dwell import TrackRules
from analysis.sheet_dose import believed
from planning.rules import PlanRules
from planning.stop import Stop
from services.delivered import trails_by_day
from services.driven import doses
from services.office import Office
from services.tracks import stop_table
from sop.period import Period


def minutes_before(office: Office, stops: Sequence[Stop], rules: PlanRules, first: date) -> pd.DataFrame:
    """Return to a service the minutes that the stops are taken to have got: ``stop day minutes visited``.

    What tracks prove, wherever they were driven; of a sheet without a track, the believed part of what its
    log tells. Who drives past a stop for a few seconds has not visited it.
    """
    remembered = Period(first - timedelta(days=rules.memory_days), first)
    track_rules = TrackRules()
    table = stop_table(stops)
    dose = stop_dose(trails_by_day(office, remembered), table, track_rules)
    proven = dose.rename_axis("stop").reset_index().melt("stop", var_name="day", value_name="minutes")
    dwell = proven["stop"].map(table["dwell_min"]).astype("float64")
    proven = proven.assign(visited=proven["minutes"] >= track_rules.visited_share * dwell - 1e-6)
    told = doses(office)
    told = told.loc[told["verified"].isna() & told["titik"].notna()]
    believed_only = pd.DataFrame(
        {
            "stop": told["titik"],
            "day": told["hari"],
            "minutes": believed(told, track_rules),
            "visited": told["told_visit"] > 0,
        }
    )
    kept = [part.loc[part["minutes"] > 0] for part in (proven, believed_only)]
    return pd.concat([part for part in kept if len(part)] or kept[:1], ignore_index=True)
