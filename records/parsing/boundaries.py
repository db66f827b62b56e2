"""Boundaries of the scored areas: repaired and reported, accepted with a warning, or refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from records.files.read import RawFile, read_file
from records.parsing.geometry import in_degrees, off_the_globe
from records.parsing.mapping import ColumnMapping
from sop.problem import Problem, ProblemCode, Refused, problem
from sop.wording import number

OVERLAP_LIMIT_HA = 1.0
"""Two areas that share more than this are refused: nobody could say whose an incident there is."""

_NOTICED_M2 = 1.0
"""Smaller overlaps, holes and changes of area are rounding."""
_UTM_SOUTH, _UTM_NORTH = -80.0, 84.0

_CODES = ("kode_desa", "kode_kemendagri", "kode", "kd_desa", "code", "id", "kode_bps", "iddesa", "objectid")
_NAMES = ("nama", "nama_desa", "desa", "name", "nm_desa", "namobj", "kelurahan", "village", "wilayah")
_KINDS = ("jenis", "tipe", "type")
_HA = 10_000
_POLYGON_DIMENSION = 2
_LISTED = 5


@dataclass(frozen=True, kw_only=True)
class Boundaries:
    """Areas ready to be stored.

    Parameters
    ----------
    frame
        ``kode_desa``, ``nama``, ``jenis``, ``urutan`` and valid polygons in EPSG:4326, one row each.
    metric_crs
        EPSG number of the UTM zone in which they lie.
    warnings
        What was repaired and what a person should look at.
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
) -> Boundaries:
    """Read the areas of a kecamatan from any accepted vector file.

    Parameters
    ----------
    id_column, name_column
        Columns of code and name; guessed from their names when None.
    expected
        Name by code of the units that must be there; their names replace those of the file.

    Raises
    ------
    Refused
        With every fault: unknown columns, doubles, units that are missing or have no polygon, overlaps
        above `OVERLAP_LIMIT_HA`.
    """
    return areas_of(read_file(path), id_column=id_column, name_column=name_column, expected=expected)


def areas_of(
    raw: RawFile,
    *,
    id_column: str | None = None,
    name_column: str | None = None,
    expected: Mapping[str, str] | None = None,
    mapping: ColumnMapping | None = None,
) -> Boundaries:
    """Make the areas of a file that has been read already, as `read_boundaries` does.

    Parameters
    ----------
    mapping
        Says the coordinate system where the file does not, and whether longitude and latitude change places.
    """
    if raw.shapes is None or not len(raw.table):
        raise Refused(problem(ProblemCode.BERKAS_TAK_TERBACA, berkas=raw.name, sebab="tidak berisi bidang"))
    frame, warnings = _areas(raw, id_column, name_column, mapping or ColumnMapping())
    faults = [*_doubles(frame), *_missing(frame, expected or {})]
    frame, repairs, shapeless = _repaired(frame)
    faults += shapeless
    if shapeless:
        raise Refused.of(faults)
    metric = frame.to_crs(_epsg(frame))
    for fault, is_fault in _overlaps(metric):
        (faults if is_fault else repairs).append(fault)
    if faults:
        raise Refused.of(faults)
    if expected:
        unused = int((~frame["kode_desa"].isin(expected)).sum())
        if unused:
            warnings.append(problem(ProblemCode.BATAS_LEBIH, jumlah=unused))
        frame = frame.loc[frame["kode_desa"].isin(expected)]
        order = {code: position for position, code in enumerate(expected)}
        frame = frame.assign(
            nama=frame["kode_desa"].map(expected), urutan=frame["kode_desa"].map(order)
        ).sort_values("urutan", ignore_index=True)
    return Boundaries(
        frame=frame,
        metric_crs=_epsg(frame),
        warnings=(*warnings, *raw.warnings, *repairs, *_holes(metric)),
    )


def _areas(
    raw: RawFile, id_column: str | None, name_column: str | None, mapping: ColumnMapping
) -> tuple[gpd.GeoDataFrame, list[Problem]]:
    """Return code, name, kind and shape of each unit, as the file has them."""
    table = raw.table
    absent = [
        problem(ProblemCode.KOLOM_TAK_ADA, berkas=raw.name, kolom=column, tersedia=", ".join(map(str, table)))
        for column in (id_column, name_column)
        if column is not None and _guess(table, (column.lower(),)) is None
    ]
    if absent:
        raise Refused(*absent)
    shapes = in_degrees(raw, mapping)
    if strange := off_the_globe(shapes) or _at_a_pole(shapes):
        raise Refused(strange)
    code_column = _guess(table, (id_column.lower(),) if id_column else _CODES)
    name_column = _guess(table, (name_column.lower(),) if name_column else _NAMES)
    if code_column is None and name_column is None and len(table.columns):
        name_column = str(table.columns[0])
    warnings = []
    if code_column is None:
        replaced = f"kolom “{name_column}”" if name_column else "nomor urut"
        warnings.append(problem(ProblemCode.BATAS_TANPA_KODE, pengganti=replaced))
    codes = _text(table, code_column or name_column)
    kind_column = _guess(table, _KINDS)
    frame = gpd.GeoDataFrame(
        {
            "kode_desa": codes,
            "nama": _text(table, name_column) if name_column else codes,
            "jenis": _text(table, kind_column) if kind_column else pd.Series(None, codes.index, dtype="str"),
            "urutan": pd.Series(range(len(table)), codes.index, dtype="Int64"),
        },
        geometry=shapes,
        crs=4326,
    )
    return frame.reset_index(drop=True), warnings


