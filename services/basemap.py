"""The part of every map that only a boundary import changes, and the breaks of its legend."""

from __future__ import annotations

from records.profile import Profile
from reports.maps.base import Base, prepare
from reports.maps.legend import Breaks
from services.office import Office


def base_of(office: Office) -> Base:
    """Return the base map of the office's areas, prepared once for each version of the data."""
    return office.remember(
        "base map",
        lambda: prepare(
            office.areas(),
            neighbours=office.workspace.neighbours(),
            outlines=office.workspace.outlines(),
            attribution=credit(office.profile),
        ),
    )


def credit(profile: Profile) -> str:
    """Return what a map says of its boundaries, and whom it credits.

    Examples
    --------
    >>> credit(Profile(name="", zone="", metric_epsg=1, boundary_credit="BIG/Kemendagri"))
    'Batas indikatif · BIG/Kemendagri'
    """
    told = (profile.boundary_note, profile.boundary_credit)
    words = " · ".join(part for part in told if part)
    return words[:1].upper() + words[1:]


def breaks_of(office: Office) -> Breaks:
    """Return the thresholds of the classes as the office's parameters have them."""
    return Breaks(waspada=office.parameters.classes.waspada, rawan=office.parameters.classes.rawan)
