"""Need to know: what each reader sees of a conflict case: in full, in short, or nothing (domain §5)."""

from __future__ import annotations

from collections.abc import Hashable

import geopandas as gpd
import pandas as pd

from services.office import Office
from services.privacy import KNOWS_SECRET_CASES, SECRET_CATEGORY, Sight, case_closed, short_name
from services.reference import known
from sop.category import Category, Visibility
from sop.dictionary import CONFLICT_CASES
from sop.party import Actor, Role, Verb
from sop.person import PartyKind
from sop.problem import ProblemCode, Refused, problem

HIDDEN_IN_SHORT = (
    "id_sumber", "judul", "sumber_konflik", "jalur", "pemicu", "akar", "status_quo", "alasan_tutup",
    "penangan", "waktu_identifikasi", "waktu_respon", "respon", "waktu_rencana", "rencana",
    "waktu_lapor_kabupaten", "tindak_berikut", "tgl_berikut", "dialihkan_ke",
)  # fmt: skip
"""Columns that are empty for a reader in short: what is left is kind, desa, level, stage and days."""

_SEES_OPEN_CASES = KNOWS_SECRET_CASES | {Role.SEKCAM, Role.POLSEK}
"""Roles that see every case in full that is not secret; the others only what they handle or entered."""
_DRAWS = frozenset({Role.KASI, Role.LOKAL})
"""Roles that see the ground in dispute without being named as handlers."""


def sights(office: Office, actor: Actor, *, meeting: bool = False) -> pd.Series[str]:
    """Return the `Sight` of every case for a reader, by number.

    Parameters
    ----------
    meeting
        Whether others look along: then everything is in short, and no secret case is there at all.
    """
    cases = office.geoframe(CONFLICT_CASES)
    if not actor.may(Verb.KASUS_LIHAT):
        return pd.Series(Sight.TERTUTUP.value, index=cases.index, dtype="str")
    full = handled(cases, actor)
    if actor.role in _SEES_OPEN_CASES:
        full = full | True
    elif actor.role is Role.OPERATOR:
        full = full | (office.authors(CONFLICT_CASES).reindex(cases.index) == actor.name)
    secret = cases["visibilitas"] == Visibility.RAHASIA
    seen = pd.Series(Sight.RINGKAS.value, index=cases.index, dtype="str").mask(full, Sight.PENUH.value)
    if meeting:
        seen = seen.mask(seen == Sight.PENUH, Sight.RINGKAS.value).mask(secret, Sight.TERTUTUP.value)
    return seen.mask(case_closed(cases, actor), Sight.TERTUTUP.value)


def insight(office: Office, actor: Actor, *, meeting: bool = False) -> Hashable:
    """Return what answers about cases depend on beside the data: two readers with the same share them."""
    seen = sights(office, actor, meeting=meeting)
    return frozenset(zip(seen.index, seen, strict=True))


def seen_cases(office: Office, actor: Actor, *, meeting: bool = False) -> gpd.GeoDataFrame:
    """Return the cases that a reader may know of, cut down to what he sees.

    Returns
    -------
    GeoDataFrame
        As stored, with a column ``pandang`` (`Sight`). The ground in dispute is there only for those who
        handle the case; to everybody else the case lies in its desa.
    """
    cases = office.geoframe(CONFLICT_CASES)
    seen = sights(office, actor, meeting=meeting)
    kept = seen != Sight.TERTUTUP
    shown = cases.loc[kept].assign(pandang=seen[kept])
    short = (shown["pandang"] != Sight.PENUH).to_numpy()
    # a frame that two kinds of readers would share is never changed: every column is made anew
    columns = {name: shown[name].astype("object").mask(short, None) for name in HIDDEN_IN_SHORT}
    restored = {name: column.astype(shown[name].dtype) for name, column in columns.items()}
    draws = ~short & (handled(shown, actor).to_numpy() | (actor.role in _DRAWS))
    ground = gpd.GeoSeries(shown.geometry.where(draws), index=shown.index, crs=shown.crs)
    return shown.assign(**restored).set_geometry(ground)


def handled(cases: pd.DataFrame, actor: Actor) -> pd.Series[bool]:
    """Say which cases name somebody as their handler."""
    mine = [isinstance(names, list) and actor.name in names for names in cases["penangan"]]
    return pd.Series(mine, index=cases.index, dtype="bool")


def require_full(office: Office, actor: Actor, number: str) -> str:
    """Return the office's number of a case; refuse a reader who does not see it in full.

    Raises
    ------
    Refused
        ``rekam.tak_ada``, the same whether there is such a case or not.
    """
    key = known(office, actor, CONFLICT_CASES, number)
    if sights(office, actor).get(key) != Sight.PENUH:
        raise Refused(problem(ProblemCode.REKAM_TAK_ADA, objek=CONFLICT_CASES.label, kunci=number[:40]))
    return key


def about(code: str, title: object, sight: str, categories: dict[str, Category]) -> str:
    """Return what a case is called for a reader: its title, its kind, or that its kind is secret."""
    if sight == Sight.DESA:
        return SECRET_CATEGORY
    if sight == Sight.PENUH and isinstance(title, str):
        return title
    return short_name(categories[code].name) if code in categories else code


def neutral_names(kinds: list[PartyKind]) -> list[str]:
    """Return names for parties who are not to be named, lettered within their kind.

    Examples
    --------
    >>> neutral_names([PartyKind.KELOMPOK, PartyKind.PERUSAHAAN, PartyKind.KELOMPOK])
    ['Kelompok A', 'Perusahaan A', 'Kelompok B']
    """
    counts: dict[PartyKind, int] = {}
    names = []
    for kind in kinds:
        counts[kind] = counts.get(kind, 0) + 1
        names.append(f"{kind.label} {_letters(counts[kind])}")
    return names


def _letters(position: int) -> str:
    """Return the letters of a position: A to Z, then AA.

    Examples
    --------
    >>> [_letters(n) for n in (1, 26, 27, 53)]
    ['A', 'Z', 'AA', 'BA']
    """
    letters = ""
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
