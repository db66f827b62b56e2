"""The reference tables that come with the product."""

from __future__ import annotations

import csv
from pathlib import Path

from sop.category import Category, Visibility

DATA = Path(__file__).resolve().parents[1] / "data"
"""Folder of the packaged data."""

BENUA_LIMA_BOUNDARIES = DATA / "desa_boundaries" / "benua_lima.geojson"
BENUA_LIMA_PROFILE = DATA / "reference" / "profil_benua_lima.toml"
CONTEXT_LAYERS = DATA / "desa_boundaries"
"""Folder of the layers that a profile may name as context."""
PARAMETERS = DATA / "reference" / "parameter.toml"
RULES = DATA / "reference" / "aturan.toml"
CATEGORIES = DATA / "reference" / "kategori_kejadian.csv"

_VISIBILITY = {visibility.value: visibility for visibility in Visibility}


def categories(path: Path = CATEGORIES) -> dict[str, Category]:
    """Return the master table of categories by code, in the table's order.

    Examples
    --------
    >>> categories()["JLN-04"].name
    'Balap liar / knalpot brong'
    """
    with path.open(encoding="utf-8", newline="") as table:
        return {row["kode"]: _category(row) for row in csv.DictReader(table)}


def _category(row: dict[str, str]) -> Category:
    return Category(
        code=row["kode"],
        group=row["kelompok"],
        name=row["nama"],
        safety=int(row["K_keselamatan"]),
        escalation=int(row["E_eskalasi"]),
        impact=int(row["D_dampak"]),
        lead=row["lead"],
        support=row["pendukung"],
        perda=row["kait_perda"],
        visibility=_VISIBILITY[row["visibilitas"]],
        geometry=row["geo"],
        score_factor=float(row["faktor_skor"]),
    )
