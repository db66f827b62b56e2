"""What stands beside the facts of an incident: dispositions, photos, identities."""

from __future__ import annotations

from datetime import datetime

from dashboard.components.disposisi import disposisi
from dashboard.components.foto import foto
from dashboard.components.pihak import pihak
from dashboard.components.tempatnya import tempatnya
from dashboard.session import current_actor
from services.incidents import IncidentDetail
from services.office import Office
from services.privacy import Sight
from sop.dictionary import INCIDENTS
from sop.party import Verb


def sisipan_kejadian(office: Office, detail: IncidentDetail, *, at: datetime, meeting: bool) -> None:
    """Show each in its turn: nothing to roles that may not see it, and nothing at all in a meeting."""
    actor = current_actor()
    handles = actor.may(Verb.IDENTITAS_CATAT) or actor.may(Verb.IDENTITAS_LIHAT)
    with tempatnya():
        if handles and detail.sight is Sight.PENUH and not meeting:
            pihak(office, INCIDENTS, detail.number)
    with tempatnya():
        foto(office, actor, INCIDENTS, detail.number, key=f"foto.{detail.number}", at=at, meeting=meeting)
    if not meeting:
        disposisi(office, INCIDENTS, detail.number)
