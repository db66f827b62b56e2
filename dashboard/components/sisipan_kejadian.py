"""What stands beside the facts of an incident: dispositions, photos, identities."""

from __future__ import annotations

from dashboard.components.disposisi import disposisi
from services.incidents import IncidentDetail
from services.office import Office
from sop.dictionary import INCIDENTS


def sisipan_kejadian(office: Office, detail: IncidentDetail) -> None:
    """Show each in its turn; each shows nothing to roles that may not see it."""
    disposisi(office, INCIDENTS, detail.number)