def _at_a_pole(shapes: NDArray[np.object_]) -> Problem | None:
    """Return what is wrong where no UTM zone is, as when degrees are called metres of the south."""
    west, south, east, north = shapely.total_bounds(shapes)
    middle = (south + north) / 2
    if np.isnan(middle) or _UTM_SOUTH <= middle <= _UTM_NORTH:
        return None
    shown = f"{middle:.8g}, {(west + east) / 2:.8g}"
    return problem(ProblemCode.KOORDINAT_TAK_SAH, nilai=shown)


def guessed_columns(table: pd.DataFrame) -> tuple[str | None, str | None]:
    """Return the columns that look like code and name of the areas.

    Examples
    --------
    >>> guessed_columns(pd.DataFrame({"KODE": ["1"], "Nama ": ["Bagok"], "luas": [2]}))
    ('KODE', 'Nama ')
    """
    return _guess(table, _CODES), _guess(table, _NAMES)


def _guess(table: pd.DataFrame, wanted: tuple[str, ...]) -> str | None:
    by_lower = {str(column).strip().lower(): str(column) for column in table}
    return next((by_lower[name] for name in wanted if name in by_lower), None)


def _text(table: pd.DataFrame, column: str | None) -> pd.Series:
    """Return a column as text; without one, the running number."""
    if column is None:
        return pd.Series([str(n) for n in range(1, len(table) + 1)], table.index, dtype="str")
    return table[column].astype("str").str.strip()


def _doubles(frame: gpd.GeoDataFrame) -> list[Problem]:
    counts = frame["kode_desa"].value_counts(dropna=False)
    return [
        problem(ProblemCode.BATAS_GANDA, kode=code, jumlah=int(count))
        for code, count in counts[counts > 1].items()
    ]


def _missing(frame: gpd.GeoDataFrame, expected: Mapping[str, str]) -> list[Problem]:
    absent = [name for code, name in expected.items() if code not in set(frame["kode_desa"])]
    return [problem(ProblemCode.BATAS_KURANG, nama=", ".join(absent))] if absent else []


def _repaired(frame: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, list[Problem], list[Problem]]:
    """Return the frame with valid polygons, what was repaired, and which units have no polygon."""
    shapes: NDArray[np.object_] = frame.geometry.to_numpy()
    broken = ~(shapely.is_valid(shapes) | shapely.is_missing(shapes))
    whole = shapes.copy()
    # "structure" keeps ground that a ring covers twice; the default would cut it out as a hole.
    whole[broken] = shapely.make_valid(shapes[broken], method="structure", keep_collapsed=False)
    fixed = frame.set_geometry(gpd.GeoSeries(whole, index=frame.index, crs=frame.crs))
    flat = shapely.get_dimensions(whole) < _POLYGON_DIMENSION
    empty = shapely.is_missing(whole) | shapely.is_empty(whole) | flat
    faults = [problem(ProblemCode.BATAS_TANPA_BIDANG, nama=name) for name in frame.loc[empty, "nama"]]
    if faults:
        return fixed, [], faults
    metric = _epsg(fixed)
    change = fixed.to_crs(metric).area - frame.to_crs(metric).area
    reports = [
        problem(
            ProblemCode.BATAS_DIPERBAIKI,
            nama=frame["nama"].iloc[at],
            sebab="garis memotong dirinya sendiri",
            luas=number(float(change.iloc[at]) / _HA, 2),
        )
        for at in np.flatnonzero(broken)
    ]
    return fixed, reports, []


def _epsg(frame: gpd.GeoDataFrame) -> int:
    """Return the EPSG number of the UTM zone in which the areas lie; away from the poles there is one."""
    return frame.estimate_utm_crs().to_epsg() or 0


def _overlaps(metric: gpd.GeoDataFrame) -> Iterator[tuple[Problem, bool]]:
    """Yield each pair that shares ground, and whether that is too much."""
    shapes: NDArray[np.object_] = metric.geometry.to_numpy()
    first, second = metric.sindex.query(metric.geometry, predicate="intersects")
    pairs = first < second
    first, second = first[pairs], second[pairs]
    shared = shapely.area(shapely.intersection(shapes[first], shapes[second]))
    for a, b, area in zip(first, second, shared, strict=True):
        if area <= _NOTICED_M2:
            continue
        names = {"pertama": metric["nama"].iloc[a], "kedua": metric["nama"].iloc[b]}
        if shapely.equals(shapes[a], shapes[b]):
            yield problem(ProblemCode.BATAS_KEMBAR, **names), True
        elif area > OVERLAP_LIMIT_HA * _HA:
            ha = number(area / _HA, 1)
            yield problem(ProblemCode.BATAS_TINDIH, **names, luas=ha, batas=number(OVERLAP_LIMIT_HA)), True
        else:
            yield problem(ProblemCode.BATAS_TINDIH_KECIL, **names, luas=number(area / _HA, 2)), False


def _holes(metric: gpd.GeoDataFrame) -> list[Problem]:
    """Report ground that lies inside the outline but in no area."""
    union = shapely.union_all(metric.geometry.to_numpy())
    rings = [ring for part in shapely.get_parts(union) for ring in part.interiors]
    areas = sorted((shapely.Polygon(ring).area for ring in rings), reverse=True)
    areas = [area for area in areas if area > _NOTICED_M2]
    if not areas:
        return []
    listed = "; ".join(f"{number(area / _HA, 1)} ha" for area in areas[:_LISTED])
    more = f"; dan {len(areas) - _LISTED} lainnya" if len(areas) > _LISTED else ""
    total = number(sum(areas) / _HA, 1)
    return [problem(ProblemCode.BATAS_LUBANG, jumlah=len(areas), luas=total, daftar=listed + more)]
