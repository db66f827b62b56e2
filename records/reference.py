"""The reference tables that come with the product."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sop.category import PUBLISHED, UNCLASSIFIED, Category, Formula, Severity, Visibility
from sop.problem import Problem, ProblemCode, Refused, problem

DATA = Path(__file__).resolve().parents[1] / "data"
"""Folder of the packaged data."""

BENUA_LIMA_BOUNDARIES = DATA / "desa_boundaries" / "benua_lima.geojson"
BENUA_LIMA_PROFILE = DATA / "reference" / "profil_benua_lima.toml"
CONTEXT_LAYERS = DATA / "desa_boundaries"
"""Folder of the layers that a profile may name as context."""
PARAMETERS = DATA / "reference" / "parameter.toml"
RULES = DATA / "reference" / "aturan.toml"
PATROLS = DATA / "reference" / "patroli.toml"
CATEGORIES = DATA / "reference" / "kategori_kejadian.csv"


CATEGORY_COLUMNS = (
    "kode", "kelompok", "nama", "K_keselamatan", "E_eskalasi", "D_dampak", "bobot", "tingkat", "lead",
    "pendukung", "kait_perda", "visibilitas", "geo", "faktor_skor",
)  # fmt: skip
"""Columns of the table of categories; ``bobot`` and ``tingkat`` follow from K, E and D."""

ORDINALS = ("K_keselamatan", "E_eskalasi", "D_dampak")
HIGHEST_ORDINAL = 4
HIGHEST_FACTOR = 2.0

_VISIBILITY = {visibility.value: visibility for visibility in Visibility}


def categories(path: Path = CATEGORIES) -> dict[str, Category]:
    """Return the master table of categories by code, in the table's order.

    Examples
    --------
    >>> categories()["JLN-04"].name
    'Balap liar / knalpot brong'
    """
    with path.open(encoding="utf-8", newline="") as table:
        return categories_of(csv.DictReader(table), source=path.name)


def categories_of(
    rows: Iterable[Mapping[str, Any]], *, source: str, formula: Formula = PUBLISHED
) -> dict[str, Category]:
    """Return the categories of a table's rows by code.

    Parameters
    ----------
    rows
        Text by column, as `CATEGORY_COLUMNS` names them.
    source
        Name of the file, for the problems.
    formula
        How the office weighs the three ordinals.

    Raises
    ------
    Refused
        With everything that is wrong: by code and column.
    """
    made: dict[str, Category] = {}
    faults: list[Problem] = []
    for position, row in enumerate(rows, start=2):
        code = str(row.get("kode") or "").strip()
        shown = code or f"baris {position}"
        found = list(_row_faults(row))
        if not code:
            found.append(("kode", "wajib diisi"))
        if code in made:
            found.append(("kode", "tertulis dua kali"))
        faults += [
            problem(
                ProblemCode.KATEGORI_TAK_SAH, column=name, berkas=source, kode=shown, isian=name, sebab=why
            )
            for name, why in found
        ]
        if not found:
            made[code] = _category(code, row, formula)
    if not faults and UNCLASSIFIED not in made:
        faults.append(
            problem(
                ProblemCode.KATEGORI_TAK_SAH,
                berkas=source,
                kode=UNCLASSIFIED,
                isian="kategori ini",
                sebab="harus ada",
            )
        )
    if faults:
        raise Refused.of(faults)
    return made


def category_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with the columns that follow from K, E and D by the published formula."""
    try:
        weight = PUBLISHED.weight(*(int(row[name]) for name in ORDINALS))
    except (KeyError, TypeError, ValueError):
        return dict(row)
    factor = row.get("faktor_skor")
    return {
        **row,
        "bobot": weight,
        "tingkat": Severity.of_weight(weight).label,
        "faktor_skor": f"{factor:g}" if isinstance(factor, float) else factor,
    }


def _row_faults(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in ("kelompok", "nama", "lead", "pendukung", "kait_perda", "geo"):
        if not isinstance(row.get(name), str):
            yield name, "tidak ada"
    for name in ORDINALS:
        if not _is_number(row.get(name), whole=True, high=HIGHEST_ORDINAL):
            yield name, f"harus bilangan bulat 0 sampai {HIGHEST_ORDINAL}"
    if not _is_number(row.get("faktor_skor"), whole=False, high=HIGHEST_FACTOR):
        yield "faktor_skor", f"harus bilangan 0 sampai {HIGHEST_FACTOR:g}"
    if row.get("visibilitas") not in _VISIBILITY:
        yield "visibilitas", "harus dipilih dari: " + ", ".join(_VISIBILITY)


def _is_number(value: Any, *, whole: bool, high: float) -> bool:
    try:
        read = int(str(value)) if whole else float(value)
    except (TypeError, ValueError):
        return False
    return 0 <= read <= high


def _category(code: str, row: Mapping[str, Any], formula: Formula) -> Category:
    return Category(
        code=code,
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
        formula=formula,
    )
