"""The clocks that run on incidents now."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from services import running as clocks_of_all
from services.office import Office
from sop.dictionary import INCIDENTS


def running(office: Office, *, at: datetime) -> pd.DataFrame:
    """Return one row a running duty, the most pressing first, as `services.running.running`."""
    clocks = clocks_of_all.running(office, at=at)
    return clocks[clocks["objek"] == INCIDENTS.name].reset_index(drop=True)
