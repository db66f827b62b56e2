"""What each role may see of an incident: in full, roughly, as its desa only, or not at all."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from sop.agency import roles_in
from sop.category import Category, Visibility
from sop.code import Code
from sop.party import Actor, Role

SNAP_M = 200
"""Side of the grid to which a rough location is snapped, in metres."""
SMALL_COUNT = 3
"""Hidden incidents fewer than this are shown as ``<3``, none included."""
SECRET_CATEGORY = "Kategori rahasia"  # noqa: S105 - a label
TEXTS = (
    "dusun_rt", "patokan", "kronologi", "desa_teks", "sumber", "id_sumber", "no_surat_rujukan", "pasal",
    "hasil", "dicatat_oleh",
)  # fmt: skip
"""Columns with free text, in which names and numbers of persons can stand."""

READS_TEXT = frozenset({Role.KASI, Role.OPERATOR, Role.CAMAT, Role.SEKCAM, Role.LOKAL})
"""Roles inside the office, who read free text outside meetings."""
SEES_ALL = READS_TEXT - {Role.OPERATOR}
"""Roles from whom no incident is hidden."""
KNOWS_SECRET_CASES = frozenset({Role.KASI, Role.CAMAT, Role.LOKAL})
"""Roles that see a secret conflict case without handling it."""


class Sight(Code):
    """How much of an incident somebody sees; the label stands beside its location."""

    PENUH = "penuh", ""
    RINGKAS = "ringkas", "lokasi perkiraan"
    DESA = "desa", "hanya desa"
    TERTUTUP = "tertutup", ""


@dataclass(frozen=True)
class Seen:
    """The incidents somebody sees, and those that stay closed to them.

    Parameters
    ----------
    incidents
        As stored, cut down: an extra column ``pandang`` holds the `Sight`; texts are missing and
        points moved or missing where the sight is not full.
    closed
        Times and desa of the others, only to be counted in `bucket`s.
    complete
        Whether nothing can ever be closed to this reader.
    """

    incidents: gpd.GeoDataFrame
    closed: pd.DataFrame
    complete: bool


def seen(
    incidents: gpd.GeoDataFrame,
    role: Role,
    categories: dict[str, Category],
    *,
    metric_epsg: int,
    meeting: bool = False,
) -> Seen:
    """Cut incidents down to what a role may see.

    Parameters
    ----------
    incidents
        Frame as stored.
    role
        Who looks.
    categories
        Master table; says who leads the handling.
    metric_epsg
        CRS in metres, for the grid of rough locations.
    meeting
        Whether others look along: then nobody sees texts, restricted points or secret categories.
    """
    sights = sight(incidents, role, categories, meeting=meeting)
    visible = sights != Sight.TERTUTUP
    shown = incidents.loc[visible].assign(pandang=sights[visible])
    if meeting or role not in READS_TEXT:
        shown = shown.assign(**dict.fromkeys(TEXTS))
    closed = incidents.loc[~visible, ["waktu_kejadian", "kode_desa"]]
    return Seen(_moved(shown, metric_epsg), pd.DataFrame(closed), complete=role in SEES_ALL)


def sight(
    incidents: pd.DataFrame, role: Role, categories: dict[str, Category], *, meeting: bool = False
) -> pd.Series:
    """Return how much of each incident a role sees (domain §5), on the same index."""
    restricted = incidents["visibilitas"] == Visibility.TERBATAS
    secret = incidents["visibilitas"] == Visibility.RAHASIA
    sights = pd.Series(Sight.PENUH.value, index=incidents.index, dtype="str")
    match role:
        case Role.OPERATOR:
            sights = sights.mask(secret, Sight.TERTUTUP.value)
        case Role.POLSEK:
            sights = sights.mask(secret & ~referred_to(incidents, role), Sight.TERTUTUP.value)
        case Role.SATPOL_PP:
            leads = incidents["kode_kategori"].map(
                {code: "Satpol PP" in category.lead for code, category in categories.items()}
            )
            theirs = leads.eq(other=True) | referred_to(incidents, role)
            sights = sights.mask(restricted & ~theirs, Sight.TERTUTUP.value)
            sights = sights.mask(secret, Sight.TERTUTUP.value)
        case Role.KORAMIL:
            rough = restricted & ~referred_to(incidents, role)
            sights = sights.mask(rough, Sight.RINGKAS.value).mask(secret, Sight.TERTUTUP.value)
    if meeting:
        open_ = sights != Sight.TERTUTUP
        sights = sights.mask(open_ & restricted, Sight.RINGKAS.value).mask(open_ & secret, Sight.DESA.value)
    return sights


def case_closed(cases: pd.DataFrame, actor: Actor) -> pd.Series:
    """Say which conflict cases nobody may show to a reader: the secret ones that others handle.

    A secret case is its handlers', the Kasi's and the Camat's.
    """
    secret = cases["visibilitas"] == Visibility.RAHASIA
    if actor.role in KNOWS_SECRET_CASES:
        return secret & False
    mine = cases["penangan"].map(lambda names: isinstance(names, list) and actor.name in names)
    return secret & ~mine.astype("bool")


def referred_to(incidents: pd.DataFrame, role: Role) -> pd.Series:
    """Say which incidents were referred to the agency of a role."""
    agencies = incidents["dirujuk_ke"].dropna().unique()
    theirs = [agency for agency in agencies if role in roles_in(str(agency))]
    return incidents["dirujuk_ke"].isin(theirs)


def bucket(count: int) -> str:
    """Return a hidden count in words too coarse to be subtracted.

    Examples
    --------
    >>> bucket(0), bucket(2), bucket(17)
    ('<3', '<3', '3 atau lebih')
    """
    return f"<{SMALL_COUNT}" if count < SMALL_COUNT else f"{SMALL_COUNT} atau lebih"


def category_name(code: str, sight_of_row: str, categories: dict[str, Category]) -> str:
    """Return the name of a category as far as the reader may know it."""
    if sight_of_row == Sight.DESA:
        return SECRET_CATEGORY
    return categories[code].name if code in categories else code


def short_name(name: str) -> str:
    """Return the name of a category without what it lists in brackets.

    Examples
    --------
    >>> short_name("Sengketa lahan warga–warga (batas kebun, waris)")
    'Sengketa lahan warga–warga'
    """
    return name.split(" (", 1)[0]


def _moved(shown: gpd.GeoDataFrame, metric_epsg: int) -> gpd.GeoDataFrame:
    """Snap rough points to the middle of their grid square and drop the points of desa-only rows."""
    rough = (shown["pandang"] == Sight.RINGKAS) & shown.geometry.notna()
    gone = shown["pandang"] == Sight.DESA
    if not (rough.any() or gone.any()):
        return shown
    shapes = shown.geometry.to_numpy().copy()
    if rough.any():
        metres = shown.loc[rough].to_crs(metric_epsg).geometry
        xy = np.floor(shapely.get_coordinates(metres.to_numpy()) / SNAP_M) * SNAP_M + SNAP_M / 2
        snapped = gpd.GeoSeries(gpd.points_from_xy(*xy.T), crs=metric_epsg).to_crs(4326)
        shapes[rough.to_numpy()] = snapped.to_numpy()
    shapes[gone.to_numpy()] = None
    return shown.set_geometry(gpd.GeoSeries(shapes, index=shown.index, crs=shown.crs))
