"""A screen or a map that others look at: whose it is, and when it was made."""

from __future__ import annotations

from datetime import datetime

from services.office import Office
from services.privacy import PARTNERS
from sop.party import Actor
from sop.period import long_time


def watermark(office: Office, actor: Actor, *, at: datetime) -> str:
    """Return the line that every screen and map of a meeting carries: agency and time, and nobody's name."""
    return f"MODE RAPAT · {agency(office, actor)} · {long_time(at, office.zone)}"


def agency(office: Office, actor: Actor) -> str:
    """Return the agency of an actor: the office itself, or a partner beside it."""
    return f"{actor.role.label} – {office.profile.name}" if always_joint(actor) else office.profile.name


def always_joint(actor: Actor) -> bool:
    """Say whether the screen of an actor begins as one that others look at."""
    return actor.role in PARTNERS
