"""What maps have in common: the base that only a boundary import changes, landmarks, the legend's breaks."""

from __future__ import annotations

import geopandas as gpd

from records.profile import Profile
from reports.maps.base import Base, prepare
from reports.maps.legend import Breaks
from services.office import Office
from services.places import names_told, standing
from sop.dictionary import ROADS
from sop.patrol import PlaceKind

_DETAIL_DEG = 0.0001
"""Bends of a road smaller than some ten metres are not drawn."""


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


def drawn_places(office: Office, *, meeting: bool = False) -> gpd.GeoDataFrame:
    """Return the known places as a map draws them: points with ``nama`` and ``jenis`` in words.

    Parameters
    ----------
    meeting
        Whether others look along: then what looks like the name of a person is left out of theirs.
    """

    def made() -> gpd.GeoDataFrame:
        places = standing(office)
        known = places.loc[places["karantina"].isna() & places.geometry.notna()]
        kinds = known["jenis"].map({kind.value: kind.label for kind in PlaceKind})
        words = {"nama": names_told(known["nama"], meeting=meeting), "jenis": kinds}
        return gpd.GeoDataFrame(words, geometry=known.geometry, index=known.index, crs=4326)

    return office.remember(("drawn places", meeting), made)


def drawn_roads(office: Office) -> gpd.GeoDataFrame:
    """Return the roads as a map draws them: thinned lines with ``nama``."""

    def made() -> gpd.GeoDataFrame:
        roads = office.geoframe(ROADS)
        known = roads.loc[roads.geometry.notna()]
        lines = known.geometry.simplify(_DETAIL_DEG)
        names = {"nama": known["nama"].fillna("Jalan")}
        return gpd.GeoDataFrame(names, geometry=lines, index=known.index, crs=4326)

    return office.remember("drawn roads", made)


def breaks_of(office: Office) -> Breaks:
    """Return the thresholds of the classes as the office's parameters have them."""
    return Breaks(waspada=office.parameters.classes.waspada, rawan=office.parameters.classes.rawan)
