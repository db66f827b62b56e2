"""The part of every map that only a boundary import changes, and the breaks of its legend."""

from __future__ import annotations

from reports.maps.base import ATTRIBUTION, Base, prepare
from reports.maps.legend import Breaks
from services.office import Office


def base_of(office: Office) -> Base:
    """Return the base map of the office's areas, prepared once for each version of the data."""
    return office.remember(
        "base map",
        lambda: prepare(
            office.areas(),
            neighbours=office.neighbours(),
            outlines=office.outlines(),
            attribution=ATTRIBUTION,
        ),
    )


def breaks_of(office: Office) -> Breaks:
    """Return the thresholds of the classes as the office's parameters have them."""
    return Breaks(waspada=office.parameters.classes.waspada, rawan=office.parameters.classes.rawan)
