"""Boundaries of areas: repaired where a ring is broken, refused where land is claimed twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from records.files.contents import plain
from records.files.limits import Limits
from records.files.read import RawFile, read_file
from records.parsing.geometry import in_degrees
from records.parsing.headers import normal
from records.parsing.mapping import ColumnMapping
from records.parsing.rows import listed
from records.parsing.text import clean
from sop.dictionary import DESA
from sop.problem import Problem, ProblemCode, Refused, problem
from sop.wording import number

MAX_OVERLAP_HA = 1.0
"""Largest overlap of two areas that still counts as careless drawing."""

_NOTABLE_HA = 0.0001
"""Below a square metre, differences are rounding of coordinates."""

_M2_PER_HA = 10_000.0
_SURE_IDS = ("kode_desa", "kode_kemendagri", "kode_wilayah", "kode_kelurahan", "kd_desa", "kdepum", "kddesa",
             "kode", "adm4_pcode", "village_code", "code", "kode_bps", "id_desa")  # fmt: skip
_IDS = (*_SURE_IDS, "id", "desa_id", "fid")
_NAMES = ("nama", "nama_desa", "desa", "kelurahan", "namobj", "wadmkd", "nmdesa", "village", "adm4_en",
          "name", "area_name", "district", "precinct", "kecamatan", "nama_wilayah", "label")  # fmt: skip
_KINDS = ("jenis", "tipe", "type", "kind", "status")


@dataclass(frozen=True, kw_only=True)
class Boundaries:
    """Areas as they will be scored.

    Parameters
    ----------
    frame
        ``kode_desa``, ``nama``, ``jenis``, ``urutan``, ``geometry`` (polygons, EPSG:4326), in file order.
    metric_crs
        EPSG number of the UTM zone in which lengths and areas are measured.
    warnings
        Repairs, holes and gaps, small overlaps.
    """

    frame: gpd.GeoDataFrame
    metric_crs: int
    warnings: tuple[Problem, ...]


def read_boundaries(
    path: Path,
    *,
    id_column: str | None = None,
    name_column: str | None = None,
    expected: Mapping[str, str] | None = None,
    crs: str = "",
    limits: Limits | None = None,
) -> Boundaries:
    """Read boundaries of areas from any accepted map format.

    Parameters
    ----------
    id_column, name_column
        Columns with code and name; guessed from the headings otherwise. Without a code the name serves as one
        if it is unique, else a running number.
    expected
        Names by code that must all be there (by code, or by name).
    crs
        Coordinate system, for files that do not say it.

    Raises
    ------
    Refused
        With every fault: no shapes, codes used twice, equal areas, overlaps above `MAX_OVERLAP_HA`, units of
        ``expected`` that are missing.
    """
    raw = read_file(path, limits=limits)
    if raw.shapes is None:
        raise Refused(problem(ProblemCode.BERKAS_BUKAN_ISINYA, berkas=raw.name, harus="bidang batas wilayah"))
    if len(raw.table) == 0:
        raise Refused(*raw.rejected)
    shapes = gpd.GeoSeries(in_degrees(raw, ColumnMapping(crs=crs)), index=raw.table.index, crs=4326)
    table, warnings = _attributes(raw, id_column, name_column)
    areas = gpd.GeoDataFrame(table, geometry=shapes, crs=4326)
    faults = [*raw.rejected, *_doubles(areas), *_impossible(areas)]
    if faults:
        raise Refused(*faults)
    metric = _metric_crs(areas)
    repaired, notes = _repaired(areas, metric)
    warnings.extend([*raw.warnings, *notes])
    faults = [*_twins(repaired), *_missing(repaired, expected or {})]
    overlaps, small = _overlaps(repaired.to_crs(metric))
    faults.extend(overlaps)
    if faults:
        raise Refused(*faults)
    warnings.extend(small)
    warnings.extend(_holes(repaired.to_crs(metric)))
    frame = repaired.reset_index(drop=True)
    return Boundaries(frame=frame, metric_crs=metric, warnings=tuple(warnings))


def _attributes(
    raw: RawFile, id_column: str | None, name_column: str | None
) -> tuple[pd.DataFrame, list[Problem]]:
    source, warnings = clean(raw.table)
    for column in (id_column, name_column):
        if column is not None and column not in source.columns:
            raise Refused(problem(ProblemCode.KOLOM_TAK_ADA, kolom=column))
    id_column = id_column or _column(source, _IDS, unique=True)
    name_column = name_column or _column(source, _NAMES, unique=False) or _unique_text(source, id_column)
    names = _text(source, name_column or id_column)
    if id_column is not None and normal(id_column) not in _SURE_IDS and _running(source, id_column):
        id_column = None
    codes = _text(source, id_column)
    if id_column is None:
        usable = name_column is not None and names.notna().all() and names.is_unique
        codes = names if usable else _text(source, None)
        warnings.append(
            problem(
                ProblemCode.BATAS_TANPA_KODE,
                pengganti=f"kolom “{name_column}”" if usable else "nomor urut",
            )
        )
    kind = _column(source, _KINDS, unique=False)
    kinds = _text(source, kind) if kind else pd.Series(pd.NA, index=source.index, dtype="str")
    return pd.DataFrame(
        {
            "kode_desa": codes,
            "nama": names.fillna(codes),
            "jenis": kinds,
            "urutan": pd.Series(range(1, len(source) + 1), index=source.index, dtype="Int64"),
        }
    ), warnings


def _column(source: pd.DataFrame, words: tuple[str, ...], *, unique: bool) -> str | None:
    by_name = {normal(column): str(column) for column in reversed(list(source.columns))}
    for word in words:
        column = by_name.get(word)
        if column is not None and source[column].notna().all() and (not unique or source[column].is_unique):
            return column
    return None


def _unique_text(source: pd.DataFrame, besides: str | None) -> str | None:
    """Return the first text column that tells all areas apart."""
    for column in source.columns:
        values = source[column]
        text = (
            isinstance(values.dtype, pd.StringDtype)
            and not pd.to_numeric(values, errors="coerce").notna().any()
        )
        if column != besides and text and values.notna().all() and values.is_unique:
            return str(column)
    return None


def _running(source: pd.DataFrame, column: str) -> bool:
    numbers = pd.to_numeric(source[column], errors="coerce")
    return bool((numbers.diff().iloc[1:] == 1).all()) and len(source.columns) > 1


def _text(source: pd.DataFrame, column: str | None) -> pd.Series:
    if column is None:
        return pd.Series([str(n) for n in range(1, len(source) + 1)], index=source.index, dtype="str")
    return pd.Series([plain(None if pd.isna(one) else one) for one in source[column]],
                     index=source.index, dtype="str")  # fmt: skip


def _doubles(areas: gpd.GeoDataFrame) -> list[Problem]:
    counts = areas["kode_desa"].value_counts()
    found = [
        problem(ProblemCode.BATAS_GANDA, column="kode_desa", value=code, kode=code, jumlah=int(count))
        for code, count in counts[counts > 1].items()
    ]
    empty = areas.index[areas["kode_desa"].isna()]
    found.extend(
        problem(ProblemCode.ISIAN_WAJIB, row=int(row), column="kode_desa", isian=DESA["kode_desa"].label)
        for row in empty
    )
    return found


def _impossible(areas: gpd.GeoDataFrame) -> list[Problem]:
    """Find areas without a polygon, and places that are not on the globe."""
    polygons = areas.geom_type.isin(["Polygon", "MultiPolygon", "GeometryCollection"])
    found = [
        problem(ProblemCode.BATAS_TANPA_BIDANG, row=int(row), nama=areas.loc[row, "nama"])
        for row in areas.index[~polygons | areas.geometry.is_empty]
    ]
    bounds = areas.bounds
    beyond = (bounds[["minx", "maxx"]].abs() > 180).any(axis=1) | (  # noqa: PLR2004 - degrees
        bounds[["miny", "maxy"]].abs() > 90  # noqa: PLR2004
    ).any(axis=1)
    for row in areas.index[beyond]:
        shown = f"{bounds.loc[row, 'miny']:.8g}, {bounds.loc[row, 'minx']:.8g}"
        found.append(
            problem(ProblemCode.KOORDINAT_METER, row=int(row), value=shown, nilai=shown, usul="EPSG:32750")
        )
    return found


def _metric_crs(areas: gpd.GeoDataFrame) -> int:
    code = areas.estimate_utm_crs().to_epsg()
    return int(code) if code else 3857


def _repaired(areas: gpd.GeoDataFrame, metric: int) -> tuple[gpd.GeoDataFrame, list[Problem]]:
    """Repair invalid rings: land inside an outer ring stays land, holes stay holes, threads are dropped."""
    shapes = areas.geometry.to_numpy()
    reasons = shapely.is_valid_reason(shapes)
    fixed = shapely.make_valid(shapes, method="structure", keep_collapsed=False)
    fixed = np.array([_polygons(one) for one in fixed], dtype=object)
    result = areas.set_geometry(gpd.GeoSeries(fixed, index=areas.index, crs=4326))
    before = areas.geometry.to_crs(metric).area
    change = (result.geometry.to_crs(metric).area - before) / _M2_PER_HA
    notes = [
        problem(
            ProblemCode.BATAS_DIPERBAIKI,
            row=int(row),
            nama=areas.loc[row, "nama"],
            sebab=_in_words(str(reason)),
            luas=number(change[row], 4),
        )
        for row, reason, valid in zip(areas.index, reasons, shapely.is_valid(shapes), strict=True)
        if not valid
    ]
    return result, notes


def _polygons(shape: Any) -> Any:
    """Return the polygonal part of a shape."""
    if shape.geom_type in {"Polygon", "MultiPolygon"}:
        return shape
    parts = [one for one in shapely.get_parts(shape) if one.geom_type in {"Polygon", "MultiPolygon"}]
    return shapely.union_all(parts)


def _in_words(reason: str) -> str:
    words = {
        "Ring Self-intersection": "garis menyentuh dirinya sendiri",
        "Self-intersection": "garis memotong dirinya sendiri",
        "Hole lies outside shell": "lubang di luar wilayah",
        "Too few points": "titik terlalu sedikit",
        "Nested shells": "bagian di dalam bagian",
    }
    return next((text for start, text in words.items() if reason.startswith(start)), "garis tidak sah")


def _twins(areas: gpd.GeoDataFrame) -> list[Problem]:
    shapes = shapely.to_wkb(shapely.normalize(areas.geometry.to_numpy()))
    first: dict[bytes, str] = {}
    found = []
    for shape, name in zip(shapes, areas["nama"], strict=True):
        if shape in first:
            found.append(problem(ProblemCode.BATAS_KEMBAR, pertama=first[shape], kedua=name))
        first.setdefault(shape, str(name))
    return found


def _missing(areas: gpd.GeoDataFrame, expected: Mapping[str, str]) -> list[Problem]:
    codes, names = set(areas["kode_desa"]), {normal(name) for name in areas["nama"]}
    absent = [name for code, name in expected.items() if code not in codes and normal(name) not in names]
    return [problem(ProblemCode.BATAS_KURANG, nama=", ".join(absent))] if absent else []


def _overlaps(areas: gpd.GeoDataFrame) -> tuple[list[Problem], list[Problem]]:
    """Measure land that two areas claim: refused above the limit, mentioned below it."""
    shapes = areas.geometry.to_numpy()
    names = areas["nama"].tolist()
    left, right = areas.sindex.query(shapes, predicate="intersects")
    pairs = sorted({(int(a), int(b)) for a, b in zip(left, right, strict=True) if a < b})
    refused: list[Problem] = []
    small: list[Problem] = []
    for a, b in pairs:
        hectares = shapely.area(shapely.intersection(shapes[a], shapes[b])) / _M2_PER_HA
        words = {"pertama": names[a], "kedua": names[b], "luas": number(hectares, 2)}
        if hectares > MAX_OVERLAP_HA:
            refused.append(problem(ProblemCode.BATAS_TINDIH, batas=number(MAX_OVERLAP_HA), **words))
        elif hectares > _NOTABLE_HA:
            words["luas"] = number(hectares, 4)
            small.append(problem(ProblemCode.BATAS_TINDIH_KECIL, **words))
    return refused, small


def _holes(areas: gpd.GeoDataFrame) -> list[Problem]:
    """Find land inside the outline that belongs to no area: lakes, other towns, gaps between borders."""
    union = shapely.union_all(areas.geometry.to_numpy())
    rings = [ring for part in shapely.get_parts(union) for ring in shapely.get_rings(part)[1:]]
    hectares = sorted((shapely.area(shapely.polygons(ring)) / _M2_PER_HA for ring in rings), reverse=True)
    notable = [one for one in hectares if one > _NOTABLE_HA]
    if not notable:
        return []
    return [
        problem(
            ProblemCode.BATAS_LUBANG,
            jumlah=len(notable),
            luas=number(sum(notable), 2),
            daftar=listed(f"{number(one, 2)} ha" for one in notable),
        )
    ]
