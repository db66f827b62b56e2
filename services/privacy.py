"""What each role may see of an incident: in full, roughly, as its desa only, or not at all."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
_CLOSED_TO = {
    Role.OPERATOR: (Visibility.RAHASIA,),
    Role.POLSEK: (Visibility.RAHASIA,),
    Role.KORAMIL: (Visibility.RAHASIA,),
    Role.SATPOL_PP: (Visibility.TERBATAS, Visibility.RAHASIA),
}
PARTNERS = frozenset({Role.SATPOL_PP, Role.POLSEK, Role.KORAMIL})
"""Roles of other agencies: their screens are a joint audience."""
KNOWS_SECRET_CASES = frozenset({Role.KASI, Role.CAMAT, Role.LOKAL})
"""Roles that see a secret conflict case without handling it."""


class Sight(Code):
    """How much of an incident somebody sees; the label stands beside its location."""

    PENUH = "penuh", ""
    RINGKAS = "ringkas", "lokasi perkiraan"
    DESA = "desa", "hanya desa"
    TERTUTUP = "tertutup", ""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """The incidents somebody sees, and those that stay closed to them.

    Parameters
    ----------
    incidents
        As stored, cut down: an extra column ``pandang`` holds the `Sight`; texts are missing and
        points moved or missing where the sight is not full. They may be listed and counted one by one.
    rough
        Those of which only about where they lie may be drawn. Before others they are not among
        ``incidents``.
    closed
        Times, desa and visibility of the others, only to be counted in `bucket`s, each visibility apart.
    told
        Kinds of visibility of which some can be closed to this reader; empty for who sees everything.
    """

    incidents: gpd.GeoDataFrame
    rough: gpd.GeoDataFrame
    closed: pd.DataFrame
    told: tuple[Visibility, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing can ever be closed to this reader."""
        return not self.told


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
    shown = _moved(shown, metric_epsg)
    return Seen(
        incidents=shown,
        rough=shown.loc[shown["pandang"] == Sight.RINGKAS],
        closed=_counted_only(incidents.loc[~visible]),
        told=_CLOSED_TO.get(role, ()),
    )


def briefed(view: Seen) -> Seen:
    """Return what is listed and counted one by one where others look along: what is open to all.

    Restricted incidents are drawn roughly, secret ones not at all; both are only counted in `bucket`s.
    Each visibility has its own, so that who knows the one exactly cannot take it off the sum.
    """
    everybody = view.incidents["visibilitas"] == Visibility.UMUM
    others = _counted_only(view.incidents.loc[~everybody])
    return replace(
        view,
        incidents=view.incidents.loc[everybody],
        closed=pd.concat([others, view.closed]),
        told=(Visibility.TERBATAS, Visibility.RAHASIA),
    )


def _counted_only(incidents: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return what is kept of incidents that are only counted.

    A secret one that was referred to an agency with an account is left out: that agency sees it, and could
    take its own off a count of all.
    """
    known = (incidents["visibilitas"] == Visibility.RAHASIA) & referred_to(incidents, Role.POLSEK)
    return pd.DataFrame(incidents.loc[~known, ["waktu_kejadian", "waktu_input", "kode_desa", "visibilitas"]])


def sight(
    incidents: pd.DataFrame, role: Role, categories: dict[str, Category], *, meeting: bool = False
) -> pd.Series:
    """Return how much of each incident a role sees (domain §5), on the same index."""
    restricted = incidents["visibilitas"] == Visibility.TERBATAS
    secret = incidents["visibilitas"] == Visibility.RAHASIA
    sights = pd.Series(Sight.PENUH.value, index=incidents.index, dtype="str")
    match role:
        case Role.PETUGAS:
            sights = sights.mask(sights.notna(), Sight.TERTUTUP.value)
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


def closed_words(closed: pd.DataFrame, told: tuple[Visibility, ...]) -> str:
    """Return how many incidents are closed, each visibility apart and too coarsely to be subtracted.

    Examples
    --------
    >>> some = pd.DataFrame({"visibilitas": ["rahasia", "terbatas", "terbatas", "terbatas"]})
    >>> closed_words(some, (Visibility.TERBATAS, Visibility.RAHASIA))
    'terbatas 3 atau lebih, rahasia <3'
    >>> closed_words(some, ())
    ''
    """
    counts = closed["visibilitas"].value_counts()
    return ", ".join(f"{one.label.lower()} {bucket(int(counts.get(one.value, 0)))}" for one in told)


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
